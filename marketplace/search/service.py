"""Search: full text and semantic, each hit with what made it one."""

from __future__ import annotations

import base64
import hashlib
import html
import threading
import weakref
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel

from marketplace.catalog.models import Product
from marketplace.search import encoder
from marketplace.search.models import Hit, Hits, Mode
from marketplace.statements import statement
from marketplace.stores.cache import Cache, Served
from marketplace.stores.postgres import Postgres
from marketplace.stores.redis import Redis

CACHE_SECONDS = 3600
MAX_QUERY = 1000
"""Characters of a query that are read: more says nothing more, and costs."""

MAX_WORD = 100
"""Characters of one word that are read: PostgreSQL refuses to search for words of more than 2046 bytes."""

EXIT_SECONDS = 20.0
"""A process that ends while the model is being loaded waits for that, but no longer."""

RRF_K = 60
"""Constant of reciprocal rank fusion: Cormack, Clarke, Büttcher, SIGIR 2009."""

Vector = npt.NDArray[np.float32]


class Found(BaseModel):
    """A hit before its product is looked up: what the cache keeps, for prices and stock change meanwhile."""

    id: str
    score: float
    headline: str | None = None
    distance: float | None = None
    ranks: dict[str, int] = {}


class Ranking(BaseModel):
    """The products one query found, best first."""

    found: list[Found]
    parsed: str | None = None


class QueryVector(BaseModel):
    """A query's vector as it is cached: little-endian float32, base64."""

    data: str


