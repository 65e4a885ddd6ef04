"""A part of the graph as a drawing: pyvis builds what vis-network is given, and a component of ours draws it.

pyvis' own pages fetch Bootstrap and more from the net, whatever they are told; the vis-network that lies in its package
needs nothing, and is all that is sent.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import networkx
import streamlit as st
from pyvis.network import Network
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.types import ComponentRenderer

from marketplace.recommendations.models import Edge, Subgraph, Way
from marketplace.ui import taste_charts

SPREAD = 72
"""Room a node, in the drawing's own units."""

APART = 62
"""How near two nodes may come to each other."""

LABELLED = 60
"""With more nodes than this only those with several edges are named; the others say their names on hover."""

KINDS: dict[str, tuple[str, str]] = {
    "User": ("shopper", "#2a7d78"),
    "Product": ("product", "#bb5530"),
    "Category": ("craft", "#b8892b"),
    "Seller": ("maker", "#8c4f78"),
}
RELATIONSHIPS: dict[str, tuple[str, str]] = {
    "PURCHASED": ("bought", "#2a7d78"),
    "VIEWED": ("looked at", "#7b8794"),
    "ALSO_BOUGHT": ("also bought", "#6b7f3f"),
    "SIMILAR_TO": ("close in meaning", "#d08a5f"),
    "BELONGS_TO": ("of this craft", "#b8892b"),
    "SOLD_BY": ("made by", "#8c4f78"),
}
MUTUAL = ("SIMILAR_TO",)
"""What holds both ways is one line without an arrow, though the graph may keep it as two."""

SHAPES = {"User": "dot", "Product": "square", "Category": "triangle", "Seller": "diamond"}
"""What tells the kinds apart where colours tell tastes."""

LONGEST = 160
"""Letters of a name on hover."""

STEERING = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
JOINER = "\N{ZERO WIDTH JOINER}"
"""Unicode's categories of what is no letter: controls, marks that turn the direction of text. A joiner makes emoji."""

_COMPONENT = "marketplace.graph"
_renderer: ComponentRenderer | None = None


@dataclass(frozen=True)
class Look:
    """How it is drawn: nodes coloured by taste, or by kind; which of the ways is shown, None for none."""

    by_taste: bool = False
    way: int | None = None


def draw(
    graph: Subgraph,
    opened: list[str],
    *,
    key: str,
    said: str,
    picked: Callable[[str], None],
    look: Look = Look(),
) -> None:
    """Draw it. `said` is the drawing in a sentence; `picked` is told the key of the node that was clicked.

    It is told before the page is drawn again: drawn twice in a row, the drawing would be taken down and lose its zoom.
    """

    def clicked() -> None:
        if node := st.session_state[key].picked:
            picked(str(node))

    _component()(key=key, data=drawing(graph, opened, look) | {"said": said}, on_picked_change=clicked)


def drawing(graph: Subgraph, opened: list[str], look: Look = Look()) -> dict[str, Any]:
    """Nodes and edges in vis-network's words, every node at a place of its own. All texts are plain."""
    places, weights = layout(graph), weight(graph)
    way = graph.ways[look.way] if look.way is not None and look.way < len(graph.ways) else None
    on_way = set(way.nodes) if way else set()
    steps = {edge.id for edge in way.edges} if way else set()
    network = Network(directed=True)
    for node in graph.nodes:
        x, y = places[node.key]
        important = node.key == graph.centre or node.key in opened or node.key in on_way
        named = important or len(graph.nodes) <= LABELLED or weights[node.key] > 2
        network.add_node(
            node.key,
            label=_short(node.label) if named else " ",
            title=f"{plain(node.label)} ({KINDS[node.kind][0]})",
            color=taste_charts.colour(node.community) if look.by_taste else KINDS[node.kind][1],
            shape=SHAPES[node.kind] if look.by_taste else "dot",
            size=min(34, 9 + 3.2 * math.sqrt(weights[node.key]) + (7 if node.key == graph.centre else 0)),
            borderWidth=4 if important else 1,
            x=x,
            y=y,
        )
    labels = {node.key: plain(node.label) for node in graph.nodes}
    ends = {(edge.source, edge.target, edge.kind) for edge in graph.edges}
    for edge in graph.edges:
        mutual = edge.kind in MUTUAL
        if mutual and edge.source > edge.target and (edge.target, edge.source, edge.kind) in ends:
            continue
        network.add_edge(
            edge.source,
            edge.target,
            id=edge.id,
            arrows="" if mutual else "to",
            color=_ink(edge, steps),
            width=min(5, 0.8 + math.log2(edge.strength) * 0.8) + (4 if edge.id in steps else 0),
            title=_said(edge, labels),
            dashes=edge.kind == "SIMILAR_TO",
        )
    return {"nodes": network.nodes, "edges": network.edges, "centre": graph.centre, "opened": opened}


