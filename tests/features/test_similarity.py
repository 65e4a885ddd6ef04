"""Similarity from purchases, against the same arithmetic written plainly."""

from __future__ import annotations

from collections import defaultdict
from importlib import import_module
from itertools import product as pairs

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stall import Stall

from marketplace.market import Market
from marketplace.recommendations import similarity
from marketplace.recommendations.similarity import Edges, Purchases, Weights, build, similar
from marketplace.recommendations.similarity.arithmetic import QUANTUM
from marketplace.statements import Statement
from marketplace.stores.postgres import Postgres

building = import_module("marketplace.recommendations.similarity.build")
Row = tuple[str, str, int]
ROWS = st.lists(
    st.tuples(st.sampled_from("uvwx"), st.sampled_from("abcdef"), st.integers(0, 5)), max_size=24, unique=True
)


def bought(rows: list[Row]) -> Purchases:
    users, products, at = zip(*rows, strict=True) if rows else ((), (), ())
    return Purchases.of(users, products, at)


def plainly(rows: list[Row], weights: Weights) -> dict[str, list[tuple[str, int, int, float]]]:
    """By product: its edges as (other, quanta, people, lift), the strongest first."""
    moments: dict[str, list[list[str]]] = {}
    for user in {user for user, _, _ in rows}:
        times = sorted({at for who, _, at in rows if who == user})
        moments[user] = [[p for who, p, at in rows if who == user and at == time] for time in times]
    history = {user: sum(map(len, baskets)) for user, baskets in moments.items()}
    often = {p: sum(1 for _, other, _ in rows if other == p) for _, p, _ in rows}
    raw: dict[tuple[str, str], float] = defaultdict(float)
    for user, baskets in moments.items():
        for (i, earlier), (j, later) in pairs(enumerate(baskets), repeat=2):
            if not 0 <= j - i <= weights.reach:
                continue
            for a, b in pairs(earlier, later):
                near = history[user] ** weights.history * weights.fade ** max(j - i - 1, 0)
                raw[a, b] += near
                if i != j:
                    raw[b, a] += weights.backwards * near
    first: dict[str, dict[str, int]] = {p: {} for p in often}
    for (a, b), value in raw.items():
        quanta = round(value * often[a] ** weights.source * often[b] ** weights.target / QUANTUM)
        if a != b and quanta:
            first[a][b] = quanta
    total = {p: sum(found.values()) for p, found in first.items()}
    share = {
        p: {o: round(q / total[p] / QUANTUM) * QUANTUM for o, q in _best(found, weights.width)}
        for p, found in first.items()
    }
    buyers = {p: {u for u, other, _ in rows if other == p} for p in often}
    edges = {}
    for p, found in first.items():
        both = dict(found)
        second: dict[str, float] = defaultdict(float)
        for between, part in share[p].items():
            for other, on in share[between].items():
                if other != p:
                    second[other] += part * on
        for other, part in second.items():
            both[other] = both.get(other, 0) + round(part * weights.second_step * total[p])
        edges[p] = [
            (o, q, people := len(buyers[p] & buyers[o]), people * len(moments) / (len(buyers[p]) * len(buyers[o])))
            for o, q in _best({o: q for o, q in both.items() if q}, weights.kept)
        ]
    return edges


def _best(found: dict[str, int], most: int) -> list[tuple[str, int]]:
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:most]


def listed(edges: Edges, purchases: Purchases) -> dict[str, list[tuple[str, int, int, float]]]:
    found: dict[str, list[tuple[str, int, int, float]]] = {p: [] for p in purchases.product_ids}
    for source, target, score, people, lift in zip(
        edges.source, edges.target, edges.score / QUANTUM, edges.people, edges.lift, strict=True
    ):
        found[purchases.product_ids[source]].append(
            (purchases.product_ids[target], int(score), int(people), pytest.approx(float(lift)))
        )
    return found


@given(ROWS, st.sampled_from([Weights(), Weights(reach=2, width=2, kept=3), Weights(second_step=0, kept=2)]))
@settings(max_examples=150, deadline=None)
def test_the_matrices_say_what_plain_loops_say(rows: list[Row], weights: Weights) -> None:
    purchases = bought(rows)
    found, plain = listed(similar(purchases, weights), purchases), plainly(rows, weights)
    # A score is a sum of a handful of powers: at the edge between two quanta either may be meant.
    assert found.keys() == plain.keys()
    for product, expected in plain.items():
        for one, other in zip(found[product], expected, strict=True):
            assert (one[1], one[2], one[3]) == (pytest.approx(other[1], abs=4), other[2], other[3])


def test_what_comes_next_says_more_than_what_came_before_or_long_after() -> None:
    purchases = bought([("u", "a", 1), ("u", "b", 2), ("u", "c", 3), ("v", "a", 1), ("v", "b", 2), ("v", "c", 3)])
    found = listed(similar(purchases, Weights(second_step=0)), purchases)
    assert [other for other, *_ in found["a"]] == ["b", "c"]
    assert [other for other, *_ in found["b"]] == ["c", "a"]
    assert [other for other, *_ in found["c"]] == ["b", "a"]
    # Scores: history of 3, everything bought twice.
    unit = 2 * 3**-0.15 * 2**-0.6 / QUANTUM
    assert [quanta for _, quanta, *_ in found["a"]] == [round(unit), round(unit * 0.75)]
    assert [quanta for _, quanta, *_ in found["b"]] == [round(unit), round(unit * 0.3)]


