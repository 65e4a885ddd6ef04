"""A part of the graph as a drawing: pyvis builds what vis-network is given, and a component of ours draws it.

pyvis' own pages fetch Bootstrap and more from the net, whatever they are told; the vis-network that lies in its package
needs nothing, and is all that is sent.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import networkx
import streamlit as st
from pyvis.network import Network
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.types import ComponentRenderer

from marketplace.recommendations.models import Edge, Node, Subgraph
from marketplace.ui.html import esc
from marketplace.ui.wording import count

SPREAD = 72
"""Room a node, in the drawing's own units."""

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
    "SIMILAR_TO": ("means nearly the same", "#d08a5f"),
    "BELONGS_TO": ("of this craft", "#b8892b"),
    "SOLD_BY": ("made by", "#8c4f78"),
}
MUTUAL = ("SIMILAR_TO",)
"""What holds both ways is one line without an arrow, though the graph may keep it as two."""

_COMPONENT = "marketplace.graph"
_renderer: ComponentRenderer | None = None


def draw(graph: Subgraph, opened: list[str], *, key: str) -> str | None:
    """Draw it; the key of the node that was clicked, once a click."""
    result: Any = _component()(
        key=key,
        data=drawing(graph, opened),
        on_picked_change=_nothing,
    )
    return str(result.picked) if result.picked else None


def drawing(graph: Subgraph, opened: list[str]) -> dict[str, Any]:
    """Nodes, edges and options in vis-network's words, every node at a place of its own."""
    places, weights = layout(graph), weight(graph)
    network = Network(directed=True)
    for node in graph.nodes:
        x, y = places[node.key]
        important = node.key == graph.centre or node.key in opened
        named = important or len(graph.nodes) <= LABELLED or weights[node.key] > 2
        network.add_node(
            node.key,
            label=_short(node.label) if named else " ",
            title=f"{node.label} ({KINDS[node.kind][0]})",
            color=KINDS[node.kind][1],
            size=min(34, 9 + 3.2 * math.sqrt(weights[node.key]) + (7 if node.key == graph.centre else 0)),
            borderWidth=4 if important else 1,
            x=x,
            y=y,
        )
    labels = {node.key: node.label for node in graph.nodes}
    ends = {(edge.source, edge.target, edge.kind) for edge in graph.edges}
    for edge in graph.edges:
        mutual = edge.kind in MUTUAL
        if mutual and edge.source > edge.target and (edge.target, edge.source, edge.kind) in ends:
            continue
        network.add_edge(
            edge.source,
            edge.target,
            id=f"{edge.source}>{edge.target}>{edge.kind}",
            arrows="" if mutual else "to",
            color=RELATIONSHIPS[edge.kind][1],
            width=min(7, 0.8 + math.log2(edge.weight) * 1.4),
            title=_said(edge, labels),
            dashes=edge.kind == "SIMILAR_TO",
        )
    return {"nodes": network.nodes, "edges": network.edges, "centre": graph.centre, "said": said(graph)}


def layout(graph: Subgraph) -> dict[str, tuple[float, float]]:
    """Where each node lies: the same for the same graph, and what is drawn already stays put when a node is opened."""
    whole: Any = networkx.Graph()
    whole.add_nodes_from(node.key for node in graph.nodes)
    whole.add_edges_from((edge.source, edge.target) for edge in graph.edges)
    placed: dict[str, Any] = {}
    keys = [node.key for node in graph.nodes]
    for until in graph.stages or [len(keys)]:
        stage = keys[:until]
        if len(stage) == len(placed):
            continue
        room = SPREAD * math.sqrt(len(stage))
        placed = networkx.spring_layout(
            whole.subgraph(stage),
            # The distance springs wish for, in the units of the drawing: those placed before are in them as well.
            k=1.7 * room / math.sqrt(len(stage)) if placed else 1.7 / math.sqrt(len(stage)),
            pos=placed or None,
            fixed=list(placed) or None,
            scale=room,
            seed=7,
            iterations=80,
        )
    # Wider than high, as the frame it is drawn in.
    return {key: (round(1.25 * float(x), 1), round(float(y), 1)) for key, (x, y) in placed.items()}


def weight(graph: Subgraph) -> Counter[str]:
    """How much goes on at each node: its edges, each as often as it happened."""
    weights: Counter[str] = Counter({node.key: 0 for node in graph.nodes})
    for edge in graph.edges:
        weights[edge.source] += edge.weight
        weights[edge.target] += edge.weight
    return weights


def said(graph: Subgraph) -> str:
    """The drawing in a sentence, for who cannot see it."""
    kinds: Counter[str] = Counter(node.kind for node in graph.nodes)
    parts = ", ".join(count(kinds[kind], name) for kind, (name, _) in KINDS.items() if kinds[kind])
    centre = next(node.label for node in graph.nodes if node.key == graph.centre)
    return f"A graph around {centre}: {parts}, {count(len(graph.edges), 'relationship')}. The table below lists them."


def legend_html(graph: Subgraph) -> str:
    """What the colours mean, of what is drawn."""
    kinds, edges = {node.kind for node in graph.nodes}, {edge.kind for edge in graph.edges}
    items = [f'<li style="--kind:{colour}">{name}</li>' for kind, (name, colour) in KINDS.items() if kind in kinds]
    items += [
        f'<li class="am-edge" style="--kind:{colour}">{name}</li>'
        for kind, (name, colour) in RELATIONSHIPS.items()
        if kind in edges
    ]
    return f'<ul class="am-legend" aria-label="Colours">{"".join(items)}</ul>'


def node_name(node: Node) -> str:
    """A node as a list names it."""
    return f"{node.label} ({KINDS[node.kind][0]})"


def centre_html(graph: Subgraph, links: Mapping[str, str]) -> str:
    """The node in the middle: what it is, how it is connected, and where to go from it."""
    centre = next(node for node in graph.nodes if node.key == graph.centre)
    kinds = Counter(edge.kind for edge in graph.edges if graph.centre in (edge.source, edge.target))
    rows = "".join(
        f"<div><dt>{name}</dt><dd>{kinds[kind]:,}</dd></div>"
        for kind, (name, _) in RELATIONSHIPS.items()
        if kinds[kind]
    )
    ways = "".join(
        f'<a class="am-tag" data-page href="{esc(address)}">{esc(name)}</a>' for name, address in links.items()
    )
    what, colour = KINDS[centre.kind]
    return (
        f'<div class="am-node" style="--store:{colour}"><p class="am-eyebrow">{what}</p>'
        f"<h2>{esc(centre.label)}</h2><dl>{rows}</dl><p>{ways}</p></div>"
    )


def _said(edge: Edge, labels: Mapping[str, str]) -> str:
    times = f", {edge.weight} times" if edge.weight > 1 else ""
    return f"{labels[edge.source]} · {RELATIONSHIPS[edge.kind][0]} · {labels[edge.target]}{times}"


def _short(label: str) -> str:
    return label if len(label) <= 24 else f"{label[:23].rstrip()}…"


def _component() -> ComponentRenderer:
    global _renderer
    if _renderer is None or get_bidi_component_manager().get(_COMPONENT) is None:
        library = files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")
        script = files("marketplace").joinpath("ui/graph.js").read_text(encoding="utf-8")
        _renderer = st.components.v2.component(_COMPONENT, js=f"{library}\n{script}", isolate_styles=False)
    return _renderer


def _nothing() -> None:
    """A trigger needs a listener to be listened to."""
