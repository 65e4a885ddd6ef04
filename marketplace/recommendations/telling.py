"""What was ranked as recommendations: with the products themselves, what speaks for each, and that in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from marketplace.catalog.models import Product
from marketplace.recommendations import reasons
from marketplace.recommendations.models import Recommendation, Strategy
from marketplace.recommendations.ranking import DEFAULT, EDGES, Ranked, Weighing
from marketplace.statements import statement
from marketplace.stores.graph import Graph


class Teller:
    """`products` turns ids into products, in order."""

    def __init__(self, graph: Graph, products: Callable[[list[str]], Sequence[Product]]) -> None:
        self.graph, self._products = graph, products

    def explained(
        self, strategy: Strategy, user_id: str, ranked: Sequence[Ranked], weighing: Weighing
    ) -> list[Recommendation]:
        """With what speaks for each: the shopper's own products, people, makers."""
        sources: dict[str, list[dict[str, Any]]] = {}
        kind = EDGES.get(strategy) or (EDGES[DEFAULT] if strategy in ("blend", "page_rank") else None)
        if kind and ranked:
            parameters = {
                "user_id": user_id,
                "ids": [one.id for one in ranked],
                "kind": kind,
                "decays": weighing.decays(),
            }
            found = self.graph.read(statement("recommendations/because.cypher"), parameters)
            sources = {row["id"]: row["sources"] for row in found}
        rows = []
        for one in ranked:
            own = sources.get(one.id, [])
            first = own[0] if own else {}
            rows.append(
                {
                    "id": one.id,
                    "score": one.score,
                    "people": one.people or first.get("people") or 0,
                    "lift": first.get("lift"),
                    "because": [source["id"] for source in own],
                    "shared": [source["id"] for source in own if source["people"]],
                    "via": list(one.via),
                }
            )
        return self.told(strategy, rows, lambda row, products: _reason(strategy, row, products))

    def told(
        self,
        strategy: Strategy,
        rows: Sequence[dict[str, Any]],
        reason: Callable[[dict[str, Any], dict[str, Product]], str],
    ) -> list[Recommendation]:
        """Rows as recommendations; what is no longer in the catalogue is left out."""
        mentioned = list(dict.fromkeys(id for row in rows for id in [row["id"], *row.get("because", [])]))
        products = {product.id: product for product in self._products(mentioned)}
        told = []
        for row in rows:
            if row["id"] not in products:
                continue
            row["tags"] = _shared(row, products)
            told.append(
                Recommendation(
                    product=products[row["id"]],
                    strategy=strategy,
                    score=row["score"],
                    people=row.get("people", 0),
                    lift=row.get("lift"),
                    because=row.get("because", []),
                    tags=row["tags"],
                    via=row.get("via", []),
                    reason=reason(row, products),
                )
            )
        return told


def _shared(row: dict[str, Any], products: dict[str, Product]) -> list[str]:
    own = next((products[id] for id in row.get("because", []) if id in products), None)
    return [tag for tag in products[row["id"]].tags if own and tag in own.tags][:2]


def _reason(strategy: Strategy, row: dict[str, Any], products: dict[str, Product]) -> str:
    because, people, via = row["because"], row["people"], row["via"]
    match strategy:
        case "similar":
            return reasons.similar(because, row["tags"], products)
        case "random_walk":
            return reasons.walk(people)
        case "page_rank":
            return reasons.page_rank(because, products)
        case "embedding":
            return reasons.embedding(because, row["tags"], products)
        case "makers":
            return reasons.makers(via)
        case "popular":
            return reasons.popular(int(row["score"]))
        case "random":
            return "Drawn by lot."
        case _:
            return reasons.personal(because, row["shared"], people, row["tags"], products)
