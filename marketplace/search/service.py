"""Search: by words, by meaning, or both in one statement; each hit with what made it one."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import threading
import weakref
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from pydantic import BaseModel

from marketplace.catalog.models import Filters, Product
from marketplace.errors import InvalidInput
from marketplace.search.encoder import Encoder
from marketplace.search.encoder import Vectors as Vector
from marketplace.search.models import Account, Hit, Hits, Mode, Suggestion, Term
from marketplace.search.parse import Query, clean, parse
from marketplace.search.words import Understood, understand
from marketplace.statements import Statement, statement
from marketplace.stores.cache import Cache, Served
from marketplace.stores.plans import explain_apart
from marketplace.stores.postgres import Postgres, Row
from marketplace.stores.redis import Redis

CACHE_SECONDS = 3600

EXIT_SECONDS = 20.0
"""A process that ends while the model is being loaded waits for that, but no longer."""

DEPTH = 100
"""Products that each half hands over to be fused: enough that none of the best twenty is missed by both."""

WORDS_WEIGHT = 0.4
"""What the half by words counts in a hybrid search; the half by meaning counts the rest. Chosen on the tuning half of
the shipped catalogue's judgments (evaluation/judged), where .35 to .5 are within .012 nDCG@10 of each other."""

FEW = 5000
"""Products under a filter up to which each is compared with the query. Measured among 50,000: to compare 3,800 took
10 ms; to walk the graph until enough passed took 3 ms where the query is at home among them (a price), and 20 to 70 ms
where it is not (another craft), and then it missed some."""


class Found(BaseModel):
    """A hit before its product is looked up: what the cache keeps, for prices and stock change meanwhile."""

    id: str
    score: float
    name: str | None = None
    headline: str | None = None
    distance: float | None = None
    fulltext: float | None = None
    ranks: dict[str, int] = {}
    gave: dict[str, float] = {}


