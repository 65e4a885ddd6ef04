"""Parts of the graph, small enough to draw: the surroundings of a node, and of each node opened after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from marketplace.errors import InvalidInput, NotFound
from marketplace.recommendations.models import Edge, Node, Subgraph
from marketplace.statements import statement
from marketplace.stores.graph import Graph

RELATIONSHIPS = ("PURCHASED", "VIEWED", "ALSO_BOUGHT", "SIMILAR_TO", "BELONGS_TO", "SOLD_BY")
KINDS = ("User", "Product", "Category", "Seller")
MAX_NODES = 150
"""Nodes drawn at most: more is a hairball."""

MAX_EDGES = 1500


class Subgraphs:
    """Reads them."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def neighbourhood(self, kind: str, id: str, *, kinds: Sequence[str] = RELATIONSHIPS, limit: int = 40) -> Subgraph:
        """What is one step from a node, and the edges among all of it. Raises NotFound, InvalidInput."""
        return self.expanded(f"{kind}:{id}", kinds=kinds, limit=limit)

    def expanded(
        self, centre: str, opened: Sequence[str] = (), *, kinds: Sequence[str] = RELATIONSHIPS, limit: int = 40
    ) -> Subgraph:
        """The neighbourhood of a node, and of each node opened after it, as one graph of at most MAX_NODES.

        Nodes are named by their keys ("Product:P0001"). `limit` is for each neighbourhood. Raises NotFound for the
        centre (an opened node that is not there adds nothing), InvalidInput.
        """
        nodes: dict[str, Node] = {}
        left_out, stages = 0, []
        for key in [centre, *opened]:
            kind, _, id = key.partition(":")
            if kind not in KINDS or not set(kinds) <= set(RELATIONSHIPS):
                raise InvalidInput(
                    f"A node is one of {', '.join(KINDS)}; a relationship one of {', '.join(RELATIONSHIPS)}."
                )
            parameters = {"id": id, "kind": kind, "kinds": list(kinds), "limit": min(limit, MAX_NODES)}
            rows = self.graph.read(statement("recommendations/neighbourhood.cypher"), parameters)
            if not rows and key == centre:
                raise NotFound(f"{kind.lower()} with such relationships in the graph", id)
            for row in rows:
                left_out += row["total"] - len(row["neighbours"])
                found = [Node(id=id, kind=_kind(kind), label=row["label"] or id)]
                found += [
                    Node(id=other["id"], kind=_kind(other["kind"]), label=other["label"] or other["id"])
                    for other in row["neighbours"]
                ]
                for node in found:
                    if node.key in nodes or len(nodes) < MAX_NODES:
                        nodes.setdefault(node.key, node)
                    else:
                        left_out += 1
            stages.append(len(nodes))
        return Subgraph(
            centre=centre,
            nodes=list(nodes.values()),
            edges=self._between(nodes, kinds),
            left_out=left_out,
            stages=stages,
        )

    def _between(self, nodes: Mapping[str, Node], kinds: Sequence[str]) -> list[Edge]:
        """Every edge among these nodes."""
        rows = self.graph.read(
            statement("recommendations/between.cypher"),
            {"ids": [node.id for node in nodes.values()], "kinds": list(kinds), "limit": MAX_EDGES},
        )
        edges = [
            Edge(
                source=f"{row['source_kind']}:{row['source']}",
                target=f"{row['target_kind']}:{row['target']}",
                kind=row["kind"],
                weight=row["weight"],
            )
            for row in rows
        ]
        return [edge for edge in edges if edge.source in nodes and edge.target in nodes]


def _kind(label: str) -> Any:
    if label not in get_args(Node.model_fields["kind"].annotation):
        raise InvalidInput(f"{label} is no kind of node this shop knows.")
    return label
