"""Carts: limits hold under concurrency, a refusal changes nothing, a cart is forgotten a day after its last change."""

from __future__ import annotations

from decimal import Decimal

import pytest
from stall import Stall, at_once

from marketplace.carts.models import CartLine
from marketplace.carts.service import LIFETIME_SECONDS, MAX_QUANTITY, cart_key
from marketplace.errors import InvalidInput, NotFound, OutOfStock, Shortfall
from marketplace.market import Market


def test_a_cart_shows_its_lines_by_name_at_todays_prices(shop: Market, stall: Stall) -> None:
    user = stall.shopper()
    vase, bowl = stall.product("Vase", price="12.50", stock=3), stall.product("Bowl", price="8.00")
    assert shop.carts.add(user, vase, 2) == 2
    assert shop.carts.add(user, bowl) == 1
    assert shop.carts.add(user, bowl, 3) == 4
    stall.execute("UPDATE products SET price = 9.00 WHERE id = %s", (bowl,))

    cart = shop.carts.show(user)

    assert cart.lines == [
        CartLine(product_id=bowl, name="Bowl", price=Decimal("9.00"), quantity=4, available=10),
        CartLine(product_id=vase, name="Vase", price=Decimal("12.50"), quantity=2, available=3),
    ]
    assert (cart.total, cart.count, cart.key) == (Decimal("61.00"), 6, f"cart:{{{user}}}")
    assert shop.carts.quantities(user) == {bowl: 4, vase: 2}


def test_an_empty_cart_has_nothing_and_no_time_to_live(shop: Market, stall: Stall) -> None:
    cart = shop.carts.show(stall.shopper())
    assert (cart.lines, cart.total, cart.count, cart.expires_in) == ([], Decimal(0), 0, 0)


def test_every_change_gives_the_cart_another_day(shop: Market, stall: Stall) -> None:
    user, bowl, vase = stall.shopper(), stall.product(), stall.product()
    shop.carts.add(user, bowl)
    redis = shop.redis.commands
    for change in (
        lambda: shop.carts.add(user, vase),
        lambda: shop.carts.change(user, bowl, 2),
        lambda: shop.carts.change(user, vase, 0),
    ):
        redis.expire(cart_key(user), 60)
        change()
        assert LIFETIME_SECONDS - 2 <= redis.ttl(cart_key(user)) <= LIFETIME_SECONDS
    assert LIFETIME_SECONDS - 2 <= shop.carts.show(user).expires_in <= LIFETIME_SECONDS


