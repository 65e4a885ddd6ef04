"""Simulations: never oversold, and nothing of them is left anywhere, however and whenever they end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from decimal import Decimal
from itertools import count
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stall import at_once

from marketplace.carts.service import CartService
from marketplace.errors import StoreUnavailable
from marketplace.events.models import DESTINATIONS
from marketplace.market import NOWHERE, Market
from marketplace.orders.models import Order
from marketplace.orders.service import OrderService
from marketplace.simulation.durations import Durations
from marketplace.simulation.ledger import Gauges, Ledger, No, Step
from marketplace.simulation.models import Cleaned, Doing, Outcome, Refusal, Series, Snapshot, Stock, Totals
from marketplace.simulation.plan import PRESETS, Plan
from marketplace.simulation.run import Run, SimulationBusy
from marketplace.simulation.service import SimulationService
from marketplace.simulation.stage import PREFIX, SHOPPERS, Cast
from marketplace.statements import Statement
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres
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
ALL_EVENTS = Statement("test", "SELECT array_agg(event_id::text) AS events FROM outbox")
REAL_STOCK = Statement("test", "SELECT sum(stock) AS stock, sum(sold) AS sold, count(*) AS products FROM products")


def plan(**said: Any) -> Plan:
    """A plan whose shoppers do not stop to think, and come a certain number of times."""
    return Plan.model_validate({"shoppers": 12, "seconds": 60, "visits": 2, "think_seconds": 0, "products": 6} | said)


EARLIER: set[str] = set()
"""Events of orders that other tests placed and took back: their marks stay until their day is forgotten."""


def counted_events(market: Market) -> set[str]:
    keys = market.redis.commands.scan_iter(match="hot_events:*")
    return {str(event) for key in keys for event in market.redis.commands.smembers(key)}


@pytest.fixture(scope="module", autouse=True)
def _earlier(market: Market) -> None:
    EARLIER.update(counted_events(market))


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
    known = market.postgres.row(ALL_EVENTS) or {}
    counted = sorted(counted_events(market) - EARLIER - set(known["events"] or []))
    found = {"neo4j": market.graph.read(LEFT_IN_NEO4J)[0]["nodes"], "keys": keys, "hot": hot, "counted": counted, **row}
    return {place: what for place, what in found.items() if what}


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("simulation")]


def simulation(market: Market, **instead: Any) -> SimulationService:
    """A service like the market's own, but for what is given."""
    named: dict[str, Any] = {
        "postgres": market.postgres,
        "graph": market.graph,
        "carts": market.carts,
        "orders": market.orders,
        "catalog": market.catalog,
        "activity": market.activity,
        "carry": market.relay.drain,
    } | instead
    return SimulationService(named.pop("postgres"), named.pop("graph"), **named)


class HeardCarts(CartService):
    """Carts that tell of each thing that is put into one, before it is."""

    def __init__(self, market: Market, heard: Callable[[str, str, int], object]) -> None:
        super().__init__(market.postgres, market.redis)
        self.heard = heard

    def add(self, user_id: str, product_id: str, quantity: int = 1) -> int:
        self.heard(user_id, product_id, quantity)
        return super().add(user_id, product_id, quantity)


class HeardOrders(OrderService):
    """Orders that tell of each checkout, before it begins."""

    def __init__(self, market: Market, heard: Callable[[str, dict[str, int]], object]) -> None:
        super().__init__(market.postgres, DESTINATIONS, placed=market.relay.placed)
        self.heard = heard

    def checkout(self, user_id: str, quantities: dict[str, int], idempotency_key: str | None = None) -> Order:
        self.heard(user_id, quantities)
        return super().checkout(user_id, quantities, idempotency_key)


