"""What Prometheus is told: routes and not addresses, stores and not people."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from stall import Stall, elsewhere

from api.calling import bearer
from marketplace.api.app import create_app
from marketplace.events.models import DESTINATIONS
from marketplace.market import Market

REQUESTS, STATEMENTS = "http_server_request_duration_seconds", "db_client_operation_duration_seconds"


def told(client: TestClient) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Every sample by its name and labels."""
    response = client.get("/metrics")
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    families = text_string_to_metric_families(response.text)
    return {(each.name, frozenset(each.labels.items())): each.value for family in families for each in family.samples}


def sample(samples: Any, name: str, **labels: str) -> float:
    return float(samples.get((name, frozenset(labels.items())), 0.0))


def count(samples: Any, method: str, route: str, status: int) -> float:
    labels = {"http_request_method": method, "http_route": route, "http_response_status_code": str(status)}
    return sample(samples, f"{REQUESTS}_count", **labels)


def test_requests_by_route_and_answer(client: TestClient, stall: Stall) -> None:
    bowl, before = stall.product(), told(client)
    for address in (f"/products/{bowl}", f"/products/{bowl}?x=1", f"/products/{stall.id('none')}"):
        client.get(address)
    client.get(f"/nothing/{bowl}")
    client.get("/products?size=0")
    client.delete(f"/products/{bowl}")
    client.post("/cart/lines", json={"product_id": bowl})
    client.request("BREW", "/products")
    after = told(client)
    route = "/products/{product_id}"
    for method, path, status, times in (
        ("GET", route, 200, 2),
        ("GET", route, 404, 1),
        ("DELETE", route, 405, 1),
        ("GET", "none", 404, 1),
        ("GET", "/products", 422, 1),
        ("POST", "/cart/lines", 200, 1),
        ("other", "/products", 405, 1),
        ("GET", "/metrics", 200, 1),
    ):
        assert count(after, method, path, status) - count(before, method, path, status) == times, (method, path)
    labels = {"http_request_method": "GET", "http_route": route, "http_response_status_code": "200"}
    assert sample(after, f"{REQUESTS}_sum", **labels) > sample(before, f"{REQUESTS}_sum", **labels)
    assert sample(after, f"{REQUESTS}_bucket", le="+Inf", **labels) == count(after, "GET", route, 200)


def test_statements_by_store(client: TestClient, stall: Stall) -> None:
    bowl, before = stall.product(), told(client)
    client.get(f"/products/{bowl}")
    after = told(client)

    def more(store: str) -> float:
        name = f"{STATEMENTS}_count"
        return sample(after, name, db_system_name=store) - sample(before, name, db_system_name=store)

    # The product's own; to be looked at, the metrics ask the outbox and the caches before they are told.
    assert more("mongo") == 1
    assert more("neo4j") == 0
    assert more("postgres") >= 1
    assert more("redis") >= 2


def test_stores_caches_and_the_outbox(client: TestClient, stall: Stall) -> None:
    bowl = stall.product()
    client.get("/health/ready")
    before = told(client)
    for _ in range(3):
        client.get(f"/products/{bowl}")
    after = told(client)
    for store in ("postgres", "mongo", "redis", "neo4j"):
        assert sample(after, "marketplace_store_up", store=store) == 1

    def more(outcome: str) -> float:
        labels = {"cache": "product", "outcome": outcome}
        name = "marketplace_cache_reads_total"
        return sample(after, name, **labels) - sample(before, name, **labels)

    assert (more("misses"), more("hits")) == (1, 2)
    for destination in DESTINATIONS:
        for name in ("waiting", "dead", "oldest_seconds"):
            assert (f"marketplace_outbox_{name}", frozenset({("destination", destination)})) in after


def test_nothing_of_a_person_is_told(client: TestClient, stall: Stall) -> None:
    user, bowl = stall.shopper("Ada Lovelace"), stall.product("Secret bowl")
    me = bearer(stall, user)
    client.post("/cart/lines", headers=me, json={"product_id": bowl})
    order = client.post("/checkout", headers=me | {"Idempotency-Key": stall.id("key")}).json()["id"]
    client.get(f"/orders/{order}", headers=me)
    client.get(f"/orders/{order}", headers={"Cookie": "guest=guest-" + "0" * 32})
    text = client.get("/metrics").text
    for secret in (stall.prefix, order, "Ada", "Secret", "guest-", "testclient", me["Authorization"][7:]):
        assert secret not in text, secret


def test_a_mistake_of_ours_is_counted(app: FastAPI, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError

    before = told(client)
    monkeypatch.setattr(app.state.market.catalog, "crafts", fail)
    client.get("/crafts")
    assert count(told(client), "GET", "/crafts", 500) - count(before, "GET", "/crafts", 500) == 1


def test_every_name_says_its_unit_and_what_it_is(client: TestClient) -> None:
    text = client.get("/metrics").text
    names = re.findall(r"^# TYPE (\S+)", text, re.MULTILINE)
    assert len(names) == len(set(names))
    for name in names:
        assert re.search(rf"^# HELP {name} .", text, re.MULTILINE), name


def test_what_does_not_answer_is_left_out(shop: Market) -> None:
    with TestClient(create_app(elsewhere(shop, "postgres", "redis")), raise_server_exceptions=False) as client:
        client.get("/health/ready")
        samples = told(client)
    assert sample(samples, "marketplace_store_up", store="postgres") == 0
    assert sample(samples, "marketplace_store_up", store="mongo") == 1
    assert not [name for name, _ in samples if name.startswith(("marketplace_outbox", "marketplace_cache"))]
