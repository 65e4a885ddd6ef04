"""Simulations: never oversold, and nothing of them is left anywhere, however they end."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from marketplace.carts.service import CartService
from marketplace.market import NOWHERE, Market
from marketplace.simulation.models import Plan, Result, Snapshot, Step, Stock
from marketplace.simulation.service import SimulationBusy, SimulationService
from marketplace.simulation.stage import PREFIX, SHOPPERS, Cast
from marketplace.statements import Statement
from marketplace.stores.redis import Redis

LEFT_IN_POSTGRES = Statement(
    "test",
    """SELECT (SELECT count(*) FROM products WHERE id LIKE 'simulation-%') AS products,
              (SELECT count(*) FROM users WHERE id LIKE 'simulation-%') AS users,
              (SELECT count(*) FROM orders WHERE user_id LIKE 'simulation-%') AS orders,
              (SELECT count(*) FROM order_items WHERE product_id LIKE 'simulation-%') AS items,
              (SELECT count(*) FROM outbox WHERE payload ->> 'user_id' LIKE 'simulation-%') AS events""",
)
LEFT_IN_NEO4J = Statement("test", "MATCH (n) WHERE n.id STARTS WITH 'simulation-' RETURN count(n) AS nodes")
REAL_STOCK = Statement("test", "SELECT sum(stock) AS stock, sum(sold) AS sold, count(*) AS products FROM products")


def traces(market: Market) -> dict[str, Any]:
    """Whatever a simulation left, by store."""
    row = market.postgres.row(LEFT_IN_POSTGRES) or {}
    keys = [key for key in market.redis.commands.scan_iter(count=1000) if PREFIX in key]
    hot = [
        member
        for key in market.redis.commands.scan_iter(match="hot_products:*")
        for member in market.redis.commands.zrange(key, 0, -1)
        if str(member).startswith(PREFIX)
    ]
    found = {"neo4j": market.graph.read(LEFT_IN_NEO4J)[0]["nodes"], "keys": keys, "hot": hot, **row}
    return {place: what for place, what in found.items() if what}


def shopping_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith(PREFIX)]


def test_the_last_pieces_are_sold_once_and_no_trace_is_left(market: Market) -> None:
    before = market.postgres.row(REAL_STOCK)
    result = market.simulation.run(Plan(shoppers=24, rounds=3, checks_out=0.6, last_pieces=5, seed=7))
    assert result.problems == []
    assert result.left_over == []
    assert result.rush == Stock(product_id="simulation-rush", name="The last ones", before=5, sold=5, after=0)
    assert result.count("bought", "rush") == 5
    assert result.count("refused", "rush") == 19
    assert result.count("added", "rush") == 24
    assert result.count("added", "shopping") == 24 * 3
    assert result.count("failed") == 0
    assert result.held
    pieces = sum(step.pieces for step in result.steps if step.act == "bought")
    assert pieces == sum(stock.sold for stock in result.stock)
    assert traces(market) == {}
    assert market.postgres.row(REAL_STOCK) == before


def test_where_none_is_left_nobody_buys(market: Market) -> None:
    result = market.simulation.run(Plan(shoppers=6, rounds=0, last_pieces=0))
    assert [step.act for step in result.steps] == ["refused"] * 6
    assert result.rush == Stock(product_id="simulation-rush", name="The last ones", before=0, sold=0, after=0)
    assert result.held
    assert traces(market) == {}


def test_where_there_is_enough_everybody_buys(market: Market) -> None:
    result = market.simulation.run(Plan(shoppers=6, rounds=0, last_pieces=9))
    assert result.count("bought") == 6
    assert result.count("refused") == 0
    assert (result.rush.sold, result.rush.after) == (6, 3)


def test_a_seed_plans_the_same_carts(market: Market) -> None:
    plan = Plan(shoppers=4, rounds=5, checks_out=0, last_pieces=4, seed=3)
    runs = [market.simulation.run(plan) for _ in range(2)]
    carts = [
        sorted((step.shopper, step.pieces) for step in result.steps if step.act == "added" and step.phase == "shopping")
        for result in runs
    ]
    assert carts[0] == carts[1]
    assert len(carts[0]) == 20


def test_whoever_watches_hears_how_far_it_is(market: Market) -> None:
    heard: list[Snapshot] = []
    result = market.simulation.run(Plan(shoppers=8, rounds=4), heard.append)
    last = heard[-1]
    assert (last.added, last.bought, last.refused) == (
        result.count("added"),
        result.count("bought"),
        result.count("refused"),
    )
    assert [snapshot.added for snapshot in heard] == sorted(snapshot.added for snapshot in heard)
    assert last.phase == "rush"


@pytest.mark.parametrize("kind", [RuntimeError, KeyboardInterrupt])
def test_a_simulation_that_is_broken_off_leaves_nothing(market: Market, kind: type[BaseException]) -> None:
    def leave(snapshot: Snapshot) -> None:
        raise kind("enough")

    with pytest.raises(kind):
        market.simulation.run(Plan(shoppers=12, rounds=40), leave)
    assert traces(market) == {}
    assert shopping_threads() == []


def test_a_second_simulation_is_refused_while_one_runs(market: Market) -> None:
    refused: list[str] = []

    def begin_another(snapshot: Snapshot) -> None:
        if not refused:
            with pytest.raises(SimulationBusy) as raised:
                market.simulation.run(Plan(shoppers=1))
            # Nor does looking for leftovers disturb the one that runs.
            market.simulation.sweep()
            refused.append(str(raised.value))

    result = market.simulation.run(Plan(shoppers=8, rounds=4, last_pieces=3), begin_another)
    assert refused == ["A simulation is running already: wait a moment until it is done, then start yours."]
    assert result.held
    assert result.problems == []
    assert result.count("bought", "rush") == 3
    assert traces(market) == {}


def test_what_a_killed_process_left_is_swept(market: Market) -> None:
    cast = Cast.of(Plan(shoppers=2))
    market.simulation.stage.set_up(cast)
    market.carts.add(SHOPPERS[0], cast.goods[0].id, 2)
    market.orders.checkout(SHOPPERS[1], {cast.goods[0].id: 1})
    assert set(traces(market)) >= {"products", "users", "orders", "items", "keys"}
    market.simulation.sweep()
    assert traces(market) == {}


def test_a_store_that_is_down_ends_the_shopping_not_the_cleaning(market: Market) -> None:
    gone = Redis(NOWHERE["redis"])
    simulation = SimulationService(
        market.postgres,
        market.graph,
        carts=CartService(market.postgres, gone),
        orders=market.orders,
        catalog=market.catalog,
        activity=market.activity,
    )
    result = simulation.run(Plan(shoppers=3, rounds=2))
    gone.close()
    assert len(result.problems) >= 1
    assert all("redis does not answer" in problem for problem in result.problems)
    assert [sentence.split(":")[0] for sentence in result.left_over] == [
        "Redis holds the simulation's carts, for a day at most"
    ]
    assert result.held
    assert traces(market) == {}


@pytest.mark.parametrize(
    ("before", "sold", "after", "held"),
    [(5, 5, 0, True), (5, 3, 2, True), (5, 6, 0, False), (5, 5, 1, False), (5, 6, -1, False), (0, 0, 0, True)],
)
def test_books_hold_only_where_they_add_up(before: int, sold: int, after: int, held: bool) -> None:
    assert Stock(product_id="p", name="p", before=before, sold=sold, after=after).held is held


def test_the_series_holds_every_step() -> None:
    steps = [
        Step(shopper=0, phase="shopping", act="added", at=0.0, ms=10, pieces=1),
        Step(shopper=1, phase="shopping", act="added", at=0.5, ms=30, pieces=2),
        Step(shopper=0, phase="rush", act="bought", at=1.99, ms=20, pieces=1),
        Step(shopper=1, phase="rush", act="refused", at=2.0, ms=40),
    ]
    stock = [Stock(product_id="p", name="p", before=1, sold=1, after=0)]
    result = Result(plan=Plan(), seconds=2.0, steps=steps, stock=stock)
    series = result.series(4)
    assert [(each.added, each.bought, each.refused) for each in series] == [(1, 0, 0), (1, 0, 0), (0, 0, 0), (0, 1, 1)]
    assert [round(each.at, 6) for each in series] == [0.0, 0.5, 1.0, 1.5]
    assert [(speed.what, speed.count, speed.p50) for speed in result.speeds()] == [
        ("put into a cart", 2, 30),
        ("check out", 2, 40),
    ]
    assert result.per_second == 2.0
    assert Result(plan=Plan(), seconds=0.0, steps=[], stock=stock).series() == []
