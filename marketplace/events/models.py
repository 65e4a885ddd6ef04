"""An event under way, and how the relay stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from marketplace.settings import StoreName

DESTINATIONS: dict[str, StoreName] = {
    "graph": "neo4j",
    "cart": "redis",
    "caches": "redis",
    "hot_products": "redis",
    "reviews": "mongo",
}
"""Who is told of every event, and the store it keeps its copy in."""


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the outbox. `payload` of an order's events: order_id, user_id, placed_at (ISO 8601) and items."""

    id: int
    event_id: str
    kind: str
    sequence: int
    payload: dict[str, Any]
    created_at: datetime
    attempts: int

    @property
    def user_id(self) -> str:
        """Whose order it is of."""
        return str(self.payload["user_id"])

    @property
    def placed_at(self) -> datetime:
        """When the order was placed."""
        return datetime.fromisoformat(self.payload["placed_at"])

    @property
    def quantities(self) -> dict[str, int]:
        """Pieces of the order by product id."""
        return {item["product_id"]: item["quantity"] for item in self.payload["items"]}


Handler = Callable[[Sequence[Event]], None]
"""Takes events in; harmless when some or all of them come again, from another relay, or late.

No two of a batch are of one order. Raises StoreUnavailable where its store does not answer; anything else it raises is
the events' own fault.
"""


class Model(BaseModel):
    """Frozen, as every answer is."""

    model_config = ConfigDict(frozen=True)


class DestinationStatus(Model):
    """One destination: what waits for it, how many seconds the oldest has, what was given up.

    `p50_ms` and `p95_ms`: how long after they were written the latest events arrived; None before the first.
    """

    destination: str
    store: StoreName
    waiting: int
    oldest_seconds: float
    dead: int
    p50_ms: float | None
    p95_ms: float | None


class RelayStatus(Model):
    """All of it: `waiting` and `dead` count events that are so at any destination."""

    waiting: int
    dead: int
    oldest_seconds: float
    p50_ms: float | None
    p95_ms: float | None
    destinations: list[DestinationStatus]


class DeadLetter(Model):
    """An event that a destination could not digest. `behind`: later events of the same order that wait for it there."""

    event_id: str
    kind: str
    order_id: str
    user_id: str | None
    sequence: int
    destination: str
    attempts: int
    last_error: str | None
    created_at: datetime
    dead_at: datetime
    behind: int
