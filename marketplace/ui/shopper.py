"""Who is shopping: a session of their own in Redis, or a guest.

Streamlit cannot set a cookie that scripts cannot read (HttpOnly). So the session's token never goes to the browser at
all: it stays here on the server, in the state of the visit, and ends with it. A new visit begins a new session.
"""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from marketplace.accounts.errors import NotSignedIn
from marketplace.accounts.models import Session, Shopper, SignedIn
from marketplace.carts.keys import new_guest
from marketplace.carts.models import Merged
from marketplace.errors import MarketplaceError, NotFound, StoreUnavailable
from marketplace.ui.failures import notice
from marketplace.ui.opening import market, shop
from marketplace.ui.wording import count

_SHOPPER, _TOKEN, _SESSION, _GUEST, _AS_GUEST, _NEWS = (
    "am_shopper",
    "am_token",
    "am_session",
    "am_guest",
    "am_as_guest",
    "am_news",
)


def me() -> Shopper | None:
    """Who is signed in, as found at the head of this run; None is a guest."""
    known: Shopper | None = st.session_state.get(_SHOPPER)
    return known


def may_see(user_id: str) -> bool:
    """Whether this visit may see what a shopper bought and looked at: one's own; in the demo, where anybody may shop as
    anybody, everybody's."""
    known = me()
    return market().accounts.may_sign_in_as or (known is not None and known.id == user_id)


def basket() -> str:
    """Whose cart this visit fills: the shopper's id, or else a guest's."""
    known = me()
    if known is not None:
        return known.id
    if _GUEST not in st.session_state:
        st.session_state[_GUEST] = new_guest()
    return str(st.session_state[_GUEST])


def counted_as() -> str:
    """By whose name what this visit does is counted: the shopper's, else where a guest asks from."""
    known, address = me(), st.context.ip_address
    return known.id if known else f"address:{address}" if address else basket()


def session() -> Session | None:
    """The session in Redis. None for a guest, and for who began while Redis did not answer."""
    found: Session | None = st.session_state.get(_SESSION)
    return found


def arrive() -> None:
    """At the head of each run: look the session up, follow the address, and greet who is new.

    With the demo's switch on, who is new shops as the best customer; else as a guest.
    """
    _look_up()
    accounts, known, named = market().accounts, me(), st.query_params.get("as")
    if named and not accounts.may_sign_in_as:
        del st.query_params["as"]
        if known is None or named != known.id:
            st.toast("Here one shops as somebody only with their password.", icon=":material/lock:")
        return
    try:
        if named and (known is None or named != known.id):
            _become_named(named)
        elif known is None and accounts.may_sign_in_as and not st.session_state.get(_AS_GUEST):
            for best in accounts.shoppers(limit=1):
                _begin(best)
    except StoreUnavailable:
        # PostgreSQL does not answer: the next run tries again, and until then one goes on as before.
        return


def become(shopper: Shopper) -> None:
    """Shop as this one from now on, by the demo's switch; in the address too, so that a copied link says as whom."""
    try:
        _begin(shopper)
        st.query_params["as"] = shopper.id
    except MarketplaceError as error:
        _tell(str(error), "failed")


def sign_in(login: str, password: str) -> None:
    """Shop as whom an id or address names, with their password. Raises what `accounts.sign_in` raises."""
    # Whoever asks from this machine has no address.
    signed_in = market().accounts.sign_in(login, password, agent=_agent(), address=st.context.ip_address or "")
    shopper = market().accounts.shopper(signed_in.session.user_id)
    _settle(shopper, signed_in)
    if market().accounts.may_sign_in_as:
        st.query_params["as"] = shopper.id


def be_guest() -> None:
    """Sign out, and shop without an account."""
    _end()
    _stay_guest()


def show_news() -> None:
    """Tell, once, what has come of signing in or out."""
    for kind, title, text in st.session_state.pop(_NEWS, []):
        notice(text, kind=kind, title=title)


def _look_up() -> None:
    token: str | None = st.session_state.get(_TOKEN)
    known = me()
    if token is not None:
        try:
            st.session_state[_SESSION] = market().accounts.session(token)
        except NotSignedIn:
            _leave()
            _stay_guest()
            told = "Your session was ended elsewhere, or not used for twelve hours. You shop as a guest now."
            _tell(told, title="Signed out.")
        except StoreUnavailable as error:
            if not market().accounts.may_sign_in_as:
                # Five minutes have gone since it was last seen to be good.
                _leave()
                _stay_guest()
                _tell(f"Whether you are signed in cannot be looked up: {error}", "failed", "Signed out.")
    elif known is not None and _redis_is_well():
        # Begun while Redis did not answer: now it can be a session.
        with suppress(MarketplaceError):
            _begin(known)


def _redis_is_well() -> bool:
    watch = shop().watch
    found = watch.health().get("redis") if watch else None
    return found is not None and found.well


def _become_named(id: str) -> None:
    try:
        _begin(market().accounts.shopper(id))
    except NotFound as error:
        st.toast(f"{error} Going on as before.", icon=":material/person_off:")
        del st.query_params["as"]
        if me() is None and not st.session_state.get(_AS_GUEST):
            for best in market().accounts.shoppers(limit=1):
                _begin(best)


def _begin(shopper: Shopper) -> None:
    try:
        _settle(shopper, market().accounts.sign_in_as(shopper.id, agent=_agent()))
    except StoreUnavailable as error:
        if error.store != "redis":
            raise
        # Without Redis the switch is for this visit alone.
        _settle(shopper, None)


def _settle(shopper: Shopper, signed_in: SignedIn | None) -> None:
    guest: str | None = st.session_state.get(_GUEST)
    _end()
    st.session_state[_SHOPPER] = shopper
    st.session_state.pop(_AS_GUEST, None)
    if signed_in is None:
        return
    st.session_state[_TOKEN], st.session_state[_SESSION] = signed_in.token, signed_in.session
    try:
        merged = market().carts.merge(guest, shopper.id)
    except StoreUnavailable as error:
        _tell(f"What a guest put in the cart comes at your next sign-in: {error}", "failed")
        return
    # A guest's cart has joined one: who shops as a guest again is another guest.
    st.session_state.pop(_GUEST, None)
    _tell_merged(merged)


def _tell_merged(merged: Merged) -> None:
    if merged.pieces:
        _tell(f"{count(merged.pieces, 'piece')} of the guest’s cart joined yours.", title="Welcome.")
    if merged.left_behind:
        named = ", ".join(f"{line.pieces} × {line.name}" for line in merged.left_behind)
        _tell(
            f"{named}. There is not enough on sale, or a cart takes no more of one product.", "failed", "Left behind:"
        )


def _end() -> None:
    token: str | None = st.session_state.get(_TOKEN)
    if token is not None:
        try:
            market().accounts.sign_out(token)
        except StoreUnavailable as error:
            _tell(f"The session ends by itself in twelve hours, for it could not be ended now: {error}", "failed")
    _leave()


def _leave() -> None:
    for key in (_SHOPPER, _TOKEN, _SESSION):
        st.session_state.pop(key, None)


def _stay_guest() -> None:
    # Neither the address nor the greeting of who is new makes somebody else of this visitor.
    st.session_state[_AS_GUEST] = True
    if "as" in st.query_params:
        del st.query_params["as"]


def _tell(text: str, kind: str = "done", title: str | None = None) -> None:
    st.session_state.setdefault(_NEWS, []).append((kind, title, text))


def _agent() -> str:
    return st.context.headers.get("User-Agent") or ""
