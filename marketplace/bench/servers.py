"""The servers that are measured, for uvicorn to run: our API, and the floor."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from itertools import count
from pathlib import Path

from fastapi import FastAPI, Response

from marketplace.api import create_app
from marketplace.ratelimits.models import Action, Allowance
from marketplace.ratelimits.service import RateLimits
from marketplace.search.service import SearchService

BODIES = "MARKETPLACE_BENCH_BODIES"
"""The variable that names the folder with what the floor answers: a file for each path."""

PEOPLE = 200
"""So many take turns at the API, so that the limits are kept as ever and nobody reaches one."""


def person(number: int) -> str:
    """One of those who take turns."""
    return f"bench-{number % PEOPLE}"


class _Turns(RateLimits):
    """The limits as they are, but that each request is somebody else's."""

    _numbers = count()

    def hit(self, action: Action, who: str) -> Allowance:
        return super().hit(action, person(next(self._numbers)))


def shop() -> FastAPI:
    """Our API, without the language model, which what is measured does not ask and whose loading would be measured."""
    SearchService.warm = lambda self: None  # type: ignore[method-assign]
    app = create_app()
    begin = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with begin(app):
            app.state.market.limits = _Turns(app.state.market.redis)
            yield

    app.router.lifespan_context = lifespan
    return app


def floor() -> FastAPI:
    """One route that answers what it has in hand."""
    app, folder = FastAPI(), Path(os.environ[BODIES])
    read = cache(lambda name: (folder / name).read_bytes())

    @app.get("/{name}")
    def answer(name: str) -> Response:
        return Response(read(name), media_type="application/json")

    return app
