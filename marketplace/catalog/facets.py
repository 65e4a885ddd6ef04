"""Facets: how many products each value of each filter would leave, and what MongoDB knows of a product to filter by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import get_args

from marketplace.catalog.models import FacetName, FacetValue, Filters
from marketplace.statements import statement
from marketplace.stores.mongo import Mongo
from marketplace.stores.postgres import Postgres

BANDS = (25, 50, 100, 200)
"""Prices in euros at which a band ends and the next begins."""

MOST = 12
"""Makers, and materials, that are offered: those with the most products."""

PART = 5_000
"""Products whose facts are copied in one go."""

SEPARATOR = "\x1f"
"""Between materials on their way into PostgreSQL: the control character made for it, which no material holds."""

Facets = dict[FacetName, list[FacetValue]]


def facets(postgres: Postgres, filters: Filters, ids: Sequence[str] | None = None) -> Facets:
    """The values of every facet that leave something, under the other filters; of `ids` alone where they are given."""
    parameters = {
        **filters.model_dump(include=set(Filters.model_fields)),
        "ids": None if ids is None else list(ids),
        "bands": list(BANDS),
        "most": MOST,
    }
    found: Facets = {name: [] for name in get_args(FacetName)}
    for row in postgres.rows(statement("catalog/facets.sql"), parameters, prepare=False):
        found[row["facet"]].append(_value(row["facet"], row["value"], row["label"], row["products"]))
    for name in ("craft", "maker"):
        found[name].sort(key=lambda one: one.label.casefold())
    found["price"].sort(key=lambda one: float(one.value.partition("-")[0] or 0))
    found["rating"].sort(key=lambda one: one.value, reverse=True)
    return found


def _value(facet: FacetName, value: str, label: str | None, products: int) -> FacetValue:
    if facet == "price":
        band = int(value)
        low, high = BANDS[band - 1] if band else None, BANDS[band] if band < len(BANDS) else None
        said = f"€ {low} to {high}" if low and high else f"under € {high}" if high else f"€ {low} and more"
        return FacetValue(value=f"{low or ''}-{high or ''}", label=said, products=products)
    if facet == "rating":
        return FacetValue(value=value, label=f"{value} stars" if value == "5" else f"{value} and up", products=products)
    return FacetValue(value=value, label=label or "in stock", products=products)


def keep_facts(postgres: Postgres, mongo: Mongo, ids: Sequence[str]) -> None:
    """Copy the materials and ratings of these products to PostgreSQL. Raises StoreUnavailable."""
    rest = iter(ids)
    while part := list(islice(rest, PART)):
        ratings = {one["_id"]: one for one in mongo.run(statement("catalog/ratings.json"), {"ids": part})}
        specs = {one["_id"]: one for one in mongo.run(statement("catalog/specs.json"), {"ids": part})}
        parameters = {
            "ids": part,
            "materials": [SEPARATOR.join(specs.get(id, {}).get("materials") or ()) or None for id in part],
            "ratings": [ratings[id]["rating"] if id in ratings else None for id in part],
            "reviews": [ratings[id]["reviews"] if id in ratings else 0 for id in part],
        }
        postgres.rows(statement("catalog/keep_facts.sql"), parameters)