class Ranking(BaseModel):
    """The products one query found, best first: `ranked` in all, of which `found` are those after the first `before`.
    `words` are those that were looked for."""

    found: list[Found]
    ranked: int
    before: int = 0
    next: str | None = None
    words: str
    parsed: str | None = None
    corrected: str | None = None
    offered: str | None = None


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
        encoder: Encoder | None = None,
    ) -> None:
        self.postgres, self._products, self._generation = postgres, products, generation
        self.encoder = encoder or Encoder()
        self._rankings = Cache(redis, "search", Ranking, CACHE_SECONDS)
        self._vectors = Cache(redis, "vector", QueryVector, CACHE_SECONDS * 24)

    def warm(self) -> None:
        """Load the language model in the background: it takes seconds that the first search would wait."""
        thread = threading.Thread(target=self.encoder.load_ahead, name="load-model", daemon=True)
        thread.start()
        # A process that ends meanwhile waits for it: what torch has begun it takes back by finalizers of its own, which
        # fail one by one, aloud, unless they are there before Python is taken apart.
        weakref.finalize(thread, thread.join, EXIT_SECONDS)

    def fulltext(self, query: str, *, category_id: str | None = None, limit: int = 20) -> Served[Hits]:
        """By words: BM25 over postings in PostgreSQL, English stems, accents dropped."""
        return self.search(query, "fulltext", category_id=category_id, limit=limit)

    def semantic(self, query: str, *, category_id: str | None = None, limit: int = 20) -> Served[Hits]:
        """By meaning: vectors of a language model, cosine distance, HNSW; exact where filters leave few."""
        return self.search(query, "semantic", category_id=category_id, limit=limit)

    def hybrid(self, query: str, *, category_id: str | None = None, limit: int = 20) -> Served[Hits]:
        """Both, their scores fused (a convex combination) in one statement."""
        return self.search(query, "hybrid", category_id=category_id, limit=limit)

    def search(
        self,
        query: str,
        mode: Mode,
        *,
        filters: Filters | None = None,
        category_id: str | None = None,
        limit: int = 20,
        after: str | None = None,
    ) -> Served[Hits]:
        """Search in one of the three modes, under filters (of which `category_id` alone may be given by itself).

        `after` goes on from a product seen before. Pages are cut from one ranking of the best hundred, which is kept as
        it was: nothing comes twice or is left out, whatever is sold or loaded meanwhile. Where the product is not in it
        (the ranking was made anew, or it never was) they begin at the best. An empty query, or one of no words, finds
        nothing. Raises StoreUnavailable where PostgreSQL does not answer.
        """
        asked, within = parse(query), _filters(filters, category_id)
        digest = self._digest(asked, mode, within, str(limit), after or "")
        served = self._rankings.read(
            digest, lambda: self._page(asked, mode, within, limit, after), "postgres", keep=lambda one: bool(one.found)
        )
        kept = served.value
        told = kept.model_dump(exclude={"found", "words"})
        hits = Hits(mode=mode, query=asked.text, hits=self._hits(kept.found), **told)
        return Served(value=hits, source=served.source, hit=served.hit, ms=served.ms)

    def ranked(
        self, query: str, mode: Mode, *, filters: Filters | None = None, limit: int = 20, vector: Vector | None = None
    ) -> list[str]:
        """The ids alone, best first, past every cache: what is measured. `vector` is the query's, if it is at hand."""
        asked = parse(query)
        understood = self._understood(asked, mode)
        encode = self._encode if vector is None else lambda _: vector
        return [one.id for one in self._rank(asked, understood, mode, filters or Filters(), limit, encode=encode)]

    def question(
        self, query: str, mode: Mode, *, filters: Filters | None = None, limit: int = 20, vector: Vector | None = None
    ) -> tuple[Statement, dict[str, Any]]:
        """The statement that ranks, and its parameters: to read its plan, or to run it barely."""
        asked = parse(query)
        encode = self._encode if vector is None else lambda _: vector
        parameters = _parameters(asked, self._understood(asked, mode), mode, filters or Filters(), limit, encode)
        return statement(f"search/{mode}.sql"), parameters

    def account(self, query: str, mode: Mode, *, filters: Filters | None = None) -> Account:
        """How a search is gone about: it is run once more for its plan, read-only, briefly, and rolled back.

        Raises NotPossible where that takes too long, StoreUnavailable.
        """
        asked = parse(query)
        understood = self._understood(asked, mode)
        parameters = _parameters(asked, understood, mode, filters or Filters(), DEPTH, self._vector)
        ranks = statement(f"search/{mode}.sql")
        words = {"words": "" if mode == "semantic" else understood.words}
        return Account(
            mode=mode,
            statement=ranks.name,
            plan=explain_apart(self.postgres, ranks, parameters),
            parsed=understood.parsed,
            corrected=understood.corrected,
            terms=[Term(**row) for row in self.postgres.rows(statement("search/weights.sql"), words)],
            halves={"fulltext": WORDS_WEIGHT, "semantic": 1 - WORDS_WEIGHT} if mode == "hybrid" else {},
            numbers=None if mode == "fulltext" else self.encoder.dimension,
        )

    def found(self, query: str, mode: Mode) -> list[str]:
        """The ids of the first hundred that a query finds without filters: what facets are counted over."""
        return [one.id for one in self._ranking(parse(query), mode, Filters(), DEPTH).found]

    def suggest(self, typed: str, limit: int = 6) -> list[Suggestion]:
        """What may be about to be typed, from two letters on: crafts, makers, products. Raises StoreUnavailable."""
        words = re.findall(r"\w+", clean(typed))[:8]
        if len("".join(words)) < 2:
            return []
        parameters = {
            "begins": r"\m" + " ".join(map(re.escape, words)),
            "prefix": " & ".join([f"{word}:A" for word in words[:-1]] + [f"{words[-1]}:*A"]),
            "limit": limit,
        }
        return [Suggestion(**row) for row in self.postgres.rows(statement("search/suggest.sql"), parameters)]

    def similar(self, product_id: str, limit: int = 8) -> list[Hit]:
        """Products whose description means nearly the same; none where this product has no vector."""
        rows = self.postgres.rows(statement("search/similar.sql"), {"product_id": product_id, "limit": limit})
        return self._hits([_near(row) for row in rows if row["distance"] is not None])

    def _understood(self, asked: Query, mode: Mode) -> Understood:
        # The model reads a query as it stands; stems and corrections are the other half's.
        return Understood(asked.words, None) if mode == "semantic" else understand(self.postgres, asked)

    def _digest(self, asked: Query, mode: Mode, within: Filters, *what: str) -> str:
        key = "\0".join([self._generation(), mode, asked.text, within.model_dump_json(), *what])
        return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()[:24]

    def _ranking(self, asked: Query, mode: Mode, within: Filters, depth: int) -> Ranking:
        """The best hundred, or `depth` if that is more, kept."""
        depth = max(depth, DEPTH)

        def load() -> Ranking:
            understood = self._understood(asked, mode)
            found = self._rank(asked, understood, mode, within, depth, encode=self._vector)
            return Ranking(found=found, ranked=len(found), **asdict(understood))

        digest = self._digest(asked, mode, within, "ranking", str(depth))
        return self._rankings.read(digest, load, "postgres", keep=lambda one: bool(one.found)).value

    def _page(self, asked: Query, mode: Mode, within: Filters, limit: int, after: str | None) -> Ranking:
        """A part of the ranking, with what made each a hit: only what is shown is explained."""
        ranking = self._ranking(asked, mode, within, limit)
        begins = next((place for place, one in enumerate(ranking.found, 1) if one.id == after), 0)
        found = ranking.found[begins : begins + limit]
        reasons: dict[str, Row] = {}
        if found:
            parameters = {"words": ranking.words, "ids": [one.id for one in found]}
            reasons = {row["id"]: row for row in self.postgres.rows(statement("search/explain.sql"), parameters)}
        more = begins + len(found) < ranking.ranked
        told = {"before": begins, "next": found[-1].id if more else None}
        return ranking.model_copy(update={"found": [_with_reason(one, reasons.get(one.id)) for one in found], **told})

    def _rank(
        self,
        asked: Query,
        understood: Understood,
        mode: Mode,
        within: Filters,
        limit: int,
        *,
        encode: Callable[[str], Vector],
    ) -> list[Found]:
        if not asked.words:
            return []
        parameters = _parameters(asked, understood, mode, within, limit, encode)
        try:
            # Planned for just these parameters: what filters nothing is gone from the plan.
            rows = self.postgres.rows(statement(f"search/{mode}.sql"), parameters, prepare=False)
        except InvalidInput as error:
            raise self._other_model() or error from error
        return [FOUND[mode](row) for row in rows]

    def _other_model(self) -> InvalidInput | None:
        """Vectors of another length than a query's cannot be compared with it: who changed the model has to know."""
        stored = self.postgres.row(statement("search/model.sql"))
        if stored is None or stored["dimension"] == self.encoder.dimension:
            return None
        return InvalidInput(
            f"The stored vectors are of {stored['model']} ({stored['dimension']} numbers), queries of "
            f"{self.encoder.name} ({self.encoder.dimension}). `marketplace load vectors` makes them anew."
        )

    def _vector(self, query: str) -> Vector:
        def load() -> QueryVector:
            return QueryVector(data=base64.b64encode(self._encode(query).astype("<f4").tobytes()).decode())

        digest = hashlib.sha256(f"{self.encoder.name}\0{query}".encode()).hexdigest()[:24]
        kept = self._vectors.read(digest, load, "postgres")
        return np.frombuffer(base64.b64decode(kept.value.data), dtype="<f4").astype(np.float32)

    def _encode(self, query: str) -> Vector:
        vector: Vector = self.encoder.encode([query])[0]
        return vector

    def _hits(self, found: list[Found]) -> list[Hit]:
        products = {product.id: product for product in self._products([one.id for one in found])}
        return [Hit(product=products[one.id], **one.model_dump(exclude={"id"})) for one in found if one.id in products]


