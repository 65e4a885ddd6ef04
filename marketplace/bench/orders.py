"""Buying, and the news of it carried on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle
from typing import Any
from uuid import uuid4

import psycopg
import redis
from psycopg.rows import dict_row

from marketplace.bench.bare import bare_redis
from marketplace.bench.frame import Operation
from marketplace.bench.stand import stand
from marketplace.carts.keys import cart_key, event_key, prices_key
from marketplace.carts.service import LIFETIME_SECONDS
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
    with (
        stand(market, products=10, shoppers=EVENTS) as goods,
        psycopg.connect(market.postgres.url) as connection,
        bare_redis(market.redis) as client,
    ):
        yield {"checkout": _checkout(market, goods, connection, client), "relay": _relay(market, goods)}


def _checkout(market: Market, goods: Stand, connection: psycopg.Connection[Any], client: redis.Redis) -> Operation:
    """An order of three lines, against the same files on one connection of bare psycopg, and the cart's script."""
    wanted = dict.fromkeys(goods.products[:LINES], 1)
    ids, quantities = sorted(wanted), [1] * LINES
    claim, lock, complete = (
        statement(f"orders/{name}.sql").text.encode() for name in ("claim", "lock_products", "complete")
    )
    destinations = list(market.orders.destinations)
    shoppers = cycle(goods.shoppers)
    script = client.script_load(statement("carts/remove_ordered.lua").text)
    bought = [part for pair in wanted.items() for part in pair]

    def bare() -> object:
        user_id = next(shoppers)
        event = order(user_id)
        keys = [cart_key(user_id), prices_key(user_id), event_key(user_id, event["event_id"])]
        return client.evalsha(script, len(keys), *keys, LIFETIME_SECONDS, *bought)

    def order(user_id: str) -> dict[str, Any]:
        with connection.transaction(), connection.cursor(row_factory=dict_row) as cursor:
            key = {"user_id": user_id, "idempotency_key": uuid4().hex}
            claimed = cursor.execute(claim, key).fetchone()
            assert claimed is not None
            cursor.execute(lock, {"ids": ids}).fetchall()
            lines = {"order_id": claimed["id"], "ids": ids, "quantities": quantities, "destinations": destinations}
            placed = cursor.execute(complete, lines).fetchone()
            assert placed is not None
            return placed

    return Operation(
        what=f"a checkout of {LINES} lines, and the cart told",
        run=lambda: market.orders.checkout(next(shoppers), wanted, uuid4().hex),
        floor_is="psycopg and redis-py: the same three statements in one transaction, the same script",
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
