"""Sixty-four threads on the last pieces, two hundred times: never one too many, and every refusal is right."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate

import pytest
from stall import Stall, at_once, own_shop

from faults.books import Books
from marketplace.errors import OutOfStock, Shortfall
from marketplace.events.models import DESTINATIONS
from marketplace.market import Market
from marketplace.orders.models import Order
from marketplace.orders.service import OrderService
from marketplace.settings import Settings
from marketplace.stores.postgres import Postgres

ROUNDS = 200
THREADS = 64


class Door:
    """The shop at the moment its door opens: the last pieces of two things, and 64 who want them."""

    def __init__(self, shop: Market, orders: OrderService) -> None:
        self.books, self.orders = Books(shop), orders
        self.bowl, self.vase = self.books.products
        self.names = {self.bowl: "Bowl", self.vase: "Vase"}

    def round(self, stock: Mapping[str, int], wishes: list[tuple[str, dict[str, int], str | None]]) -> None:
        """Everybody at once; what each was told, and what is in the books, is compared with what there was."""
        for product, pieces in stock.items():
            self.books.stock_up(pieces, product)
        before = self.books.shelves()
        last = self.books.sql("SELECT coalesce(max(id), 0) FROM outbox")[0][0]

        def buying(user: str, wanted: dict[str, int], key: str | None) -> Callable[[], Order]:
            return lambda: self.orders.checkout(user, wanted, key)

        outcomes = at_once(*[buying(*wish) for wish in wishes])

        placed = self.books.sql(
            "SELECT o.aggregate_id, i.product_id, i.quantity FROM outbox o"
            " JOIN order_items i ON i.order_id = o.aggregate_id WHERE o.id > %s ORDER BY o.id",
            (last,),
        )
        # An event is numbered while the rows of its products are locked: this is the order in which they were sold.
        left = {
            product: list(accumulate((-n for _, p, n in placed if p == product), initial=pieces))
            for product, pieces in stock.items()
        }
        assert min(min(levels) for levels in left.values()) >= 0
        made: dict[str, dict[str, int]] = {}
        for order, product, pieces in placed:
            made.setdefault(order, {})[product] = pieces
        told: set[str] = set()
        for (_, wanted, _), outcome in zip(wishes, outcomes, strict=True):
            if isinstance(outcome, Order):
                told.add(outcome.id)
                assert {item.product_id: item.quantity for item in outcome.items} == wanted == made[outcome.id]
            else:
                assert isinstance(outcome, OutOfStock), outcome
                self.right(outcome.shortfalls, wanted, left)
        assert told == made.keys(), "everybody who bought was told, and nobody else"
        for product, levels in left.items():
            sold = before[product][1] + stock[product] - levels[-1]
            assert self.books.shelves()[product] == (levels[-1], sold)

    def right(self, refused: list[Shortfall], wanted: dict[str, int], left: dict[str, list[int]]) -> None:
        """It names what was wanted, and a number that there was; it is one of those that are short, and all of them."""
        assert refused
        assert [each.product_id for each in refused] == sorted({each.product_id for each in refused})
        for each in refused:
            assert (each.name, each.wanted) == (self.names[each.product_id], wanted[each.product_id])
            assert each.available < each.wanted
            assert each.available in left[each.product_id]
        for product in wanted.keys() - {each.product_id for each in refused}:
            assert max(left[product]) >= wanted[product], "what is not named was there"


@pytest.fixture
def door(settings: Settings) -> Iterator[Door]:
    """A door at which each of the 64 has a connection to PostgreSQL: it is there that they meet."""
    with own_shop(settings, redis_database=3) as market:
        stall = Stall(market)
        for name in ("bowl", "vase"):
            stall.product(name.title(), id=stall.id(name))
        for _ in range(THREADS):
            stall.shopper()
        postgres = Postgres(market.urls["postgres"], max_size=THREADS)
        yield Door(market, OrderService(postgres, DESTINATIONS, placed=lambda *_: None))
        postgres.close()


def test_the_last_pieces_are_sold_once(door: Door) -> None:
    dice = random.Random(4)
    outcomes: Counter[str] = Counter()
    for number in range(ROUNDS):
        everybody = dice.sample(door.books.shoppers, THREADS)
        kind = ("one each", "one, two or three", "both", "double taps")[number % 4]
        stock = {door.bowl: dice.choice((0, 1, 2, 5, 17, 40, 63, 64, 70))}
        if kind == "one each":
            wishes = [(user, {door.bowl: 1}, None) for user in everybody]
        elif kind == "one, two or three":
            wishes = [(user, {door.bowl: dice.randint(1, 3)}, None) for user in everybody]
        elif kind == "both":
            stock[door.vase] = dice.choice((0, 3, 10, 50))
            pairs = ([door.bowl, door.vase], [door.vase, door.bowl], [door.bowl], [door.vase])
            wishes = [(user, dict.fromkeys(dice.choice(pairs), 1), None) for user in everybody]
        else:
            wishes = [(user, {door.bowl: 1}, f"{number} {user}") for user in everybody[: THREADS // 2]] * 2
        door.round(stock, wishes)
        outcomes[kind] += 1
    assert outcomes.total() == ROUNDS
