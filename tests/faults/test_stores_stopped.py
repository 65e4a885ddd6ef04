"""Each store's server killed while people buy: buying needs PostgreSQL alone, and all heals when the server is back."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import psutil
import pytest
from stall import settled

from faults.books import Books
from marketplace import embedded
from marketplace.errors import StoreUnavailable
from marketplace.events.models import DESTINATIONS
from marketplace.market import Market
from marketplace.orders.models import Order
from marketplace.settings import STORES, StoreName

BUYERS = 3
PATIENCE = 120
"""Seconds until a test gives up on what it waits for."""

Outcome = Order | StoreUnavailable


class Buying:
    """People who buy and buy, each with a new key for every order, and with the old one as long as they are refused."""

    def __init__(self, market: Market, books: Books) -> None:
        self.market, self.books = market, books
        self.keys: set[str] = set()
        self.outcomes: list[Outcome] = []
        self.unforeseen: list[Exception] = []
        self._news, self._stopping = threading.Condition(), threading.Event()
        self._threads = [threading.Thread(target=self._buy, args=(number,)) for number in range(BUYERS)]

    def _buy(self, number: int) -> None:
        user, key = self.books.shoppers[number], uuid4().hex
        for turn in count():
            product = self.books.products[turn % len(self.books.products)]
            try:
                outcome: Outcome = self.market.orders.checkout(user, {product: 1}, key)
            except StoreUnavailable as error:
                outcome = error
            except Exception as error:  # noqa: BLE001 - the test shows it
                self.unforeseen.append(error)
                return
            with self._news:
                self.outcomes.append(outcome)
                self.keys.add(key)
                self._news.notify_all()
            if isinstance(outcome, Order):
                if self._stopping.is_set():
                    return
                key = uuid4().hex

    def next(self, number: int) -> list[Outcome]:
        """The next so many outcomes that come after now."""
        with self._news:
            now = len(self.outcomes)
            assert self._news.wait_for(lambda: len(self.outcomes) >= now + number or self.unforeseen, PATIENCE)
            assert self.unforeseen == []
            return self.outcomes[now:]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join(PATIENCE)
        assert not any(thread.is_alive() for thread in self._threads)


def server(home: Path, store: StoreName) -> psutil.Process:
    """The process of one store."""
    pid = next(each.pid for each in embedded.status(home) if each.store == store)
    assert pid is not None
    return psutil.Process(pid)


@contextmanager
def killed(home: Path, store: StoreName) -> Iterator[None]:
    """Meanwhile this server is dead; afterwards it is back, on the same port."""
    dying = server(home, store)
    for each in [dying, *dying.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):
            each.kill()
    dying.wait(PATIENCE)
    try:
        yield
    finally:
        with embedded.attach(home, STORES) as lease:
            assert not lease.failures, lease.failures


@pytest.fixture
def open_shop(shop: Market, books: Books) -> Iterator[Market]:
    """The shop with its relay at work, and plenty on the shelves."""
    books.stock_up(1_000_000)
    shop.relay.start()
    yield shop
    shop.relay.close()
    settled(shop)
    books.stock_up(1000)


Ask = Callable[[Market, Books], Any]
ASKED: dict[str, Ask] = {
    "product": lambda market, books: market.catalog.product(books.products[0]).value,
    "catalogue": lambda market, books: market.catalog.browse().value,
    "search": lambda market, books: market.search.fulltext(f"bowl {uuid4().hex}").value,
    "orders": lambda market, books: market.orders.of_shopper(books.shoppers[0], limit=3),
    "cart": lambda market, books: market.carts.show(books.shoppers[-1]),
    "trending": lambda market, books: market.recommendations.trending(),
    "reviews": lambda market, books: market.reviews.threads(books.products[0]),
    "also bought": lambda market, books: market.recommendations.also_bought(books.products[0]),
    "for you": lambda market, books: market.recommendations.personal(books.shoppers[0]),
}
NEEDS: dict[StoreName, set[str]] = {
    "redis": {"cart", "trending"},
    "mongo": {"reviews"},
    "neo4j": {"also bought", "for you"},
}
"""What cannot be had without a store. Everything else can."""


def lost(market: Market, books: Books) -> dict[str, StoreName]:
    """What cannot be had now, and the store that each says it is for."""
    gone: dict[str, StoreName] = {}
    for name, ask in ASKED.items():
        try:
            ask(market, books)
        except StoreUnavailable as error:
            gone[name] = error.store
    return gone


@pytest.mark.parametrize("store", NEEDS)
def test_buying_goes_on_without(open_shop: Market, books: Books, home: Path, store: StoreName) -> None:
    theirs = {name for name, lives_in in DESTINATIONS.items() if lives_in == store}
    with Buying(open_shop, books) as buying:
        buying.next(6)
        with killed(home, store):
            assert all(isinstance(outcome, Order) for outcome in buying.next(30))
            assert lost(open_shop, books) == dict.fromkeys(NEEDS[store], store)
            # The other stores hear of what is bought meanwhile: their events are not held up.
            order = next(outcome for outcome in buying.next(1) if isinstance(outcome, Order))
            until_heard(open_shop, order, set(DESTINATIONS) - theirs)
            waits = {each.destination for each in deliveries(open_shop, order) if each.state == "waiting"}
            assert waits == theirs
            rating = open_shop.catalog.product(books.products[0]).value.rating_known
            assert rating or store == "mongo"
        assert all(isinstance(outcome, Order) for outcome in buying.next(6))
    settled(open_shop)
    assert lost(open_shop, books) == {}
    books.add_up()
    assert orders_of(books, buying.keys) == len(buying.keys)


def deliveries(market: Market, order: Order) -> list[Any]:
    return market.orders.deliveries(order.user_id, order.id)


def until_heard(market: Market, order: Order, destinations: set[str]) -> None:
    """Until these have had the news of an order; the test's time limit is the patience."""
    while not destinations <= {each.destination for each in deliveries(market, order) if each.state == "delivered"}:
        threading.Event().wait(0.01)


