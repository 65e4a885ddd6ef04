"""Evaluation: strategies and ways to search, measured on what is loaded, in the background, with intervals."""

import streamlit as st

from marketplace.errors import MarketplaceError
from marketplace.evaluation.models import Outcome, Plan, Recommending, Searching
from marketplace.evaluation.recommending import ALL, CONTROLS
from marketplace.evaluation.running import Run
from marketplace.ui import address, evaluation_charts, evaluations, recommended, weighing
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block
from marketplace.ui.opening import market

PAGE = "evaluation"
HERE = ("strategies", "k", "shoppers", "beside", *weighing.NAMES)
MEASURABLE = tuple(strategy for strategy in ALL if strategy not in CONTROLS)
LENGTHS = {"5": 5, "10": 10, "20": 20, "50": 50}
SHOPPERS = {"all": "All of them", "200": "200 of them", "1000": "1,000 of them", "5000": "5,000 of them"}
ASKED = "am_evaluation_asked"
# Seconds from one look at a running evaluation to the next, and at whether another window has begun one.
LIVE, IDLE = 0.5, 2.0


def planned(at: dict[str, str]) -> Plan:
    """What the address asks for."""
    said = at.get("strategies", "").split(",")
    shoppers = address.choice(at.get("shoppers"), SHOPPERS, "all")
    return Plan(
        strategies=tuple(one for one in MEASURABLE if one in said) or MEASURABLE,
        k=LENGTHS[address.choice(at.get("k"), LENGTHS, "10")],
        shoppers=None if shoppers == "all" else int(shoppers),
        weighing=weighing.weighed(at),
    )


def changed() -> None:
    """Widgets have changed: the address follows them."""
    state = st.session_state
    picked = [one for one in MEASURABLE if one in state["am_evaluation_strategies"]]
    said = {
        "strategies": "" if len(picked) == len(MEASURABLE) else ",".join(picked),
        "k": "" if state["am_evaluation_k"] == "10" else state["am_evaluation_k"],
        "shoppers": "" if state["am_evaluation_shoppers"] == "all" else state["am_evaluation_shoppers"],
    }
    address.write(PAGE, address.read(PAGE, HERE) | said)


def ask(kind: str) -> None:
    """A button was pressed: it begins when the page is drawn."""
    st.session_state[ASKED] = kind


def form(plan: Plan, at: dict[str, str], *, busy: bool) -> None:
    """What is measured."""
    st.pills(
        "Strategies; popular and random always run",
        MEASURABLE,
        selection_mode="multi",
        wrap=True,
        format_func=lambda one: recommended.described(one)[0],
        key=address.shows("am_evaluation_strategies", list(plan.strategies)),
        on_change=changed,
    )
    length, shoppers, button = st.columns([1, 1, 1], gap="medium", vertical_alignment="bottom")
    length.selectbox(
        "Length of the lists", list(LENGTHS), key=address.shows("am_evaluation_k", str(plan.k)), on_change=changed
    )
    shoppers.selectbox(
        "Shoppers who are ranked for",
        list(SHOPPERS),
        format_func=SHOPPERS.__getitem__,
        key=address.shows("am_evaluation_shoppers", str(plan.shoppers or "all")),
        on_change=changed,
    )
    button.button(
        "Measure",
        type="primary",
        icon=":material/straighten:",
        width="stretch",
        key="am_evaluation_run",
        disabled=busy,
        on_click=ask,
        args=("recommendations",),
    )
    weighing.ask(PAGE, HERE, at)


@st.fragment(run_every=LIVE)
def live(run: Run) -> None:
    """How far it is, this moment."""
    with st.container(key="am_live"), st.container(key="am_live_head", horizontal=True, vertical_alignment="center"):
        block(evaluations.state_html(run.snapshot(), stopping=run.stopped))
        st.button(
            "Stop", key="am_evaluation_stop", icon=":material/stop_circle:", on_click=run.stop, disabled=run.stopped
        )
    if run.over:
        st.rerun()


@st.fragment(run_every=IDLE)
def watch(seen: Run | None) -> None:
    """Another window may begin one: then it is shown here too."""
    if market().evaluation.latest is not seen:
        st.rerun()


def begin(kind: str, plan: Plan) -> None:
    """Start one."""
    try:
        if kind == "search":
            market().evaluation.search()
        else:
            market().evaluation.recommendations(plan)
    except MarketplaceError as error:
        notice(str(error), kind="failed")


def going(kind: str) -> bool:
    """Where one of this kind runs, how far it is; where the last one failed, why. Whether one runs."""
    run = market().evaluation.latest
    if run is None or run.kind != kind:
        return False
    if not run.over:
        live(run)
        return True
    if run.error:
        notice(str(run.error), kind="failed", title="Not measured.")
    elif run.result is None:
        notice("It was stopped before it was done.", title="Not measured.")
    return False


