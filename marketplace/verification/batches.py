"""A table read a stretch at a time, each stretch after the last id of the one before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marketplace.statements import statement
from marketplace.stores.postgres import Postgres, Row
from marketplace.verification.models import Only

SIZE = 1000
"""Things compared at a time."""


def rows(postgres: Postgres, name: str, only: Only, size: int = SIZE, **parameters: Any) -> Iterator[list[Row]]:
    """Stretches of `verification/NAME.sql`, whose rows come in the order of their ids."""
    after, wanted = "", None if only is None else list(only)
    query = statement(f"verification/{name}.sql")
    while found := postgres.rows(query, {"after": after, "only": wanted, "limit": size, **parameters}):
        yield found
        after = found[-1]["id"]
