"""Requests made from the OpenAPI document, by the thousand: what it promises holds, and nothing else is answered.

All of Schemathesis's checks are on. Each operation is tried as nobody and as a shopper, with values that the document
allows (then they must be accepted, or refused for what the shop holds) and with others (then they must be refused), and
operations are chained as an order's id leads from one to the next. SCHEMATHESIS_EXAMPLES asks for more of them.
"""

from __future__ import annotations

import os

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from stall import Stall
from starlette.types import Receive, Scope, Send

from api.calling import bearer
from marketplace.api import create_app
from marketplace.market import Market

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "5"))
BOUNDED = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


operations = schemathesis.openapi.from_dict(create_app().openapi())
running_app: list[FastAPI] = []


async def at_work(scope: Scope, receive: Receive, send: Send) -> None:
    """The application that is running; it is not started anew."""
    if scope["type"] == "http":
        await running_app[0](scope, receive, send)


operations.app = at_work


@pytest.fixture(scope="session", autouse=True)
def wired(app: FastAPI, running: TestClient, shipped: Market) -> None:
    """What Schemathesis calls."""
    running_app.append(app)
    # Every operation is quick but for the first search by meaning, which waits for the language model.
    running.get("/search?q=a bowl")


@operations.parametrize()
@BOUNDED
def test_as_nobody(case: schemathesis.Case) -> None:
    case.call_and_validate()


@operations.parametrize()
@BOUNDED
def test_as_a_shopper(case: schemathesis.Case, shipped: Market) -> None:
    # One signs out now and then, so each request is of a session of its own.
    case.call_and_validate(headers=bearer(Stall(shipped), "U0001"))
