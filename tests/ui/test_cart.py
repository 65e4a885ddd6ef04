"""The cart's page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from marketplace.accounts.models import Shopper
from marketplace.carts.keys import new_guest
from marketplace.catalog.models import BrowseQuery, Product
from marketplace.market import Market
from marketplace.ratelimits.models import POLICIES
from marketplace.ratelimits.service import limit_key
from marketplace.statements import Statement
from marketplace.ui.html import esc
from marketplace.ui.wording import money
from ui.conftest import Visit, html_of

TAKE_BACK = (
    "DELETE FROM outbox WHERE aggregate_id = %(order)s",
    "UPDATE products p SET stock = p.stock + i.quantity, sold = p.sold - i.quantity"
    " FROM order_items i WHERE i.order_id = %(order)s AND i.product_id = p.id",
    "DELETE FROM orders WHERE id = %(order)s",
)
STOCK = Statement("test", "SELECT stock FROM products WHERE id = %(id)s")
SET_STOCK = Statement("test", "UPDATE products SET stock = %(stock)s WHERE id = %(id)s")
SET_PRICE = Statement("test", "UPDATE products SET price = %(price)s WHERE id = %(id)s")
UNLINK = Statement("test", "MATCH (:User)-[r:PURCHASED {order_id: $order}]->() DELETE r")


@pytest.fixture
def shopper(market: Market) -> Iterator[Shopper]:
    """Somebody whose cart is empty at first, and whose new orders are undone."""
    somebody = market.accounts.shoppers(limit=41)[40]
    before = {order.id for order in market.orders.of_shopper(somebody.id, limit=500)}
    market.carts.clear(somebody.id)
    yield somebody
    market.carts.clear(somebody.id)
    for order in market.orders.of_shopper(somebody.id, limit=500):
        if order.id not in before:
            with market.postgres.transaction() as session:
                for text in TAKE_BACK:
                    session.rows(Statement("test", text), {"order": order.id})
            market.graph.write(UNLINK, {"order": order.id})
            market.catalog.drop([item.product_id for item in order.items])


@pytest.fixture
def two(market: Market) -> list[Product]:
    """Two products that are plenty."""
    items = market.catalog.browse(BrowseQuery(category_id="wood", in_stock=True)).value.items
    return sorted([product for product in items if product.stock > 5][:2], key=lambda product: product.name)


@contextmanager
def only(market: Market, product: Product, pieces: int) -> Iterator[None]:
    """Meanwhile only so many are left."""
    row = market.postgres.row(STOCK, {"id": product.id}) or {}
    market.postgres.rows(SET_STOCK, {"id": product.id, "stock": pieces})
    try:
        yield
    finally:
        market.postgres.rows(SET_STOCK, {"id": product.id, "stock": row["stock"]})
        market.catalog.drop([product.id])


@contextmanager
def costing(market: Market, product: Product, price: Decimal) -> Iterator[None]:
    """Meanwhile it costs that much."""
    market.postgres.rows(SET_PRICE, {"id": product.id, "price": price})
    market.catalog.drop([product.id])
    try:
        yield
    finally:
        market.postgres.rows(SET_PRICE, {"id": product.id, "price": product.price})
        market.catalog.drop([product.id])


def buy(app: AppTest) -> AppTest:
    return next(button for button in app.button if button.label == "Buy").click().run()


def test_an_empty_cart_says_so_and_leads_on(visit: Visit, shopper: Shopper) -> None:
    app = visit("cart", **{"as": shopper.id})
    assert not app.exception
    html = html_of(app)
    assert "Your cart is empty." in html
    assert f'href="catalogue?as={shopper.id}"' in html
    assert not [button for button in app.button if button.label == "Buy"]


def test_lines_sum_and_key_are_those_of_redis(
    visit: Visit, market: Market, shopper: Shopper, two: list[Product]
) -> None:
    for product, pieces in zip(two, (1, 3), strict=True):
        market.carts.add(shopper.id, product.id, pieces)
    app = visit("cart", **{"as": shopper.id})
    html = html_of(app)
    assert [box.value for box in app.number_input] == [1, 3]
    assert [box.label for box in app.number_input] == [f"Pieces of {product.name}" for product in two]
    total = (two[0].price or Decimal(0)) + 3 * (two[1].price or Decimal(0))
    assert f"<span>4 pieces</span><strong>{money(total)}</strong>" in html
    assert f"HGETALL cart:{{{shopper.id}}}" in html
    assert f"HGETALL cart_prices:{{{shopper.id}}}" in html
    first, second = sorted(two, key=lambda product: product.id)
    kept = f'1) "{first.id}" → {first.price}\n2) "{second.id}" → {second.price}'
    assert esc(kept) in html
    assert re.search(r"Forgotten in (24 h 00 min 00|23 h 59 min \d\d) s", html)
    assert app.session_state["am_cart_till"][2] == {two[0].id: 1, two[1].id: 3}


def test_pieces_are_changed_and_lines_removed(
    visit: Visit, market: Market, shopper: Shopper, two: list[Product]
) -> None:
    for product in two:
        market.carts.add(shopper.id, product.id, 1)
    app = visit("cart", **{"as": shopper.id})
    app.number_input(key=f"am_pieces_{two[0].id}").set_value(4).run()
    assert market.carts.quantities(shopper.id) == {two[0].id: 4, two[1].id: 1}
    app.button(key=f"am_remove_{two[1].id}").click().run()
    assert market.carts.quantities(shopper.id) == {two[0].id: 4}
    assert f"<span>4 pieces</span><strong>{money(4 * (two[0].price or Decimal(0)))}</strong>" in html_of(app)
    # What another window does is shown, not undone.
    market.carts.change(shopper.id, two[0].id, 2)
    app.run()
    assert app.number_input(key=f"am_pieces_{two[0].id}").value == 2
    assert market.carts.quantities(shopper.id) == {two[0].id: 2}


def test_more_than_there_is_is_refused_and_nothing_changes(
    visit: Visit, market: Market, shopper: Shopper, two: list[Product]
) -> None:
    product = two[0]
    market.carts.add(shopper.id, product.id, 1)
    with only(market, product, 5):
        app = visit("cart", **{"as": shopper.id})
        app.number_input(key=f"am_pieces_{product.id}").set_value(6).run()
    assert f"{esc(product.name)}: wanted 6, only 5 left" in html_of(app)
    assert market.carts.quantities(shopper.id) == {product.id: 1}
    assert app.number_input(key=f"am_pieces_{product.id}").value == 1


def test_buying_sells_once_and_thanks(visit: Visit, market: Market, shopper: Shopper, two: list[Product]) -> None:
    product = two[0]
    before = len(market.orders.of_shopper(shopper.id, limit=500))
    stock = (market.postgres.row(STOCK, {"id": product.id}) or {})["stock"]
    market.carts.add(shopper.id, product.id, 2)
    app = visit("cart", **{"as": shopper.id})
    key = app.session_state["am_cart_till"][1]
    buy(app)
    placed = market.orders.of_shopper(shopper.id, limit=500)
    assert len(placed) == before + 1
    assert [(item.product_id, item.quantity) for item in placed[0].items] == [(product.id, 2)]
    html = html_of(app)
    assert f"Order {placed[0].id}: 2 pieces for {money(2 * (product.price or Decimal(0)))}." in html
    assert "Your cart is empty." in html
    assert market.carts.quantities(shopper.id) == {}
    assert "am_cart_till" not in app.session_state
    # How it was bought stands there step by step, each with its time.
    steps = re.findall(r"<strong>([\w ]+)</strong> <span class=\"am-number\">[\d.]+ m?s</span>", html)
    assert steps == ["Claimed", "Locked", "Sold", "Committed", "Cart emptied"]
    # A second tap that comes after all is done buys nothing.
    app.session_state["am_cart_wish"] = ("buy", "", 0)
    app.run()
    assert not app.exception
    assert len(market.orders.of_shopper(shopper.id, limit=500)) == before + 1
    # The key is used up: with it again, the same order and nothing sold.
    again = market.orders.checkout(shopper.id, {product.id: 2}, key)
    assert again.id == placed[0].id
    assert market.postgres.row(STOCK, {"id": product.id}) == {"stock": stock - 2}
    assert f'href="orders?as={shopper.id}">See the news reach each store' in html


def test_what_has_sold_out_meanwhile_is_pointed_out_and_not_sold(
    visit: Visit, market: Market, shopper: Shopper, two: list[Product]
) -> None:
    product, other = two
    before = len(market.orders.of_shopper(shopper.id, limit=500))
    market.carts.add(shopper.id, product.id, 3)
    market.carts.add(shopper.id, other.id, 1)
    with only(market, product, 1):
        app = visit("cart", **{"as": shopper.id})
        assert "Only 1 left: take fewer to buy." in html_of(app)
        buy(app)
    assert f"{esc(product.name)}: wanted 3, only 1 left" in html_of(app)
    assert len(market.orders.of_shopper(shopper.id, limit=500)) == before
    assert market.carts.quantities(shopper.id) == {product.id: 3, other.id: 1}


def test_what_is_short_is_taken_as_far_as_it_goes(
    visit: Visit, market: Market, shopper: Shopper, two: list[Product]
) -> None:
    product, other = two
    market.carts.add(shopper.id, product.id, 3)
    market.carts.add(shopper.id, other.id, 2)
    with only(market, product, 2), only(market, other, 0):
        app = visit("cart", **{"as": shopper.id})
        html = html_of(app)
        assert "Only 2 left: take fewer to buy." in html
        assert "Sold out: remove it to buy the rest." in html
        assert not [button for button in app.button if button.key == f"am_remedy_{other.id}"]
        app.button(key=f"am_remedy_{product.id}").click().run()
        app.button(key=f"am_remove_{other.id}").click().run()
        assert market.carts.quantities(shopper.id) == {product.id: 2}
        assert "take fewer" not in html_of(app)


def test_a_price_that_changed_is_pointed_out_and_kept_by_a_tap(
    visit: Visit, market: Market, shopper: Shopper, two: list[Product]
) -> None:
    product = two[0]
    assert product.price is not None
    market.carts.add(shopper.id, product.id, 2)
    with costing(market, product, product.price + 5):
        app = visit("cart", **{"as": shopper.id})
        assert f"Costs more than when you put it in: it was {money(product.price)}." in html_of(app)
        assert f"<strong>{money(2 * (product.price + 5))}</strong>" in html_of(app)
        keep = app.button(key=f"am_remedy_{product.id}")
        assert keep.label == f"Keep it at {money(product.price + 5)}"
        keep.click().run()
        assert "Costs more" not in html_of(app)
        assert market.carts.prices(shopper.id) == {product.id: product.price + 5}
    app.run()
    assert f"Costs less than when you put it in: it was {money(product.price + 5)}." in html_of(app)
    assert market.carts.quantities(shopper.id) == {product.id: 2}


def test_nobody_pays_a_price_that_was_not_drawn(
    visit: Visit, market: Market, shopper: Shopper, two: list[Product]
) -> None:
    product = two[0]
    assert product.price is not None
    before = len(market.orders.of_shopper(shopper.id, limit=500))
    market.carts.add(shopper.id, product.id)
    app = visit("cart", **{"as": shopper.id})
    with costing(market, product, product.price + 5):
        buy(app)
        assert "A price has changed since this page was drawn, and nothing was bought." in html_of(app)
        assert len(market.orders.of_shopper(shopper.id, limit=500)) == before
        buy(app)
        [order] = market.orders.of_shopper(shopper.id, limit=500)[:-before]
        assert order.total == product.price + 5


def test_who_buys_too_often_is_asked_to_wait(
    visit: Visit, market: Market, shopper: Shopper, two: list[Product]
) -> None:
    market.carts.add(shopper.id, two[0].id)
    app = visit("cart", **{"as": shopper.id})
    key = limit_key("checkout", shopper.id)
    market.redis.commands.unlink(key)
    try:
        for _ in range(POLICIES["checkout"].amount):
            market.limits.hit("checkout", shopper.id)
        buy(app)
        assert "Too many times (checkout)" in html_of(app)
        assert market.carts.quantities(shopper.id) == {two[0].id: 1}
    finally:
        market.redis.commands.unlink(key)


def test_a_guest_has_a_cart_and_signs_in_to_buy(visit: Visit, market: Market, two: list[Product]) -> None:
    app = visit("home")
    app.session_state["am_guest"] = guest = new_guest()
    app.button(key="am_who").click().run()
    app.button(key="am_sign_out").click().run()
    try:
        market.carts.add(guest, two[0].id, 2)
        app.switch_page("pages/cart.py").run()
        assert not app.exception
        assert f"HGETALL cart:{{{guest}}}" in html_of(app)
        assert "What you bought before" not in html_of(app)
        assert not [button for button in app.button if button.label == "Buy"]
        app.button(key="am_sign_in_to_buy").click().run()
        assert "You shop as a guest." in "".join(text.value for text in app.markdown)
    finally:
        market.carts.erase([guest], [])
