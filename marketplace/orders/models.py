"""An order, its lines, and how its news gets on."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from marketplace.settings import StoreName

Status = Literal["paid", "shipped", "delivered", "cancelled", "returned"]


class OrderItem(BaseModel):
    """One line: the price is what was paid for one piece."""

    model_config = ConfigDict(frozen=True)

    line: int
    product_id: str
    name: str
    quantity: int
    unit_price: Decimal


class Order(BaseModel):
    """An order as PostgreSQL holds it. Times are UTC."""

    model_config = ConfigDict(frozen=True)

    id: str
    user_id: str
    status: Status
    total: Decimal
    placed_at: datetime
    items: list[OrderItem]


class Delivery(BaseModel):
    """One event of an order on its way to one destination, which lives in `store`. `attempts` counts those that failed.

    `sequence` is the event's place among those of its order: 1 for its placing, 2 for its cancelling.
    """

    model_config = ConfigDict(frozen=True)

    event_id: str
    kind: str
    sequence: int
    destination: str
    store: StoreName
    state: Literal["waiting", "delivered", "dead"]
    created_at: datetime
    delivered_at: datetime | None
    attempts: int
    last_error: str | None
