"""What a search is asked, and what it returns."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from marketplace.catalog.models import Product

Mode = Literal["fulltext", "semantic", "hybrid"]
MODES: tuple[Mode, ...] = get_args(Mode)


class Scored(BaseModel):
    """What makes a product a hit. `score` is comparable within one search only.

    `name` and `headline` are safe HTML: the product's name, and fragments of its text, with the words found in <mark>.
    `distance` is the cosine distance (0 alike, 2 opposite), `fulltext` the BM25 score. `ranks` holds the rank (1 first)
    that each half of a hybrid search gave it, and `gave` what each term of the query added to the BM25 score.
    """

    model_config = ConfigDict(frozen=True)

    score: float
    name: str | None = None
    headline: str | None = None
    distance: float | None = None
    fulltext: float | None = None
    ranks: dict[str, int] = {}
    gave: dict[str, float] = {}


class Hit(Scored):
    """One product found, and why."""

    product: Product


class Hits(BaseModel):
    """A part of the answer to one search, best first: of the `ranked` best, a hundred at most, those after the first
    `before`. `next` is the last of these where more come, to go on from.

    `parsed` is what PostgreSQL made of the words, None where there was no word in them. `corrected` is the query that
    was searched for instead, where no product has a word of it and another is much like it; `offered` one that may
    have been meant, where hardly any product has a word of it and very many have one that is near.
    """

    model_config = ConfigDict(frozen=True)

    mode: Mode
    query: str
    hits: list[Hit]
    ranked: int = 0
    before: int = 0
    next: str | None = None
    parsed: str | None = None
    corrected: str | None = None
    offered: str | None = None


class Term(BaseModel):
    """A term of a query: how many products have it, and what it weighs for that (the rarer, the more)."""

    model_config = ConfigDict(frozen=True)

    term: str
    products: int
    weight: float


class Account(BaseModel):
    """How PostgreSQL went about one search: the file of the statement, what was made of the words, the plan as it ran.

    `terms` are the words' weights, the heaviest first; none where a search reads no words. `halves` are what each half
    of a hybrid search counts. `numbers` is the length of the query's vector, where it has one.
    """

    model_config = ConfigDict(frozen=True)

    mode: Mode
    statement: str
    plan: str
    parsed: str | None
    corrected: str | None
    terms: list[Term]
    halves: dict[str, float]
    numbers: int | None


class Suggestion(BaseModel):
    """What somebody may be about to type: a product, a craft or a maker, by its name."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["craft", "maker", "product"]
    id: str
    label: str