def _parameters(
    asked: Query, understood: Understood, mode: Mode, within: Filters, limit: int, encode: Callable[[str], Vector]
) -> dict[str, Any]:
    parameters: dict[str, Any] = {
        **within.model_dump(include=set(Filters.model_fields)),
        "words": understood.words,
        "must": list(asked.must) or None,
        "without": list(asked.without) or None,
        "narrowed": bool(within.narrow or asked.must or asked.without),
        "few": FEW,
        "limit": limit,
    }
    if mode != "fulltext":
        parameters["vector"] = encode(asked.words)
    if mode == "hybrid":
        parameters |= {"limit": max(limit, DEPTH), "wanted": limit, "weight": WORDS_WEIGHT}
    return parameters


def _filters(filters: Filters | None, category_id: str | None) -> Filters:
    filters = filters or Filters()
    return filters.model_copy(update={"category_id": category_id}) if category_id is not None else filters


def _worded(row: Row) -> Found:
    return Found(id=row["id"], score=row["score"], fulltext=row["score"])


def _near(row: Row) -> Found:
    return Found(id=row["id"], score=1 - row["distance"], distance=row["distance"])


def _fused(row: Row) -> Found:
    ranks = {"fulltext": row["words_rank"], "semantic": row["meaning_rank"]}
    return Found(
        id=row["id"],
        score=row["score"],
        distance=row["distance"],
        fulltext=row["words_score"],
        ranks={half: rank for half, rank in ranks.items() if rank is not None},
    )


FOUND: dict[Mode, Callable[[Row], Found]] = {"fulltext": _worded, "semantic": _near, "hybrid": _fused}


def _with_reason(found: Found, row: Row | None) -> Found:
    if row is None:
        return found
    reason = {"name": _marked(row["name"]), "headline": _marked(row["headline"]), "gave": row["gave"] or {}}
    return found.model_copy(update=reason)


def _marked(headline: str | None) -> str | None:
    """PostgreSQL marks words with two control characters; only once the rest is escaped do they become tags."""
    if not headline:
        return None
    return html.escape(headline).replace("\x02", "<mark>").replace("\x03", "</mark>")