class SearchService:
    """Each mode's ranking is kept in Redis for an hour, or until the catalogue is loaded anew.

    `products` turns ids into products, in order; `generation` says which load of the catalogue this is.
    """

    def __init__(
        self,
        postgres: Postgres,
        redis: Redis,
        products: Callable[[list[str]], Sequence[Product]],
        generation: Callable[[], str],
    ) -> None:
        self.postgres, self._products, self._generation = postgres, products, generation
        self._rankings = Cache(redis, "search", Ranking, CACHE_SECONDS)
        self._vectors = Cache(redis, "vector", QueryVector, CACHE_SECONDS * 24)

    def warm(self) -> None:
        """Load the language model in the background: it takes seconds that the first search would wait."""
        thread = threading.Thread(target=encoder.load_ahead, name="load-model", daemon=True)
        thread.start()
        # A process that ends meanwhile waits for it: what torch has begun it takes back by finalizers of its own, which
        # fail one by one, aloud, unless they are there before Python is taken apart.
        weakref.finalize(thread, thread.join, EXIT_SECONDS)

    def fulltext(self, query: str, *, category_id: str | None = None, limit: int = 20) -> Served[Hits]:
        """By words: PostgreSQL's weighted tsvector, English stems, accents dropped."""
        return self.search(query, "fulltext", category_id=category_id, limit=limit)

    def semantic(self, query: str, *, category_id: str | None = None, limit: int = 20) -> Served[Hits]:
        """By meaning: all-MiniLM-L6-v2 vectors, cosine distance, HNSW."""
        return self.search(query, "semantic", category_id=category_id, limit=limit)

    def hybrid(self, query: str, *, category_id: str | None = None, limit: int = 20) -> Served[Hits]:
        """Both, their ranks fused by reciprocal rank (Cormack, Clarke, Büttcher 2009)."""
        return self.search(query, "hybrid", category_id=category_id, limit=limit)

    def search(self, query: str, mode: Mode, *, category_id: str | None = None, limit: int = 20) -> Served[Hits]:
        """Search in one of the three modes. An empty query, or one of no words, finds nothing."""
        query = _clean(query)
        rank = {"fulltext": self._fulltext, "semantic": self._semantic, "hybrid": self._hybrid}[mode]
        asked = "\0".join([self._generation(), mode, query, category_id or "", str(limit)])
        digest = hashlib.sha256(asked.encode()).hexdigest()[:24]
        served = self._rankings.read(
            digest,
            lambda: rank(query, category_id, limit) if query else Ranking(found=[]),
            "postgres",
            keep=lambda ranking: bool(ranking.found),
        )
        hits = Hits(mode=mode, query=query, hits=self._hits(served.value.found), parsed=served.value.parsed)
        return Served(value=hits, source=served.source, hit=served.hit, ms=served.ms)

    def similar(self, product_id: str, limit: int = 8) -> list[Hit]:
        """Products whose description means nearly the same; none where this product has no vector."""
        with self.postgres.transaction() as session:
            session.rows(statement("search/tune.sql"))
            parameters = {"product_id": product_id, "limit": limit}
            rows = session.rows(statement("search/similar.sql"), parameters)
        return self._hits([_near(row) for row in rows if row["distance"] is not None])

    def _fulltext(self, query: str, category_id: str | None, limit: int) -> Ranking:
        parameters = {"query": query, "category_id": category_id, "limit": limit}
        rows = self.postgres.rows(statement("search/fulltext.sql"), parameters)
        found = [Found(id=row["id"], score=row["score"], headline=_marked(row["headline"])) for row in rows]
        return Ranking(found=found, parsed=rows[0]["parsed"] if rows else None)

    def _semantic(self, query: str, category_id: str | None, limit: int) -> Ranking:
        vector = self._vector(query)
        with self.postgres.transaction() as session:
            session.rows(statement("search/tune.sql"))
            parameters = {"vector": vector, "category_id": category_id, "limit": limit}
            rows = session.rows(statement("search/semantic.sql"), parameters)
        return Ranking(found=[_near(row) for row in rows])

    def _hybrid(self, query: str, category_id: str | None, limit: int) -> Ranking:
        depth = max(limit, 50)
        words, meaning = self._fulltext(query, category_id, depth), self._semantic(query, category_id, depth)
        merged: dict[str, Found] = {}
        for name, half in (("fulltext", words), ("semantic", meaning)):
            for rank, found in enumerate(half.found, 1):
                before = merged.get(found.id)
                merged[found.id] = Found(
                    id=found.id,
                    score=(before.score if before else 0) + 1 / (RRF_K + rank),
                    headline=before.headline if before else found.headline,
                    distance=found.distance,
                    ranks=(before.ranks if before else {}) | {name: rank},
                )
        best = sorted(merged.values(), key=lambda found: (-found.score, found.id))[:limit]
        return Ranking(found=best, parsed=words.parsed)

    def _vector(self, query: str) -> Vector:
        def load() -> QueryVector:
            vector = encoder.encode([query])[0]
            return QueryVector(data=base64.b64encode(vector.astype("<f4").tobytes()).decode())

        digest = hashlib.sha256(f"{encoder.MODEL}\0{query}".encode()).hexdigest()[:24]
        kept = self._vectors.read(digest, load, "postgres")
        return np.frombuffer(base64.b64decode(kept.value.data), dtype="<f4").astype(np.float32)

    def _hits(self, found: list[Found]) -> list[Hit]:
        products = {product.id: product for product in self._products([one.id for one in found])}
        return [Hit(product=products[one.id], **one.model_dump(exclude={"id"})) for one in found if one.id in products]


def _near(row: dict[str, Any]) -> Found:
    return Found(id=row["id"], score=1 - row["distance"], distance=row["distance"])


def _clean(query: str) -> str:
    """Without what no store can hold (NULs, halves of surrogate pairs), blanks single, not too long."""
    readable = query.replace("\0", " ").encode(errors="ignore").decode()
    return " ".join(word[:MAX_WORD] for word in readable.split())[:MAX_QUERY]


def _marked(headline: str | None) -> str | None:
    """PostgreSQL marks words with two control characters; only once the rest is escaped do they become tags."""
    if not headline:
        return None
    return html.escape(headline).replace("\x02", "<mark>").replace("\x03", "</mark>")
