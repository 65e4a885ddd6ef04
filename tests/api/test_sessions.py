"""Signing in and out by token and by cookie; what another site cannot do; a guest who becomes a shopper."""

from __future__ import annotations

import re
from http.cookies import SimpleCookie
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from stall import Stall

from api.calling import PLENTY, bearer, forget_addresses, problem
from marketplace.accounts.passwords import DEMO_PASSWORD
from marketplace.api.app import create_app
from marketplace.market import Market
from marketplace.ratelimits.models import Policy
from marketplace.ratelimits.service import RateLimits

CHALLENGE = 'Bearer realm="ArtisanMarket"'


@pytest.fixture
def ada(shop: Market, stall: Stall) -> str:
    """A shopper with the demo's password."""
    id = stall.shopper("Ada")
    shop.accounts.set_password(id, DEMO_PASSWORD)
    return id


def cookies(response: Any) -> dict[str, dict[str, str]]:
    """What an answer says of each cookie: its value and attributes, those that are set."""
    lines = response.headers.get_list("set-cookie")
    told = {name: morsel for line in lines for name, morsel in SimpleCookie(line).items()}
    assert len(told) == len(lines), "one answer says one thing of a cookie"
    return {
        name: {"value": morsel.value} | {key: str(value) for key, value in morsel.items() if value}
        for name, morsel in told.items()
    }


def sign_in(client: TestClient, login: str, **headers: str) -> Any:
    return client.post("/session", json={"login": login, "password": DEMO_PASSWORD}, headers=headers)


# by password


def test_signing_in_gives_programs_a_token_and_browsers_a_cookie(client: TestClient, ada: str) -> None:
    response = client.post(
        "/session", json={"login": ada, "password": DEMO_PASSWORD}, headers={"User-Agent": "Lynx/2.8"}
    )
    body = response.json()
    assert (response.status_code, body["session"]["user_id"], body["session"]["agent"]) == (201, ada, "Lynx/2.8")
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", body["token"])
    kept = {"httponly": "True", "samesite": "lax", "path": "/", "max-age": str(body["session"]["expires_in"])}
    assert cookies(response) == {"session": {"value": body["token"], **kept}}
    by_cookie = client.get("/session")
    assert (by_cookie.status_code, by_cookie.json()["id"]) == (200, body["session"]["id"])
    assert cookies(by_cookie) == {"session": {"value": body["token"], **kept}}, "it slides"
    client.cookies.clear()
    by_token = client.get("/session", headers={"Authorization": f"Bearer {body['token']}"})
    assert (by_token.status_code, by_token.json()["id"], cookies(by_token)) == (200, body["session"]["id"], {})
    problem(client.get("/session"), 401, "not-signed-in")


def test_over_tls_the_cookies_are_for_tls_only(shop: Market, app: FastAPI, running: TestClient, ada: str) -> None:
    with_tls = TestClient(app, base_url="https://shop.example")
    for response, name in ((sign_in(with_tls, ada), "session"), (TestClient(app).get("/cart"), "guest")):
        assert ("secure" in cookies(response)[name]) is (name == "session")
    assert "secure" in cookies(with_tls.delete("/session"))["session"]


def test_a_wrong_password_and_an_unknown_login_are_refused_alike(client: TestClient, ada: str) -> None:
    for login, password in ((ada, "made-by-hands"), ("nobody", DEMO_PASSWORD), (ada, " "), ("\u0000", "\u0000")):
        response = client.post("/session", json={"login": login, "password": password})
        body = problem(response, 401, "wrong-password")
        assert body["detail"].startswith("This id or e-mail address and this password do not belong together.")
        assert (response.headers["www-authenticate"], cookies(response)) == (CHALLENGE, {})
    for wrong in ({}, {"login": ada}, {"login": "", "password": "x"}, {"login": ada, "password": "x" * 257}):
        body = problem(client.post("/session", json=wrong), 422, "invalid-input")
    assert "x" * 257 not in str(body)


def test_signing_in_again_ends_the_session_the_browser_had(client: TestClient, shop: Market, ada: str) -> None:
    first = sign_in(client, ada).json()
    second = sign_in(client, ada).json()
    assert [session.id for session in shop.accounts.sessions(ada)] == [second["session"]["id"]]
    assert first["token"] != second["token"] == client.cookies["session"]


def test_attempts_are_limited(app: FastAPI, client: TestClient, ada: str, monkeypatch: pytest.MonkeyPatch) -> None:
    market = app.state.market
    forget_addresses(market)
    monkeypatch.setattr(market, "limits", RateLimits(market.redis, PLENTY | {"sign_in": Policy(2, 300)}))
    for _ in range(2):
        problem(client.post("/session", json={"login": ada, "password": "wrong"}), 401, "wrong-password")
    response = sign_in(client, ada)
    problem(response, 429, "rate-limited")
    assert 290 <= int(response.headers["retry-after"]) <= 300
    assert cookies(response) == {}
    forget_addresses(market)