def layout(graph: Subgraph) -> dict[str, tuple[float, float]]:
    """Where each node lies: the same for the same graph, and what is drawn already stays put when a node is opened."""
    placed: dict[str, Any] = _in_steps(graph.ways)
    keys = [node.key for node in graph.nodes]
    for number, until in enumerate(graph.stages or [len(keys)]):
        stage = keys[:until]
        if len(stage) == len(placed):
            continue
        joined: Any = networkx.Graph()
        joined.add_nodes_from(stage)
        joined.add_edges_from((edge.source, edge.target) for edge in graph.edges if edge.stage <= number)
        room = SPREAD * math.sqrt(len(stage))
        sprung = networkx.spring_layout(
            joined,
            # The distance springs wish for, in the units of the drawing: those placed before are in them as well.
            k=1.7 * room / math.sqrt(len(stage)) if placed else 1.7 / math.sqrt(len(stage)),
            pos=placed or None,
            fixed=list(placed) or None,
            scale=room,
            seed=7,
            iterations=80,
        )
        for key in stage:
            if key not in placed:
                placed[key] = _room_near(sprung[key], placed.values())
    # Wider than high, as the frame it is drawn in.
    return {key: (round(1.25 * float(x), 1), round(float(y), 1)) for key, (x, y) in placed.items()}


def _room_near(place: Any, taken: Collection[Any]) -> tuple[float, float]:
    """The first place on a spiral outwards that is far enough from all that are taken."""
    x, y = (float(part) for part in place)
    for turn in range(2_000):
        # A sunflower's: even in every direction.
        far, angle = APART / 4 * math.sqrt(turn), turn * 2.399963
        there = (x + far * math.cos(angle), y + far * math.sin(angle))
        if all(math.dist(there, other) >= APART for other in taken):
            return there
    return there


def _in_steps(ways: Sequence[Way]) -> dict[str, Any]:
    """Ways go from the left to the right, a column a step."""
    columns: dict[int, list[str]] = {}
    for step, key in dict.fromkeys((step, key) for way in ways for step, key in enumerate(way.nodes)):
        columns.setdefault(step, []).append(key)
    last = max(columns, default=0)
    return {
        key: ((step - last / 2) * 3.2 * SPREAD, (row - (len(keys) - 1) / 2) * SPREAD)
        for step, keys in columns.items()
        for row, key in enumerate(keys)
    }


def weight(graph: Subgraph) -> Counter[str]:
    """How much goes on at each node: its edges, each as often as it happened."""
    weights: Counter[str] = Counter({node.key: 0 for node in graph.nodes})
    for edge in graph.edges:
        weights[edge.source] += edge.weight
        weights[edge.target] += edge.weight
    return weights


def plain(text: str, most: int = LONGEST) -> str:
    """A name as one line of text: without what steers or turns the text around it, and of some length at most."""
    kept = "".join(" " if unicodedata.category(one) in STEERING and one != JOINER else one for one in text[: 2 * most])
    line = " ".join(kept.split()) or "(no name)"
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _ink(edge: Edge, steps: Collection[str]) -> str:
    """An edge's colour; where a way is shown, the others step back."""
    colour = RELATIONSHIPS[edge.kind][1]
    return colour if not steps or edge.id in steps else f"{colour}59"


def _said(edge: Edge, labels: Mapping[str, str]) -> str:
    reason = f": {edge.reason}" if edge.reason else ""
    return f"{labels[edge.source]} · {RELATIONSHIPS[edge.kind][0]} · {labels[edge.target]}{reason}"


def _short(label: str) -> str:
    return plain(label, 24)


def _component() -> ComponentRenderer:
    global _renderer
    if _renderer is None or get_bidi_component_manager().get(_COMPONENT) is None:
        library = files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")
        script = files("marketplace").joinpath("ui/graph.js").read_text(encoding="utf-8")
        _renderer = st.components.v2.component(_COMPONENT, js=f"{library}\n{script}", isolate_styles=False)
    return _renderer
