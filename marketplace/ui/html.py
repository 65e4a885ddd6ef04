"""HTML of our own on a page: the stylesheet, plain blocks, and blocks whose links move within the app.

Everything that came from a store or a person is escaped where it is put into HTML, with `esc`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from importlib.resources import files
from typing import NoReturn
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.types import ComponentRenderer

_SHEETS = ("style.css", "parts.css")
_COMPONENT = "marketplace.linked"
_CLICKED = "am_clicked"

_renderer: ComponentRenderer | None = None


def esc(value: object) -> str:
    """Any value as text within HTML, in an attribute too."""
    return escape(str(value), quote=True)


def stylesheet() -> None:
    """Put the app's stylesheets on the page: the shop's look, and what some pages have of their own."""
    sheets = (files("marketplace").joinpath(f"ui/{name}").read_text(encoding="utf-8") for name in _SHEETS)
    st.html(f"<style>{''.join(sheets)}</style>")


def block(html: str) -> None:
    """A block of HTML without pictures; Streamlit strips whatever could run."""
    st.html(html)


def href(page: str, /, **query: str | int | None) -> str:
    """The address of a page of ours, relative, whoever is shopping kept: `href("product", id="P0001")`."""
    query = {key: value for key, value in query.items() if value not in (None, "")}
    shopper = st.query_params.get("as")
    if shopper and "as" not in query:
        query["as"] = shopper
    return f"{page or './'}{'?' + urlencode(query) if query else ''}"


def linked(html: str, *, key: str) -> None:
    """HTML with pictures (inline SVG) and links made by `href`.

    A link is a real one: it has an address, the keyboard reaches it, it opens in a new tab. A plain click on
    `<a data-page …>` moves within the running session instead of loading the app anew.

    The HTML goes to the browser as it is: whoever builds it escapes what is in it.
    """
    _component()(key=key, data=html, on_go_change=partial(_clicked, key))


def _clicked(key: str) -> None:
    st.session_state[_CLICKED] = str(st.session_state[key].go)


def go(address: str) -> NoReturn:
    """Move to an address of ours now, as after a click on a link to it. From a fragment too."""
    st.session_state[_CLICKED] = address
    st.rerun()


def follow(pages: Sequence[st.Page]) -> None:
    """Move to where the last click in `linked` leads, before anything of the page that was clicked is drawn again.

    An address that is none of these pages' is not followed: a browser can send anything.
    """
    parts = urlsplit(st.session_state.pop(_CLICKED, None) or "#")
    slug = parts.path.removeprefix("./").strip("/")
    target = next((page for page in pages if page.url_path == slug), None)
    if target is not None and not parts.netloc and not parts.fragment and (slug or parts.path):
        st.switch_page(target, query_params=dict(parse_qsl(parts.query)))


def _component() -> ComponentRenderer:
    # Registered with the running server once, not at each mount (which would remount every instance); but anew for
    # another server in the same process, as tests have them.
    global _renderer
    if _renderer is None or get_bidi_component_manager().get(_COMPONENT) is None:
        script = files("marketplace").joinpath("ui/linked.js").read_text(encoding="utf-8")
        _renderer = st.components.v2.component(_COMPONENT, js=script, isolate_styles=False)
    return _renderer
