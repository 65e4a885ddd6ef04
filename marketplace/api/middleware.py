"""What holds for every address: HEAD, the length of a body, and headers on the safe side."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 256 * 1024
"""Bytes of a body that are read, unless more are for the address: a review of 5,000 characters, escaped, has 60,000."""


class SafeHeaders:
    """Nothing is guessed from an answer's bytes, and what is not said to be for everybody is kept by nobody."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                # Files of the documentation have a tag, and no word on how long: a browser knows what to do.
                if "etag" not in headers:
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, safe)


class BodyLimit:
    """Stops reading a body that is too long. Its length may be announced, or only come to light.

    `longer` holds the bytes that are read at some addresses in place of MAX_BODY.
    """

    def __init__(self, app: ASGIApp, longer: Mapping[str, int]) -> None:
        self.app, self.longer = app, longer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")[:20]
        length = int(announced) if announced.isdecimal() else 0
        most, read = self.longer.get(scope["path"], MAX_BODY), 0

        async def limited() -> Message:
            nonlocal read
            # Raised where the route reads, so that the answer is a problem as all others are.
            if length > most:
                raise _too_long(most)
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise _too_long(most)
            return message

        await self.app(scope, limited, send)


def _too_long(most: int) -> HTTPException:
    message = f"A body may have {most:,} bytes, and this one has more. Send less at once."
    return HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message)


class Head:
    """HEAD is GET without the body, at every address that has a GET (RFC 9110, 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def bodiless(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, bodiless)
