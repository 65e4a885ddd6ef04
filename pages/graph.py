"""Graph: who bought what, what is like what, who made it; click to open a node, as far as one likes."""

import streamlit as st

from marketplace.errors import NotFound
from marketplace.recommendations.models import Subgraph
from marketplace.recommendations.service import MAX_NODES
from marketplace.ui import address, graphs, shopper
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block, href, linked
from marketplace.ui.opening import market
from marketplace.ui.tables import table_html
from marketplace.ui.wording import count

HERE = ("node", "open", "without", "limit")
LIMIT, OPENED = 24, 8
TABLE_ROWS = 300


def filters(at: dict[str, str]) -> tuple[list[str], int]:
    """Which relationships, and how many neighbours a node."""
    without = at.get("without", "").split(",")
    shown = [kind for kind in graphs.RELATIONSHIPS if kind not in without]
    which, how_many = st.columns([3, 1], gap="large")
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
    how_many.slider(
        "Neighbours of a node, at most", 4, 60, key=address.shows("am_graph_limit", limit), on_change=refine
    )
    return list(kinds), limit


def refine() -> None:
    """Widgets have changed: the address follows them."""
    kinds, limit = st.session_state["am_graph_kinds"], st.session_state["am_graph_limit"]
    at = address.read("graph", HERE)
    without = ",".join(kind for kind in graphs.RELATIONSHIPS if kind not in kinds)
    address.write("graph", at | {"without": without, "limit": "" if limit == LIMIT else limit})


def move() -> None:
    """Another node becomes the centre."""
    if chosen := st.session_state["am_graph_centre"]:
        at = address.read("graph", HERE)
        address.write("graph", at | {"node": chosen, "open": ""})
        st.session_state["am_graph_centre"] = None


def ways(graph: Subgraph, opened: list[str]) -> dict[str, str]:
    """Where one can go from the centre."""
    kind, _, id = graph.centre.partition(":")
    found = {
        "Product": {"See the product": href("product", id=id), "Its reviews": href("reviews", product=id)},
        "User": {"What to show this shopper": href("recommendations", shopper=id)},
        "Category": {"Browse this craft": href("catalogue", craft=id)},
        "Seller": {"Everything by this maker": href("catalogue", maker=id)},
    }[kind]
    return found | ({"Close what is opened": href("graph", node=graph.centre)} if opened else {})


def picture(graph: Subgraph, opened: list[str], at: dict[str, str]) -> None:
    """The drawing; a click opens a node, or closes it again."""
    picked = graphs.draw(graph, opened, key="am_graph")
    if picked and picked != graph.centre and any(node.key == picked for node in graph.nodes):
        after = [key for key in opened if key != picked] if picked in opened else [*opened, picked][-OPENED:]
        address.write("graph", at | {"node": graph.centre, "open": ",".join(after)})
        st.rerun()
    block(graphs.legend_html(graph))
    rest = f" {count(graph.left_out, 'neighbour')} more are not drawn." if graph.left_out else ""
    st.caption(
        f"{count(len(graph.nodes), 'node')} of at most {MAX_NODES}, {count(len(graph.edges), 'relationship')}.{rest} "
        "Larger is busier; thicker is more often. Click a node to open it, and again to close it."
    )


def twin(graph: Subgraph) -> None:
    """The drawing in words."""
    with st.expander("The same as a table", icon=":material/table:"):
        rows = [
            [row["from"], graphs.RELATIONSHIPS[row["relationship"]][0], row["to"], row["times"]]
            for row in graph.table()[:TABLE_ROWS]
        ]
        block(table_html(["From", "Relationship", "To", "Times"], rows, caption="Relationships drawn"))


def page(graph: Subgraph, opened: list[str], at: dict[str, str]) -> None:
    """The drawing, what stands in its centre, and its twin."""
    drawn, beside = st.columns([7, 2], gap="medium")
    with drawn:
        picture(graph, opened, at)
    with beside:
        linked(graphs.centre_html(graph, ways(graph, opened)), key="centre")
        names = {node.key: graphs.node_name(node) for node in graph.nodes if node.key != graph.centre}
        st.selectbox(
            "Move the centre to",
            sorted(names, key=lambda key: names[key]),
            index=None,
            format_func=lambda key: names.get(key, key),
            key="am_graph_centre",
            on_change=move,
            placeholder="A node in the picture",
        )
    twin(graph)


st.title("The graph")
block(
    '<p class="am-lead">Neo4j keeps what connects: who bought what, what means nearly the same, whose hands made it. '
    "Start with yourself; open whatever makes you curious.</p>"
)
at = address.read("graph", HERE)
who = shopper.me()
centre = at.get("node") or (f"User:{who.id}" if who else "Category:ceramics")
opened = [key for key in at.get("open", "").split(",") if key]
kinds, limit = filters(at)
with degraded("The graph"):
    try:
        page(market().recommendations.expanded(centre, opened, kinds=kinds, limit=limit), opened, at)
    except NotFound as error:
        notice(f"{error} Choose more relationships, or another centre.", kind="failed")
        oneself = f"User:{who.id}" if who else None
        linked(f'<p><a data-page href="{href("graph", node=oneself)}">Back to yourself</a></p>', key="back")