def orders_of(books: Books, keys: set[str]) -> int:
    return int(books.sql("SELECT count(*) FROM orders WHERE idempotency_key = ANY(%s)", (list(keys),))[0][0])


def test_without_postgresql_nothing_is_bought_and_nothing_is_half_bought(
    open_shop: Market, books: Books, home: Path
) -> None:
    with Buying(open_shop, books) as buying:
        buying.next(6)
        with killed(home, "postgres"):
            buying.next(BUYERS)  # what was under way
            refused = buying.next(6)
            assert {outcome.store for outcome in refused if isinstance(outcome, StoreUnavailable)} == {"postgres"}
            assert not any(isinstance(outcome, Order) for outcome in refused)
            with pytest.raises(StoreUnavailable, match="postgres"):
                open_shop.verify()
            # The others do not know of it.
            assert open_shop.carts.quantities(books.shoppers[-1]) == {}
            assert open_shop.graph.version()
        # Everybody who was refused tries again with the same key, until it is bought: each key once.
    told = [outcome.id for outcome in buying.outcomes if isinstance(outcome, Order)]
    assert len(set(told)) == len(told) == len(buying.keys) == orders_of(books, buying.keys)
    settled(open_shop)
    assert lost(open_shop, books) == {}
    books.add_up()


def test_stores_that_hang_keep_nobody_from_buying(open_shop: Market, books: Books, home: Path) -> None:
    """They take connections and never answer, which is worse than being dead: Redis is waited for, once in a while."""
    hanging = [server(home, store) for store in ("mongo", "redis", "neo4j")]
    with Buying(open_shop, books) as buying:
        buying.next(6)
        try:
            for each in hanging:
                each.send_signal(signal.SIGSTOP)
            assert all(isinstance(outcome, Order) for outcome in buying.next(30))
            assert open_shop.relay.status().waiting >= 20
        finally:
            for each in hanging:
                each.send_signal(signal.SIGCONT)
    settled(open_shop)
    books.add_up()
