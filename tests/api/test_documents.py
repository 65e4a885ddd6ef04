"""The OpenAPI document and its page: valid, complete, and from this machine alone."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient
from openapi_spec_validator import validate


def test_the_document_is_valid_openapi(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1.")
    validate(document)


def test_every_route_says_what_it_does_and_how_it_fails(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    assert len(operations) == 26
    for operation in operations:
        assert operation["description"]
        assert operation["tags"]
        assert "application/problem+json" in operation["responses"]["default"]["content"]
        assert "422" not in operation["responses"]


def test_what_is_a_shoppers_own_is_marked_so(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    marked = {
        f"{method.upper()} {path}"
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if operation.get("security") == [{"Shopper": []}]
    }
    assert marked == {
        "GET /cart",
        "DELETE /cart",
        "POST /cart/lines",
        "PUT /cart/lines/{product_id}",
        "DELETE /cart/lines/{product_id}",
        "POST /checkout",
        "GET /orders",
        "GET /orders/{order_id}",
        "POST /products/{product_id}/reviews",
        "POST /reviews/{review_id}/comments",
        "GET /recommendations",
    }
    scheme = document["components"]["securitySchemes"]["Shopper"]
    assert (scheme["type"], scheme["in"], scheme["name"]) == ("apiKey", "header", "X-Shopper-Id")
    assert "there are no passwords yet" in document["info"]["description"]


def test_the_page_and_all_it_loads_come_from_here(client: TestClient) -> None:
    page = client.get("/docs").text
    assert re.findall(r"(?:https?:)?//[^\s'\"]+", page) == []
    assert "'validatorUrl': null" in page.replace('"', "'")
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(loaded) == 3
    for address in [*loaded, "/openapi.json"]:
        assert client.get(address).status_code == 200
    styles = client.get(next(address for address in loaded if address.endswith(".css"))).text
    assert re.findall(r"(?:@import|url\(\s*['\"]?)(?:https?:)?//", styles) == []
