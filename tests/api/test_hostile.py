"""Whatever is sent, the answer is one of ours: never a 500, and never something that was not asked for."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stall import Stall

from api.calling import bearer
from marketplace.market import Market

HOSTILE = [
    "\0",
    "a\0b",
    "../../etc/passwd",
    "%00",
    "'; DROP TABLE products; --",
    '{"$gt": ""}',
    "$where",
    "{}}{",
    "\u202e",
    "\x1b[31m",
    "\r\nX-Injected: 1",
    "👩\u200d🎨",
    "a" * 5000,
    "NaN",
    "-1",
    "9" * 40,
]
READ = [
    "/products/{}",
    "/products/{}/specs",
    "/products/{}/picture",
    "/products/{}/similar",
    "/products/{}/also-bought",
    "/products/{}/bought-together",
    "/products/{}/reviews",
    "/makers/{}",
    "/reviews/{}",
    "/orders/{}",
    "/products?category_id={}",
    "/products?seller_id={}",
    "/products?tag={}",
    "/products?min_price={}",
    "/products?max_price={}",
    "/products?cursor={}",
    "/search?mode=fulltext&q={}",
    "/search?mode=fulltext&q=oak&craft={}",
    "/trending?limit={}",
]
ANSWERS = {200, 404, 409, 422}


@pytest.fixture(scope="module")
def me(shop: Market) -> dict[str, str]:
    return bearer(Stall(shop))


@settings(max_examples=250, deadline=None)
@given(path=st.sampled_from(READ), text=st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=60)))
@example(path="/products?tag={}", text="\0")
@example(path="/products?max_price={}", text="1e1000000")
def test_any_text_in_any_place_of_a_get(running: TestClient, me: dict[str, str], path: str, text: str) -> None:
    sent = quote(text.encode(errors="surrogatepass"), safe="")
    response = running.get(path.format(sent), headers=me, follow_redirects=False)
    assert response.status_code in ANSWERS, (path, text, response.text)
    assert "x-injected" not in response.headers


WRITE: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", "/cart/lines", {"product_id": "?", "quantity": 1}),
    ("POST", "/cart/lines", {"product_id": "P", "quantity": "?"}),
    ("PUT", "/cart/lines/P", {"quantity": "?"}),
    ("POST", "/checkout", {"quantities": {"?": 1}}),
    ("POST", "/checkout", {"quantities": {"P": "?"}}),
    ("POST", "/checkout", {"quantities": "?"}),
    ("POST", "/products/P/reviews", {"rating": "?", "text": "Good."}),
    ("POST", "/products/P/reviews", {"rating": 5, "text": "?"}),
    ("POST", "/products/P/reviews", {"rating": 5, "text": "Good.", "title": "?"}),
    ("POST", "/reviews/R/comments", {"text": "?"}),
    ("POST", "/reviews/R/comments", {"text": "Yes.", "reply_to": "?"}),
]
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.sampled_from(HOSTILE)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=10), inner, max_size=3)),
    max_leaves=5,
)


def _filled(template: Any, value: Any) -> Any:
    if isinstance(template, dict):
        return {(_key(value) if key == "?" else key): _filled(inner, value) for key, inner in template.items()}
    return value if template == "?" else template


def _key(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


@settings(max_examples=250, deadline=None)
@given(route=st.sampled_from(WRITE), value=ANYTHING)
@example(route=WRITE[0], value="\ud800")
@example(route=WRITE[3], value="\ud800")
@example(route=WRITE[7], value="\ud800")
@example(route=WRITE[8], value="\ud800")
@example(route=WRITE[9], value="\ud800")
@example(route=WRITE[10], value="\ud800")
def test_anything_in_any_place_of_a_body(
    running: TestClient, me: dict[str, str], route: tuple[str, str, dict[str, Any]], value: Any
) -> None:
    method, path, template = route
    headers = me | {"Idempotency-Key": "hostile", "Content-Type": "application/json"}
    response = running.request(method, path, headers=headers, content=json.dumps(_filled(template, value)).encode())
    assert response.status_code in ANSWERS, (route, value, response.text)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60))
@example(b"[" * 100_000)
@example(b'{"product_id": ' + b"9" * 5000 + b"}")
def test_a_body_that_is_no_json(running: TestClient, me: dict[str, str], body: bytes) -> None:
    response = running.post("/cart/lines", headers=me | {"Content-Type": "application/json"}, content=body)
    assert response.status_code in {400, 404, 422}, response.text


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([b"Authorization", b"Cookie"]),
    st.sampled_from([b"", b"Bearer ", b"session=", b"guest=", b"guest=guest-"]),
    st.binary(max_size=40).filter(lambda value: b"\r" not in value and b"\n" not in value),
)
def test_any_header_is_nobody(running: TestClient, name: bytes, before: bytes, value: bytes) -> None:
    running.cookies.clear()
    response = running.get("/orders", headers={name: before + value})
    assert response.status_code == 401, response.text


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=1, max_size=250).filter(lambda value: b"\r" not in value and b"\n" not in value))
def test_any_key_of_a_checkout_is_a_key_or_refused(running: TestClient, me: dict[str, str], key: bytes) -> None:
    response = running.post("/checkout", headers={**me, b"Idempotency-Key": key})
    assert response.status_code in {409, 422}, response.text
