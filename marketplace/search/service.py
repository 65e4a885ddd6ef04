"""Search: by words, by meaning, or both in one statement; each hit with what made it one."""

from __future__ import annotations

import hashlib
import re
import threading
import weakref
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from marketplace.catalog.models import Filters, Product
from marketplace.errors import InvalidInput
from marketplace.search.encoder import Encoder, Vectors
from marketplace.search.models import Account, Hit, Hits, Mode, Suggestion, Term
from marketplace.search.parse import Query, clean, parse
from marketplace.search.query_vectors import QueryVectors
from marketplace.search.rankings import DEPTH, FOUND, WORDS_WEIGHT, Found, Ranking, near, parameters, with_reason
from marketplace.search.words import Understood, understand
from marketplace.statements import Statement, statement
from marketplace.stores.cache import Cache, Served
from marketplace.stores.plans import explain_apart
from marketplace.stores.postgres import Postgres
from marketplace.stores.redis import Redis

CACHE_SECONDS = 3600

EXIT_SECONDS = 20.0
"""A process that ends while the model is being loaded waits for that, but no longer."""


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
        self._vectors = QueryVectors(redis, self.encoder)

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
        self, query: str, mode: Mode, *, filters: Filters | None = None, limit: int = 20, vector: Vectors | None = None
    ) -> list[str]:
        """The ids alone, best first, past every cache: what is measured. `vector` is the query's, if it is at hand."""
        asked = parse(query)
        understood = self._understood(asked, mode)
        encode = self._vectors.encode if vector is None else lambda _: vector
        return [one.id for one in self._rank(asked, understood, mode, filters or Filters(), limit, encode=encode)]

    def question(
        self, query: str, mode: Mode, *, filters: Filters | None = None, limit: int = 20, vector: Vectors | None = None
    ) -> tuple[Statement, dict[str, Any]]:
        """The statement that ranks, and its parameters: to read its plan, or to run it barely."""
        asked = parse(query)
        encode = self._vectors.encode if vector is None else lambda _: vector
        understood = self._understood(asked, mode)
        return statement(f"search/{mode}.sql"), parameters(asked, understood, mode, filters or Filters(), limit, encode)

    def account(self, query: str, mode: Mode, *, filters: Filters | None = None) -> Account:
        """How a search is gone about: it is run once more for its plan, read-only, briefly, and rolled back.

        Raises NotPossible where that takes too long, StoreUnavailable.
        """
        asked = parse(query)
        understood = self._understood(asked, mode)
        given = parameters(asked, understood, mode, filters or Filters(), DEPTH, self._vectors.kept)
        ranks = statement(f"search/{mode}.sql")
        words = {"words": "" if mode == "semantic" else understood.words}
        return Account(
            mode=mode,
            statement=ranks.name,
            plan=explain_apart(self.postgres, ranks, given),
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
        typed_so_far = {
            "begins": r"\m" + " ".join(map(re.escape, words)),
            "prefix": " & ".join([f"{word}:A" for word in words[:-1]] + [f"{words[-1]}:*A"]),
            "limit": limit,
        }
        return [Suggestion(**row) for row in self.postgres.rows(statement("search/suggest.sql"), typed_so_far)]

    def similar(self, product_id: str, limit: int = 8) -> list[Hit]:
        """Products closest to it in meaning; none where this product has no vector."""
        rows = self.postgres.rows(statement("search/similar.sql"), {"product_id": product_id, "limit": limit})
        return self._hits([near(row) for row in rows if row["distance"] is not None])

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
            found = self._rank(asked, understood, mode, within, depth, encode=self._vectors.kept)
            return Ranking(found=found, ranked=len(found), **asdict(understood))

        digest = self._digest(asked, mode, within, "ranking", str(depth))
        return self._rankings.read(digest, load, "postgres", keep=lambda one: bool(one.found)).value

    def _page(self, asked: Query, mode: Mode, within: Filters, limit: int, after: str | None) -> Ranking:
        """A part of the ranking, with what made each a hit: only what is shown is explained."""
        ranking = self._ranking(asked, mode, within, limit)
        begins = next((place for place, one in enumerate(ranking.found, 1) if one.id == after), 0)
        found = ranking.found[begins : begins + limit]
        reasons: dict[str, dict[str, Any]] = {}
        if found:
            these = {"words": ranking.words, "ids": [one.id for one in found]}
            reasons = {row["id"]: row for row in self.postgres.rows(statement("search/explain.sql"), these)}
        more = begins + len(found) < ranking.ranked
        told = {"before": begins, "next": found[-1].id if more else None}
        return ranking.model_copy(update={"found": [with_reason(one, reasons.get(one.id)) for one in found], **told})

    def _rank(
        self,
        asked: Query,
        understood: Understood,
        mode: Mode,
        within: Filters,
        limit: int,
        *,
        encode: Callable[[str], Vectors],
    ) -> list[Found]:
        if not asked.words:
            return []
        given = parameters(asked, understood, mode, within, limit, encode)
        try:
            # Planned for just these parameters: what filters nothing is gone from the plan.
            rows = self.postgres.rows(statement(f"search/{mode}.sql"), given, prepare=False)
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

    def _hits(self, found: list[Found]) -> list[Hit]:
        products = {product.id: product for product in self._products([one.id for one in found])}
        return [Hit(product=products[one.id], **one.model_dump(exclude={"id"})) for one in found if one.id in products]


def _filters(filters: Filters | None, category_id: str | None) -> Filters:
    filters = filters or Filters()
    return filters.model_copy(update={"category_id": category_id}) if category_id is not None else filters
