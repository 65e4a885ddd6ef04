"""Whatever is done to carts in whatever order, and wherever a merge dies, they are as simple arithmetic says."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from stall import Stall

from features.test_cart_merging import STEPS, Killed, dying
from marketplace.carts import goods
from marketplace.carts.goods import MAX_QUANTITY
from marketplace.carts.keys import cart_key, merges_key, new_guest, prices_key, taken_key
from marketplace.errors import InvalidInput, NotFound, OutOfStock
from marketplace.market import Market

PRODUCTS = st.sampled_from(["bowl", "vase"])
WHO = st.sampled_from(["ada", "guest"])
PIECES = st.integers(1, 24)
PRICES = st.sampled_from(["8.00", "9.50", None])
PLENTY = 1000
BOUNDED = settings(
    max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


@pytest.fixture(autouse=True)
def no_rush(monkeypatch: pytest.MonkeyPatch) -> None:
    """Examples follow each other fast, and each question to PostgreSQL matters here."""
    monkeypatch.setattr(goods, "RUSH", 10**9)


class Carts(RuleBasedStateMachine):
    """Ada's cart and a guest's, in Redis and in two dictionaries."""

    shop: Market
    stall: Stall

    def __init__(self) -> None:
        super().__init__()
        self.ids = {"ada": self.stall.shopper(), "guest": new_guest()}
        self.products = {name: self.stall.product(name, stock=10, price="8.00") for name in ("bowl", "vase")}
        self.stock = dict.fromkeys(self.products, 10)
        self.price: dict[str, str | None] = dict.fromkeys(self.products, "8.00")
        self.carts: dict[str, dict[str, int]] = {"ada": {}, "guest": {}}
        self.prices: dict[str, dict[str, str]] = {"ada": {}, "guest": {}}
        self.events = count()

    def most(self, product: str) -> int:
        return min(self.stock[product], MAX_QUANTITY)

    def attempt(self, who: str, product: str, now: int, wanted: int, work: object) -> None:
        """Do it, and note it or see the right refusal."""
        assert callable(work)
        price = self.price[product]
        if price is None:
            with pytest.raises(InvalidInput, match="shown only"):
                work()
        elif wanted > self.stock[product]:
            with pytest.raises(OutOfStock) as refused:
                work()
            assert [(each.wanted, each.available) for each in refused.value.shortfalls] == [
                (wanted, self.stock[product])
            ]
        elif wanted > MAX_QUANTITY:
            with pytest.raises(InvalidInput, match=f"this would make {wanted}"):
                work()
        else:
            work()
            self.carts[who][product] = wanted
            self.prices[who][product] = price

    def drop(self, who: str, product: str) -> None:
        self.carts[who].pop(product, None)
        self.prices[who].pop(product, None)

    @rule(who=WHO, product=PRODUCTS, pieces=PIECES)
    def add(self, who: str, product: str, pieces: int) -> None:
        now = self.carts[who].get(product, 0)
        self.attempt(
            who,
            product,
            now,
            now + pieces,
            lambda: self.shop.carts.add(self.ids[who], self.products[product], pieces),
        )

    @rule(who=WHO, product=PRODUCTS, pieces=PIECES)
    def change(self, who: str, product: str, pieces: int) -> None:
        def work() -> None:
            self.shop.carts.change(self.ids[who], self.products[product], pieces)

        if product not in self.carts[who] and self.price[product] is not None:
            with pytest.raises(NotFound, match="in this cart"):
                work()
        else:
            self.attempt(who, product, 0, pieces, work)

    @rule(who=WHO, product=PRODUCTS)
    def remove(self, who: str, product: str) -> None:
        self.shop.carts.remove(self.ids[who], self.products[product])
        self.drop(who, product)

    @rule(product=PRODUCTS)
    def change_to_nothing(self, product: str) -> None:
        if product in self.carts["ada"]:
            self.shop.carts.change(self.ids["ada"], self.products[product], 0)
            self.drop("ada", product)

    @rule(product=PRODUCTS, pieces=PIECES, times=st.integers(1, 2))
    def ordered(self, product: str, pieces: int, times: int) -> None:
        event = str(next(self.events))
        for _ in range(times):
            self.shop.carts.remove_ordered(self.ids["ada"], event, {self.products[product]: pieces})
        left = self.carts["ada"].get(product, 0) - pieces
        if left > 0:
            self.carts["ada"][product] = left
        else:
            self.drop("ada", product)

    @rule(who=WHO)
    def clear(self, who: str) -> None:
        self.shop.carts.clear(self.ids[who])
        self.carts[who].clear()
        self.prices[who].clear()

    @rule(product=PRODUCTS, stock=st.integers(0, 30), price=PRICES)
    def restock(self, product: str, stock: int, price: str | None) -> None:
        self.stall.execute(
            "UPDATE products SET stock = %s, price = %s WHERE id = %s", (stock, price, self.products[product])
        )
        self.stock[product], self.price[product] = stock, price

    @rule()
    def merge(self) -> None:
        merged = self.shop.carts.merge(self.ids["guest"], self.ids["ada"])
        went_in = 0
        left_behind = {}
        for product, pieces in self.carts["guest"].items():
            most = self.most(product) if self.price[product] is not None else 0
            now = self.carts["ada"].get(product, 0)
            fits = max(0, min(pieces, most - now))
            if fits:
                self.carts["ada"][product] = now + fits
                self.prices["ada"][product] = self.prices["guest"][product]
            if fits < pieces:
                left_behind[self.products[product]] = pieces - fits
            went_in += fits
        assert merged.pieces == went_in
        assert {line.product_id: line.pieces for line in merged.left_behind} == left_behind
        self.carts["guest"].clear()
        self.prices["guest"].clear()

    @invariant()
    def redis_holds_what_the_dictionaries_say(self) -> None:
        for who, id in self.ids.items():
            assert self.shop.carts.quantities(id) == {self.products[p]: n for p, n in self.carts[who].items()}
            assert self.shop.carts.prices(id) == {self.products[p]: Decimal(n) for p, n in self.prices[who].items()}
        for line in self.shop.carts.show(self.ids["ada"]).lines:
            product = next(name for name, id in self.products.items() if id == line.product_id)
            assert line.short == (self.price[product] is None or self.stock[product] < line.quantity)
            assert line.changed == (self.price[product] not in (None, self.prices["ada"][product]))

    @invariant()
    def a_cart_and_its_prices_live_as_long(self) -> None:
        for id in self.ids.values():
            lives = [self.shop.redis.commands.ttl(key(id)) for key in (cart_key, prices_key)]
            assert lives[0] == lives[1] == -2 or min(lives) > 0


class Merges(RuleBasedStateMachine):
    """Plenty of everything, so that all fits: every piece put in and not taken out is in one of three places."""

    shop: Market
    stall: Stall

    def __init__(self) -> None:
        super().__init__()
        self.ids = {"ada": self.stall.shopper(), "guest": new_guest()}
        self.product = self.stall.product("bowl", stock=PLENTY)
        self.total = 0

    def pieces(self, who: str) -> int:
        return self.shop.carts.quantities(self.ids[who]).get(self.product, 0)

    @precondition(lambda self: self.total < MAX_QUANTITY)
    @rule(who=WHO)
    def add(self, who: str) -> None:
        self.shop.carts.add(self.ids[who], self.product)
        self.total += 1

    @rule(who=WHO)
    def remove(self, who: str) -> None:
        there = self.pieces(who)
        self.shop.carts.remove(self.ids[who], self.product)
        self.total -= there

    @rule(at=st.sampled_from([f"{when} {step}" for step in STEPS for when in ("before", "after")]))
    def a_merge_dies(self, at: str) -> None:
        # Where it does not come to this step, it ends well.
        try:
            dying(self.shop, at).merge(self.ids["guest"], self.ids["ada"])
        except Killed:
            return
        assert self.pieces("guest") == 0

    @rule(at=st.sampled_from([f"{when} {step}" for step in STEPS for when in ("before", "after")]))
    def a_sign_in_elsewhere_dies(self, at: str) -> None:
        try:
            dying(self.shop, at).merge(None, self.ids["ada"])
        except Killed:
            return

    @rule()
    def a_sign_in_elsewhere(self) -> None:
        guests = self.pieces("guest")
        self.shop.carts.merge(None, self.ids["ada"])
        assert (self.pieces("ada"), self.pieces("guest")) == (self.total - guests, guests)

    @rule()
    def a_sign_in(self) -> None:
        self.shop.carts.merge(self.ids["guest"], self.ids["ada"])
        assert (self.pieces("ada"), self.pieces("guest")) == (self.total, 0)
        assert self.shop.redis.commands.exists(taken_key(self.ids["guest"])) == 0

    @invariant()
    def every_piece_is_in_one_place(self) -> None:
        commands = self.shop.redis.commands
        places = Counter(ada=self.pieces("ada"), guest=self.pieces("guest"))
        taken = json.loads(commands.get(taken_key(self.ids["guest"])) or "null")
        if taken and commands.zscore(merges_key(self.ids["ada"]), taken["merge"]) is not None:
            places["on the way"] = sum(int(pieces) for _, pieces, _ in taken["lines"])
        assert places.total() == self.total, places


@pytest.mark.parametrize("machine", [Carts, Merges])
def test_carts_are_what_arithmetic_says(shop: Market, stall: Stall, machine: type[Carts | Merges]) -> None:
    bound = type(machine.__name__, (machine,), {"shop": shop, "stall": stall})
    run_state_machine_as_test(bound, settings=BOUNDED)
