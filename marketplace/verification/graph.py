"""The graph compared with PostgreSQL: nodes, what products belong to, and every purchase."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from marketplace.settings import StoreName
from marketplace.statements import statement
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres, Row
from marketplace.verification import batches
from marketplace.verification.books import strangers
from marketplace.verification.models import Check, Difference, Found, Only

NODES = {"Category": "crafts", "Seller": "makers", "Product": "products", "User": "shoppers"}
BOTH: list[StoreName] = ["postgres", "neo4j"]
SHOPPERS = 200
"""Shoppers whose purchases are compared at a time."""

Line = tuple[str, str]
"""A product of an order."""


def checks(postgres: Postgres, graph: Graph) -> list[Check]:
    """Nodes of each kind, purchases, and the orders that the graph takes for cancelled."""

    def nodes(label: str) -> Check:
        return Check(f"{NODES[label]} in the graph", BOTH, lambda only: _nodes(postgres, graph, label, only))

    return [
        *(nodes(label) for label in NODES),
        Check("purchases in the graph", BOTH, lambda only: _purchases(postgres, graph, only)),
        Check("cancelled orders in the graph", BOTH, lambda only: _cancelled(postgres, graph, only)),
    ]


def _nodes(postgres: Postgres, graph: Graph, label: str, only: Only) -> tuple[int, list[Found]]:
    things, found = 0, []
    for rows in batches.rows(postgres, "nodes", only, label=label):
        things += len(rows)
        records = graph.read(statement("verification/nodes.cypher"), {"label": label, "ids": [r["id"] for r in rows]})
        held = {record["id"]: record for record in records}
        for row in rows:
            if row["id"] not in held:
                found.append(_found(f"{label} without a node", row["id"], f"{row['name']} is in PostgreSQL alone"))
            else:
                found += [
                    _found(f"{label} node differs", row["id"], detail) for detail in _differing(row, held[row["id"]])
                ]
    for ids in _stretches(graph, "node_ids", only, label=label):
        found += [
            _found(f"{label} node without a row", id, "it is in the graph alone")
            for id in strangers(postgres, label, ids)
        ]
    return things, found


def _differing(row: Row, node: dict[str, Any]) -> Iterator[str]:
    for name in ("name", "location", "price"):
        if row[name] != node[name]:
            yield f"{name} is {row[name]!r} in PostgreSQL, {node[name]!r} in the graph"
    for name, held, edge in (
        ("category", node["categories"], "BELONGS_TO"),
        ("seller", node["sellers"], "SOLD_BY"),
    ):
        wanted = [] if row[name] is None else [row[name]]
        if held != wanted:
            yield f"{edge} should lead to {', '.join(wanted) or 'nothing'}, and leads to {', '.join(held) or 'nothing'}"


def _purchases(postgres: Postgres, graph: Graph, only: Only) -> tuple[int, list[Found]]:
    things, found = 0, []
    for rows in batches.rows(postgres, "purchases", only, size=SHOPPERS):
        # PostgreSQL first: what the graph hears of in between it has beyond this, and the second look knows of it.
        records = graph.read(statement("verification/purchases.cypher"), {"ids": [row["id"] for row in rows]})
        held = {record["id"]: record["held"] for record in records}
        for row in rows:
            things += len(row["lines"])
            for order, detail in _bought(row, held.get(row["id"], [])):
                difference = Difference(kind=detail[0], stores=BOTH, id=order, detail=f"{row['id']}: {detail[1]}")
                found.append(Found(row["id"], difference))
    return things, found


def _bought(row: Row, held: list[list[Any]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """By order: what is wrong with one shopper's purchases."""
    under_way = set(row["waiting"])
    wanted: dict[Line, list[Any]] = {(line[0], line[1]): line[2:] for line in row["lines"] if line[1] not in under_way}
    seen: Counter[Line] = Counter((edge[0], edge[1]) for edge in held if edge[1] not in under_way)
    for (product, order), values in wanted.items():
        if not seen[product, order]:
            yield order, ("purchase missing in the graph", f"{values[0]} of {product} are in PostgreSQL alone")
    for (product, order), times in seen.items():
        if (product, order) not in wanted:
            yield order, ("purchase in the graph alone", f"{product} was not bought, or is not any more")
        elif times > 1:
            yield order, ("purchase in the graph more than once", f"{product} is there {times} times")
    for product, order, quantity, price, at in held:
        values = wanted.get((product, order), [quantity, price, at])
        if [quantity, price, at] != values:
            yield (
                order,
                ("purchase differs in the graph", f"{product}: {values} in PostgreSQL, {[quantity, price, at]}"),
            )


def _cancelled(postgres: Postgres, graph: Graph, only: Only) -> tuple[int, list[Found]]:
    things, found = 0, []
    for ids in _stretches(graph, "tombstones", only):
        things += len(ids)
        found += [
            _found("order that stands, cancelled in the graph", row["id"], f"it is {row['status']} in PostgreSQL")
            for row in postgres.rows(statement("verification/standing_orders.sql"), {"ids": ids})
        ]
    return things, found


def _stretches(graph: Graph, name: str, only: Only, **parameters: Any) -> Iterator[list[str]]:
    after, wanted = "", None if only is None else list(only)
    query = statement(f"verification/{name}.cypher")
    given = {"only": wanted, "limit": batches.SIZE, **parameters}
    while ids := [record["id"] for record in graph.read(query, {"after": after, **given})]:
        yield ids
        after = ids[-1]


def _found(kind: str, id: str, detail: str) -> Found:
    return Found(id, Difference(kind=kind, stores=BOTH, id=id, detail=detail))
