"""Our API as it is measured, for uvicorn to run."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from fastapi import FastAPI

from marketplace.api import create_app
from marketplace.bench.api import person
from marketplace.ratelimits.models import Action, Allowance
from marketplace.ratelimits.service import RateLimits
from marketplace.search.service import SearchService


class _Turns(RateLimits):
    """The limits as they are, but that each request is somebody else's."""

    _numbers = count()

    def hit(self, action: Action, who: str) -> Allowance:
        return super().hit(action, person(next(self._numbers)))


def create() -> FastAPI:
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
