"""How often is too often: exactly so many win, and each has what is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from stall import Stall, at_once
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api.calling import PLENTY, bearer, forget_addresses, problem
from marketplace.api.identity import address
from marketplace.ratelimits.models import Action, Policy
from marketplace.ratelimits.service import RateLimits

LIMITED: list[tuple[Action, str, str]] = [
    ("search", "GET", "/search?q=oak&mode=fulltext"),
    ("search", "GET", "/products/{bowl}/similar"),
    ("recommend", "GET", "/trending"),
    ("recommend", "GET", "/recommendations"),
    ("recommend", "GET", "/products/{bowl}/also-bought"),
    ("recommend", "GET", "/products/{bowl}/bought-together"),
    ("view", "POST", "/products/{bowl}/views"),
    ("add_to_cart", "POST", "/cart/lines"),
    ("add_to_cart", "PUT", "/cart/lines/{bowl}"),
    ("checkout", "POST", "/checkout"),
    ("review", "POST", "/products/{bowl}/reviews"),
    ("review", "POST", "/reviews/{bowl}/comments"),
    ("sign_in", "POST", "/session/as"),
]


@pytest.fixture
def three(app: FastAPI, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The application where three times a minute is the most for everything."""
    market = app.state.market
    monkeypatch.setattr(market, "limits", RateLimits(market.redis, {action: Policy(3, 60) for action in PLENTY}))
    forget_addresses(market)
    yield client
    forget_addresses(market)


@pytest.mark.parametrize(("action", "method", "path"), LIMITED)
def test_three_times_and_no_more(three: TestClient, stall: Stall, action: Action, method: str, path: str) -> None:
    me, path = bearer(stall), path.format(bowl=stall.product())
    for left in (2, 1, 0):
        response = three.request(method, path, headers=me)
        assert response.status_code not in {429, 500, 503}
        if response.is_success:
            assert response.headers["ratelimit-policy"] == f'"{action}";q=3;w=60'
            assert response.headers["ratelimit"].startswith(f'"{action}";r={left};t=')
    response = three.request(method, path, headers=me)
    body = problem(response, 429, "rate-limited")
    seconds = int(response.headers["retry-after"])
    assert 50 <= seconds <= 60
    assert response.headers["ratelimit"] == f'"{action}";r=0;t={seconds}'
    assert f"Try again in {seconds} s." in body["detail"]
    # Somebody else has three of their own.
    assert three.request(method, path, headers=bearer(stall)).status_code != 429


def test_guests_are_counted_by_address_whatever_they_say_of_it(three: TestClient, stall: Stall) -> None:
    search = "/search?q=oak&mode=fulltext"
    for n in range(3):
        assert three.get(search, headers={"X-Forwarded-For": f"203.0.113.{n}"}).status_code == 200
    three.cookies.clear()
    said = {"X-Forwarded-For": "198.51.100.1", "Forwarded": "for=198.51.100.1", "X-Real-IP": "198.51.100.1"}
    problem(three.get(search, headers=said), 429, "rate-limited")
    assert three.get(search, headers=bearer(stall)).status_code == 200


@pytest.mark.parametrize(("believed", "counted"), [("", "127.0.0.1"), ("127.0.0.1", "203.0.113.7")])
def test_a_proxy_is_believed_where_it_is_named(app: FastAPI, three: TestClient, believed: str, counted: str) -> None:
    """As uvicorn is told by `marketplace api`, from FORWARDED_ALLOW_IPS."""
    behind = TestClient(ProxyHeadersMiddleware(app, trusted_hosts=believed), client=("127.0.0.1", 5000))
    headers = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    assert behind.get("/trending", headers=headers).status_code == 200
    keys = list(app.state.market.redis.commands.scan_iter("rate_limit:{address*"))
    assert keys == [f"rate_limit:{{address:{counted}}}:recommend"]
    secure = "Secure" in behind.get("/cart", headers=headers).headers["set-cookie"]
    assert secure is (believed != "")


def test_thirty_at_once_and_three_win(three: TestClient, stall: Stall) -> None:
    me = bearer(stall)
    answers = at_once(*[lambda: three.get("/trending", headers=me).status_code] * 30)
    assert sorted(answers, key=str) == [200] * 3 + [429] * 27


def test_what_is_refused_has_no_effect(three: TestClient, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product()
    me = bearer(stall, user)
    for _ in range(4):
        response = three.post("/cart/lines", headers=me, json={"product_id": bowl})
    assert response.status_code == 429
    assert stall.market.carts.quantities(user) == {bowl: 3}


def test_the_catalogue_is_not_limited(three: TestClient, stall: Stall) -> None:
    bowl = stall.product()
    for _ in range(5):
        response = three.get(f"/products/{bowl}")
        assert (response.status_code, "ratelimit" in response.headers) == (200, False)


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("testclient", "testclient"),
        (None, "unknown"),
    ],
)
def test_an_address(host: str | None, counted: str) -> None:
    class Request:
        client: Any = type("Client", (), {"host": host}) if host else None

    assert address(Request()) == counted  # type: ignore[arg-type]
