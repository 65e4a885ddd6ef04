"""Every route the application has, tried by nobody and by somebody else. A route that is not in the table fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from stall import Stall

from api.calling import bearer, every_route, picture, problem
from marketplace.market import Market

Who = Literal["anybody", "visitor", "shopper"]


@dataclass
class Route:
    """Whom a route is for, and how to call it so that it would work. Names in braces are Ada's things."""

    who: Who
    json: Any = None
    content: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)


PICTURE = picture()
PUBLIC, VISITOR, SHOPPER = Route("anybody"), Route("visitor"), Route("shopper")
ROUTES: dict[str, Route] = {
    "GET /products": PUBLIC,
    "GET /products/{product_id}": PUBLIC,
    "GET /products/{product_id}/specs": PUBLIC,
    "GET /products/{product_id}/picture": PUBLIC,
    "GET /products/{product_id}/reviews": PUBLIC,
    "GET /products/{product_id}/similar": PUBLIC,
    "GET /products/{product_id}/looks-like": PUBLIC,
    "GET /products/{product_id}/also-bought": PUBLIC,
    "GET /products/{product_id}/bought-together": PUBLIC,
    "GET /crafts": PUBLIC,
    "GET /makers": PUBLIC,
    "GET /makers/{maker_id}": PUBLIC,
    "GET /search": PUBLIC,
    "GET /search/suggestions": PUBLIC,
    "POST /search/by-picture": Route("anybody", content=PICTURE, headers={"Content-Type": "image/png"}),
    "GET /trending": PUBLIC,
    "GET /reviews/{review_id}": PUBLIC,
    "GET /health/live": PUBLIC,
    "GET /health/ready": PUBLIC,
    "GET /metrics": PUBLIC,
    "POST /session": Route("anybody", json={"login": "{ada}", "password": "wrong"}),
    "POST /session/as": Route("anybody", json={"user_id": "{grace}"}),
    "GET /cart": VISITOR,
    "POST /cart/lines": Route("visitor", json={"product_id": "{product_id}", "quantity": 2}),
    "PUT /cart/lines/{product_id}": Route("visitor", json={"quantity": 3}),
    "DELETE /cart/lines/{product_id}": VISITOR,
    "DELETE /cart": VISITOR,
    "POST /products/{product_id}/views": VISITOR,
    "GET /recommendations": SHOPPER,
    "POST /checkout": Route("shopper", headers={"Idempotency-Key": "{key}"}),
    "GET /orders": SHOPPER,
    "GET /orders/{order_id}": SHOPPER,
    "POST /orders/{order_id}/cancel": SHOPPER,
    "GET /orders/{order_id}/deliveries": SHOPPER,
    "POST /products/{product_id}/reviews": Route("shopper", json={"rating": 1, "text": "Bad."}),
    "POST /reviews/{review_id}/comments": Route("shopper", json={"text": "Why?"}),
    "GET /session": SHOPPER,
    "DELETE /session": SHOPPER,
    "GET /sessions": SHOPPER,
    "DELETE /sessions/{session_id}": SHOPPER,
    "DELETE /sessions": SHOPPER,
}
DOCUMENTS = {"GET /docs", "GET /docs/oauth2-redirect", "GET /openapi.json", "MOUNT /static-offline-docs"}
OWN = [name for name, route in ROUTES.items() if route.who == "shopper"]
BY_VISITORS = [name for name, route in ROUTES.items() if route.who == "visitor"]


class Ada:
    """A shopper with one of everything, and what is seen when one looks whether any of it was touched."""

    def __init__(self, shop: Market, stall: Stall) -> None:
        self.shop, self.id, self.grace = shop, stall.shopper("Ada"), stall.shopper("Grace")
        self.product = stall.product("Bowl", stock=9, maker=(maker := stall.maker("Hedy")))
        self.key = stall.id("key")
        self.order = shop.orders.checkout(self.id, {self.product: 1}, self.key).id
        self.review = shop.reviews.write(self.id, self.product, 5, "Good.").id
        self.token = bearer(stall, self.id)
        self.session = shop.accounts.sessions(self.id)[0].id
        shop.carts.add(self.id, self.product, 2)
        shop.activity.viewed(self.id, self.product)
        self.names = {
            "ada": self.id,
            "grace": self.grace,
            "product_id": self.product,
            "maker_id": maker,
            "order_id": self.order,
            "review_id": self.review,
            "session_id": self.session,
            "key": self.key,
        }
        self.stock: Callable[[], int] = lambda: stall.stock(self.product)

    def everything(self) -> list[Any]:
        """All that is hers."""
        return [
            self.shop.carts.quantities(self.id),
            self.shop.orders.of_shopper(self.id),
            [session.id for session in self.shop.accounts.sessions(self.id)],
            self.shop.reviews.get(self.review).model_dump(exclude={"comments"}),
            self.shop.activity.recently_viewed(self.id),
        ]


