"""What a search returns."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from marketplace.catalog.models import Product

Mode = Literal["fulltext", "semantic", "hybrid"]


class Hit(BaseModel):
    """One product found. `score` is comparable within one search only.

    `headline` is safe HTML: fragments of the text with the words found in <mark>. `distance` is the cosine distance (0
    alike, 2 opposite). `ranks` holds the rank (1 first) that each half of a hybrid search gave it.
    """

    model_config = ConfigDict(frozen=True)

    product: Product
    score: float
    headline: str | None = None
    distance: float | None = None
    ranks: dict[str, int] = {}


class Hits(BaseModel):
    """The answer to one search, best first. `parsed` is what PostgreSQL made of the words."""

    model_config = ConfigDict(frozen=True)

    mode: Mode
    query: str
    hits: list[Hit]
    parsed: str | None = None
