"""Parts of the graph, small enough to draw: the surroundings of a node, and of each node opened after it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, get_args

from marketplace.errors import InvalidInput, NotFound
from marketplace.recommendations.models import Edge, Node, Subgraph, Way
from marketplace.statements import statement
from marketplace.stores.graph import Graph

RELATIONSHIPS = ("PURCHASED", "VIEWED", "ALSO_BOUGHT", "SIMILAR_TO", "BELONGS_TO", "SOLD_BY")
KINDS = ("User", "Product", "Category", "Seller")
MAX_NODES = 150
"""Nodes drawn at most: more is a hairball."""

STRONGEST = 2
"""Of lines that were worked out, so many begin at a node, if it is not opened: all of them are a hairball too."""

WORKED_OUT = ("ALSO_BOUGHT", "SIMILAR_TO")
MAX_WAYS, MAX_FOUND = 12, 500
"""Shortest ways told; and looked at, to choose them from."""

SAYS = ("PURCHASED", "SOLD_BY", "BELONGS_TO", "ALSO_BOUGHT", "SIMILAR_TO", "VIEWED")
"""Relationships, that which says most first."""


class Subgraphs:
    """Reads them."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def neighbourhood(self, kind: str, id: str, *, kinds: Sequence[str] = RELATIONSHIPS, limit: int = 40) -> Subgraph:
        """What is one step from a node, and the edges among all of it. Raises NotFound, InvalidInput."""
        return self.expanded(f"{kind}:{id}", kinds=kinds, limit=limit)

    def expanded(
        self,
        centre: str,
        opened: Sequence[str] = (),
        *,
        kinds: Sequence[str] = RELATIONSHIPS,
        limit: int = 40,
        strongest: int = STRONGEST,
    ) -> Subgraph:
        """The neighbourhood of a node, and of each node opened after it, as one graph of at most MAX_NODES.

        Nodes are named by their keys ("Product:P0001"). `limit` is for each neighbourhood. Of ALSO_BOUGHT and
        SIMILAR_TO, every line at these nodes, and between others each one's `strongest`. Raises NotFound for the centre
        (an opened node that is not there adds nothing), InvalidInput.
        """
        drawn = _Drawn()
        self._open(drawn, [centre, *opened], kinds, limit)
        edges, left_out = self._between(drawn, kinds, [centre, *opened], strongest)
        return drawn.subgraph(centre, edges, left_out)

    def connected(
        self,
        centre: str,
        to: str,
        opened: Sequence[str] = (),
        *,
        kinds: Sequence[str] = RELATIONSHIPS,
        limit: int = 40,
        strongest: int = STRONGEST,
    ) -> Subgraph:
        """The shortest ways between two nodes, and the neighbourhoods of those opened. Without a way: as `expanded`.

        Raises NotFound where there is no such centre, InvalidInput.
        """
        (source_kind, source), (target_kind, target) = (_parts(key, kinds) for key in (centre, to))
        if centre == to:
            return self.expanded(centre, opened, kinds=kinds, limit=limit, strongest=strongest)
        parameters = {"source": source, "source_kind": source_kind, "target": target, "target_kind": target_kind}
        found = self.graph.read(
            statement("recommendations/ways.cypher"), parameters | {"kinds": list(kinds), "found": MAX_FOUND}
        )
        if not found:
            return self.expanded(centre, opened, kinds=kinds, limit=limit, strongest=strongest)
        ways = sorted([[_node(row) for row in way["nodes"]] for way in found], key=lambda way: [n.key for n in way])
        by_key = {node.key: node for way in ways for node in way}
        every = _Drawn(by_key, stages=[len(by_key)])
        edges, _ = self._between(every, kinds, [], MAX_NODES)
        told = sorted((way_of(way, edges) for way in ways), key=_weakest)[:MAX_WAYS]
        drawn = _Drawn()
        for way in told:
            drawn.add(by_key[key] for key in way.nodes)
        drawn.stages.append(len(drawn.nodes))
        self._open(drawn, opened, kinds, limit)
        # Other lines among what the ways lead over would hide the ways.
        edges, _ = self._between(drawn, kinds, ["", *opened], 0)
        shown = {edge.id: edge for way in told for edge in way.edges}
        shown |= {edge.id: edge for edge in edges if edge.id not in shown and {edge.source, edge.target} & {*opened}}
        return drawn.subgraph(centre, list(shown.values())).model_copy(update={"ways": told})

    def named(self, text: str, limit: int = 12) -> list[Node]:
        """Nodes with a name that holds `text`, or with that id."""
        if not text.strip():
            return []
        parameters = {"text": text.strip(), "limit": limit}
        return [_node(row) for row in self.graph.read(statement("recommendations/named.cypher"), parameters)]

    def _open(self, drawn: _Drawn, keys: Sequence[str], kinds: Sequence[str], limit: int) -> None:
        """Add the neighbourhood of each. The first must be there, if nothing is drawn yet."""
        for key in keys:
            kind, id = _parts(key, kinds)
            if limit < 1:
                raise InvalidInput(f"A node has 1 neighbour or more, not {limit}.")
            parameters = {"id": id, "kind": kind, "kinds": list(kinds), "limit": min(limit, MAX_NODES)}
            rows = self.graph.read(statement("recommendations/neighbourhood.cypher"), parameters)
            if not rows and not drawn.nodes:
                raise NotFound(f"{kind.lower()} with such relationships in the graph", id)
            for row in rows:
                drawn.left_out += row["total"] - len(row["neighbours"])
                drawn.add([_node(row | {"kind": kind}), *map(_node, row["neighbours"])])
            drawn.stages.append(len(drawn.nodes))

    def _between(
        self, drawn: _Drawn, kinds: Sequence[str], opened: Sequence[str], strongest: int = STRONGEST
    ) -> tuple[list[Edge], int]:
        """Edges among what is drawn, and how many there are more. `opened`: the nodes of each stage's neighbourhood."""
        parameters = {
            "ids": [node.id for node in drawn.nodes.values()],
            "stages": {key: bisect_right(drawn.stages, place) for place, key in enumerate(drawn.nodes)},
            "kinds": list(kinds),
            "worked_out": WORKED_OUT,
            "opened": list(opened),
            "strongest": strongest,
        }
        at = {key: stage for stage, key in reversed(list(enumerate(opened)))}
        edges, left_out = [], 0
        for row in self.graph.read(statement("recommendations/between.cypher"), parameters):
            left_out += row["left_out"]
            for line in row["lines"]:
                ends = [at[key] for key in (row["source"], line["target"]) if key in at]
                edges.append(
                    Edge(
                        source=row["source"],
                        target=line["target"],
                        kind=row["kind"],
                        weight=line["weight"],
                        score=line["score"],
                        people=line["people"],
                        lift=line["lift"],
                        stage=row["stage"] if line["strong"] else max(row["stage"], min(ends)),
                    )
                )
        return edges, left_out