def test_the_last_pieces_are_sold_once_and_no_trace_is_left(market: Market) -> None:
    before = market.postgres.row(REAL_STOCK)
    result = market.simulation.start(plan(shoppers=24, checks_out=0.6, last_pieces=5, seed=7)).result()
    assert result.problems == []
    assert result.left_over == []
    assert result.rush is not None
    assert (result.rush.before, result.rush.sold, result.rush.after) == (5, 5, 0)
    turns = [attempt.outcome for attempt in result.snapshot.attempts]
    assert (turns.count("done"), turns.count("refused"), turns.count("failed")) == (5, 19, 0)
    assert result.held
    totals = result.snapshot.totals
    assert totals.failed == 0
    assert totals.pieces == sum(stock.sold for stock in result.books)
    assert sum(each.count for each in result.refusals) == totals.refused
    rush = next(each for each in result.refusals if each.product == result.rush.name)
    assert rush.model_dump(exclude={"product"}) == {
        "doing": "checkout",
        "wanted": 1,
        "available": 0,
        "reason": "not enough in stock",
        "count": 19,
    }
    assert traces(market) == {}
    assert market.postgres.row(REAL_STOCK) == before


def test_a_result_says_what_was_cleared_away_and_that_a_second_look_found_nothing(market: Market) -> None:
    result = market.simulation.start(plan(shoppers=4, visits=1, checks_out=1, products=3, pieces=99)).result()
    totals = result.snapshot.totals
    assert totals.orders == 4 + 4
    cleaned = {each.store: each for each in result.cleaned}
    assert cleaned["postgres"].removed == {
        "orders": 8,
        "order lines": cleaned["postgres"].removed["order lines"],
        "events": 8,
        "products": 4,
        "shoppers": 4,
    }
    assert cleaned["postgres"].removed["order lines"] >= 8
    assert cleaned["mongo"] == Cleaned(store="mongo")
    assert cleaned["redis"].removed["carts, and marks of orders"] >= 8
    assert cleaned["neo4j"].removed["relationships"] == cleaned["postgres"].removed["order lines"]
    assert {each.left for each in result.cleaned} == {0}
    assert [(each.delivered, each.waiting) for each in result.heard] == [(8, 0)] * len(result.heard)


def test_time_is_told_by_store(market: Market) -> None:
    snapshot = market.simulation.start(plan(shoppers=4, checks_out=1, pieces=99, last_pieces=4)).result().snapshot
    for doing in ("add", "checkout"):
        served, postgres, redis = (snapshot.speed(doing, where) for where in ("served", "postgres", "redis"))
        assert served is not None
        assert postgres is not None
        assert redis is not None
        assert 0 < postgres.p50 <= served.p95
        assert served.p50 <= served.p95 <= served.p99
    checkout = snapshot.speed("checkout")
    assert checkout is not None
    assert checkout.count == snapshot.totals.orders


def test_where_none_is_left_nobody_buys(market: Market) -> None:
    result = market.simulation.start(plan(shoppers=6, visits=0, last_pieces=0)).result()
    assert result.snapshot.totals == Totals(refused=6)
    assert result.rush is not None
    assert (result.rush.before, result.rush.sold, result.rush.after) == (0, 0, 0)
    assert result.held
    assert result.snapshot.attempts == []


def test_where_there_is_enough_everybody_buys(market: Market) -> None:
    result = market.simulation.start(plan(shoppers=6, visits=0, last_pieces=9)).result()
    assert result.snapshot.totals == Totals(added=6, orders=6, pieces=6)
    assert result.rush is not None
    assert (result.rush.sold, result.rush.after) == (6, 3)


def test_a_cart_that_takes_no_more_is_a_reason_too(market: Market) -> None:
    alone = plan(shoppers=1, visits=30, checks_out=0, changes_mind=0, products=1, pieces=1000, last_pieces=1)
    result = market.simulation.start(alone).result()
    reasons = {each.reason for each in result.refusals}
    assert reasons == {"the cart takes no more of it"}
    assert sum(each.count for each in result.refusals) == result.snapshot.totals.refused > 0
    assert result.snapshot.totals.abandoned == 30


def test_a_seed_plans_the_same_wishes(market: Market) -> None:
    wishes: list[list[tuple[str, str, int]]] = []
    for seed in (3, 3, 4):
        heard: list[tuple[str, str, int]] = []
        service = simulation(market, carts=HeardCarts(market, lambda *wish, heard=heard: heard.append(wish)))
        service.start(plan(shoppers=5, checks_out=0, seed=seed)).result()
        wishes.append(sorted(heard))
    assert wishes[0] == wishes[1]
    assert wishes[0] != wishes[2]


