"""A guest's cart joins the shopper's: once, whole, and whatever dies or races meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from stall import Stall, at_once, elsewhere

from marketplace.carts.keys import GUEST, cart_key, is_guest, merges_key, new_guest, prices_key, taken_key
from marketplace.carts.models import LeftBehind, Merged
from marketplace.carts.service import LIFETIME_SECONDS, CartService
from marketplace.errors import InvalidInput, StoreUnavailable
from marketplace.market import Market
from marketplace.statements import Statement
from marketplace.tracing import recording

STEPS = ("begin", "take", "receive", "end")


class Killed(BaseException):
    """The process ends here."""


class Hooked:
    """A Redis that calls `hook` with the name of a script, before and after it runs."""

    def __init__(self, market: Market, hook: Callable[[str], None]) -> None:
        self.redis, self.hook, self.commands = market.redis, hook, market.redis.commands
        self.keys: list[list[str]] = []

    def run(self, statement: Statement, keys: list[str], arguments: list[str | int | float] | None = None) -> Any:
        name = statement.name.removeprefix("carts/merge_").removesuffix(".lua")
        self.keys.append(keys)
        self.hook(f"before {name}")
        reply = self.redis.run(statement, keys, arguments)
        self.hook(f"after {name}")
        return reply


def hooked(market: Market, hook: Callable[[str], None]) -> CartService:
    return CartService(market.postgres, Hooked(market, hook))  # type: ignore[arg-type]


def dying(market: Market, at: str) -> CartService:
    """Carts of a process that is killed there."""

    def hook(point: str) -> None:
        if point == at:
            raise Killed

    return hooked(market, hook)


@pytest.fixture
def guest(shop: Market) -> Iterator[str]:
    id = new_guest()
    yield id
    shop.carts.erase([id], [])


def left(shop: Market, user: str, guest: str) -> int:
    """Keys of a merge that are still there."""
    return int(shop.redis.commands.exists(taken_key(guest), merges_key(user)))


def test_guests_are_told_from_shoppers_and_cannot_be_guessed() -> None:
    first, second = new_guest(), new_guest()
    assert first != second
    assert re.fullmatch(r"guest-[0-9a-f]{32}", first)
    assert is_guest(first)
    assert not is_guest("U0001")
    assert GUEST == "guest-"


def test_quantities_are_added_as_far_as_they_fit_and_the_rest_is_told(shop: Market, stall: Stall, guest: str) -> None:
    user = stall.shopper()
    bowl, vase, mug = stall.product("Bowl", stock=100), stall.product("Vase", stock=3), stall.product("Mug", stock=100)
    shown, gone = stall.product("Shown", stock=5), stall.product("Gone", stock=5)
    for product, pieces in ((bowl, 2), (vase, 3), (mug, 15), (shown, 1), (gone, 1)):
        shop.carts.add(guest, product, pieces)
    for product, pieces in ((vase, 2), (mug, 10)):
        shop.carts.add(user, product, pieces)
    stall.execute("UPDATE products SET price = NULL WHERE id = %s", (shown,))
    stall.execute("DELETE FROM products WHERE id = %s", (gone,))

    merged = shop.carts.merge(guest, user)

    assert merged.pieces == 2 + 1 + 10
    assert sorted(merged.left_behind, key=lambda line: line.name) == [
        LeftBehind(product_id=mug, name="Mug", pieces=5),
        LeftBehind(product_id=shown, name="Shown", pieces=1),
        LeftBehind(product_id=vase, name="Vase", pieces=2),
        LeftBehind(product_id=gone, name=gone, pieces=1),
    ]
    assert shop.carts.quantities(user) == {bowl: 2, vase: 3, mug: 20}
    assert shop.carts.quantities(guest) == {}
    assert shop.redis.commands.exists(prices_key(guest)) == 0
    assert left(shop, user, guest) == 0


def test_pieces_that_are_there_stay_even_where_there_are_more_than_may_be(
    shop: Market, stall: Stall, guest: str
) -> None:
    user, bowl = stall.shopper(), stall.product("Bowl", stock=5)
    shop.carts.add(user, bowl, 5)
    shop.carts.add(guest, bowl, 1)
    stall.execute("UPDATE products SET stock = 2 WHERE id = %s", (bowl,))
    assert shop.carts.merge(guest, user) == Merged(left_behind=[LeftBehind(product_id=bowl, name="Bowl", pieces=1)])
    assert shop.carts.quantities(user) == {bowl: 5}


def test_the_price_the_guest_saw_comes_along_and_so_does_another_day(shop: Market, stall: Stall, guest: str) -> None:
    user, bowl = stall.shopper(), stall.product(price="10.00")
    shop.carts.add(guest, bowl)
    stall.execute("UPDATE products SET price = 12 WHERE id = %s", (bowl,))
    shop.carts.merge(guest, user)
    assert shop.carts.prices(user) == {bowl: Decimal("10.00")}
    [line] = shop.carts.show(user).lines
    assert line.changed
    for key in (cart_key(user), prices_key(user)):
        assert LIFETIME_SECONDS - 2 <= shop.redis.commands.ttl(key) <= LIFETIME_SECONDS


def test_nothing_joins_nothing(shop: Market, stall: Stall, guest: str) -> None:
    user = stall.shopper()
    assert shop.carts.merge(guest, user) == Merged()
    assert shop.carts.merge(None, user) == Merged()
    assert left(shop, user, guest) == 0


def test_only_a_guests_cart_joins_a_shoppers(shop: Market, stall: Stall, guest: str) -> None:
    ada, grace, bowl = stall.shopper(), stall.shopper(), stall.product()
    shop.carts.add(ada, bowl)
    for source, target in ((ada, grace), (guest, new_guest()), (ada, guest)):
        with pytest.raises(InvalidInput, match="Only a guest's cart joins another"):
            shop.carts.merge(source, target)
    assert shop.carts.quantities(ada) == {bowl: 1}


def test_a_merge_is_four_scripts_each_of_one_slot_and_without_a_guest_one(
    shop: Market, stall: Stall, guest: str
) -> None:
    user, bowl, steps = stall.shopper(), stall.product(), list[str]()
    carts = hooked(shop, steps.append)
    shop.carts.add(guest, bowl)
    with recording("test") as run:
        carts.merge(guest, user)
    assert [point for point in steps if point.startswith("before")] == [f"before {step}" for step in STEPS]
    assert [each.store for each in run.statements] == ["redis", "redis", "postgres", "redis", "redis"]
    for keys in carts.redis.keys:  # type: ignore[attr-defined]
        assert len({re.findall(r"\{(.+?)\}", key)[0] for key in keys}) == 1
    with recording("test") as run:
        shop.carts.merge(None, user)
    assert [each.name for each in run.statements] == ["carts/merge_begin.lua"]


@pytest.mark.parametrize("at", [f"{when} {step}" for step in STEPS for when in ("before", "after")])
@pytest.mark.parametrize("guest_returns", [True, False])
def test_a_process_that_dies_at_any_step_loses_nothing_and_doubles_nothing(
    shop: Market, stall: Stall, guest: str, at: str, guest_returns: bool
) -> None:
    user, bowl, vase = stall.shopper(), stall.product(stock=100), stall.product(stock=100)
    shop.carts.add(user, bowl, 2)
    shop.carts.add(guest, bowl, 3)
    shop.carts.add(guest, vase, 1)
    with pytest.raises(Killed):
        dying(shop, at).merge(guest, user)
    taken = at not in ("before begin", "after begin", "before take")
    if guest_returns:
        # The browser still has the guest, who goes on shopping before signing in again.
        shop.carts.add(guest, vase, 4)
        shop.carts.merge(guest, user)
        assert shop.carts.quantities(user) == {bowl: 5, vase: 5}
        assert left(shop, user, guest) == (0 if taken or at == "before begin" else 1)
    else:
        # The guest was the dead process's: the shopper signs in anywhere. What was not taken is the guest's still.
        shop.carts.merge(None, user)
        arrived = {bowl: 5, vase: 1} if taken else {bowl: 2}
        assert shop.carts.quantities(user) == arrived
        assert shop.carts.quantities(guest) == ({} if taken else {bowl: 3, vase: 1})
    again = shop.carts.quantities(user)
    assert shop.carts.merge(None, user) == Merged()
    assert shop.carts.quantities(user) == again
    assert shop.redis.commands.ttl(cart_key(user)) > 0


def test_what_was_taken_for_one_shopper_goes_to_no_other(shop: Market, stall: Stall, guest: str) -> None:
    ada, grace, bowl, vase = stall.shopper(), stall.shopper(), stall.product(), stall.product()
    for at in ("after take", "after receive"):
        shop.carts.clear(ada)
        shop.carts.clear(grace)
        shop.carts.add(guest, bowl, 2)
        with pytest.raises(Killed):
            dying(shop, at).merge(guest, ada)
        shop.carts.add(guest, vase)
        assert shop.carts.merge(guest, grace) == Merged(pieces=1)
        assert shop.carts.quantities(ada) == {bowl: 2}
        assert shop.carts.quantities(grace) == {vase: 1}
        assert shop.carts.merge(None, ada) == Merged()


def test_two_that_take_the_same_have_one_permit(shop: Market, stall: Stall, guest: str) -> None:
    user, bowl = stall.shopper(), stall.product(stock=100)
    shop.carts.add(guest, bowl, 3)
    line = Barrier(2)

    def meet(point: str) -> None:
        # Both have taken before either has received.
        if point == "before receive":
            line.wait()

    results = at_once(*[lambda: hooked(shop, meet).merge(guest, user)] * 2)
    assert sorted(result.pieces for result in results if isinstance(result, Merged)) == [0, 3]
    assert shop.carts.quantities(user) == {bowl: 3}
    assert left(shop, user, guest) == 0


def test_a_merge_that_another_sign_in_finishes_ends_well(shop: Market, stall: Stall, guest: str) -> None:
    user, bowl, mug = stall.shopper(), stall.product(stock=100), stall.product()
    shop.carts.add(guest, bowl, 3)
    others: list[Merged] = []

    def meanwhile(point: str) -> None:
        if point == "after begin":
            # Its note is seen, but there is nothing to finish yet: the note stays.
            others.append(shop.carts.merge(None, user))
        if point == "before receive":
            others.append(shop.carts.merge(None, user))
            # The guest's next cart is not ended with the last one.
            shop.carts.add(guest, mug)
            with pytest.raises(Killed):
                dying(shop, "after take").merge(guest, user)

    assert hooked(shop, meanwhile).merge(guest, user) == Merged()
    assert others == [Merged(), Merged(pieces=3)]
    assert shop.carts.quantities(user) == {bowl: 3}
    assert shop.carts.merge(None, user) == Merged(pieces=1)
    assert shop.carts.quantities(user) == {bowl: 3, mug: 1}


def test_a_cart_is_taken_by_one_of_two_shoppers_at_once(shop: Market, stall: Stall, guest: str) -> None:
    ada, grace, bowl = stall.shopper(), stall.shopper(), stall.product(stock=100)
    for _ in range(20):
        shop.carts.add(guest, bowl, 4)
        results = at_once(lambda: shop.carts.merge(guest, ada), lambda: shop.carts.merge(guest, grace))
        pieces = [shop.carts.quantities(user).get(bowl, 0) for user in (ada, grace)]
        assert sorted(pieces) == [0, 4], results
        assert shop.carts.quantities(guest) == {}
        for user in (ada, grace):
            shop.carts.clear(user)


def test_pieces_added_while_carts_are_joined_are_all_there(shop: Market, stall: Stall, guest: str) -> None:
    user, bowl = stall.shopper(), stall.product(stock=100)
    for turn in range(1, 4):
        at_once(
            *[lambda: shop.carts.merge(guest, user)] * 4,
            *[lambda: shop.carts.add(guest, bowl)] * 3,
            *[lambda: shop.carts.add(user, bowl)] * 3,
        )
        shop.carts.merge(guest, user)
        assert shop.carts.quantities(user) == {bowl: 6 * turn}
    assert shop.carts.quantities(guest) == {}


def test_without_postgresql_nothing_is_lost_and_the_next_sign_in_finishes(
    shop: Market, stall: Stall, guest: str
) -> None:
    user, bowl = stall.shopper(), stall.product()
    shop.carts.add(guest, bowl, 2)
    with Market.open(elsewhere(shop, "postgres")) as market, pytest.raises(StoreUnavailable):
        market.carts.merge(guest, user)
    assert shop.carts.quantities(user) == {}
    assert shop.carts.merge(None, user) == Merged(pieces=2)
    assert shop.carts.quantities(user) == {bowl: 2}


def test_what_a_merge_keeps_is_forgotten_in_the_right_order_and_erased(shop: Market, stall: Stall, guest: str) -> None:
    user, bowl = stall.shopper(), stall.product()
    shop.carts.add(guest, bowl)
    with pytest.raises(Killed):
        dying(shop, "after take").merge(guest, user)
    commands = shop.redis.commands
    # The permit must be there as long as there is anything to add.
    assert (
        0 < commands.ttl(taken_key(guest)) <= LIFETIME_SECONDS < commands.ttl(merges_key(user)) <= 2 * LIFETIME_SECONDS
    )
    shop.carts.erase([user, guest], [])
    assert left(shop, user, guest) == 0
