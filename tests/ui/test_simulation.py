"""The simulation's page."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from streamlit.runtime.scriptrunner_utils.script_run_context import SCRIPT_RUN_CONTEXT_ATTR_NAME
from streamlit.testing.v1 import AppTest

from marketplace.market import Market
from marketplace.simulation.models import Attempt, Cleaned, Refusal, Series, Snapshot, Totals
from marketplace.simulation.plan import PRESETS, Plan
from marketplace.simulation.run import Run
from marketplace.ui import opening, simulation_charts, simulation_form, simulations
from ui.conftest import Visit, html_of

SMALL = {"crowd": "market-day", "shoppers": "9", "seconds": "0", "last": "4", "products": "3"}
"""Nine people who do nothing but want the same thing."""


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """Nothing of an earlier simulation on the page, and none that goes on."""
    yield
    shop = opening._shop()
    if shop.market is not None:
        shop.market.simulation.close()
        shop.market.simulation.latest = None


def open_doors(app: AppTest) -> AppTest:
    return next(button for button in app.button if button.label == "Open the doors").click().run()


def current() -> Run:
    run = opening.market().simulation.latest
    assert run is not None
    return run


def test_before_the_first_it_offers_crowds_and_says_what_would_happen(visit: Visit) -> None:
    app = visit("simulation")
    assert not app.exception
    html = html_of(app)
    assert "There is not enough for all." in html
    for slug, preset in PRESETS.items():
        assert f'href="simulation?crowd={slug}' in html
        assert preset.name in html
    assert html.count("aria-current=true") == 1
    assert [slider.label for slider in app.slider] == [
        "Shoppers",
        "The doors are open for",
        "Time to think before each step",
        "Pay for what is in the cart",
        "Change their minds",
        "Last pieces of what all want in the end",
        "Products on the shelf",
        "Pieces of each",
    ]


def test_a_crowd_is_drawn_while_it_shops_and_the_books_add_up(visit: Visit, market: Market) -> None:
    products = market.insight.counts("postgres")
    app = visit("simulation", **SMALL | {"seconds": "30"})
    open_doors(app)
    assert not app.exception
    html = html_of(app)
    assert "The doors are open" in html or "Putting the goods on the shelf" in html
    assert "9 shoppers for 4 pieces" in html
    assert len(app.get("echarts_chart")) == 4
    assert [button.label for button in app.button if button.label in ("Stop", "Open the doors")] == ["Stop"]
    running = [thread for thread in threading.enumerate() if thread.name.startswith("simulation")]
    assert running
    assert [getattr(thread, SCRIPT_RUN_CONTEXT_ATTR_NAME, None) for thread in running] == [None] * len(running)

    next(button for button in app.button if button.label == "Stop").click().run()
    result = current().result()
    app.run()
    html = html_of(app)
    assert result.stopped
    assert "It was ended before the rush, and what was sold until then adds up." in html
    assert html.count("<td>yes</td>") == 3 + 1
    assert f"<strong>{result.snapshot.totals.orders:,}</strong><span>orders</span>" in html
    assert market.insight.counts("postgres") == products


def test_the_rush_is_told_to_the_end(visit: Visit) -> None:
    app = open_doors(visit("simulation", **SMALL))
    current().result()
    app.run()
    html = html_of(app)
    assert "Not one piece was sold twice." in html
    assert "4 were there, 4 were sold, 0 are left; 5 of 9 shoppers were told there is no more." in html
    assert len(app.get("echarts_chart")) == 5
    assert html.count("<td>there was none left</td>") == 5
    assert html.count("A second look found nothing: it is as it was before.") == 3
    assert "Nothing of it was ever there." in html


def test_another_window_sees_the_same_and_is_told_that_one_runs(visit: Visit) -> None:
    first, second = visit("simulation", **SMALL | {"seconds": "30"}), visit("simulation", **SMALL)
    open_doors(first)
    run = current()
    # This window was drawn before the other began; its form is still there to be sent.
    open_doors(second)
    html = html_of(second)
    assert "Another crowd is in already." in html
    assert "open for 30 s" in html
    assert current() is run
    run.stop()
    run.result()
    assert "Another crowd is in already." not in html_of(second.run())


def test_one_that_runs_in_another_process_is_told_of(visit: Visit, market: Market) -> None:
    app = visit("simulation", **SMALL)
    with market.postgres.transaction() as session:
        assert market.simulation.stage.alone(session)
        open_doors(app)
    assert "A simulation is running already: wait a moment until it is done" in html_of(app)
    assert app.slider[0].value == 9


def test_it_goes_on_when_one_leaves_and_is_there_when_one_comes_back(visit: Visit) -> None:
    app = open_doors(visit("simulation", **SMALL))
    app.switch_page("pages/cart.py").run()
    current().result()
    app.switch_page("pages/simulation.py").run()
    assert "Not one piece was sold twice." in html_of(app)
    assert app.slider[0].value == 9
    assert app.query_params["shoppers"] == "9"


def test_what_the_form_says_is_in_the_address(visit: Visit) -> None:
    app = visit("simulation", crowd="quiet-tuesday", seconds="0", shoppers="2")
    assert (app.slider[0].value, app.slider[1].value) == (2, 0)
    app.slider[3].set_value(0)
    app.slider[2].set_value(0.3)
    open_doors(app)
    assert {name: value for name, value in app.query_params.items() if name != "as"} == {
        "crowd": "quiet-tuesday",
        "shoppers": "2",
        "seconds": "0",
        "think": "0.3",
        "pay": "0",
    }
    assert current().result().plan.model_dump(exclude={"seed"}) == PRESETS["quiet-tuesday"].plan.model_copy(
        update={"shoppers": 2, "seconds": 0.0, "think_seconds": 0.3, "checks_out": 0.0}
    ).model_dump(exclude={"seed"})


def test_an_address_that_no_control_could_write_is_not_heard() -> None:
    asked = {"crowd": "a riot", "shoppers": "100000", "think": "nan", "pay": "-1", "last": "many", "pieces": "inf"}
    assert simulation_form.planned(asked) == PRESETS["market-day"].plan
    assert simulation_form.planned({"crowd": "two-hundred-hands"}) == PRESETS["two-hundred-hands"].plan
    assert simulation_form.planned({"craft": "any"}).craft is None
    assert simulation_form.preset(simulation_form.planned({})) == "market-day"
    assert simulation_form.preset(simulation_form.planned({"shoppers": "7"})) is None


@pytest.mark.parametrize("slug", PRESETS)
def test_every_preset_can_be_said_with_the_controls(slug: str) -> None:
    plan = PRESETS[slug].plan
    for control in simulation_form.CONTROLS:
        value = getattr(plan, control.field) * (100 if control.share else 1)
        assert control.least <= value <= control.most
        assert round((value - control.least) / control.step, 6) % 1 == 0


PLAN = Plan(shoppers=10, seconds=4, last_pieces=2, products=2, pieces=10)
SNAPSHOT = Snapshot(
    phase="shopping",
    seconds=1.1,
    totals=Totals(added=5, orders=1, refused=1),
    series=Series(
        width=0.5,
        added=[2, 3, 0],
        changed=[0, 0, 0],
        orders=[0, 1, 0],
        refused=[0, 0, 1],
        carts=[2, None, 3],
        shelf=[20, None, 19],
        last=[2, None, 0],
        placed=[0, None, 1],
        carried=[0, None, 0],
    ),
    attempts=[
        Attempt(shopper=3, served=0, done=4, outcome="done"),
        Attempt(shopper=1, served=2, done=9, outcome="refused"),
    ],
    rush="<b>Bowl",
    rush_at=1.0,
)


def test_charts_stand_still_while_their_data_move() -> None:
    later = SNAPSHOT.model_copy(
        update={"series": SNAPSHOT.series.model_copy(update={name: [9] * 8 for name in simulations_columns()})}
    )
    for draw in (simulation_charts.carts, simulation_charts.stock):
        before, after = draw(PLAN, SNAPSHOT), draw(PLAN, later)
        assert before["xAxis"] == after["xAxis"]
        assert before["yAxis"] == after["yAxis"]
        assert before["series"] != after["series"]
    assert simulation_charts.carts(PLAN, SNAPSHOT)["xAxis"]["max"] == 6
    beyond = later.model_copy(
        update={"series": Series(width=0.5, **{name: [0] * 40 for name in simulations_columns()})}
    )
    assert simulation_charts.carts(PLAN, beyond)["xAxis"]["max"] == 20


def simulations_columns() -> list[str]:
    return [name for name in Series.model_fields if name != "width"]


def test_charts_say_what_was_counted() -> None:
    steps = simulation_charts.steps(PLAN, SNAPSHOT)["series"]
    assert [bar["data"] for bar in steps] == [
        [[0.25, 4], [0.75, 6], [1.25, 0]],
        [[0.25, 0], [0.75, 0], [1.25, 0]],
        [[0.25, 0], [0.75, 2], [1.25, 0]],
        [[0.25, 0], [0.75, 0], [1.25, 2]],
    ]
    assert [line["data"][-1] for line in simulation_charts.orders(PLAN, SNAPSHOT)["series"]] == [
        [1.5, 1],
        [1.5, 1],
        [1.5, 0],
    ]
    stairs, queue, got, none = (one["data"] for one in simulation_charts.rush(PLAN, SNAPSHOT)["series"])
    assert stairs == [[0.0, 2], [4, 1], [9, 1]]
    assert (queue, got, none) == ([0, 2], [4, 0.0], [0.0, 7])


@pytest.mark.parametrize(("value", "top"), [(0, 10), (10, 10), (11, 20), (21, 30), (31, 50), (60, 100), (101, 200)])
def test_an_axis_grows_in_steps(value: float, top: float) -> None:
    assert simulation_charts._ceiling(value) == top


def test_tables_tell_what_charts_show_and_names_are_escaped() -> None:
    table = simulations.series_html(PLAN, SNAPSHOT)
    assert table.count("<tr>") == 1 + 3
    assert "<td>1.0 s</td>" in table
    assert "&lt;b&gt;Bowl" in simulations.awaited_html(PLAN, SNAPSHOT)
    assert "&lt;b&gt;Bowl" in simulations.plan_html(PLAN, SNAPSHOT.rush)
    assert "got one" in simulations.rush_html(SNAPSHOT)
    many = [
        Refusal(doing="add", product=f"<i>{n}", wanted=2, available=1, reason="not enough in stock", count=1)
        for n in range(15)
    ]
    refused = simulations.refusals_html(many)
    assert "<i>" not in refused
    assert "for 3 more reasons" in refused
    left = simulations.cleaned_html([Cleaned(store="redis", removed={"carts": 3}, left=2)])
    assert "A second look found 2 more" in left


def test_the_pace_is_that_of_the_last_whole_stretches() -> None:
    assert simulations.pace(SNAPSHOT) == 6.0
    assert simulations.pace(SNAPSHOT.model_copy(update={"seconds": 0.2})) == 0.0
