"""Requests made from the OpenAPI document, by the thousand: what it promises holds, and nothing else is answered.

All of Schemathesis's checks are on. Each operation is tried as nobody and as a shopper, with values that the document
allows (then they must be accepted, or refused for what the shop holds) and with others (then they must be refused), and
operations are chained as an order's id leads from one to the next. SCHEMATHESIS_EXAMPLES asks for more of them.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import positive_data_acceptance
from stall import Stall
from starlette.types import Receive, Scope, Send

from api.calling import bearer, picture
from marketplace.api import create_app
from marketplace.market import Market

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "2"))
BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize="SCHEMATHESIS_EXAMPLES" not in os.environ,
)


# What is a picture no schema can say: these are.
PICTURES = st.builds(picture, st.tuples(*[st.integers(0, 255)] * 3), kind=st.sampled_from(["PNG", "JPEG", "WEBP"]))
for kind in ("image/png", "image/jpeg", "image/webp"):
    schemathesis.openapi.media_type(kind, PICTURES)

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


def try_out(case: schemathesis.Case, headers: dict[str, str]) -> None:
    """Send it, and check the answer in every way there is."""
    if is_contradictory(case.query):
        response = case.call(headers=headers)
        assert response.status_code == 422
        case.validate_response(response, headers=headers, excluded_checks=[positive_data_acceptance])
    else:
        case.call_and_validate(headers=headers)


def is_contradictory(query: Any) -> bool:
    """Whether the lowest price is above the highest: each is in order, and no document can say that both are not."""
    try:
        return float(query["min_price"]) > float(query["max_price"])
    except (KeyError, TypeError, ValueError):
        return False


@operations.parametrize()
@BOUNDED
def test_as_nobody(case: schemathesis.Case) -> None:
    try_out(case, {})


@operations.parametrize()
@BOUNDED
def test_as_a_shopper(case: schemathesis.Case, shipped: Market) -> None:
    # One signs out now and then, so each request is of a session of its own.
    try_out(case, bearer(Stall(shipped), "U0001"))


def test_one_thing_after_another(shipped: Market) -> None:
    """As an order's id leads from checkout to cancelling, and a product's from a page to the cart."""

    class Shopper(operations.as_state_machine()):  # type: ignore[misc]
        def get_call_kwargs(self, case: schemathesis.Case) -> dict[str, Any]:
            return {"headers": bearer(Stall(shipped), "U0001")}

        def validate_response(self, response: Any, case: schemathesis.Case, *more: Any, **kwargs: Any) -> None:
            if not is_contradictory(case.query):
                super().validate_response(response, case, *more, **kwargs)

    Shopper.run(settings=settings(BOUNDED, stateful_step_count=8))
