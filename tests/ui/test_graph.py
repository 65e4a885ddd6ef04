"""The graph's page: in this process, and drawn in a real browser that may reach nothing but this machine."""

import json
from typing import Any
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from stall import settled
from streamlit.testing.v1 import AppTest

from marketplace.market import Market
from marketplace.recommendations.models import Edge, Node, Subgraph
from marketplace.ui import graphs
from ui.conftest import Visit, html_of

MUG = "Product:P0007"


def drawn(app: AppTest) -> dict[str, Any]:
    """What the picture was given."""
    found = [json.loads(element.proto.json) for element in app.main if element.type == "bidi_component"]
    return next(data for data in found if isinstance(data, dict) and "nodes" in data)


def test_it_begins_with_oneself(visit: Visit, market: Market) -> None:
    who = market.accounts.shoppers(limit=1)[0]
    app = visit("graph")
    assert not app.exception
    assert drawn(app)["centre"] == f"User:{who.id}"
    assert f"<h2>{who.name}</h2>" in html_of(app)


def test_the_picture_and_the_table_hold_the_same(visit: Visit, market: Market) -> None:
    settled(market)
    graph = market.recommendations.expanded(MUG, limit=24)
    app = visit("graph", node=MUG)
    data = drawn(app)
    assert {node["id"] for node in data["nodes"]} == {node.key for node in graph.nodes}
    table = html_of(app).split("Relationships drawn")[-1]
    for row in graph.table():
        assert f"<td>{graphs.RELATIONSHIPS[row['relationship']][0]}</td>" in table
    mutual = {frozenset((e.source, e.target, e.kind)) for e in graph.edges if e.kind in graphs.MUTUAL}
    assert len(data["edges"]) == len(mutual) + sum(edge.kind not in graphs.MUTUAL for edge in graph.edges)


def test_opened_nodes_bring_their_neighbours_and_nothing_moves(visit: Visit, market: Market) -> None:
    settled(market)
    graph = market.recommendations.expanded(MUG, limit=24)
    maker = next(node.key for node in graph.nodes if node.kind == "Seller")
    before = {node["id"]: (node["x"], node["y"]) for node in drawn(visit("graph", node=MUG))["nodes"]}
    after = {node["id"]: (node["x"], node["y"]) for node in drawn(visit("graph", node=MUG, open=maker))["nodes"]}
    assert len(after) > len(before)
    assert {key: after[key] for key in before} == before
    assert len(set(after.values())) == len(after)


def test_the_centre_is_moved_by_a_list_too(visit: Visit, market: Market) -> None:
    graph = market.recommendations.expanded(MUG, limit=24)
    maker = next(node for node in graph.nodes if node.kind == "Seller")
    app = visit("graph", node=MUG)
    app.selectbox(key="am_graph_centre").select(maker.key).run()
    assert app.query_params["node"] == maker.key
    assert drawn(app)["centre"] == maker.key


def test_relationships_can_be_left_out(visit: Visit) -> None:
    kinds = {edge["id"].rpartition(">")[2] for edge in drawn(visit("graph", node=MUG))["edges"]}
    assert {"PURCHASED", "SIMILAR_TO", "SOLD_BY"} <= kinds
    fewer = drawn(visit("graph", node=MUG, without="SIMILAR_TO,SOLD_BY"))["edges"]
    assert {edge["id"].rpartition(">")[2] for edge in fewer} == kinds - {"SIMILAR_TO", "SOLD_BY"}


@pytest.mark.parametrize("node", ["Product:nothing", "Nothing:P0001", "rubbish", "User:<b>"])
def test_a_node_that_is_not_there_is_said(visit: Visit, node: str) -> None:
    app = visit("graph", node=node)
    assert not app.exception
    assert "am-notice am-failed" in html_of(app)


def test_at_most_so_many_nodes_are_drawn_and_the_rest_is_counted(market: Market) -> None:
    crafts = [f"Category:{craft.id}" for craft in market.catalog.crafts()]
    graph = market.recommendations.expanded(crafts[0], crafts[1:], limit=60)
    assert len(graph.nodes) == 150
    assert graph.left_out > 0
    assert len(graph.stages) == len(crafts)
    assert len({node.key for node in graph.nodes}) == 150


def test_what_holds_both_ways_is_one_line() -> None:
    nodes = [Node(id=id, kind="Product", label=id) for id in ("a", "b")]
    edges = [
        Edge(source="Product:a", target="Product:b", kind="SIMILAR_TO"),
        Edge(source="Product:b", target="Product:a", kind="SIMILAR_TO"),
    ]
    data = graphs.drawing(Subgraph(centre="Product:a", nodes=nodes, edges=edges), [])
    assert [(edge["from"], edge["to"], edge["arrows"]) for edge in data["edges"]] == [("Product:a", "Product:b", "")]
    assert data["said"] == "A graph around a: 2 products, 2 relationships. The table below lists them."


def offline(page: Page) -> list[str]:
    """Let the page reach this machine only; what else it asked for."""
    asked: list[str] = []

    def only_here(route: Route) -> None:
        if urlparse(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    page.route("**/*", only_here)
    return asked


def test_it_is_drawn_offline_and_opens_at_a_click(chromium: Browser, address: str, market: Market) -> None:
    maker = next(n.key for n in market.recommendations.expanded(MUG, limit=24).nodes if n.kind == "Seller")
    page = chromium.new_page(viewport={"width": 1366, "height": 900})
    asked = offline(page)
    page.goto(f"{address}/graph?node={MUG}")
    picture = page.locator(".am-graph-canvas")
    expect(picture.locator("canvas")).to_be_visible(timeout=90_000)
    ink = """() => { const c = document.querySelector('.am-graph-canvas canvas');
        return new Set(new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size }"""
    page.wait_for_function(f"({ink})() > 20")
    # Where the maker lies, as the browser sees it: then a real click there.
    x, y = page.evaluate(
        """key => { const box = document.querySelector('.am-graph'), network = box.network;
            const at = network.canvasToDOM(network.getPositions([key])[key]);
            const frame = box.querySelector('canvas').getBoundingClientRect();
            return [frame.x + at.x, frame.y + at.y] }""",
        maker,
    )
    page.mouse.click(x, y)
    page.wait_for_url(f"**open={maker.replace(':', '%3A')}**")
    assert page.locator('[data-testid="stException"]').count() == 0
    assert asked == []
    page.close()
