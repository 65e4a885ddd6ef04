"""PostgreSQL compared with itself: what is kept beside the order lines says what they say."""

from __future__ import annotations

from marketplace.statements import statement
from marketplace.stores.postgres import Postgres
from marketplace.verification import batches
from marketplace.verification.models import Check, Difference, Found, Only

KINDS = {
    "sold": ("units sold", "units sold differ from the order lines"),
    "totals": ("totals of orders", "total differs from the order lines"),
    "events": ("events of orders", "events of an order that is not there"),
}
"""By file: what is compared, and what a difference is called."""


def checks(postgres: Postgres) -> list[Check]:
    """Units sold, totals, events. Each row is read with what it is compared with, in one statement."""

    def check(name: str) -> Check:
        return Check(KINDS[name][0], ["postgres"], lambda only: _look(postgres, name, only))

    return [check(name) for name in KINDS]


def _look(postgres: Postgres, name: str, only: Only) -> tuple[int, list[Found]]:
    things, found = 0, []
    for rows in batches.rows(postgres, name, only):
        things += len(rows)
        found += [
            Found(row["id"], Difference(kind=KINDS[name][1], stores=["postgres"], id=row["id"], detail=row["detail"]))
            for row in rows
            if row["detail"] is not None
        ]
    return things, found


def strangers(postgres: Postgres, label: str, ids: list[str]) -> list[str]:
    """Those of `ids` that PostgreSQL has no row for, as the User, Product, Category or Seller that `label` says."""
    query = statement("verification/strangers.sql")
    return [
        row["id"]
        for start in range(0, len(ids), batches.SIZE)
        for row in postgres.rows(query, {"label": label, "ids": ids[start : start + batches.SIZE]})
    ]
