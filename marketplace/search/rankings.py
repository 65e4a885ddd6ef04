"""One query as PostgreSQL ranks it: what its statement is given, what comes back, and why each hit is one."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from marketplace.catalog.models import Filters
from marketplace.search.encoder import Vectors
from marketplace.search.models import Mode, Scored
from marketplace.search.parse import Query
from marketplace.search.words import Understood
from marketplace.stores.postgres import Row

DEPTH = 100
"""Products that each half hands over to be fused: enough that none of the best twenty is missed by both."""

WORDS_WEIGHT = 0.4
"""What the half by words counts in a hybrid search; the half by meaning counts the rest. Chosen on the tuning half of
the shipped catalogue's judgments (evaluation/judged), where .35 to .5 are within .012 nDCG@10 of each other."""

FEW = 5000
"""Products under a filter up to which each is compared with the query. Measured among 50,000: to compare 3,800 took
10 ms; to walk the graph until enough passed took 3 ms where the query is at home among them (a price), and 20 to 70 ms
where it is not (another craft), and then it missed some."""


class Found(Scored):
    """A hit before its product is looked up: what the cache keeps, for prices and stock change meanwhile."""

    id: str


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


def parameters(
    asked: Query, understood: Understood, mode: Mode, within: Filters, limit: int, encode: Callable[[str], Vectors]
) -> dict[str, Any]:
    """What the statement of a mode is given. `encode` is called where it compares meaning."""
    given: dict[str, Any] = {
        **within.model_dump(include=set(Filters.model_fields)),
        "words": understood.words,
        "must": list(asked.must) or None,
        "without": list(asked.without) or None,
        "narrowed": bool(within.narrow or asked.must or asked.without),
        "few": FEW,
        "limit": limit,
    }
    if mode != "fulltext":
        given["vector"] = encode(asked.words)
    if mode == "hybrid":
        given |= {"limit": max(limit, DEPTH), "wanted": limit, "weight": WORDS_WEIGHT}
    return given


def _worded(row: Row) -> Found:
    return Found(id=row["id"], score=row["score"], fulltext=row["score"])


def near(row: Row) -> Found:
    """A hit by distance alone."""
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


FOUND: dict[Mode, Callable[[Row], Found]] = {"fulltext": _worded, "semantic": near, "hybrid": _fused}
"""A row of each mode's statement as a hit."""


def with_reason(found: Found, row: Row | None) -> Found:
    """With the words marked, and what each term gave; as it is where nothing was told of it."""
    if row is None:
        return found
    # Where none of the words stands in a text, PostgreSQL gives its first few words: that tells nothing.
    headline = _marked(row["headline"]) if "\x02" in (row["headline"] or "") else None
    reason = {"name": _marked(row["name"]), "headline": headline, "gave": row["gave"] or {}}
    return found.model_copy(update=reason)


def _marked(headline: str | None) -> str | None:
    """PostgreSQL marks words with two control characters; only once the rest is escaped do they become tags."""
    if not headline:
        return None
    return html.escape(headline).replace("\x02", "<mark>").replace("\x03", "</mark>")
