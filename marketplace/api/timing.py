"""`Server-Timing`: which stores an answer came from, how many statements each ran, and how long they took."""

from __future__ import annotations

import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from marketplace import tracing


class ServerTiming:
    """Records the statements of each request, for itself and for `scope["recording"]`.

    Plain ASGI: the context of its span reaches the thread of the route.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        with tracing.recording(f"HTTP {scope['method']}") as run:
            scope["recording"] = run

            async def timed(message: Message) -> None:
                if message["type"] == "http.response.start":
                    elapsed = (time.perf_counter() - began) * 1000
                    MutableHeaders(scope=message).append("Server-Timing", header(run, elapsed))
                await send(message)

            await self.app(scope, receive, timed)


def header(run: tracing.Recording, elapsed_ms: float) -> str:
    """One metric a store, in the order first asked, then the total: `redis;dur=0.8;desc="2 statements, 1 hit"`."""
    metrics = []
    for store in run.stores:
        statements = [s for s in run.statements if s.store == store]
        said = [_count(len(statements), "statement")]
        if hits := sum(s.outcome == "hit" for s in statements):
            said.append(_count(hits, "hit"))
        metrics.append(f'{store};dur={sum(s.ms for s in statements):.1f};desc="{", ".join(said)}"')
    return ", ".join([*metrics, f"total;dur={elapsed_ms:.1f}"])


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
