"""How PostgreSQL goes about a statement: its plan as it ran, for a notebook or for a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import psycopg

from marketplace.errors import NotPossible
from marketplace.statements import Statement, statement
from marketplace.stores.postgres import Postgres, Session

STEPS = "ANALYZE, COSTS OFF, BUFFERS OFF, TIMING OFF, SUMMARY ON"
"""The rows of each step, and nothing that differs from run to run but the time in all."""

WORK = "ANALYZE, BUFFERS"
"""What each step was expected to cost, what it took, and the pages it read."""

VECTOR = re.compile(r"'\[[^']*\]'::vector")
MOST = 200
"""Characters of a plan's line that are shown."""

LONGEST = 5
"""Seconds after which a statement that runs only for its plan is stopped."""


def explain(
    session: Session, query: Statement, parameters: Mapping[str, Any] | None = None, options: str = STEPS
) -> str:
    """The plan of a statement, run for real with just these parameters."""
    asked = Statement(f"EXPLAIN {query.name}", f"EXPLAIN ({options}) {query.text}")
    rows = session.rows(asked, parameters, prepare=False)
    return "\n".join(shortened(row["QUERY PLAN"]) for row in rows)


def explain_apart(postgres: Postgres, query: Statement, parameters: Mapping[str, Any]) -> str:
    """The same in a transaction that may only read, for a few seconds, and is rolled back.

    Raises NotPossible where it takes longer, StoreUnavailable.
    """
    with postgres.transaction() as session:
        try:
            session.rows(statement("stores/apart.sql"), {"milliseconds": str(LONGEST * 1000)})
            return explain(session, query, parameters, WORK)
        except psycopg.errors.QueryCanceled as error:
            raise NotPossible(f"The statement was stopped after {LONGEST} seconds: its plan is not known.") from error
        finally:
            session.connection.rollback()


def shortened(line: str) -> str:
    """A line of a plan, readable: a vector's 384 numbers say nothing."""
    line = VECTOR.sub("'[…]'::vector", line)
    return line if len(line) <= MOST else f"{line[:MOST]} …"
