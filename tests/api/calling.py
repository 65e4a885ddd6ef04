"""How the tests call the application, and read what it refuses."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from PIL import Image, ImageDraw
from stall import Stall

from marketplace.market import Market
from marketplace.ratelimits.models import POLICIES, Policy

PLENTY = {action: Policy(1_000_000, policy.seconds) for action, policy in POLICIES.items()}
"""Limits that no test meets by accident."""


def bearer(stall: Stall, user_id: str | None = None) -> dict[str, str]:
    """Headers of a shopper who is signed in: this one, or a new one."""
    signed_in = stall.market.accounts.sign_in_as(user_id or stall.shopper())
    return {"Authorization": f"Bearer {signed_in.token}"}


def problem(response: Any, status: int, kind: str) -> dict[str, Any]:
    """The problem a response is, after checking that it is one and of this kind."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    body: dict[str, Any] = response.json()
    assert (response.status_code, body["status"], body["type"]) == (status, status, f"urn:marketplace:{kind}"), body
    assert body["detail"]
    return body


def forget_addresses(market: Market) -> None:
    """What was counted of people who have not signed in: all tests come from one address."""
    for key in market.redis.commands.scan_iter("rate_limit:{address*"):
        market.redis.commands.delete(key)


def picture(colour: tuple[int, int, int] = (180, 60, 40), kind: str = "PNG", side: int = 48) -> bytes:
    """A disc of this colour on pale ground, as a file of this kind."""
    drawn = Image.new("RGB", (side, side), (238, 230, 214))
    ImageDraw.Draw(drawn).ellipse((side // 5, side // 5, side * 4 // 5, side * 4 // 5), fill=colour)
    file = io.BytesIO()
    drawn.save(file, kind)
    return file.getvalue()


def every_route(app: FastAPI) -> Iterator[str]:
    """Whatever the application answers to, as "GET /products/{product_id}"; what is mounted, as "MOUNT /files"."""
    for context in iter_route_contexts(app.routes):
        path = getattr(context, "path", "")
        for method in set(getattr(context, "methods", None) or ["MOUNT"]) - {"HEAD"}:
            yield f"{method} {path}"
