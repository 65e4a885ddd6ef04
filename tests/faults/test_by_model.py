"""Whatever is bought, cancelled and carried in whatever order, and wherever processes die: it is as arithmetic says."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from stall import settled

from faults.books import Books
from faults.crashes import Crasher, Job
from marketplace.carts import goods
from marketplace.carts.keys import new_guest
from marketplace.errors import EmptyCart, NotFound, OutOfStock
from marketplace.faultpoints import DESTINATIONS, POINTS
from marketplace.market import Market

STOCK = 9
"""Pieces of each of two products: soon sold out."""

PRODUCTS = st.integers(0, 1)
WHO = st.sampled_from(["ada", "guest"])
PIECES = st.integers(1, 4)
WHICH = st.integers(0, 99)
"""One of those that there are, by its place in the list (counted round)."""

BOUGHT = ("checkout.committed", "checkout.told")
STEPS = ("locked", "before", "after", "marked", "committed")
BOUNDED = settings(
    max_examples=15, stateful_step_count=24, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


def points(action: str) -> st.SearchStrategy[str]:
    """A point of an action, to die at."""
    return st.sampled_from([point for point in POINTS if point.startswith(f"{action}.")])


@dataclass
class Bought:
    """An order as the model has it."""

    id: str
    key: str
    quantities: dict[str, int]
    paid: bool = True


@dataclass
class News:
    """An event, and the destinations that have not had it yet."""

    order: Bought
    placed: bool
    waits_for: set[str] = field(default_factory=lambda: set(DESTINATIONS))
    left_cart: bool = False


class Shopping(RuleBasedStateMachine):
    """Ada and a guest, two products, and a shop whose processes die; the model beside it adds and subtracts."""

    shop: Market
    books: Books
    crasher: Crasher
    numbers = count()

    def __init__(self) -> None:
        super().__init__()
        self.market = self.opened()
        number = next(self.numbers)
        self.who = {"ada": self.books.shoppers[number % len(self.books.shoppers)], "guest": new_guest()}
        first = number % (len(self.books.products) - 1)
        self.products = self.books.products[first : first + 2]
        self.market.carts.clear(self.who["ada"])
        self.books.stock_up(STOCK, *self.products)
        self.start = {id: stock + sold for id, (stock, sold) in self.books.shelves().items()}
        self.stock = dict.fromkeys(self.products, STOCK)
        self.carts: dict[str, dict[str, int]] = {"ada": {}, "guest": {}}
        self.orders: list[Bought] = []
        self.news: list[News] = []
        self.lost_keys: list[str] = []

    def opened(self) -> Market:
        """The shop, by services of its own, on servers that run."""
        return Market(self.shop.urls, self.shop.settings)

    # The model's own arithmetic

    def fits(self) -> bool:
        return all(pieces <= self.stock[product] for product, pieces in self.carts["ada"].items())

    def sell(self, id: str, key: str, *, told: bool) -> Bought:
        bought = Bought(id, key, dict(self.carts["ada"]))
        self.orders.append(bought)
        for product, pieces in bought.quantities.items():
            self.stock[product] -= pieces
        self.news.append(News(bought, placed=True))
        if told:
            self.leave_cart(self.news[-1])
        return bought

    def take_back(self, bought: Bought) -> None:
        bought.paid = False
        for product, pieces in bought.quantities.items():
            self.stock[product] += pieces
        self.news.append(News(bought, placed=False))

    def leave_cart(self, news: News) -> None:
        if news.placed and not news.left_cart:
            news.left_cart = True
            for product, pieces in news.order.quantities.items():
                left = self.carts["ada"].pop(product, 0) - pieces
                if left > 0:
                    self.carts["ada"][product] = left

    def due(self, destination: str) -> list[News]:
        """What a relay takes first: of each order, its earliest news."""
        first: dict[str, News] = {}
        for news in self.news:
            if destination in news.waits_for:
                first.setdefault(news.order.id, news)
        return list(first.values())

    def carried(self, destination: str, batch: list[News], *, marked: bool) -> None:
        for news in batch:
            if destination == "cart":
                self.leave_cart(news)
            if marked:
                news.waits_for.discard(destination)

    # Carts

    @rule(who=WHO, product=PRODUCTS, pieces=PIECES)
    def add(self, who: str, product: int, pieces: int) -> None:
        id = self.products[product]
        wanted = self.carts[who].get(id, 0) + pieces
        if wanted > self.stock[id]:
            with pytest.raises(OutOfStock) as refused:
                self.market.carts.add(self.who[who], id, pieces)
            assert [(each.wanted, each.available) for each in refused.value.shortfalls] == [(wanted, self.stock[id])]
        else:
            assert self.market.carts.add(self.who[who], id, pieces) == wanted
            self.carts[who][id] = wanted

    @rule(who=WHO, product=PRODUCTS, pieces=st.integers(0, 4))
    def change(self, who: str, product: int, pieces: int) -> None:
        id = self.products[product]
        if id not in self.carts[who]:
            with pytest.raises(NotFound):
                self.market.carts.change(self.who[who], id, pieces)
        elif pieces > self.stock[id]:
            with pytest.raises(OutOfStock):
                self.market.carts.change(self.who[who], id, pieces)
        else:
            self.market.carts.change(self.who[who], id, pieces)
            self.carts[who] |= {id: pieces}
            if pieces == 0:
                del self.carts[who][id]

    @rule(who=WHO, product=PRODUCTS)
    def remove(self, who: str, product: int) -> None:
        self.market.carts.remove(self.who[who], self.products[product])
        self.carts[who].pop(self.products[product], None)

    @rule()
    def merge(self) -> None:
        merged = self.market.carts.merge(self.who["guest"], self.who["ada"])
        left_behind = {}
        for id, pieces in self.carts["guest"].items():
            there = self.carts["ada"].get(id, 0)
            fitting = max(0, min(pieces, self.stock[id] - there))
            if fitting:
                self.carts["ada"][id] = there + fitting
            if fitting < pieces:
                left_behind[id] = pieces - fitting
        self.carts["guest"].clear()
        assert {line.product_id: line.pieces for line in merged.left_behind} == left_behind

    # Buying and cancelling

    @rule(again=st.booleans())
    def checkout(self, again: bool) -> None:
        """With a fresh key, or with that of a process that died before it had bought."""
        key = self.lost_keys.pop() if again and self.lost_keys else uuid4().hex
        wanted = dict(self.carts["ada"])
        if not wanted:
            with pytest.raises(EmptyCart):
                self.market.orders.checkout(self.who["ada"], wanted, key)
        elif not self.fits():
            with pytest.raises(OutOfStock) as refused:
                self.market.orders.checkout(self.who["ada"], wanted, key)
            short = {id: (n, self.stock[id]) for id, n in wanted.items() if n > self.stock[id]}
            assert {each.product_id: (each.wanted, each.available) for each in refused.value.shortfalls} == short
        else:
            order = self.market.orders.checkout(self.who["ada"], wanted, key)
            assert {item.product_id: item.quantity for item in order.items} == wanted
            self.sell(order.id, key, told=True)

    @precondition(lambda self: self.orders)
    @rule(which=WHICH)
    def tap_again(self, which: int) -> None:
        """A key that has bought buys nothing more, whatever is in the cart by now."""
        bought = self.orders[which % len(self.orders)]
        order = self.market.orders.checkout(self.who["ada"], dict(self.carts["ada"]), bought.key)
        assert (order.id, order.status == "paid") == (bought.id, bought.paid)
        assert {item.product_id: item.quantity for item in order.items} == bought.quantities

    @precondition(lambda self: self.carts["ada"] and self.fits())
    @rule(at=points("checkout"))
    def die_buying(self, at: str) -> None:
        key = uuid4().hex
        (end,) = self.crasher.run(Job("checkout", at, self.who["ada"], key=key, quantities=dict(self.carts["ada"])))
        assert end.died_at(at), end
        made = self.books.sql("SELECT id FROM orders WHERE idempotency_key = %s", (key,))
        assert len(made) == int(at in BOUGHT)
        if made:
            self.sell(made[0][0], key, told=at == "checkout.told")
        else:
            self.lost_keys.append(key)

    @precondition(lambda self: self.orders)
    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        bought = self.orders[which % len(self.orders)]
        order = self.market.orders.cancel(self.who["ada"], bought.id)
        assert (order.id, order.status) == (bought.id, "cancelled")
        if bought.paid:
            self.take_back(bought)

    @precondition(lambda self: any(bought.paid for bought in self.orders))
    @rule(which=WHICH, at=points("cancel"))
    def die_cancelling(self, which: int, at: str) -> None:
        paid = [bought for bought in self.orders if bought.paid]
        bought = paid[which % len(paid)]
        (end,) = self.crasher.run(Job("cancel", at, self.who["ada"], order_id=bought.id))
        assert end.died_at(at), end
        if at == "cancel.committed":
            self.take_back(bought)

    # Carrying

    @rule()
    def carry(self) -> None:
        settled(self.market)
        for news in self.news:
            self.leave_cart(news)
        self.news.clear()
        self.same_everywhere()

    @rule(destination=st.sampled_from(DESTINATIONS), step=st.sampled_from(STEPS))
    def die_carrying(self, destination: str, step: str) -> None:
        at = f"relay.{destination}.{step}"
        (end,) = self.crasher.run(Job("drain", at))
        for name in DESTINATIONS:
            batch = self.due(name)
            if name == destination and batch:
                assert end.died_at(at), end
                if step not in ("locked", "before"):
                    self.carried(name, batch, marked=step == "committed")
                return
            while batch:
                self.carried(name, batch, marked=True)
                batch = self.due(name)
        assert (end.signal, end.said) == (0, []), "there was nothing to carry, and nothing to die of"

    @rule()
    def restart(self) -> None:
        self.market.close()
        self.market = self.opened()

    # What is always so

    @invariant()
    def nothing_is_lost_or_sold_twice(self) -> None:
        shelves = self.books.shelves()
        assert {id: shelves[id][0] for id in self.products} == self.stock
        assert {id: stock + sold for id, (stock, sold) in shelves.items()} == self.start

    @invariant()
    def a_line_is_gone_only_if_it_was_ordered_or_removed(self) -> None:
        for who, id in self.who.items():
            assert self.market.carts.quantities(id) == self.carts[who]

    def same_everywhere(self) -> None:
        """Each paid order is in the graph once, with its pieces, and no cancelled one is; no store differs."""
        self.books.add_up()
        ours = {bought.id for bought in self.orders}
        drawn = [line for line in self.books.drawn() if line[0] in ours]
        paid = [bought for bought in self.orders if bought.paid]
        assert drawn == sorted((order.id, id, pieces) for order in paid for id, pieces in order.quantities.items())

    def teardown(self) -> None:
        try:
            self.carry()
            self.market.carts.clear(self.who["guest"])
        finally:
            self.market.close()


def test_buying_is_what_arithmetic_says(
    shop: Market, books: Books, crasher: Crasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Examples follow each other fast, and each question to PostgreSQL matters here.
    monkeypatch.setattr(goods, "RUSH", 10**9)
    bound = type("Shopping", (Shopping,), {"shop": shop, "books": books, "crasher": crasher})
    run_state_machine_as_test(bound, settings=BOUNDED)
