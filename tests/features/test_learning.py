"""What orders change in the ALSO_BOUGHT edges is worked out though nobody orders again."""

from __future__ import annotations

import threading

import pytest
from stall import Stall

from marketplace.errors import StoreUnavailable
from marketplace.events.backoff import Backoff
from marketplace.market import Market
from marketplace.recommendations import similarity
from marketplace.recommendations.learning import Learner
from marketplace.statements import Statement

FOUND = Statement(
    "test",
    "MATCH (p:Product)-[e:ALSO_BOUGHT]->(o:Product) WHERE p.id STARTS WITH $prefix"
    " RETURN p.id AS source, o.id AS target ORDER BY source",
)
MARKED = Statement("test", "MATCH (p:Product) WHERE p.id STARTS WITH $prefix AND p.stale IS NOT NULL RETURN p.id AS id")


@pytest.fixture
def left(stall: Stall) -> list[str]:
    """Two products of one order, marked by a process that ended."""
    products = [stall.product(), stall.product()]
    shopper = stall.shopper()
    stall.ordered(shopper, *products)
    assert similarity.touch(stall.market.graph, [shopper]) == 2
    return products


def worked_out(stall: Stall, products: list[str]) -> bool:
    graph, (a, b) = stall.market.graph, products
    edges = [(row["source"], row["target"]) for row in graph.read(FOUND, {"prefix": stall.prefix})]
    return (edges, graph.read(MARKED, {"prefix": stall.prefix})) == ([(a, b), (b, a)], [])


def test_what_a_former_process_left_is_worked_out_by_the_next_that_starts(
    shop: Market, stall: Stall, left: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = threading.Event()
    own = Market(shop.urls, shop.settings)
    catch_up = own.recommendations.learner.catch_up

    def caught_up() -> int:
        many = catch_up()
        done.set()
        return many

    monkeypatch.setattr(own.recommendations.learner, "catch_up", caught_up)
    monkeypatch.setattr(own.relay, "start", lambda tell: None)
    own.start()
    assert done.wait(30)
    own.close()
    assert worked_out(stall, left)


@pytest.mark.parametrize("error", [StoreUnavailable("neo4j", "gone"), ValueError("what nobody thought of")])
def test_what_failed_is_tried_again_without_an_order(
    shop: Market, stall: Stall, left: list[str], error: Exception
) -> None:
    failures, done = iter([error, error]), threading.Event()

    class Unlucky(Learner):
        def catch_up(self) -> int:
            for failure in failures:
                raise failure
            many = super().catch_up()
            done.set()
            return many

    learner = Unlucky(shop.postgres, shop.graph, again=Backoff(base=0.0, cap=0.0))
    learner.wake()
    assert done.wait(30)
    learner.close()
    assert worked_out(stall, left)
