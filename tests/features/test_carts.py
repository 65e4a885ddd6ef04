"""Carts: limits hold under concurrency, a refusal changes nothing, a cart is forgotten a day after its last change."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from stall import Stall, at_once

from marketplace.carts import goods
from marketplace.carts.goods import MAX_QUANTITY
from marketplace.carts.keys import cart_key, prices_key
from marketplace.carts.models import CartLine
from marketplace.carts.service import LIFETIME_SECONDS, CartService
from marketplace.errors import InvalidInput, NotFound, OutOfStock, Shortfall
from marketplace.market import Market
from marketplace.tracing import recording


def test_a_cart_shows_its_lines_by_name_at_todays_prices(shop: Market, stall: Stall) -> None:
    user = stall.shopper()
    vase, bowl = stall.product("Vase", price="12.50", stock=3), stall.product("Bowl", price="8.00")
    assert shop.carts.add(user, vase, 2) == 2
    assert shop.carts.add(user, bowl) == 1
    assert shop.carts.add(user, bowl, 3) == 4
    stall.execute("UPDATE products SET price = 9.00 WHERE id = %s", (bowl,))

    cart = shop.carts.show(user)

    assert cart.lines == [
        CartLine(
            product_id=bowl, name="Bowl", price=Decimal("9.00"), price_then=Decimal("8.00"), quantity=4, available=10
        ),
        CartLine(
            product_id=vase, name="Vase", price=Decimal("12.50"), price_then=Decimal("12.50"), quantity=2, available=3
        ),
    ]
    assert [line.changed for line in cart.lines] == [True, False]
    assert (cart.total, cart.count, cart.key) == (Decimal("61.00"), 6, f"cart:{{{user}}}")
    assert shop.carts.quantities(user) == {bowl: 4, vase: 2}


def test_an_empty_cart_has_nothing_and_no_time_to_live(shop: Market, stall: Stall) -> None:
    cart = shop.carts.show(stall.shopper())
    assert (cart.lines, cart.total, cart.count, cart.expires_in) == ([], Decimal(0), 0, 0)


def test_every_change_gives_the_cart_and_its_prices_another_day_in_one_round_trip(shop: Market, stall: Stall) -> None:
    user, bowl, vase = stall.shopper(), stall.product(), stall.product()
    shop.carts.add(user, bowl, 3)
    shop.carts.add(user, vase, 2)
    redis = shop.redis.commands
    changes: list[Callable[[], object]] = [
        lambda: shop.carts.add(user, vase),
        lambda: shop.carts.change(user, bowl, 2),
        lambda: shop.carts.change(user, vase, 0),
        lambda: shop.carts.remove(user, vase),
        lambda: shop.carts.remove_ordered(user, "event-1", {bowl: 1}),
    ]
    for change in changes:
        for key in (cart_key(user), prices_key(user)):
            redis.expire(key, 60)
        with recording("test") as run:
            change()
        assert len([each for each in run.statements if each.store == "redis"]) == 1
        for key in (cart_key(user), prices_key(user)):
            assert LIFETIME_SECONDS - 2 <= redis.ttl(key) <= LIFETIME_SECONDS
    assert LIFETIME_SECONDS - 2 <= shop.carts.show(user).expires_in <= LIFETIME_SECONDS
    assert (shop.carts.quantities(user), shop.carts.prices(user)) == ({bowl: 1}, {bowl: Decimal("10.00")})


def test_a_line_keeps_the_price_at_which_it_was_put_in_until_it_is_touched(shop: Market, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product(price="10.00", stock=5)
    shop.carts.add(user, bowl)

    def line() -> tuple[Decimal | None, Decimal | None, bool]:
        [found] = shop.carts.show(user).lines
        return found.price_then, found.price, found.changed

    stall.execute("UPDATE products SET price = 12 WHERE id = %s", (bowl,))
    assert line() == (Decimal("10.00"), Decimal("12.00"), True)
    # Whoever changes it has seen today's price.
    shop.carts.change(user, bowl, 1)
    assert line() == (Decimal("12.00"), Decimal("12.00"), False)
    stall.execute("UPDATE products SET price = 9 WHERE id = %s", (bowl,))
    shop.carts.add(user, bowl)
    assert line() == (Decimal("9.00"), Decimal("9.00"), False)
    # What is not for sale any more has no price to have changed to; a cart without prices says nothing of them.
    stall.execute("UPDATE products SET price = NULL WHERE id = %s", (bowl,))
    assert line() == (Decimal("9.00"), None, False)
    shop.redis.commands.unlink(prices_key(user))
    stall.execute("UPDATE products SET price = 9 WHERE id = %s", (bowl,))
    assert line() == (None, Decimal("9.00"), False)


def test_what_leaves_the_cart_takes_its_price_with_it(shop: Market, stall: Stall) -> None:
    user = stall.shopper()
    ways: list[Callable[[str], object]] = [
        lambda bowl: shop.carts.remove(user, bowl),
        lambda bowl: shop.carts.change(user, bowl, 0),
        lambda bowl: shop.carts.remove_ordered(user, bowl, {bowl: 1}),
        lambda bowl: shop.carts.clear(user),
        lambda bowl: shop.carts.erase([user], []),
    ]
    for leave in ways:
        bowl = stall.product()
        shop.carts.add(user, bowl)
        leave(bowl)
        assert shop.redis.commands.exists(cart_key(user), prices_key(user)) == 0


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


def test_a_rush_asks_postgresql_a_few_times_and_a_refusal_asks_it_again(
    shop: Market, stall: Stall, monkeypatch: pytest.MonkeyPatch
) -> None:
    carts, bowl = CartService(shop.postgres, shop.redis), stall.product("Bowl", stock=3)
    hour = 3600.0
    monkeypatch.setattr(goods, "RUSH_SECONDS", hour)
    with recording("test") as run:
        for number in range(20):
            carts.add(stall.id(f"shopper-{number}"), bowl)
    assert [each.store for each in run.statements].count("postgres") == goods.RUSH == 8
    late = stall.shopper()
    # There are more than it was said a moment ago: nobody is turned away.
    stall.execute("UPDATE products SET stock = 5 WHERE id = %s", (bowl,))
    assert carts.add(late, bowl, 5) == 5
    # There are fewer, and the no says how many.
    stall.execute("UPDATE products SET stock = 4 WHERE id = %s", (bowl,))
    with pytest.raises(OutOfStock) as refused:
        carts.add(late, bowl)
    assert refused.value.shortfalls == [Shortfall(bowl, "Bowl", wanted=6, available=4)]
    # A moment later it is asked about again; so it is once shoppers and goods have been taken away.
    stall.execute("UPDATE products SET price = NULL WHERE id = %s", (bowl,))
    monkeypatch.setattr(goods, "RUSH_SECONDS", 0.0)
    with pytest.raises(InvalidInput, match="shown only"):
        carts.add(stall.shopper(), bowl)
    monkeypatch.setattr(goods, "RUSH_SECONDS", hour)
    mug = stall.product("Mug")
    for _ in range(10):
        carts.add(late, mug)
    stall.execute("DELETE FROM products WHERE id = %s", (mug,))
    carts.erase([late], [])
    with pytest.raises(NotFound):
        carts.add(late, mug)
