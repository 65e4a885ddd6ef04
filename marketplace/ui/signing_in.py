"""The dialog "Who is shopping?": the demo's switch, a password, a guest; and where one is signed in.

Streamlit draws dialogs beside the page, where our stylesheet does not know whether it is dark: so all that is used here
is Streamlit's own.
"""

from __future__ import annotations

import streamlit as st

from marketplace.accounts.models import Session, Shopper
from marketplace.accounts.passwords import DEMO_PASSWORD
from marketplace.errors import MarketplaceError, NotFound, StoreUnavailable
from marketplace.ui import shopper
from marketplace.ui.opening import market
from marketplace.ui.wording import ago, count, program

FOUND, LISTED = 8, 6
ANYBODY, PASSWORD, SESSIONS = "Anybody", "Sign in", "Your sessions"


@st.dialog("Who is shopping?")
def choose(who: Shopper | None) -> None:
    """Say who one is, become another, and see where one is signed in. `who` is shopping as it opens."""
    if shopper.me() != who:
        # One has just become another: the page is drawn anew for them, and the dialog has done its part.
        st.rerun()
    _now(who)
    ways = [*([ANYBODY] if market().accounts.may_sign_in_as else []), PASSWORD, *([SESSIONS] if who else [])]
    way = st.segmented_control("What to do", ways, default=ways[0], key="am_way", label_visibility="collapsed")
    way = way or ways[0]
    try:
        if way == ANYBODY:
            _anybody()
        elif way == PASSWORD:
            _password()
        elif who is not None:
            _sessions(who)
    except StoreUnavailable as error:
        st.warning(str(error))


def _now(who: Shopper | None) -> None:
    if who is None:
        st.write("You shop as a guest. What you put in the cart waits for a day, and joins your own when you sign in.")
        return
    st.write(f"You shop as **{who.name}**." if shopper.session() else _without_redis(who))
    st.button("Sign out, and shop as a guest", key="am_sign_out", icon=":material/logout:", on_click=shopper.be_guest)


def _without_redis(who: Shopper) -> str:
    return (
        f"You shop as **{who.name}**, in this window alone: Redis does not answer, so there is no session that other "
        "pages or you yourself could look up or end. It becomes one once Redis is back."
    )


def _anybody() -> None:
    st.write("This demo lets everybody be anybody, without a password. Those who order most come first.")
    text = st.text_input("Find a shopper by name", key="am_find_shopper", placeholder="A name, or a part of one")
    found = market().accounts.shoppers(text or None, limit=FOUND)
    if not found:
        st.write(f"Nobody is called “{text}”.")
    for one in found:
        place = f" · {one.location}" if one.location else ""
        label = f"{one.name}{place} · {count(one.orders, 'order')}"
        st.button(label, key=f"am_be_{one.id}", width="stretch", on_click=shopper.become, args=(one,))


def _password() -> None:
    st.write(f"Every made-up shopper has the password `{DEMO_PASSWORD}`.")
    # The password is cleared from the page and from the visit's state once it is sent.
    with st.form("am_sign_in", border=False, clear_on_submit=True):
        login = st.text_input("Id or e-mail address", placeholder="U0001", autocomplete="username")
        password = st.text_input("Password", type="password", autocomplete="current-password")
        if st.form_submit_button("Sign in", type="primary", width="stretch"):
            try:
                shopper.sign_in(login, password)
            except MarketplaceError as error:
                st.error(f"Not signed in. {error}")
            else:
                st.rerun()


def _sessions(who: Shopper) -> None:
    mine = shopper.session()
    found = market().accounts.sessions(who.id)
    # One's own first: it was used just now, but another may have been used since.
    found.sort(key=lambda each: mine is None or each.id != mine.id)
    st.write(
        f"{who.name} is signed in {count(len(found), 'time')}. Redis forgets each twelve hours after its last use."
    )
    for each in found[:LISTED]:
        own = mine is not None and each.id == mine.id
        with st.container(key=f"am_session_{each.id}", horizontal=True, vertical_alignment="center"):
            with st.container():
                st.markdown(f"{program(each.agent)}{' · **this one**' if own else ''}")
                st.caption(f"Since {ago(each.created_at)}, last used {ago(each.last_seen_at)}")
            if not own:
                label = f"End the session of {program(each.agent)}"
                st.button("End", key=f"am_end_{each.id}", help=label, on_click=_end, args=(who.id, each.id))
    if len(found) > LISTED:
        st.caption(f"And {count(len(found) - LISTED, 'other')}.")
    others = len(found) - (mine is not None)
    if others:
        st.button(
            "End all others", key="am_end_others", icon=":material/logout:", on_click=_end_others, args=(who.id, mine)
        )


def _end(user_id: str, session_id: str) -> None:
    try:
        market().accounts.revoke(user_id, session_id)
    except NotFound:
        # It has just ended by itself.
        return
    except StoreUnavailable as error:
        st.toast(str(error), icon=":material/error:")


def _end_others(user_id: str, mine: Session | None) -> None:
    try:
        market().accounts.revoke_all(user_id, mine.id if mine else None)
    except StoreUnavailable as error:
        st.toast(str(error), icon=":material/error:")
