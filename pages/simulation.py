"""Simulation: a crowd on the real services, drawn while it shops, and a rush on the last pieces of one thing."""

from random import randint

import streamlit as st

from marketplace.errors import MarketplaceError, StoreUnavailable
from marketplace.simulation.models import Result, Snapshot
from marketplace.simulation.plan import Plan
from marketplace.simulation.run import Run, SimulationBusy
from marketplace.ui import address, simulation_charts, simulation_form, simulations
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block, linked
from marketplace.ui.opening import market
from marketplace.ui.simulation_charts import Option

# Seconds from one look at a running simulation to the next, and at whether another window has begun one.
LIVE, IDLE = 0.4, 2.0


def chart(option: Option, key: str, alt: str, height: int = simulation_charts.HEIGHT) -> None:
    """One chart, in its place."""
    st.echarts_chart(option, key=f"am_simulation_{key}", height=height, alt=alt)


def charts(plan: Plan, snapshot: Snapshot) -> None:
    """The four that move, their figures as a table, and the rush."""
    draw, heading = simulation_charts, simulations.chart_heading
    left, right = st.columns(2, gap="medium")
    with left:
        block(heading("Carts open, in Redis", (draw.CARTS, "carts with something in them")))
        chart(draw.carts(plan, snapshot), "carts", "Carts that stand in Redis; the table below has the figures.")
    with right:
        kinds = (
            (draw.ADDED, "put into carts"),
            (draw.CHANGED, "changed"),
            (draw.ORDERS, "paid"),
            (draw.REFUSED, "refused"),
        )
        block(heading("Steps a second", *kinds))
        chart(draw.steps(plan, snapshot), "steps", "What was asked of the shop each second; see the table below.")
    left, right = st.columns(2, gap="medium")
    with left:
        kinds = ((draw.ORDERS, "orders"), (draw.CARRIED, "heard of by the other stores"), (draw.REFUSED, "refused"))
        block(heading("Orders, and who has heard of them", *kinds))
        chart(
            draw.orders(plan, snapshot), "orders", "Orders, those carried on, and refusals so far; see the table below."
        )
    with right:
        kinds = ((draw.SHELF, "on the shelf"), (draw.LAST, snapshot.rush or "the last pieces"))
        block(heading("What is left, by PostgreSQL", *kinds))
        chart(draw.stock(plan, snapshot), "stock", "Pieces left over time; the table below has the figures.")
    with st.expander("These charts as a table", icon=":material/table:", key="am_simulation_figures"):
        block(simulations.series_html(plan, snapshot))
    st.header("The rush")
    rush(plan, snapshot)


def rush(plan: Plan, snapshot: Snapshot) -> None:
    """Everybody at the till at the same moment: who waited how long, and who got one."""
    if not snapshot.attempts:
        block(simulations.awaited_html(plan, snapshot))
        return
    draw = simulation_charts
    block(
        simulations.chart_heading(
            f"{plan.last_pieces} × {snapshot.rush}, {len(snapshot.attempts)} at the till at the same moment",
            (draw.ORDERS, "got one"),
            (draw.REFUSED, "there was none left"),
            (draw.QUEUE, "waiting for a turn"),
        )
    )
    chart(
        draw.rush(plan, snapshot),
        "rush",
        "Each shopper's turn at the till, and the pieces left; the table has the figures.",
        simulation_charts.RUSH_HEIGHT,
    )
    with st.expander("The rush as a table", icon=":material/table:", key="am_simulation_turns"):
        block(simulations.rush_html(snapshot))


@st.fragment(run_every=LIVE)
def live(run: Run) -> None:
    """What is going on this moment."""
    snapshot = run.snapshot()
    with st.container(key="am_live"):
        block(simulations.hidden("Going on now") + simulations.plan_html(run.plan, snapshot.rush))
        with st.container(key="am_live_head", horizontal=True, vertical_alignment="center"):
            block(simulations.state_html(run.plan, snapshot, stopping=run.stopped))
            st.button(
                "Stop", key="am_simulation_stop", icon=":material/stop_circle:", on_click=run.stop, disabled=run.stopped
            )
        block(simulations.facts_html(snapshot, simulations.pace(snapshot)))
        charts(run.plan, snapshot)
    if run.over:
        st.rerun()


