"""Who is shopping: kept for the session, and in the address as ?as=U0001."""

from __future__ import annotations

import streamlit as st

from marketplace.accounts.models import Shopper
from marketplace.errors import NotFound, StoreUnavailable
from marketplace.ui.opening import market
from marketplace.ui.wording import count

_KEY = "am_shopper"


def me() -> Shopper | None:
    """The shopper of this session: the address's, else the session's, else the shop's best customer.

    None only where there is nobody, or PostgreSQL does not answer and nobody was known before.
    """
    known: Shopper | None = st.session_state.get(_KEY)
    named = st.query_params.get("as")
    if known is not None and named in (None, known.id):
        return known
    try:
        if named:
            try:
                known = market().accounts.shopper(named)
                become(known)
                return known
            except NotFound as error:
                st.toast(f"{error} Going on as before.", icon=":material/person_off:")
                del st.query_params["as"]
                if known is not None:
                    return known
        first = market().accounts.shoppers(limit=1)
    except StoreUnavailable:
        return known
    if first:
        st.session_state[_KEY] = first[0]
    return first[0] if first else None


def become(shopper: Shopper) -> None:
    """Shop as this one from now on, in the address too, so that a copied link says as whom."""
    st.session_state[_KEY] = shopper
    st.query_params["as"] = shopper.id


@st.dialog("Who is shopping?")
def choose() -> None:
    """Find a shopper by name and become them."""
    st.write("A demo has no passwords: be whom you like. Those who order most come first.")
    text = st.text_input("Find a shopper by name", key="am_find_shopper", placeholder="A name, or a part of one")
    try:
        found = market().accounts.shoppers(text or None, limit=8)
    except StoreUnavailable as error:
        st.warning(str(error))
        return
    if not found:
        st.write(f"Nobody is called “{text}”.")
    for shopper in found:
        place = f" · {shopper.location}" if shopper.location else ""
        label = f"{shopper.name}{place} · {count(shopper.orders, 'order')}"
        if st.button(label, key=f"am_be_{shopper.id}", width="stretch", on_click=become, args=(shopper,)):
            st.rerun()
