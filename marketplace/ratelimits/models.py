"""What may be done how often, and how much of it is left."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

Action = Literal["sign_in", "add_to_cart", "checkout", "search", "review", "recommend", "view"]


class Policy(NamedTuple):
    """At most `amount` in any stretch of `seconds`."""

    amount: int
    seconds: int


POLICIES: dict[Action, Policy] = {
    # Guessing: every attempt costs an argon2 hash, and each account has one door.
    "sign_in": Policy(20, 300),
    # The others keep a program out, not a person: nobody taps five times a second for a minute.
    "add_to_cart": Policy(300, 60),
    "checkout": Policy(60, 60),
    "search": Policy(300, 60),
    "review": Policy(60, 3600),
    "recommend": Policy(300, 60),
    "view": Policy(600, 60),
}
"""The one table of all limits; each shopper, and each address of people who have not signed in, has it to itself."""


class Allowance(BaseModel):
    """What is left of an action for somebody.

    `reset_seconds`: seconds until the oldest one that counts is forgotten and makes room for another; 0: none counts.
    """

    model_config = ConfigDict(frozen=True)

    action: Action
    limit: int
    remaining: int
    reset_seconds: int