@pytest.fixture
def ada(shop: Market, stall: Stall) -> Ada:
    return Ada(shop, stall)


def call(client: TestClient, ada: Ada, name: str, headers: dict[str, str]) -> Any:
    method, _, path = name.partition(" ")
    route = ROUTES[name]

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: filled(inner) for key, inner in value.items()}
        return value.format(**ada.names) if isinstance(value, str) else value

    query = (
        {"q": "bowl", "mode": "fulltext"} if name == "GET /search" else {"q": "bow"} if "suggestions" in name else None
    )
    own = {key: filled(value) for key, value in route.headers.items()}
    body = {"json": filled(route.json)} if route.content is None else {"content": route.content}
    return client.request(method, filled(path), headers=own | headers, params=query, **body)


def test_every_route_is_in_the_table(app: FastAPI) -> None:
    assert set(every_route(app)) == set(ROUTES) | DOCUMENTS


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer nonsense"},
        {"Authorization": "Bearer "},
        {"Cookie": "session=nonsense"},
        {"Cookie": "session="},
        {"Cookie": "guest=guest-00000000000000000000000000000000"},
        {"X-Shopper-Id": "{ada}"},
    ],
    ids=str,
)
def test_nobody_reaches_what_is_a_shoppers(client: TestClient, ada: Ada, name: str, headers: dict[str, str]) -> None:
    before, stock = ada.everything(), ada.stock()
    response = call(client, ada, name, {key: value.format(ada=ada.id) for key, value in headers.items()})
    problem(response, 401, "not-signed-in")
    assert response.headers["www-authenticate"].startswith("Bearer ")
    assert (ada.everything(), ada.stock()) == (before, stock)
    assert len(ada.shop.reviews.get(ada.review).comments) == 0


@pytest.mark.parametrize("name", OWN + BY_VISITORS)
def test_somebody_else_reaches_nothing_of_hers(client: TestClient, stall: Stall, ada: Ada, name: str) -> None:
    before = ada.everything()
    response = call(client, ada, name, bearer(stall, ada.grace))
    assert response.status_code in {200, 201, 204, 404, 409, 422}, response.text
    assert ada.everything() == before
    # What is public of her are her reviews alone.
    for secret in (ada.id, ada.order, ada.session, ada.token["Authorization"].removeprefix("Bearer ")):
        assert response.status_code == 404 or secret not in response.text, secret
    if name not in {"POST /products/{product_id}/reviews", "POST /reviews/{review_id}/comments"}:
        assert ada.shop.reviews.threads(ada.product).reviews == [ada.shop.reviews.get(ada.review)]


@pytest.mark.parametrize("name", [name for name in OWN if "order_id" in name or "session_id" in name])
def test_of_anothers_things_it_is_not_even_told_that_they_are(
    client: TestClient, stall: Stall, ada: Ada, name: str
) -> None:
    grace = bearer(stall, ada.grace)
    hers = call(client, ada, name, grace)
    body = problem(hers, 404, "not-found")
    order, session = ada.order, ada.session
    ada.names |= {"order_id": stall.id("none"), "session_id": stall.id("none")}
    nobodys = problem(call(client, ada, name, grace), 404, "not-found")
    assert body["detail"].replace(order, "?").replace(session, "?") == nobodys["detail"].replace(stall.id("none"), "?")


@pytest.mark.parametrize("name", BY_VISITORS)
def test_a_guest_has_things_of_their_own_only(client: TestClient, ada: Ada, name: str) -> None:
    before = ada.everything()
    response = call(client, ada, name, {})
    assert response.status_code in {200, 204, 404}, response.text
    assert ada.everything() == before


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.who == "anybody"])
def test_what_is_public_is_so(client: TestClient, ada: Ada, name: str) -> None:
    response = call(client, ada, name, {})
    assert response.status_code == {"POST /session": 401, "POST /session/as": 201}.get(name, 200), response.text


@pytest.mark.parametrize("name", OWN + BY_VISITORS)
def test_she_herself_reaches_all_of_it(client: TestClient, ada: Ada, name: str) -> None:
    """Or the tests above would prove nothing."""
    if name == "POST /products/{product_id}/reviews":
        problem(call(client, ada, name, ada.token), 409, "already-reviewed")
    else:
        assert call(client, ada, name, ada.token).status_code in {200, 201, 204}
