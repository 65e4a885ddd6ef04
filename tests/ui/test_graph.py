"""The graph's page: in this process, and drawn in a real browser that may reach nothing but this machine."""

import json
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from html import escape
from typing import Any
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from stall import settled
from streamlit.testing.v1 import AppTest

from marketplace.market import Market
from marketplace.recommendations.models import Edge, Node, Subgraph
from marketplace.statements import Statement
from marketplace.ui import graph_words, graphs, taste_charts
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
    graph = market.subgraphs.expanded(MUG, limit=24)
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
    graph = market.subgraphs.expanded(MUG, limit=24)
    maker = next(node.key for node in graph.nodes if node.kind == "Seller")
    before = {node["id"]: (node["x"], node["y"]) for node in drawn(visit("graph", node=MUG))["nodes"]}
    after = {node["id"]: (node["x"], node["y"]) for node in drawn(visit("graph", node=MUG, open=maker))["nodes"]}
    assert len(after) > len(before)
    assert {key: after[key] for key in before} == before
    assert len(set(after.values())) == len(after)


def test_the_centre_is_moved_by_a_list_too(visit: Visit, market: Market) -> None:
    graph = market.subgraphs.expanded(MUG, limit=24)
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
    graph = market.subgraphs.expanded(crafts[0], crafts[1:], limit=60)
    assert len(graph.nodes) == 150
    assert graph.left_out > 0
    assert len(graph.stages) == len(crafts)
    assert len({node.key for node in graph.nodes}) == 150


def test_a_way_has_a_line_for_each_step_however_many_ways_there_are(market: Market) -> None:
    ways = market.subgraphs.connected("User:U0001", "Seller:S001").ways
    assert len(ways) > 1
    assert all(len(way.edges) == len(way.nodes) - 1 for way in ways)


def test_what_holds_both_ways_is_one_line() -> None:
    nodes = [Node(id=id, kind="Product", label=id) for id in ("a", "b")]
    edges = [
        Edge(source="Product:a", target="Product:b", kind="SIMILAR_TO"),
        Edge(source="Product:b", target="Product:a", kind="SIMILAR_TO"),
    ]
    data = graphs.drawing(Subgraph(centre="Product:a", nodes=nodes, edges=edges), [])
    assert [(edge["from"], edge["to"], edge["arrows"]) for edge in data["edges"]] == [("Product:a", "Product:b", "")]
    said = graph_words.said(Subgraph(centre="Product:a", nodes=nodes, edges=edges))
    assert said.startswith("A graph around a: 2 products, 2 relationships. The table below lists them.")


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


def test_it_is_drawn_offline_and_opens_at_a_click(chromium: Browser, address: str) -> None:
    # High enough for the whole drawing: a click outside the window is none, and where a node lies the others decide.
    page = chromium.new_page(viewport={"width": 1366, "height": 1600})
    asked = offline(page)
    page.goto(f"{address}/graph?node={MUG}")
    picture = page.locator(".am-graph-canvas")
    expect(picture.locator("canvas")).to_be_visible(timeout=90_000)
    ink = """() => { const c = document.querySelector('.am-graph-canvas canvas');
        return new Set(new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size }"""
    page.wait_for_function(f"({ink})() > 20")
    # A node that nothing covers, where the browser sees it: then a real click there.
    at_a_node = """centre => { const box = document.querySelector('.am-graph'), network = box?.network;
        if (!network?.body) return null;
        const canvas = box.querySelector('canvas'), frame = canvas.getBoundingClientRect();
        for (const [key, place] of Object.entries(network.getPositions())) {
            const at = network.canvasToDOM(place), x = frame.x + at.x, y = frame.y + at.y;
            if (key !== centre && network.getNodeAt(at) === key && document.elementFromPoint(x, y) === canvas)
                return [key, x, y] }
        return null }"""
    for _ in range(3):
        key, x, y = page.wait_for_function(at_a_node, arg=MUG).json_value()
        page.mouse.click(x, y)
        # A server's first page is put together twice, and a click in between is lost: who clicked does it again.
        with suppress(PlaywrightTimeout):
            page.wait_for_url(f"**open={key.replace(':', '%3A')}**", timeout=10_000)
            break
    assert urlparse(page.url).query.endswith(f"open={key.replace(':', '%3A')}")
    assert page.locator('[data-testid="stException"]').count() == 0
    assert asked == []
    page.close()


