"""The two strategies that Graph Data Science serves, against the same worked out plainly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from threading import Barrier
from typing import Any

import numpy as np
import pytest
from stall import Stall, at_once

from marketplace.errors import ProcedureFailed
from marketplace.evaluation.recommending import Memory, left_out
from marketplace.evaluation.recommending.runner import ALL, MOST_WALKED
from marketplace.market import Market
from marketplace.recommendations import ranking, similarity
from marketplace.recommendations.ranking import DAMPING, Asked, Ranker
from marketplace.recommendations.science import NEIGHBOURS, find_near, near_without
from marketplace.recommendations.science import near as near_module
from marketplace.recommendations.similarity import Purchases, similar
from marketplace.statements import Statement
from marketplace.stores.graph import Graph, Record

WALKS = Statement(
    "test",
    "CALL gds.graph.list() YIELD graphName WITH graphName WHERE graphName STARTS WITH 'walk of' OR"
    " graphName STARTS WITH 'purchases' RETURN collect(graphName) AS names",
)
DROP = Statement("test", "CALL gds.graph.drop($name) YIELD graphName RETURN graphName")
ALSO = Statement(
    "test",
    "MATCH (a:Product)-[e:ALSO_BOUGHT]->(b) WHERE a.id STARTS WITH $prefix"
    " RETURN a.id AS a, b.id AS b, e.score AS score",
)
NEAR = Statement(
    "test",
    "MATCH (a:Product)-[e:NEAR]->(b) WHERE a.id STARTS WITH $prefix RETURN a.id AS a, b.id AS b, e.score AS score",
)
PLACES = Statement(
    "test",
    "MATCH (p:Product) WHERE p.id STARTS WITH $prefix AND p.embedding IS NOT NULL RETURN p.id AS id, p.embedding AS at",
)
PRODUCTS, SHOPPERS = 40, 25


class Bought:
    """A stall's goods, bought at random by its shoppers, half of each basket from a shopper's favourite ten."""

    def __init__(self, stall: Stall) -> None:
        rng, days = Random(7), count()
        self.stall = stall
        self.products = [stall.id(f"p{n:02}") for n in range(PRODUCTS)]
        self.shoppers = [stall.id(f"s{n:02}") for n in range(SHOPPERS)]
        self.rows = []
        for n, shopper in enumerate(self.shoppers):
            favourites = self.products[(n % 4) * 10 :][:10]
            for product in {*rng.sample(favourites, 4), *rng.sample(self.products, 3)}:
                at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=next(days))
                stall.bought(shopper, product, at=at)
                self.rows.append((shopper, product, int(at.timestamp() * 1000)))
        self.purchases = Purchases.of(*zip(*self.rows, strict=True))
        self.edges = similar(self.purchases)
        similarity.write(stall.market.graph, self.edges, self.purchases.product_ids)
        self.memory = Memory(self.purchases, self.edges, product_ids=self.products)

    def own(self, shopper: str) -> set[str]:
        return {product for who, product, _ in self.rows if who == shopper}


@pytest.fixture(scope="module")
def bought(shop: Market) -> Iterator[Bought]:
    stall = Stall(shop)
    yield Bought(stall)
    stall.close()
    shop.recommendations.ranker.walk.project()


@pytest.fixture
def ranker(shop: Market, bought: Bought) -> Ranker:
    """With the walk's graph as the edges stand."""
    made = Ranker(shop.graph)
    made.walk.project()
    return made


def test_page_rank_is_a_power_iteration(ranker: Ranker, bought: Bought, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "TOLERANCE", 1e-12)
    number = {id: n for n, id in enumerate(bought.products)}
    weights = np.zeros((PRODUCTS, PRODUCTS))
    for row in bought.stall.market.graph.read(ALSO, {"prefix": bought.stall.prefix}):
        weights[number[row["a"]], number[row["b"]]] = row["score"]
    onwards = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-300)
    shoppers = [Asked(shopper) for shopper in bought.shoppers[:6]]
    found = ranker.rank("page_rank", shoppers, PRODUCTS)
    for asked in shoppers:
        own = bought.own(asked.user_id)
        start = np.array([float(id in own) for id in bought.products])
        rank = start * (1 - DAMPING)
        for _ in range(200):
            rank = (1 - DAMPING) * start + DAMPING * rank @ onwards
        expected = {id: rank[n] for id, n in number.items() if id not in own and rank[n] > 0}
        ranked = found[asked.user_id]
        assert {one.id: one.score for one in ranked} == pytest.approx(expected, abs=1e-6)
        assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)


