"""Whether the stores answer."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from marketplace.settings import STORES, StoreName
from marketplace.stores.health import Watch

router = APIRouter(tags=["health"])

FIRST_ANSWER_SECONDS = 10.0
"""How long the very first question waits: a store that is down takes some seconds to be known as such."""


class StoreHealth(BaseModel):
    """One store: its version, or why it does not answer."""

    well: bool
    version: str | None
    reason: str | None
    ms: float


class Report(BaseModel):
    """Every store as last found (each is asked every ten seconds). Without PostgreSQL nothing can be bought."""

    well: bool
    degraded: list[StoreName]
    stores: dict[StoreName, StoreHealth]


@router.get("/health", responses={503: {"model": Report, "description": "PostgreSQL does not answer."}})
def health(request: Request, response: Response) -> Report:
    """200 where PostgreSQL answers, else 503; `degraded` names the stores that do not."""
    watch: Watch = request.app.state.watch
    found = watch.health(FIRST_ANSWER_SECONDS)
    stores = {
        store: StoreHealth(well=known.well, version=known.version, reason=known.reason, ms=round(known.ms, 1))
        if (known := found.get(store))
        else StoreHealth(well=False, version=None, reason="It has not answered yet.", ms=0)
        for store in STORES
    }
    degraded = [store for store in STORES if not stores[store].well]
    if "postgres" in degraded:
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    return Report(well=not degraded, degraded=degraded, stores=stores)