@dataclass
class _Drawn:
    """What is drawn so far, in the order in which it came in."""

    nodes: dict[str, Node] = field(default_factory=dict)
    left_out: int = 0
    stages: list[int] = field(default_factory=list)

    def add(self, found: Iterable[Node]) -> None:
        """As many of them as there is room for."""
        for node in found:
            if node.key in self.nodes or len(self.nodes) < MAX_NODES:
                self.nodes.setdefault(node.key, node)
            else:
                self.left_out += 1

    def subgraph(self, centre: str, edges: list[Edge], lines_left_out: int = 0) -> Subgraph:
        """All of it."""
        return Subgraph(
            centre=centre,
            nodes=list(self.nodes.values()),
            edges=edges,
            left_out=self.left_out,
            lines_left_out=lines_left_out,
            stages=self.stages,
        )


def way_of(nodes: Sequence[Node], edges: Sequence[Edge]) -> Way:
    """A way with the edge of each step: what happened before what was worked out, and of each the strongest."""
    steps = []
    for one, other in pairwise(node.key for node in nodes):
        joining = [edge for edge in edges if {edge.source, edge.target} == {one, other}]
        steps += sorted(joining, key=lambda edge: (SAYS.index(edge.kind), -edge.strength, edge.id))[:1]
    return Way(nodes=[node.key for node in nodes], edges=steps)


def _weakest(way: Way) -> tuple[list[int], list[str]]:
    """To sort by: a way is as strong as its weakest step; of equals, as its next."""
    return [-edge.strength for edge in sorted(way.edges, key=lambda edge: edge.strength)], way.nodes


def _parts(key: str, kinds: Sequence[str]) -> tuple[str, str]:
    kind, _, id = key.partition(":")
    if kind not in KINDS or not set(kinds) <= set(RELATIONSHIPS):
        raise InvalidInput(f"A node is one of {', '.join(KINDS)}; a relationship one of {', '.join(RELATIONSHIPS)}.")
    return kind, id


def _node(row: Mapping[str, Any]) -> Node:
    return Node(id=row["id"], kind=_kind(row["kind"]), label=row["label"] or row["id"], community=row["community"])


def _kind(label: str) -> Any:
    if label not in get_args(Node.model_fields["kind"].annotation):
        raise InvalidInput(f"{label} is no kind of node this shop knows.")
    return label
