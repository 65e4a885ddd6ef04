"""A recommendation and the part of the graph it was read from."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from marketplace.catalog.models import Product

Strategy = Literal["also_bought", "bought_together", "personal", "trending", "similar"]


class Recommendation(BaseModel):
    """A product recommended. `people` (or orders) counted, `score` comparable within one list, `reason` a sentence."""

    model_config = ConfigDict(frozen=True)

    product: Product
    strategy: Strategy
    score: float
    people: int
    because: list[str] = []
    reason: str


class Node(BaseModel):
    """A node of the drawn graph. `kind` is User, Product, Category or Seller."""

    model_config = ConfigDict(frozen=True)

    id: str
    kind: Literal["User", "Product", "Category", "Seller"]
    label: str

    @property
    def key(self) -> str:
        """Unique over kinds."""
        return f"{self.kind}:{self.id}"


class Edge(BaseModel):
    """A relationship between two nodes, named by their keys; `weight` how many times."""

    model_config = ConfigDict(frozen=True)

    source: str
    target: str
    kind: str
    weight: int = 1


class Subgraph(BaseModel):
    """A part of the graph, small enough to draw; `left_out` counts the neighbours that are not in it.

    Nodes stand in the order in which they came in: the centre's neighbours, then those of each node opened. `stages`
    says how many there were after each.
    """

    model_config = ConfigDict(frozen=True)

    centre: str
    nodes: list[Node]
    edges: list[Edge]
    left_out: int = 0
    stages: list[int] = []

    def table(self) -> list[dict[str, Any]]:
        """The edges as rows: the picture's twin in words."""
        labels = {node.key: node.label for node in self.nodes}
        return [
            {"from": labels[e.source], "relationship": e.kind, "to": labels[e.target], "times": e.weight}
            for e in self.edges
        ]
