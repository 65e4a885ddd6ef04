"""The files of an evaluation: held-out purchases, and the products to rank."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from marketplace.errors import InvalidInput

COLUMNS = ["user_id", "product_id"]


def read_pairs(path: Path) -> Mapping[str, list[str]]:
    """By user: products, in the file's order, each once. Raises InvalidInput, by file and line."""
    found: dict[str, dict[str, None]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            header = [name.strip().lower() for name in next(rows, [])]
            if header != COLUMNS:
                raise InvalidInput(f"{path}: the first line must be {','.join(COLUMNS)}, not {','.join(header)}.")
            for row in rows:
                if not row:
                    continue
                if len(row) != len(COLUMNS) or not all(cell.strip() for cell in row):
                    raise InvalidInput(f"{path}, line {rows.line_num}: a user and a product are needed, not {row}.")
                user, product = (cell.strip() for cell in row)
                found.setdefault(user, {})[product] = None
    except (UnicodeDecodeError, csv.Error) as error:
        raise InvalidInput(f"{path} is not a CSV file in UTF-8: {error}.") from error
    if not found:
        raise InvalidInput(f"{path} holds no pairs of user and product.")
    return {user: list(products) for user, products in found.items()}
