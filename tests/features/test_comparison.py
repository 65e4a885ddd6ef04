"""The same questions in SQL and in Cypher: the same answers, and those of plain counting and searching."""

from __future__ import annotations

from collections import Counter, deque
from itertools import pairwise
from itertools import product as pairs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stall import Stall, elsewhere, settled

from marketplace.comparison.measured import Figure, Kept, verdict
from marketplace.comparison.models import AlsoBought, Reached, Way
from marketplace.errors import InvalidInput, StoreUnavailable
from marketplace.loading.graph import load_graph
from marketplace.market import Market
from marketplace.statements import Statement

STANDING = Statement("test", "SELECT id FROM orders WHERE status NOT IN ('cancelled', 'returned')")
SOLD = Statement("test", "MATCH (:User)-[r:PURCHASED]->() RETURN DISTINCT r.order_id AS id")
NEVER_SOLD = Statement("test", "UNWIND $ids AS id MATCH (:User)-[r:PURCHASED {order_id: id}]->() DELETE r")

Bought = dict[str, set[str]]
"""What each shopper bought."""


def also_bought(bought: Bought, this: str) -> list[AlsoBought]:
    """By counting."""
    people = Counter(other for owned in bought.values() if this in owned for other in owned - {this})
    return sorted((AlsoBought(id=id, people=n) for id, n in people.items()), key=lambda one: (-one.people, one.id))


def three_hops(bought: Bought, me: str) -> list[Reached]:
    """By walking every way."""
    mine = bought[me]
    ways = {
        (through, other, found)
        for other, owned in bought.items()
        if other != me
        for through, found in pairs(owned & mine, owned - mine)
    }
    reached = [
        Reached(
            id=id, people=len({who for _, who, found in ways if found == id}), ways=sum(way[2] == id for way in ways)
        )
        for id in {found for *_, found in ways}
    ]
    return sorted(reached, key=lambda one: (-one.ways, -one.people, one.id))


def distance(bought: Bought, one: str, other: str) -> int | None:
    """By going on, a step at a time; None beyond eight."""
    steps, queue = {one: 0}, deque([one])
    while queue:
        here = queue.popleft()
        beside = bought.get(here) or {who for who, owned in bought.items() if here in owned}
        for each in beside - set(steps):
            steps[each] = steps[here] + 1
            queue.append(each)
    return steps[other] if steps.get(other, 9) <= 8 else None


def ways(found: list[Way]) -> list[int]:
    """How long."""
    return [way.steps for way in found]


SHOPPERS, PRODUCTS = 5, 5


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    orders=st.lists(
        st.tuples(
            st.integers(0, SHOPPERS - 1), st.lists(st.integers(0, PRODUCTS - 1), min_size=1, max_size=3, unique=True)
        ),
        max_size=12,
    )
)
def test_random_purchases(shop: Market, orders: list[tuple[int, list[int]]]) -> None:
    # A stall each: an example must not see another's purchases.
    stall = Stall(shop)
    try:
        shoppers = [stall.shopper() for _ in range(SHOPPERS)]
        products = [stall.product() for _ in range(PRODUCTS)]
        bought: Bought = {shopper: set() for shopper in shoppers}
        for who, what in orders:
            stall.ordered(shoppers[who], *(products[each] for each in what))
            bought[shoppers[who]] |= {products[each] for each in what}
        ask = shop.comparison
        for id in products:
            answer = ask.also_bought(id, runs=1)
            assert answer.same
            assert answer.neo4j.rows == also_bought(bought, id)
        for shopper in shoppers:
            found = ask.three_hops(shopper, runs=1)
            assert found.same
            assert found.neo4j.rows == three_hops(bought, shopper)
        for other in shoppers[1:]:
            way = ask.way(shoppers[0], other, runs=1)
            assert way.same
            expected = distance(bought, shoppers[0], other)
            assert ways(way.postgres.rows) == ways(way.neo4j.rows) == ([] if expected is None else [expected])
    finally:
        stall.close()


@pytest.mark.parametrize(("links", "steps"), [(1, [2]), (3, [6]), (4, [8]), (5, [])])
def test_a_chain_is_followed_for_eight_steps(shop: Market, stall: Stall, links: int, steps: list[int]) -> None:
    shoppers = [stall.shopper() for _ in range(links + 1)]
    chain = [shoppers[0]]
    for one, other in pairwise(shoppers):
        shared = stall.product()
        stall.ordered(one, shared)
        stall.ordered(other, shared)
        chain += [shared, other]
    way = shop.comparison.way(shoppers[0], shoppers[-1], runs=1)
    assert way.same
    assert ways(way.postgres.rows) == ways(way.neo4j.rows) == steps
    assert [found.ids for found in way.postgres.rows + way.neo4j.rows] == [tuple(chain)] * 2 * len(steps)


