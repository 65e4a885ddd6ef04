"""A shop of the tests' own: empty databases beside the real ones, on the same servers, and hand-made things to put in.

What a test says of a shop with three products in it is exact, whatever the shipped catalogue holds.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from threading import Barrier
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import numpy as np
import psycopg

from marketplace.embedded import attach
from marketplace.events.activity import VIEW_STREAM
from marketplace.events.views import GROUP
from marketplace.market import Market
from marketplace.orders.models import Order
from marketplace.settings import STORES, Settings, StoreName
from marketplace.statements import Statement, statement

T = TypeVar("T")
CLOSED: dict[StoreName, str] = {
    "postgres": "postgresql://nobody@127.0.0.1:9/none?connect_timeout=1",
    "mongo": "mongodb://127.0.0.1:9/none?directConnection=true&serverSelectionTimeoutMS=600",
    "redis": "redis://127.0.0.1:9/0",
    "neo4j": "bolt://127.0.0.1:9?connection_timeout=0.6",
}
"""URLs at which nothing listens; they say themselves that it is not worth waiting long."""


def _database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@contextmanager
def own_shop(settings: Settings, redis_database: int) -> Iterator[Market]:
    """A market on databases that are empty but for the schema, and that are gone afterwards."""
    name = f"shop_{os.getpid()}_{redis_database}"
    with attach(settings.home, STORES) as lease:
        assert not lease.failures, lease.failures
        with psycopg.connect(lease.urls["postgres"], autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {name}")
        own = Settings(
            home=settings.home,
            postgres_url=_database(lease.urls["postgres"], name),
            mongo_url=_database(lease.urls["mongo"], name),
            redis_url=_database(lease.urls["redis"], str(redis_database)),
            neo4j_url=lease.urls["neo4j"],
        )
        with Market.open(own) as market:
            try:
                market.redis.commands.flushdb()
                problems = [outcome for outcome in market.migrate().values() if isinstance(outcome, Exception)]
                assert not problems, problems
                yield market
            finally:
                market.redis.commands.flushdb()
                market.mongo.client.drop_database(name)
        with psycopg.connect(lease.urls["postgres"], autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def elsewhere(market: Market, *down: StoreName) -> Settings:
    """Settings of the same shop, but that these stores do not answer."""
    return market.settings.model_copy(update={f"{store}_url": CLOSED[store] for store in down})


FORGET = Statement(
    "forget a stall", "MATCH (n) WHERE n.id STARTS WITH $prefix OR n.user_id STARTS WITH $prefix DETACH DELETE n"
)


class Stall:
    """A corner of the shop for one test: every id in it is its own. Methods put a thing in and return its id."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.prefix = f"stall-{uuid4().hex[:8]}"
        self._numbers = count(1)

    def id(self, name: str = "") -> str:
        """An id of this stall; unnamed ones are in the order in which they were made."""
        return f"{self.prefix}-{name or f'{next(self._numbers):03}'}"

    def close(self) -> None:
        """Take its nodes out of the graph: that store has one database, which other tests count.

        Its events go first, or the next test's relay brings them back.
        """
        self.execute("DELETE FROM outbox WHERE starts_with(payload ->> 'user_id', %s)", (self.prefix,))
        self.market.graph.write(FORGET, {"prefix": self.prefix})

    def execute(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """One statement to PostgreSQL."""
        with self.market.postgres.transaction() as session:
            cursor = session.connection.execute(query.encode(), parameters)
            return cursor.fetchall() if cursor.description else []

    def craft(self, name: str) -> str:
        """A category. Its name gets the stall's id behind it: names are unique."""
        id = self.id()
        self.execute("INSERT INTO categories (id, name) VALUES (%s, %s)", (id, f"{name} {id}"))
        return id

    def maker(self, name: str) -> str:
        """A seller."""
        id = self.id()
        self.execute("INSERT INTO sellers (id, name) VALUES (%s, %s)", (id, name))
        return id

    def shopper(self, name: str = "Ada Lovelace") -> str:
        """A user."""
        id = self.id()
        self.execute("INSERT INTO users (id, name) VALUES (%s, %s)", (id, name))
        return id

    def product(
        self,
        name: str = "Oak bowl",
        *,
        id: str | None = None,
        price: str | None = "10.00",
        stock: int = 10,
        sold: int = 0,
        description: str = "",
        tags: Sequence[str] = (),
        craft: str | None = None,
        maker: str | None = None,
        listed_at: datetime = datetime(2026, 1, 1, tzinfo=UTC),
        vector: Sequence[float] | None = None,
    ) -> str:
        """A product; with a vector where one is given (its first numbers, the others are 0)."""
        id = id or self.id()
        self.execute(
            "INSERT INTO products (id, name, description, category_id, seller_id, price, tags, stock, sold, listed_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            (id, name, description, craft, maker, price and Decimal(price), list(tags), stock, sold, listed_at),
        )
        if vector is not None:
            numbers = np.zeros(384, dtype=np.float32)
            numbers[: len(vector)] = vector
            self.execute(
                "INSERT INTO product_embeddings (product_id, model, content_hash, embedding)"
                " VALUES (%s, 'test', '', %s)",
                (id, numbers),
            )
        return id

    def stock(self, product: str) -> int:
        """Pieces left."""
        return int(self.execute("SELECT stock FROM products WHERE id = %s", (product,))[0][0])

    def bought(
        self,
        shopper: str,
        *products: str,
        order: str | None = None,
        at: datetime = datetime(2026, 1, 1, tzinfo=UTC),
    ) -> str:
        """An order in the graph alone; its id."""
        order = order or self.id()
        payload = {
            "user_id": shopper,
            "order_id": order,
            "placed_at": at.isoformat(),
            "items": [{"product_id": product, "quantity": 1, "unit_price": "10.00"} for product in products],
        }
        self.market.graph.write(statement("events/purchased.cypher"), {"orders": [payload]})
        return order

    def ordered(self, shopper: str, *products: str, day: int = 1, order: str | None = None) -> str:
        """An order in PostgreSQL and in the graph, placed on a day of January; its id."""
        order = order or self.id()
        placed = datetime(2026, 1, day + 1, tzinfo=UTC)
        self.execute(
            "INSERT INTO orders (id, user_id, total, placed_at) VALUES (%s, %s, %s, %s)",
            (order, shopper, 10 * len(products), placed),
        )
        for line, product in enumerate(products, 1):
            self.execute(
                "INSERT INTO order_items (order_id, line, product_id, quantity, unit_price) VALUES (%s, %s, %s, 1, 10)",
                (order, line, product),
            )
        return self.bought(shopper, *products, order=order, at=placed)


def take_back(market: Market, order: Order) -> None:
    """Undo an order in every store, as if nobody had ever placed it."""
    if market.orders.get(order.user_id, order.id).status == "paid":
        market.orders.cancel(order.user_id, order.id)
    market.relay.replay()
    market.relay.drain()
    with market.postgres.transaction() as session:
        # Waits for whoever is carrying its news just now.
        session.connection.execute("DELETE FROM outbox WHERE aggregate_id = %s", (order.id,))
        session.connection.execute("DELETE FROM orders WHERE id = %s", (order.id,))
    market.graph.write(Statement("take back", "MATCH (c:CancelledOrder {id: $id}) DELETE c"), {"id": order.id})
    market.catalog.drop([item.product_id for item in order.items])


def at_once(*actions: Callable[[], T]) -> list[T | BaseException]:
    """Run all of these, each in its own thread, from one starting line; what each returned or raised, in order."""
    line = Barrier(len(actions))

    def run(action: Callable[[], T]) -> T | BaseException:
        line.wait()
        try:
            return action()
        except Exception as error:  # noqa: BLE001 - what it raised is what the test asks about
            return error

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def settled(market: Market) -> None:
    """Carry what waits, and see what other relays are carrying arrive: after this nothing moves by itself.

    Every app and API that a test opens has a relay at work, and a look at a product is in the graph a second later.
    """
    market.relay.drain()
    while market.relay.status().waiting or market.redis.commands.xpending(VIEW_STREAM, GROUP)["pending"]:
        time.sleep(0.02)
        market.relay.drain()