def test_more_than_the_stock_is_refused_with_the_shortfall_and_nothing_is_added(shop: Market, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product("Bowl", stock=3)
    shop.carts.add(user, bowl, 2)
    with pytest.raises(OutOfStock) as refused:
        shop.carts.add(user, bowl, 2)
    assert refused.value.shortfalls == [Shortfall(bowl, "Bowl", wanted=4, available=3)]
    with pytest.raises(OutOfStock) as refused:
        shop.carts.change(user, bowl, 10**30)
    assert refused.value.shortfalls == [Shortfall(bowl, "Bowl", wanted=10**30, available=3)]
    assert shop.carts.quantities(user) == {bowl: 2}


def test_a_cart_takes_no_more_than_its_limit_of_one_product(shop: Market, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product(stock=1000)
    assert shop.carts.add(user, bowl, MAX_QUANTITY) == MAX_QUANTITY
    with pytest.raises(InvalidInput, match="A cart takes at most 20 of one product, and this would make 21"):
        shop.carts.add(user, bowl)
    with pytest.raises(InvalidInput, match="this would make 21"):
        shop.carts.change(user, bowl, 21)
    assert shop.carts.quantities(user) == {bowl: MAX_QUANTITY}


@pytest.mark.parametrize("quantity", [0, -1, -(10**30)])
def test_a_quantity_that_is_none_is_refused(shop: Market, stall: Stall, quantity: int) -> None:
    user, bowl = stall.shopper(), stall.product()
    with pytest.raises(InvalidInput, match="must be 1 or more"):
        shop.carts.add(user, bowl, quantity)
    assert shop.carts.quantities(user) == {}


def test_what_is_not_for_sale_or_not_there_cannot_be_added(shop: Market, stall: Stall) -> None:
    user, shown = stall.shopper(), stall.product("Museum piece", price=None)
    with pytest.raises(InvalidInput, match="Museum piece is shown only"):
        shop.carts.add(user, shown)
    with pytest.raises(NotFound, match="no product with the id"):
        shop.carts.add(user, stall.id())
    assert shop.carts.quantities(user) == {}


def test_change_sets_removes_and_never_makes_a_line(shop: Market, stall: Stall) -> None:
    user, bowl, vase = stall.shopper(), stall.product(), stall.product()
    shop.carts.add(user, bowl, 5)
    shop.carts.change(user, bowl, 2)
    assert shop.carts.quantities(user) == {bowl: 2}
    for quantity in (0, 1):
        with pytest.raises(NotFound, match="product in this cart"):
            shop.carts.change(user, vase, quantity)
    with pytest.raises(InvalidInput, match="must be 0 or more"):
        shop.carts.change(user, bowl, -1)
    assert shop.carts.quantities(user) == {bowl: 2}
    shop.carts.change(user, bowl, 0)
    assert shop.carts.quantities(user) == {}


def test_remove_and_clear_are_harmless_twice(shop: Market, stall: Stall) -> None:
    user, bowl, vase = stall.shopper(), stall.product(), stall.product()
    shop.carts.add(user, bowl)
    shop.carts.add(user, vase)
    shop.carts.remove(user, bowl)
    shop.carts.remove(user, bowl)
    assert shop.carts.quantities(user) == {vase: 1}
    shop.carts.clear(user)
    shop.carts.clear(user)
    assert shop.carts.quantities(user) == {}


def test_a_line_says_when_it_is_short_and_one_without_a_price_costs_nothing(shop: Market, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product(stock=2)
    shop.carts.add(user, bowl, 2)
    assert not shop.carts.show(user).lines[0].short
    stall.execute("UPDATE products SET stock = 1 WHERE id = %s", (bowl,))
    assert shop.carts.show(user).lines[0].short
    stall.execute("UPDATE products SET stock = 5, price = NULL WHERE id = %s", (bowl,))
    line = shop.carts.show(user).lines[0]
    assert (line.short, line.total) == (True, Decimal(0))


def test_sixteen_taps_at_once_stop_exactly_at_the_stock(shop: Market, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product("Bowl", stock=5)
    outcomes = at_once(*[lambda: shop.carts.add(user, bowl)] * 16)
    assert sorted(outcome for outcome in outcomes if isinstance(outcome, int)) == [1, 2, 3, 4, 5]
    refused = [outcome for outcome in outcomes if isinstance(outcome, OutOfStock)]
    assert [error.shortfalls for error in refused] == [[Shortfall(bowl, "Bowl", wanted=6, available=5)]] * 11
    assert shop.carts.quantities(user) == {bowl: 5}


def test_what_was_ordered_leaves_once_and_what_was_added_since_stays(shop: Market, stall: Stall) -> None:
    user, bowl, vase, mug = stall.shopper(), stall.product(), stall.product(), stall.product()
    shop.carts.add(user, bowl, 5)
    shop.carts.add(user, vase, 1)
    shop.carts.add(user, mug, 1)
    for _ in range(2):
        shop.carts.remove_ordered(user, "event-1", {bowl: 2, vase: 1})
        assert shop.carts.quantities(user) == {bowl: 3, mug: 1}


def test_two_shoppers_have_two_carts(shop: Market, stall: Stall) -> None:
    ada, grace, bowl = stall.shopper(), stall.shopper(), stall.product()
    shop.carts.add(ada, bowl, 2)
    shop.carts.add(grace, bowl, 3)
    shop.carts.clear(ada)
    assert (shop.carts.quantities(ada), shop.carts.quantities(grace)) == ({}, {bowl: 3})
