"""Products that look like another, or like an uploaded picture, and in what: colour, form, texture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PIL.Image import Image
from psycopg.types.json import Json

from marketplace.catalog.models import Product
from marketplace.looks.models import Likeness, Lookalike
from marketplace.looks.pictures import read
from marketplace.looks.vector import PARTS, Vector
from marketplace.statements import statement
from marketplace.stores.postgres import Postgres

FEW = 2000
"""Measured products up to which each is compared; the index answers from there on."""


class LooksService:
    """`products` turns ids into products, in order."""

    def __init__(self, postgres: Postgres, products: Callable[[list[str]], Sequence[Product]]) -> None:
        self.postgres, self._products = postgres, products

    def like(self, product_id: str, limit: int = 8) -> list[Lookalike]:
        """Products whose pictures are most like this one's, best first; none where it has not been measured."""
        return self._nearest(product_id, None, limit)

    def like_picture(self, picture: bytes | Image, limit: int = 8) -> list[Lookalike]:
        """Products whose pictures are most like an uploaded one, or one that `read` has read.

        Raises InvalidInput where it is no PNG, JPEG or WebP, is damaged, or is too large.
        """
        # Imported here: scikit-image and scipy take a quarter of a second, which nobody waits for who sends no picture.
        from marketplace.looks.measures import measure

        return self._nearest(None, measure(read(picture) if isinstance(picture, bytes) else picture), limit)

    def _nearest(self, product_id: str | None, look: Vector | None, limit: int) -> list[Lookalike]:
        parameters: dict[str, Any] = {
            "product_id": product_id,
            "look": look,
            "limit": limit,
            "few": FEW,
            "parts": Json([{"name": name, **part._asdict()} for name, part in PARTS.items()]),
        }
        rows = self.postgres.rows(statement("looks/alike.sql"), parameters)
        products = {product.id: product for product in self._products([row["id"] for row in rows])}
        return [
            Lookalike(product=products[row["id"]], score=_mean(parts), parts=parts)
            for row in rows
            if row["id"] in products
            for parts in [Likeness(**{name: min(1.0, max(0.0, part)) for name, part in row["parts"].items()})]
        ]


def _mean(parts: Likeness) -> float:
    score: float = sum(part.weight * getattr(parts, name) for name, part in PARTS.items())
    return score
