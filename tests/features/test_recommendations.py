"""Recommendations over a graph small enough to count by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from stall import Stall, elsewhere

from marketplace.errors import InvalidInput, NotFound, StoreUnavailable
from marketplace.events.activity import hot_key
from marketplace.market import Market
from marketplace.recommendations import similarity
from marketplace.recommendations.models import Edge, Node
from marketplace.recommendations.ranking import Weighing
from marketplace.statements import Statement

ALSO = Statement(
    "test",
    "UNWIND $rows AS row MATCH (a:Product {id: row[0]}), (b:Product {id: row[1]})"
    " CREATE (a)-[:ALSO_BOUGHT {score: row[2], people: 1, lift: 1.0}]->(b)",
)


def _products(stall: Stall, names: str) -> list[str]:
    return [stall.product(name, id=stall.id(name)) for name in names]


def _learned(stall: Stall, *shoppers: str) -> None:
    """The edges that these shoppers' orders change are worked out, as they are soon after each order."""
    stall.market.recommendations.learner.learn(shoppers)
    stall.market.recommendations.learner.catch_up()


def test_also_bought_counts_people_and_not_how_often_each_bought(shop: Market, stall: Stall) -> None:
    bowl, vase, mug, tray, ring = _products(stall, "bvmtr")
    ada, grace, joan, mary = shoppers = [stall.shopper() for _ in range(4)]
    # Ada buys vases again and again: she is one person all the same.
    for day, products in enumerate(([bowl, vase], [vase], [vase], [bowl, vase])):
        stall.ordered(ada, *products, day=day)
    stall.ordered(grace, bowl, mug, day=1)
    stall.ordered(grace, vase, day=2)
    stall.ordered(joan, bowl, mug, day=1)
    stall.ordered(joan, tray, day=2)
    stall.ordered(mary, mug, ring)
    # Buyers: bowl 3 (ada, grace, joan), vase 2 (ada, grace), mug 3 (grace, joan, mary), tray 1, ring 1.
    _learned(stall, *shoppers)

    found = shop.recommendations.also_bought(bowl)

    everybody = similarity.read_purchases(shop.postgres).shoppers
    by_product = {r.product.id: r for r in found}
    assert by_product.keys() == {vase, mug}
    assert (by_product[vase].people, by_product[mug].people) == (2, 2)
    assert by_product[vase].lift == pytest.approx(2 * everybody / (3 * 2))
    assert by_product[mug].lift == pytest.approx(2 * everybody / (3 * 3))
    assert [r.score for r in found] == sorted((r.score for r in found), reverse=True)
    assert by_product[vase].reason == (
        f"2 people who bought this also bought it: {everybody / 3:.1f} times as many as chance would have it."
    )
    assert found[0].strategy == "also_bought"
    assert shop.recommendations.also_bought(bowl, limit=1) == found[:1]
    # One person is enough where one is asked for; nobody never is, though a walk of two steps leads there.
    assert {r.product.id for r in shop.recommendations.also_bought(bowl, support=1)} == {vase, mug, tray}
    assert {r.product.id for r in shop.recommendations.also_bought(bowl, support=0)} == {vase, mug, tray}
    assert shop.recommendations.also_bought(tray) == []
    assert shop.recommendations.also_bought(stall.id("none")) == []


def test_bought_together_is_of_the_same_order_and_needs_two(shop: Market, stall: Stall) -> None:
    bowl, vase, mug, tray = _products(stall, "bvmt")
    ada, grace = stall.shopper(), stall.shopper()
    for user, products in (
        (ada, [bowl, vase, mug]),
        (ada, [bowl, mug]),
        (ada, [bowl]),
        (ada, [tray]),
        (grace, [bowl, mug, vase]),
        (grace, [bowl, tray]),
        (grace, [mug, vase]),
    ):
        stall.bought(user, *products)
    found = shop.recommendations.bought_together(bowl)
    assert [(r.product.id, r.people, r.reason) for r in found] == [
        (mug, 3, "In the same basket 3 times."),
        (vase, 2, "In the same basket 2 times."),
    ]
    assert shop.recommendations.bought_together(tray) == []


