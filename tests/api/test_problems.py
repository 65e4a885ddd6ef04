"""Whatever is refused is a problem, also what the framework refuses; and what holds for every address."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from stall import Stall

from api.calling import bearer, problem
from marketplace.api.middleware import MAX_BODY
from marketplace.api.negotiation import acceptable


def test_an_address_that_is_not_there(client: TestClient) -> None:
    for address in ("/nothing", "/products/", "/", "/products/P/nothing"):
        body = problem(client.get(address), 404, "not-found")
        assert body["detail"] == f"Not Found: {address}. /docs says what there is, and how it is asked for."


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("DELETE", "/products", "GET, HEAD"),
        ("PATCH", "/cart", "DELETE, GET, HEAD"),
        ("GET", "/cart/lines", "POST"),
        ("OPTIONS", "/cart/lines/P1", "DELETE, PUT"),
        ("GET", "/session/as", "POST"),
        ("PUT", "/session", "DELETE, GET, HEAD, POST"),
        ("POST", "/products/P1/reviews/", ""),
    ],
)
def test_a_method_that_is_not_possible(client: TestClient, method: str, address: str, allowed: str) -> None:
    response = client.request(method, address)
    if not allowed:
        problem(response, 404, "not-found")
        return
    body = problem(response, 405, "method-not-allowed")
    assert response.headers["allow"] == allowed
    assert body["detail"] == f"{method} is not possible here; what is: {allowed}."


@pytest.mark.parametrize(
    ("accept", "taken"),
    [
        ("", True),
        ("*/*", True),
        ("application/json", True),
        ("application/*", True),
        ("text/html, application/xhtml+xml, */*;q=0.8", True),
        ("APPLICATION/JSON; charset=utf-8", True),
        ("text/html;q=1, application/json;q=0.001", True),
        ("text/html", False),
        ("application/json;q=0", False),
        ("*/*;q=0", False),
        ("*/*, application/json;q=0.0", False),
        ("application/*;q=0, */*", False),
        ("application/json, */*;q=0", True),
        ("application/problem+json", False),
        (",,;", False),
    ],
)
def test_what_is_accepted(client: TestClient, accept: str, taken: bool) -> None:
    assert acceptable(accept, "application/json") is taken
    response = client.get("/crafts", headers={"Accept": accept})
    if taken:
        assert response.status_code == 200
    else:
        body = problem(response, 406, "not-acceptable")
        assert body["detail"] == "This address answers with application/json. Accept it, or */*."


def test_other_media_types_are_told_and_no_content_is_always_acceptable(client: TestClient, stall: Stall) -> None:
    bowl = stall.product()
    picture = client.get(f"/products/{bowl}/picture", headers={"Accept": "image/*"})
    assert picture.status_code == 200
    problem(client.get(f"/products/{bowl}/picture", headers={"Accept": "image/png"}), 406, "not-acceptable")
    assert client.get("/metrics", headers={"Accept": "text/plain;version=0.0.4"}).status_code == 200
    nothing = client.delete("/cart", headers=bearer(stall) | {"Accept": "text/html"})
    assert (nothing.status_code, nothing.content, "content-type" in nothing.headers) == (204, b"", False)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ("application/merge-patch+json", 200),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("application/jsonp", 415),
        ("", 415),
    ],
)
def test_what_a_body_may_be(client: TestClient, stall: Stall, sent: str, status: int) -> None:
    content = f'{{"product_id": "{stall.product()}"}}'
    response = client.post("/cart/lines", headers=bearer(stall) | {"Content-Type": sent}, content=content)
    assert response.status_code == status, response.text
    if status == 415:
        problem(response, 415, "unsupported-media-type")
        assert response.headers["accept"] == "application/json"


def test_a_body_that_cannot_be_read(client: TestClient, stall: Stall) -> None:
    headers = bearer(stall) | {"Content-Type": "application/json"}
    problem(client.post("/cart/lines", headers=headers, content=b"\xff"), 400, "bad-request")
    problem(client.post("/cart/lines", headers=headers, content=b"{"), 422, "invalid-input")


def test_a_body_that_is_too_long_announced_or_not(client: TestClient, stall: Stall) -> None:
    headers = bearer(stall) | {"Content-Type": "application/json"}

    def pieces() -> Iterator[bytes]:
        yield b"["
        for _ in range(MAX_BODY // 1024):
            yield b" " * 1024

    whole = b'{"product_id": "' + b"P" * MAX_BODY + b'"}'
    for content in (whole, pieces()):
        body = problem(client.post("/cart/lines", headers=headers, content=content), 413, "content-too-large")
        assert body["detail"] == "A body may have 262,144 bytes, and this one has more. Send less at once."
    just = b'{"product_id": "' + b"P" * (MAX_BODY - 18) + b'"}'
    assert len(just) == MAX_BODY
    problem(client.post("/cart/lines", headers=headers, content=just), 422, "invalid-input")
    # A length that nobody could count to.
    lied = client.post("/cart/lines", headers=headers | {"Content-Length": "9" * 5000}, content=b"{}")
    problem(lied, 413, "content-too-large")


def test_a_mistake_of_ours(app: FastAPI, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("the password is hunter2")

    monkeypatch.setattr(app.state.market.catalog, "crafts", fail)
    response = client.get("/crafts")
    body = problem(response, 500, "failed")
    assert "hunter2" not in response.text
    assert body["detail"] == "This is a mistake of ours. The server's log says more."
    assert (response.headers["cache-control"], response.headers["x-content-type-options"]) == ("no-store", "nosniff")


def test_head_is_get_without_the_body(client: TestClient, stall: Stall) -> None:
    bowl = stall.product()
    for address in (f"/products/{bowl}", f"/products/{bowl}/picture", "/docs"):
        head, get = client.head(address), client.get(address)
        assert (head.status_code, head.content) == (get.status_code, b"")
        for name in ("content-type", "content-length", "etag", "cache-control"):
            assert head.headers.get(name) == get.headers.get(name)
    assert client.head("/nothing").status_code == 404


def test_no_answer_is_guessed_at(client: TestClient) -> None:
    for address in ("/crafts", "/docs", "/nothing", "/metrics"):
        assert client.get(address).headers["x-content-type-options"] == "nosniff"
