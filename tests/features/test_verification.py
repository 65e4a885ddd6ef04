"""Verification: every difference between the stores is named, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from stall import Stall, elsewhere

from marketplace.carts.keys import cart_key
from marketplace.errors import StoreUnavailable
from marketplace.events.activity import hot_key
from marketplace.loading import rebuild
from marketplace.loading.graph import load_purchases
from marketplace.loading.looks import load_looks
from marketplace.market import Market
from marketplace.statements import Statement, statement

Named = Callable[[], set[tuple[str, str]]]


@pytest.fixture
def named(shop: Market, stall: Stall) -> Named:
    """What is told of this stall's things: kind and id. The graph holds another shop's things too."""

    def run() -> set[tuple[str, str]]:
        found = shop.verify().differences
        return {(each.kind, each.id) for each in found if stall.prefix in each.id or stall.prefix in each.detail}

    return run


def _cypher(shop: Market, text: str, **parameters: Any) -> None:
    shop.graph.write(Statement("test", text), parameters)


def _known(shop: Market, stall: Stall) -> tuple[str, str, str]:
    """A shopper, a bowl and a vase that the graph knows as PostgreSQL does."""
    ada = stall.shopper("Ada")
    craft, maker = stall.craft("Wood"), stall.maker("Grace")
    bowl, vase = (stall.product(name, craft=craft, maker=maker, price="7.50") for name in ("Bowl", "Vase"))
    rows = shop.postgres.rows(statement("loading/graph/nodes.sql"))
    for label, file in (("Category", "categories"), ("Seller", "sellers"), ("Product", "products"), ("User", "users")):
        own = [row for row in rows if row["label"] == label and row["id"].startswith(stall.prefix)]
        shop.graph.write(statement(f"loading/graph/{file}.cypher"), {"rows": own})
    return ada, bowl, vase


WITHOUT_VECTORS = "product without a vector"


def test_stores_that_agree_differ_in_nothing_whatever_has_happened(shop: Market, stall: Stall, named: Named) -> None:
    ada, bowl, vase = _known(shop, stall)
    shop.reviews.write(ada, bowl, 5, "Good")
    kept, gone = (shop.orders.checkout(ada, {bowl: 2, vase: 1}) for _ in range(2))
    shop.catalog.product(bowl)
    shop.carts.add(ada, bowl, 1)
    shop.relay.drain()
    shop.orders.cancel(ada, gone.id)
    shop.relay.drain()
    shop.catalog.product(bowl)
    assert named() == {(WITHOUT_VECTORS, bowl), (WITHOUT_VECTORS, vase)}
    found = shop.verify()
    assert (found.waiting, found.dead) == (0, 0)
    assert all(each.reason is None and each.seconds > 0 for each in found.compared)
    things = {each.name: each.things for each in found.compared}
    assert things["purchases in the graph"] >= 2
    assert things["cached products"] >= 1
    assert kept.id != gone.id


def test_what_is_under_way_is_no_difference_and_is_told(shop: Market, stall: Stall, named: Named) -> None:
    ada, bowl, vase = _known(shop, stall)
    expected = {(WITHOUT_VECTORS, bowl), (WITHOUT_VECTORS, vase)}
    shop.reviews.write(ada, bowl, 5, "Good")
    shop.catalog.product(bowl)
    order = shop.orders.checkout(ada, {bowl: 1})
    assert (named(), shop.verify().waiting) == (expected, 1)
    shop.relay.drain()
    shop.catalog.product(bowl)
    shop.orders.cancel(ada, order.id)
    assert (named(), shop.verify().waiting) == (expected, 1)


def test_a_dead_event_is_told_and_what_it_left_undone_is_a_difference(shop: Market, stall: Stall, named: Named) -> None:
    ada, bowl, _ = _known(shop, stall)
    order = shop.orders.checkout(ada, {bowl: 1})
    stall.execute("UPDATE deliveries SET dead_at = now() WHERE destination = 'graph'")
    shop.relay.drain()
    assert ("purchase missing in the graph", order.id) in named()
    assert (shop.verify().waiting, shop.verify().dead) == (0, 1)
    shop.relay.replay()
    shop.relay.drain()
    assert ("purchase missing in the graph", order.id) not in named()


def test_what_differs_only_while_it_is_looked_at_is_not_told(
    shop: Market, stall: Stall, named: Named, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL is read, then an order is placed and reaches the graph, then the graph is read."""
    ada, bowl, _ = _known(shop, stall)
    read, placed = shop.graph.read, []

    def between(query: Statement, parameters: Any = None) -> Any:
        if query.name == "verification/purchases.cypher" and ada in parameters["ids"] and not placed:
            placed.append(shop.orders.checkout(ada, {bowl: 1}).id)
            shop.relay.drain()
        return read(query, parameters)

    monkeypatch.setattr(shop.graph, "read", between)
    found = named()
    assert placed
    assert placed[0] not in {id for _, id in found}


