"""A shopper as others may see one, and the sessions in which they are signed in: no address, no password."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field


class Shopper(BaseModel):
    """A user of the shop. `orders` counts all they ever placed."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    location: str | None
    interests: list[str]
    joined_on: date | None
    orders: int


class Session(BaseModel):
    """A shopper signed in somewhere. `id` names it to its owner; it is not the token, and opens nothing.

    `agent` is what the browser or program calls itself; `expires_in` is seconds until it ends if nobody uses it.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    user_id: str
    agent: str
    created_at: datetime
    last_seen_at: datetime
    expires_in: int


class SignedIn(BaseModel):
    """A session and the secret that proves it: told this once, kept nowhere here."""

    model_config = ConfigDict(frozen=True)

    token: str = Field(repr=False)
    session: Session
