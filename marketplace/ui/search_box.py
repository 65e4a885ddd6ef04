"""The search box: suggests products, crafts and makers while one types, and leads to what is sent or picked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.types import ComponentRenderer

from marketplace.search.models import Suggestion
from marketplace.search.parse import MAX_QUERY, clean
from marketplace.ui.failures import degraded
from marketplace.ui.html import go, href
from marketplace.ui.opening import market

KEY = "am_search_box"
PAGES = {"craft": ("catalogue", "craft"), "maker": ("catalogue", "maker"), "product": ("product", "id")}
"""Where a suggestion leads: the page, and the parameter that its id is."""

_COMPONENT = "marketplace.search_box"
_ASKED = f"{KEY}_asked"
_renderer: ComponentRenderer | None = None


@st.fragment
def box(text: str, sent: Callable[[str], None]) -> None:
    """Draw it, with `text` in it. `sent` is told a text that is to be searched for; then the page is drawn anew.

    A fragment: while one types nothing else of the page is drawn again.
    """
    place, below = st.container(), st.container()
    number, typed = _typed(st.session_state.pop(_ASKED, None))
    found: list[Suggestion] | None = None
    if number:
        with below, degraded("Suggestions"):
            found = market().search.suggest(typed)
    with place:
        result: Any = _component()(
            key=KEY,
            data={
                "label": "What are you looking for?",
                "placeholder": "A bowl the colour of rain",
                "most": MAX_QUERY,
                "value": text,
                "seq": number or _typed(_state("typed"))[0],
                "text": typed,
                "found": None if found is None else [_shown(one) for one in found],
            },
            on_typed_change=_asked,
            on_sent_change=_nothing,
            on_go_change=_nothing,
        )
    if result.go:
        go(str(result.go))
    if result.sent is not None:
        sent(clean(str(result.sent)))
        st.rerun()


def _shown(one: Suggestion) -> dict[str, str]:
    page, parameter = PAGES[one.kind]
    return {"label": one.label, "kind": one.kind, "address": href(page, **{parameter: one.id})}


def _asked() -> None:
    """Something was typed: it is answered once, in the run that this begins."""
    st.session_state[_ASKED] = _state("typed")


def _state(name: str) -> object:
    return getattr(st.session_state.get(KEY), name, None)


def _typed(said: object) -> tuple[int, str]:
    """The number and the text of a question; 0 and nothing where it is none, for a browser can send anything."""
    if isinstance(said, Mapping):
        number, text = said.get("seq"), said.get("text")
        if isinstance(number, int) and isinstance(text, str):
            return number, clean(text)
    return 0, ""


def _nothing() -> None:
    """A trigger needs a listener to be listened to."""


def _component() -> ComponentRenderer:
    global _renderer
    if _renderer is None or get_bidi_component_manager().get(_COMPONENT) is None:
        script = files("marketplace").joinpath("ui/search_box.js").read_text(encoding="utf-8")
        _renderer = st.components.v2.component(_COMPONENT, js=script, isolate_styles=False)
    return _renderer
