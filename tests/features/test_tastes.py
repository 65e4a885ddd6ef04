"""What Graph Data Science finds, on a small shop made by hand, against the same found plainly."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import networkx
import pytest
from stall import Stall, at_once

from marketplace.errors import ProcedureFailed, StoreUnavailable
from marketplace.market import Market
from marketplace.progress import Progress
from marketplace.recommendations import similarity
from marketplace.recommendations.similarity import Purchases, similar
from marketplace.statements import Statement, statement
from marketplace.tastes import service as tastes_service
from marketplace.tastes.computing import DAMPING, Computation, Projection, numbered
from marketplace.tastes.describing import name_of, standing_out
from marketplace.tastes.models import Standing, Tastes
from marketplace.tastes.service import TastesBusy, TasteService
from marketplace.tastes.telling import agreement, influences

EDGES = Statement(
    "test",
    "MATCH (a:Product)-[e:ALSO_BOUGHT]->(b:Product) WHERE a.id STARTS WITH $prefix"
    " RETURN a.id AS a, b.id AS b, e.score AS score, e.people AS people, e.lift AS lift",
)
NODES = Statement(
    "test",
    "MATCH (n) WHERE n.id STARTS WITH $prefix AND n.community IS NOT NULL RETURN n.id AS id, labels(n)[0] AS kind,"
    " n.community AS community, n.page_rank AS page_rank, n.betweenness AS betweenness",
)
PLACE = Statement(
    "test",
    "UNWIND $rows AS row MATCH (p:Product {id: row[0]}) SET p.name = row[3]"
    " MERGE (c:Category {id: row[1]}) SET c.name = row[1] MERGE (p)-[:BELONGS_TO]->(c)"
    " MERGE (s:Seller {id: row[2]}) SET s.name = row[2] MERGE (p)-[:SOLD_BY]->(s)",
)
PROJECTIONS = Statement("test", "CALL gds.graph.list() YIELD graphName RETURN collect(graphName) AS names")
PROJECT = Statement(
    "test",
    "MATCH (a:Product {id: $a}), (b:Product {id: $b})"
    " WITH gds.graph.project($name, a, b) AS made RETURN made.nodeCount",
)
DROP = Statement("test", "CALL gds.graph.drop($name) YIELD graphName RETURN graphName")
REPORT = Statement("test", "MERGE (c:Computed {name: $name}) SET c.report = $report")
FORGET_NOTE = Statement("test", "MATCH (c:Computed {name: $name}) DELETE c")
BOWLS, HATS = "abcd", "wxyz"


@pytest.fixture(scope="module")
def corner(shop: Market) -> Iterator[Stall]:
    """Bowls, bought by three people, and hats, bought by two others; one bowl and one hat by somebody of each."""
    stall = Stall(shop)
    craft = {"bowls": stall.craft("Bowls"), "hats": stall.craft("Hats")}
    maker = {"bowls": stall.maker("Turner"), "hats": stall.maker("<b>Knitter</b>")}
    rows = []
    for kind, letters, tags in (("bowls", BOWLS, ["oak", "kitchen"]), ("hats", HATS, ["wool"])):
        for letter in letters:
            id = stall.product(letter.upper(), id=stall.id(letter), tags=tags, craft=craft[kind], maker=maker[kind])
            rows.append([id, craft[kind], maker[kind], letter.upper()])
    bought = []
    for n, basket in enumerate(("abcd", "abcw", "abdw", "wxyz", "wxyd")):
        for day, letter in enumerate(basket, 1):
            stall.bought(stall.id(f"s{n}"), stall.id(letter), at=datetime(2026, 1, day, tzinfo=UTC))
            bought.append((stall.id(f"s{n}"), stall.id(letter), day))
    stall.market.graph.write(PLACE, {"rows": rows})
    # Of these purchases alone: the shop knows those of other tests.
    purchases = Purchases.of(*zip(*bought, strict=True))
    similarity.write(stall.market.graph, similar(purchases), purchases.product_ids)
    yield stall
    stall.market.graph.write(FORGET_NOTE, {"name": f"tastes:{stall.prefix}"})
    stall.close()


@pytest.fixture(scope="module")
def found(corner: Stall) -> Tastes:
    """What is found of them."""
    return service(corner).work_out()


def service(stall: Stall) -> TasteService:
    return TasteService(stall.market.postgres, stall.market.graph, within=stall.prefix)


def projections(stall: Stall) -> list[str]:
    names: list[str] = stall.market.graph.read(PROJECTIONS)[0]["names"]
    return [name for name in names if name.startswith(f"tastes:{stall.prefix}:")]


def ties(stall: Stall) -> networkx.Graph:
    """The lines between products, plainly: people beyond chance, at least two of them."""
    graph = networkx.Graph()
    for row in stall.market.graph.read(EDGES, {"prefix": stall.prefix}):
        if row["people"] >= 2 and row["lift"] > 1:
            surplus = row["people"] - row["people"] / row["lift"]
            graph.add_edge(row["a"], row["b"], surplus=surplus, distance=1 / surplus)
    return graph


def test_bowls_and_hats_are_two_communities_described_by_what_they_are(corner: Stall, found: Tastes) -> None:
    bowls, hats = found.communities
    assert [one.products for one in found.communities] == [4, 3]
    assert [(one.products, one.lift) for one in bowls.crafts + hats.crafts] == [(4, 7 / 4), (3, 7 / 3)]
    assert (bowls.name, hats.name) == (f"{bowls.crafts[0].name}: kitchen, oak", f"{hats.crafts[0].name}: wool")
    assert [one.name for one in bowls.tags] == ["kitchen", "oak"]
    assert [one.name for one in hats.tags] == ["wool"]
    assert found.without == 1
    assert (bowls.shoppers, hats.shoppers) == (3, 2)
    assert (bowls.makers, hats.makers) == (1, 1)
    assert {one.id for one in bowls.examples} == {corner.id(letter) for letter in BOWLS}


def test_what_is_found_is_what_networkx_finds(corner: Stall, found: Tastes) -> None:
    rows = {row["id"]: row for row in corner.market.graph.read(NODES, {"prefix": corner.prefix})}
    graph = ties(corner)
    groups: dict[int, set[str]] = {}
    for id in graph:
        groups.setdefault(rows[id]["community"], set()).add(id)
    modularity = networkx.community.modularity(graph, groups.values(), weight="surplus")
    assert found.modularity == pytest.approx(modularity)
    between = networkx.betweenness_centrality(graph, weight="distance")
    assert {id: rows[id]["betweenness"] for id in graph} == pytest.approx(between)
    walk = networkx.DiGraph()
    for row in corner.market.graph.read(EDGES, {"prefix": corner.prefix}):
        walk.add_edge(row["a"], row["b"], weight=row["score"])
    rank = networkx.pagerank(walk, alpha=DAMPING, tol=1e-12, max_iter=500)
    average = sum(rows[id]["page_rank"] for id in walk if id in rows) / sum(rank[id] for id in walk if id in rows)
    for id in walk:
        if id in rows:
            assert rows[id]["page_rank"] / average == pytest.approx(rank[id], abs=1e-6)
    assert [one.place for one in found.influential] == list(range(1, len(found.influential) + 1))


def test_shoppers_and_makers_belong_where_most_of_theirs_does(corner: Stall, found: Tastes) -> None:
    rows = corner.market.graph.read(NODES, {"prefix": corner.prefix})
    assert sorted(row["community"] for row in rows if row["kind"] == "User") == [1, 1, 1, 2, 2]
    assert sorted(row["community"] for row in rows if row["kind"] == "Seller") == [1, 2]


def test_crafts_are_compared_with_chance(corner: Stall, found: Tastes) -> None:
    [pair] = found.pairs
    # Of five people four bought a bowl and four a hat, three of them both.
    assert (pair.people, pair.expected, pair.lift) == (3, 16 / 5, 3 / (16 / 5))
    # The lines of every bowl and hat lead to bowls and hats: nobody bought a bowl and a hat more often than by chance.
    assert {bridge.elsewhere for bridge in found.bridges} == {0.0}
    assert {joined.craft for bridge in found.bridges for joined in bridge.joins} == set()


def test_makers_and_crafts_with_the_same_customers(corner: Stall, found: Tastes) -> None:
    count = Statement("test", "MATCH (u:User) WHERE EXISTS { (u)-[:PURCHASED]->() } RETURN count(u) AS n")
    shoppers = corner.market.graph.read(count)[0]["n"]
    [turner, knitter] = [one.id for one in sorted(found.makers, key=lambda one: one.id)]
    [alike] = service(corner).similar_makers(turner)
    assert (alike.id, alike.people, alike.theirs, alike.lift) == (knitter, 3, 4, 3 * shoppers / (4 * 4))
    bowls = found.communities[0].crafts[0].name
    [craft] = service(corner).similar_crafts(bowls)
    assert (craft.people, craft.theirs, craft.lift) == (3, 4, alike.lift)
    assert service(corner).similar_makers("nobody") == []


def test_the_same_purchases_give_the_same_however_they_lie_in_the_graph(corner: Stall, found: Tastes) -> None:
    def said(found: Tastes) -> object:
        return found.model_dump(exclude={"at", "seconds"})

    # The edges written anew, the other way round: their numbers within the server are others now.
    rows = corner.market.graph.read(EDGES, {"prefix": corner.prefix})
    rewrite = Statement(
        "test",
        "MATCH (a:Product)-[e:ALSO_BOUGHT]->() WHERE a.id STARTS WITH $prefix DELETE e WITH count(*) AS _"
        " UNWIND $rows AS row MATCH (a:Product {id: row.a}), (b:Product {id: row.b})"
        " CREATE (a)-[:ALSO_BOUGHT {score: row.score, people: row.people, lift: row.lift}]->(b)",
    )
    corner.market.graph.write(rewrite, {"prefix": corner.prefix, "rows": rows[::-1]})
    again = service(corner).work_out()
    assert said(again) == said(found)
    assert service(corner).kept().tastes == again


def test_it_is_kept_and_says_by_how_much_the_shop_has_moved_on(corner: Stall) -> None:
    elsewhere = Stall(corner.market)
    assert service(elsewhere).kept().tastes is None
    before = service(corner).kept()
    elsewhere.bought(elsewhere.shopper(), corner.id("a"), corner.id("w"))
    # One who cancels takes as much away as another brings.
    cancelled = {"user_id": elsewhere.shopper(), "order_id": elsewhere.id()}
    corner.market.graph.write(statement("events/cancelled.cypher"), {"orders": [cancelled]})
    after = service(corner).kept()
    assert (after.more, after.cancelled_since) == (before.more + 2, before.cancelled_since + 1)
    elsewhere.close()


def test_what_another_version_kept_is_as_nothing_and_can_be_replaced(corner: Stall, found: Tastes) -> None:
    corner.market.graph.write(REPORT, {"name": f"tastes:{corner.prefix}", "report": '{"purchases": 1}'})
    kept = service(corner).kept()
    assert (kept.tastes, kept.purchases >= found.purchases) == (None, True)
    again = service(corner).work_out()
    assert service(corner).kept().tastes == again


def test_nodes_are_not_marked_before_the_report_can_be_written(corner: Stall, found: Tastes) -> None:
    def down(progress: Progress) -> None:
        raise StoreUnavailable("neo4j", "gone")

    mark = Statement("test", "MATCH (p:Product) WHERE p.id STARTS WITH $prefix SET p.community = 99")
    corner.market.graph.write(mark, {"prefix": corner.prefix})
    tastes = TasteService(corner.market.postgres, corner.market.graph, within=corner.prefix, more=down)
    with pytest.raises(StoreUnavailable):
        tastes.work_out()
    rows = corner.market.graph.read(NODES, {"prefix": corner.prefix})
    assert {row["community"] for row in rows if row["kind"] == "Product"} == {99}
    service(corner).work_out()


def test_no_projection_stays_whether_it_went_well_or_not(corner: Stall, monkeypatch: pytest.MonkeyPatch) -> None:
    assert projections(corner) == []

    def stopped(step: str, done: int, total: int | None) -> None:
        if done == 3:
            assert len(projections(corner)) == 1
            raise RuntimeError(step)

    with pytest.raises(RuntimeError, match="Counting shortest ways"):
        service(corner).work_out(stopped)
    assert projections(corner) == []


def test_a_market_that_closes_stops_it_and_no_projection_stays(corner: Stall, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, stopped = threading.Event(), threading.Event()

    def slow(self: Computation, tastes: Projection, sample: int | None) -> dict[str, float]:
        inside.set()
        assert stopped.wait(30)
        return {}

    monkeypatch.setattr(Computation, "_between", slow)
    own = Market(corner.market.urls, corner.market.settings)
    own.tastes = TasteService(own.postgres, own.graph, within=corner.prefix)
    job = own.tastes.start()
    stop = job.stop
    monkeypatch.setattr(job, "stop", lambda: (stop(), stopped.set()))
    assert inside.wait(30)
    assert len(projections(corner)) == 1
    own.close()
    assert job.over
    assert (job.result, job.error) == (None, None)
    assert projections(corner) == []


def test_what_a_killed_process_left_is_cleared_away_and_nothing_else(corner: Stall) -> None:
    graph = corner.market.graph
    left, others = f"tastes:{corner.prefix}:project-left", ["tastes:elsewhere:project", "purchases-of another"]
    for name in (left, *others):
        graph.read(PROJECT, {"name": name, "a": corner.id("a"), "b": corner.id("b")})
    service(corner).work_out()
    names = graph.read(PROJECTIONS)[0]["names"]
    assert left not in names
    for name in others:
        graph.read(DROP, {"name": name})  # refuses what is not there


def test_one_at_a_time(corner: Stall) -> None:
    inside, on = threading.Event(), threading.Event()

    def slow(step: str, done: int, total: int | None) -> None:
        inside.set()
        assert on.wait(30)

    def second() -> Tastes:
        assert inside.wait(30)
        try:
            return service(corner).work_out()
        finally:
            on.set()

    first, refused = at_once(lambda: service(corner).work_out(slow), second)
    assert isinstance(first, Tastes)
    assert isinstance(refused, TastesBusy)


def test_in_the_background_with_what_went_wrong(corner: Stall, monkeypatch: pytest.MonkeyPatch) -> None:
    tastes = service(corner)
    job = tastes.start()
    assert job.wait(60)
    assert job.error is None
    assert (job.at.step, job.at.done) == ("Done", job.at.total)
    assert tastes.kept().tastes is not None

    def broken(self: Computation) -> None:
        raise ProcedureFailed("there is no procedure of the name gds.leiden")

    monkeypatch.setattr(Computation, "run", broken)
    failed = tastes.start()
    assert failed is not job
    assert failed.wait(60)
    assert "gds.leiden" in str(failed.error)


def test_it_begins_by_itself_once_there_is_something_and_once_only(
    corner: Stall, monkeypatch: pytest.MonkeyPatch
) -> None:
    corner.market.graph.write(FORGET_NOTE, {"name": f"tastes:{corner.prefix}"})
    tastes, loaded, asked = service(corner), iter([False, True]), threading.Event()

    def ready() -> bool:
        asked.set()
        return next(loaded)

    monkeypatch.setattr(tastes_service, "LOOK_SECONDS", 0.0)
    monkeypatch.setattr(tastes, "_ready", ready)
    first = tastes.begin()
    assert first.wait(60)
    assert asked.is_set()
    assert first.result is not None
    assert list(loaded) == []
    # It is there now: nothing is asked, and nothing found anew.
    second = tastes.begin()
    assert second.wait(60)
    assert second.result == first.result


@pytest.mark.parametrize("wanted", [False, True])
def test_a_market_that_starts_begins_it_if_settings_say_so(
    shop: Market, monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    begun: list[str] = []
    own = Market(shop.urls, shop.settings.model_copy(update={"find_tastes": wanted}))
    monkeypatch.setattr(own.relay, "start", lambda tell: begun.append("relay"))
    monkeypatch.setattr(own.recommendations, "start", lambda: begun.append("learner"))
    monkeypatch.setattr(own.tastes, "begin", lambda: begun.append("tastes"))
    own.start()
    own.close()
    assert begun == ["relay", "learner", *(["tastes"] if wanted else [])]


def test_a_shop_without_purchases_has_no_communities(stall: Stall) -> None:
    stall.market.graph.write(
        Statement("test", "CREATE (:Product {id: $id, name: 'Lonely'})"), {"id": stall.id("lonely")}
    )
    found = service(stall).work_out()
    stall.market.graph.write(FORGET_NOTE, {"name": f"tastes:{stall.prefix}"})
    assert (found.communities, found.influential, found.bridges, found.pairs) == ([], [], [], [])
    assert (found.products, found.without, found.ties, found.agreement) == (1, 1, 0, None)


def test_what_graph_data_science_refuses_is_said_in_a_sentence(shop: Market) -> None:
    query = Statement("test", "CALL gds.graph.drop('there is none') YIELD graphName RETURN graphName")
    with pytest.raises(ProcedureFailed, match="there is none"):
        shop.graph.read(query)
    with pytest.raises(ProcedureFailed, match=r"gds\.nothing"):
        shop.graph.read(Statement("test", "CALL gds.nothing()"))


def test_communities_are_numbered_by_size_and_then_by_the_smallest_id() -> None:
    assert numbered({"d": 7, "c": 7, "a": 3, "b": 3, "e": 9}) == {"a": 1, "b": 1, "c": 2, "d": 2, "e": 3}


def test_what_stands_out_is_often_there_and_more_often_than_elsewhere() -> None:
    inside = [["oak", "kitchen"], ["oak", "kitchen"], ["oak", "kitchen", "gift"], ["kitchen"]]
    everywhere = {"oak": 3, "kitchen": 20, "gift": 1}
    found = standing_out(inside, everywhere, 40)
    # A gift is one product: chance.
    assert found == [
        Standing(name="oak", products=3, lift=10.0),
        Standing(name="kitchen", products=4, lift=2.0),
    ]
    assert name_of([], found, 4) == "Of many crafts: oak, kitchen"
    wood = Standing(name="Oak wood", products=4, lift=9.0)
    assert name_of([wood], found, 4) == "Oak wood: kitchen"
    three = [Standing(name=name, products=3, lift=2.0) for name in ("Glass", "Wood", "Toys")]
    assert name_of(three, [], 10) == "Glass, Wood and Toys"


def test_influence_stands_beside_popularity() -> None:
    rank, sold = {"a": 3.0, "b": 1.0, "c": 2.0}, {"a": 5, "b": 9, "c": 1}
    found = influences([("a", "A", "Glass"), ("b", None, None), ("c", "C", None)], rank, sold, {"a": 1})
    assert [(one.id, one.name, one.score, one.place, one.popular_place) for one in found] == [
        ("a", "A", 1.5, 1, 2),
        ("c", "C", 1.0, 2, 3),
        ("b", "b", 0.5, 3, 1),
    ]
    assert agreement(rank, sold) == pytest.approx(-0.5)
    flat: Mapping[str, int] = {"a": 1, "b": 1, "c": 1}
    assert agreement(rank, flat) is None
