"""A whole marketplace in memory, by column: what the reader and the generator make, and the loaders take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import pandas as pd

Document = dict[str, Any]

COLUMNS: dict[str, tuple[str, ...]] = {
    # `made_up`: nobody described this row, another file only named its id; it never overwrites one that is known.
    "categories": ("id", "name", "description", "made_up"),
    "sellers": ("id", "name", "specialty", "rating", "joined_on", "made_up"),
    "users": ("id", "name", "email", "location", "interests", "joined_on", "made_up"),
    "products": (
        "id", "name", "description", "category_id", "seller_id", "price_cents", "tags", "stock", "listed_at",
    ),
    "orders": ("id", "user_id", "status", "placed_at"),
    "items": ("order_id", "line", "product_id", "quantity", "unit_price_cents"),
}  # fmt: skip
"""The columns of each frame. Money is whole cents, so it is exact in a column; lists are comma separated; a missing
value is null. Dates are ISO text, moments are UTC timestamps."""

COLLECTIONS = ("reviews", "product_specs", "seller_profiles", "user_preferences")


@dataclass
class Dataset:
    """Frames for PostgreSQL, documents for MongoDB. Orders without lines and lines without orders do not occur."""

    categories: pd.DataFrame
    sellers: pd.DataFrame
    users: pd.DataFrame
    products: pd.DataFrame
    orders: pd.DataFrame
    items: pd.DataFrame
    documents: dict[str, list[Document]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    skipped: int = 0

    @classmethod
    def of(cls, frames: Mapping[str, pd.DataFrame], documents: dict[str, list[Document]] | None = None) -> Self:
        """A data set of some frames, by their names; the others are empty."""
        nothing = {name: pd.DataFrame(columns=list(columns)) for name, columns in COLUMNS.items()}
        every = {**nothing, **frames}
        return cls(
            every["categories"], every["sellers"], every["users"], every["products"], every["orders"], every["items"],
            documents or {},
        )  # fmt: skip

    def frame(self, name: str) -> pd.DataFrame:
        """A frame by its table's name (order lines are "items"), its columns in the agreed order."""
        frame: pd.DataFrame = getattr(self, name)
        return frame[list(COLUMNS[name])]
