"""Evaluations in the background: one at a time, ended when somebody says so, their results kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import as_file, files

import pytest
from stall import Stall, elsewhere, own_shop

from marketplace.evaluation import searching
from marketplace.evaluation.models import Plan, Recommending, Searching, Stamp
from marketplace.evaluation.running import JUDGED, EvaluationBusy, EvaluationService
from marketplace.market import Market
from marketplace.recommendations.ranking import Weighing
from marketplace.settings import Settings

LONG = 60


@pytest.fixture(scope="module")
def small(settings: Settings) -> Iterator[tuple[Market, Stall]]:
    """Four shoppers who each bought twice."""
    with own_shop(settings, redis_database=4) as market:
        stall = Stall(market)
        ids = {name: stall.product(name, id=stall.id(name)) for name in "abcd"}
        for goods in ("ab", "ac", "ba", "bd"):
            shopper = stall.shopper()
            for day, product in enumerate(goods):
                stall.ordered(shopper, ids[product], day=day)
        yield market, stall
        stall.close()


def service(market: Market, ranked: Callable[[str, str, int], Sequence[str]], known: int = 0) -> EvaluationService:
    return EvaluationService(
        market.postgres, market.graph, ranked=ranked, known=lambda ids: known, generation=market.catalog.generation
    )


def test_it_runs_by_itself_and_its_result_is_kept(small: tuple[Market, Stall]) -> None:
    market, stall = small
    evaluation = market.evaluation
    assert evaluation.outcome("recommendations") is None
    plan = Plan(strategies=("random", "personal"), k=2, shoppers=3, weighing=Weighing(fading=0.2))
    run = evaluation.recommendations(plan)
    assert run.wait(LONG)
    assert run.over
    assert run.error is None
    outcome = evaluation.outcome("recommendations")
    assert outcome is not None
    assert outcome is run.result
    assert isinstance(outcome.result, Recommending)
    # The controls come by themselves, and last.
    assert list(outcome.result.figures) == ["personal", "popular", "random"]
    assert outcome.result.plan == plan.model_copy(update={"strategies": ("personal", "popular", "random")})
    assert {one.users for one in outcome.result.figures.values()} == {3}
    assert (outcome.stamp.products, outcome.stamp.orders) == (4, 8)
    assert run.snapshot().share == 1.0
    assert run.snapshot().step == "random: times"
    # An order more, and the data are others than those it is of.
    assert outcome.stamp.same(evaluation.stamp())
    shopper = stall.shopper()
    order = stall.ordered(shopper, stall.id("a"))
    assert not outcome.stamp.same(evaluation.stamp())
    stall.execute("UPDATE orders SET status = 'cancelled' WHERE id = %s", (order,))
    assert outcome.stamp.same(evaluation.stamp())


def test_a_load_makes_the_data_others_unless_redis_does_not_tell() -> None:
    before = Stamp(generation="3", products=1, orders=2)
    assert not before.same(before.model_copy(update={"generation": "4"}))
    assert before.same(before.model_copy(update={"generation": "0"}))


def test_one_at_a_time_and_stopped_without_a_result(small: tuple[Market, Stall]) -> None:
    gate, asked = threading.Event(), threading.Event()

    def ranked(text: str, mode: str, limit: int) -> list[str]:
        asked.set()
        assert gate.wait(LONG)
        return []

    evaluation = service(small[0], ranked)
    run = evaluation.search()
    assert asked.wait(LONG)
    assert not run.over
    for start in (evaluation.search, lambda: evaluation.recommendations(Plan(strategies=("personal",)))):
        with pytest.raises(EvaluationBusy):
            start()
    assert evaluation.latest is run
    assert run.snapshot().share == 0
    run.stop()
    assert run.stopped
    assert not run.wait(0)
    gate.set()
    assert run.wait(LONG)
    assert (run.result, run.error) == (None, None)
    assert evaluation.outcome("search") is None
    # Then another may begin.
    assert evaluation.recommendations(Plan(strategies=("popular",), k=2)).wait(LONG)
    assert evaluation.outcome("recommendations") is not None


def test_a_stop_ends_it_when_the_market_closes(small: tuple[Market, Stall]) -> None:
    asked, gate = threading.Event(), threading.Event()

    def ranked(text: str, mode: str, limit: int) -> list[str]:
        asked.set()
        gate.wait(0.01)
        return []

    evaluation = service(small[0], ranked)
    run = evaluation.search()
    assert asked.wait(LONG)
    evaluation.close()
    assert run.over
    assert run.result is None


def test_judged_queries_in_every_way_with_intervals(small: tuple[Market, Stall]) -> None:
    with as_file(files("marketplace").joinpath(JUDGED)) as folder:
        queries = searching.read_queries(folder / "queries.tsv")
        judgments = searching.read_judgments(folder / "judgments.tsv")
    best = {queries[id]: sorted(grades, key=lambda one: -grades[one]) for id, grades in judgments.items()}
    half = set(sorted(queries.values())[: len(queries) // 2])

    def ranked(text: str, mode: str, limit: int) -> list[str]:
        assert limit == 100
        return best[text] if mode == "fulltext" or (mode == "semantic" and text in half) else []

    evaluation = service(small[0], ranked, known=7)
    assert evaluation.search().wait(LONG)
    outcome = evaluation.outcome("search")
    assert outcome is not None
    found = outcome.result
    assert isinstance(found, Searching)
    assert list(found.figures) == ["fulltext", "semantic", "hybrid"]
    full, some, none = found.figures.values()
    assert (full.ndcg, full.mrr, full.recall, full.queries) == (1, 1, 1, len(queries))
    assert some.mrr == round(len(half) / len(queries), 4)
    assert (none.ndcg, none.mrr, none.recall) == (0, 0, 0)
    assert found.intervals["fulltext"] == {"ndcg@10": (1, 1), "mrr@10": (1, 1), "recall@100": (1, 1)}
    low, high = found.intervals["semantic"]["mrr@10"]
    # 95 % of the share of 39 with this share: about .16 to either side.
    assert 0.25 < low < some.mrr < high < 0.75
    assert (found.judged, found.known) == (len({id for grades in judgments.values() for id in grades}), 7)


def test_what_it_broke_on_is_told(small: tuple[Market, Stall]) -> None:
    def broken(text: str, mode: str, limit: int) -> list[str]:
        raise ValueError("no such thing")

    evaluation = service(small[0], broken)
    run = evaluation.search()
    assert run.wait(LONG)
    assert (str(run.error), run.result) == ("It broke: no such thing", None)
    with Market.open(elsewhere(small[0], "postgres")) as without:
        run = without.evaluation.recommendations(Plan(strategies=("personal",)))
        assert run.wait(LONG)
        assert str(run.error).startswith("postgres does not answer")