def test_a_basket_has_no_order_and_the_walk_joins_what_nobody_bought_together() -> None:
    purchases = bought([("u", "a", 1), ("u", "b", 1), ("v", "b", 1), ("v", "c", 1)])
    found = listed(similar(purchases), purchases)
    assert found["a"] == [("b", found["a"][0][1], 1, pytest.approx(1.0)), ("c", found["a"][1][1], 0, 0.0)]
    assert found["b"][0][1] == found["b"][1][1]


def test_nothing_bought_makes_no_edges() -> None:
    assert len(similar(bought([]))) == 0
    assert len(similar(bought([("u", "a", 1)]))) == 0


READ = Statement(
    "edges of a stall",
    "MATCH (p:Product)-[e:ALSO_BOUGHT]->(o:Product) WHERE p.id STARTS WITH $prefix"
    " RETURN p.id AS source, o.id AS target, e.score AS score, e.people AS people, e.lift AS lift",
)


def held(stall: Stall) -> set[tuple[str, str, float, int, float]]:
    rows = stall.market.graph.read(READ, {"prefix": stall.prefix})
    return {(r["source"], r["target"], r["score"], r["people"], r["lift"]) for r in rows}


def wanted(stall: Stall) -> set[tuple[str, str, float, int, float]]:
    """What a whole build over the stall's shop would write."""
    purchases = similarity.read_purchases(stall.market.postgres)
    edges, ids = similar(purchases), purchases.product_ids
    return {
        (ids[s], ids[t], float(score), int(people), float(lift))
        for s, t, score, people, lift in zip(
            edges.source, edges.target, edges.score, edges.people, edges.lift, strict=True
        )
        if ids[s].startswith(stall.prefix)
    }


def test_an_order_changes_the_edges_of_what_it_touches_as_a_whole_build_would(shop: Market, stall: Stall) -> None:
    products = [stall.product(name, id=stall.id(name)) for name in "abcde"]
    shoppers = [stall.shopper() for _ in range(3)]
    for day, names in enumerate(("ab", "bcd", "ae", "bd")):
        stall.ordered(shoppers[day % 3], *(stall.id(name) for name in names), day=day)
    purchases = similarity.read_purchases(shop.postgres)
    similarity.write(shop.graph, similar(purchases), purchases.product_ids)
    assert held(stall) == wanted(stall)

    stall.ordered(shoppers[1], products[0], products[4], day=9)
    assert held(stall) != wanted(stall)
    shop.recommendations.learner.learn([shoppers[1]])
    shop.recommendations.learner.catch_up()

    # This shopper has bought everything, so every edge is worked out again: exactly what a whole build makes of them.
    assert held(stall) == wanted(stall)
    assert np.isfinite([score for *_, score, _, _ in held(stall)]).all()


@pytest.fixture
def pair(shop: Market, stall: Stall) -> tuple[str, str]:
    """Two products that one shopper has bought together; what follows from it is marked."""
    a, b = (stall.product(name, id=stall.id(name)) for name in "ab")
    shopper = stall.shopper()
    stall.ordered(shopper, a, b)
    similarity.touch(shop.graph, [shopper])
    return a, b


def another_buys(shop: Market, stall: Stall, pair: tuple[str, str]) -> None:
    """And somebody else, in another process, works out what follows."""
    other = stall.shopper()
    stall.ordered(other, *pair, day=1)
    similarity.touch(shop.graph, [other])
    while similarity.refresh(shop.postgres, shop.graph):
        pass


def test_what_was_read_before_an_order_is_not_written_over_what_was_learned_of_it(
    shop: Market, stall: Stall, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = building._with_counts

    def meanwhile(postgres: Postgres, purchases: Purchases) -> Purchases:
        monkeypatch.setattr(building, "_with_counts", counted)
        another_buys(shop, stall, pair)
        return counted(postgres, purchases)

    monkeypatch.setattr(building, "_with_counts", meanwhile)
    similarity.refresh(shop.postgres, shop.graph)
    assert {people for *_, people, _ in held(stall)} == {2}
    assert held(stall) == wanted(stall)


def test_a_whole_build_passes_over_what_was_learned_since_it_began_to_read(
    shop: Market, stall: Stall, pair: tuple[str, str]
) -> None:
    since = shop.graph.read(Statement("test", "RETURN timestamp() AS now"))[0]["now"]
    purchases = similarity.read_purchases(shop.postgres)
    another_buys(shop, stall, pair)
    similarity.write(shop.graph, similar(purchases), purchases.product_ids, since=since)
    assert held(stall) == wanted(stall)
    similarity.write(shop.graph, similar(purchases), purchases.product_ids)
    assert {people for *_, people, _ in held(stall)} == {1}


def test_edges_of_what_nobody_buys_any_more_go(shop: Market, stall: Stall) -> None:
    a, b = (stall.product(name, id=stall.id(name)) for name in "ab")
    shopper = stall.shopper()
    order = stall.ordered(shopper, a, b, day=1)
    shop.recommendations.learner.learn([shopper])
    shop.recommendations.learner.catch_up()
    assert {(source, target) for source, target, *_ in held(stall)} == {(a, b), (b, a)}
    # Marked while it still was in the graph, as the relay does it.
    similarity.touch(shop.graph, [shopper])
    stall.execute("UPDATE orders SET status = 'cancelled' WHERE id = %s", (order,))
    shop.recommendations.learner.catch_up()
    assert held(stall) == set()


def test_the_same_purchases_are_not_worked_out_twice(market: Market) -> None:
    first = build(market.postgres, market.graph)
    steps: list[str] = []
    again = build(market.postgres, market.graph, lambda step, done, total: steps.append(step))
    assert again == first > 0
    assert set(steps) == {"similarity: reading purchases"}
