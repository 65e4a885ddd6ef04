"""The OpenAPI document and its page: valid, complete, and from this machine alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from openapi_spec_validator import validate
from stall import Stall

from api.calling import bearer, every_route, picture
from api.test_access import ROUTES
from marketplace.market import Market


def test_the_document_is_valid_openapi(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1.")
    validate(document)


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_every_route_is_in_it(app: FastAPI, client: TestClient) -> None:
    told = {name for name, _ in operations(client.get("/openapi.json").json())}
    hidden = {"GET /docs", "GET /docs/oauth2-redirect", "GET /openapi.json", "MOUNT /static-offline-docs"}
    assert told == set(every_route(app)) - hidden


def test_every_route_says_what_it_does_and_how_it_fails(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    for name, operation in operations(document):
        assert operation["description"], name
        assert len(operation["tags"]) == 1, name
        responses = operation["responses"]
        assert "default" not in responses, name
        assert len([status for status in responses if status.startswith("2")]) == 1, name
        for status, response in responses.items():
            if status >= "4":
                assert list(response["content"]) == ["application/problem+json"], (name, status)
        asks = "requestBody" in operation
        assert all((status in responses) is asks for status in ("413", "415")), name
        assert ("404" in responses) or "{" not in name or name.startswith("DELETE /cart"), name
        assert ("304" in responses) is ("ETag" in responses.get("200", {}).get("headers", {})), name
    assert "HTTPValidationError" not in document["components"]["schemas"]
    ids = [operation["operationId"] for _, operation in operations(document)]
    assert len(ids) == len(set(ids))
    assert "orders_checkout" in ids


def test_who_must_be_signed_in_is_marked(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    schemes = document["components"]["securitySchemes"]
    assert (schemes["Bearer"]["type"], schemes["Bearer"]["scheme"]) == ("http", "bearer")
    assert (schemes["Cookie"]["type"], schemes["Cookie"]["in"], schemes["Cookie"]["name"]) == (
        "apiKey",
        "cookie",
        "session",
    )
    must, may = [{"Bearer": []}, {"Cookie": []}], [{"Bearer": []}, {"Cookie": []}, {}]
    for name, operation in operations(document):
        who = ROUTES[name].who
        if who == "shopper":
            assert operation["security"] == must, name
            assert "401" in operation["responses"], name
        elif who == "visitor":
            assert operation["security"] == may, name
        else:
            assert operation.get("security") in (None, may), name


def example(document: dict[str, Any], schema: dict[str, Any]) -> Any:
    """The example that a schema gives; of an object, the examples of its properties."""
    if "$ref" in schema:
        return example(document, document["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema and "examples" not in schema:
        return example(document, schema["anyOf"][0])
    if schema.get("type") == "object" and "properties" in schema:
        found = {name: example(document, each) for name, each in schema["properties"].items()}
        return {name: value for name, value in found.items() if value is not None}
    return schema.get("examples", [None])[0]


def test_its_examples_work(client: TestClient, shipped: Market) -> None:
    """Every route, with every value that is given as an example, by the shopper who is in them."""
    document, stall = client.get("/openapi.json").json(), Stall(shipped)
    shipped.carts.add("U0001", "P0001")
    order = shipped.orders.checkout("U0001", {"P0001": 1}, stall.id("key")).id
    for name, operation in operations(document):
        client.cookies.clear()
        me = bearer(stall, "U0001")
        bearer(stall, "U0001")
        # An order or a session is somebody's: nothing that is written down could name one.
        path = {"order_id": order, "session_id": shipped.accounts.sessions("U0001")[-1].id}
        query, headers = {}, dict(me)
        for parameter in operation.get("parameters", []):
            value = example(document, parameter["schema"])
            if value is not None:
                {"path": path, "query": query, "header": headers}[parameter["in"]][parameter["name"]] = value
            else:
                assert not parameter.get("required") or parameter["name"] in path, (name, parameter["name"])
        bodies = operation.get("requestBody", {}).get("content", {})
        sent: dict[str, Any] = {}
        if "application/json" in bodies:
            sent = {"json": example(document, bodies["application/json"]["schema"])}
        elif bodies:
            sent, headers["Content-Type"] = {"content": picture()}, "image/png"
        method, _, address = name.partition(" ")
        response = client.request(method, address.format(**path), params=query, headers=headers, **sent)
        assert response.is_success, (name, response.text)


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