def test_every_difference_is_named(shop: Market, stall: Stall, named: Named) -> None:
    ada, bowl, vase = _known(shop, stall)
    grace, mug = stall.shopper("Grace"), stall.product("Mug")  # PostgreSQL alone has these
    missing, twice, wrong, extra = (shop.orders.checkout(ada, {bowl: 1}).id for _ in range(4))
    shop.relay.drain()
    marked, unmarked = shop.reviews.write(ada, bowl, 5, "Good").id, shop.reviews.write(ada, vase, 1, "Bad").id

    # PostgreSQL's own books
    stall.execute("UPDATE products SET sold = 77 WHERE id = %s", (vase,))
    stall.execute("UPDATE orders SET total = total + 1 WHERE id = %s", (twice,))
    stall.execute(
        "INSERT INTO outbox (kind, aggregate_id, sequence, payload)"
        " VALUES ('order_placed', %s, 1, jsonb_build_object('user_id', %s::text))",
        (stall.id("no-order"), ada),
    )
    # The graph
    edge = "MATCH (u:User {id: $user})-[r:PURCHASED {order_id: $order}]->(p:Product {id: $product}) "
    given = {"user": ada, "product": bowl}
    _cypher(shop, edge + "DELETE r", order=missing, **given)
    _cypher(shop, edge + "CREATE (u)-[c:PURCHASED]->(p) SET c = properties(r)", order=twice, **given)
    _cypher(shop, edge + "SET r.quantity = 9", order=wrong, **given)
    stall.execute("UPDATE orders SET status = 'returned' WHERE id = %s", (extra,))
    stall.execute("UPDATE products SET sold = sold - 1 WHERE id = %s", (bowl,))
    _cypher(shop, "CREATE (:User {id: $id})", id=stall.id("ghost"))
    _cypher(shop, "MATCH (p:Product {id: $id})-[r:SOLD_BY]->() DELETE r SET p.name = 'Bawl'", id=vase)
    _cypher(shop, "CREATE (:CancelledOrder {id: $id, user_id: $user})", id=wrong, user=ada)
    _cypher(shop, "MATCH (p:Product {id: $id}) CREATE (p)-[:SIMILAR_TO {score: 1.0}]->(p)", id=vase)
    # Redis
    shop.catalog.product(bowl)
    stall.execute("UPDATE products SET stock = 1 WHERE id = %s", (bowl,))
    redis = shop.redis.commands
    redis.zadd(hot_key(datetime.now(UTC)), {stall.id("cold"): 3})
    redis.hset(cart_key(grace), stall.id("sold-out"), 1)
    # MongoDB
    documents = shop.mongo.database
    for collection, name in (("product_specs", "spec"), ("seller_profiles", "profile"), ("user_preferences", "wishes")):
        documents[collection].insert_one({"_id": stall.id(name), "interests": []})
    documents.reviews.update_one({"_id": marked}, {"$set": {"verified": False}})
    documents.reviews.update_one({"_id": unmarked}, {"$set": {"verified": True}})
    lost = documents.reviews.find_one({"_id": marked}) | {
        "_id": stall.id("lost"),
        "product_id": stall.id("nothing"),
        "user_id": stall.id("nobody"),
        "verified": False,
    }
    documents.reviews.insert_one(lost)
    # Vectors
    for product in (bowl, mug):
        stall.execute("INSERT INTO product_embeddings VALUES (%s, 'test', '', %s)", (product, [1.0] + [0.0] * 383))

    try:
        assert named() == {
            ("units sold differ from the order lines", vase),
            ("events of an order that is not there", stall.id("no-order")),
            ("User without a node", grace),
            ("Product without a node", mug),
            ("User node without a row", stall.id("ghost")),
            ("Product node differs", vase),
            ("purchase missing in the graph", missing),
            ("purchase in the graph more than once", twice),
            ("purchase differs in the graph", wrong),
            ("purchase in the graph alone", extra),
            *(("likeness differs from the vectors", product) for product in (bowl, vase)),
            ("cached product differs", bowl),
            ("hot product that is not there", stall.id("cold")),
            ("product in a cart that is not there", stall.id("sold-out")),
            ("document of a product that is not there", stall.id("spec")),
            ("document of a seller that is not there", stall.id("profile")),
            ("document of a user that is not there", stall.id("wishes")),
            ("review of a product that is not there", stall.id("lost")),
            ("review of a user that is not there", stall.id("lost")),
            *(("vector of another text", product) for product in (bowl, mug)),
            (WITHOUT_VECTORS, vase),
        }
        found = {(each.kind, each.id): each.detail for each in shop.verify().differences}
        # These name neither the shopper nor a product, but their own ids.
        assert found["mark of a verified purchase differs", marked] == "not marked, and an order of it stands"
        assert found["mark of a verified purchase differs", unmarked] == "marked, and no order of it stands"
        assert found["order that stands, cancelled in the graph", wrong] == "it is paid in PostgreSQL"
        assert found["total differs from the order lines", twice] == "the total is 8.50, its lines make 7.50"
        assert found["units sold differ from the order lines", vase] == "sold is 77, the lines of its orders say 0"
        assert found["purchase missing in the graph", missing] == f"{ada}: 1 of {bowl} are in PostgreSQL alone"
        assert found["cached product differs", bowl] == "the cache says stock 6, not 1"
    finally:
        redis.zrem(hot_key(datetime.now(UTC)), stall.id("cold"))
        for collection in ("product_specs", "seller_profiles", "user_preferences", "reviews"):
            documents[collection].delete_many({"_id": {"$regex": f"^{stall.prefix}"}})
        stall.execute("DELETE FROM outbox WHERE aggregate_id = %s", (stall.id("no-order"),))
        stall.execute("DELETE FROM product_embeddings WHERE product_id = ANY(%s)", ([bowl, mug],))


