"""NEAR: products whose buyers are alike, by embeddings of the purchase graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from marketplace.progress import Progress, silent
from marketplace.statements import statement
from marketplace.stores.graph import Graph, Record

DIMENSIONS, SEED = 128, 42
WEIGHTS = (0.0, 0.0, 1.0)
"""Of a node's neighbours, their neighbours, and theirs: a product is where its buyers' other products are."""

NEIGHBOURS = 20
"""Edges of a product."""

BATCH = 1_000
"""Products whose edges are written in one transaction."""

ABANDONED = "PT1H"
"""Nobody works so long on a projection: one so old was left by a process that was killed."""

STEP = "graph: near"

Run = Callable[..., list[Record]]


def find_near(graph: Graph, within: str = "", progress: Progress = silent) -> int:
    """Work the edges out anew, of products and shoppers whose ids begin with `within`; how many there are.

    Raises StoreUnavailable and ProcedureFailed; no projection stays, and old edges do until the new ones are there.
    """
    with _embedded(graph, within, progress=progress) as run:
        run("keep_embeddings")
        rows = _nearest(run)
    bare = {row["id"] for row in _run(graph, "with_edges", within=within)} - {row["id"] for row in rows}
    rows += [{"id": id, "edges": []} for id in sorted(bare)]
    for start in range(0, len(rows), BATCH):
        progress(STEP, start, len(rows))
        _run(graph, "near", rows=rows[start : start + BATCH])
    progress(STEP, len(rows), len(rows))
    return sum(len(row["edges"]) for row in rows)


def near_without(
    graph: Graph, without: Mapping[str, Sequence[str]], within: str = "", progress: Progress = silent
) -> list[Record]:
    """The edges as they would be had nobody bought `without` (by shopper: products); the graph stays as it is.

    Rows of `source`, `target`, `kind` and `score`. Raises StoreUnavailable and ProcedureFailed.
    """
    with _embedded(graph, within, without, progress=progress) as run:
        rows = _nearest(run)
    progress(STEP, len(rows), len(rows))
    return [
        {"source": row["id"], "target": other, "kind": "NEAR", "score": score}
        for row in rows
        for other, score in row["edges"]
    ]


@contextmanager
def _embedded(
    graph: Graph, within: str, without: Mapping[str, Sequence[str]] | None = None, *, progress: Progress
) -> Iterator[Run]:
    """Purchases in the memory of Graph Data Science, embedded, and what runs statements over them. Nothing stays."""
    name = f"purchases-{uuid4().hex}"

    def run(query: str, **parameters: Any) -> list[Record]:
        progress(STEP, 0, None)
        return _run(graph, query, graph=name, **parameters) if there else []

    there = True
    _run(graph, "sweep", older=ABANDONED)
    try:
        there = bool(run("project_purchases", within=within, without=without or {})[0]["nodes"])
        run("embeddings", dimensions=DIMENSIONS, weights=list(WEIGHTS), seed=SEED)
        yield run
    finally:
        _run(graph, "drop", graph=name)


def _nearest(run: Run) -> list[Record]:
    return run("nearest", neighbours=NEIGHBOURS, seed=SEED)


def _run(store: Graph, query: str, /, **parameters: Any) -> list[Record]:
    return store.write(statement(f"recommendations/science/{query}.cypher"), parameters)
