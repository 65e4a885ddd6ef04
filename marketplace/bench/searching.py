"""The three searches, on whatever is loaded: the services against the bare driver running the same statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle

import psycopg
from pgvector.psycopg import register_vector

from marketplace.bench.frame import Operation
from marketplace.evaluation.searching import shipped_queries
from marketplace.market import Market
from marketplace.search.encoder import Vectors
from marketplace.search.models import MODES, Mode
from marketplace.statements import statement
from marketplace.stores.plans import explain

FOUND = 20


@contextmanager
def searching(market: Market) -> Iterator[Mapping[str, Operation]]:
    """Ranking past every cache, of the shipped judged queries, from two words to a sentence. They are encoded before:
    semantic and hybrid are measured without the language model."""
    queries = shipped_queries()
    vectors = dict(zip(queries, market.search.encoder.encode(queries), strict=True))
    with psycopg.connect(market.postgres.url, autocommit=True) as bare:
        register_vector(bare)
        bare.execute(statement("stores/session.sql").text.encode())
        yield {f"search_{mode}": _operation(market, bare, mode, vectors) for mode in MODES}


def _operation(market: Market, bare: psycopg.Connection, mode: Mode, vectors: Mapping[str, Vectors]) -> Operation:
    asked = cycle(vectors)
    questions = cycle([market.search.question(query, mode, limit=FOUND, vector=vectors[query]) for query in vectors])

    def run() -> object:
        query = next(asked)
        return market.search.ranked(query, mode, limit=FOUND, vector=vectors[query])

    def floor() -> object:
        query, parameters = next(questions)
        return bare.execute(query.text.encode(), parameters, prepare=False).fetchall()

    def plan() -> str:
        with market.postgres.transaction() as session:
            query, parameters = next(questions)
            return explain(session, query, parameters)

    return Operation(
        what=f"a {mode} search, without encoding",
        run=run,
        floor_is="psycopg: the same statement with the same parameters",
        floor=floor,
        plan=plan,
    )