def test_goods_are_modelled_on_real_ones_of_a_craft(market: Market) -> None:
    names = {product.name for product in market.catalog.products([f"P{n:04}" for n in range(1, 55)])}
    books = market.simulation.start(plan(shoppers=1, visits=0, craft="ceramics", wanted="P0001")).result().books
    assert len(books) == 6 + 1
    assert books[-1].name == "Celadon Rain Bowl"
    assert {each.name for each in books} <= names


def test_goods_have_names_where_there_is_nothing_to_be_modelled_on() -> None:
    cast = Cast.of(plan(products=3, pieces=7), [])
    assert [(good.label, good.stock) for good in cast.goods] == [
        ("Good 1", 7),
        ("Good 2", 7),
        ("Good 3", 7),
        ("The last bowl", 12),
    ]
    partly = Cast.of(plan(products=3), [("Mug", Decimal(9)), ("Jug", Decimal(4))])
    assert [good.label for good in partly.goods] == ["Jug", "Good 2", "Good 3", "Mug"]
    assert len({good.id for good in partly.goods}) == 4


def test_whoever_looks_sees_it_grow_and_the_run_needs_nobody(market: Market) -> None:
    seen: list[Snapshot] = []
    runs: list[Run] = []

    def look(*_: object) -> None:
        if runs:
            seen.append(runs[0].snapshot())

    gate = threading.Event()
    carts = HeardCarts(market, lambda *wish: (gate.wait(), look()))
    runs.append(simulation(market, carts=carts).start(plan(shoppers=6, visits=3)))
    gate.set()
    result = runs[0].result()
    steps = [snapshot.totals.added for snapshot in seen]
    assert len(set(steps)) > 5
    assert {snapshot.phase for snapshot in seen} == {"shopping"}
    assert runs[0].snapshot() == result.snapshot
    assert result.snapshot.phase == "over"
    assert runs[0].over
    assert not result.stopped


@settings(max_examples=15, deadline=None)
@given(moment=st.integers(1, 90))
def test_stopped_at_any_moment_it_leaves_nothing(market: Market, moment: int) -> None:
    moments, runs, begun = count(1), [], threading.Event()

    def perhaps_stop(*_: object) -> None:
        begun.wait()
        if next(moments) == moment:
            runs[0].stop()

    service = simulation(market, carts=HeardCarts(market, perhaps_stop), orders=HeardOrders(market, perhaps_stop))
    runs.append(service.start(plan(visits=3)))
    begun.set()
    result = runs[0].result()
    assert result.stopped is (next(moments) > moment)
    assert result.held
    assert result.problems == []
    assert result.left_over == []
    assert traces(market) == {}
    assert threads() == []
    assert result.snapshot.totals.pieces == sum(stock.sold for stock in result.books)


@pytest.mark.parametrize("phase", ["set_up", "last_event", "books"])
def test_stopped_before_or_after_the_shopping_it_leaves_nothing(
    market: Market, monkeypatch: pytest.MonkeyPatch, phase: str
) -> None:
    service = simulation(market)
    runs: list[Run] = []
    begun = threading.Event()
    step = getattr(service.stage, phase)

    def stop(*arguments: Any) -> Any:
        begun.wait()
        runs[0].stop()
        return step(*arguments)

    monkeypatch.setattr(service.stage, phase, stop)
    runs.append(service.start(plan(shoppers=3)))
    begun.set()
    result = runs[0].result()
    assert result.stopped
    assert result.held
    assert traces(market) == {}
    assert (result.snapshot.totals.steps > 0) is (phase == "books")


def test_of_two_that_begin_at_once_one_does_and_the_other_is_told(market: Market) -> None:
    gate = threading.Event()
    carts = HeardCarts(market, lambda *wish: gate.wait())
    one, other = simulation(market, carts=carts), simulation(market, carts=carts)
    begun = at_once(lambda: one.start(plan()), lambda: one.start(plan()), lambda: other.start(plan()))
    runs = [run for run in begun if isinstance(run, Run)]
    busy = [error for error in begun if isinstance(error, SimulationBusy)]
    # Nor does looking for leftovers disturb the one that runs.
    market.simulation.sweep()
    gate.set()
    assert (len(runs), len(busy)) == (1, 2)
    assert {str(error) for error in busy} == {
        "A simulation is running already: wait a moment until it is done, then start yours."
    }
    result = runs[0].result()
    assert result.held
    assert result.problems == []
    assert traces(market) == {}


