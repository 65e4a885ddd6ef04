"""The relational loader: COPY into staging, then one statement a table that writes only what is new or differs.

All of it is one transaction: a load that fails half-way leaves nothing behind, and nobody sees half a load.
"""

from __future__ import annotations

import psycopg

from marketplace.loading.dataset import COLUMNS, Dataset
from marketplace.loading.errors import LoadRefused
from marketplace.loading.relational.copying import copy_frame
from marketplace.progress import Progress, silent
from marketplace.statements import Statement, statement
from marketplace.stores.postgres import Postgres, Session
from marketplace.tracing import Secret

__all__ = ["copy_frame", "load_relational"]

BIG = 20_000
"""Rows from which dropping and rebuilding indexes is faster than keeping them up, where nothing is stored yet."""

STEPS = ("categories", "sellers", "users", "products", "orders", "items", "items_gone", "sold")
REBUILT = ["users", "products", "orders", "order_items"]


def load_relational(
    postgres: Postgres, dataset: Dataset, progress: Progress = silent, *, password_hash: str | None = None
) -> dict[str, int]:
    """Load a data set; rows given to each table. Loading it again changes nothing.

    Its shoppers who have no password get `password_hash`, all of them the same: for a demo.

    Raises LoadRefused where PostgreSQL does not take the data, StoreUnavailable where it does not answer.
    """
    try:
        with postgres.transaction() as session:
            rows = _stage(session, dataset, progress)
            _settle(session, sum(rows.values()), progress, password_hash)
        progress("vacuuming and analysing", 0, None)
        postgres.maintain(_file("vacuum"))
    except (psycopg.IntegrityError, psycopg.DataError) as error:
        raise LoadRefused("postgres", str(error).splitlines()[0]) from error
    return rows


def _stage(session: Session, dataset: Dataset, progress: Progress) -> dict[str, int]:
    session.rows(_file("stage"))
    rows = {name: copy_frame(session, f"staged_{name}", dataset.frame(name), progress) for name in COLUMNS}
    session.rows(_file("analyze_staged"))
    return rows


def _settle(session: Session, rows: int, progress: Progress, password_hash: str | None) -> None:
    session.rows(_file("lock"))
    session.rows(_file("memory"))
    rebuilt = _drop_secondary(session) if rows >= BIG else []
    for number, step in enumerate(STEPS):
        progress("merging " + step.replace("_", " "), number, len(STEPS))
        users = {"password_hash": password_hash and Secret(password_hash)} if step == "users" else None
        session.rows(_file(step), users)
    for number, make in enumerate(rebuilt):
        progress("building indexes", number, len(rebuilt))
        session.rows(make)


def _drop_secondary(session: Session) -> list[Statement]:
    """Drop what can be rebuilt, where nothing is stored yet; the statements that make it again."""
    stored = session.row(_file("stored"))
    assert stored is not None
    if stored["anything"]:
        return []
    secondary = session.rows(_file("secondary"), {"tables": REBUILT})
    for one in reversed(secondary):
        session.rows(Statement("loading/relational/secondary.sql", one["drop"]))
    return [Statement("loading/relational/secondary.sql", one["make"]) for one in secondary]


def _file(name: str) -> Statement:
    return statement(f"loading/relational/{name}.sql")
