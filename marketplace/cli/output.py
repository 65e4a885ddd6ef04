"""How commands print: tables and lines for people, one JSON object for programs, progress on standard error."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from marketplace.settings import Settings

if TYPE_CHECKING:
    from marketplace.market import Market

console = Console()
errors = Console(stderr=True)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON value instead of text.")]


def open_market(settings: Settings | None = None) -> Market:
    """The market. Imported here: four drivers take seconds, and `--help` should not."""
    from marketplace.market import Market

    return Market.open(settings)


def show_json(value: object) -> None:
    """Print a value as JSON: models as objects, money as strings, times as ISO 8601."""
    console.print_json(json.dumps(value, default=_plain, ensure_ascii=False), highlight=console.is_terminal)


def _plain(value: object) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Decimal | Path):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def show_table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, title: str | None = None) -> None:
    """Print rows under headings; numbers to the right."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for index, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[index], int | float | Decimal | None) for row in rows)
        table.add_column(column, justify="right" if numeric else "left")
    for row in rows:
        table.add_row(*(escape(_cell(cell)) for cell in row))
    console.print(table)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def show_facts(facts: Mapping[str, object]) -> None:
    """Print names and values, one a line."""
    width = max(map(len, facts))
    for name, value in facts.items():
        console.print(f"{name:<{width}}  {escape(_cell(value))}", highlight=False)


@contextmanager
def progress() -> Iterator[Any]:
    """A progress callback (step, done, total): a bar a step on a terminal, plain lines elsewhere."""
    if not errors.is_terminal:
        told: set[str] = set()

        def tell(step: str, done: int, total: int | None) -> None:
            if step not in told:
                told.add(step)
                errors.print(f"{step} …", markup=False, highlight=False)
            if total and done >= total and f"{step} done" not in told:
                told.add(f"{step} done")
                errors.print(f"{step}: {total:,} done", markup=False, highlight=False)

        yield tell
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors) as bars:
        tasks: dict[str, Any] = {}

        def draw(step: str, done: int, total: int | None) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(escape(step), total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield draw
