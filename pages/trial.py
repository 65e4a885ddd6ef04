"""A/B trial: one way to recommend at home against another, on the shop's own shoppers, with what can be said of it."""

from typing import get_args

import streamlit as st

from marketplace.errors import MarketplaceError, NotFound, StoreUnavailable
from marketplace.recommendations.models import Strategy
from marketplace.trials.models import CHALLENGER, CONTROL, OFFERED, Results, Trial
from marketplace.trials.visitors import BUYS, CLICKS_LIKED, CLICKS_OTHER, SEEN
from marketplace.ui import address, shopper, trial_results, trials
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block, esc, href, linked
from marketplace.ui.opening import market
from marketplace.ui.wording import count

PAGE = "trial"
HERE = ("trial", "least")
LIVE = 2.0
MANY = 500
LEASTS = {"1": "1 point", "2": "2 points", "5": "5 points", "10": "10 points"}
TOLD = "am_trial_told"


def tell(kind: str, title: str, text: str) -> None:
    """Say, once, what came of what was asked."""
    st.session_state[TOLD] = (kind, title, text)


def told() -> None:
    """What there is to say."""
    if found := st.session_state.pop(TOLD, None):
        kind, title, text = found
        notice(text, kind=kind, title=title)


def strategy(name: str) -> Strategy:
    """The arm of this name."""
    return next(one for one in get_args(Strategy) if one == name)


def start() -> None:
    """Begin the trial that the form says."""
    state = st.session_state
    try:
        share = state["am_trial_share"] / 100
        begun = market().trials.start(
            strategy(state["am_trial_control"]), strategy(state["am_trial_challenger"]), share
        )
        tell("done", "It runs.", "From now on the home page shows each shopper a list by their arm.")
        address.write(PAGE, {**address.read(PAGE, HERE), "trial": begun.id})
    except MarketplaceError as error:
        tell("failed", "Not begun.", str(error))


def stop(trial: Trial) -> None:
    """End it."""
    try:
        market().trials.stop(trial.id)
        tell("done", "Stopped.", "The home page is as before. What was counted stays.")
    except MarketplaceError as error:
        tell("failed", "Not stopped.", str(error))


def visit(trial: Trial) -> None:
    """Let simulated visitors come by."""
    try:
        came = market().trials.visit(trial.id, MANY)
        if came:
            tell(
                "done",
                "They were here.",
                f"{count(came, 'simulated visitor')} saw a list, and some clicked and bought.",
            )
        else:
            tell("failed", "Nobody came.", "No shopper has bought anything and says what they like.")
    except MarketplaceError as error:
        tell("failed", "They could not come.", str(error))


def forget(trial: Trial) -> None:
    """All its figures go."""
    try:
        gone = market().trials.forget(trial.id)
        tell("done", "Forgotten.", f"The figures of {count(gone, 'shopper')} are gone from Redis and PostgreSQL.")
    except MarketplaceError as error:
        tell("failed", "Not forgotten.", str(error))


def ask() -> None:
    """Which arms, and how many shoppers for the second."""
    st.header("Begin a trial")
    with st.form("am_trial"):
        control, challenger, share = st.columns(3, gap="large")
        for column, label, key, first in (
            (control, "As it is (control)", "am_trial_control", CONTROL),
            (challenger, "Against it (challenger)", "am_trial_challenger", CHALLENGER),
        ):
            column.selectbox(label, OFFERED, OFFERED.index(first), format_func=trials.named, key=key)
        share.slider("Shoppers for the challenger, of a hundred", 5, 95, 50, 5, key="am_trial_share")
        st.form_submit_button("Begin", type="primary", icon=":material/play_arrow:", on_click=start)
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
            f"<b>{esc(trials.named(arm))}</b>: a hash of the trial’s salt and the shopper’s id says so, the same each "
            f'time. <a data-page href="{esc(href(""))}">See the shelf</a>, or shop as somebody else, at the top of the '
            "page, to see the other.</p>",
            key="mine",
        )
    with st.container(horizontal=True):
        if trial.running:
            label, icon = f"Let {MANY} visitors come by", ":material/groups:"
            st.button(label, key="am_trial_visit", icon=icon, on_click=visit, args=(trial,))
            st.button("Stop", key="am_trial_stop", icon=":material/stop_circle:", on_click=stop, args=(trial,))
        label, icon = "Forget the figures", ":material/delete:"
        st.button(label, key="am_trial_forget", icon=icon, on_click=forget, args=(trial,))
    if trial.running:
        st.caption(
            "The visitors are simulated. Each has the past and the interests of a real shopper, sees "
            f"{SEEN} products of its arm, clicks on one of a craft it likes with {CLICKS_LIKED:.0%}, on another "
            f"with {CLICKS_OTHER:.0%}, and buys {BUYS:.0%} of what it clicked on. What counts them counts everybody, "
            "but they order nothing, and what they like is our invention: it shows how a trial moves, not what people "
            "want."
        )


