"""The vector loader: each product's meaning into pgvector, and the most alike of each into the graph.

Text that has not changed is not encoded again, equal texts are encoded once, and each batch is committed: a run that
was broken off goes on where it stopped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np

from marketplace.loading.vectors.content import content, content_hash, shipped
from marketplace.progress import Progress, silent
from marketplace.search.encoder import Encoder
from marketplace.statements import Statement, statement
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres

BATCH = 512
NEIGHBOURS = 500
"""Products whose nearest are sought in one statement."""

STEP = "encoding products"
Texts = dict[str, tuple[str, list[str]]]
"""By content hash: the text, and the products that have it."""


def load_vectors(postgres: Postgres, progress: Progress = silent, encoder: Encoder | None = None) -> int:
    """Encode what is new or has changed; how many products got a vector. Raises StoreUnavailable.

    Vectors of another length than the model's, left by another model, are dropped first: a column holds one length.
    """
    encoder = encoder or Encoder()
    postgres.rows(_sql("dimension"), {"dimension": encoder.dimension})
    missing = _missing(postgres, encoder)
    total, done = sum(len(ids) for _, ids in missing.values()), 0
    ready = {key: vector for key, vector in shipped(encoder.name).items() if key in missing}
    for keys in _chunks(sorted(ready), BATCH):
        done += _store(postgres, encoder, [(key, missing[key][1], ready[key]) for key in keys])
        progress(STEP, done, total)
    # Texts of one length together: a batch is padded to its longest.
    left = sorted(missing.keys() - ready.keys(), key=lambda key: len(missing[key][0]))
    if left:
        with encoder.bulk([missing[key][0] for key in left]) as encode:
            for keys in _chunks(left, BATCH):
                vectors = encode([missing[key][0] for key in keys])
                stored = [(key, missing[key][1], vector) for key, vector in zip(keys, vectors, strict=True)]
                done += _store(postgres, encoder, stored)
                progress(STEP, done, total)
    return total


def load_similar(postgres: Postgres, graph: Graph, progress: Progress = silent) -> int:
    """Make SIMILAR_TO anew from the vectors: the nearest eight of each product; how many edges."""
    ids = [row["id"] for row in postgres.rows(_sql("embedded"))]
    edges = 0
    for done, part in enumerate(_chunks(ids, NEIGHBOURS)):
        progress("graph: similar products", done * NEIGHBOURS, len(ids))
        rows = [
            {"id": product, "near": [[row["other_id"], row["score"]] for row in found]}
            for product, found in groupby(postgres.rows(_sql("nearest"), {"ids": part}), itemgetter("product_id"))
        ]
        graph.write(_cypher("similar"), {"rows": rows})
        edges += sum(len(row["near"]) for row in rows)
    progress("graph: similar products", len(ids), len(ids))
    return edges


def similar_is_current(postgres: Postgres, graph: Graph) -> bool:
    """Whether every product with a vector has its edges; to be asked where no vector has changed."""
    products: int = graph.read(_cypher("similar_count"))[0]["products"]
    vectors = len(postgres.rows(_sql("embedded")))
    # One product alone is like nothing.
    return products == vectors or vectors < 2


def stale(postgres: Postgres, encoder: Encoder) -> dict[str, bool]:
    """Products whose vector is missing (True), or was made of another text or by another model (False)."""
    return {
        row["id"]: row["content_hash"] is None
        for row in postgres.rows(_sql("wanted"))
        if (row["model"], row["content_hash"]) != (encoder.name, content_hash(content(row)))
    }


def _missing(postgres: Postgres, encoder: Encoder) -> Texts:
    missing: Texts = defaultdict(lambda: ("", []))
    for row in postgres.rows(_sql("wanted")):
        text = content(row)
        key = content_hash(text)
        if (row["model"], row["content_hash"]) != (encoder.name, key):
            missing[key] = (text, [*missing[key][1], row["id"]])
    return dict(missing)


def _store(postgres: Postgres, encoder: Encoder, vectors: Iterable[tuple[str, list[str], np.ndarray[Any, Any]]]) -> int:
    rows = [
        {"product_id": product, "model": encoder.name, "content_hash": key, "embedding": vector}
        for key, products, vector in vectors
        for product in products
    ]
    with postgres.transaction() as session:
        return session.many(_sql("store"), rows)


def _chunks(values: Sequence[str], size: int) -> Iterable[list[str]]:
    return (list(values[start : start + size]) for start in range(0, len(values), size))


def _sql(name: str) -> Statement:
    return statement(f"loading/vectors/{name}.sql")


def _cypher(name: str) -> Statement:
    return statement(f"loading/vectors/{name}.cypher")
