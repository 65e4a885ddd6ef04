"""The evaluation's page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from marketplace.evaluation import searching
from marketplace.evaluation.models import Outcome, Plan, Searching, Snapshot
from marketplace.evaluation.recommending import Difference, Figures, runner
from marketplace.market import Market
from marketplace.search.models import MODES
from marketplace.ui import evaluation_charts, evaluations, opening
from ui.conftest import Visit, html_of
from ui.test_failures import without

LONG = 120


def figures(ndcg: float, low: float, high: float, **more: object) -> Figures:
    return Figures(
        k=10,
        hit_rate=0.5,
        ndcg=ndcg,
        average_precision=0.1,
        ndcg_interval=(low, high),
        hit_rate_interval=(0.4, 0.6),
        coverage=0.7,
        novelty=5.0,
        diversity=0.9,
        users=100,
        p50_ms=1.5,
        p95_ms=None,
        served_from="memory",
        **more,  # type: ignore[arg-type]
    )


POPULAR, RANDOM = figures(0.2, 0.1, 0.3), figures(0.1, 0.05, 0.15)
AHEAD = {"popular": Difference(ndcg=0.3, interval=(0.2, 0.4)), "random": Difference(ndcg=0.4, interval=(0.3, 0.5))}
PERSONAL = figures(0.5, 0.35, 0.6, default=True, minus=AHEAD)
ALL = {"personal": PERSONAL, "popular": POPULAR, "random": RANDOM}


def press(app: object, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()  # type: ignore[attr-defined]


@pytest.fixture
def fresh(visit: Visit) -> Iterator[None]:
    """Nothing measured before or after."""
    visit("evaluation")
    service = opening.market().evaluation
    service.latest, service._outcomes = None, {}
    yield
    service.latest, service._outcomes = None, {}


def test_strategies_are_measured_while_the_page_stands(
    visit: Visit, fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "TIMED", 5)
    app = visit("evaluation", strategies="makers", k="5", shoppers="200", fading="0.8")
    assert not app.exception
    assert "Nothing has been measured since the shop opened." in html_of(app)
    press(app, "Measure")
    service = opening.market().evaluation
    run = service.latest
    assert run is not None
    assert run.wait(LONG)
    app.run()
    outcome = service.outcome("recommendations")
    assert outcome is not None
    plan, found = outcome.result.plan, outcome.result.figures  # type: ignore[union-attr]
    assert (plan.strategies, plan.k, plan.shoppers) == (("makers", "popular", "random"), 5, 200)
    assert plan.weighing.fading == 0.8
    html = html_of(app)
    assert any("The app’s own strategy was not among them" in caption.value for caption in app.caption)
    for one in found.values():
        assert f'<td class="am-number">{one.ndcg:.4f}</td>' in html
    assert "624 products, " in html
    assert "the data have changed since" not in html
    assert len(app.get("plotly_chart")) == 4
    # Another window sees the same.
    other = visit("evaluation", beside="novelty")
    assert f'<td class="am-number">{found["makers"].ndcg:.4f}</td>' in html_of(other)
    service._outcomes["recommendations"] = outcome.model_copy(
        update={"stamp": outcome.stamp.model_copy(update={"orders": 1})}
    )
    service.latest = None
    other.run()
    assert "<b>the data have changed since</b>" in html_of(other)


def test_what_is_chosen_stands_in_the_address(visit: Visit, fresh: None) -> None:
    app = visit("evaluation")
    app.selectbox(key="am_evaluation_k").set_value("20").run()
    app.pills(key="am_evaluation_strategies").set_value(["blend", "personal"]).run()
    app.selectbox(key="am_evaluation_shoppers").set_value("1000").run()
    assert (app.query_params["k"], app.query_params["strategies"]) == ("20", "personal,blend")
    assert app.query_params["shoppers"] == "1000"
    assert app.button(key="am_evaluation_run").disabled is False


def test_without_the_graph_it_says_why_nothing_was_measured(visit: Visit) -> None:
    with without("neo4j"):
        app = visit("evaluation", strategies="personal")
        press(app, "Measure")
        run = opening.market().evaluation.latest
        assert run is not None
        assert run.wait(LONG)
        app.run()
        assert not app.exception
        html = html_of(app)
        assert "<strong>Not measured.</strong> neo4j does not answer" in html
        assert "Nothing has been measured since the shop opened." in html


def test_the_judged_queries_say_when_they_are_of_another_shop(visit: Visit, market: Market, fresh: None) -> None:
    one = searching.Figures.model_validate(
        {"ndcg@10": 0.75, "mrr@10": 0.8, "recall@100": 0.9, "queries": 39, "p50_ms": 1, "p95_ms": 2}
    )
    spans = {"ndcg@10": (0.7, 0.8), "mrr@10": (0.75, 0.85), "recall@100": (0.85, 0.95)}
    found = Searching(figures=dict.fromkeys(MODES, one), intervals=dict.fromkeys(MODES, spans), judged=100, known=100)
    service = opening.market().evaluation
    outcome = Outcome(result=found, began_at=datetime.now(UTC), seconds=3, stamp=service.stamp())
    service._outcomes["search"] = outcome
    app = visit("evaluation")
    html = html_of(app)
    assert html.count("0.750 (0.700\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}0.800)") == 3
    assert "that were judged" not in html
    assert len(app.get("plotly_chart")) == 1
    service._outcomes["search"] = outcome.model_copy(update={"result": found.model_copy(update={"known": 0})})
    app.run()
    assert "Of 100 products that were judged, 0 are in this shop" in html_of(app)


def test_whether_it_is_ahead_and_whether_the_intervals_touch_is_said_of_each_control() -> None:
    ahead, words = evaluations.verdict(ALL)  # type: ignore[arg-type]
    words = words.replace("\N{NO-BREAK SPACE}", " ")
    assert ahead is True
    assert words == (
        "With the same shoppers resampled for both it is +0.3000 (0.2000 to 0.4000) from popular and +0.4000 (0.3000 "
        "to 0.5000) from random. The 95 % of personal (0.3500 to 0.6000) and those of popular (0.1000 to 0.3000) do "
        "not touch and those of random (0.0500 to 0.1500) do not touch."
    )
    # Intervals that touch do not say that there is no difference; one of the difference that holds 0 does.
    touching = ALL | {"popular": figures(0.3, 0.2, 0.36)}
    ahead, words = evaluations.verdict(touching)  # type: ignore[arg-type]
    assert ahead is True
    assert "those of popular (0.2000 to 0.3600) touch and" in words.replace("\N{NO-BREAK SPACE}", " ")
    level = AHEAD | {"random": Difference(ndcg=0.01, interval=(-0.01, 0.03))}
    assert evaluations.verdict(ALL | {"personal": PERSONAL.model_copy(update={"minus": level})})[0] is False  # type: ignore[arg-type]
    assert evaluations.verdict({"popular": POPULAR, "random": RANDOM})[0] is None


def test_what_is_not_measured_is_said_with_its_reason() -> None:
    plan = Plan(strategies=("personal", "page_rank", "popular", "random"))
    many = {name: one.model_copy(update={"users": 100_000}) for name, one in ALL.items()}
    said = evaluations.not_measured(plan, many)  # type: ignore[arg-type]
    assert said.startswith("Not measured: PageRank from theirs: it walks anew for each of 100,000 shoppers")
    assert evaluations.not_measured(plan, ALL | {"page_rank": POPULAR}) == ""  # type: ignore[operator]


def test_the_files_hold_all_figures() -> None:
    told = json.loads(evaluations.json_text(ALL))  # type: ignore[arg-type]
    assert told["personal"]["ndcg@10_minus"]["popular"] == {"difference": 0.3, "interval": [0.2, 0.4]}
    assert told["personal"]["default"] is True
    rows = list(csv.DictReader(io.StringIO(evaluations.csv_text(ALL))))  # type: ignore[arg-type]
    assert [row["strategy"] for row in rows] == ["personal", "popular", "random"]
    assert (rows[0]["ndcg@10"], rows[0]["ndcg@10_interval_low"], rows[0]["minus_random_high"]) == ("0.5", "0.35", "0.5")
    assert rows[1]["minus_random_high"] == ""


def test_charts_draw_values_with_their_intervals_and_controls_apart() -> None:
    drawn = evaluation_charts.dots(ALL, "ndcg")  # type: ignore[arg-type]
    own, popular, _ = drawn.data
    assert (own.x[0], own.error_x.array[0], own.error_x.arrayminus[0]) == (0.5, pytest.approx(0.1), pytest.approx(0.15))
    assert (own.marker.symbol, popular.marker.symbol) == ("circle", "circle-open")
    assert list(drawn.layout.yaxis.categoryarray) == ["Random", "Popular", "Personal"]
    less_popular, less_random = evaluation_charts.ahead(ALL).data  # type: ignore[arg-type]
    assert (list(less_popular.x), list(less_random.x)) == ([0.3], [0.4])
    for beside in evaluation_charts.BESIDE:
        assert len(evaluation_charts.against(ALL, beside).data) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("reading purchases", "Reading purchases …"),
        ("similarity: edges", "Working out the edges …"),
        ("graph: near", "Embedding what was bought …"),
        ("makers", "Same makers: ranking for everybody …"),
        ("makers: times", "Same makers: serving one shopper after the other, for the times …"),
        ("semantic", "By meaning: asking the judged queries …"),
    ],
)
def test_each_step_is_told_in_words(step: str, words: str) -> None:
    now = Snapshot(kind="search", step=step, done=5, total=10, share=0.25, seconds=3.4)
    html = evaluations.state_html(now, stopping=False)
    assert f"<b>{words}</b>" in html
    assert "width:25%" in html
    assert "5 of 10 · 3 s" in html
    assert "<b>Stopping …</b>" in evaluations.state_html(now, stopping=True)
