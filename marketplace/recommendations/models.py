"""A recommendation with its reason, and the part of the graph it was read from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from marketplace.catalog.models import Product

Strategy = Literal[
    "personal", "blend", "random_walk", "page_rank", "embedding", "similar", "makers",
    "also_bought", "bought_together", "trending", "interests", "viewed", "popular", "random",
]  # fmt: skip


class Recommendation(BaseModel):
    """A product recommended, and why: as data, and as a sentence.

    `score` is comparable within one list. `people` (or orders) counted, `lift` over chance; `because`: the shopper's
    own products that speak for it, the strongest first; `tags` it shares with that one; `via`: makers and crafts.
    """

    model_config = ConfigDict(frozen=True)

    product: Product
    strategy: Strategy
    score: float
    people: int
    lift: float | None = None
    because: list[str] = []
    tags: list[str] = []
    via: list[str] = []
    reason: str


class Recommendations(BaseModel):
    """A list of them: what is cached of a shopper."""

    model_config = ConfigDict(frozen=True)

    items: list[Recommendation]


class Step(BaseModel):
    """One way through the graph to a product: over one of the shopper's own, and some people who bought both."""

    model_config = ConfigDict(frozen=True)

    via: str
    via_id: str
    kind: str
    score: float
    people: int | None
    buyers: list[str]


class Node(BaseModel):
    """A node of the drawn graph. `kind` is User, Product, Category or Seller; `community`: its taste's, if known."""

    model_config = ConfigDict(frozen=True)

    id: str
    kind: Literal["User", "Product", "Category", "Seller"]
    label: str
    community: int | None = None

    @property
    def key(self) -> str:
        """Unique over kinds."""
        return f"{self.kind}:{self.id}"


class Edge(BaseModel):
    """A relationship between two nodes, named by their keys; `weight` how many times.

    `people`, `lift` and `score` are those of edges that were worked out; `stage`: when it came into the drawing.
    """

    model_config = ConfigDict(frozen=True)

    source: str
    target: str
    kind: str
    weight: int = 1
    score: float | None = None
    people: int | None = None
    lift: float | None = None
    stage: int = 0

    @property
    def id(self) -> str:
        """Unique over edges."""
        return f"{self.source}>{self.target}>{self.kind}"

    @property
    def strength(self) -> int:
        """How much stands behind it: people who bought both, or how often it happened."""
        return max(self.people or 0, self.weight)

    @property
    def reason(self) -> str:
        """What it rests on, in words."""
        if self.people:
            return f"{self.people:,} bought both, {self.lift or 0:.1f} times as many as chance has it"
        if self.kind == "ALSO_BOUGHT":
            return "nobody bought both yet: what others bought leads over"
        if self.score is not None:
            return f"likeness {self.score:.2f}"
        return f"{self.weight:,} times" if self.weight > 1 else ""


class Way(BaseModel):
    """A shortest way between two nodes: theirs and those between, by their keys, and the edge of each step."""

    model_config = ConfigDict(frozen=True)

    nodes: list[str]
    edges: list[Edge]


class Subgraph(BaseModel):
    """A part of the graph, small enough to draw; `left_out` counts the neighbours that are not in it, and
    `lines_left_out` the weaker lines among those that are.

    Nodes stand in the order in which they came in: the centre's neighbours, then those of each node opened. `stages`
    says how many there were after each. `ways` are the shortest ones to another node, where one was asked for, the
    strongest first: a way is as strong as its weakest step.
    """

    model_config = ConfigDict(frozen=True)

    centre: str
    nodes: list[Node]
    edges: list[Edge]
    left_out: int = 0
    lines_left_out: int = 0
    stages: list[int] = []
    ways: list[Way] = []

    def only(self, seen: Callable[[Node], bool]) -> Subgraph:
        """What is left where only some nodes are seen; the ways over any other are not told."""
        kept = [seen(node) for node in self.nodes]
        nodes = [node for node, keep in zip(self.nodes, kept, strict=True) if keep]
        keys = {node.key for node in nodes}
        return self.model_copy(
            update={
                "nodes": nodes,
                "edges": [edge for edge in self.edges if {edge.source, edge.target} <= keys],
                "stages": [sum(kept[:until]) for until in self.stages],
                "ways": [way for way in self.ways if keys.issuperset(way.nodes)],
            }
        )

    def table(self) -> list[dict[str, Any]]:
        """The edges as rows: the picture's twin in words."""
        labels = {node.key: node.label for node in self.nodes}
        return [
            {
                "from": labels[e.source],
                "relationship": e.kind,
                "to": labels[e.target],
                "times": e.weight,
                "why": e.reason,
            }
            for e in self.edges
        ]
