"""A shopper as others may see one: neither address nor password."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict


class Shopper(BaseModel):
    """A user of the shop. `orders` counts all they ever placed."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    location: str | None
    interests: list[str]
    joined_on: date | None
    orders: int
