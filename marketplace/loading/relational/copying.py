"""Frames into PostgreSQL by COPY, written as CSV by Arrow: no Python object is made for any value."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
from psycopg import sql
from pyarrow import csv

from marketplace.progress import Progress
from marketplace.stores.postgres import Session
from marketplace.tracing import statement_span

BLOCK = 50_000
"""Rows written at a time: some megabytes, so that memory stays small and progress is seen."""


def copy_frame(session: Session, table: str, frame: pd.DataFrame, progress: Progress) -> int:
    """COPY a frame into a table whose columns are named as the frame's. Null is empty, an empty text is quoted."""
    command = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, frame.columns))
    )
    step = f"staging {table.removeprefix('staged_')}"
    progress(step, 0, len(frame))
    with (
        statement_span("postgres", f"copy {table}", command.as_string(session.connection)) as executed,
        session.connection.cursor() as cursor,
        cursor.copy(command) as copy,
    ):
        for done, block in _blocks(frame):
            copy.write(block)
            progress(step, done, len(frame))
        executed.rows = len(frame)
    return len(frame)


def _blocks(frame: pd.DataFrame) -> Iterator[tuple[int, memoryview]]:
    # Dates are text already; Arrow writes moments with their offset.
    for start in range(0, len(frame), BLOCK):
        part = frame.iloc[start : start + BLOCK]
        buffer = pa.BufferOutputStream()
        csv.write_csv(
            pa.Table.from_pandas(part, preserve_index=False),
            buffer,
            csv.WriteOptions(include_header=False, quoting_style="needed"),
        )
        yield start + len(part), memoryview(buffer.getvalue())
