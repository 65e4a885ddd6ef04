"""ALSO_BOUGHT edges from the purchases in PostgreSQL: all of them at once, or those that an order has touched."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from hashlib import blake2b
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
import scipy.sparse as sp
from psycopg import sql
from pyarrow import csv

from marketplace.progress import Progress, silent
from marketplace.recommendations.similarity.arithmetic import (
    Edges,
    Weights,
    direct,
    edges_of,
    shares,
    similar,
    strongest,
)
from marketplace.recommendations.similarity.purchases import Purchases
from marketplace.statements import Statement, statement
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres
from marketplace.tracing import statement_span

NAME = "ALSO_BOUGHT"
EDGES = 20_000
"""Edges of one transaction, whole products at a time."""

TARGETLESS = 1_000
"""Products whose edges are only removed, in one transaction."""

TOUCHED = 20
"""Products worked out again in one go."""

BUSY = 2_000
"""With more buyers, a touched product waits for the next whole build: one more of so many changes next to nothing."""

STEP = "graph: also bought"


def build(
    postgres: Postgres,
    graph: Graph,
    progress: Progress = silent,
    *,
    again: bool = False,
    weights: Weights = Weights(),  # noqa: B008
) -> int:
    """Bring ALSO_BOUGHT to what PostgreSQL's purchases say; how many edges there are.

    Purchases that have not changed since the last time are not worked out again, unless `again` says so. Raises
    StoreUnavailable where either does not answer.
    """
    began = time.perf_counter()
    progress("similarity: reading purchases", 0, None)
    since = int(graph.read(_cypher("now"))[0]["now"])
    purchases = read_purchases(postgres)
    progress("similarity: reading purchases", len(purchases), len(purchases))
    fingerprint = _fingerprint(purchases, weights)
    noted = graph.read(_cypher("computed"), {"name": NAME})
    if noted and noted[0]["fingerprint"] == fingerprint and not again:
        return int(noted[0]["count"])
    edges = similar(purchases, weights, progress)
    others = {row["id"] for row in graph.read(_cypher("with_edges"))} - set(purchases.product_ids)
    for start in range(0, len(others), TARGETLESS):
        gone = [{"id": id, "edges": []} for id in sorted(others)[start : start + TARGETLESS]]
        graph.write(_cypher("also_bought"), {"rows": gone, "since": since})
    write(graph, edges, purchases.product_ids, progress, since=since)
    parameters = {"name": NAME, "fingerprint": fingerprint, "count": len(edges)}
    graph.write(_cypher("note"), parameters | {"seconds": time.perf_counter() - began})
    return len(edges)


def read_purchases(postgres: Postgres) -> Purchases:
    """All that was bought and kept."""
    query = _sql("purchases")
    command = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv)").format(sql.SQL(query.text))
    with (
        statement_span("postgres", query.name, query.text) as executed,
        postgres.transaction() as session,
        session.connection.cursor() as cursor,
        cursor.copy(command) as copy,
    ):
        data = b"".join(copy)
        names = ["user", "product", "at"]
        types = {"user": pa.string(), "product": pa.string(), "at": pa.int64()}
        rows = (
            csv.read_csv(
                pa.BufferReader(data),
                csv.ReadOptions(column_names=names),
                csv.ParseOptions(newlines_in_values=True),
                csv.ConvertOptions(column_types=types, strings_can_be_null=False),
            )
            if data
            else pa.table({name: pa.array([], types[name]) for name in names})
        )
        executed.rows = len(rows)
    return Purchases.of(*(rows[name].to_pandas() for name in names))


def write(
    graph: Graph, edges: Edges, product_ids: Sequence[str], progress: Progress = silent, *, since: int | None = None
) -> None:
    """Replace the edges of these products; but not of those that were worked out from an order after `since`.

    That is a moment of the graph's own clock (ms), before which these edges' purchases were read.
    """
    batch: list[dict[str, Any]] = []
    done = held = 0
    for row in _rows(edges, product_ids):
        batch.append(row)
        held += len(row["edges"]) + 1
        done += len(row["edges"])
        if held >= EDGES:
            graph.write(_cypher("also_bought"), {"rows": batch, "since": since})
            progress(STEP, done, len(edges))
            batch, held = [], 0
    graph.write(_cypher("also_bought"), {"rows": batch, "since": since})
    progress(STEP, len(edges), len(edges))


def touch(graph: Graph, user_ids: Sequence[str], weights: Weights = Weights()) -> int:  # noqa: B008
    """Mark the products whose edges the latest orders of these shoppers change; how many."""
    found = graph.write(_cypher("touched"), {"user_ids": sorted(set(user_ids)), "reach": weights.reach})
    return int(found[0]["touched"]) if found else 0


def refresh(postgres: Postgres, graph: Graph, weights: Weights = Weights()) -> int:  # noqa: B008
    """Work some touched products out again; how many.

    Their direct edges, people and lift become what a whole build would make of them. The walk's second step goes over
    the other products' edges as they stand.
    """
    marks = {row["id"]: row["mark"] for row in graph.read(_cypher("stale"), {"limit": TOUCHED})}
    touched = list(marks)
    counts = {row["product_id"]: row for row in postgres.rows(_sql("counts"), {"products": touched})}
    if busy := [id for id, row in counts.items() if row["buyers"] > BUSY]:
        graph.write(_cypher("left"), {"ids": busy})
    stale = [id for id in touched if id not in busy]
    if stale:
        rows = postgres.rows(_sql("purchases_near"), {"products": stale})
        columns = ([row[name] for row in rows] for name in ("user_id", "product_id", "at"))
        found = _worked_out(graph, stale, _with_counts(postgres, Purchases.of(*columns)), weights)
        marked = [row | {"mark": marks[row["id"]]} for row in found]
        graph.write(_cypher("also_bought"), {"rows": marked, "since": None})
    return len(touched)


def _worked_out(graph: Graph, stale: Iterable[str], purchases: Purchases, weights: Weights) -> list[dict[str, Any]]:
    """The rows to write of some products, from all the purchases around them."""
    number = {id: n for n, id in enumerate(purchases.product_ids)}
    sources = np.array(sorted(number[id] for id in stale if id in number), dtype=np.int64)
    rows: list[dict[str, Any]] = [{"id": id, "edges": []} for id in stale if id not in number]
    if len(sources):
        first = direct(purchases, weights)[sources]
        total = np.asarray(first.sum(axis=1), dtype=np.float64).ravel()
        own = shares(strongest(first, weights.width), total)
        ids, walked = _walk(graph, purchases.product_ids, sources, own)
        wide = sp.csr_matrix((first.data, first.indices, first.indptr), shape=(len(sources), len(ids)))
        found = Edges(*edges_of(sources, wide, total, walked, _padded(purchases, ids), weights))
        rows += [row for row in _rows(found, ids) if number.get(row["id"]) in set(sources.tolist())]
    return rows


def _walk(graph: Graph, product_ids: list[str], sources: Any, own: Any) -> tuple[list[str], Any]:
    """The ids that number the walk's products, and its steps: these sources' own, and on from where they lead."""
    between = [product_ids[n] for n in sorted(set(own.indices.tolist()) - set(sources.tolist()))]
    steps = graph.read(_cypher("walked"), {"ids": between})
    ids = list(dict.fromkeys(chain(product_ids, (row["target"] for row in steps))))
    number = {id: n for n, id in enumerate(ids)}
    row = np.repeat(sources, np.diff(own.indptr)).tolist() + [number[step["source"]] for step in steps]
    column = own.indices.tolist() + [number[step["target"]] for step in steps]
    data = own.data.tolist() + [step["step"] for step in steps]
    return ids, sp.csr_matrix((data, (row, column)), shape=(len(ids), len(ids)))


def _padded(purchases: Purchases, ids: list[str]) -> Purchases:
    """With products that only the walk leads to: nobody of these shoppers bought them."""
    more = np.zeros(len(ids) - purchases.products, dtype=np.int64)
    return replace(
        purchases,
        product_ids=ids,
        bought=np.concatenate([purchases.bought, more]),
        buyers=np.concatenate([purchases.buyers, more]),
    )


def _with_counts(postgres: Postgres, purchases: Purchases) -> Purchases:
    """A part of all purchases with the counts of the whole."""
    rows = {row["product_id"]: row for row in postgres.rows(_sql("counts"), {"products": purchases.product_ids})}
    counts = [rows.get(id, {"purchases": 0, "buyers": 0}) for id in purchases.product_ids]
    return replace(
        purchases,
        bought=np.array([row["purchases"] for row in counts], dtype=np.int64),
        buyers=np.array([row["buyers"] for row in counts], dtype=np.int64),
        shoppers=postgres.rows(_sql("shoppers"))[0]["shoppers"],
    )


def _rows(edges: Edges, product_ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    """As the statement takes them, one a source, in order; a source without edges comes with none."""
    bounds = np.searchsorted(edges.source, np.arange(len(product_ids) + 1)).tolist()
    columns = (edges.score, edges.step, edges.people, edges.lift)
    for id, start, end in zip(product_ids, bounds, bounds[1:], strict=False):
        targets = [product_ids[n] for n in edges.target[start:end].tolist()]
        lines = list(zip(targets, *(column[start:end].tolist() for column in columns), strict=True))
        yield {"id": id, "edges": lines}


def _fingerprint(purchases: Purchases, weights: Weights) -> str:
    digest = blake2b(repr(asdict(weights)).encode(), digest_size=16)
    for column in (purchases.user, purchases.product, purchases.moment):
        digest.update(column.tobytes())
    digest.update("\0".join(purchases.product_ids).encode())
    return digest.hexdigest()


def _sql(name: str) -> Statement:
    return statement(f"recommendations/similarity/{name}.sql")


def _cypher(name: str) -> Statement:
    return statement(f"recommendations/similarity/{name}.cypher")
