"""NEAR: products whose buyers are alike, by embeddings of the purchase graph."""

from __future__ import annotations

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

STEP = "graph: near"


def find_near(graph: Graph, within: str = "", progress: Progress = silent) -> int:
    """Work the edges out anew, of products and shoppers whose ids begin with `within`; how many there are.

    Raises StoreUnavailable and ProcedureFailed; no projection stays, and old edges do until the new ones are there.
    """
    name = f"purchases-{uuid4().hex}"

    def run(query: str, **parameters: Any) -> list[Record]:
        return graph.write(statement(f"recommendations/science/{query}.cypher"), {"within": within, **parameters})

    try:
        if run("project_purchases", graph=name)[0]["nodes"]:
            run("embeddings", graph=name, dimensions=DIMENSIONS, weights=list(WEIGHTS), seed=SEED)
            rows = run("nearest", graph=name, neighbours=NEIGHBOURS, seed=SEED)
        else:
            rows = []
    finally:
        run("drop", graph=name)
    bare = {row["id"] for row in run("with_edges")} - {row["id"] for row in rows}
    rows += [{"id": id, "edges": []} for id in sorted(bare)]
    for start in range(0, len(rows), BATCH):
        progress(STEP, start, len(rows))
        run("near", rows=rows[start : start + BATCH])
    progress(STEP, len(rows), len(rows))
    return sum(len(row["edges"]) for row in rows)