def test_the_ways_between_two_nodes_are_drawn_and_told(visit: Visit, market: Market) -> None:
    settled(market)
    craft = "Category:wood"
    graph = market.subgraphs.connected(MUG, craft)
    app = visit("graph", node=MUG, to=craft, way="2")
    data = drawn(app)
    assert {node["id"] for node in data["nodes"]} == {key for way in graph.ways for key in way.nodes}
    assert {edge["id"] for edge in data["edges"]} <= {edge.id for way in graph.ways for edge in way.edges}
    shown = {edge["id"] for edge in data["edges"] if len(edge["color"]) == len("#rrggbb")}
    assert shown == {edge.id for edge in graph.ways[1].edges}
    html = html_of(app)
    names = {node.key: node for node in graph.nodes}
    for way in graph.ways:
        assert escape(graph_words.way_said(way, names)) in html
    assert html.count("aria-current=true") == 1
    # From the left to the right, a column a step.
    columns = {node["id"]: node["x"] for node in data["nodes"]}
    for way in graph.ways:
        assert [columns[key] for key in way.nodes] == sorted(columns[key] for key in way.nodes)


def test_an_end_is_found_by_its_name(visit: Visit, market: Market) -> None:
    app = visit("graph", node=MUG)
    app.text_input(key="am_graph_text_to").set_value("wOOd").run()
    app.selectbox(key="am_graph_found_to").select("Category:wood").run()
    assert app.query_params["to"] == "Category:wood"
    assert "shortest ways of" in html_of(app)
    app.text_input(key="am_graph_text_node").set_value("no such name").run()
    assert "Nothing is called “no such name”." in html_of(app)


def test_without_a_way_it_is_said(visit: Visit, market: Market) -> None:
    app = visit("graph", node=MUG, to="Category:wood", without="PURCHASED,VIEWED,ALSO_BOUGHT,SIMILAR_TO")
    assert not app.exception
    assert "No way." in html_of(app)
    assert drawn(app)["centre"] == MUG


def test_colours_tell_tastes_and_shapes_the_kinds(visit: Visit, market: Market) -> None:
    tastes = market.tastes.work_out()
    settled(market)
    graph = market.subgraphs.expanded(MUG, limit=24)
    app = visit("graph", node=MUG, colour="taste")
    nodes = {node["id"]: node for node in drawn(app)["nodes"]}
    for node in graph.nodes:
        assert nodes[node.key]["color"] == taste_charts.colour(node.community)
        assert nodes[node.key]["shape"] == graphs.SHAPES[node.kind]
    centre = next(node for node in graph.nodes if node.key == MUG)
    mine = tastes.community(centre.community)
    assert mine is not None
    legend = html_of(app).split('aria-label="Colours"')[1].split("</ul>")[0]
    assert escape(f"{mine.number}. {mine.name}") in legend
    assert "no taste known" in legend  # the craft
    plainly = {node["id"]: node for node in drawn(visit("graph", node=MUG))["nodes"]}
    assert {node["shape"] for node in plainly.values()} == {"dot"}
    assert {(key, node["x"], node["y"]) for key, node in plainly.items()} == {
        (key, node["x"], node["y"]) for key, node in nodes.items()
    }


NAMES = [
    '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>',
    'O\'Brien "the" `potter` \\ {curly} $dollar',
    "'}) DETACH DELETE n //",
    "🧶👩‍🎨 مزهرية خزفية",
    "\u202egnihtemos\x07\x1b[31m\u2066",
    "n" * 5000,
]


