"""Carts: quantities in Redis, names, prices and stock joined from PostgreSQL when a cart is shown."""

from __future__ import annotations

import time
from decimal import Decimal

from marketplace.carts.goods import MAX_QUANTITY, Goods, Shelf
from marketplace.carts.keys import cart_key, event_key, merges_key, prices_key, taken_key
from marketplace.carts.merging import Merging
from marketplace.carts.models import Cart, CartLine, Merged
from marketplace.errors import InvalidInput, NotFound, NotPossible, OutOfStock, Shortfall
from marketplace.statements import statement
from marketplace.stores.postgres import Postgres
from marketplace.stores.redis import Redis

LIFETIME_SECONDS = 24 * 3600
"""A cart is forgotten this long after it was last changed."""


class CartService:
    """Add, change, remove, show. Each change is one round trip to Redis: a script, atomic and bounded.

    A cart reserves nothing: what may be in it is bounded by the stock of the moment, and checkout decides.
    """

    def __init__(self, postgres: Postgres, redis: Redis) -> None:
        self.postgres, self.redis = postgres, redis
        self._shelf = Shelf(postgres)
        self._merging = Merging(postgres, redis, LIFETIME_SECONDS)

    def add(self, user_id: str, product_id: str, quantity: int = 1) -> int:
        """Put `quantity` more pieces in the cart; the pieces of it now there.

        Raises NotFound, InvalidInput (a quantity below 1), NotPossible (not for sale, or too many), OutOfStock (nothing
        was added).
        """
        if quantity < 1:
            raise InvalidInput(f"A quantity of {quantity} cannot be added: it must be 1 or more.")
        began = time.monotonic()
        goods = self._shelf.lately(product_id)
        reply = self._script("add", user_id, product_id, quantity, goods.most, str(goods.price))
        if reply < 0 and goods.asked_at < began:
            goods = self._shelf.now(product_id)
            reply = self._script("add", user_id, product_id, quantity, goods.most, str(goods.price))
        if reply < 0:
            self._refuse(goods, quantity - reply - 1)
        return reply

    def change(self, user_id: str, product_id: str, quantity: int) -> None:
        """Set a line to `quantity` pieces, at today's price; 0 removes it.

        Raises InvalidInput (a quantity below 0), NotPossible (not for sale, or too many), NotFound (no such product, or
        it is not in the cart), OutOfStock (nothing changed).
        """
        if quantity < 0:
            raise InvalidInput(f"A quantity of {quantity} is not possible: it must be 0 or more.")
        if quantity == 0:
            done = self._script("remove", user_id, product_id)
        else:
            goods = self._shelf.now(product_id)
            done = self._script("change", user_id, product_id, quantity, goods.most, str(goods.price))
            if done < 0:
                self._refuse(goods, quantity)
        if not done:
            raise NotFound("product in this cart", product_id)

    def remove(self, user_id: str, product_id: str) -> None:
        """Take a line out; harmless where it is not there."""
        self._script("remove", user_id, product_id)

    def merge(self, guest_id: str | None, user_id: str) -> Merged:
        """At sign-in: the guest's cart joins the shopper's, as far as it fits, and the guest's is empty then.

        Whatever else was begun for this shopper and not finished arrives too; without a guest, that alone. Nothing is
        lost or added twice where a process dies half-way or two do this at once.

        Raises InvalidInput (these are not a guest and a shopper), StoreUnavailable: then the next sign-in finishes it.
        """
        return self._merging.merge(guest_id, user_id)

    def clear(self, user_id: str) -> None:
        """Empty the cart."""
        self.redis.commands.unlink(cart_key(user_id), prices_key(user_id))

    def standing(self, user_ids: list[str]) -> int:
        """How many of these shoppers have a cart with something in it: one round trip."""
        pipeline = self.redis.commands.pipeline(transaction=False)
        for user_id in user_ids:
            pipeline.exists(cart_key(user_id))
        return sum(pipeline.execute())

    def erase(self, user_ids: list[str], events: list[tuple[str, str]]) -> int:
        """Forget these shoppers' carts, and the marks of these events (each with its shopper), as if never there.

        How many keys there were.
        """
        pipeline = self.redis.commands.pipeline(transaction=False)
        for user_id in user_ids:
            for key in (cart_key, prices_key, taken_key, merges_key):
                pipeline.unlink(key(user_id))
        for user_id, event_id in events:
            pipeline.unlink(event_key(user_id, event_id))
        removed: int = sum(pipeline.execute())
        # Whoever takes shoppers away takes products away with them.
        self._shelf.forget()
        return removed

    def quantities(self, user_id: str) -> dict[str, int]:
        """Pieces by product id, as Redis holds them."""
        return {str(id): int(quantity) for id, quantity in self.redis.commands.hgetall(cart_key(user_id)).items()}

    def prices(self, user_id: str) -> dict[str, Decimal]:
        """What a piece cost when it was put in, by product id, as Redis holds it."""
        return {str(id): Decimal(str(price)) for id, price in self.redis.commands.hgetall(prices_key(user_id)).items()}

    def show(self, user_id: str) -> Cart:
        """The cart at today's prices, in the order of the products' names. A product that is gone is left out."""
        key = cart_key(user_id)
        pipeline = self.redis.commands.pipeline(transaction=False)
        pipeline.hgetall(key)
        pipeline.hgetall(prices_key(user_id))
        pipeline.ttl(key)
        quantities, prices, seconds = pipeline.execute()
        rows = self.postgres.rows(statement("carts/products.sql"), {"ids": list(quantities)}) if quantities else []
        lines = [
            CartLine(
                product_id=row["id"],
                name=row["name"],
                price=row["price"],
                price_then=prices.get(row["id"]),
                quantity=int(quantities[row["id"]]),
                available=row["stock"],
            )
            for row in sorted(rows, key=lambda row: (row["name"], row["id"]))
        ]
        return Cart(user_id=user_id, key=key, lines=lines, expires_in=max(0, seconds))

    def remove_ordered(self, user_id: str, event_id: str, quantities: dict[str, int]) -> None:
        """Take what an order bought out of the cart, once per event; what was added since stays."""
        pairs: list[str | int | float] = [part for pair in quantities.items() for part in pair]
        keys = [cart_key(user_id), prices_key(user_id), event_key(user_id, event_id)]
        self.redis.run(statement("carts/remove_ordered.lua"), keys, [LIFETIME_SECONDS, *pairs])

    def _script(self, name: str, user_id: str, *arguments: str | int) -> int:
        keys = [cart_key(user_id), prices_key(user_id)]
        return int(self.redis.run(statement(f"carts/{name}.lua"), keys, [*arguments, LIFETIME_SECONDS]))

    def _refuse(self, goods: Goods, wanted: int) -> None:
        if wanted > goods.stock:
            raise OutOfStock([Shortfall(goods.id, goods.name, wanted, goods.stock)])
        raise NotPossible(f"A cart takes at most {MAX_QUANTITY} of one product, and this would make {wanted}.")