def test_the_latest_is_kept_for_whoever_comes(market: Market) -> None:
    service = simulation(market)
    assert service.latest is None
    first = service.start(plan(shoppers=1, visits=0))
    assert service.latest is first
    first.result()
    second = service.start(plan(shoppers=1, visits=0))
    assert service.latest is second
    second.result()


def test_a_process_that_ends_ends_its_simulation(market: Market) -> None:
    met = threading.Event()
    service = simulation(market, carts=HeardCarts(market, lambda *wish: met.set()))
    run = service.start(plan(visits=None))
    assert met.wait(30)
    service.close()
    assert run.over
    assert run.result().stopped
    assert traces(market) == {}
    service.close()


def test_what_a_killed_process_left_is_swept(market: Market) -> None:
    stage = market.simulation.stage
    cast = stage.cast(plan(shoppers=2))
    stage.set_up(cast)
    market.carts.add(SHOPPERS[0], cast.goods[0].id, 2)
    market.orders.checkout(SHOPPERS[1], {cast.goods[0].id: 1})
    assert set(traces(market)) >= {"products", "users", "orders", "items", "keys"}
    market.simulation.sweep()
    assert traces(market) == {}


def test_without_redis_the_shopping_ends_not_the_cleaning(market: Market) -> None:
    gone = Redis(NOWHERE["redis"])
    result = simulation(market, carts=CartService(market.postgres, gone)).start(plan(shoppers=3)).result()
    gone.close()
    assert len(result.problems) >= 1
    assert all("redis does not answer" in problem for problem in result.problems)
    assert [sentence.split(":")[0] for sentence in result.left_over] == [
        "Redis holds the simulation's carts, for a day at most"
    ]
    assert "redis" not in {each.store for each in result.cleaned}
    assert result.held
    assert traces(market) == {}


def test_without_neo4j_its_nodes_wait_for_the_next_sweep(market: Market) -> None:
    gone = Graph(market.graph.url)
    gone.close()
    result = simulation(market, graph=gone).start(plan(shoppers=3, checks_out=1)).result()
    assert result.held
    assert [sentence.split(":")[0] for sentence in result.left_over] == [
        "Neo4j holds the simulation's nodes until the next simulation"
    ]
    assert set(traces(market)) == {"neo4j"}
    market.simulation.sweep()
    assert traces(market) == {}


def test_when_postgresql_goes_away_the_result_says_so_and_the_next_sweep_finishes(market: Market) -> None:
    own, checkouts = Postgres(market.postgres.url), count(1)

    def go_away(*_: object) -> None:
        if next(checkouts) == 3:
            own.close()

    carts, orders = CartService(own, market.redis), HeardOrders(market, go_away)
    service = simulation(market, postgres=own, carts=carts, orders=orders)
    result = service.start(plan(checks_out=1)).result()
    assert not result.held
    assert result.books == []
    assert any("postgres does not answer" in problem for problem in result.problems)
    assert [sentence.split(":")[0] for sentence in result.left_over] == [
        "PostgreSQL holds the simulation's goods, shoppers and orders"
    ]
    assert set(traces(market)) >= {"products", "users"}
    market.simulation.sweep()
    assert traces(market) == {}
    assert market.simulation.start(plan(shoppers=1, visits=0)).result().held


def test_where_postgresql_is_down_none_begins(market: Market) -> None:
    gone = Postgres(market.postgres.url)
    gone.close()
    service = simulation(market, postgres=gone)
    with pytest.raises(StoreUnavailable, match="postgres does not answer"):
        service.start(plan())
    assert service.latest is None
    assert threads() == []


