"""Buying: never more than there is, once a key, all or nothing; and it needs PostgreSQL alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from stall import Stall, at_once, elsewhere

from marketplace.errors import (
    EmptyCart,
    InvalidInput,
    NotCancellable,
    NotFound,
    OutOfStock,
    Shortfall,
    StoreUnavailable,
)
from marketplace.events.models import DESTINATIONS
from marketplace.market import Market
from marketplace.orders.models import Order, OrderItem
from marketplace.orders.service import OrderService
from marketplace.stores.postgres import Postgres


@pytest.fixture
def news() -> list[tuple[str, dict[str, int]]]:
    """What was told of orders placed."""
    return []


@pytest.fixture
def orders(shop: Market, news: list[tuple[str, dict[str, int]]]) -> OrderService:
    """Orders whose news go to `news` and no further."""
    return OrderService(shop.postgres, DESTINATIONS, placed=lambda user, _, quantities: news.append((user, quantities)))


def _orders_of(stall: Stall, *users: str) -> int:
    return int(stall.execute("SELECT count(*) FROM orders WHERE user_id = ANY(%s)", (list(users),))[0][0])


def test_an_order_takes_stock_and_keeps_todays_prices(orders: OrderService, stall: Stall, news: list[object]) -> None:
    user = stall.shopper()
    bowl, vase = stall.product("Bowl", price="19.99", stock=3), stall.product("Vase", price="0.10", stock=30)

    order = orders.checkout(user, {vase: 3, bowl: 2})

    assert order.items == [
        OrderItem(line=1, product_id=bowl, name="Bowl", quantity=2, unit_price=Decimal("19.99")),
        OrderItem(line=2, product_id=vase, name="Vase", quantity=3, unit_price=Decimal("0.10")),
    ]
    assert (order.user_id, order.status, order.total) == (user, "paid", Decimal("40.28"))
    assert order.placed_at.utcoffset() is not None
    sold = stall.execute("SELECT stock, sold FROM products WHERE id = ANY(%s) ORDER BY id", ([bowl, vase],))
    assert sold == [(1, 2), (27, 3)]
    assert news == [(user, {vase: 3, bowl: 2})]
    stall.execute("UPDATE products SET price = 100 WHERE id = %s", (bowl,))
    assert orders.get(user, order.id) == order
    assert orders.of_shopper(user) == [order]


def test_the_event_stands_in_the_outbox_with_the_order(orders: OrderService, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product(price="19.90")
    order = orders.checkout(user, {bowl: 2})
    [(kind, sequence, payload)] = stall.execute(
        "SELECT kind, sequence, payload FROM outbox WHERE aggregate_id = %s", (order.id,)
    )
    assert datetime.fromisoformat(payload.pop("placed_at")) == order.placed_at
    items = [{"product_id": bowl, "quantity": 2, "unit_price": "19.90"}]
    assert (kind, sequence, payload) == ("order_placed", 1, {"order_id": order.id, "user_id": user, "items": items})


def test_an_event_is_addressed_to_every_destination(orders: OrderService, stall: Stall) -> None:
    ada, bowl = stall.shopper(), stall.product()
    order = orders.checkout(ada, {bowl: 1})
    deliveries = orders.deliveries(ada, order.id)
    assert [(each.destination, each.store) for each in deliveries] == sorted(DESTINATIONS.items())
    assert {(each.kind, each.sequence, each.state, each.attempts) for each in deliveries} == {
        ("order_placed", 1, "waiting", 0)
    }
    assert all(each.delivered_at is None and each.last_error is None for each in deliveries)
    assert orders.deliveries(stall.shopper(), order.id) == []


def test_thirty_two_shoppers_and_five_pieces_sell_exactly_five(
    orders: OrderService, stall: Stall, news: list[object]
) -> None:
    bowl = stall.product("The last bowls", stock=5)
    users = [stall.shopper() for _ in range(32)]

    def buying(user: str) -> Callable[[], Order]:
        return lambda: orders.checkout(user, {bowl: 1})

    outcomes = at_once(*map(buying, users))

    bought = [outcome for outcome in outcomes if isinstance(outcome, Order)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, OutOfStock)]
    assert (len(bought), len(refused)) == (5, 27)
    assert [error.shortfalls for error in refused] == [[Shortfall(bowl, "The last bowls", 1, 0)]] * 27
    assert stall.stock(bowl) == 0
    assert _orders_of(stall, *users) == 5
    assert len(news) == 5
    sold = stall.execute("SELECT sum(quantity) FROM order_items WHERE product_id = %s", (bowl,))
    assert sold == [(5,)]


def test_every_shortfall_is_told_at_once_and_nothing_is_sold(
    orders: OrderService, stall: Stall, news: list[object]
) -> None:
    user = stall.shopper()
    bowl, vase, mug = stall.product("Bowl", stock=1), stall.product("Vase", stock=9), stall.product("Mug", stock=0)
    with pytest.raises(OutOfStock) as refused:
        orders.checkout(user, {mug: 1, vase: 9, bowl: 3})
    assert refused.value.shortfalls == [Shortfall(bowl, "Bowl", 3, 1), Shortfall(mug, "Mug", 1, 0)]
    assert str(refused.value) == (
        "Not enough in stock. Bowl: wanted 3, only 1 left; Mug: wanted 1, only 0 left. Change the cart and try again."
    )
    assert [stall.stock(product) for product in (bowl, vase, mug)] == [1, 9, 0]
    assert (_orders_of(stall, user), news) == (0, [])


def test_the_same_key_again_is_the_same_order(orders: OrderService, stall: Stall, news: list[object]) -> None:
    user, bowl, key = stall.shopper(), stall.product(stock=5), str(uuid4())
    first = orders.checkout(user, {bowl: 2}, key)
    assert orders.checkout(user, {bowl: 2}, key) == first
    assert (stall.stock(bowl), _orders_of(stall, user), len(news)) == (3, 1, 1)


def test_the_same_key_after_the_cart_was_emptied_is_still_that_order(orders: OrderService, stall: Stall) -> None:
    user, bowl, key = stall.shopper(), stall.product(stock=5), str(uuid4())
    first = orders.checkout(user, {bowl: 2}, key)
    assert orders.checkout(user, {}, key) == first
    with pytest.raises(InvalidInput, match="belongs to another order"):
        orders.checkout(stall.shopper(), {}, key)
    with pytest.raises(EmptyCart):
        orders.checkout(user, {}, str(uuid4()))


def test_the_same_key_from_sixteen_windows_sells_once(orders: OrderService, stall: Stall, news: list[object]) -> None:
    user, bowl, key = stall.shopper(), stall.product(stock=16), str(uuid4())
    outcomes = at_once(*[lambda: orders.checkout(user, {bowl: 1}, key)] * 16)
    first = outcomes[0]
    assert isinstance(first, Order)
    assert outcomes == [first] * 16
    assert (stall.stock(bowl), _orders_of(stall, user), len(news)) == (15, 1, 1)


def test_a_key_whose_checkout_failed_may_be_used_again(orders: OrderService, stall: Stall) -> None:
    user, bowl, key = stall.shopper(), stall.product(stock=1), str(uuid4())
    with pytest.raises(OutOfStock):
        orders.checkout(user, {bowl: 2}, key)
    assert orders.checkout(user, {bowl: 1}, key).items[0].quantity == 1


def test_a_key_is_its_shoppers_own(orders: OrderService, stall: Stall) -> None:
    ada, grace, bowl, key = stall.shopper(), stall.shopper(), stall.product(stock=5), str(uuid4())
    orders.checkout(ada, {bowl: 1}, key)
    with pytest.raises(InvalidInput, match="belongs to another order"):
        orders.checkout(grace, {bowl: 1}, key)
    assert (stall.stock(bowl), _orders_of(stall, grace)) == (4, 0)


def test_carts_in_opposite_order_never_wait_in_a_circle(orders: OrderService, stall: Stall) -> None:
    user = stall.shopper()
    products = [stall.product(stock=1000) for _ in range(4)]
    forth, back = dict.fromkeys(products, 1), dict.fromkeys(reversed(products), 1)
    outcomes = at_once(*[lambda: orders.checkout(user, forth), lambda: orders.checkout(user, back)] * 16)
    assert [type(outcome) for outcome in outcomes] == [Order] * 32
    assert [stall.stock(product) for product in products] == [968] * 4


def test_nothing_to_buy_is_an_empty_cart(orders: OrderService, stall: Stall) -> None:
    with pytest.raises(EmptyCart, match="add something before checking out"):
        orders.checkout(stall.shopper(), {})


def test_what_cannot_be_bought_is_refused_whole(orders: OrderService, stall: Stall, news: list[object]) -> None:
    user, bowl, shown = stall.shopper(), stall.product(stock=5), stall.product("Museum piece", price=None)
    missing = stall.id("none")
    for quantities, error, message in (
        ({bowl: 1, missing: 1}, NotFound, f"no product with the id '{missing}'"),
        ({bowl: 1, shown: 1}, InvalidInput, "Museum piece has no price"),
        ({bowl: 0}, InvalidInput, "must be 1 or more"),
        ({bowl: -1}, InvalidInput, "must be 1 or more"),
        ({bowl: 10**30}, OutOfStock, "only 5 left"),
        ({"a\0b": 1}, InvalidInput, "NUL"),
        ({"\ud800": 1}, InvalidInput, "A value cannot be used"),
    ):
        with pytest.raises(error, match=message):
            orders.checkout(user, quantities)
    with pytest.raises(NotFound, match="no shopper"):
        orders.checkout(stall.id("nobody"), {bowl: 1})
    assert (stall.stock(bowl), _orders_of(stall, user), news) == (5, 0, [])


def test_anothers_order_is_not_found(orders: OrderService, stall: Stall) -> None:
    ada, grace, bowl = stall.shopper(), stall.shopper(), stall.product()
    order = orders.checkout(ada, {bowl: 1})
    with pytest.raises(NotFound):
        orders.get(grace, order.id)
    assert orders.of_shopper(grace) == []


def test_orders_are_the_newest_first_and_limited(orders: OrderService, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product()
    placed = [orders.checkout(user, {bowl: 1}).id for _ in range(3)]
    assert [order.id for order in orders.of_shopper(user)] == placed[::-1]
    assert [order.id for order in orders.of_shopper(user, limit=2)] == placed[:0:-1]


def test_an_order_without_lines_is_shown_without_lines(orders: OrderService, stall: Stall) -> None:
    user, id = stall.shopper(), stall.id()
    stall.execute("INSERT INTO orders (id, user_id, total) VALUES (%s, %s, 0)", (id, user))
    assert orders.get(user, id).items == []


def test_buying_needs_postgresql_alone(shop: Market, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product(stock=2)
    with Market.open(elsewhere(shop, "mongo", "redis", "neo4j")) as market:
        order = market.orders.checkout(user, {bowl: 2})
        assert market.orders.of_shopper(user) == [order]
    assert stall.stock(bowl) == 0
    with Market.open(elsewhere(shop, "postgres")) as market, pytest.raises(StoreUnavailable) as refused:
        market.orders.checkout(user, {bowl: 1})
    assert refused.value.store == "postgres"


def test_checkout_of_three_lines_is_five_round_trips(shop: Market, stall: Stall, tmp_path: Path) -> None:
    """Counted on the wire, by the trace of PostgreSQL's own client library.

    The pool's check (which is left out where the connection was in use just now), BEGIN, claim and lock together, the
    order, COMMIT.
    """
    user, lines = stall.shopper(), {stall.product(stock=99): 1 for _ in range(3)}
    trace, postgres = tmp_path / "trace", Postgres(shop.postgres.url, max_size=1)
    orders = OrderService(postgres, DESTINATIONS, placed=lambda *_: None)
    orders.checkout(user, lines)
    with trace.open("wb") as file:
        with postgres.pool.connection() as connection:
            connection.proved_at = 0.0
            connection.pgconn.trace(file.fileno())
        orders.checkout(user, lines)
        with postgres.pool.connection() as connection:
            connection.pgconn.untrace()
    postgres.close()
    # The server is ready for the next question once a round trip.
    assert trace.read_text(errors="replace").count("ReadyForQuery") == 5


def test_cancelling_puts_the_pieces_back_once(orders: OrderService, stall: Stall, news: list[object]) -> None:
    user, bowl, vase = stall.shopper(), stall.product(stock=5), stall.product(stock=9, sold=4)
    order = orders.checkout(user, {bowl: 2, vase: 3})
    news.clear()
    cancelled = orders.cancel(user, order.id)
    assert cancelled == order.model_copy(update={"status": "cancelled"})
    books = stall.execute("SELECT stock, sold FROM products WHERE id = ANY(%s) ORDER BY id", ([bowl, vase],))
    assert books == [(5, 0), (9, 4)]
    assert orders.cancel(user, order.id) == orders.get(user, order.id) == cancelled
    assert stall.execute("SELECT stock, sold FROM products WHERE id = ANY(%s) ORDER BY id", ([bowl, vase],)) == books
    events = stall.execute(
        "SELECT kind, sequence, payload->'items' FROM outbox WHERE aggregate_id = %s ORDER BY id", (order.id,)
    )
    assert [event[:2] for event in events] == [("order_placed", 1), ("order_cancelled", 2)]
    assert events[1][2] == [{"product_id": bowl, "quantity": 2}, {"product_id": vase, "quantity": 3}]
    assert len(orders.deliveries(user, order.id)) == 2 * len(DESTINATIONS)
    assert news == []


def test_cancelling_from_sixteen_windows_restores_once(orders: OrderService, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product(stock=5)
    order = orders.checkout(user, {bowl: 2})
    outcomes = at_once(*[lambda: orders.cancel(user, order.id)] * 16)
    assert outcomes == [order.model_copy(update={"status": "cancelled"})] * 16
    assert stall.stock(bowl) == 5


def test_buying_and_cancelling_at_once_never_wait_in_a_circle_and_the_books_balance(
    orders: OrderService, stall: Stall
) -> None:
    user = stall.shopper()
    products = [stall.product(stock=100) for _ in range(4)]
    placed = [orders.checkout(user, dict.fromkeys(products[::-1], 1)) for _ in range(12)]

    def cancelling(order: Order) -> Callable[[], Order]:
        return lambda: orders.cancel(user, order.id)

    outcomes = at_once(*map(cancelling, placed), *[lambda: orders.checkout(user, dict.fromkeys(products, 2))] * 12)
    assert [type(outcome) for outcome in outcomes] == [Order] * 24
    assert [stall.stock(product) for product in products] == [100 - 24] * 4


@pytest.mark.parametrize("status", ["shipped", "delivered", "returned"])
def test_what_is_under_way_cannot_be_cancelled(orders: OrderService, stall: Stall, status: str) -> None:
    user, bowl = stall.shopper(), stall.product(stock=5)
    order = orders.checkout(user, {bowl: 1})
    stall.execute("UPDATE orders SET status = %s WHERE id = %s", (status, order.id))
    with pytest.raises(NotCancellable, match=f"is {status}: only an order that is paid") as refused:
        orders.cancel(user, order.id)
    assert (refused.value.order_id, refused.value.status) == (order.id, status)
    assert (stall.stock(bowl), orders.get(user, order.id).status) == (4, status)
    assert stall.execute("SELECT count(*) FROM outbox WHERE aggregate_id = %s", (order.id,)) == [(1,)]


def test_anothers_order_cannot_be_cancelled_nor_one_that_is_not_there(orders: OrderService, stall: Stall) -> None:
    ada, grace, bowl = stall.shopper(), stall.shopper(), stall.product(stock=5)
    order = orders.checkout(ada, {bowl: 1})
    for user, id in ((grace, order.id), (ada, stall.id("none"))):
        with pytest.raises(NotFound):
            orders.cancel(user, id)
    assert (stall.stock(bowl), orders.get(ada, order.id).status) == (4, "paid")


def test_a_loaded_order_with_a_product_on_two_lines_can_be_cancelled(orders: OrderService, stall: Stall) -> None:
    user, bowl, id = stall.shopper(), stall.product(stock=5, sold=2), stall.id()
    stall.execute("INSERT INTO orders (id, user_id, total) VALUES (%s, %s, 30)", (id, user))
    for line, quantity in ((1, 1), (2, 2)):
        stall.execute("INSERT INTO order_items VALUES (%s, %s, %s, %s, 10)", (id, line, bowl, quantity))
    assert orders.cancel(user, id).status == "cancelled"
    # More was cancelled than the books said was sold: they were wrong before, and the shelf is right now.
    assert stall.execute("SELECT stock, sold FROM products WHERE id = %s", (bowl,)) == [(8, 0)]
    assert stall.execute("SELECT sequence FROM outbox WHERE aggregate_id = %s", (id,)) == [(2,)]


def test_pages_of_orders_follow_one_another_whatever_is_bought_meanwhile(orders: OrderService, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product(stock=50)
    placed = [orders.checkout(user, {bowl: 1}).id for _ in range(5)]
    stall.execute("UPDATE orders SET placed_at = '2026-01-01' WHERE user_id = %s", (user,))  # their ids break the tie
    newest_first = sorted(placed, reverse=True)
    first = [order.id for order in orders.of_shopper(user, limit=2)]
    new = orders.checkout(user, {bowl: 1}).id
    second = [order.id for order in orders.of_shopper(user, limit=2, before=first[-1])]
    third = [order.id for order in orders.of_shopper(user, limit=2, before=second[-1])]
    assert first + second + third == newest_first
    assert orders.of_shopper(user, before=third[-1]) == []
    assert orders.of_shopper(user, limit=1)[0].id == new
    other = orders.checkout(stall.shopper(), {bowl: 1}).id
    assert orders.of_shopper(user, before=other) == orders.of_shopper(user, before="none") == []
