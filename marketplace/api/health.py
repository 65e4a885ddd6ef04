"""Whether this process answers, and whether the stores do."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from marketplace.api import problems
from marketplace.settings import STORES, StoreName
from marketplace.stores.health import Watch

router = APIRouter(prefix="/health", tags=["health"])

FIRST_ANSWER_SECONDS = 10.0
"""How long the very first question waits: a store that is down takes some seconds to be known as such."""


class Alive(BaseModel):
    """The process answers."""

    alive: bool = True


class StoreHealth(BaseModel):
    """One store: its version, or why it does not answer."""

    well: bool
    version: str | None
    reason: str | None
    ms: float


class Report(BaseModel):
    """Every store as last found (each is asked every ten seconds)."""

    well: bool
    degraded: list[StoreName]
    stores: dict[StoreName, StoreHealth]


@router.get("/live")
async def live() -> Alive:
    """Whether the process answers, whatever the stores do: who restarts it asks this."""
    return Alive()


@router.get(
    "/ready",
    response_model=Report,
    responses=problems.refusals(SERVICE_UNAVAILABLE="PostgreSQL does not answer; with the same report as a 200."),
)
def ready(request: Request) -> Report | Response:
    """Whether things can be bought, which PostgreSQL alone decides; `degraded` names the stores that do not answer."""
    watch: Watch = request.app.state.watch
    found = watch.health(FIRST_ANSWER_SECONDS)
    stores = {
        store: StoreHealth(well=known.well, version=known.version, reason=known.reason, ms=round(known.ms, 1))
        if (known := found.get(store))
        else StoreHealth(well=False, version=None, reason="It has not answered yet.", ms=0)
        for store in STORES
    }
    degraded = [store for store in STORES if not stores[store].well]
    report = Report(well=not degraded, degraded=degraded, stores=stores)
    if "postgres" in degraded:
        detail = f"Nothing can be bought: {stores['postgres'].reason}"
        more = report.model_dump(mode="json")
        return problems.answer(HTTPStatus.SERVICE_UNAVAILABLE, "store-unavailable", detail, store="postgres", **more)
    return report
