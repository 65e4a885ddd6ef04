"""What looking alike is told as."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from marketplace.catalog.models import Product


class Likeness(BaseModel):
    """How alike two pictures are in each measure: 0 nothing in common, 1 the same."""

    model_config = ConfigDict(frozen=True)

    colour: float
    form: float
    texture: float


class Lookalike(BaseModel):
    """A product whose picture is alike. `score` is the weighted mean of the three parts: form counts half."""

    model_config = ConfigDict(frozen=True)

    product: Product
    score: float
    parts: Likeness
