"""How a store goes about a query: PostgreSQL's EXPLAIN and Neo4j's PROFILE, run for real."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.statements import Statement
from marketplace.stores.graph import Graph
from marketplace.stores.plans import explain, shortened

__all__ = ["Operator", "explain", "profile"]


@dataclass(frozen=True)
class Operator:
    """One step of Neo4j's plan, the last to run first. `hits` are its reads of the store: the work it did."""

    name: str
    details: str
    rows: int
    hits: int

    def row(self) -> dict[str, str | int]:
        """A row of a table."""
        return {"operator": self.name, "rows": self.rows, "database hits": self.hits, "details": self.details}


def profile(graph: Graph, query: Statement, parameters: Mapping[str, Any] | None = None) -> list[Operator]:
    """Neo4j's plan as it ran."""
    with graph.driver.session() as session:
        summary = session.run("PROFILE " + query.text, dict(parameters or {})).consume()
    return list(_operators(summary.profile or {}))


def _operators(plan: Mapping[str, Any]) -> Iterator[Operator]:
    arguments = plan.get("args", {})
    details = shortened(" ".join(str(arguments.get("Details", "")).split()))
    yield Operator(
        str(plan.get("operatorType", "")).partition("@")[0],
        details,
        int(plan.get("rows", 0)),
        int(plan.get("dbHits", 0)),
    )
    for child in plan.get("children", []):
        yield from _operators(child)