@pytest.fixture
def strangers(market: Market) -> Iterator[list[str]]:
    """A craft and things of it with names that a drawing might trip over; by key, the craft first."""
    ids = [f"strange-{n}" for n in range(len(NAMES))]
    rows = [[id, name] for id, name in zip(ids, NAMES, strict=True)]
    made = (
        "CREATE (c:Category {id: 'strange', name: $craft}) WITH c UNWIND $rows AS row"
        " CREATE (:Product {id: row[0], name: row[1]})-[:BELONGS_TO]->(c)"
    )
    market.graph.write(Statement("test", made), {"rows": rows, "craft": NAMES[0]})
    yield ["Category:strange", *(f"Product:{id}" for id in ids)]
    market.graph.write(Statement("test", "MATCH (n) WHERE n.id STARTS WITH 'strange' DETACH DELETE n"))


def test_strange_names_are_plain_text(visit: Visit, market: Market, strangers: list[str]) -> None:
    craft, first, *_ = strangers
    app = visit("graph", node=craft, to=first)
    html = html_of(app) + html_of(visit("graph", node=craft))
    assert "<script" not in html
    assert "<img" not in html
    for node in drawn(visit("graph", node=craft))["nodes"]:
        assert len(node["title"]) <= graphs.LONGEST + len(" (product)")
        assert not {unicodedata.category(one) for one in node["title"].replace(graphs.JOINER, "")} & {"Cc", "Cf"}
    assert graphs.plain(NAMES[3]) == NAMES[3]
    assert graphs.plain(NAMES[4]) == "gnihtemos [31m"
    assert graphs.plain("\x00") == "(no name)"
    before = market.graph.read(Statement("test", "MATCH (n) RETURN count(n) AS n"))
    for name in NAMES:
        # As an id, as a name to look for, as the end of a way.
        assert "am-failed" in html_of(visit("graph", node=f"Product:{name}"))
        market.subgraphs.named(name)
        assert market.subgraphs.connected(craft, f"Product:{name}").ways == []
    assert {node.key for node in market.subgraphs.named("DETACH DELETE")} == {strangers[3]}
    assert market.graph.read(Statement("test", "MATCH (n) RETURN count(n) AS n")) == before


def test_by_keyboard_and_with_strange_names(
    chromium: Browser, address: str, market: Market, strangers: list[str]
) -> None:
    craft, first, *_ = strangers
    page = chromium.new_page(viewport={"width": 1366, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    picture = page.locator(".am-graph-canvas")
    # Twice: while a server sees its first visitor the page is drawn anew once the shop is open.
    for _ in range(2):
        page.goto(f"{address}/graph?node={craft}")
        expect(picture.locator("canvas")).to_be_visible(timeout=90_000)
    live = page.locator(".am-graph [aria-live]")
    # From what stands before it, by the Tab key.
    page.locator("summary", has_text="Begin somewhere else").focus()
    page.keyboard.press("Tab")
    expect(picture).to_be_focused()
    expect(live).to_contain_text("6 lines. The centre.")
    seen = {live.inner_text()}
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        seen.add(live.inner_text())
    assert len(seen) > 2
    page.keyboard.press("Home")
    expect(live).to_contain_text("The centre.")
    # To a product, wherever it lies; Enter opens it, and a second time closes it.
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        if "Enter opens it." in live.inner_text():
            break
    place = "() => { const b = document.querySelector('.am-graph'); return JSON.stringify(b.network.getPositions()) }"
    places = page.evaluate(place)
    page.keyboard.press("Enter")
    page.wait_for_url("**open=Product%3Astrange-*")
    assert page.evaluate(place) == places, "what was drawn has moved"
    expect(picture).to_be_focused()
    page.keyboard.press("Escape")
    expect(picture).not_to_be_focused()
    expect(live).to_be_empty()
    # On hover the name is text.
    x, y = page.evaluate(
        """key => { const box = document.querySelector('.am-graph'), network = box.network;
            const at = network.canvasToDOM(network.getPositions([key])[key]);
            const frame = box.querySelector('canvas').getBoundingClientRect();
            return [frame.x + at.x, frame.y + at.y] }""",
        first,
    )
    page.mouse.move(x - 30, y - 30)
    page.mouse.move(x, y, steps=4)
    tip = page.locator(".vis-tooltip")
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("<img src=x onerror=")
    assert tip.locator("*").count() == 0
    assert page.evaluate("window.hacked") is None
    assert errors == []
    page.close()
