"""The trial's page, the shelf at home that a trial fills, and a click from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from marketplace.market import Market
from marketplace.trials.models import Results, Trial
from marketplace.ui import trial_results
from ui.conftest import Visit, html_of
from ui.test_failures import without


@pytest.fixture(autouse=True)
def none_left(market: Market) -> Iterator[None]:
    """No trial runs before a test or after it, and none of its figures stay."""
    before = {trial.id for trial in market.trials.latest(100)}
    yield
    for trial in market.trials.latest(100):
        if trial.id not in before:
            market.trials.stop(trial.id)
            market.trials.forget(trial.id)


@pytest.fixture
def trial(market: Market) -> Trial:
    """One that runs."""
    return market.trials.start()


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def _raw(market: Market, trial: Trial) -> tuple[int, int, int]:
    arms = market.trials.results(trial.id).arms
    return sum(one.people for one in arms), sum(one.impressions for one in arms), sum(one.clicks for one in arms)


def test_a_trial_is_begun_visited_forgotten_and_stopped(visit: Visit, market: Market) -> None:
    app = visit("trial")
    assert not app.exception
    assert "Begin a trial" in [header.value for header in app.header]
    app.selectbox(key="am_trial_challenger").set_value("makers")
    app.slider(key="am_trial_share").set_value(30)
    press(app, "Begin")
    trial = market.trials.running()
    assert trial is not None
    assert (trial.control, trial.challenger, trial.share) == ("popular", "makers", 0.3)
    html = html_of(app)
    assert re.search(rf"Trial {trial.id} began <time [^>]+>just now</time> and runs\.", html)
    assert "Popular against Same makers, which serves 30% of the shoppers" in html
    assert "There is nothing to compare yet: it takes shoppers in both arms." in html
    assert app.query_params["trial"] == [str(trial.id)] or app.query_params["trial"] == str(trial.id)

    press(app, "Let 500 visitors come by")
    assert not app.exception
    html = html_of(app)
    assert "These figures are of 500 simulated visitors alone, whose likings are made up." in html
    results = market.trials.results(trial.id)
    assert (results.group, results.people) == ("visitors", 500)
    for arm in results.arms:
        assert f"{arm.clicked.hits}</td>" in html
        assert trial_results.percent(arm.clicked.value) in html
    assert trial_results.verdict(results, results.clicked) in html

    press(app, "Forget them")
    assert "The figures of 500 people are gone" in html_of(app)
    assert _raw(market, trial) == (0, 0, 0)
    press(app, "Stop")
    assert market.trials.running() is None
    assert "Begin" in [button.label for button in app.button]
    assert "was stopped" in html_of(app)


def test_the_figures_are_of_shoppers_or_of_visitors(visit: Visit, market: Market, trial: Trial) -> None:
    market.trials.visit(trial.id, 20)
    app = visit("trial")  # by way of the home page, whose shelf this guest is shown
    html = html_of(app)
    assert "These figures are of 1 real shopper alone. 20 simulated visitors are kept apart." in html
    assert "of them guests" in html
    app.segmented_control(key="am_trial_of").set_value("visitors").run()
    assert not app.exception
    assert app.query_params["of"] in ("visitors", ["visitors"])
    of_visitors = "These figures are of 20 simulated visitors alone, whose likings are made up."
    html = html_of(app)
    assert f"{of_visitors} 1 real shopper is kept apart." in html
    assert "of them guests" not in html
    assert of_visitors in html_of(visit("trial", of="visitors"))
    assert "20 simulated visitors are kept apart." in html_of(visit("trial", of="nobody"))


def test_a_second_trial_is_refused_with_a_word(visit: Visit, market: Market) -> None:
    app = visit("trial")
    market.trials.start()
    press(app, "Begin")
    assert "A trial runs already: stop it first." in html_of(app)


def test_the_shelf_at_home_is_the_shoppers_arm(visit: Visit, market: Market, trial: Trial) -> None:
    shoppers = market.accounts.shoppers(limit=30)
    some = [next(one for one in shoppers if trial.arm(one.id) == arm) for arm in trial.arms]
    for number, (who, arm) in enumerate(zip(some, trial.arms, strict=True), 1):
        app = visit("home", **{"as": who.id})
        app.run()
        assert "Chosen for you" in [header.value for header in app.header]
        shown = re.findall(rf'href="product\?id=(\w+)&amp;from={trial.id}\.{arm}', html_of(app))
        led = [one.product.id for one in market.recommendations.led_by(arm, who.id, 6)]
        assert shown == led
        assert len(led) == 6
        assert _raw(market, trial) == (number, 6 * number, 0)


def test_a_click_counts_once_and_leaves_the_address(visit: Visit, market: Market, trial: Trial) -> None:
    who = market.accounts.shoppers(limit=1)[0]
    shelf = market.trials.shelf(who.id)
    assert shelf is not None
    market.trials.shown(shelf)
    product = shelf.items[0].product
    for _ in range(2):
        app = visit("product", **{"as": who.id, "id": product.id, "from": shelf.token})
        assert not app.exception
        assert "from" not in app.query_params
        assert product.name in html_of(app)
    shown = {one.product.id for one in shelf.items}
    forged = next(one.id for one in market.catalog.browse().value.items if one.id not in shown)
    visit("product", **{"as": who.id, "id": forged, "from": shelf.token})
    visit("product", **{"as": who.id, "id": shelf.items[1].product.id, "from": "<script>"})
    assert _raw(market, trial) == (1, len(shown), 1)


def test_the_address_names_a_trial_and_the_difference(visit: Visit, market: Market, trial: Trial) -> None:
    market.trials.stop(trial.id)
    second = market.trials.start("popular", "blend")
    app = visit("trial", trial=str(trial.id), least="5")
    html = html_of(app)
    assert f"Trial {trial.id} began" in html
    assert "An arm needs for +5.0 points" in html
    assert f'href="trial?trial={second.id}' in html
    html = html_of(visit("trial", trial="999999", least="7"))
    assert "There is no trial with the id" in html
    assert f"Trial {second.id} began" in html
    assert "An arm needs for +2.0 points" in html


def test_without_redis_the_shelf_stands_and_the_page_says_what_is_missing(
    visit: Visit, market: Market, trial: Trial
) -> None:
    with without("redis"):
        app = visit("home")
        assert not app.exception
        assert f"from={trial.id}." in html_of(app)
        app = visit("trial")
        assert not app.exception
        assert "what it has counted since is not in these figures" in html_of(app)
    assert _raw(market, trial) == (0, 0, 0)


def test_without_neo4j_the_shelf_says_so(visit: Visit, market: Market, trial: Trial) -> None:
    with without("neo4j"):
        app = visit("home")
        assert not app.exception
        assert "What is chosen for you cannot be shown: Neo4j does not answer." in html_of(app)


def _results(market: Market, trial: Trial, *rows: dict[str, int | str]) -> Results:
    from marketplace.trials.judging import judged

    raw = {"simulated": False, "guests": 100, "impressions": 0, "clicks": 0, "purchases": 0, "returns": 0, "bought": 0}
    return judged(trial, [raw | row for row in rows], 0.02)


def test_what_the_figures_mean_is_said_in_words(market: Market, trial: Trial) -> None:
    control = {"arm": "popular", "people": 1000, "clicked": 100}
    better = _results(market, trial, control, {"arm": "personal", "people": 1000, "clicked": 150})
    assert trial_results.verdict(better, better.clicked) == (
        "Personal does better; the challenger’s difference is between +2.1 points and +7.9 points. That is early to "
        "say: to find +2.0 points in 80% of trials it takes 2,841 more shoppers for Popular and 2,841 more for "
        "Personal."
    )
    said = trial_results.verdict(better, better.bought)
    assert "No difference can be told" in said
    assert "There are signed-in shoppers enough" in said
    assert "Popular 10.0 %, between 8.3 % and 12.0 %" in trial_results.chart_html(better, "clicked")
    assert trial_results.whose(better) == "These figures are of 2,000 real shoppers alone."
    made_up = _results(market, trial, {"arm": "popular", "people": 1, "clicked": 1, "guests": 0, "simulated": True})
    assert trial_results.whose(made_up) == (
        "These figures are of 1 simulated visitor alone, whose likings are made up. "
        "No real shopper has been shown the shelf yet."
    )
    assert trial_results.verdict(made_up, made_up.bought) == (
        "There is nothing to compare yet: it takes simulated visitors in both arms."
    )
    assert not better.mismatched
    uneven = _results(market, trial, control, {"arm": "personal", "people": 1200, "clicked": 150})
    assert uneven.mismatched
    assert "1,000 shoppers to 1,200, where 50% to 50% was meant" in trial_results.mismatch_text(uneven)
