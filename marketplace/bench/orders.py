"""Buying, and the news of it carried on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.rows import dict_row

from marketplace.bench.frame import Operation
from marketplace.bench.stand import stand
from marketplace.events.models import Event
from marketplace.lab.stand import Stand
from marketplace.market import Market
from marketplace.statements import statement

LINES = 3
EVENTS = 50
ROUNDS = 9
"""Each round of the relay places two lots of orders first, which takes longer than to carry them."""


@contextmanager
def buying(market: Market) -> Iterator[Mapping[str, Operation]]:
    """Orders placed, and their events carried."""
    with stand(market, products=10, shoppers=EVENTS) as goods, psycopg.connect(market.postgres.url) as connection:
        yield {"checkout": _checkout(market, goods, connection), "relay": _relay(market, goods)}


def _checkout(market: Market, goods: Stand, connection: psycopg.Connection[Any]) -> Operation:
    """An order of three lines, against the order service's own files on one connection of bare psycopg."""
    wanted = dict.fromkeys(goods.products[:LINES], 1)
    ids, quantities = sorted(wanted), [1] * LINES
    claim, lock, complete = (
        statement(f"orders/{name}.sql").text.encode() for name in ("claim", "lock_products", "complete")
    )
    destinations = list(market.orders.destinations)
    shoppers = cycle(goods.shoppers)

    def bare() -> object:
        with connection.transaction(), connection.cursor(row_factory=dict_row) as cursor:
            key = {"user_id": next(shoppers), "idempotency_key": uuid4().hex}
            claimed = cursor.execute(claim, key).fetchone()
            assert claimed is not None
            cursor.execute(lock, {"ids": ids}).fetchall()
            order = {"order_id": claimed["id"], "ids": ids, "quantities": quantities, "destinations": destinations}
            return cursor.execute(complete, order).fetchone()

    return Operation(
        what=f"a checkout of {LINES} lines, and the cart told",
        run=lambda: market.orders.checkout(next(shoppers), wanted, uuid4().hex),
        floor_is="psycopg: the same three statements in one transaction on one connection",
        floor=bare,
    )


def _relay(market: Market, goods: Stand) -> Operation:
    """Events carried to all destinations, against the same handlers called with the events in hand."""
    events: list[Event] = []

    def place() -> None:
        market.relay.drain()
        for number, shopper in enumerate(goods.shoppers):
            market.orders.checkout(shopper, {goods.products[number % len(goods.products)]: 1}, uuid4().hex)
        rows = market.postgres.rows(statement("bench/events.sql"), {"prefix": goods.prefix})
        events[:] = [Event(**row, attempts=0) for row in rows]

    def bare() -> None:
        for handler in market.relay.handlers.values():
            handler(events)

    return Operation(
        what="events carried to five destinations by one relay; per event",
        run=market.relay.drain,
        floor_is="the same handlers called with the events in hand: no outbox read, nothing marked",
        floor=bare,
        things=EVENTS,
        most=1,
        most_rounds=ROUNDS,
        before=place,
    )
