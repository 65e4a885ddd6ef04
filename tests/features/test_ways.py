"""The shortest ways between two nodes of the graph, and nodes found by name."""

from __future__ import annotations

import pytest
from stall import Stall

from marketplace.errors import InvalidInput, NotFound
from marketplace.recommendations.models import Subgraph
from marketplace.recommendations.subgraphs import MAX_WAYS
from marketplace.statements import Statement
from marketplace.ui.graph_words import way_said

JOIN = Statement(
    "test",
    "UNWIND $rows AS row MERGE (a:Product {id: row[0]}) MERGE (b:Product {id: row[1]})"
    " MERGE (a)-[e:ALSO_BOUGHT]->(b) SET e.people = row[2], e.lift = 2.5, e.score = 0.1",
)
NAME = Statement("test", "UNWIND $rows AS row MATCH (n {id: row[0]}) SET n.name = row[1]")


def told(graph: Subgraph) -> list[str]:
    names = {node.key: node for node in graph.nodes}
    return [way_said(way, names) for way in graph.ways]


@pytest.fixture
def corner(stall: Stall) -> Stall:
    """Ada bought a and b; c goes with both, with b for more people; nothing leads to d."""
    a, b, c, d = (stall.id(letter) for letter in "abcd")
    stall.bought(stall.id("ada"), a, b)
    stall.bought(stall.id("ada"), a)
    stall.bought(stall.id("bob"), d)
    graph = stall.market.graph
    graph.write(JOIN, {"rows": [[a, c, 2], [c, b, 7]]})
    names = {"a": "Apple", "b": "Bowl", "c": "Cup", "d": "Dish", "ada": "Ada", "bob": "Bob"}
    graph.write(NAME, {"rows": [[stall.id(id), name] for id, name in names.items()]})
    return stall


def test_the_strongest_way_comes_first_with_its_reasons(corner: Stall) -> None:
    subgraphs = corner.market.subgraphs
    ada, cup = f"User:{corner.id('ada')}", f"Product:{corner.id('c')}"
    graph = subgraphs.connected(ada, cup)
    chance = "bought both, 2.5 times as many as chance has it"
    assert told(graph) == [
        f"Ada bought Apple (2 times), which is also bought with Cup (2 {chance}).",
        f"Ada bought Bowl, which is also bought with Cup (7 {chance}).",
    ]
    back = subgraphs.connected(cup, ada)
    assert [way.nodes for way in back.ways] == [way.nodes[::-1] for way in graph.ways]
    assert told(back)[1].endswith(f"Bowl (7 {chance}), which was bought by Ada.")
    # Without the lines of what was also bought there is none, and Ada's surroundings are drawn.
    alone = subgraphs.connected(ada, cup, kinds=["PURCHASED"])
    assert (alone.ways, len(alone.nodes)) == ([], 3)
    assert subgraphs.connected(ada, ada).ways == []


def test_what_no_way_leads_to_and_what_is_not_there(corner: Stall) -> None:
    subgraphs = corner.market.subgraphs
    ada = f"User:{corner.id('ada')}"
    assert subgraphs.connected(ada, f"Product:{corner.id('d')}").ways == []
    assert subgraphs.connected(ada, "Product:nothing").ways == []
    with pytest.raises(NotFound):
        subgraphs.connected("User:nobody", ada)
    with pytest.raises(InvalidInput):
        subgraphs.connected(ada, "Migration:0001")
    with pytest.raises(InvalidInput):
        subgraphs.connected(ada, f"Product:{corner.id('c')}", kinds=["NEAR"])


def test_an_opened_node_brings_its_neighbours_and_lines(corner: Stall) -> None:
    ada, cup, apple = f"User:{corner.id('ada')}", f"Product:{corner.id('c')}", f"Product:{corner.id('a')}"
    corner.bought(corner.id("eve"), corner.id("a"))
    shut = corner.market.subgraphs.connected(ada, cup)
    graph = corner.market.subgraphs.connected(ada, cup, [apple])
    assert [node.key for node in graph.nodes][:4] == [node.key for node in shut.nodes]
    assert f"User:{corner.id('eve')}" in {node.key for node in graph.nodes}
    assert graph.ways == shut.ways


def test_of_many_ways_some_are_told(stall: Stall) -> None:
    first, last = stall.id("first"), stall.id("last")
    between = [stall.id(f"between-{n:02}") for n in range(20)]
    rows = [[first, id, n + 1] for n, id in enumerate(between)] + [[id, last, n + 1] for n, id in enumerate(between)]
    stall.market.graph.write(JOIN, {"rows": rows})
    graph = stall.market.subgraphs.connected(f"Product:{first}", f"Product:{last}")
    assert [way.nodes[1] for way in graph.ways] == [f"Product:{id}" for id in between[::-1][:MAX_WAYS]]


def test_nodes_are_found_by_a_part_of_their_name(corner: Stall) -> None:
    named = corner.market.subgraphs.named
    assert [node.key for node in named(corner.id("a"))] == [f"Product:{corner.id('a')}"]
    assert f"Product:{corner.id('c')}" in {node.key for node in named("cUP", limit=100)}
    assert named("  ") == []
