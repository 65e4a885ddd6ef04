"""The graph loader: nodes and edges from what PostgreSQL holds, so that the graph can be dropped and made again.

A graph that is there already is reconciled: what is no longer in PostgreSQL goes, what is missing comes. Views,
similarity and whatever was computed on the nodes stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from marketplace.progress import Progress, silent
from marketplace.recommendations.similarity import build
from marketplace.statements import Statement, statement
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres, Session
from marketplace.tracing import statement_span

NODES = 10_000
"""Nodes of one transaction."""

EDGES = 20_000
"""Purchases of one transaction, whole shoppers at a time."""

Bought = dict[str, list[tuple[Any, ...]]]
"""By shopper: product, order, quantity, price, and when, in milliseconds."""

KINDS = {"Category": "categories", "Seller": "sellers", "Product": "products", "User": "users"}


def load_graph(postgres: Postgres, graph: Graph, progress: Progress = silent) -> dict[str, int]:
    """Bring the graph to what PostgreSQL holds; nodes and purchases given to it, by kind.

    Raises StoreUnavailable where either does not answer.
    """
    stored = {record["label"]: set(record["ids"]) for record in graph.read(_cypher("ids"))}
    rows = dict.fromkeys(KINDS.values(), 0)
    with postgres.transaction() as session:
        wanted = {label: list(found) for label, found in groupby(session.rows(_sql("nodes")), itemgetter("label"))}
    for label, name in KINDS.items():
        found = wanted.get(label, [])
        for start in range(0, len(found), NODES):
            progress(f"graph: {name}", start, len(found))
            graph.write(_cypher(name), {"rows": found[start : start + NODES]})
        progress(f"graph: {name}", len(found), len(found))
        rows[name] = len(found)
        if gone := sorted(stored.get(label, set()) - {node["id"] for node in found}):
            for start in range(0, len(gone), NODES):
                graph.write(_cypher("gone"), {"label": label, "ids": gone[start : start + NODES]})
    rows["purchases"] = load_purchases(postgres, graph, progress)
    rows["also_bought"] = build(postgres, graph, progress)
    return rows


def load_purchases(
    postgres: Postgres, graph: Graph, progress: Progress = silent, shoppers: Sequence[str] | None = None
) -> int:
    """Bring PURCHASED to what PostgreSQL holds, of all shoppers or of some; how many edges there should be."""
    done = 0
    with postgres.transaction() as session:
        before = session.rows(_sql("clock"))[0]["before"]
        for batch in _batches(session, shoppers):
            _reconcile(graph, batch, before)
            done += sum(map(len, batch.values()))
            progress("graph: purchases", done, None)
        _bury(session, graph)
    progress("graph: purchases", done, done)
    return done


def _bury(session: Session, graph: Graph) -> None:
    """Orders cancelled while their purchases were written here are cancelled all the same; one loaded anew stands."""
    ids = [record["id"] for record in graph.read(_cypher("cancelled"))]
    for start in range(0, len(ids), NODES):
        part = ids[start : start + NODES]
        standing = {row["id"] for row in session.rows(_sql("standing"), {"ids": part})}
        graph.write(_cypher("bury"), {"ids": [id for id in part if id not in standing]})
        graph.write(_cypher("revive"), {"ids": sorted(standing)})


def _reconcile(graph: Graph, wanted: Bought, before: int) -> None:
    """Compare some shoppers' edges with what they should be, and write only the difference."""
    records = graph.read(_cypher("purchases_held"), {"ids": list(wanted)})
    held = {record["id"]: set(map(tuple, record["held"])) for record in records}
    new = {shopper: bought for shopper, bought in wanted.items() if bought and shopper not in held}
    if new:
        rows = [{"id": shopper, "bought": bought} for shopper, bought in new.items()]
        met = graph.write(_cypher("purchases_new"), {"shoppers": rows})
        # Reached by a relay between the two statements: nothing of theirs was written here.
        held |= {record["id"]: set() for record in met}
    missing = [(shopper, *line) for shopper, lines in held.items() for line in wanted[shopper] if line not in lines]
    if missing:
        graph.write(_cypher("purchases_missing"), {"edges": missing})
    kept = {shopper: {line[:2] for line in wanted[shopper]} for shopper in held}
    gone = [
        (shopper, *line)
        for shopper, lines in held.items()
        for line in lines
        # One younger than the reading is not gone: it came after.
        if line[:2] not in kept[shopper] and line[4] < before
    ]
    if gone:
        graph.write(_cypher("purchases_gone"), {"edges": gone})


def _batches(session: Session, shoppers: Sequence[str] | None) -> Iterator[Bought]:
    batch: Bought = {}
    size = 0
    for shopper, lines in groupby(_purchases(session, shoppers), itemgetter(0)):
        batch[shopper] = [line[1:] for line in lines if line[1] is not None]
        size += len(batch[shopper]) + 1
        if size >= EDGES:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch


def _purchases(session: Session, shoppers: Sequence[str] | None) -> Iterator[tuple[Any, ...]]:
    # A cursor on the server's side: a million rows are not held here at once.
    query = _sql("purchases")
    parameters = {"shoppers": None if shoppers is None else list(shoppers)}
    with (
        statement_span("postgres", query.name, query.text, parameters) as executed,
        session.connection.cursor(name="purchases") as cursor,
    ):
        cursor.itersize = EDGES
        cursor.execute(query.text.encode(), parameters)
        executed.rows = 0
        for row in cursor:
            executed.rows += 1
            yield row


def _sql(name: str) -> Statement:
    return statement(f"loading/graph/{name}.sql")


def _cypher(name: str) -> Statement:
    return statement(f"loading/graph/{name}.cypher")
