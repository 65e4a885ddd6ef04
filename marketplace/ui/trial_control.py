"""What can be done with a trial on its page: begin one, stop it, let visitors come by, forget its figures."""

from __future__ import annotations

import streamlit as st

from marketplace.errors import MarketplaceError
from marketplace.recommendations.models import Strategy
from marketplace.trials.models import CHALLENGER, CONTROL, OFFERED, Trial
from marketplace.trials.visitors import BUYS, CLICKS_LIKED, CLICKS_OTHER, SEEN
from marketplace.ui import address, shopper
from marketplace.ui.failures import notice
from marketplace.ui.html import esc, href, linked
from marketplace.ui.opening import market
from marketplace.ui.trials import named
from marketplace.ui.wording import count

PAGE = "trial"
HERE = ("trial", "least", "of")
"""What of the page its address keeps."""

MANY = 500
TOLD = "am_trial_told"


def _tell(kind: str, title: str, text: str) -> None:
    """Say, once, what came of what was asked."""
    st.session_state[TOLD] = (kind, title, text)


def told() -> None:
    """What there is to say."""
    if found := st.session_state.pop(TOLD, None):
        kind, title, text = found
        notice(text, kind=kind, title=title)


def _strategy(name: str) -> Strategy:
    """The arm of this name."""
    return next(one for one in OFFERED if one == name)


def _start() -> None:
    """Begin the trial that the form says."""
    state = st.session_state
    try:
        share = state["am_trial_share"] / 100
        begun = market().trials.start(
            _strategy(state["am_trial_control"]), _strategy(state["am_trial_challenger"]), share
        )
        _tell("done", "It runs.", "From now on the home page shows each shopper a list by their arm.")
        address.write(PAGE, {**address.read(PAGE, HERE), "trial": begun.id, "of": None})
    except MarketplaceError as error:
        _tell("failed", "Not begun.", str(error))


def _stop(trial: Trial) -> None:
    """End it."""
    try:
        market().trials.stop(trial.id)
        _tell("done", "Stopped.", "The home page is as before. What was counted stays.")
    except MarketplaceError as error:
        _tell("failed", "Not stopped.", str(error))


def _visit(trial: Trial) -> None:
    """Let simulated visitors come by."""
    try:
        came = market().trials.visit(trial.id, MANY)
        if came:
            _tell(
                "done",
                "They were here.",
                f"{count(came, 'simulated visitor')} saw a list, and some clicked and bought.",
            )
        else:
            _tell("failed", "Nobody came.", "No shopper has bought anything and says what they like.")
    except MarketplaceError as error:
        _tell("failed", "They could not come.", str(error))


def _forget(trial: Trial) -> None:
    """All its figures go."""
    try:
        gone = market().trials.forget(trial.id)
        _tell(
            "done",
            "Forgotten.",
            f"The figures of {count(gone, 'person', 'people')} are gone from Redis and PostgreSQL.",
        )
    except MarketplaceError as error:
        _tell("failed", "Not forgotten.", str(error))


def ask() -> None:
    """Which arms, and how many shoppers for the second."""
    st.header("Begin a trial")
    with st.form("am_trial"):
        control, challenger, share = st.columns(3, gap="large")
        for column, label, key, first in (
            (control, "As it is (control)", "am_trial_control", CONTROL),
            (challenger, "Against it (challenger)", "am_trial_challenger", CHALLENGER),
        ):
            column.selectbox(label, OFFERED, OFFERED.index(first), format_func=named, key=key)
        share.slider("Shoppers for the challenger, of a hundred", 5, 95, 50, 5, key="am_trial_share")
        st.form_submit_button("Begin", type="primary", icon=":material/play_arrow:", on_click=_start)
    st.caption(
        "While it runs, a shelf “Chosen for you” stands on the home page. It begins with what the shopper’s arm has "
        "for them, and is filled up from their interests, what they looked at and what is trending, in both arms alike."
    )


def controls(trial: Trial) -> None:
    """What can be done with a trial, and which arm this visitor is in."""
    if trial.running:
        who, arm = shopper.me(), trial.arm(shopper.basket())
        linked(
            f"<p>{esc(who.name) if who else 'As a guest you'} {'is' if who else 'are'} in the arm "
            f"<b>{esc(named(arm))}</b>: a hash of the trial’s salt and the shopper’s id says so, the same each "
            f'time. <a data-page href="{esc(href(""))}">See the shelf</a>, or shop as somebody else, at the top of the '
            "page, to see the other.</p>",
            key="mine",
        )
    with st.container(horizontal=True):
        if trial.running:
            label, icon = f"Let {MANY} visitors come by", ":material/groups:"
            st.button(label, key="am_trial_visit", icon=icon, on_click=_visit, args=(trial,))
            st.button("Stop", key="am_trial_stop", icon=":material/stop_circle:", on_click=_stop, args=(trial,))
        with st.popover("Forget the figures", icon=":material/delete:"):
            st.write("All that was counted in this trial goes, of shoppers and of simulated visitors, for good.")
            st.button("Forget them", key="am_trial_forget", on_click=_forget, args=(trial,))
    if trial.running:
        st.caption(
            "The visitors are simulated, and their figures are kept apart. Each has the past and the interests of a "
            f"real shopper, sees {SEEN} products of its arm, clicks on one of a craft it likes with {CLICKS_LIKED:.0%}"
            f", on another with {CLICKS_OTHER:.0%}, and buys {BUYS:.0%} of what it clicked on. They are counted as "
            "everybody is, but order nothing, and what they like is our invention: it shows how a trial moves, not "
            "what people want."
        )