@st.fragment(run_every=IDLE)
def watch(seen: Run | None) -> None:
    """Another window may begin one: then it is shown here too."""
    if market().simulation.latest is not seen:
        st.rerun()


def begin(plan: Plan) -> tuple[Run | None, str | None]:
    """Let the crowd in: the run that goes on (else the last there was), and why it is not the one asked for."""
    service = market().simulation
    try:
        seed = randint(1, 1_000_000)  # noqa: S311 - not a secret
        return service.start(plan.model_copy(update={"seed": seed})), None
    except (SimulationBusy, StoreUnavailable) as error:
        return service.latest, str(error)


def verdict(result: Result) -> None:
    """In a sentence, whether the shop kept its word."""
    sold = result.rush
    if sold is None:
        notice("The books could not be read, so nobody can say whether they add up.", kind="failed", title="Unknown.")
    elif not result.held:
        notice("The books below do not add up: that must never happen.", kind="failed", title="Oversold.")
    else:
        refused = sum(attempt.outcome == "refused" for attempt in result.snapshot.attempts)
        notice(
            f"Of the {sold.name} {sold.before} were there, {sold.sold} were sold, {sold.after} are left; "
            f"{refused} of {result.plan.shoppers} shoppers were told there is no more."
            if result.snapshot.attempts
            else "It was ended before the rush, and what was sold until then adds up.",
            kind="done",
            title="Not one piece was sold twice.",
        )
    for problem in [*result.problems, *result.left_over]:
        notice(problem, kind="failed")


def over(result: Result) -> None:
    """A finished one: the same charts, and what came of it."""
    block(
        simulations.hidden("What came of it")
        + simulations.plan_html(result.plan, result.snapshot.rush, simulations.when_html(result))
    )
    verdict(result)
    with st.container(key="am_over"):
        block(simulations.facts_html(result.snapshot, result.per_second))
        charts(result.plan, result.snapshot)
    books, why = st.columns(2, gap="large")
    with books:
        st.subheader("The books, by PostgreSQL")
        block(simulations.books_html(result))
    with why:
        st.subheader("Why the shop said no")
        if result.refusals:
            block(simulations.refusals_html(result.refusals))
        else:
            notice("It never had to: there was enough for all.")
    st.header("What it took")
    block(simulations.speeds_html(result.snapshot))
    st.caption(
        "All shoppers share this process and a few processor cores with four database servers: these are times under a "
        "crowd. A store's share is the sum of its statements; the rest is Python, and the commit."
    )
    st.header("What the other stores heard")
    block(simulations.heard_html(result.heard))
    st.header("What was cleared away")
    block(simulations.cleaned_html(result.cleaned))


def choose(plan: Plan) -> None:
    """Which crowd: a preset, or one's own."""
    linked(simulations.presets_html(simulation_form.preset(plan)), key="presets")
    crafts = []
    with degraded("The crafts"):
        crafts = market().catalog.crafts()
    simulation_form.ask(plan, crafts)
    st.caption(
        "Shoppers and goods are the simulation’s own, modelled on real ones. When it ends, their carts, orders, events "
        "and graph nodes are removed from every store."
    )


st.title("A crowd at the door")
plan = simulation_form.planned(address.read(simulation_form.PAGE, simulation_form.HERE))
run = market().simulation.latest
refused = None
if st.session_state.pop(simulation_form.ASKED, False):
    run, refused = begin(plan)
if run is not None and not run.over:
    if refused:
        notice("Here it is. Yours can come in when it has left.", kind="failed", title="Another crowd is in already.")
    live(run)
else:
    if refused:
        notice(refused, kind="failed")
    if run is None:
        block(
            '<p class="am-lead">Every shopper is a thread on the services that you use too: carts in Redis by a Lua '
            "script, checkout as one transaction in PostgreSQL, its news carried on to Neo4j. In the end all of them "
            "hold one piece of the same thing, and pay at the same moment. There is not enough for all.</p>"
        )
        choose(plan)
    else:
        with st.expander("Let another crowd in", icon=":material/groups:", key="am_simulation_again"):
            choose(plan)
    watch(run)
    if run is not None:
        try:
            over(run.result())
        except MarketplaceError as error:
            notice(str(error), kind="failed")