def test_personal_adds_up_what_each_purchase_speaks_for_the_last_one_most(shop: Market, stall: Stall) -> None:
    a, b, c, d = (stall.product(name, id=stall.id(name), tags=tags) for name, tags in zip("abcd", TAGS, strict=True))
    me, near, far = shoppers = [stall.shopper() for _ in range(3)]
    stall.ordered(me, a, day=1)
    stall.ordered(me, b, day=2)
    stall.ordered(near, a, c, day=1)
    stall.ordered(far, b, d, day=1)
    _learned(stall, *shoppers)

    found = shop.recommendations.personal(me)

    edges = {(e["source"], e["target"]): e["score"] for e in shop.graph.read(EDGES, {"prefix": stall.prefix})}
    score = {id: edges.get((b, id), 0) + 0.5 * edges.get((a, id), 0) for id in (c, d)}
    assert [(r.product.id, r.score) for r in found] == sorted(score.items(), key=lambda pair: -pair[1])
    by_product = {r.product.id: r for r in found}
    assert by_product[d].because[0] == b
    assert (by_product[d].people, by_product[d].tags) == (1, ["oak", "round"])
    assert by_product[d].reason == "1 person who bought your b also bought this; both are tagged oak and round."
    assert [r.product.id for r in shop.recommendations.personal(me, limit=1)] == [found[0].product.id]
    [way, *_] = shop.recommendations.path(me, d)
    assert (way.via_id, way.kind, way.people, way.buyers) == (b, "ALSO_BOUGHT", 1, [far])


TAGS = ([], ["oak", "round", "red"], [], ["oak", "blue", "round"])
EDGES = Statement(
    "edges of a stall",
    "MATCH (p:Product)-[e:ALSO_BOUGHT]->(o) WHERE p.id STARTS WITH $prefix"
    " RETURN p.id AS source, o.id AS target, e.score AS score",
)


def test_a_purchase_changes_the_shoppers_recommendations_at_once(shop: Market, stall: Stall) -> None:
    bowl, vase, mug = (stall.product(name, stock=5) for name in ("bowl", "vase", "mug"))
    for shopper, goods in ((stall.shopper(), (bowl, vase)), (stall.shopper(), (vase, mug))):
        stall.ordered(shopper, *goods)
        _learned(stall, shopper)
    me = stall.shopper()
    before = [r.product.id for r in shop.recommendations.for_you(me)]

    shop.carts.add(me, bowl, 1)
    shop.orders.checkout(me, {bowl: 1})
    shop.relay.drain()

    after = [(r.product.id, r.strategy) for r in shop.recommendations.for_you(me)]
    assert (vase, "personal") in after
    assert (vase, "personal") not in before
    assert bowl not in [id for id, _ in after]


def test_who_has_bought_nothing_is_shown_interests_then_what_was_looked_at_then_what_is_hot(
    shop: Market, stall: Stall
) -> None:
    craft = stall.craft("Glass")
    liked, seen, beside, hot = (stall.product(name, craft=craft if name == "liked" else None) for name in NAMES)
    new, other = stall.shopper(), stall.shopper()
    load_node = Statement(
        "a craft", "MERGE (p:Product {id: $p}) MERGE (c:Category {id: $c, name: $c}) MERGE (p)-[:BELONGS_TO]->(c)"
    )
    shop.graph.write(load_node, {"p": liked, "c": craft})
    stall.ordered(other, seen, beside)
    _learned(stall, other)
    stall.execute("UPDATE users SET interests = %s WHERE id = %s", ([craft], new))
    shop.activity.viewed(new, seen)
    for _ in range(50):
        shop.activity.viewed(other, hot)

    found = shop.recommendations.for_you(new)

    assert [(r.product.id, r.strategy) for r in found[:3]] == [
        (liked, "interests"),
        (beside, "viewed"),
        (hot, "trending"),
    ]
    assert found[0].reason == f"Bought most in {craft}, which you like."
    assert found[1].reason == "Goes with seen, which you looked at."
    assert shop.recommendations.personal(new) == []
    assert shop.recommendations.by("interests", new)[0].via == [craft]


NAMES = ("liked", "seen", "beside", "hot")


def test_what_is_sold_out_comes_last(shop: Market, stall: Stall) -> None:
    bowl, vase, mug = (
        stall.product(name, id=stall.id(name), stock=stock) for name, stock in zip("bvm", (1, 0, 1), strict=True)
    )
    me, others = stall.shopper(), [stall.shopper() for _ in range(3)]
    for shopper, goods in zip(others, ((bowl, vase), (bowl, vase), (bowl, mug)), strict=True):
        stall.ordered(shopper, *goods)
    stall.ordered(me, bowl)
    _learned(stall, me, *others)
    assert [one.product.id for one in shop.recommendations.personal(me)] == [vase, mug]
    shown = [one.product.id for one in shop.recommendations.for_you(me, limit=500)]
    assert (shown[0], shown[-1]) == (mug, vase)


