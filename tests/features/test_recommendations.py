"""Recommendations over a graph small enough to count by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import sqrt

import pytest
from stall import Stall, elsewhere

from marketplace.errors import InvalidInput, NotFound, StoreUnavailable
from marketplace.events.activity import hot_key
from marketplace.market import Market
from marketplace.recommendations.models import Edge, Node
from marketplace.statements import Statement


def _products(stall: Stall, names: str) -> list[str]:
    return [stall.product(name, id=stall.id(name)) for name in names]


def test_also_bought_counts_people_and_not_how_often_each_bought(shop: Market, stall: Stall) -> None:
    bowl, vase, mug, tray, ring = _products(stall, "bvmtr")
    ada, grace, joan, mary = (stall.shopper() for _ in range(4))
    # Ada buys vases again and again: she is one person all the same.
    for products in ([bowl, vase], [vase], [vase], [bowl, vase]):
        stall.bought(ada, *products)
    stall.bought(grace, bowl, mug)
    stall.bought(grace, vase)
    stall.bought(joan, bowl, mug)
    stall.bought(joan, tray)
    stall.bought(mary, mug, ring)
    # Buyers: bowl 3 (ada, grace, joan), vase 2 (ada, grace), mug 3 (grace, joan, mary), tray 1, ring 1.

    found = shop.recommendations.also_bought(bowl)

    [(everybody,)] = [tuple(row.values()) for row in shop.graph.read(Statement("", "MATCH (u:User) RETURN count(u)"))]
    lift = 2 * everybody / (3 * 2)
    assert [(r.product.id, r.people, r.score) for r in found] == [
        (vase, 2, pytest.approx(2 / (3 + 2 - 2))),
        (mug, 2, pytest.approx(2 / (3 + 3 - 2))),
    ]
    assert (
        found[0].reason == f"2 people who bought this also bought it: {lift:.1f} times as many as chance would have it."
    )
    assert found[0].strategy == "also_bought"
    assert [r.product.id for r in shop.recommendations.also_bought(bowl, limit=1)] == [vase]
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


def test_personal_weighs_shoppers_of_like_taste_by_cosine(shop: Market, stall: Stall) -> None:
    a, b, c, d, e, f = _products(stall, "abcdef")
    me, near, far, stranger = (stall.shopper() for _ in range(4))
    stall.bought(me, a, b)
    stall.bought(near, a, b, c)
    stall.bought(near, c)  # again: neither two tastes nor two voices
    stall.bought(far, a, c, d, e)
    stall.bought(stranger, f)
    near_alike, far_alike = 2 / sqrt(3), 1 / sqrt(4)

    found = shop.recommendations.personal(me)

    assert [(r.product.id, r.people, r.score, r.because) for r in found] == [
        (c, 2, pytest.approx(near_alike + far_alike), [a, b]),
        (d, 1, pytest.approx(far_alike), [a]),
        (e, 1, pytest.approx(far_alike), [a]),
    ]
    assert found[0].reason == "2 shoppers of your taste bought it; you share a, b."
    assert found[1].reason == "1 shopper of your taste bought it; you share a."
    assert [r.product.id for r in shop.recommendations.personal(me, limit=1)] == [c]


def test_who_has_bought_nothing_or_shares_with_nobody_gets_nothing_personal(shop: Market, stall: Stall) -> None:
    alone, new = stall.shopper(), stall.shopper()
    stall.bought(alone, *_products(stall, "a"))
    assert shop.recommendations.personal(alone) == []
    assert shop.recommendations.personal(new) == []


def test_what_is_not_in_the_catalogue_any_more_is_not_recommended(shop: Market, stall: Stall) -> None:
    bowl, vase = _products(stall, "bv")
    for _ in range(2):
        stall.bought(stall.shopper(), bowl, vase, stall.id("gone"))
    assert [r.product.id for r in shop.recommendations.also_bought(bowl)] == [vase]


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

    found = shop.recommendations.neighbourhood("User", me)

    assert found.centre == f"User:{me}"
    assert sorted(node.key for node in found.nodes) == sorted([f"User:{me}", f"Product:{a}", f"Product:{b}"])
    assert found.nodes[0] == Node(id=me, kind="User", label=me)
    assert sorted(found.edges, key=lambda edge: edge.target) == [
        Edge(source=f"User:{me}", target=f"Product:{a}", kind="PURCHASED", weight=2),
        Edge(source=f"User:{me}", target=f"Product:{b}", kind="PURCHASED", weight=1),
    ]
    assert found.left_out == 0
    around = shop.recommendations.neighbourhood("Product", a)
    assert sorted(node.id for node in around.nodes) == sorted([a, me, other])
    assert [(row["relationship"], row["times"]) for row in found.table()] == [("PURCHASED", 2), ("PURCHASED", 1)]
    capped = shop.recommendations.neighbourhood("User", me, limit=1)
    assert ([node.id for node in capped.nodes], capped.left_out) == ([me, a], 1)


def test_only_known_kinds_are_asked_for(shop: Market, stall: Stall) -> None:
    user = stall.shopper()
    stall.bought(user, *_products(stall, "a"))
    for kind, kinds in (
        ("Migration", ("PURCHASED",)),
        ("User) DETACH DELETE (n", ("PURCHASED",)),
        ("User", ("KNOWS",)),
    ):
        with pytest.raises(InvalidInput, match="A node is one of User, Product, Category, Seller"):
            shop.recommendations.neighbourhood(kind, user, kinds=kinds)
    with pytest.raises(NotFound):
        shop.recommendations.neighbourhood("Product", user)
    with pytest.raises(NotFound):
        shop.recommendations.neighbourhood("User", user, kinds=("SIMILAR_TO",))


def test_without_neo4j_recommendations_say_so_but_for_what_is_hot(shop: Market, stall: Stall) -> None:
    bowl = stall.product()
    shop.activity.ordered(stall.id(), datetime.now(UTC), [bowl])
    with Market.open(elsewhere(shop, "neo4j")) as market:
        for ask in (market.recommendations.also_bought, market.recommendations.personal):
            with pytest.raises(StoreUnavailable, match="neo4j does not answer"):
                ask(bowl)
        assert bowl in [r.product.id for r in market.recommendations.trending(limit=100)]