@pytest.mark.parametrize(
    ("before", "sold", "after", "held"),
    [(5, 5, 0, True), (5, 3, 2, True), (5, 6, 0, False), (5, 5, 1, False), (5, 6, -1, False), (0, 0, 0, True)],
)
def test_books_hold_only_where_they_add_up(before: int, sold: int, after: int, held: bool) -> None:
    assert Stock(product_id="p", name="p", before=before, sold=sold, after=after).held is held


def test_presets_are_plans_with_a_rush_on_too_few_pieces() -> None:
    assert list(PRESETS) == ["quiet-tuesday", "market-day", "two-hundred-hands"]
    assert all(preset.plan.last_pieces < preset.plan.shoppers for preset in PRESETS.values())
    assert PRESETS["two-hundred-hands"].plan.shoppers == 200
    assert PRESETS["two-hundred-hands"].plan.last_pieces == 5


STEPS = st.builds(
    Step,
    shopper=st.integers(0, 9),
    doing=st.sampled_from(get_args(Doing)),
    outcome=st.sampled_from(get_args(Outcome)),
    at=st.floats(0, 90),
    queued_ms=st.floats(0, 1e4),
    ms=st.floats(0, 1e4),
    pieces=st.integers(0, 20),
    noes=st.lists(st.builds(No, st.sampled_from(["bowl", "mug"]), st.integers(1, 3), st.just(0), st.just("short"))).map(
        tuple
    ),
)


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(STEPS, max_size=40), width=st.floats(0.05, 5))
def test_a_series_adds_up_to_the_totals(steps: list[Step], width: float) -> None:
    ledger = Ledger(width)
    for step in steps:
        ledger.note(step)
    totals, series = ledger.totals(), ledger.series()
    assert (sum(series.added), sum(series.changed), sum(series.orders), sum(series.refused)) == (
        totals.added,
        totals.changed,
        totals.orders,
        totals.refused,
    )
    assert totals.steps == len(steps)
    assert totals.pieces == sum(step.pieces for step in steps)
    assert sum(each.count for each in ledger.refusals()) == sum(len(step.noes) for step in steps)
    assert sum(each.count for each in ledger.speeds() if each.where == "served") == totals.steps - totals.failed
    columns = series.model_dump(exclude={"width"}).values()
    assert len({len(column) for column in columns}) == 1
    last = max((step.at for step in steps if step.outcome != "failed"), default=None)
    assert len(series.added) == (0 if last is None else int(last / width) + 1)


def test_what_the_stores_say_stands_in_its_stretch() -> None:
    ledger = Ledger(0.5)
    ledger.gauge(0.1, Gauges(carts=1, shelf=9))
    ledger.gauge(0.4, Gauges(carts=2, shelf=8, last=5, placed=1, carried=0))
    ledger.gauge(1.6, Gauges(carts=3))
    assert ledger.series() == Series(
        width=0.5,
        added=[0] * 4,
        changed=[0] * 4,
        orders=[0] * 4,
        refused=[0] * 4,
        carts=[2, None, None, 3],
        shelf=[8, None, None, None],
        last=[5, None, None, None],
        placed=[1, None, None, None],
        carried=[0, None, None, None],
    )


def test_refusals_come_by_how_often() -> None:
    ledger = Ledger(1)
    short, none = No("bowl", 2, 1, "not enough in stock"), No("mug", 1, 0, "not enough in stock")
    for noes in ((short,), (none,), (none, short), (none,)):
        ledger.note(Step(shopper=0, doing="checkout", outcome="refused", at=0, noes=noes))
    assert ledger.refusals() == [
        Refusal(doing="checkout", product="mug", wanted=1, available=0, reason="not enough in stock", count=3),
        Refusal(doing="checkout", product="bowl", wanted=2, available=1, reason="not enough in stock", count=2),
    ]


@given(times=st.lists(st.floats(0.01, 1e5), min_size=1, max_size=200), share=st.floats(0.01, 1))
def test_percentiles_are_right_to_a_hundredth(times: list[float], share: float) -> None:
    durations = Durations()
    for ms in times:
        durations.add(ms)
    ranked = sorted(times)
    exact = next(value for place, value in enumerate(ranked, 1) if place >= share * len(ranked))
    assert durations.percentile(share) == pytest.approx(exact, rel=0.0101)
    assert Durations().percentile(0.5) == 0.0
