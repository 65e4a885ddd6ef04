"""What a page shows, kept in its address: a copied link shows the same, and so does coming back to the page.

The address is the one truth. Widgets show what it says, and write to it when they change.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

EVERYWHERE = ("as", "embed", "embed_options")
"""Parameters that are no page's own."""


def read(page: str, names: tuple[str, ...]) -> dict[str, str]:
    """The page's part of the address; where it has none, what it had when it was left."""
    own = {name: st.query_params[name] for name in names if st.query_params.get(name)}
    # The browser's Back button brings a page back with the parameters of the one it left.
    if own and not set(st.query_params) - {*names, *EVERYWHERE}:
        st.session_state[_key(page)] = own
        return own
    kept: dict[str, str] = own or st.session_state.get(_key(page), {})
    write(page, kept)
    return dict(kept)


def write(page: str, values: Mapping[str, object]) -> None:
    """Make these the page's part of the address, in one step of the browser's history; empty ones leave it."""
    kept = {name: str(value) for name, value in values.items() if value not in (None, "", False)}
    there = st.query_params.to_dict()
    # What stays keeps its place.
    whole = {name: kept.get(name, there[name]) for name in there if name in kept or name in EVERYWHERE} | kept
    if whole != there:
        st.query_params.from_dict(whole)
    st.session_state[_key(page)] = kept


def shows(key: str, value: object) -> str:
    """Make the widget with this key show `value` when it is drawn next; the key.

    What a person enters must reach the address in the widget's callback: by the time it is drawn, this has replaced it.
    """
    if st.session_state.get(key, _NOTHING) != value:
        st.session_state[key] = value
    return key


def number(text: str | None, least: int = 1, most: int = 100_000) -> int | None:
    """A whole number from an address; None for anything else, for people edit addresses."""
    return int(text) if text and text.isascii() and text.isdigit() and least <= int(text[:9]) <= most else None


def choice(text: str | None, options: Mapping[str, object], otherwise: str) -> str:
    """The option an address names, or `otherwise`."""
    return text if text is not None and text in options else otherwise


_NOTHING: object = object()


def _key(page: str) -> str:
    return f"am_at_{page}"