def test_a_shopper_and_a_product_of_one_id_are_two(shop: Market, stall: Stall) -> None:
    one, other, third = (stall.shopper() for _ in range(3))
    shared = stall.product(id=third)
    stall.ordered(one, shared)
    stall.ordered(other, stall.product())
    stall.ordered(third, stall.product())
    way = shop.comparison.way(one, third, runs=1)
    assert way.same
    assert way.postgres.rows == []


def test_what_came_back_was_not_bought(shop: Market, stall: Stall) -> None:
    one, other, here, there = stall.shopper(), stall.shopper(), stall.product(), stall.product()
    stall.ordered(one, here)
    stall.execute("UPDATE orders SET status = 'returned' WHERE id = %s", (stall.ordered(other, here, there),))
    assert not shop.comparison.also_bought(here, runs=1).same
    shop.graph.write(Statement("return", "MATCH ({id: $id})-[r:PURCHASED]->() DELETE r"), {"id": other})
    compared = shop.comparison.also_bought(here, runs=1)
    assert compared.same
    assert compared.postgres.rows == []


def test_a_way_that_the_other_store_does_not_know_is_no_agreement(shop: Market, stall: Stall) -> None:
    one, other, here, there = stall.shopper(), stall.shopper(), stall.product(), stall.product()
    stall.ordered(one, here, there)
    stall.ordered(other, here)
    stall.bought(other, there)
    shop.graph.write(
        Statement("forget", "MATCH (:User {id: $id})-[r:PURCHASED]->({id: $product}) DELETE r"),
        {"id": other, "product": here},
    )
    compared = shop.comparison.way(one, other, runs=1)
    assert ways(compared.postgres.rows) == ways(compared.neo4j.rows) == [2]
    assert not compared.same


def test_the_shipped_shop(market: Market) -> None:
    # Others may have sold without a relay, and taken orders and shoppers away again: just now, when a load leaves alone
    # what it takes for younger than its reading.
    settled(market)
    load_graph(market.postgres, market.graph)
    there = {row["id"] for row in market.postgres.rows(STANDING)}
    sold = {row["id"] for row in market.graph.read(SOLD)}
    market.graph.write(NEVER_SOLD, {"ids": sorted(sold - there)})
    ask = market.comparison
    shoppers = [shopper.id for shopper in market.accounts.shoppers(limit=400)]
    for id in ("P0001", "P0007", "P0486"):
        compared = ask.also_bought(id, runs=2)
        assert compared.postgres.rows == compared.neo4j.rows
        assert len(compared.postgres.rows) == 10
        assert len(compared.postgres.runs) == len(compared.neo4j.runs) == 2
    for shopper in shoppers[::133]:
        assert ask.three_hops(shopper, limit=5, runs=1).same
    for one, other in zip(shoppers[:4], shoppers[-4:], strict=True):
        assert ask.way(one, other, runs=1).same


def test_nobody_and_nothing_have_no_answers(market: Market) -> None:
    ask = market.comparison
    for compared in (ask.also_bought("none", runs=1), ask.three_hops("none", runs=1), ask.way("U0001", "none", runs=1)):
        assert compared.same
        assert compared.postgres.rows == compared.neo4j.rows == []
    with pytest.raises(InvalidInput, match="choose two"):
        ask.way("U0001", "U0001")


@pytest.mark.parametrize("store", ["postgres", "neo4j"])
def test_a_store_that_is_down(market: Market, store: str) -> None:
    with Market.open(elsewhere(market, store)) as lame, pytest.raises(StoreUnavailable) as raised:  # type: ignore[arg-type]
        lame.comparison.also_bought("P0001")
    assert raised.value.store == store


def figures(kept: Kept, *p50: float) -> list[Figure]:
    return [Figure(question="way", kept=kept, purchases=1000 * 4**i, p50=ms, p95=2 * ms) for i, ms in enumerate(p50)]


def test_a_verdict_says_what_the_figures_say() -> None:
    said = verdict(
        {"orders": figures("orders", 1, 8), "edges": figures("edges", 1, 2.2), "graph": figures("graph", 1, 2)}
    )
    assert said == (
        "At 4,000 purchases Neo4j answered soonest. PostgreSQL from its orders: Neo4j was 4.0 times as fast. "
        "PostgreSQL from a table of edges was as good as Neo4j. From the smallest shop to the largest, 4 times the "
        "purchases, time grew 8.0 times for PostgreSQL from its orders, 2.2 times for PostgreSQL from a table of "
        "edges, 2.0 times for Neo4j."
    )
    assert "2.0 times as fast as Neo4j" in verdict({"orders": figures("orders", 1), "graph": figures("graph", 2)})
