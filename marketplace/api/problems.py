"""Errors as problem details (RFC 9457), each with what happened and what to do."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from marketplace.api.dependencies import Unidentified
from marketplace.errors import EmptyCart, InvalidInput, MarketplaceError, NotFound, OutOfStock, StoreUnavailable
from marketplace.reviews.service import AlreadyReviewed

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 10

KINDS: dict[type[MarketplaceError], tuple[HTTPStatus, str]] = {
    NotFound: (HTTPStatus.NOT_FOUND, "not-found"),
    InvalidInput: (HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-input"),
    OutOfStock: (HTTPStatus.CONFLICT, "out-of-stock"),
    EmptyCart: (HTTPStatus.CONFLICT, "empty-cart"),
    AlreadyReviewed: (HTTPStatus.CONFLICT, "already-reviewed"),
    Unidentified: (HTTPStatus.UNAUTHORIZED, "unidentified"),
    StoreUnavailable: (HTTPStatus.SERVICE_UNAVAILABLE, "store-unavailable"),
}


class Problem(BaseModel):
    """What went wrong. Some types have more to say: `shortfalls`, `store`, or `errors` in the request."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="The kind of problem, for a program to tell by.")
    title: str = Field(description="The HTTP status in words.")
    status: int
    detail: str = Field(description="What happened and what to do, for a person to read.")


RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "What went wrong, as problem details (RFC 9457).",
        "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}},
    }
}


def install(app: FastAPI) -> None:
    """Every error this application answers with is a problem, also those that the framework raises."""
    app.add_exception_handler(MarketplaceError, _marketplace)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def _answer(
    status: HTTPStatus, kind: str, detail: str, headers: dict[str, str] | None = None, **more: Any
) -> JSONResponse:
    problem = {"type": f"urn:marketplace:{kind}", "title": status.phrase, "status": status, "detail": detail, **more}
    return JSONResponse(problem, status, headers, MEDIA_TYPE)


def _marketplace(request: Request, error: Exception) -> JSONResponse:
    kinds = (KINDS[kind] for kind in type(error).__mro__ if kind in KINDS)
    status, kind = next(kinds, (HTTPStatus.INTERNAL_SERVER_ERROR, "failed"))
    match error:
        case OutOfStock():
            return _answer(status, kind, str(error), shortfalls=[asdict(shortfall) for shortfall in error.shortfalls])
        case StoreUnavailable():
            request.app.state.watch.look()
            return _answer(status, kind, str(error), {"Retry-After": str(RETRY_AFTER_SECONDS)}, store=error.store)
        case Unidentified():
            return _answer(status, kind, str(error), {"WWW-Authenticate": "X-Shopper-Id"})
    return _answer(status, kind, str(error))


def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    # Where and why, but not the value itself: it may be anything, even text that JSON cannot carry.
    errors = [{"where": [str(part) for part in each["loc"]], "why": each["msg"]} for each in error.errors()]
    detail = "; ".join(f"{'.'.join(each['where'])}: {each['why']}" for each in errors)
    return _answer(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-input", detail, errors=errors)


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    return _answer(status, status.phrase.lower().replace(" ", "-"), str(error.detail), dict(error.headers or {}))


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    detail = "This is a mistake of ours. The server's log says more."
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, "failed", detail)
