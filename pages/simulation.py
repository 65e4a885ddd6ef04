"""Simulation: many shoppers at once on the real services, and a rush on the last pieces of one thing."""

import streamlit as st

from marketplace.errors import MarketplaceError
from marketplace.simulation.models import Plan, Result, Snapshot
from marketplace.simulation.stage import MOST_SHOPPERS
from marketplace.ui import simulations
from marketplace.ui.failures import notice
from marketplace.ui.html import block
from marketplace.ui.opening import market

RESULT, PLAN = "am_simulation_result", "am_simulation_plan"


def ask() -> Plan | None:
    """The form; a plan when it is sent."""
    last: Plan = st.session_state.get(PLAN, Plan())
    with st.form("am_simulation"):
        many, rush = st.columns(2, gap="large")
        shoppers = many.slider("Shoppers, each a thread", 2, MOST_SHOPPERS, last.shoppers)
        pieces = rush.slider("Last pieces of the one thing they all want", 0, 40, last.last_pieces)
        rounds = many.slider("Rounds of filling carts before that", 0, 20, last.rounds)
        chance = rush.slider(
            "Chance to pay at the end of a round", 0, 100, round(100 * last.checks_out), format="%d %%"
        )
        if not st.form_submit_button("Open the doors", type="primary", icon=":material/storefront:"):
            return None
    plan = Plan(shoppers=shoppers, rounds=rounds, checks_out=chance / 100, last_pieces=pieces, seed=last.seed + 1)
    st.session_state[PLAN] = plan
    return plan


def run(plan: Plan) -> None:
    """Run it, showing how far it is; the result is kept when the page is left."""
    place = st.empty()

    def watch(snapshot: Snapshot) -> None:
        with place:
            block(simulations.progress_html(snapshot, plan))

    try:
        st.session_state[RESULT] = market().simulation.run(plan, watch)
    except MarketplaceError as error:
        notice(str(error), kind="failed")
    finally:
        place.empty()


def show(result: Result) -> None:
    """What came of it."""
    rush = result.rush
    st.header("What came of it")
    if result.held:
        notice(
            f"{rush.before} were there, {rush.sold} were sold, {rush.after} are left; "
            f"{result.count('refused', 'rush')} of {result.plan.shoppers} shoppers were told there is no more.",
            kind="done",
            title="Not one piece was sold twice.",
        )
    else:
        notice("The books below do not add up: that must never happen.", kind="failed", title="Oversold.")
    for problem in [*result.problems, *result.left_over]:
        notice(problem, kind="failed")
    block(simulations.facts_html(result))
    st.plotly_chart(
        simulations.chart(result),
        key="am_simulation_chart",
        config={"displayModeBar": False},
        alt="Bars over time: pieces put into carts, orders, refusals. The table below has the figures.",
    )
    with st.expander("The chart as a table", icon=":material/table:"):
        block(simulations.series_html(result))
    books, speed = st.columns(2, gap="large")
    with books:
        st.subheader("The books, by PostgreSQL")
        block(simulations.books_html(result))
    with speed:
        st.subheader("How long a step took")
        block(simulations.speeds_html(result))
        st.caption(
            "All shoppers share this process and two or so processor cores with four database servers: these are "
            "times under a crowd, not of one shopper alone."
        )


st.title("A crowd at the door")
block(
    '<p class="am-lead">Every shopper is a thread on the services that you use too: carts in Redis by a Lua script, '
    "checkout as one transaction in PostgreSQL. At the end all of them hold one piece of the same thing in their "
    "carts, and pay at the same moment. There is not enough for all.</p>"
)
plan = ask()
st.caption(
    "Shoppers and goods are the simulation’s own. When it ends, their carts, orders, events and graph nodes are "
    "removed from every store. Its statements, thousands of them, run in threads of their own and are not listed below."
)
if plan is not None:
    run(plan)
result = st.session_state.get(RESULT)
if result is None:
    notice("Nothing has been tried yet. Choose a crowd and open the doors: it takes a few seconds.")
else:
    show(result)
