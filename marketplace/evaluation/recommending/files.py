"""The files of an evaluation: held-out purchases, and the products to rank."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from marketplace.errors import InvalidInput

COLUMNS = ["user_id", "product_id"]
LISTED = 20
"""Bad rows that are named one by one."""


def read_pairs(path: Path) -> Mapping[str, list[str]]:
    """By user: products, in the file's order, each once. Raises InvalidInput with all bad rows, by line and column."""
    found: dict[str, dict[str, None]] = {}
    bad: list[str] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            header = [name.strip().lower() for name in next(rows, [])]
            if header != COLUMNS:
                raise InvalidInput(f"{path}: the first line must be {','.join(COLUMNS)}, not {','.join(header)}.")
            for row in rows:
                cells = [cell.strip() for cell in row]
                if problem := _problem(cells):
                    bad.append(f"{path}, line {rows.line_num}, {problem}.")
                elif cells:
                    found.setdefault(cells[0], {})[cells[1]] = None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidInput(f"{path} is not a CSV file in UTF-8: {error}.") from error
    if bad:
        more = [f"… and {len(bad) - LISTED:,} more."] if len(bad) > LISTED else []
        raise InvalidInput("\n".join(bad[:LISTED] + more))
    if not found:
        raise InvalidInput(f"{path} holds no pairs of user and product.")
    return {user: list(products) for user, products in found.items()}


def _problem(cells: list[str]) -> str | None:
    if cells and len(cells) != len(COLUMNS):
        return f"{COLUMNS[min(len(cells), len(COLUMNS) - 1)]}: {len(cells)} columns instead of {len(COLUMNS)}"
    return next((f"{name}: empty" for name, cell in zip(COLUMNS, cells, strict=False) if not cell), None)
