"""A stand of a notebook's own: a product and shoppers to try things on, taken away again with every trace of them."""

from __future__ import annotations

import atexit
from decimal import Decimal
from types import TracebackType
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from marketplace.carts.keys import cart_key, prices_key
from marketplace.events.activity import VIEW_STREAM, trail_key
from marketplace.statements import statement

if TYPE_CHECKING:
    from marketplace.market import Market

NAME = "Notebook's own bowl"


class Stand:
    """Products and shoppers whose ids begin with `prefix`, which no other stand has. Close it when done.

    A notebook that stops half-way leaves it standing until its kernel ends, which takes it down too.
    """

    def __init__(
        self, market: Market, *, stock: int = 3, shoppers: int = 1, products: int = 1, prefix: str = "stand-"
    ) -> None:
        self.market = market
        self.prefix = f"{prefix}{uuid4().hex[:8]}-"
        self.products = [f"{self.prefix}P{i}" for i in range(1, products + 1)]
        self.shoppers = [f"{self.prefix}U{i}" for i in range(1, shoppers + 1)]
        names = [NAME if products == 1 else f"{NAME} {i}" for i in range(1, products + 1)]
        market.postgres.rows(
            statement("lab/set_up.sql"),
            {
                "product_ids": self.products,
                "product_names": names,
                "price": Decimal(40),
                "stock": stock,
                "shopper_ids": self.shoppers,
                "shopper_names": [f"Notebook shopper {i}" for i in range(1, shoppers + 1)],
            },
        )
        atexit.register(self.close)

    @property
    def product(self) -> str:
        """The id of its (first) product."""
        return self.products[0]

    @property
    def shopper(self) -> str:
        """The id of its (first) shopper."""
        return self.shoppers[0]

    def stock(self, product_id: str | None = None) -> int:
        """Pieces left, as PostgreSQL has it."""
        rows = self.market.postgres.rows(statement("carts/products.sql"), {"ids": [product_id or self.product]})
        return int(rows[0]["stock"])

    def restock(self, pieces: int) -> None:
        """Put so many pieces of every product on the shelf."""
        parameters = {"ids": self.products, "stock": pieces}
        self.market.postgres.rows(statement("lab/restock.sql"), parameters)

    def close(self) -> None:
        """Take everything away again, from every store; PostgreSQL first, so that no event brings it back.

        Idempotent.
        """
        prefix = {"prefix": self.prefix}
        events = self.market.postgres.rows(statement("lab/take_down_events.sql"), prefix)
        self.market.postgres.rows(statement("lab/take_down.sql"), prefix)
        self.market.graph.write(statement("lab/take_down.cypher"), prefix)
        self.market.mongo.run(statement("lab/remove_reviews.json"), {"product_ids": self.products})
        self._forget([(event["user_id"], event["event_id"]) for event in events])
        atexit.unregister(self.close)

    def traces(self) -> dict[str, int]:
        """How much of it each store holds: 0 everywhere, once it is closed."""
        prefix = {"prefix": self.prefix}
        keys = [key(user_id) for user_id in self.shoppers for key in (cart_key, prices_key, trail_key)]
        return {
            **self.market.postgres.rows(statement("lab/traces.sql"), prefix)[0],
            "mongo": self.market.mongo.run(statement("lab/traces.json"), {"product_ids": self.products})[0]["n"],
            "redis": self.market.redis.commands.exists(*keys),
            **self.market.graph.read(statement("lab/traces.cypher"), prefix)[0],
        }

    def _forget(self, events: list[tuple[str, str]]) -> None:
        self.market.carts.erase(self.shoppers, events)
        self.market.catalog.withdraw(self.products)
        self.market.activity.cool(self.products, [event_id for _, event_id in events])
        commands = self.market.redis.commands
        stream: list[tuple[str, dict[str, str]]] = commands.xrevrange(VIEW_STREAM, count=1000)  # type: ignore[assignment]
        views = [id for id, view in stream if view["user_id"] in self.shoppers]
        pipeline = commands.pipeline(transaction=False)
        for user_id in self.shoppers:
            pipeline.unlink(trail_key(user_id))
        if views:
            pipeline.xdel(VIEW_STREAM, *views)
        pipeline.execute()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
