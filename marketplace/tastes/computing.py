"""Asks Graph Data Science: projects the graph, runs the algorithms, keeps what they find on the nodes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from marketplace.progress import Progress, silent
from marketplace.statements import Statement, statement
from marketplace.stores.graph import Graph, Record

SUPPORT, GAMMA, DAMPING, SEED = 2, 1.0, 0.85, 42
SAMPLE, ALL_BELOW = 100, 1_000
"""With more products than the second, shortest ways are counted from so many of them."""

BRIDGES = 15

STEPS = {
    "more": "Embedding purchases",
    "tastes": "Drawing lines between products",
    "communities": "Finding communities",
    "bridges": "Counting shortest ways",
    "influence": "Following purchases",
    "crafts": "Comparing crafts",
    "keeping": "Keeping what was found",
}


@dataclass
class Found:
    """What the graph said, by product id; `communities` are numbered by size. `ties`: lines between products."""

    products: list[Record]
    ties: int
    communities: dict[str, int]
    modularity: float
    between: dict[str, float]
    """The share of all shortest ways that lead over a product."""
    sample: int | None
    rank: dict[str, float]
    bridging: list[Record]
    """To which crafts the lines of the products most between others lead."""
    crafts: list[Record]
    members: list[Record]
    seconds: dict[str, float] = field(default_factory=dict)


class Computation:
    """One working out, over products, shoppers and makers whose ids begin with `within`."""

    def __init__(self, graph: Graph, within: str = "", progress: Progress = silent) -> None:
        self.graph, self.within, self.progress = graph, within, progress
        self.projections = f"tastes:{within}:"
        self.seconds: dict[str, float] = {}

    def run(self) -> Found:
        """Ask everything, and mark the nodes at the end. Raises StoreUnavailable and ProcedureFailed.

        One at a time, for it begins by dropping projections that former ones could not drop; its own do not stay.
        """
        self._read("sweep", projections=self.projections)
        products = self._read("products")
        with self._projected("tastes", "project", support=SUPPORT) as tastes:
            with self.step("communities"):
                rows = self._read("communities", graph=tastes.name, gamma=GAMMA, seed=SEED) if tastes.ties else []
            communities = numbered({row["id"]: row["community"] for row in rows})
            with self.step("bridges"):
                sample = SAMPLE if tastes.products > ALL_BELOW else None
                between = self._between(tastes, sample) if tastes.ties else {}
                best = sorted(between, key=lambda id: (-between[id], id))[:BRIDGES]
                bridging = self._read("ties", ids=best, support=SUPPORT)
        with self._projected("influence", "project_walk") as walk, self.step("influence"):
            rows_ = self._read("page_rank", graph=walk.name, damping=DAMPING) if walk.ties else []
            rank = {row["id"]: row["score"] for row in rows_}
        with self.step("crafts"):
            crafts = self._read("crafts")
        with self.step("keeping"):
            members = self._mark(communities, rank, between)
        modularity = rows[0]["modularity"] if rows else 0.0
        return Found(
            products,
            tastes.ties,
            communities,
            modularity,
            between,
            sample,
            rank,
            bridging,
            crafts,
            members,
            self.seconds,
        )

    def _between(self, tastes: Projection, sample: int | None) -> dict[str, float]:
        rows = self._read("betweenness", graph=tastes.name, sample=sample or tastes.products, seed=SEED)
        # Of all pairs of others; where some were drawn, theirs stand for all.
        others = tastes.products - 1
        ways = max(others * (others - 1) / 2, 1) * ((sample or tastes.products) / tastes.products)
        return {row["id"]: row["score"] / ways for row in rows}

    def _mark(self, communities: dict[str, int], rank: dict[str, float], between: dict[str, float]) -> list[Record]:
        ids = communities.keys() | rank.keys()
        found = {id: [communities.get(id), rank.get(id), between.get(id)] for id in ids}
        self._write("mark", found=found)
        return self._write("members")

    @contextmanager
    def _projected(self, step: str, query: str, **parameters: Any) -> Iterator[Projection]:
        """A projection under a name of its own, dropped when it ends while the server can be reached."""
        name = f"{self.projections}{query}-{uuid4().hex}"
        try:
            with self.step(step):
                row = self._read(query, graph=name, **parameters)[0]
            yield Projection(name, row["products"] or 0, row["ties"] or 0)
        finally:
            self._read("drop", graph=name)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """One of STEPS: told when it begins, and timed."""
        self.progress(STEPS[name], list(STEPS).index(name), len(STEPS))
        began = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began

    def _read(self, name: str, **parameters: Any) -> list[Record]:
        return self.graph.read(_cypher(name), {"within": self.within, **parameters})

    def _write(self, name: str, **parameters: Any) -> list[Record]:
        return self.graph.write(_cypher(name), {"within": self.within, **parameters})


@dataclass(frozen=True)
class Projection:
    """A graph in the catalog of Graph Data Science."""

    name: str
    products: int
    ties: int


def numbered(raw: dict[str, int]) -> dict[str, int]:
    """Communities numbered from 1 by size; of equals, the one with the smallest id first."""
    members: dict[int, list[str]] = {}
    for id in sorted(raw):
        members.setdefault(raw[id], []).append(id)
    order = sorted(members.values(), key=lambda ids: (-len(ids), ids[0]))
    return {id: number for number, ids in enumerate(order, 1) for id in ids}


def _cypher(name: str) -> Statement:
    return statement(f"tastes/{name}.cypher")
