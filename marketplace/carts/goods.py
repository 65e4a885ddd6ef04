"""What PostgreSQL says of the products that go into carts."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import NamedTuple

from marketplace.errors import NotFound, NotPossible
from marketplace.statements import statement
from marketplace.stores.postgres import Postgres

MAX_QUANTITY = 20
"""Pieces of one product a cart takes: handmade things are not bought by the pallet."""

RUSH_SECONDS, RUSH = 1.0, 8
"""So many questions about one product in so short a time are a rush on it."""

KEPT = 1_000


class Goods(NamedTuple):
    """A product that is for sale, as PostgreSQL said at `asked_at` (on this process's monotonic clock)."""

    id: str
    name: str
    price: Decimal
    stock: int
    asked_at: float

    @property
    def most(self) -> int:
        """Pieces of it that may be in a cart."""
        return min(self.stock, MAX_QUANTITY)


class Shelf:
    """Price and stock by product, from PostgreSQL; in a rush on one product, from what PostgreSQL said a moment ago.

    A cart reserves nothing, and checkout decides: so when hundreds tap on the same bowl within a second, the first few
    ask, and the others take that for an answer. It is good enough for a yes; a no is said on PostgreSQL's word of now.
    """

    def __init__(self, postgres: Postgres) -> None:
        self.postgres = postgres
        # By product: when the first question of this moment came, how many there were, and the last answer.
        self._asked: dict[str, tuple[float, int, Goods]] = {}

    def lately(self, product_id: str) -> Goods:
        """As it is, or in a rush as it was less than a second ago. Raises NotFound, NotPossible (it has no price)."""
        now = time.monotonic()
        began, questions, known = self._asked.get(product_id, (0.0, 0, None))
        if known is not None and now - began < RUSH_SECONDS and questions >= RUSH:
            return known
        goods = self.now(product_id)
        began, questions = (began, questions + 1) if now - began < RUSH_SECONDS else (now, 1)
        if len(self._asked) >= KEPT:
            self._asked.clear()
        self._asked[product_id] = (began, questions, goods)
        return goods

    def now(self, product_id: str) -> Goods:
        """As it is now. Raises NotFound, NotPossible (it has no price)."""
        asked_at = time.monotonic()
        row = self.postgres.row(statement("carts/products.sql"), {"ids": [product_id]})
        if row is None or row["price"] is None:
            self._asked.pop(product_id, None)
        if row is None:
            raise NotFound("product", product_id)
        if row["price"] is None:
            raise NotPossible(f"{row['name']} is shown only: it has no price, so it cannot be bought.")
        return Goods(row["id"], row["name"], row["price"], row["stock"], asked_at)

    def forget(self) -> None:
        """Forget every answer: products have come or gone."""
        self._asked.clear()
