"""An order and its lines."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

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
