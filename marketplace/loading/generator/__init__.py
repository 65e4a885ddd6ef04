"""Orders, and at the larger scales a larger marketplace, from a seed: the same seed gives the same data everywhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from marketplace.loading.dataset import Dataset
from marketplace.loading.generator.grow import grow
from marketplace.loading.generator.orders import DAY, Fixed, draw_orders
from marketplace.loading.generator.taste import Goods, Shoppers, goods_of, shoppers_of
from marketplace.progress import Progress, silent

__all__ = ["AS_OF", "SCALES", "Scale", "ScaleName", "generate"]

ScaleName = Literal["small", "medium", "large"]

AS_OF = date(2026, 6, 30)
"""The last day of the shipped data. A fixed one, so that loading is the same on every day."""


@dataclass(frozen=True)
class Scale:
    """How large a marketplace is. None: as many as the catalogue that comes with the package."""

    products: int | None
    shoppers: int | None
    orders: int


SCALES: dict[ScaleName, Scale] = {
    "small": Scale(None, None, 6_000),
    "medium": Scale(5_000, 10_000, 100_000),
    "large": Scale(50_000, 100_000, 1_000_000),
}


def generate(
    base: Dataset, scale: Scale, seed: int = 1, *, until: date = AS_OF, progress: Progress = silent
) -> Dataset:
    """The base grown to the scale, with orders up to `until`. Each verified review is of a thing its author bought."""
    rng = np.random.default_rng(seed)
    progress("growing the catalogue", 0, None)
    grown = grow(base, scale.products or len(base.products), scale.shoppers or len(base.users), rng)
    progress("drawing orders", 0, scale.orders)
    goods = goods_of(grown, liked=_liked(base))
    shoppers = shoppers_of(grown, goods.crafts)
    fixed = reviewed(grown, goods, shoppers)
    orders, items = draw_orders(goods, shoppers, scale.orders, rng, until=np.datetime64(until), fixed=fixed)
    progress("drawing orders", scale.orders, scale.orders)
    return replace(grown, orders=orders, items=items)


def reviewed(dataset: Dataset, goods: Goods, shoppers: Shoppers) -> Fixed:
    """The purchases behind verified reviews, some days before each; and the others' pairs, which must not occur."""
    reviews = dataset.documents.get("reviews", [])
    product = pd.Index(goods.ids).get_indexer(pd.Index([r["product_id"] for r in reviews])).astype(np.int64)
    shopper = pd.Index(shoppers.ids).get_indexer(pd.Index([r["user_id"] for r in reviews])).astype(np.int64)
    written = np.array([r["created_at"].replace(tzinfo=None) for r in reviews], dtype="datetime64[D]")
    verified = np.array([r["verified"] for r in reviews], dtype=bool)
    known = (product >= 0) & (shopper >= 0)
    bought = known & verified
    # Delivered and tried: one to four weeks, by a fixed spread that needs no chance.
    before = (7 + np.arange(len(reviews)) * 5 % 22) * DAY
    earliest = np.maximum(goods.listed[product], shoppers.joined[shopper]) if len(reviews) else written
    day = np.minimum(np.maximum(written - before, earliest), written - DAY)
    return Fixed(shopper[bought], product[bought], day[bought], (shopper * len(goods.ids) + product)[known & ~verified])


def _liked(dataset: Dataset) -> dict[str, float]:
    reviews = dataset.documents.get("reviews")
    if not reviews:
        return {}
    frame = pd.DataFrame([(r["product_id"], r["rating"]) for r in reviews], columns=["product", "rating"])
    return {str(product): float(mean) for product, mean in frame.groupby("product")["rating"].mean().items()}
