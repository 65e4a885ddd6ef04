"""A drawn graph in words: in a sentence, its legend, what stands in its centre, and its ways told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from marketplace.recommendations.models import Edge, Node, Subgraph, Way
from marketplace.tastes.models import Community
from marketplace.ui import taste_charts
from marketplace.ui.graphs import KINDS, RELATIONSHIPS, plain
from marketplace.ui.html import esc
from marketplace.ui.wording import count

MARKS = {"User": "●", "Product": "■", "Category": "▲", "Seller": "◆"}
"""Of the shapes that tell the kinds apart where colours tell tastes."""

SAYS: dict[str, tuple[str, str]] = {
    "PURCHASED": ("bought", "was bought by"),
    "VIEWED": ("looked at", "was looked at by"),
    "ALSO_BOUGHT": ("is also bought with", "is also bought with"),
    "SIMILAR_TO": ("is close in meaning to", "is close in meaning to"),
    "BELONGS_TO": ("is of the craft", "is the craft of"),
    "SOLD_BY": ("was made by", "made"),
}
"""A step of a way along a relationship, and against it."""


def said(graph: Subgraph) -> str:
    """The drawing in a sentence, for who cannot see it."""
    kinds: Counter[str] = Counter(node.kind for node in graph.nodes)
    parts = ", ".join(count(kinds[kind], name) for kind, (name, _) in KINDS.items() if kinds[kind])
    centre = next(node.label for node in graph.nodes if node.key == graph.centre)
    return (
        f"A graph around {plain(centre)}: {parts}, {count(len(graph.edges), 'relationship')}. "
        "The table below lists them. Arrow keys move from node to node, Enter opens one, Escape leaves."
    )


def legend_html(graph: Subgraph, tastes: Sequence[Community] | None = None) -> str:
    """What the colours mean, of what is drawn: kinds, or the communities of taste, which are then told by shapes."""
    kinds, edges = {node.kind for node in graph.nodes}, {edge.kind for edge in graph.edges}
    if tastes is None:
        items = [_item(name, colour) for kind, (name, colour) in KINDS.items() if kind in kinds]
    else:
        there = {node.community for node in graph.nodes}
        items = [
            _item(f"{one.number}. {one.name}", taste_charts.colour(one.number)) for one in tastes if one.number in there
        ]
        items += [_item("no taste known", taste_charts.NO_COLOUR)] if None in there else []
        items += [
            f'<li class="am-mark">{MARKS[kind]} {name}</li>' for kind, (name, _) in KINDS.items() if kind in kinds
        ]
    items += [
        f'<li class="am-edge" style="--kind:{colour}">{name}</li>'
        for kind, (name, colour) in RELATIONSHIPS.items()
        if kind in edges
    ]
    return f'<ul class="am-legend" aria-label="Colours">{"".join(items)}</ul>'


def _item(name: str, colour: str) -> str:
    return f'<li style="--kind:{colour}">{esc(name)}</li>'


def node_name(node: Node) -> str:
    """A node as a list names it."""
    return f"{plain(node.label)} ({KINDS[node.kind][0]})"


def centre_html(graph: Subgraph, links: Mapping[str, str]) -> str:
    """The node in the middle: what it is, which of its lines are drawn, and where to go from it."""
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
        f'<h2>{esc(plain(centre.label))}</h2><p class="am-quiet">Drawn here:</p><dl>{rows}</dl><p>{ways}</p></div>'
    )


def way_said(way: Way, nodes: Mapping[str, Node]) -> str:
    """A way as a sentence: "Ada bought Oak bowl, which was made by Turner"."""
    text = plain(nodes[way.nodes[0]].label)
    for (one, other), edge in zip(pairwise(way.nodes), way.edges, strict=True):
        if one != way.nodes[0]:
            text += ", who" if nodes[one].kind in ("User", "Seller") else ", which"
        text += f" {SAYS[edge.kind][edge.source != one]} {plain(nodes[other].label)}{_because(edge)}"
    return f"{text}."


def _because(edge: Edge) -> str:
    return f" ({edge.reason})" if edge.reason else ""


def ways_html(graph: Subgraph, shown: int, links: Sequence[str]) -> str:
    """Every way found, the one that stands out in the drawing marked, the others a click away (`links`, one each)."""
    nodes = {node.key: node for node in graph.nodes}
    items = "".join(
        f'<li><a data-page href="{esc(link)}"{" aria-current=true" if number == shown else ""}>'
        f"{esc(way_said(way, nodes))}</a></li>"
        for number, (way, link) in enumerate(zip(graph.ways, links, strict=True))
    )
    steps = count(len(graph.ways[0].edges), "step")
    many = "The shortest way is" if len(graph.ways) == 1 else f"{len(graph.ways)} shortest ways of"
    return f'<div class="am-ways"><h3>{many} {steps}</h3><ol>{items}</ol></div>'
