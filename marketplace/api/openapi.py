"""The OpenAPI document, finished: how a route may refuse follows from what it asks for, so no route has to say it."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from marketplace.api.etags import Tagged
from marketplace.api.identity import from_here, signed_in
from marketplace.api.limits import Limited
from marketplace.api.problems import Problem, refusal

COMMON = {
    400: "The body cannot be read.",
    401: "Nobody is signed in; or the token is not good any more; or header and cookie hold different ones.",
    403: "The request comes from another site, and carries a cookie.",
    406: "The route answers with another media type than is accepted.",
    413: "The body is too long.",
    415: "The body is not JSON.",
    422: "A value will not do: `errors` says which and why.",
    429: "Too often: `Retry-After` says when again.",
    503: "A store does not answer (`store`), and this cannot be done without it.",
}
"""Refusals that features have in common."""

IF_NONE_MATCH: dict[str, Any] = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The `ETag` of the answer you have: where it is still so, 304 comes in place of it.",
    "schema": {"type": "string"},
}
ETAG: dict[str, Any] = {"description": "A digest of this very answer.", "schema": {"type": "string"}}
RATE_LIMIT: dict[str, Any] = {
    "RateLimit-Policy": {"description": "How many in how many seconds.", "schema": {"type": "string"}},
    "RateLimit": {"description": "How many are left, and the seconds until more are.", "schema": {"type": "string"}},
}


def install(app: FastAPI, routes: list[APIRoute]) -> None:
    """Have the application tell the finished document."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = generate()
            schemas = document["components"]["schemas"]
            schemas["Problem"] = Problem.model_json_schema()
            # What the framework would answer to a wrong value with; here that is a problem, as everything is.
            del schemas["HTTPValidationError"], schemas["ValidationError"]
            for route in routes:
                for method in route.methods or ():
                    _finish(document["paths"][route.path_format][method.lower()], route)
        return app.openapi_schema or {}

    app.openapi = openapi  # type: ignore[method-assign]


def _finish(operation: dict[str, Any], route: APIRoute) -> None:
    for parameter in operation.get("parameters", []):
        _without_null(parameter["schema"])
    responses: dict[str, Any] = operation["responses"]
    responses.pop("422", None)
    asked = [dependant.call for dependant in _all(route.dependant)]
    if "security" in operation and signed_in not in asked:
        # Nobody need be signed in here.
        operation["security"].append({})
    limited = any(isinstance(call, Limited) for call in asked)
    for status in sorted(_refusals(operation, route, limited=limited, from_here=from_here in asked)):
        responses.setdefault(str(status), refusal(COMMON[status]))
    success = next(response for status, response in responses.items() if status.startswith("2"))
    if isinstance(route, Tagged) and route.methods == {"GET"}:
        operation.setdefault("parameters", []).append(IF_NONE_MATCH)
        success.setdefault("headers", {})["ETag"] = ETAG
        responses["304"] = {"description": "It is as you have it.", "headers": {"ETag": ETAG}}
    if limited:
        success.setdefault("headers", {}).update(RATE_LIMIT)


def _without_null(schema: dict[str, Any]) -> None:
    """A parameter may be left out, but there is no way to write null in an address; and a number is written as one."""
    choices = [choice for choice in schema.pop("anyOf", []) if choice != {"type": "null"}]
    # Of a Decimal's two forms in JSON, number and string, the number is the one that tells its bounds.
    schema.update(next((choice for choice in choices if choice["type"] == "number"), choices[0]) if choices else {})


def _refusals(operation: dict[str, Any], route: APIRoute, *, limited: bool, from_here: bool) -> Iterator[int]:
    asks = "requestBody" in operation
    if asks:
        yield from (400, 413, 415)
    if asks or operation.get("parameters"):
        yield 422
    if "security" in operation:
        yield 401
    if from_here and route.methods != {"GET"}:
        yield 403
    if route.status_code != HTTPStatus.NO_CONTENT:
        yield 406
    if limited:
        yield 429
    yield 503


def _all(dependant: Dependant) -> Iterator[Dependant]:
    yield dependant
    for below in dependant.dependencies:
        yield from _all(below)
