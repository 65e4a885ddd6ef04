"""The graph that personalised PageRank walks over: in the memory of Graph Data Science, made when it is missed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from marketplace.errors import ProcedureFailed
from marketplace.statements import Statement, statement
from marketplace.stores.graph import Graph, Record

MISSED = "not exist"
"""What Data Science says of a graph, or of a node of it, that is not in its memory."""


class Walk:
    """A server that was started anew has none, nor has it what a new build of ALSO_BOUGHT made.

    Edges that orders have changed since are walked over as they were, until the next build, the next time tastes are
    worked out, or a shopper of a product that it lacks.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def read(self, query: Statement, parameters: Mapping[str, Any]) -> list[Record]:
        """Run a statement over it. Raises StoreUnavailable, and ProcedureFailed where there is no Data Science."""
        try:
            return self.graph.read(query, parameters)
        except ProcedureFailed as error:
            if MISSED not in error.reason:
                raise
            # It is not there, or lacks a product that an edge joins since: both are mended the same way.
            with suppress(ProcedureFailed):
                # Refused where somebody else has just done it; where it cannot be done, the statement says so again.
                self.project()
            return self.graph.read(query, parameters)

    def project(self) -> int:
        """Make it of the edges as they stand; how many there are. Raises StoreUnavailable and ProcedureFailed."""
        found = self.graph.read(statement("recommendations/science/project_walk.cypher"))
        return int(found[0]["edges"] or 0) if found else 0