def test_a_shoppers_recommendations_are_kept_until_they_are_forgotten(shop: Market, stall: Stall) -> None:
    bowl, vase = _products(stall, "bv")
    me, other = stall.shopper(), stall.shopper()
    stall.ordered(me, bowl)
    stall.ordered(other, bowl, vase)
    _learned(stall, me, other)
    assert shop.recommendations.for_you(me)[0].product.id == vase
    stall.ordered(me, vase, day=3)
    assert shop.recommendations.for_you(me)[0].product.id == vase
    shop.recommendations.forget(me)
    assert vase not in [r.product.id for r in shop.recommendations.for_you(me)]


def test_who_has_bought_nothing_or_shares_with_nobody_gets_nothing_personal(shop: Market, stall: Stall) -> None:
    alone, new = stall.shopper(), stall.shopper()
    stall.ordered(alone, *_products(stall, "a"))
    _learned(stall, alone)
    for strategy in ("personal", "blend", "random_walk"):
        assert shop.recommendations.by(strategy, alone) == []
        assert shop.recommendations.by(strategy, new) == []
    with pytest.raises(InvalidInput, match="also_bought does not rank for a shopper; these do: personal, similar"):
        shop.recommendations.by("also_bought", new)
    with pytest.raises(InvalidInput, match="A fading is between 0 and 1, not 2"):
        shop.recommendations.by("personal", new, weighing=Weighing(fading=2))


