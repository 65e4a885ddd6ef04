"""A/B trial: one way to recommend at home against another, on the shop's own shoppers, with what can be said of it."""

from typing import get_args

import streamlit as st

from marketplace.errors import NotFound, StoreUnavailable
from marketplace.trials.models import Group, Results, Trial
from marketplace.ui import address, trial_results
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block, esc, href, linked
from marketplace.ui.opening import market
from marketplace.ui.trial_control import HERE, PAGE, ask, controls, told
from marketplace.ui.trials import named

LIVE = 2.0
LEASTS = {"1": "1 point", "2": "2 points", "5": "5 points", "10": "10 points"}
RULES = (
    "- **Who.** Everybody who was shown the shelf counts, in the arm they were dealt to, whether it had much for them "
    "or nothing. A guest is one visit. A guest who signs in counts twice, once as the guest and once as the shopper, "
    "and may see both arms. Simulated visitors are counted alike, and never judged together with anybody else.\n"
    "- **Clicks.** A link from the shelf says of which trial and arm it is. It counts for that shopper’s own arm only, "
    "for what they were shown in the last seven days, once a day.\n"
    "- **Purchases.** The relay tells of orders: a product counts that was shown in the seven days before. An order "
    "told twice counts once, a cancelled one is taken back. Guests cannot order: the share who bought is of the "
    "others.\n"
    "- **Until when.** Whoever is first shown the shelf after the trial was stopped is in no share, nor is a click or "
    "an order after that. An order of its time still counts if the news of it comes later, and is still taken back if "
    "it is cancelled later.\n"
    "- **Where.** Redis counts, a script an event. Totals that only grow are brought to PostgreSQL, so a crash between "
    "the two, or doing it twice, changes nothing.\n"
    "- **How sure.** Intervals of shares are Wilson’s, of differences Newcombe’s; the p-value is of the pooled "
    "two-proportion test; the people it takes are for 80 % power at 5 %, two-sided."
)


def look(at: dict[str, str]) -> float:
    """The smallest difference worth having, as a share."""
    chosen = address.choice(at.get("least"), LEASTS, "2")

    def changed() -> None:
        # What else the address says may have been chosen since this was drawn: the figures are drawn by themselves.
        address.write(PAGE, {**address.read(PAGE, HERE), "least": st.session_state["am_trial_least"] or chosen})

    st.segmented_control(
        "The smallest difference worth having, in percentage points",
        list(LEASTS),
        format_func=LEASTS.__getitem__,
        key=address.shows("am_trial_least", chosen),
        on_change=changed,
    )
    return int(chosen) / 100


def asked() -> Group | None:
    """Whose figures the address asks for, if it does."""
    # Only looked at: the page is not to be given its address back by figures that are drawn while somebody leaves it.
    return next((group for group in get_args(Group) if group == st.query_params.get("of")), None)


def choice(results: Results) -> None:
    """Whose figures these are; where there are others, the way to theirs."""
    if results.others:

        def changed() -> None:
            chosen = st.session_state["am_trial_of"] or results.group
            address.write(PAGE, {**address.read(PAGE, HERE), "of": chosen})

        st.segmented_control(
            "Whose figures",
            list(trial_results.GROUPS),
            format_func=trial_results.GROUPS.__getitem__,
            key=address.shows("am_trial_of", results.group),
            on_change=changed,
        )
    block(f'<p class="am-quiet">{esc(trial_results.whose(results))}</p>')


def counted(trial: Trial, least: float, group: Group | None) -> Results:
    """The results; without Redis those that were brought over before, and a word about it."""
    try:
        return market().trials.results(trial.id, least, group)
    except StoreUnavailable as error:
        if error.store != "redis":
            raise
        notice("Redis does not answer: what it has counted since is not in these figures.", kind="failed")
        return market().trials.kept(trial.id, least, group)


def figures(trial: Trial, least: float) -> None:
    """What came of it until this moment."""
    with degraded("The figures"):
        results = counted(trial, least, asked())
        choice(results)
        if results.mismatched:
            notice(trial_results.mismatch_text(results), kind="failed", title="The split is not what was meant.")
        left, right = st.columns(2, gap="large")
        for column, each in ((left, results.clicked), (right, results.bought)):
            with column:
                block(trial_results.chart_html(results, each.measure))
                block(f"<p>{esc(trial_results.verdict(results, each))}</p>")
        block(trial_results.arms_html(results))
        block(trial_results.compared_html(results))
        notice(trial_results.PEEKING, title="Do not peek.")
        with st.expander("What is counted, and how", icon=":material/rule:", key="am_trial_rules"):
            block(trial_results.raw_html(results))
            st.markdown(RULES)


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


def earlier_html(others: list[Trial]) -> str:
    """Other trials, as links."""
    items = "".join(
        f'<li><a data-page href="{esc(href("trial", trial=trial.id))}">Trial {trial.id}: {esc(named(trial.control))} '
        f"against {esc(named(trial.challenger))}</a></li>"
        for trial in others
    )
    return f'<nav aria-label="Other trials"><ul class="am-facet">{items}</ul></nav>'


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
        linked(earlier_html(others), key="others")


st.title("A/B trial")
at = address.read(PAGE, HERE)
with degraded("The trial"):
    page(at)
