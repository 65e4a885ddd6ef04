"""One CSV file as text columns, each row with the line on which it begins."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pandas as pd

from marketplace.loading.errors import Faults

WIDEST_FIELD = 2**27
"""Characters of one field: the csv module's own limit of 131,072 is less than a long description may hold."""


def read_csv(path: Path, columns: Sequence[str], required: Sequence[str], faults: Faults) -> pd.DataFrame | None:
    """The wanted columns in lower case, blanks trimmed, empty as null; the index is each row's first line.

    Rows of another width than the header's, with an unclosed quote, or not in UTF-8, go to `faults` and are left out.
    None where the header itself cannot be used. Columns nobody asked for are ignored.
    """
    data = path.read_bytes()
    try:
        text, clean = data.decode("utf-8-sig"), b"\0" not in data
    except UnicodeDecodeError:
        text, clean = data.decode("utf-8-sig", errors="surrogateescape"), False
    csv.field_size_limit(WIDEST_FIELD)
    # The module counts lines by itself, also through quoted line breaks; strict, so that a stray quote is seen.
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip().upper() for name in next(reader, [])]
    except csv.Error as error:
        faults.refuse(path.name, f"the header cannot be read: {error}")
        return None
    if not _usable(header, columns, required, path.name, faults):
        return None
    rows, lines = _rows(reader, len(header), clean, path.name, faults)
    values = dict(zip(header, zip(*rows, strict=True), strict=True)) if rows else {}
    frame = pd.DataFrame(index=pd.Index(lines, dtype="int64", name="line"))
    for name in columns:
        column = pd.Series(values.get(name, [None] * len(lines)), index=frame.index, dtype="str").str.strip()
        frame[name.lower()] = column.where(column != "", None)
    return frame


def _usable(header: list[str], columns: Sequence[str], required: Sequence[str], file: str, faults: Faults) -> bool:
    missing = [name for name in required if name not in header]
    for name in missing:
        faults.refuse(file, f"there is no such column; the header holds {', '.join(header) or 'nothing'}", name)
    twice = [name for name in columns if header.count(name) > 1]
    for name in twice:
        faults.refuse(file, "the header names this column twice", name)
    return not missing and not twice


def _rows(
    reader: csv._reader,  # type: ignore[name-defined]
    width: int,
    clean: bool,
    file: str,
    faults: Faults,
) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    lines: list[int] = []
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return rows, lines
        except csv.Error as error:
            faults.add(file, line, None, _in_words(error))
            continue
        if len(row) == width and (clean or _sound("".join(row), line, file, faults)):
            rows.append(row)
            lines.append(line)
        elif row and len(row) != width:
            faults.mentioned[file].update(row)
            faults.add(file, line, None, f"{len(row)} columns, where the header has {width}")


def _in_words(error: csv.Error) -> str:
    if "unexpected end of data" in str(error):
        return "a quote is opened here and never closed"
    if "expected after" in str(error):
        return "text goes on after a closing quote; a quote within quotes is written twice"
    return str(error)


def _sound(text: str, line: int, file: str, faults: Faults) -> bool:
    if "\0" in text:
        faults.add(file, line, None, "it holds a NUL character")
        return False
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        faults.add(file, line, None, "it is not UTF-8")
        return False
    return True