# without one


def test_the_demos_switch(client: TestClient, shop: Market, stall: Stall) -> None:
    grace = stall.shopper("Grace")
    response = client.post("/session/as", json={"user_id": grace})
    assert (response.status_code, response.json()["session"]["user_id"]) == (201, grace)
    assert client.get("/session").json()["user_id"] == grace
    problem(client.post("/session/as", json={"user_id": stall.id("nobody")}), 404, "not-found")


def test_the_demos_switch_is_off(client: TestClient, app: FastAPI, stall: Stall, monkeypatch: Any) -> None:
    monkeypatch.setattr(app.state.market.accounts, "may_sign_in_as", False)
    response = client.post("/session/as", json={"user_id": stall.shopper()})
    problem(response, 403, "sign-in-as-disabled")
    assert cookies(response) == {}


# signing out


def test_signing_out_by_cookie(client: TestClient, ada: str) -> None:
    token = sign_in(client, ada).json()["token"]
    response = client.delete("/session")
    assert (response.status_code, response.content) == (204, b"")
    assert cookies(response)["session"]["max-age"] == "0"
    assert "session" not in client.cookies
    for headers in ({}, {"Authorization": f"Bearer {token}"}, {"Cookie": f"session={token}"}):
        problem(client.get("/session", headers=headers), 401, "not-signed-in")


def test_signing_out_by_token(client: TestClient, stall: Stall) -> None:
    me = bearer(stall)
    assert client.delete("/session", headers=me).status_code == 204
    response = client.delete("/session", headers=me)
    problem(response, 401, "not-signed-in")
    assert response.headers["www-authenticate"] == f'{CHALLENGE}, error="invalid_token"'


def test_a_cookie_that_opens_nothing_is_taken_back(client: TestClient, stall: Stall) -> None:
    client.cookies["session"] = "old"
    response = client.get("/orders")
    problem(response, 401, "not-signed-in")
    assert response.headers["www-authenticate"] == CHALLENGE
    assert cookies(response)["session"]["max-age"] == "0"
    # Where nobody need be signed in, it is a guest's.
    client.cookies["session"] = "old"
    assert client.post(f"/products/{stall.product()}/views").status_code == 204


# everywhere


def test_sessions_are_listed_and_ended_one_by_one_or_all(client: TestClient, stall: Stall, ada: str) -> None:
    here, there, elsewhere = (bearer(stall, ada) for _ in range(3))
    ids = [client.get("/session", headers=me).json()["id"] for me in (elsewhere, there, here)]
    listed = client.get("/sessions", headers=here).json()
    assert {session["id"] for session in listed} == set(ids)
    assert all("token" not in session for session in listed)
    assert client.delete(f"/sessions/{ids[1]}", headers=here).status_code == 204
    problem(client.get("/session", headers=there), 401, "not-signed-in")
    problem(client.delete(f"/sessions/{ids[1]}", headers=here), 404, "not-found")
    assert client.delete("/sessions", headers=here).status_code == 204
    for me in (here, elsewhere):
        problem(client.get("/session", headers=me), 401, "not-signed-in")


def test_ending_the_session_one_is_in_takes_the_cookie(client: TestClient, ada: str) -> None:
    sign_in(client, ada)
    id = client.get("/session").json()["id"]
    assert cookies(client.delete(f"/sessions/{id}"))["session"]["max-age"] == "0"
    sign_in(client, ada)
    assert cookies(client.delete("/sessions"))["session"]["max-age"] == "0"


# two tokens, and other sites


def test_one_token_twice_will_do_and_two_will_not(client: TestClient, stall: Stall) -> None:
    me, other = bearer(stall), bearer(stall)
    client.cookies["session"] = me["Authorization"].removeprefix("Bearer ")
    assert client.get("/orders", headers=me).status_code == 200
    response = client.get("/orders", headers=other)
    problem(response, 401, "two-tokens")
    assert response.headers["www-authenticate"] == f'{CHALLENGE}, error="invalid_request"'


OTHER_SITES = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "nonsense"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "http://testserver:81"},
    {"Origin": "null"},
    {"Origin": ""},
]
OUR_OWN = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://testserver"},
    {"Origin": "http://testserver"},
    {"Origin": "https://testserver"},
]


