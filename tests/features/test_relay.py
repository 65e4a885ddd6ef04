"""The relay: an order reaches every store once, whatever is down meanwhile and however often it is told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from stall import Stall, at_once, elsewhere

from marketplace.events.activity import ORDER_WEIGHT, hot_key
from marketplace.events.relay import Relay
from marketplace.market import Market
from marketplace.orders.models import Order
from marketplace.orders.service import OrderService
from marketplace.statements import Statement


@pytest.fixture
def quiet(shop: Market) -> OrderService:
    """Orders that tell nobody: their events wait in an outbox that held nothing before."""
    shop.relay.close()  # an earlier test's orders may have started it
    with shop.postgres.transaction() as session:
        session.connection.execute("DELETE FROM outbox")
    return OrderService(shop.postgres, placed=lambda *_: None)


def _purchases(shop: Market, user: str) -> list[tuple[str, str, int, float]]:
    query = (
        "MATCH (:User {id: $user})-[r:PURCHASED]->(p:Product)"
        " RETURN r.order_id AS o, p.id AS p, r.quantity AS q, r.price AS price ORDER BY o, p"
    )
    rows = shop.graph.read(Statement("", query), {"user": user})
    return [(row["o"], row["p"], row["q"], row["price"]) for row in rows]


def _heat(shop: Market, product: str) -> float | None:
    heat: float | None = shop.redis.commands.zscore(hot_key(datetime.now(UTC)), product)
    return heat


def _bought(shop: Market, stall: Stall, quiet: OrderService) -> tuple[str, str, str, Order]:
    """A cart of which two lines were ordered, and what has changed in it since."""
    user = stall.shopper()
    bowl, vase, mug = (
        stall.product(name, price="7.50", stock=9, id=stall.id(name)) for name in ("bowl", "vase", "mug")
    )
    shop.carts.add(user, bowl, 2)
    shop.carts.add(user, vase, 1)
    order = quiet.checkout(user, shop.carts.quantities(user))
    shop.carts.add(user, bowl, 3)
    shop.carts.add(user, mug, 1)
    return user, bowl, vase, order


def test_an_order_reaches_the_graph_the_cart_the_cache_and_the_hot_products(
    shop: Market, stall: Stall, quiet: OrderService
) -> None:
    user, bowl, vase, order = _bought(shop, stall, quiet)
    assert shop.catalog.product(vase).value.stock == 8
    stall.execute("UPDATE products SET stock = 5 WHERE id = %s", (vase,))
    waiting = shop.relay.waiting()
    assert (waiting["waiting"], 0 <= waiting["oldest_seconds"] < 60) == (1, True)

    assert shop.relay.run() == 1

    assert _purchases(shop, user) == [(order.id, bowl, 2, 7.5), (order.id, vase, 1, 7.5)]
    assert shop.carts.quantities(user) == {bowl: 3, stall.id("mug"): 1}
    served = shop.catalog.product(vase)
    assert (served.hit, served.value.stock) == (False, 5)
    assert (_heat(shop, bowl), _heat(shop, vase)) == (ORDER_WEIGHT, ORDER_WEIGHT)
    assert shop.relay.waiting() == {"waiting": 0, "oldest_seconds": 0.0}
    assert shop.relay.run() == 0


def test_an_event_carried_twice_changes_nothing_the_second_time(
    shop: Market, stall: Stall, quiet: OrderService
) -> None:
    user, bowl, vase, order = _bought(shop, stall, quiet)
    for _ in range(2):
        stall.execute("UPDATE outbox SET delivered_at = NULL WHERE aggregate_id = %s", (order.id,))
        assert shop.relay.run() == 1
        assert _purchases(shop, user) == [(order.id, bowl, 2, 7.5), (order.id, vase, 1, 7.5)]
        assert shop.carts.quantities(user) == {bowl: 3, stall.id("mug"): 1}


def test_two_orders_of_one_product_are_two_purchases(shop: Market, stall: Stall, quiet: OrderService) -> None:
    user, bowl = stall.shopper(), stall.product(price="1.00")
    orders = sorted(quiet.checkout(user, {bowl: 1}).id for _ in range(2))
    assert shop.relay.run() == 2
    assert _purchases(shop, user) == [(id, bowl, 1, 1.0) for id in orders]


def test_several_relays_share_the_work_and_carry_each_event_once(
    shop: Market, stall: Stall, quiet: OrderService
) -> None:
    bowl = stall.product(stock=100)
    users = [stall.shopper() for _ in range(3)]
    for number in range(24):
        quiet.checkout(users[number % 3], {bowl: 1})
    carried = at_once(*[shop.relay.run] * 6)
    assert sum(each for each in carried if isinstance(each, int)) == 24
    assert [each for each in carried if not isinstance(each, int)] == []
    assert [len(_purchases(shop, user)) for user in users] == [8, 8, 8]
    assert _heat(shop, bowl) == 24 * ORDER_WEIGHT


@pytest.mark.parametrize("store", ["neo4j", "redis"])
def test_what_a_store_missed_waits_until_it_returns(
    shop: Market, stall: Stall, quiet: OrderService, store: str
) -> None:
    user, bowl, vase, order = _bought(shop, stall, quiet)
    down = "neo4j" if store == "neo4j" else "redis"
    with Market.open(elsewhere(shop, down)) as market:
        assert market.relay.run() == 0
    assert shop.relay.waiting()["waiting"] == 1
    assert shop.relay.run() == 1
    assert _purchases(shop, user) == [(order.id, bowl, 2, 7.5), (order.id, vase, 1, 7.5)]
    assert shop.carts.quantities(user) == {bowl: 3, stall.id("mug"): 1}


def test_without_postgresql_there_is_nothing_to_carry(shop: Market) -> None:
    with Market.open(elsewhere(shop, "postgres")) as market:
        assert market.relay.run() == 0


def test_buying_wakes_the_relay_and_the_cart_is_empty_at_once(shop: Market, stall: Stall, quiet: OrderService) -> None:
    user, bowl = stall.shopper(), stall.product(price="2.00")
    with Market.open(shop.settings) as market:
        market.carts.add(user, bowl, 2)
        order = market.orders.checkout(user, market.carts.quantities(user))
        assert market.carts.quantities(user) == {}
        while shop.relay.waiting()["waiting"]:
            pass  # its own thread carries it: the test's time limit is the patience
        assert _purchases(shop, user) == [(order.id, bowl, 2, 2.0)]
    assert shop.carts.quantities(user) == {}


def test_closing_twice_and_unused_is_harmless(shop: Market) -> None:
    relay = Relay(shop.postgres, shop.graph, shop.carts, shop.catalog, shop.activity)
    relay.close()
    relay.close()