HOSTILE = (
    "'}) DETACH DELETE (n) //",
    "$(rm -rf)",
    "`]->() MATCH (x) SET x.id = 1 //",
    "\u202e<script>alert(1)</script>",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert(shop: Market, stall: Stall, text: str) -> None:
    bowl, vase = (stall.product(f"{name} {text}", id=f"{stall.id(name)}{text}", tags=[text]) for name in "bv")
    me, other = (stall.shopper(text) for _ in range(2))
    stall.ordered(me, bowl)
    stall.ordered(other, bowl, vase)
    _learned(stall, me, other)
    [found] = shop.recommendations.personal(me)
    assert (found.product.id, found.tags) == (vase, [text])
    assert found.reason == f"1 person who bought your b {text} also bought this; both are tagged {text}."
    for strategy in ("blend", "random_walk", "similar", "makers"):
        shop.recommendations.by(strategy, f"{me}{text}")
    assert [step.via_id for step in shop.recommendations.path(me, vase)] == [bowl]
    assert shop.subgraphs.neighbourhood("Product", vase).centre == f"Product:{vase}"


def test_what_is_not_in_the_catalogue_any_more_is_not_recommended(shop: Market, stall: Stall) -> None:
    bowl, vase = _products(stall, "bv")
    gone = stall.id("gone")
    for _ in range(2):
        stall.bought(stall.shopper(), bowl, vase, gone)
    link = "MATCH (b:Product {id: $b}) UNWIND $to AS id MATCH (o:Product {id: id})"
    link += " CREATE (b)-[:ALSO_BOUGHT {score: 1.0, step: 1.0, people: 2, lift: 1.0}]->(o)"
    shop.graph.write(Statement("", link), {"b": bowl, "to": [vase, gone]})
    assert [r.product.id for r in shop.recommendations.also_bought(bowl)] == [vase]


def test_an_edge_that_has_lost_its_properties_while_it_was_read_is_passed_over(shop: Market, stall: Stall) -> None:
    bowl, plate = stall.product(), stall.product()
    ids = {"a": bowl, "b": plate}
    link = "MERGE (a:Product {id: $a}) MERGE (b:Product {id: $b}) CREATE (a)-[:ALSO_BOUGHT {people: 3}]->(b)"
    shop.graph.write(Statement("test", link), ids)
    assert shop.recommendations.also_bought(bowl) == []
    whole = "MATCH (:Product {id: $a})-[e:ALSO_BOUGHT]->(:Product {id: $b}) SET e.score = 1.0, e.lift = 2.0"
    shop.graph.write(Statement("test", whole), ids)
    assert [one.product.id for one in shop.recommendations.also_bought(bowl)] == [plate]


def test_trending_is_what_is_hot(shop: Market, stall: Stall) -> None:
    redis = shop.redis.commands
    redis.unlink(*(hot_key(datetime.now(UTC) - timedelta(days=back)) for back in range(-1, 8)))
    bowl, vase = _products(stall, "bv")
    shop.activity.viewed(stall.shopper(), vase)
    shop.activity.ordered(stall.id(), datetime.now(UTC), [bowl])
    found = shop.recommendations.trending()
    assert [(r.product.id, r.people, r.score, r.reason) for r in found] == [
        (bowl, 5, 5.0, "Heat 5 over the last seven days."),
        (vase, 1, 1.0, "Heat 1 over the last seven days."),
    ]


def test_a_neighbourhood_is_one_step_and_the_edges_among_it(shop: Market, stall: Stall) -> None:
    a, b, c = _products(stall, "abc")
    me, other = stall.shopper(), stall.shopper()
    stall.bought(me, a, b)
    stall.bought(me, a)
    stall.bought(other, a, c)

    found = shop.subgraphs.neighbourhood("User", me)

    assert found.centre == f"User:{me}"
    assert sorted(node.key for node in found.nodes) == sorted([f"User:{me}", f"Product:{a}", f"Product:{b}"])
    assert found.nodes[0] == Node(id=me, kind="User", label=me)
    assert sorted(found.edges, key=lambda edge: edge.target) == [
        Edge(source=f"User:{me}", target=f"Product:{a}", kind="PURCHASED", weight=2),
        Edge(source=f"User:{me}", target=f"Product:{b}", kind="PURCHASED", weight=1),
    ]
    assert found.left_out == 0
    around = shop.subgraphs.neighbourhood("Product", a)
    assert sorted(node.id for node in around.nodes) == sorted([a, me, other])
    assert [(row["relationship"], row["times"]) for row in found.table()] == [("PURCHASED", 2), ("PURCHASED", 1)]
    capped = shop.subgraphs.neighbourhood("User", me, limit=1)
    assert ([node.id for node in capped.nodes], capped.left_out) == ([me, a], 1)


def test_lines_worked_out_are_all_there_at_open_nodes_and_the_strongest_elsewhere(shop: Market, stall: Stall) -> None:
    a, *_ = goods = _products(stall, "abcd")
    stall.bought(me := stall.shopper(), *goods)
    rows = [[one, other, number + 1] for number, (one, other) in enumerate(permutations(goods, 2))]
    shop.graph.write(ALSO, {"rows": rows})
    around, centre = {"kinds": ("PURCHASED", "ALSO_BOUGHT")}, f"User:{me}"

    found = shop.subgraphs.expanded(centre, strongest=1, **around)

    # The later in the alphabet, the stronger: everybody's strongest leads to d, and that of d to c.
    lines = {(edge.source[-1], edge.target[-1]) for edge in found.edges if edge.kind == "ALSO_BOUGHT"}
    assert lines == {("a", "d"), ("b", "d"), ("c", "d"), ("d", "c")}
    assert (len(found.edges), found.lines_left_out) == (4 + 4, 8)
    opened = shop.subgraphs.expanded(centre, [f"Product:{a}"], strongest=0, **around)
    lines = {(edge.source[-1], edge.target[-1]) for edge in opened.edges if edge.kind == "ALSO_BOUGHT"}
    assert lines == {("a", "b"), ("a", "c"), ("a", "d"), ("b", "a"), ("c", "a"), ("d", "a")}
    assert opened.lines_left_out == 6
    assert shop.subgraphs.expanded(centre, strongest=12, **around).lines_left_out == 0
    # A neighbour is one, however many lines lead there.
    few = shop.subgraphs.expanded(f"Product:{a}", limit=2, **around)
    assert (len(few.nodes), few.left_out) == (3, 2)


def test_only_known_kinds_are_asked_for(shop: Market, stall: Stall) -> None:
    user = stall.shopper()
    stall.bought(user, *_products(stall, "a"))
    for kind, kinds in (
        ("Migration", ("PURCHASED",)),
        ("User) DETACH DELETE (n", ("PURCHASED",)),
        ("User", ("KNOWS",)),
    ):
        with pytest.raises(InvalidInput, match="A node is one of User, Product, Category, Seller"):
            shop.subgraphs.neighbourhood(kind, user, kinds=kinds)
    with pytest.raises(NotFound):
        shop.subgraphs.neighbourhood("Product", user)
    with pytest.raises(NotFound):
        shop.subgraphs.neighbourhood("User", user, kinds=("SIMILAR_TO",))


def test_without_neo4j_recommendations_say_so_but_for_what_is_hot(shop: Market, stall: Stall) -> None:
    bowl = stall.product()
    shop.activity.ordered(stall.id(), datetime.now(UTC), [bowl])
    with Market.open(elsewhere(shop, "neo4j")) as market:
        for ask in (market.recommendations.also_bought, market.recommendations.personal):
            with pytest.raises(StoreUnavailable, match="neo4j does not answer"):
                ask(bowl)
        assert bowl in [r.product.id for r in market.recommendations.trending(limit=100)]
