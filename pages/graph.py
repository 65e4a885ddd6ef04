"""Graph: who bought what, what is like what, who made it; around a node, or between two; opened as one likes."""

from functools import partial

import streamlit as st

from marketplace.errors import InvalidInput, NotFound
from marketplace.recommendations.models import Node, Subgraph
from marketplace.recommendations.subgraphs import MAX_NODES
from marketplace.tastes.models import Community
from marketplace.ui import address, graph_words, graphs, shopper
from marketplace.ui import graph_asking as asking
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block, href, linked
from marketplace.ui.opening import market
from marketplace.ui.tables import table_html
from marketplace.ui.wording import count

OPENED, TABLE_ROWS = 8, 300


def ways(graph: Subgraph, opened: list[str], at: dict[str, str]) -> dict[str, str]:
    """Where one can go from the centre."""
    kind, _, id = graph.centre.partition(":")
    found = {
        "Product": {"See the product": href("product", id=id), "Its reviews": href("reviews", product=id)},
        "User": {"What to show this shopper": href("recommendations", shopper=id)},
        "Category": {"Browse this craft": href("catalogue", craft=id)},
        "Seller": {"Everything by this maker": href("catalogue", maker=id)},
    }[kind]
    closed = {name: value for name, value in at.items() if name != "open"} | {"node": graph.centre}
    return found | ({"Close what is opened": href("graph", **closed)} if opened else {})


def pick(centre: str, picked: str) -> None:
    """A node was clicked: it is opened, or closed again. A browser can send anything."""
    if picked == centre or picked.partition(":")[0] not in graphs.KINDS:
        return
    at = address.read("graph", asking.HERE)
    opened = [key for key in at.get("open", "").split(",") if key]
    after = [key for key in opened if key != picked] if picked in opened else [*opened, picked][-OPENED:]
    address.write("graph", at | {"node": centre, "open": ",".join(after)})


def picture(graph: Subgraph, opened: list[str], at: dict[str, str], tastes: list[Community] | None) -> None:
    """The drawing, its legend, and its ways told."""
    way = (address.number(at.get("way"), 1, max(len(graph.ways), 1)) or 1) - 1
    look = graphs.Look(by_taste=tastes is not None, way=way if graph.ways else None)
    graphs.draw(
        graph, opened, key="am_graph", said=graph_words.said(graph), look=look, picked=partial(pick, graph.centre)
    )
    block(graph_words.legend_html(graph, tastes))
    more = [(graph.left_out, "neighbour"), (graph.lines_left_out, "weaker line")]
    not_drawn = " and ".join(count(many, what) for many, what in more if many)
    rest = f" Not drawn: {not_drawn} more." if not_drawn else ""
    st.caption(
        f"{count(len(graph.nodes), 'node')} of at most {MAX_NODES}, {count(len(graph.edges), 'relationship')}.{rest} "
        "Larger is busier; thicker is more often. Click a node to open it, and again to close it; or with the keys: "
        "Tab into the drawing, arrows from node to node, Enter opens, Escape leaves."
    )
    if graph.ways:
        links = [
            href("graph", **at | {"node": graph.centre, "way": number}) for number in range(1, len(graph.ways) + 1)
        ]
        linked(graph_words.ways_html(graph, way, links), key="ways")
    elif "to" in at:
        notice("No way of six steps or fewer leads there over these relationships.", title="No way.")


def twin(graph: Subgraph) -> None:
    """The drawing in words."""
    with st.expander("The same as a table", icon=":material/table:"):
        rows = [
            [row["from"], graphs.RELATIONSHIPS[row["relationship"]][0], row["to"], row["times"], row["why"]]
            for row in graph.table()[:TABLE_ROWS]
        ]
        head = ["From", "Relationship", "To", "Times", "Why"]
        block(table_html(head, rows, caption="Relationships drawn"))
        if len(graph.edges) > TABLE_ROWS:
            st.caption(f"The first {TABLE_ROWS} of {len(graph.edges):,}.")


def beside(graph: Subgraph, opened: list[str], at: dict[str, str]) -> None:
    """What stands in the centre, and a list to move it by."""
    linked(graph_words.centre_html(graph, ways(graph, opened, at)), key="centre")
    others: dict[str, Node] = {node.key: node for node in graph.nodes if node.key != graph.centre}
    names = {key: graph_words.node_name(node) for key, node in others.items()}
    st.selectbox(
        "Move the centre to",
        sorted(names, key=lambda key: names[key]),
        index=None,
        format_func=lambda key: names.get(key, key),
        key="am_graph_centre",
        on_change=asking.move,
        args=("am_graph_centre", "node"),
        placeholder="A node in the picture",
    )


def page(graph: Subgraph, opened: list[str], at: dict[str, str], colour: str) -> None:
    """The drawing, what stands in its centre, and its twin."""
    tastes = None
    if colour == "taste":
        kept = market().tastes.kept().tastes
        tastes = kept.communities if kept else []
        if not tastes:
            way = href("insights")
            linked(
                f'<p class="am-quiet">Tastes have not been worked out yet: <a data-page href="{way}">Insights</a> does '
                "it in some seconds.</p>",
                key="no_tastes",
            )
    left, right = st.columns([7, 2], gap="medium")
    with left:
        picture(graph, opened, at, tastes)
    with right:
        beside(graph, opened, at)
    twin(graph)


st.title("The graph")
block(
    '<p class="am-lead">Neo4j keeps what connects: who bought what, what is close in meaning, whose hands made it. '
    "Start with yourself; open whatever makes you curious.</p>"
)
at = address.read("graph", asking.HERE)
who = shopper.me()
centre = at.get("node") or (f"User:{who.id}" if who else "Category:ceramics")
opened = [key for key in at.get("open", "").split(",") if key]
chosen = asking.filters(at)
with degraded("The graph"):
    asking.ends(at)
    try:
        graph = asking.ask(at, centre, opened, chosen)
        page(graph, opened, at, chosen.colour)
    except (NotFound, InvalidInput) as error:
        what = f"{error} Choose more relationships, or another centre." if isinstance(error, NotFound) else str(error)
        notice(what, kind="failed")
        oneself = f"User:{who.id}" if who else None
        linked(f'<p><a data-page href="{href("graph", node=oneself)}">Back to yourself</a></p>', key="back")
