"""One question, two stores: each is asked by its own file, warm, in turns; what they say is compared."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from marketplace.comparison.models import (
    ALSO_BOUGHT,
    THREE_HOPS,
    WAY,
    AlsoBought,
    Answer,
    Compared,
    Found,
    Question,
    Reached,
    Way,
)
from marketplace.errors import InvalidInput
from marketplace.statements import statement
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres

RUNS: Final = 5
"""Measured runs of each store; the median is told. One before them is not measured."""

PATIENCE: Final = 2.0
"""Seconds after which no further run is begun: over a shop of millions of purchases one run may take that long."""

MOST: Final = 8
"""Hops of a way at most. Where Cypher says so it says it in its text: a path's bound cannot be a parameter."""

LIMIT: Final = 10


class ComparisonService:
    """Asks PostgreSQL and Neo4j the same. Raises StoreUnavailable where either does not answer."""

    def __init__(self, postgres: Postgres, graph: Graph) -> None:
        self.postgres, self.graph = postgres, graph

    def also_bought(self, product_id: str, *, limit: int = LIMIT, runs: int = RUNS) -> Compared[AlsoBought]:
        """What was bought by the most people who bought this: at most `limit`, most people first, then by id."""
        return self._compared(ALSO_BOUGHT, {"product_id": product_id, "limit": limit}, runs)

    def three_hops(self, shopper_id: str, *, limit: int = LIMIT, runs: int = RUNS) -> Compared[Reached]:
        """What people buy who bought something this shopper bought, and the shopper has not: most ways first."""
        return self._compared(THREE_HOPS, {"shopper_id": shopper_id, "limit": limit}, runs)

    def way(self, one: str, other: str, *, runs: int = RUNS) -> Compared[Way]:
        """A shortest way between two shoppers of at most eight hops, or none; one row or no row each.

        There may be many as short, and each store may find another: they agree when both ways are as long, lead from
        one to the other, and each hop is a purchase in the other store. Raises InvalidInput for one shopper twice.
        """
        if one == other:
            raise InvalidInput("A way leads from one shopper to another: choose two.")
        compared = self._compared(WAY, {"one": one, "other": other, "most": MOST}, runs)
        ways = [*compared.postgres.rows, *compared.neo4j.rows]
        same = (
            len(compared.postgres.rows) == len(compared.neo4j.rows)
            and len({way.steps for way in ways}) <= 1
            and all(way.ids[0] == one and way.ids[-1] == other and len(way.ids) == way.steps + 1 for way in ways)
            and all(
                self.graph.read(statement("comparison/hops.cypher"), way.hops())[0]["hops"] == way.steps
                for way in compared.postgres.rows
            )
            and all(
                self.postgres.rows(statement("comparison/hops.sql"), way.hops())[0]["hops"] == way.steps
                for way in compared.neo4j.rows
            )
        )
        return compared.model_copy(update={"same": same})

    def _compared(self, question: Question[Found], parameters: Mapping[str, Any], runs: int) -> Compared[Found]:
        sql, cypher = question.statement("postgres"), question.statement("neo4j")
        tables, table_runs = timed(lambda: self.postgres.rows(sql, parameters), runs)
        graph, graph_runs = timed(lambda: self.graph.read(cypher, parameters), runs)
        postgres = Answer[Found](rows=question.parse(tables), runs=table_runs)
        neo4j = Answer[Found](rows=question.parse(graph), runs=graph_runs)
        return Compared[Found](question=question, postgres=postgres, neo4j=neo4j, same=postgres.rows == neo4j.rows)


def timed(ask: Callable[[], list[dict[str, Any]]], runs: int = RUNS) -> tuple[list[dict[str, Any]], tuple[float, ...]]:
    """Ask once unmeasured, then `runs` times, or as often as patience allows, once at least; rows, milliseconds."""
    until = time.perf_counter() + PATIENCE
    rows = ask()
    taken: list[float] = []
    while not taken or (len(taken) < runs and time.perf_counter() < until):
        began = time.perf_counter()
        rows = ask()
        taken.append(1000 * (time.perf_counter() - began))
    return rows, tuple(taken)
