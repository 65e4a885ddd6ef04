"""Recommendations read from Neo4j (hot products from Redis), with the counts that explain each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from marketplace.catalog.models import Product
from marketplace.errors import InvalidInput, NotFound
from marketplace.recommendations.models import Edge, Node, Recommendation, Strategy, Subgraph
from marketplace.statements import statement
from marketplace.stores.graph import Graph

SUPPORT = 2
"""People (or orders) needed before a similarity is trusted."""

NEIGHBOURS = 200
"""Shoppers of like taste who are listened to."""

RELATIONSHIPS = ("PURCHASED", "VIEWED", "BELONGS_TO", "SOLD_BY", "SIMILAR_TO")
KINDS = ("User", "Product", "Category", "Seller")
MAX_NODES = 150
"""Nodes drawn at most: more is a hairball."""

MAX_EDGES = 1500


class RecommendationService:
    """`products` turns ids into products, in order; `hot` gives hot products with their heat."""

    def __init__(
        self,
        graph: Graph,
        products: Callable[[list[str]], Sequence[Product]],
        hot: Callable[[int], list[tuple[str, float]]],
    ) -> None:
        self.graph, self._products, self._hot = graph, products, hot

    def also_bought(self, product_id: str, limit: int = 8) -> list[Recommendation]:
        """Products bought by the same people, by Jaccard similarity of their buyers."""
        parameters = {"product_id": product_id, "support": SUPPORT, "limit": limit}
        rows = self.graph.read(statement("recommendations/also_bought.cypher"), parameters)
        return self._recommended(rows, "also_bought", lambda row, _: _also_bought_reason(row))

    def bought_together(self, product_id: str, limit: int = 4) -> list[Recommendation]:
        """Products of the same orders, by how many orders."""
        parameters = {"product_id": product_id, "support": SUPPORT, "limit": limit}
        rows = self.graph.read(statement("recommendations/bought_together.cypher"), parameters)
        return self._recommended(rows, "bought_together", lambda row, _: f"In the same basket {row['people']} times.")

    def personal(self, user_id: str, limit: int = 12) -> list[Recommendation]:
        """What shoppers of like taste bought and this one did not; empty for who has bought nothing yet.

        User-based collaborative filtering with cosine-weighted neighbours (Herlocker et al., SIGIR 1999).
        """
        parameters = {"user_id": user_id, "neighbours": NEIGHBOURS, "limit": limit}
        rows = self.graph.read(statement("recommendations/personal.cypher"), parameters)
        return self._recommended(rows, "personal", _personal_reason)

    def trending(self, limit: int = 12) -> list[Recommendation]:
        """What is looked at and bought most these seven days."""
        rows = [{"id": id, "people": int(heat), "score": heat} for id, heat in self._hot(limit)]
        return self._recommended(rows, "trending", lambda row, _: f"Heat {row['people']} over the last seven days.")

    def _recommended(
        self,
        rows: list[dict[str, Any]],
        strategy: Strategy,
        reason: Callable[[dict[str, Any], dict[str, Product]], str],
    ) -> list[Recommendation]:
        mentioned = list(dict.fromkeys(id for row in rows for id in [row["id"], *row.get("because", [])]))
        products = {product.id: product for product in self._products(mentioned)}
        return [
            Recommendation(
                product=products[row["id"]],
                strategy=strategy,
                score=row["score"],
                people=row["people"],
                because=row.get("because", []),
                reason=reason(row, products),
            )
            for row in rows
            if row["id"] in products
        ]

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


def _also_bought_reason(row: dict[str, Any]) -> str:
    return (
        f"{row['people']} people who bought this also bought it: "
        f"{row['lift']:.1f} times as many as chance would have it."
    )


def _personal_reason(row: dict[str, Any], products: dict[str, Product]) -> str:
    names = [products[id].name for id in row["because"] if id in products]
    people = "1 shopper" if row["people"] == 1 else f"{row['people']} shoppers"
    return (
        f"{people} of your taste bought it; you share {', '.join(names)}."
        if names
        else f"{people} of your taste bought it."
    )


def _kind(label: str) -> Any:
    if label not in get_args(Node.model_fields["kind"].annotation):
        raise InvalidInput(f"{label} is no kind of node this shop knows.")
    return label