@pytest.mark.parametrize("headers", OTHER_SITES, ids=str)
def test_another_site_changes_nothing(
    client: TestClient, shop: Market, stall: Stall, ada: str, headers: dict[str, str]
) -> None:
    bowl, line = stall.product(), {"product_id": stall.product()}
    problem(sign_in(client, ada, **headers), 403, "cross-site")
    problem(client.post("/session/as", json={"user_id": ada}, headers=headers), 403, "cross-site")
    sign_in(client, ada)
    shop.carts.add(ada, bowl)
    for method, address, json in (
        ("POST", "/cart/lines", line),
        ("PUT", f"/cart/lines/{bowl}", {"quantity": 2}),
        ("DELETE", f"/cart/lines/{bowl}", None),
        ("DELETE", "/cart", None),
        ("DELETE", "/session", None),
        ("DELETE", "/sessions", None),
        ("POST", f"/products/{bowl}/reviews", {"rating": 1, "text": "Bad."}),
        ("POST", f"/products/{bowl}/views", None),
    ):
        problem(client.request(method, address, json=json, headers=headers), 403, "cross-site")
    key = {"Idempotency-Key": stall.id()}
    problem(client.post("/checkout", headers=headers | key), 403, "cross-site")
    assert shop.carts.quantities(ada) == {bowl: 1}
    assert (shop.orders.of_shopper(ada), shop.reviews.threads(bowl).reviews) == ([], [])
    assert len(shop.accounts.sessions(ada)) == 1
    assert shop.activity.recently_viewed(ada) == []
    # To look is allowed: another site cannot read the answer. A program with a token is no browser.
    assert client.get("/cart", headers=headers).status_code == 200
    client.cookies.clear()
    me = bearer(stall, ada)
    assert client.post("/cart/lines", headers=headers | me, json=line).status_code == 200


@pytest.mark.parametrize("headers", OUR_OWN, ids=str)
def test_our_own_pages_and_programs_may(client: TestClient, stall: Stall, ada: str, headers: dict[str, str]) -> None:
    assert sign_in(client, ada, **headers).status_code == 201
    assert client.post("/cart/lines", headers=headers, json={"product_id": stall.product()}).status_code == 200


# guests


def test_a_guests_cart_and_trail_are_kept_by_a_cookie(client: TestClient, shop: Market, stall: Stall) -> None:
    bowl = stall.product()
    added = client.post("/cart/lines", json={"product_id": bowl, "quantity": 2})
    told = cookies(added)["guest"]
    assert re.fullmatch(r"guest-[0-9a-f]{32}", guest := told.pop("value"))
    assert told == {"httponly": "True", "samesite": "lax", "path": "/", "max-age": "86400"}
    assert guest not in added.text
    assert client.get("/cart").json()["count"] == 2
    assert client.post(f"/products/{bowl}/views").status_code == 204
    assert (shop.carts.quantities(guest), shop.activity.recently_viewed(guest)) == ({bowl: 2}, [bowl])
    client.cookies.clear()
    assert client.get("/cart").json()["count"] == 0
    assert client.cookies["guest"] != guest


def test_a_guests_cart_is_taken_along(client: TestClient, shop: Market, stall: Stall, ada: str) -> None:
    bowl, vase = stall.product(), stall.product()
    shop.carts.add(ada, bowl)
    for product in (bowl, vase):
        client.post("/cart/lines", json={"product_id": product})
    guest = client.cookies["guest"]
    response = sign_in(client, ada)
    assert (response.status_code, cookies(response)["guest"]["max-age"]) == (201, "0")
    assert {line["product_id"] for line in client.get("/cart").json()["lines"]} == {bowl, vase}
    assert shop.carts.quantities(guest) == {}
    assert "guest" not in client.cookies


@pytest.mark.parametrize("named", ["U0001", "guest-", "guest-" + "g" * 32, "guest-" + "0" * 33, "Guest-" + "0" * 32])
def test_a_guests_cookie_names_nobody_else(client: TestClient, shop: Market, stall: Stall, named: str) -> None:
    shop.carts.add(named, stall.product())
    client.cookies["guest"] = named
    assert client.get("/cart").json()["lines"] == []
    client.delete("/cart")
    assert shop.carts.quantities(named) != {}
    shop.carts.clear(named)


def test_guests_order_nothing_and_write_nothing(client: TestClient, stall: Stall) -> None:
    bowl = stall.product()
    client.post("/cart/lines", json={"product_id": bowl})
    problem(client.post("/checkout", headers={"Idempotency-Key": stall.id()}), 401, "not-signed-in")
    draft = {"rating": 5, "text": "Good."}
    problem(client.post(f"/products/{bowl}/reviews", json=draft), 401, "not-signed-in")
    assert stall.stock(bowl) == 10


def test_a_token_of_another_scheme_is_none(client: TestClient, stall: Stall) -> None:
    token = bearer(stall)["Authorization"].removeprefix("Bearer ")
    for sent in (f"Basic {token}", token, "Bearer", "Bearer ", f"Bearer {token} x", f"Token {token}"):
        response = client.get("/orders", headers={"Authorization": sent})
        problem(response, 401, "not-signed-in")
    assert client.get("/orders", headers={"Authorization": f"bearer {token}"}).status_code == 200


def test_a_shop_without_the_demos_switch(shop: Market, stall: Stall) -> None:
    settings = shop.settings.model_copy(update={"sign_in_as": False})
    app = create_app(settings)
    with TestClient(app, raise_server_exceptions=False) as client:
        app.state.market.limits = RateLimits(app.state.market.redis, PLENTY)
        problem(client.post("/session/as", json={"user_id": stall.shopper()}), 403, "sign-in-as-disabled")
