"""Carts: quantities in Redis, names, prices and stock joined from PostgreSQL when a cart is shown."""

from __future__ import annotations

from typing import Any

from marketplace.carts.models import Cart, CartLine
from marketplace.errors import InvalidInput, NotFound, OutOfStock, Shortfall
from marketplace.statements import statement
from marketplace.stores.postgres import Postgres
from marketplace.stores.redis import Redis

LIFETIME_SECONDS = 24 * 3600
"""A cart is forgotten this long after it was last changed."""

MAX_QUANTITY = 20
"""Pieces of one product a cart takes: handmade things are not bought by the pallet."""


def cart_key(user_id: str) -> str:
    """The Redis key of a cart; the braces are a cluster hash tag, shared by all that one script touches."""
    return f"cart:{{{user_id}}}"


def _event_key(user_id: str, event_id: str) -> str:
    return f"cart_event:{{{user_id}}}:{event_id}"


class CartService:
    """Add, change, remove, show. Each change is one round trip to Redis."""

    def __init__(self, postgres: Postgres, redis: Redis) -> None:
        self.postgres, self.redis = postgres, redis

    def add(self, user_id: str, product_id: str, quantity: int = 1) -> int:
        """Put `quantity` more pieces in the cart; the pieces of it now there.

        Raises NotFound, InvalidInput (not for sale, or a quantity below 1), OutOfStock (nothing was added).
        """
        if quantity < 1:
            raise InvalidInput(f"A quantity of {quantity} cannot be added: it must be 1 or more.")
        product = self._product(product_id)
        limit = min(product["stock"], MAX_QUANTITY)
        reply = int(
            self.redis.run(
                statement("carts/add.lua"), [cart_key(user_id)], [product_id, quantity, limit, LIFETIME_SECONDS]
            )
        )
        if reply < 0:
            already = -reply - 1
            self._refuse(product, already + quantity)
        return reply

    def change(self, user_id: str, product_id: str, quantity: int) -> None:
        """Set a line to `quantity` pieces; 0 removes it.

        Raises InvalidInput, NotFound (no such product, or it is not in the cart), OutOfStock (nothing changed).
        """
        if quantity < 0:
            raise InvalidInput(f"A quantity of {quantity} is not possible: it must be 0 or more.")
        if quantity > 0:
            product = self._product(product_id)
            if quantity > min(product["stock"], MAX_QUANTITY):
                self._refuse(product, quantity)
        arguments: list[str | int | float] = [product_id, quantity, LIFETIME_SECONDS]
        if not self.redis.run(statement("carts/change.lua"), [cart_key(user_id)], arguments):
            raise NotFound("product in this cart", product_id)

    def remove(self, user_id: str, product_id: str) -> None:
        """Take a line out; harmless where it is not there."""
        self.redis.commands.hdel(cart_key(user_id), product_id)

    def clear(self, user_id: str) -> None:
        """Empty the cart."""
        self.redis.commands.unlink(cart_key(user_id))

    def erase(self, user_ids: list[str], events: list[tuple[str, str]]) -> None:
        """Forget these shoppers' carts, and the marks of these events (each with its shopper), as if never there."""
        pipeline = self.redis.commands.pipeline(transaction=False)
        for user_id in user_ids:
            pipeline.unlink(cart_key(user_id))
        for user_id, event_id in events:
            pipeline.unlink(_event_key(user_id, event_id))
        pipeline.execute()

    def quantities(self, user_id: str) -> dict[str, int]:
        """Pieces by product id, as Redis holds them."""
        return {str(id): int(quantity) for id, quantity in self.redis.commands.hgetall(cart_key(user_id)).items()}

    def show(self, user_id: str) -> Cart:
        """The cart at today's prices, in the order of the products' names. A product that is gone is left out."""
        key = cart_key(user_id)
        pipeline = self.redis.commands.pipeline(transaction=False)
        pipeline.hgetall(key)
        pipeline.ttl(key)
        quantities, seconds = pipeline.execute()
        rows = self.postgres.rows(statement("carts/products.sql"), {"ids": list(quantities)}) if quantities else []
        lines = [
            CartLine(
                product_id=row["id"],
                name=row["name"],
                price=row["price"],
                quantity=int(quantities[row["id"]]),
                available=row["stock"],
            )
            for row in sorted(rows, key=lambda row: (row["name"], row["id"]))
        ]
        return Cart(user_id=user_id, key=key, lines=lines, expires_in=max(0, seconds))

    def remove_ordered(self, user_id: str, event_id: str, quantities: dict[str, int]) -> None:
        """Take what an order bought out of the cart, once per event; what was added since stays."""
        pairs: list[str | int | float] = [part for pair in quantities.items() for part in pair]
        keys = [cart_key(user_id), _event_key(user_id, event_id)]
        self.redis.run(statement("carts/remove_ordered.lua"), keys, [LIFETIME_SECONDS, *pairs])

    def _product(self, product_id: str) -> dict[str, Any]:
        row = self.postgres.row(statement("carts/products.sql"), {"ids": [product_id]})
        if row is None:
            raise NotFound("product", product_id)
        if row["price"] is None:
            raise InvalidInput(f"{row['name']} is shown only: it has no price, so it cannot be bought.")
        return row

    def _refuse(self, product: dict[str, Any], wanted: int) -> None:
        if wanted > product["stock"]:
            raise OutOfStock([Shortfall(product["id"], product["name"], wanted, product["stock"])])
        raise InvalidInput(f"A cart takes at most {MAX_QUANTITY} of one product, and this would make {wanted}.")
