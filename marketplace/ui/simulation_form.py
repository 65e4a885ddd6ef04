"""The form of a simulation's plan: its controls, and how the page's address tells of what they say.

The address names a preset, and whatever differs from it: "?crowd=market-day&shoppers=80".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import streamlit as st

from marketplace.catalog.models import Craft
from marketplace.simulation.plan import MOST_PRODUCTS, MOST_SECONDS, MOST_SHOPPERS, PRESETS, Plan
from marketplace.ui import address

PAGE, FIRST = "simulation", "market-day"
ANY, ANY_LABEL = "any", "Any craft"
ASKED = "am_simulation_asked"
"""Whether the form was just sent: the page that draws next may have no form to say so, where another was first."""


class Control(NamedTuple):
    """A slider: what the address calls it, the plan's field, and the range; a `share` is shown in hundredths."""

    name: str
    field: str
    label: str
    least: float
    most: float
    step: float
    shown: str
    share: bool = False
    help: str | None = None


CROWD = (
    Control("shoppers", "shoppers", "Shoppers", 1, MOST_SHOPPERS, 1, "%d", help="Each is a thread of this process."),
    Control("seconds", "seconds", "The doors are open for", 0, MOST_SECONDS, 1, "%d s"),
    Control(
        "think", "think_seconds", "Time to think before each step", 0, 3, 0.1, "%.1f s",
        help="Drawn anew each time from an exponential distribution around this: so people arrive. "
        "0 is as fast as this machine can.",
    ),
)  # fmt: skip
HABITS = (
    Control("pay", "checks_out", "Pay for what is in the cart", 0, 100, 5, "%d %%", share=True,
            help="The others leave their cart standing."),
    Control("mind", "changes_mind", "Change their minds", 0, 100, 5, "%d %%", share=True,
            help="They change the pieces of a line, or take it out again."),
    Control("last", "last_pieces", "Last pieces of what all want in the end", 0, MOST_SHOPPERS, 1, "%d"),
)  # fmt: skip
SHELF = (
    Control("products", "products", "Products on the shelf", 1, MOST_PRODUCTS, 1, "%d"),
    Control("pieces", "pieces", "Pieces of each", 0, 500, 5, "%d"),
)
CONTROLS = (*CROWD, *HABITS, *SHELF)
HERE = ("crowd", "craft", *(control.name for control in CONTROLS))


def planned(at: Mapping[str, str]) -> Plan:
    """The plan that an address tells of. What it says that no control could is not heard."""
    plan = PRESETS[_base(at)].plan
    changed: dict[str, Any] = {}
    for control in CONTROLS:
        value = _number(at.get(control.name), control)
        if value is not None:
            changed[control.field] = value / 100 if control.share else value
    if craft := at.get("craft"):
        changed |= {"craft": None if craft == ANY else craft, "wanted": None}
    return Plan.model_validate(plan.model_dump() | changed)


def preset(plan: Plan) -> str | None:
    """The preset that this plan is, if it is one."""
    return next((slug for slug, one in PRESETS.items() if one.plan == plan), None)


def ask(plan: Plan, crafts: list[Craft]) -> None:
    """Draw the form. When it is sent, the address tells of what it says."""
    with st.form("am_simulation"):
        crowd, habits, shelf = st.columns(3, gap="large")
        for column, controls in ((crowd, CROWD), (habits, HABITS)):
            for control in controls:
                _slider(column, control, plan)
        named = {ANY: ANY_LABEL} | {craft.id: craft.name for craft in crafts}
        shelf.selectbox(
            "Goods modelled on real ones of",
            list(named),
            format_func=lambda id: named[id],
            key=address.shows("am_simulation_craft", plan.craft if plan.craft in named else ANY),
        )
        for control in SHELF:
            _slider(shelf, control, plan)
        st.form_submit_button("Open the doors", type="primary", icon=":material/storefront:", on_click=_asked)


def _slider(column: Any, control: Control, plan: Plan) -> None:
    value = getattr(plan, control.field) * (100 if control.share else 1)
    whole = control.step >= 1
    number = round(value) if whole else float(value)
    column.slider(
        control.label,
        *((int(control.least), int(control.most)) if whole else (float(control.least), float(control.most))),
        step=int(control.step) if whole else control.step,
        format=control.shown,
        help=control.help,
        key=address.shows(_key(control), number),
    )


def _asked() -> None:
    st.session_state[ASKED] = True
    at = address.read(PAGE, HERE)
    base = PRESETS[_base(at)].plan
    said: dict[str, object] = {"crowd": _base(at)}
    for control in CONTROLS:
        value = st.session_state[_key(control)]
        if value != round(getattr(base, control.field) * (100 if control.share else 1), 1):
            # Nothing counts as "not said" in an address, so nought is written out.
            said[control.name] = f"{value:g}"
    craft = st.session_state["am_simulation_craft"]
    if craft != (base.craft or ANY):
        said["craft"] = craft
    address.write(PAGE, said)


def _base(at: Mapping[str, str]) -> str:
    return address.choice(at.get("crowd"), PRESETS, FIRST)


def _key(control: Control) -> str:
    return f"am_simulation_{control.name}"


def _number(text: str | None, control: Control) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    if not control.least <= number <= control.most:
        return None
    return int(number) if control.step >= 1 else number
