"""The catalogue: PostgreSQL's rows, MongoDB's ratings, specifications and profiles, behind a cache in Redis."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from typing import Any

from marketplace.catalog import cursor as cursors
from marketplace.catalog.cursor import Cursor
from marketplace.catalog.facets import Facets, facets, keep_facts
from marketplace.catalog.models import BrowseQuery, CataloguePage, Craft, Filters, Maker, Model, Product, Specs
from marketplace.catalog.pictures import draw
from marketplace.errors import InvalidInput, NotFound, StoreUnavailable
from marketplace.statements import statement
from marketplace.stores.cache import Cache, Served
from marketplace.stores.mongo import Mongo
from marketplace.stores.postgres import Postgres
from marketplace.stores.redis import Redis

log = logging.getLogger(__name__)

PRODUCT_SECONDS = 3600
PAGE_SECONDS = 60
GENERATION = "catalogue:generation"
"""Counted up when the catalogue is loaded anew: part of every page's key, so old pages are simply not found again."""


class Picture(Model):
    """A drawn product."""

    svg: str


class Counted(Model):
    """Facets as they are cached."""

    facets: Facets


class CatalogService:
    """Browse, look at one product, and whatever belongs to looking at it."""

    def __init__(self, postgres: Postgres, mongo: Mongo, redis: Redis) -> None:
        self.postgres, self.mongo, self.redis = postgres, mongo, redis
        self._products = Cache(redis, "product", Product, PRODUCT_SECONDS)
        self._pages = Cache(redis, "catalogue", CataloguePage, PAGE_SECONDS)
        self._facets = Cache(redis, "facets", Counted, PAGE_SECONDS)
        self._pictures = Cache(redis, "picture", Picture, PRODUCT_SECONDS)

    def browse(self, query: BrowseQuery | None = None) -> Served[CataloguePage]:
        """One page of products under the query's filters, with the crafts' counts. Kept for a minute.

        Raises InvalidInput where the lowest price is above the highest.
        """
        query = query or BrowseQuery()
        if query.min_price is not None and query.max_price is not None and query.min_price > query.max_price:
            raise InvalidInput(f"The lowest price ({query.min_price}) is above the highest ({query.max_price}).")
        cursor = Cursor.read(query.cursor, query.sort)
        if cursor is None:
            query = query.model_copy(update={"cursor": None})
        digest = hashlib.sha256(query.model_dump_json().encode()).hexdigest()[:24]
        return self._pages.read(
            f"{self.generation()}-{digest}", lambda: self._browse(query, cursor), "postgres", keep=_rated_page
        )

    def _browse(self, query: BrowseQuery, cursor: Cursor | None) -> CataloguePage:
        # One more than is shown says whether there are more.
        parameters = query.model_dump() | cursors.parameters(cursor) | {"limit": query.size + 1}
        with self.postgres.transaction() as session:
            rows, [counted], crafts = session.together(
                (statement("catalog/browse.sql"), parameters),
                (statement("catalog/count.sql"), parameters),
                (statement("catalog/crafts.sql"), parameters),
            )
        back = cursor is not None and cursor.back
        more, rows = len(rows) > query.size, rows[: query.size]
        items = self._rated(rows[::-1] if back else rows)
        # A product that comes or goes between the statements must not make it less than none.
        before = max(0, counted["beyond"] - len(rows) if back else counted["total"] - counted["beyond"])
        after = more if not back else counted["total"] > before + len(rows)
        return CataloguePage(
            items=items,
            total=counted["total"],
            before=before,
            next=str(Cursor.at(items[-1], query.sort)) if items and after else None,
            previous=str(Cursor.at(items[0], query.sort, back=True)) if items and (more if back else before) else None,
            crafts=[Craft(**row) for row in crafts],
        )

    def product(self, product_id: str) -> Served[Product]:
        """One product, from the cache where it is kept. Raises NotFound."""

        def load() -> Product:
            rows = self.postgres.rows(statement("catalog/products.sql"), {"ids": [product_id]})
            if not rows:
                raise NotFound("product", product_id)
            return self._rated(rows)[0]

        return self._products.read(product_id, load, "postgres", keep=lambda product: product.rating_known)

    def products(self, ids: list[str]) -> list[Product]:
        """Products in the order of `ids`, those that exist; one round trip to the cache, one query for all it lacks."""

        def load(missing: list[str]) -> dict[str, Product]:
            rows = self.postgres.rows(statement("catalog/products.sql"), {"ids": missing})
            return {product.id: product for product in self._rated(rows)}

        found = self._products.read_many(ids, load, keep=lambda product: product.rating_known)
        return [found[id] for id in ids if id in found]

    def _rated(self, rows: list[dict[str, Any]]) -> list[Product]:
        """Rows as products, with their ratings from MongoDB; without, where MongoDB does not answer."""
        ratings: dict[str, dict[str, Any]] = {}
        known = True
        if rows:
            try:
                found = self.mongo.run(statement("catalog/ratings.json"), {"ids": [row["id"] for row in rows]})
                ratings = {document["_id"]: document for document in found}
            except StoreUnavailable as error:
                log.warning("products are shown without ratings: %s", error)
                known = False
        return [
            Product(
                **row,
                rating=rating and round(rating["rating"], 2),
                reviews=rating["reviews"] if rating else 0,
                rating_known=known,
            )
            for row in rows
            for rating in [ratings.get(row["id"])]
        ]

    def specs(self, ids: list[str]) -> dict[str, Specs]:
        """Specifications by product id; a product without any is not among them."""
        documents = self.mongo.run(statement("catalog/specs.json"), {"ids": ids}) if ids else []
        return {document["_id"]: _specs(document) for document in documents}

    def pictures(self, products: list[Product]) -> dict[str, str]:
        """An SVG for each product, drawn from its specifications; a plainer one where MongoDB does not answer."""
        by_id = {product.id: product for product in products}
        known = True

        def draw_all(ids: list[str]) -> dict[str, Picture]:
            nonlocal known
            specs: dict[str, Specs] = {}
            try:
                specs = self.specs(ids)
            except StoreUnavailable as error:
                log.warning("pictures are drawn without specifications: %s", error)
                known = False
            return {id: _draw(by_id[id], specs.get(id) or Specs(product_id=id)) for id in ids}

        pictures = self._pictures.read_many(by_id, draw_all, keep=lambda _: known)
        return {id: picture.svg for id, picture in pictures.items()}

    def crafts(self) -> list[Craft]:
        """Every craft with its number of products."""
        parameters = BrowseQuery().model_dump()
        return self.postgres.all(Craft, statement("catalog/crafts.sql"), parameters)

    def facets(self, filters: Filters, ids: Sequence[str] | None = None) -> Facets:
        """How many products each value of each filter would leave under the others; of `ids` alone where given.

        Kept for a minute, as pages are.
        """
        asked = filters.model_dump_json(include=set(Filters.model_fields))
        digest = hashlib.sha256("\0".join([asked, *(ids or ()), str(ids is None)]).encode()).hexdigest()[:24]
        kept = self._facets.read(
            f"{self.generation()}-{digest}", lambda: Counted(facets=facets(self.postgres, filters, ids)), "postgres"
        )
        return kept.value.facets

    def keep_facts(self, product_ids: Sequence[str] | None = None) -> None:
        """Copy what MongoDB knows of these products (of all), for filters: ratings and materials."""
        if product_ids is None:
            product_ids = [row["id"] for row in self.postgres.rows(statement("catalog/ids.sql"))]
        keep_facts(self.postgres, self.mongo, product_ids)

    def reviewed(self, product_id: str) -> None:
        """A product's rating has changed: forget the cached one, and keep the new one for filters."""
        self.drop([product_id])
        try:
            self.keep_facts([product_id])
        except StoreUnavailable as error:
            log.warning("a rating is filtered by as it was until the next load or review: %s", error)

    def faces(self) -> list[Product]:
        """The product each craft shows itself by, crafts in the order of their names."""
        return self.products([row["id"] for row in self.postgres.rows(statement("catalog/faces.sql"))])

    def makers(self) -> list[Maker]:
        """Every maker, by name, without their profiles."""
        return self.postgres.all(Maker, statement("catalog/makers.sql"), {"id": None})

    def maker(self, seller_id: str) -> Maker:
        """One maker, with the profile where there is one. Raises NotFound."""
        row = self.postgres.row(statement("catalog/makers.sql"), {"id": seller_id})
        if row is None:
            raise NotFound("maker", seller_id)
        try:
            profiles = self.mongo.run(statement("catalog/profile.json"), {"id": seller_id})
        except StoreUnavailable as error:
            log.warning("a maker is shown without a profile: %s", error)
            profiles = []
        return Maker(**row, profile=profiles[0] if profiles else None)

    def kept(self, ids: list[str]) -> dict[str, Product]:
        """What the cache holds of these products, be it right or not. Raises StoreUnavailable."""
        return self._products.held(ids)

    def drop(self, product_ids: list[str]) -> bool:
        """Forget cached products whose rows have changed (their stock after an order, their rating after a review).

        Whether it was done: where Redis does not answer, it was not.
        """
        return self._products.drop(product_ids)

    def forget(self) -> int:
        """Forget every cached page, and every product and picture of ours: the catalogue was loaded anew.

        How many products that is.
        """
        ids = [row["id"] for row in self.postgres.rows(statement("catalog/ids.sql"))]
        self.withdraw(ids)
        return len(ids)

    def withdraw(self, product_ids: list[str]) -> None:
        """Forget these products, which are gone or new, and every cached page: any may show one of them."""
        self._products.drop(product_ids)
        self._pictures.drop(product_ids)
        try:
            self.redis.commands.incr(GENERATION)
        except StoreUnavailable as error:
            log.warning("catalogue pages stay cached for a minute: %s", error)

    def generation(self) -> str:
        """Which load of the catalogue this is: a part of what is cached about all of it."""
        try:
            return str(self.redis.commands.get(GENERATION) or 0)
        except StoreUnavailable:
            return "0"


def _rated_page(page: CataloguePage) -> bool:
    return all(product.rating_known for product in page.items)


def _draw(product: Product, spec: Specs) -> Picture:
    svg = draw(product.id, product.category_id or "", spec.form, spec.palette, spec.materials, title=product.name)
    return Picture(svg=svg)


def _specs(document: dict[str, Any]) -> Specs:
    known = {key: document[key] for key in Specs.model_fields if key in document}
    return Specs(product_id=document["_id"], **known)
