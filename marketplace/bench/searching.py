"""The three searches, on whatever is loaded: the services against the bare driver running the same statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle

import psycopg
from pgvector.psycopg import register_vector

from marketplace.bench.frame import Operation
from marketplace.market import Market
from marketplace.search.encoder import Vectors
from marketplace.search.models import MODES, Mode
from marketplace.statements import statement

QUERIES = (
    "blue mug",
    "celadon bowl",
    "something to keep bread fresh",
    "a warm gift for somebody whose feet are always cold in winter",
    "wooden train for a three year old",
    "wedding ring",
)
"""From two words to a sentence, of rare and of common words."""

FOUND = 20


@contextmanager
def searching(market: Market) -> Iterator[Mapping[str, Operation]]:
    """Ranking past every cache, queries encoded before: semantic and hybrid are measured without the language model."""
    vectors = dict(zip(QUERIES, market.search.encoder.encode(QUERIES), strict=True))
    with psycopg.connect(market.postgres.url, autocommit=True) as bare:
        register_vector(bare)
        bare.execute(statement("stores/session.sql").text.encode())
        yield {f"search_{mode}": _operation(market, bare, mode, vectors) for mode in MODES}


def _operation(market: Market, bare: psycopg.Connection, mode: Mode, vectors: Mapping[str, Vectors]) -> Operation:
    asked = cycle(QUERIES)
    questions = cycle([market.search.question(query, mode, limit=FOUND, vector=vectors[query]) for query in QUERIES])

    def run() -> object:
        query = next(asked)
        return market.search.ranked(query, mode, limit=FOUND, vector=vectors[query])

    def floor() -> object:
        query, parameters = next(questions)
        return bare.execute(query.text.encode(), parameters, prepare=False).fetchall()

    return Operation(
        what=f"a {mode} search, without encoding",
        run=run,
        floor_is="psycopg: the same statement with the same parameters",
        floor=floor,
    )
