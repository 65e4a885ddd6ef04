"""Answers that a caller has already: 304, and no bytes."""

from __future__ import annotations

import hashlib

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from stall import Stall

from api.calling import bearer
from marketplace.api.etags import Tagged
from marketplace.market import Market

READS = [
    "/products?seller_id={maker}",
    "/products/{product}",
    "/products/{product}/specs",
    "/products/{product}/picture",
    "/products/{product}/reviews",
    "/crafts",
    "/makers",
    "/makers/{maker}",
]


@pytest.fixture
def reads(stall: Stall) -> list[str]:
    maker = stall.maker("Ada")
    product = stall.product("Bowl", maker=maker, craft=stall.craft("Wood"))
    return [path.format(maker=maker, product=product) for path in READS]


def test_an_answer_one_has_is_not_sent_again(client: TestClient, reads: list[str]) -> None:
    for path in reads:
        first = client.get(path)
        tag = first.headers["etag"]
        assert tag == f'"{hashlib.blake2b(first.content, digest_size=16).hexdigest()}"'
        again = client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert "content-type" not in again.headers
        # What a 200 would have said of keeping it, a 304 says too (RFC 9110, 15.4.5).
        for name in ("etag", "cache-control", "vary"):
            assert again.headers[name] == first.headers[name], name
        assert first.headers["vary"] == "Accept"
        assert again.headers.get("link") == first.headers.get("link")
        assert "server-timing" in again.headers


def test_how_long_an_answer_may_be_kept(client: TestClient, stall: Stall, reads: list[str]) -> None:
    for path in reads:
        told = client.get(path).headers["cache-control"]
        assert told == ("public, max-age=3600" if path.endswith("/picture") else "public, no-cache")
    for path in ("/cart", "/orders", "/search?q=oak&mode=fulltext", "/trending", "/health/live", "/metrics", "/none"):
        assert client.get(path, headers=bearer(stall)).headers["cache-control"] == "no-store", path


@pytest.mark.parametrize("known", ["*", "{}", "W/{}", '"another", {}', '"another" , W/{},"third"', '"a,b", {}'])
def test_the_tags_a_caller_knows(client: TestClient, reads: list[str], known: str) -> None:
    tag = client.get(reads[1]).headers["etag"]
    assert client.get(reads[1], headers={"If-None-Match": known.format(tag)}).status_code == 304


def test_tags_sent_in_two_lines(client: TestClient, reads: list[str]) -> None:
    tag = client.get(reads[1]).headers["etag"]
    headers = [("If-None-Match", '"another"'), ("If-None-Match", tag)]
    assert client.get(reads[1], headers=headers).status_code == 304


@pytest.mark.parametrize("known", ["", '"another"', "another", 'W/"another"', "{bare}", '"{bare}', "**", '"*"', ","])
def test_tags_that_are_not_this_ones(client: TestClient, reads: list[str], known: str) -> None:
    bare = client.get(reads[1]).headers["etag"].strip('"')
    assert client.get(reads[1], headers={"If-None-Match": known.format(bare=bare)}).status_code == 200


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=80).filter(lambda value: b"\r" not in value and b"\n" not in value and value.strip() != b"*"))
def test_any_other_header_is_answered_in_full(running: TestClient, known: bytes) -> None:
    assert running.get("/crafts", headers={b"If-None-Match": known}).status_code == 200


def test_a_change_is_another_answer(client: TestClient, shop: Market, stall: Stall) -> None:
    bowl = stall.product(stock=3)
    tag = client.get(f"/products/{bowl}").headers["etag"]
    stall.execute("UPDATE products SET stock = 2 WHERE id = %s", (bowl,))
    shop.catalog.drop([bowl])
    changed = client.get(f"/products/{bowl}", headers={"If-None-Match": tag})
    assert (changed.status_code, changed.json()["stock"]) == (200, 2)
    assert changed.headers["etag"] != tag


def test_what_is_refused_or_made_has_no_tag(client: TestClient, stall: Stall) -> None:
    bowl = stall.product()
    missing = client.get(f"/products/{stall.id('missing')}", headers={"If-None-Match": "*"})
    assert (missing.status_code, "etag" in missing.headers) == (404, False)
    draft = {"rating": 5, "text": "Good."}
    made = client.post(f"/products/{bowl}/reviews", headers=bearer(stall) | {"If-None-Match": "*"}, json=draft)
    assert (made.status_code, "etag" in made.headers) == (201, False)


def test_what_caches_may_keep_for_everybody_depends_on_nobody(app: FastAPI) -> None:
    """A tagged answer is public: no cookie may be set with it, and it may not differ from caller to caller."""
    public = [route for route in app.state.routes if isinstance(route, Tagged) and route.methods == {"GET"}]
    assert len(public) == len(READS) + 1  # and one review

    def names(dependant: object) -> set[str]:
        below = {name for each in getattr(dependant, "dependencies", []) for name in names(each)}
        return below | {getattr(getattr(dependant, "call", None), "__name__", "")}

    for route in public:
        assert not names(route.dependant) & {"_token", "_guest", "_caller", "_visitor", "_who"}, route.path