def when(outcome: Outcome) -> None:
    """Of when and of what a result is."""
    with degraded("Whether the data have changed"):
        block(evaluations.when_html(outcome, same=outcome.stamp.same(market().evaluation.stamp())))


def recommending(found: Recommending, at: dict[str, str]) -> None:
    """What came of it: in a sentence, as charts, as a table and as files."""
    figures, charts = found.figures, evaluation_charts
    ahead, words = evaluations.verdict(figures)
    if ahead is None:
        st.caption(words)
    else:
        title = "Ahead of both controls." if ahead else "Not ahead of both controls."
        notice(words, kind="done" if ahead else "failed", title=title)
    if said := evaluations.others_ahead(figures):
        st.caption(said)
    left, right = st.columns(2, gap="large")
    with left:
        block("<h3 class=am-small>How high the held-out purchases stand</h3>")
        charts.show(charts.dots(figures, "ndcg"), "ndcg", "nDCG of each strategy with its interval; see the table.")
    with right:
        block("<h3 class=am-small>How often one is in the list</h3>")
        charts.show(charts.dots(figures, "hit_rate"), "hr", "Hit rate of each strategy with its interval.")
    left, right = st.columns(2, gap="large")
    with left:
        block("<h3 class=am-small>Ahead of the controls, shopper by shopper</h3>")
        charts.show(charts.ahead(figures), "ahead", "nDCG of each strategy less that of each control, with intervals.")
    with right:
        block("<h3 class=am-small>What else the lists are like</h3>")
        beside = address.choice(at.get("beside"), charts.BESIDE, "coverage")

        def turned() -> None:
            address.write(PAGE, {**at, "beside": st.session_state["am_evaluation_beside"] or beside})

        st.segmented_control(
            "nDCG beside",
            list(charts.BESIDE),
            format_func=str.capitalize,
            key=address.shows("am_evaluation_beside", beside),
            on_change=turned,
            label_visibility="collapsed",
        )
        charts.show(charts.against(figures, beside), "against", f"nDCG of each strategy over its {beside}.")
    block(evaluations.table(figures))
    if without := evaluations.not_measured(found.plan, figures):
        st.caption(without)
    users = next(iter(figures.values())).users
    st.caption(
        f"{evaluations.settings(found.plan)} {users:,} had bought at two different times. Lists are counted in memory "
        "by the graph’s own arithmetic; times are of one shopper at a time, from the graph, nothing cached."
    )
    with st.container(horizontal=True):
        for label, text, ending, mime in (
            ("CSV", evaluations.csv_text(figures), "csv", "text/csv"),
            ("JSON", evaluations.json_text(figures), "json", "application/json"),
        ):
            st.download_button(
                f"Take it away as {label}",
                text,
                file_name=f"recommendations-evaluated.{ending}",
                mime=mime,
                icon=":material/download:",
                key=f"am_evaluation_{ending}",
                on_click="ignore",
            )


def searching(found: Searching) -> None:
    """What came of it, where the judged products are those of this shop."""
    if found.known < found.judged:
        notice(
            f"Of {found.judged} products that were judged, {found.known} are in this shop: the queries are of the "
            "shipped catalogue, and say little of another.",
            kind="failed",
        )
    charts = evaluation_charts
    charts.show(charts.modes(found), "modes", "Measures of each way to search, with intervals; see the table.")
    block(evaluations.search_table(found))


st.title("How good is it?")
service = market().evaluation
at = address.read(PAGE, HERE)
plan = planned(at)
if kind := st.session_state.pop(ASKED, None):
    begin(kind, plan)
busy = service.latest is not None and not service.latest.over

st.header("Recommendations")
st.caption(evaluations.PROTOCOL)
st.caption(evaluations.GENERATED)
form(plan, at, busy=busy)
if not going("recommendations"):
    outcome = service.outcome("recommendations")
    if outcome is None:
        notice("Nothing has been measured since the shop opened. It takes some seconds, and the shop stays open.")
    elif isinstance(outcome.result, Recommending):
        when(outcome)
        recommending(outcome.result, at)

st.header("Search")
st.caption(evaluations.JUDGED)
st.button(
    "Ask them",
    icon=":material/quiz:",
    key="am_evaluation_search",
    disabled=busy,
    on_click=ask,
    args=("search",),
)
if not going("search"):
    outcome = service.outcome("search")
    if outcome is not None and isinstance(outcome.result, Searching):
        when(outcome)
        searching(outcome.result)
if not busy:
    watch(service.latest)