def test_page_rank_is_counted_in_memory_too_and_among_some(ranker: Ranker, bought: Bought) -> None:
    some = bought.products[::2]
    shoppers = [Asked(shopper, some) for shopper in bought.shoppers[:6]]
    found, counted = ranker.rank("page_rank", shoppers, 5), bought.memory.rank("page_rank", shoppers, 5)
    for asked in shoppers:
        ranked = found[asked.user_id]
        assert len(ranked) == 5
        assert {one.id for one in ranked} <= set(some) - bought.own(asked.user_id)
        assert [one.score for one in ranked] == pytest.approx(
            [one.score for one in counted[asked.user_id]], abs=ranking.TOLERANCE * PRODUCTS
        )


def test_a_walk_that_is_missed_or_too_old_is_made_anew(ranker: Ranker, bought: Bought, stall: Stall) -> None:
    graph, shopper = stall.market.graph, bought.shoppers[0]
    before = ranker.rank("page_rank", [Asked(shopper)], 3)
    [walk] = graph.read(WALKS)[0]["names"]
    graph.write(DROP, {"name": walk})
    assert ranker.rank("page_rank", [Asked(shopper)], 3) == before
    # A product that came after it was made, and an edge from it.
    late, other = stall.id("late"), stall.id("other")
    stall.bought(newcomer := stall.shopper(), late)
    stall.bought(stall.shopper(), other)
    edge = "MATCH (a:Product {id: $a}), (b:Product {id: $b}) CREATE (a)-[:ALSO_BOUGHT {score: 1.0}]->(b)"
    graph.write(Statement("test", edge), {"a": late, "b": other})
    [only] = ranker.rank("page_rank", [Asked(newcomer)], 3)[newcomer]
    assert (only.id, only.score) == (other, pytest.approx(DAMPING * (1 - DAMPING)))
    # Who bought nothing that leads anywhere has no place to begin.
    assert ranker.rank("page_rank", [Asked(stall.shopper()), Asked("nobody")], 3)["nobody"] == []


def test_a_walk_is_not_made_anew_where_that_mends_nothing(
    ranker: Ranker, bought: Bought, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranker.walk, "project", lambda: pytest.fail("the whole graph"))
    with pytest.raises(ProcedureFailed, match=r"gds\.nothing"):
        ranker.walk.read(Statement("test", "CALL gds.nothing()"), {})
    monkeypatch.setattr(ranking, "DAMPING", 7)
    with pytest.raises(ProcedureFailed, match="dampingFactor"):
        ranker.rank("page_rank", [Asked(bought.shoppers[0])], 3)


def near(bought: Bought) -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for row in bought.stall.market.graph.read(NEAR, {"prefix": bought.stall.prefix}):
        found.setdefault(row["a"], []).append((row["b"], row["score"]))
    return {id: sorted(edges, key=lambda edge: (-edge[1], edge[0])) for id, edges in found.items()}


def test_near_is_the_exact_cosine_of_embeddings_that_come_out_the_same(shop: Market, bought: Bought) -> None:
    prefix = bought.stall.prefix
    made = find_near(shop.graph, prefix)
    first, places = near(bought), shop.graph.read(PLACES, {"prefix": prefix})
    assert made == sum(map(len, first.values()))
    assert find_near(shop.graph, prefix) == made
    assert near(bought) == first
    assert shop.graph.read(PLACES, {"prefix": prefix}) == places
    assert not [name for name in shop.graph.read(WALKS)[0]["names"] if name.startswith("purchases")]

    ids = [row["id"] for row in places]
    at = np.array([row["at"] for row in places])
    at /= np.linalg.norm(at, axis=1, keepdims=True)
    cosine = at @ at.T
    np.fill_diagonal(cosine, -1)
    for n, id in enumerate(ids):
        nearest = np.sort(cosine[n])[::-1][:NEIGHBOURS]
        nearest = nearest[nearest > 0]
        assert [score for _, score in first[id]] == pytest.approx(nearest.tolist(), abs=1e-5)
        assert all(score == pytest.approx(cosine[n, ids.index(other)], abs=1e-5) for other, score in first[id])


