"""Errors as problem details (RFC 9457), each with what happened and what to do."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from marketplace.accounts.errors import NotSignedIn, SignInAsDisabled, WrongPassword
from marketplace.api import limits
from marketplace.api.identity import SESSION, CrossSite, TwoTokens, forget
from marketplace.errors import (
    EmptyCart,
    InvalidInput,
    MarketplaceError,
    NotCancellable,
    NotFound,
    NotPossible,
    OutOfStock,
    RateLimited,
    StoreUnavailable,
)
from marketplace.ratelimits.models import Action
from marketplace.reviews.service import AlreadyReviewed

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 10

KINDS: dict[type[MarketplaceError], tuple[HTTPStatus, str]] = {
    NotFound: (HTTPStatus.NOT_FOUND, "not-found"),
    NotPossible: (HTTPStatus.CONFLICT, "not-possible"),
    InvalidInput: (HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-input"),
    OutOfStock: (HTTPStatus.CONFLICT, "out-of-stock"),
    EmptyCart: (HTTPStatus.CONFLICT, "empty-cart"),
    NotCancellable: (HTTPStatus.CONFLICT, "not-cancellable"),
    AlreadyReviewed: (HTTPStatus.CONFLICT, "already-reviewed"),
    NotSignedIn: (HTTPStatus.UNAUTHORIZED, "not-signed-in"),
    WrongPassword: (HTTPStatus.UNAUTHORIZED, "wrong-password"),
    SignInAsDisabled: (HTTPStatus.FORBIDDEN, "sign-in-as-disabled"),
    CrossSite: (HTTPStatus.FORBIDDEN, "cross-site"),
    TwoTokens: (HTTPStatus.UNAUTHORIZED, "two-tokens"),
    RateLimited: (HTTPStatus.TOO_MANY_REQUESTS, "rate-limited"),
    StoreUnavailable: (HTTPStatus.SERVICE_UNAVAILABLE, "store-unavailable"),
}

FRAMEWORK_KINDS = {
    HTTPStatus.BAD_REQUEST: "bad-request",
    HTTPStatus.NOT_FOUND: "not-found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method-not-allowed",
    HTTPStatus.NOT_ACCEPTABLE: "not-acceptable",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "content-too-large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "unsupported-media-type",
}
"""What is refused before a feature hears of it."""


class Problem(BaseModel):
    """What went wrong. Some types have more to say: `shortfalls`, `store`, or `errors` in the request."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="The kind of problem, for a program to tell by.")
    title: str = Field(description="The HTTP status in words.")
    status: int
    detail: str = Field(description="What happened and what to do, for a person to read.")


def refusals(**reasons: str) -> dict[int | str, dict[str, Any]]:
    """What a route documents of its refusals, by the name of the status: `refusals(NOT_FOUND="There is no …")`."""
    return {HTTPStatus[name].value: refusal(reason) for name, reason in reasons.items()}


def refusal(reason: str) -> dict[str, Any]:
    """One refusal as an OpenAPI document tells it."""
    return {"description": reason, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def install(app: FastAPI) -> None:
    """Every error this application answers with is a problem, also those that the framework raises."""
    app.add_exception_handler(MarketplaceError, _marketplace)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def answer(
    status: HTTPStatus, kind: str, detail: str, headers: dict[str, str] | None = None, **more: Any
) -> JSONResponse:
    """A problem as an answer."""
    problem = {"type": f"urn:marketplace:{kind}", "title": status.phrase, "status": status, "detail": detail, **more}
    return JSONResponse(problem, status, headers, MEDIA_TYPE)


def _marketplace(request: Request, error: Exception) -> JSONResponse:
    kinds = (KINDS[kind] for kind in type(error).__mro__ if kind in KINDS)
    status, kind = next(kinds, (HTTPStatus.INTERNAL_SERVER_ERROR, "failed"))
    match error:
        case OutOfStock():
            return answer(status, kind, str(error), shortfalls=[asdict(shortfall) for shortfall in error.shortfalls])
        case StoreUnavailable():
            request.app.state.watch.look()
            return answer(status, kind, str(error), {"Retry-After": str(RETRY_AFTER_SECONDS)}, store=error.store)
        case RateLimited():
            told = limits.headers(request.app.state.market, cast(Action, error.action), 0, error.retry_after)
            return answer(status, kind, str(error), {"Retry-After": str(error.retry_after), **told})
        case NotSignedIn() | WrongPassword() | TwoTokens():
            return _challenge(request, answer(status, kind, str(error)), error)
    return answer(status, kind, str(error))


def _challenge(request: Request, response: JSONResponse, error: MarketplaceError) -> JSONResponse:
    """How to prove who one is (RFC 6750, section 3), and an end to a cookie that proves nothing."""
    challenge = 'Bearer realm="ArtisanMarket"'
    if "authorization" in request.headers:
        challenge += ', error="invalid_request"' if isinstance(error, TwoTokens) else ', error="invalid_token"'
    response.headers["WWW-Authenticate"] = challenge
    if isinstance(error, NotSignedIn) and SESSION in request.cookies:
        forget(request, response, SESSION)
    return response


def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    # Where and why, but not the value itself: it may be anything, even text that JSON cannot carry.
    errors = [{"where": [str(part) for part in each["loc"]], "why": each["msg"]} for each in error.errors()]
    detail = "; ".join(f"{'.'.join(each['where'])}: {each['why']}" for each in errors)
    return answer(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-input", detail, errors=errors)


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status, detail, headers = HTTPStatus(error.status_code), str(error.detail), dict(error.headers or {})
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        # The framework names the methods of the first route at this address; there may be more of them.
        headers["Allow"] = ", ".join(sorted(_allowed(request))) or headers.get("Allow", "")
        detail = f"{request.method} is not possible here; what is: {headers['Allow']}."
    elif detail == status.phrase:
        detail = f"{detail}: {request.url.path}. /docs says what there is, and how it is asked for."
    return answer(status, FRAMEWORK_KINDS.get(status, "failed"), detail, headers)


def _allowed(request: Request) -> set[str]:
    routes: list[APIRoute] = request.app.state.routes
    here = [route for route in routes if route.path_regex.match(request.scope["path"])]
    methods = {method for route in here for method in route.methods or ()}
    return methods | {"HEAD"} if "GET" in methods else methods


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    detail = "This is a mistake of ours. The server's log says more."
    # This answer is given outside of everything else, so it brings along what others are given (middleware.py).
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return answer(HTTPStatus.INTERNAL_SERVER_ERROR, "failed", detail, headers)
