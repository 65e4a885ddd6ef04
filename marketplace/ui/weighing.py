"""Sliders for what strategies weigh; the page's address tells of what differs from the package's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import streamlit as st

from marketplace.recommendations.ranking import DEFAULTS, Weighing
from marketplace.ui import address


class Control(NamedTuple):
    """A slider: what the address calls it, which is the field of Weighing, or "blend_" and a strategy."""

    name: str
    label: str
    least: float
    most: float
    default: float
    help: str | None = None


TIME = (
    Control("fading", "An older purchase counts, beside the next newer one", 0, 1, DEFAULTS.fading,
            "1: all purchases count the same. 0: only the last one counts."),
)  # fmt: skip
WALK = (
    Control("walk_source", "How popular what they bought is, to the power of", -1.5, 0.5, DEFAULTS.walk_source,
            "Below 0, what many have bought says less of a taste."),
    Control("walk_history", "How much its buyers bought, to the power of", -1.5, 0.5, DEFAULTS.walk_history,
            "Below 0, who buys everything leads to little."),
    Control("walk_target", "How popular what is found is, to the power of", -1.5, 0.5, DEFAULTS.walk_target,
            "Below 0, best sellers get no head start."),
)  # fmt: skip
BLEND = tuple(
    Control(f"blend_{part}", f"Weight of {part.replace('_', ' ')}", 0, 2, weight)
    for part, weight in DEFAULTS.blend.items()
)
GROUPS = (
    ("Time", "How fast the past fades: personal, similar, makers, and the blend of them.", TIME),
    ("Random walk", "Powers of degrees on the way from purchases to buyers to what those bought.", WALK),
    ("Blend", "Each list’s scores as shares of its best, weighed and added up.", BLEND),
)
CONTROLS = (*TIME, *WALK, *BLEND)
NAMES = tuple(control.name for control in CONTROLS)
STEP = 0.05


def weighed(at: Mapping[str, str]) -> Weighing:
    """What an address says is weighed. What no slider could say is not heard."""
    said = {control.name: _number(at.get(control.name), control) for control in CONTROLS}
    own = {name: value for name, value in said.items() if not name.startswith("blend_")}
    return replace(DEFAULTS, **own, blend={part: said[f"blend_{part}"] for part in DEFAULTS.blend})


def ask(page: str, here: tuple[str, ...], at: Mapping[str, str]) -> None:
    """Draw the sliders, folded away; the page's address (of the parameters `here`) follows them."""
    changed = sum(_number(at.get(control.name), control) != control.default for control in CONTROLS)
    label = f"What they weigh · {changed} changed" if changed else "What they weigh"
    with st.expander(label, icon=":material/tune:", key=f"am_{page}_weighing"):
        for column, (title, about, controls) in zip(st.columns(len(GROUPS), gap="large"), GROUPS, strict=True):
            column.markdown(f"**{title}**")
            column.caption(about)
            for control in controls:
                column.slider(
                    control.label,
                    float(control.least),
                    float(control.most),
                    step=STEP,
                    help=control.help,
                    key=address.shows(_key(page, control), _number(at.get(control.name), control)),
                    on_change=_changed,
                    args=(page, here),
                )
    if changed:
        st.button(
            "Weigh as the shop does",
            key=f"am_{page}_reset",
            icon=":material/restart_alt:",
            on_click=_reset,
            args=(page, here),
        )


def _changed(page: str, here: tuple[str, ...]) -> None:
    said = {control.name: float(st.session_state[_key(page, control)]) for control in CONTROLS}
    # Nought counts as "not said" in an address unless it is written out.
    told = {c.name: f"{said[c.name]:g}" if said[c.name] != c.default else "" for c in CONTROLS}
    address.write(page, address.read(page, here) | told)


def _reset(page: str, here: tuple[str, ...]) -> None:
    address.write(page, {name: value for name, value in address.read(page, here).items() if name not in NAMES})


def _key(page: str, control: Control) -> str:
    return f"am_{page}_{control.name}"


def _number(text: str | None, control: Control) -> float:
    """On a slider's steps, so that what it shows is what is weighed."""
    try:
        number = float(text or "")
    except ValueError:
        return control.default
    return round(round(number / STEP) * STEP, 2) if control.least <= number <= control.most else control.default