def test_two_who_find_at_once_leave_each_edge_once(
    shop: Market, bought: Bought, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefix, line, run = bought.stall.prefix, Barrier(2), near_module._run
    made = find_near(shop.graph, prefix)
    before = near(bought)

    def together(store: Graph, query: str, /, **parameters: Any) -> list[Record]:
        if query == "near":
            line.wait(30)
        return run(store, query, **parameters)

    monkeypatch.setattr(near_module, "_run", together)
    assert at_once(*[lambda: find_near(shop.graph, prefix)] * 2) == [made, made]
    assert near(bought) == before


def test_a_projection_that_a_killed_process_left_goes_and_one_at_work_does_not(
    shop: Market, bought: Bought, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = (
        "MATCH (a:Product {id: $a})-->(b:Product) WITH gds.graph.project($name, a, b) AS made RETURN made.nodeCount"
    )
    shop.graph.read(Statement("test", project), {"name": "purchases-left", "a": bought.products[0]})
    find_near(shop.graph, bought.stall.prefix)
    assert "purchases-left" in shop.graph.read(WALKS)[0]["names"]
    monkeypatch.setattr(near_module, "ABANDONED", "PT0S")
    find_near(shop.graph, bought.stall.prefix)
    assert "purchases-left" not in shop.graph.read(WALKS)[0]["names"]


def test_embedding_adds_up_what_is_near_the_last_counting_most(shop: Market, bought: Bought) -> None:
    find_near(shop.graph, bought.stall.prefix)
    edges, shopper = near(bought), bought.shoppers[3]
    times = sorted({at for who, _, at in bought.rows if who == shopper}, reverse=True)
    scores: dict[str, float] = {}
    for who, product, at in bought.rows:
        if who == shopper:
            for other, score in edges[product]:
                scores[other] = scores.get(other, 0.0) + int(score * 2**24) / 2**24 * 0.5 ** times.index(at)
    wanted = sorted(
        ((id, score) for id, score in scores.items() if id not in bought.own(shopper)),
        key=lambda one: (-one[1], one[0]),
    )
    found = Ranker(shop.graph).rank("embedding", [Asked(shopper)], 5)[shopper]
    assert [(one.id, one.score) for one in found] == wanted[:5]


def test_reasons_name_what_speaks_for_it(shop: Market, bought: Bought, ranker: Ranker) -> None:
    find_near(shop.graph, bought.stall.prefix)
    for id in bought.products:
        bought.stall.product(f"Thing {id[-3:]}", id=id, tags=["oak"])
    shopper = bought.shoppers[5]
    [walked] = shop.recommendations.by("page_rank", shopper, 1)
    assert set(walked.because) <= bought.own(shopper)
    names = [f"Thing {id[-3:]}" for id in walked.because[:2]]
    assert walked.reason == f"A walk along what is bought next comes here often from your {' and '.join(names)}."
    [embedded] = shop.recommendations.by("embedding", shopper, 1)
    names = [f"Thing {id[-3:]}" for id in embedded.because[:2]]
    said = f"Bought by the same kind of people as your {' and '.join(names)}; both are tagged oak."
    assert (embedded.reason, set(embedded.because) <= bought.own(shopper)) == (said, True)


def test_edges_of_what_nobody_buys_any_more_go(shop: Market, stall: Stall) -> None:
    a, b = stall.id("a"), stall.id("b")
    for n in range(2):
        stall.bought(stall.id(f"u{n}"), a, b)
    assert find_near(shop.graph, stall.prefix) == 2
    gone = "MATCH (u:User)-[r:PURCHASED]->() WHERE u.id STARTS WITH $prefix DELETE r"
    shop.graph.write(Statement("test", gone), {"prefix": stall.prefix})
    assert find_near(shop.graph, stall.prefix) == 0
    assert shop.graph.read(NEAR, {"prefix": stall.prefix}) == []


def test_embedding_is_learnt_and_counted_without_what_is_held_out(shop: Market, bought: Bought) -> None:
    graph, prefix = shop.graph, bought.stall.prefix
    find_near(graph, prefix)
    before = near(bought), graph.read(PLACES, {"prefix": prefix})
    shoppers = [Asked(shopper) for shopper in bought.shoppers]
    served = Ranker(graph).rank("embedding", shoppers, 5)
    # With nothing held out the edges are the graph's own, and so are the lists that are counted from them.
    edges = near_without(graph, {}, prefix)
    counted = Memory(bought.purchases, bought.edges, edges, bought.products).rank("embedding", shoppers, 5)
    assert counted == served
    # Whoever bought it, that is not known: nothing leads there any more, and the graph itself stays as it is.
    secret = bought.products[4]
    edges = near_without(graph, {shopper: [secret] for shopper in bought.shoppers}, prefix)
    assert secret not in {row["target"] for row in edges}
    assert (near(bought), graph.read(PLACES, {"prefix": prefix})) == before
    assert not [name for name in graph.read(WALKS)[0]["names"] if name.startswith("purchases")]


def test_what_takes_too_long_is_left_out_and_said() -> None:
    assert left_out(ALL, MOST_WALKED) == {}
    assert set(left_out(ALL, MOST_WALKED + 1)) == {"page_rank"}
    assert left_out(["page_rank", "popular", "random"], MOST_WALKED + 1) == {}
