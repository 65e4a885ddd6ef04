"""Which part of the graph a page draws: told by its address, chosen by its widgets, and bounded by who may see what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from marketplace.errors import NotFound
from marketplace.recommendations.models import Subgraph
from marketplace.recommendations.subgraphs import STRONGEST
from marketplace.ui import address, graph_words, graphs, shopper
from marketplace.ui.failures import notice
from marketplace.ui.html import esc, href, linked
from marketplace.ui.opening import market
from marketplace.ui.wording import count

HERE = ("node", "to", "way", "open", "without", "limit", "lines", "colour")
LIMIT, MOST_LINES = 24, 12
COLOURS = {"kind": "Kind", "taste": "Taste"}


@dataclass(frozen=True)
class Chosen:
    """Which relationships are drawn, how many neighbours and lines of a node, and what the colours tell."""

    kinds: Sequence[str]
    limit: int
    lines: int
    colour: str


def seen(key: str) -> bool:
    """Whether this visit may see the node of this key: shoppers are not everybody's to look at."""
    kind, _, id = key.partition(":")
    return kind != "User" or shopper.may_see(id)


def ask(at: dict[str, str], centre: str, opened: Sequence[str], chosen: Chosen) -> Subgraph:
    """What is to be drawn, around a centre or on the way from it to the address's `to`.

    Raises InvalidInput and NotFound for ends that are not there, or not for this visit to see.
    """
    for key in (centre, at.get("to", "")):
        if not seen(key):
            raise NotFound("shopper", key.removeprefix("User:"))
    opened = [key for key in opened if seen(key)]
    drawn, amount = market().subgraphs, {"limit": chosen.limit, "strongest": chosen.lines}
    if "to" in at:
        graph = drawn.connected(centre, at["to"], opened, kinds=chosen.kinds, **amount)
    else:
        graph = drawn.expanded(centre, opened, kinds=chosen.kinds, **amount)
    return graph.only(lambda node: seen(node.key))


def filters(at: dict[str, str]) -> Chosen:
    """The widgets for it."""
    without = at.get("without", "").split(",")
    shown = [kind for kind in graphs.RELATIONSHIPS if kind not in without]
    which, how_many, lines_of, colours = st.columns([11, 4, 4, 3], gap="medium")
    kinds = which.pills(
        "Relationships",
        list(graphs.RELATIONSHIPS),
        selection_mode="multi",
        wrap=True,
        format_func=lambda kind: graphs.RELATIONSHIPS[kind][0],
        key=address.shows("am_graph_kinds", shown),
        on_change=refine,
    )
    limit = address.number(at.get("limit"), 4, 60) or LIMIT
    how_many.slider("Neighbours of a node", 4, 60, key=address.shows("am_graph_limit", limit), on_change=refine)
    lines = address.number(at.get("lines"), 0, MOST_LINES)
    lines = STRONGEST if lines is None else lines
    lines_of.slider(
        "Lines of a neighbour",
        0,
        MOST_LINES,
        key=address.shows("am_graph_lines", lines),
        on_change=refine,
        help="The strongest of what is also bought or close in meaning. A node that is open shows all of its own.",
    )
    colour = address.choice(at.get("colour"), COLOURS, "kind")
    colours.segmented_control(
        "Colours tell",
        list(COLOURS),
        format_func=COLOURS.__getitem__,
        required=True,
        key=address.shows("am_graph_colour", colour),
        on_change=refine,
    )
    return Chosen(list(kinds), limit, lines, colour)


def refine() -> None:
    """Widgets have changed: the address follows them."""
    kinds, limit = st.session_state["am_graph_kinds"], st.session_state["am_graph_limit"]
    at, colour = address.read("graph", HERE), st.session_state["am_graph_colour"]
    lines = st.session_state["am_graph_lines"]
    kept = {
        "without": ",".join(kind for kind in graphs.RELATIONSHIPS if kind not in kinds),
        "limit": "" if limit == LIMIT else limit,
        "lines": "" if lines == STRONGEST else str(lines),
        "colour": "" if colour == "kind" else colour,
    }
    address.write("graph", at | kept)


def move(widget: str, name: str) -> None:
    """Another node becomes the centre (`name` is "node"), or what the way leads to ("to")."""
    if chosen := st.session_state[widget]:
        address.write("graph", address.read("graph", HERE) | {name: chosen, "open": "", "way": ""})
        st.session_state[widget] = None


def find(label: str, name: str, placeholder: str) -> None:
    """Any node, by a part of its name, as one end of what is drawn."""
    text = st.text_input(label, key=f"am_graph_text_{name}", placeholder=placeholder)
    if text:
        found = {node.key: node for node in market().subgraphs.named(text) if seen(node.key)}
        if not found:
            notice(f"Nothing is called “{graphs.plain(text)}”.")
            return
        st.selectbox(
            f"{label}: which one",
            list(found),
            index=None,
            format_func=lambda key: graph_words.node_name(found[key]) if key in found else key,
            key=f"am_graph_found_{name}",
            on_change=move,
            args=(f"am_graph_found_{name}", name),
            placeholder=f"{count(len(found), 'node')} found: choose one",
        )


def ends(at: dict[str, str]) -> None:
    """Where the drawing begins, and where a way shall lead."""
    with st.expander(
        "Begin somewhere else, or find a way between two",
        icon=":material/route:",
        expanded="to" in at,
        key="am_graph_ends",
    ):
        begin, lead = st.columns(2, gap="large")
        with begin:
            find("Begin with", "node", "A shopper, a product, a craft, a maker")
        with lead:
            find("Find the way to", "to", "Any other")
            if "to" in at:
                alone = href("graph", **{name: value for name, value in at.items() if name not in ("to", "way")})
                linked(f'<p><a class="am-tag" data-page href="{esc(alone)}">Forget the way</a></p>', key="alone")