def test_looks_are_compared_with_the_pictures_they_were_measured_of(shop: Market, stall: Stall, named: Named) -> None:
    stall.execute("INSERT INTO categories (id, name) VALUES ('ceramics', 'Ceramics')")
    specs = shop.mongo.database["product_specs"]
    bowl, jug, vase, parcel = (stall.product(name, craft="ceramics") for name in ("Bowl", "Jug", "Vase", "Parcel"))
    try:
        for product, form in ((bowl, "bowl"), (jug, "vase"), (vase, "vase"), (parcel, "none")):
            specs.insert_one({"_id": product, "form": form, "palette": ["#34506b"]})
        load_looks(shop.postgres, shop.catalog.specs)
        stall.execute("DELETE FROM product_looks WHERE product_id = %s", (bowl,))
        specs.update_one({"_id": jug}, {"$set": {"palette": ["#d9a441"]}})
        told = {(kind, id) for kind, id in named() if "picture" in kind}
        assert told == {("picture that is not measured", bowl), ("measures of another picture", jug)}
        load_looks(shop.postgres, shop.catalog.specs)
        assert not [kind for kind, _ in named() if "picture" in kind]
    finally:
        specs.delete_many({"_id": {"$in": [bowl, jug, vase, parcel]}})
        stall.execute("DELETE FROM products WHERE category_id = 'ceramics'")
        stall.execute("DELETE FROM categories WHERE id = 'ceramics'")


def test_a_store_that_does_not_answer_is_told_and_the_others_are_compared(shop: Market, stall: Stall) -> None:
    with Market.open(elsewhere(shop, "mongo")) as market:
        found = market.verify()
    reasons = {each.name: each.reason for each in found.compared}
    assert not found.clean
    assert {name for name, reason in reasons.items() if reason} == {
        *("product specs", "seller profiles", "user preferences", "reviews", "looks"),
    }
    assert str(reasons["reviews"]).startswith("mongo does not answer")
    with Market.open(elsewhere(shop, "postgres")) as market, pytest.raises(StoreUnavailable):
        market.verify()


def test_a_load_of_purchases_does_not_bring_a_cancelled_order_back(
    shop: Market, stall: Stall, named: Named, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL is read, then the order is cancelled everywhere, then what was read is written to the graph."""
    ada, bowl, vase = _known(shop, stall)
    order = shop.orders.checkout(ada, {bowl: 1})
    shop.relay.drain()
    _cypher(shop, "MATCH (:User {id: $id})-[r:PURCHASED]->() DELETE r", id=ada)
    read = shop.graph.read

    def between(query: Statement, parameters: Any = None) -> Any:
        if query.name == "loading/graph/purchases_held.cypher":
            shop.orders.cancel(ada, order.id)
            shop.relay.drain()
        return read(query, parameters)

    monkeypatch.setattr(shop.graph, "read", between)
    load_purchases(shop.postgres, shop.graph, shoppers=[ada])
    monkeypatch.undo()
    assert named() == {(WITHOUT_VECTORS, bowl), (WITHOUT_VECTORS, vase)}

    # Loaded anew as paid, it stands again.
    stall.execute("UPDATE orders SET status = 'paid' WHERE id = %s", (order.id,))
    stall.execute("UPDATE products SET sold = sold + 1 WHERE id = %s", (bowl,))
    load_purchases(shop.postgres, shop.graph, shoppers=[ada])
    shop.catalog.drop([bowl])
    assert named() == {(WITHOUT_VECTORS, bowl), (WITHOUT_VECTORS, vase)}


def test_a_rebuilt_cache_says_what_the_rows_say(shop: Market, stall: Stall, named: Named) -> None:
    bowl = stall.product("Bowl")
    shop.catalog.product(bowl)
    stall.execute("UPDATE products SET name = 'Bawl' WHERE id = %s", (bowl,))
    assert ("cached product differs", bowl) in named()
    assert rebuild(shop, "cache")["products"] >= 1
    assert ("cached product differs", bowl) not in named()
