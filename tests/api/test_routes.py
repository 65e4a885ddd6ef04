"""Every route: what it answers, and what it says where it cannot."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from stall import Stall, at_once

from api.calling import bearer, problem
from marketplace.events.models import DESTINATIONS
from marketplace.market import Market

# catalogue


def test_browse_filters_sorts_and_pages(client: TestClient, stall: Stall) -> None:
    maker, craft = stall.maker("Ada"), stall.craft("Wood")
    bowl = stall.product("Bowl", maker=maker, craft=craft, price="12.00", sold=2, tags=["gift"])
    vase = stall.product("Vase", maker=maker, craft=craft, price="7.50", sold=5, stock=0)
    page = client.get("/products", params={"seller_id": maker}).json()
    assert [item["id"] for item in page["items"]] == [vase, bowl]
    assert (page["total"], page["before"], page["next"], page["previous"]) == (2, 0, None, None)
    assert next(each["products"] for each in page["crafts"] if each["id"] == craft) == 2
    for params, ids in (
        ({"sort": "price_down", "size": "1"}, [bowl]),
        ({"in_stock": "true"}, [bowl]),
        ({"tag": "gift", "category_id": craft}, [bowl]),
        ({"max_price": "7.50"}, [vase]),
    ):
        found = client.get("/products", params={"seller_id": maker, **params}).json()
        assert [item["id"] for item in found["items"]] == ids


@pytest.mark.parametrize(
    ("params", "where"),
    [
        ({"size": "101"}, "query.size"),
        ({"sort": "worst"}, "query.sort"),
        ({"min_price": "-1"}, "query.min_price"),
        ({"max_price": "NaN"}, "query.max_price"),
        ({"max_price": "1e999"}, "query.max_price"),
    ],
)
def test_browse_says_which_parameter_will_not_do(client: TestClient, params: dict[str, str], where: str) -> None:
    body = problem(client.get("/products", params=params), 422, "invalid-input")
    assert [".".join(error["where"]) for error in body["errors"]] == [where]
    assert body["detail"].startswith(f"{where}: ")


def test_prices_the_wrong_way_round(client: TestClient) -> None:
    body = problem(client.get("/products", params={"min_price": 2, "max_price": 1}), 422, "invalid-input")
    assert body["detail"] == "The lowest price (2) is above the highest (1)."


def test_one_product(client: TestClient, stall: Stall) -> None:
    bowl = stall.product("Bowl", price="12.00", stock=3)
    body = client.get(f"/products/{bowl}").json()
    assert (body["id"], body["price"], body["stock"], body["for_sale"], body["rating"]) == (
        bowl,
        "12.00",
        3,
        True,
        None,
    )
    assert body["listed_at"] == "2026-01-01T00:00:00Z"


def test_a_product_that_is_not_there_on_every_route_below_it(client: TestClient, stall: Stall) -> None:
    missing = stall.id("missing")
    for below in ("", "/specs", "/picture", "/similar", "/also-bought", "/bought-together", "/reviews"):
        body = problem(client.get(f"/products/{missing}{below}"), 404, "not-found")
        assert body["detail"] == f"There is no product with the id '{missing}'."


def test_specs_with_and_without(client: TestClient, shop: Market, stall: Stall) -> None:
    bowl, plain = stall.product(), stall.product()
    shop.mongo.database["product_specs"].insert_one({"_id": bowl, "form": "bowl", "attributes": {"height_cm": 7}})
    body = client.get(f"/products/{bowl}/specs").json()
    assert (body["form"], body["attributes"], body["materials"]) == ("bowl", {"height_cm": 7}, [])
    assert client.get(f"/products/{plain}/specs").json()["form"] is None


def test_a_picture_is_an_svg_that_can_do_nothing(client: TestClient, stall: Stall) -> None:
    response = client.get(f"/products/{stall.product('<script>')}/picture")
    assert response.headers["content-type"].startswith("image/svg+xml")
    assert response.headers["content-security-policy"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert ElementTree.fromstring(response.text).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - our own


def test_crafts_and_makers(client: TestClient, stall: Stall) -> None:
    craft, maker = stall.craft("Wood"), stall.maker("Ada")
    stall.product(craft=craft, maker=maker)
    assert {each["id"]: each["products"] for each in client.get("/crafts").json()}[craft] == 1
    assert {each["id"]: each["products"] for each in client.get("/makers").json()}[maker] == 1
    assert client.get(f"/makers/{maker}").json() == {
        "id": maker,
        "name": "Ada",
        "specialty": None,
        "rating": None,
        "joined_on": None,
        "products": 1,
        "profile": None,
    }
    problem(client.get(f"/makers/{stall.id('missing')}"), 404, "not-found")


# search


def test_search_in_each_mode(client: TestClient, stall: Stall) -> None:
    craft = stall.craft("Wood")
    bowl = stall.product("Oak bowl", craft=craft, description="Turned of oak", vector=[1])
    for mode in ("fulltext", "semantic", "hybrid"):
        body = client.get("/search", params={"q": "oak", "mode": mode, "craft": craft}).json()
        assert (body["mode"], body["query"], [hit["product"]["id"] for hit in body["hits"]]) == (mode, "oak", [bowl])
    assert body["hits"][0]["headline"] == "Turned of <mark>oak</mark>"
    assert client.get("/search", params={"q": ""}).json()["hits"] == []


@pytest.mark.parametrize(
    ("params", "where"),
    [
        ({}, "query.q"),
        ({"q": "a" * 1001}, "query.q"),
        ({"q": "a", "mode": "magic"}, "query.mode"),
        ({"q": "a", "limit": "0"}, "query.limit"),
        ({"q": "a", "limit": "101"}, "query.limit"),
        ({"q": "a", "craft": "\0"}, "query.craft"),
    ],
)
def test_search_says_which_parameter_will_not_do(client: TestClient, params: dict[str, str], where: str) -> None:
    body = problem(client.get("/search", params=params), 422, "invalid-input")
    assert [".".join(error["where"]) for error in body["errors"]] == [where]


def test_similar_products(client: TestClient, stall: Stall) -> None:
    one, near, far = (stall.product(vector=[0] * 10 + vector) for vector in ([1, 0], [4, 3], [3, 4]))
    hits = client.get(f"/products/{one}/similar", params={"limit": 2}).json()
    assert [hit["product"]["id"] for hit in hits] == [near, far]


# cart


def test_a_cart_from_empty_to_empty(client: TestClient, stall: Stall) -> None:
    me, bowl = bearer(stall), stall.product("Bowl", price="12.50", stock=5)
    assert client.get("/cart", headers=me).json()["lines"] == []
    cart = client.post("/cart/lines", headers=me, json={"product_id": bowl, "quantity": 2}).json()
    assert (cart["total"], cart["count"], cart["lines"][0]["total"]) == ("25.00", 2, "25.00")
    assert client.post("/cart/lines", headers=me, json={"product_id": bowl}).json()["count"] == 3
    assert client.put(f"/cart/lines/{bowl}", headers=me, json={"quantity": 1}).json()["total"] == "12.50"
    assert client.get("/cart", headers=me).json()["count"] == 1
    for _ in range(2):
        removed = client.delete(f"/cart/lines/{bowl}", headers=me)
        assert (removed.status_code, removed.content) == (204, b"")
    client.post("/cart/lines", headers=me, json={"product_id": bowl})
    assert client.delete("/cart", headers=me).status_code == 204
    assert client.get("/cart", headers=me).json()["count"] == 0


def test_a_cart_refuses(client: TestClient, stall: Stall) -> None:
    me, bowl, shown = bearer(stall), stall.product("Bowl", stock=2), stall.product(price=None)
    body = problem(
        client.post("/cart/lines", headers=me, json={"product_id": bowl, "quantity": 3}), 409, "out-of-stock"
    )
    assert body["shortfalls"] == [{"product_id": bowl, "name": "Bowl", "wanted": 3, "available": 2}]
    problem(client.post("/cart/lines", headers=me, json={"product_id": stall.id("none")}), 404, "not-found")
    problem(client.post("/cart/lines", headers=me, json={"product_id": shown}), 409, "not-possible")
    problem(client.put(f"/cart/lines/{bowl}", headers=me, json={"quantity": 1}), 404, "not-found")
    for wrong in (
        {},
        {"product_id": bowl, "quantity": 0},
        {"product_id": ""},
        {"product_id": bowl, "quantity": 1.5},
        [],
    ):
        problem(client.post("/cart/lines", headers=me, json=wrong), 422, "invalid-input")
    assert client.get("/cart", headers=me).json()["lines"] == []


# checkout and orders


def test_buying_the_cart_once_whatever_the_network_does(client: TestClient, shop: Market, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product("Bowl", price="12.50", stock=5)
    me = bearer(stall, user)
    client.post("/cart/lines", headers=me, json={"product_id": bowl, "quantity": 2})
    key = {"Idempotency-Key": str(uuid4())}

    first = client.post("/checkout", headers=me | key)
    # The answer was lost; the cart is empty by now.
    again = client.post("/checkout", headers=me | key)

    assert (first.status_code, again.status_code) == (201, 201)
    order = first.json()
    assert again.json() == order
    line = {"line": 1, "product_id": bowl, "name": "Bowl", "quantity": 2, "unit_price": "12.50"}
    assert (order["user_id"], order["status"], order["total"], order["items"]) == (user, "paid", "25.00", [line])
    assert client.get("/orders", headers=me).json() == [order]
    assert client.get(f"/orders/{order['id']}", headers=me).json() == order
    assert client.get("/cart", headers=me).json()["lines"] == []
    assert stall.stock(bowl) == 3


def test_the_same_key_at_once_sells_once(client: TestClient, stall: Stall) -> None:
    me, bowl = bearer(stall), stall.product(stock=8)
    headers, purchase = me | {"Idempotency-Key": str(uuid4())}, {"quantities": {bowl: 1}}
    answers = at_once(*[lambda: client.post("/checkout", headers=headers, json=purchase)] * 8)
    orders = [answer.json()["id"] for answer in answers if not isinstance(answer, BaseException)]
    assert (len(orders), len(set(orders)), stall.stock(bowl)) == (8, 1, 7)


def test_checkout_refuses(client: TestClient, stall: Stall) -> None:
    ada, grace = bearer(stall), bearer(stall)
    bowl, vase = stall.product("Bowl", stock=1), stall.product("Vase", stock=0)
    key = {"Idempotency-Key": str(uuid4())}
    problem(client.post("/checkout", headers=ada | key), 409, "empty-cart")
    wanted = {"quantities": {bowl: 2, vase: 1}}
    body = problem(client.post("/checkout", headers=ada | key, json=wanted), 409, "out-of-stock")
    assert body["shortfalls"] == [
        {"product_id": bowl, "name": "Bowl", "wanted": 2, "available": 1},
        {"product_id": vase, "name": "Vase", "wanted": 1, "available": 0},
    ]
    missing = {"quantities": {stall.id("none"): 1}}
    problem(client.post("/checkout", headers=ada | key, json=missing), 404, "not-found")
    assert client.post("/checkout", headers=ada | key, json={"quantities": {bowl: 1}}).status_code == 201
    problem(client.post("/checkout", headers=grace | key, json={"quantities": {bowl: 1}}), 409, "not-possible")
    without = problem(client.post("/checkout", headers=ada, json={"quantities": {bowl: 1}}), 422, "invalid-input")
    assert [".".join(error["where"]) for error in without["errors"]] == ["header.idempotency-key"]
    for wrong in (
        {"quantities": {}},
        {"quantities": {bowl: 0}},
        {"quantities": {bowl: -1}},
        {},
        {"quantities": [bowl]},
    ):
        problem(client.post("/checkout", headers=ada | key, json=wrong), 422, "invalid-input")


def test_orders_are_their_shoppers_own(client: TestClient, stall: Stall) -> None:
    ada, grace, bowl = bearer(stall), bearer(stall), stall.product()
    purchase = {"quantities": {bowl: 1}}
    placed = [
        client.post("/checkout", headers=ada | {"Idempotency-Key": str(uuid4())}, json=purchase).json()["id"]
        for _ in range(2)
    ]
    problem(client.get(f"/orders/{placed[0]}", headers=grace), 404, "not-found")
    assert client.get("/orders", headers=grace).json() == []
    assert [order["id"] for order in client.get("/orders", headers=ada, params={"limit": 1}).json()] == placed[1:]


def test_cancelling_brings_the_pieces_back_once(client: TestClient, shop: Market, stall: Stall) -> None:
    me, bowl = bearer(stall), stall.product("Bowl", stock=5)
    key = {"Idempotency-Key": str(uuid4())}
    order = client.post("/checkout", headers=me | key, json={"quantities": {bowl: 2}}).json()
    for _ in range(2):
        cancelled = client.post(f"/orders/{order['id']}/cancel", headers=me)
        assert (cancelled.status_code, cancelled.json()) == (200, order | {"status": "cancelled"})
        assert stall.stock(bowl) == 5
    assert client.get(f"/orders/{order['id']}", headers=me).json()["status"] == "cancelled"
    sent = client.post("/checkout", headers=me | {"Idempotency-Key": str(uuid4())}, json={"quantities": {bowl: 1}})
    stall.execute("UPDATE orders SET status = 'shipped' WHERE id = %s", (sent.json()["id"],))
    problem(client.post(f"/orders/{sent.json()['id']}/cancel", headers=me), 409, "not-cancellable")
    assert stall.stock(bowl) == 4


def test_how_an_order_reaches_each_store(client: TestClient, shop: Market, stall: Stall) -> None:
    me, bowl = bearer(stall), stall.product("Bowl", stock=5)
    key = {"Idempotency-Key": str(uuid4())}
    order = client.post("/checkout", headers=me | key, json={"quantities": {bowl: 2}}).json()["id"]
    found = client.get(f"/orders/{order}/deliveries", headers=me).json()
    assert {each["destination"]: each["store"] for each in found} == DESTINATIONS
    assert {(each["kind"], each["sequence"]) for each in found} == {("order_placed", 1)}
    # The application's own relay carries it on, in the background.
    while {each["state"] for each in found} != {"delivered"}:
        found = client.get(f"/orders/{order}/deliveries", headers=me).json()
    client.post(f"/orders/{order}/cancel", headers=me)
    found = client.get(f"/orders/{order}/deliveries", headers=me).json()
    assert {each["sequence"] for each in found} == {1, 2}


# reviews


def test_a_review_and_its_thread(client: TestClient, stall: Stall) -> None:
    ada, grace, bowl = bearer(stall, stall.shopper("Ada")), bearer(stall, stall.shopper("Grace")), stall.product()
    draft = {"rating": 4, "text": "<b>Good</b>", "title": "Solid"}
    written = client.post(f"/products/{bowl}/reviews", headers=ada, json=draft)
    review = written.json()
    assert (written.status_code, review["author"], review["text"]) == (201, "Ada", "<b>Good</b>")
    comment = client.post(f"/reviews/{review['id']}/comments", headers=grace, json={"text": "Why?"})
    assert (comment.status_code, comment.json()["role"]) == (201, "shopper")
    reply = {"text": "So.", "reply_to": comment.json()["id"]}
    assert client.post(f"/reviews/{review['id']}/comments", headers=ada, json=reply).json()["role"] == "reviewer"

    threads = client.get(f"/products/{bowl}/reviews", params={"order": "highest", "stars": 4}).json()

    assert threads["summary"] == {"average": 4.0, "count": 1, "stars": {"5": 0, "4": 1, "3": 0, "2": 0, "1": 0}}
    [shown] = threads["reviews"]
    assert shown == client.get(f"/reviews/{review['id']}").json()
    assert [(c["text"], [r["text"] for r in c["replies"]]) for c in shown["comments"]] == [("Why?", ["So."])]
    assert client.get(f"/products/{bowl}/reviews", params={"page": 2}).json()["reviews"] == []
    assert client.get(f"/products/{bowl}").json()["rating"] == 4.0


def test_reviews_refuse(client: TestClient, stall: Stall) -> None:
    me, bowl, missing = bearer(stall), stall.product(), stall.id("none")
    draft = {"rating": 5, "text": "Good."}
    review = client.post(f"/products/{bowl}/reviews", headers=me, json=draft).json()["id"]
    body = problem(client.post(f"/products/{bowl}/reviews", headers=me, json=draft), 409, "already-reviewed")
    assert body["detail"].startswith("You have reviewed this product already.")
    problem(client.post(f"/products/{missing}/reviews", headers=me, json=draft), 404, "not-found")
    problem(client.get(f"/reviews/{missing}"), 404, "not-found")
    problem(client.post(f"/reviews/{missing}/comments", headers=me, json={"text": "Yes."}), 404, "not-found")
    unknown = {"text": "Yes.", "reply_to": "nothing"}
    problem(client.post(f"/reviews/{review}/comments", headers=me, json=unknown), 404, "not-found")
    for wrong in (
        {"rating": 6},
        {"rating": 0},
        {"text": ""},
        {"text": " "},
        {"text": "a" * 5001},
        {"title": "a" * 201},
    ):
        problem(client.post(f"/products/{bowl}/reviews", headers=me, json=draft | wrong), 422, "invalid-input")
    for query in ("order=worst", "stars=6", "page=0", "size=0"):
        problem(client.get(f"/products/{bowl}/reviews?{query}"), 422, "invalid-input")


# recommendations


def test_recommendations(client: TestClient, shop: Market, stall: Stall) -> None:
    bowl, vase, mug = (stall.product(name) for name in ("Bowl", "Vase", "Mug"))
    me, ada, grace = (stall.shopper() for _ in range(3))
    stall.ordered(me, bowl)
    stall.ordered(ada, bowl, vase)
    stall.ordered(grace, bowl, vase, mug)
    shop.recommendations.learner.learn([me, ada, grace])
    shop.recommendations.learner.catch_up()
    for _ in range(20):  # hotter than what other tests sold
        shop.activity.ordered(stall.id(), datetime.now(UTC), [mug])

    def ids(path: str, **headers: str) -> list[str]:
        return [each["product"]["id"] for each in client.get(path, headers=headers).json()]

    assert ids(f"/products/{bowl}/also-bought") == [vase]
    assert ids(f"/products/{bowl}/bought-together") == [vase]
    assert ids("/recommendations?limit=2", **bearer(stall, me)) == [vase, mug]
    assert mug in ids("/trending?limit=100")
    [also] = client.get(f"/products/{bowl}/also-bought").json()
    assert (also["strategy"], also["people"]) == ("also_bought", 2)
    assert also["score"] > 0


# views, health, timing


def test_a_look_is_noted(client: TestClient, shop: Market, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product()
    me, before = bearer(stall, user), dict(shop.activity.hot(1000))
    for _ in range(2):
        response = client.post(f"/products/{bowl}/views", headers=me)
        assert (response.status_code, response.content) == (204, b"")
    assert shop.activity.recently_viewed(user) == [bowl]
    assert dict(shop.activity.hot(1000))[bowl] - before.get(bowl, 0) == 2
    problem(client.post(f"/products/{stall.id('none')}/views", headers=me), 404, "not-found")
    assert shop.activity.recently_viewed(user) == [bowl]


def test_the_process_is_alive(client: TestClient) -> None:
    assert client.get("/health/live").json() == {"alive": True}


def test_health_of_all_stores(client: TestClient) -> None:
    response = client.get("/health/ready")
    body = response.json()
    assert (response.status_code, body["well"], body["degraded"]) == (200, True, [])
    assert list(body["stores"]) == ["postgres", "mongo", "redis", "neo4j"]
    assert all(store["well"] and store["version"] and store["ms"] > 0 for store in body["stores"].values())
    assert body["stores"]["neo4j"]["version"].startswith("5.26.")


def test_the_time_of_each_store_is_told(client: TestClient, stall: Stall) -> None:
    bowl = stall.product()
    first, second = (client.get(f"/products/{bowl}").headers["server-timing"] for _ in range(2))
    duration = r"dur=\d+\.\d"
    assert re.fullmatch(
        rf'redis;{duration};desc="3 statements", postgres;{duration};desc="1 statement",'
        rf' mongo;{duration};desc="1 statement", total;{duration}',
        first,
    )
    assert re.fullmatch(rf'redis;{duration};desc="1 statement, 1 hit", total;{duration}', second)
    assert re.fullmatch(rf"total;{duration}", client.get("/nothing").headers["server-timing"])