def look(at: dict[str, str]) -> float:
    """The smallest difference worth having, as a share."""
    chosen = address.choice(at.get("least"), LEASTS, "2")

    def changed() -> None:
        address.write(PAGE, {**at, "least": st.session_state["am_trial_least"] or chosen})

    st.segmented_control(
        "The smallest difference worth having, in percentage points",
        list(LEASTS),
        format_func=LEASTS.__getitem__,
        key=address.shows("am_trial_least", chosen),
        on_change=changed,
    )
    return int(chosen) / 100


def counted(trial: Trial, least: float) -> Results:
    """The results; without Redis those that were brought over before, and a word about it."""
    try:
        return market().trials.results(trial.id, least)
    except StoreUnavailable as error:
        if error.store != "redis":
            raise
        notice("Redis does not answer: what it has counted since is not in these figures.", kind="failed")
        return market().trials.kept(trial.id, least)


def figures(trial: Trial, least: float) -> None:
    """What came of it until this moment."""
    with degraded("The figures"):
        results = counted(trial, least)
        control, challenger = results.arms
        if results.mismatched:
            notice(trial_results.mismatch_text(results), kind="failed", title="The split is not what was meant.")
        simulated = control.simulated + challenger.simulated
        if simulated:
            total = control.shoppers + challenger.shoppers
            who = "All" if simulated == total else f"{simulated:,} of"
            block(f'<p class="am-quiet">{who} {count(total, "shopper")} are simulated.</p>')
        left, right = st.columns(2, gap="large")
        for column, each in ((left, results.clicked), (right, results.bought)):
            with column:
                block(trial_results.chart_html(results, each.measure))
                block(f"<p>{esc(trial_results.verdict(results, each))}</p>")
        block(trial_results.arms_html(results))
        block(trial_results.compared_html(results))


@st.fragment(run_every=LIVE)
def live(trial: Trial, least: float) -> None:
    """The figures of a trial that runs, again and again."""
    figures(trial, least)


def whole(trial: Trial, at: dict[str, str]) -> None:
    """One trial."""
    block(trial_results.state_html(trial))
    controls(trial)
    st.header("What came of it")
    least = look(at)
    (live if trial.running else figures)(trial, least)
    notice(trial_results.PEEKING, title="Do not peek.")
    with st.expander("What is counted, and how", icon=":material/rule:", key="am_trial_rules"):
        raw(trial, least)


def raw(trial: Trial, least: float) -> None:
    """The counts, and the rules they follow."""
    with degraded("The counts"):
        block(trial_results.raw_html(market().trials.kept(trial.id, least)))
    st.markdown(
        "- **Who.** Everybody who was shown the shelf counts, in the arm they were dealt to, whether it had much for "
        "them or nothing. A guest is one visit; a guest who signs in is somebody else from then on.\n"
        "- **Clicks.** A link from the shelf says of which trial and arm it is. It counts for that shopper’s own arm "
        "only, for what they were shown in the last seven days, once a day.\n"
        "- **Purchases.** The relay tells of orders: a product counts that was shown in the seven days before. An "
        "order told twice counts once, a cancelled one is taken back.\n"
        "- **Where.** Redis counts, a script an event. Totals that only grow are brought to PostgreSQL, so a crash "
        "between the two, or doing it twice, changes nothing.\n"
        "- **How sure.** Intervals of shares are Wilson’s, of differences Newcombe’s; the p-value is of the pooled "
        "two-proportion test; shoppers needed are for 80 % power at 5 %, two-sided."
    )


def page(at: dict[str, str]) -> None:
    """The trial the address names, else the one that runs, else the last; and the way to a new one."""
    known = market().trials.latest()
    chosen = known[0] if known else None
    if number := address.number(at.get("trial"), most=2**31 - 1):
        try:
            chosen = market().trials.trial(number)
        except NotFound as error:
            notice(f"{error} Here is the latest.", kind="failed")
    told()
    if chosen is None:
        block(
            '<p class="am-lead">Which list makes people find what they like? Let two have a shelf each, deal the '
            "shoppers between them by a hash of their ids, and count who clicks and who buys.</p>"
        )
    else:
        whole(chosen, at)
    if not any(trial.running for trial in known):
        ask()
    others = [trial for trial in known if chosen is None or trial.id != chosen.id]
    if others:
        st.header("Other trials")
        linked(trial_results.earlier_html(others), key="others")


st.title("A/B trial")
at = address.read(PAGE, HERE)
with degraded("The trial"):
    page(at)
