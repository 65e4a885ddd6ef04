"""Checks and conversions of whole columns. Each names the rows it cannot read, and gives null for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from marketplace.loading.errors import Faults

LARGEST_WHOLE = 2**31 - 1
LARGEST_CENTS = 10**12 - 1
"""PostgreSQL's integer and numeric(12, 2)."""


@dataclass(frozen=True)
class Names:
    """What rows of other files may name: ids that are there, and ids whose rows are bad."""

    file: str
    sound: pd.Index
    lost: set[str] = field(default_factory=set)


class Rows:
    """The rows of one file while they are read. `bad` marks those some check has refused."""

    def __init__(self, file: str, frame: pd.DataFrame, faults: Faults) -> None:
        self.file = file
        self.frame = frame
        self.faults = faults
        self.bad = np.zeros(len(frame), dtype=bool)

    def __getitem__(self, column: str) -> pd.Series:
        return self.frame[column]

    def refuse(self, mask: pd.Series, column: str, reason: str | Callable[[str], str]) -> None:
        """Refuse the rows of a mask; `reason` may be worked out from the column's value."""
        wrong = mask.fillna(False).to_numpy(dtype=bool)
        if wrong.any():
            values = self.frame.loc[wrong, column]
            found = ((int(line), reason(str(v)) if callable(reason) else reason) for line, v in values.items())
            self.faults.add_all(self.file, column.upper(), found)
            self.bad |= wrong

    def filled(self, column: str) -> None:
        """Refuse rows without a value."""
        self.refuse(self[column].isna(), column, "it is empty")

    def unique(self, column: str) -> None:
        """Refuse all but the first row of a value."""
        values = self[column]
        again = values.duplicated() & values.notna()
        if again.any():
            first = {value: line for line, value in values[~again].items()}
            self.refuse(again, column, lambda v: f"duplicate of {v!r} on line {first[v]}")

    def known(self, column: str, there: Rows | Names, kind: str) -> None:
        """Refuse rows that name something that is not there. An empty value names nothing.

        A row that names a row which is bad itself goes with it, and is not a fault of its own.
        """
        names = there.names() if isinstance(there, Rows) else there
        value = self[column]
        unknown = value.notna() & ~value.isin(names.sound)
        gone = unknown & value.isin(names.lost)
        if gone.any():
            self.faults.follow(self.file, int((gone.to_numpy() & ~self.bad).sum()), names.file)
            self.bad |= gone.to_numpy()
        self.refuse(unknown & ~gone, column, lambda v: f"unknown {kind} {v!r}")

    def names(self) -> Names:
        """The ids of this file: of its sound rows, and of those that are lost."""
        ids = self.frame["id"]
        lost = set(ids[self.bad].dropna()) | self.faults.mentioned.get(self.file, set())
        return Names(self.file, pd.Index(ids[~self.bad]), lost)

    def whole(self, column: str, least: int, default: int | None) -> pd.Series:
        """Whole numbers of at least `least`; an empty value is the default."""
        text = self[column]
        readable = text.str.fullmatch(r"[+-]?\d{1,18}(\.0*)?")
        self.refuse(text.notna() & ~readable.fillna(False), column, lambda v: f"unreadable number {v!r}")
        number = pd.to_numeric(text.where(readable.fillna(False)).str.replace(r"\.0*$", "", regex=True)).astype("Int64")
        self.refuse(
            number < least, column, lambda v: f"{v} is less than {least}" if least else f"negative {column} {v}"
        )
        self.refuse(number > LARGEST_WHOLE, column, lambda v: f"{v} is more than {LARGEST_WHOLE}")
        return number if default is None else number.fillna(default)

    def money(self, column: str) -> pd.Series:
        """Amounts as whole cents. More than two decimals are rounded half up, and the reader is told."""
        text = self[column]
        readable = text.str.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)").fillna(False)
        self.refuse(text.notna() & ~readable, column, lambda v: f"unreadable number {v!r}")
        text = text.where(readable)
        # Exact for two decimals: below 10^12 cents a float is off by less than a thousandth of a cent.
        cents = (pd.to_numeric(text).astype("float64") * 100 + (0.5 + 1e-6)) // 1
        self.refuse(text.str.startswith("-").fillna(False) & (cents != 0), column, lambda v: f"negative price {v}")
        self.refuse(cents > LARGEST_CENTS, column, lambda v: f"{v} is more than a price can be")
        finer = text.notna() & ~text.str.fullmatch(r"[^.]*(\.\d{0,2}0*)?").fillna(False)
        if finer.any():
            line, value = next(iter(text[finer].items()))
            self.faults.notes.append(
                f"{self.file}, {column.upper()}: {int(finer.sum()):,} amounts with more than two decimals were rounded "
                f"to cents (the first, {value}, on line {line})."
            )
        whole: pd.Series = cents.where((cents >= 0) & (cents <= LARGEST_CENTS)).astype("Int64")
        return whole

    def moment(self, column: str) -> pd.Series:
        """ISO 8601 moments in UTC; one without an offset is UTC already."""
        text = self[column]
        moments = pd.to_datetime(text, format="ISO8601", utc=True, errors="coerce")
        self.refuse(
            text.notna() & moments.isna(),
            column,
            lambda v: f"unreadable date {v!r}; ISO 8601 is read, as 2026-03-14T09:30:00Z",
        )
        exact: pd.Series = moments.astype("datetime64[us, UTC]")
        return exact

    def day(self, column: str) -> pd.Series:
        """ISO 8601 dates, as ISO text."""
        text: pd.Series = self.moment(column).dt.strftime("%Y-%m-%d")
        return text

    def words(self, column: str) -> pd.Series:
        """Comma separated words, blanks trimmed, empty ones and repeats left out."""
        text = self[column]
        if text.isna().all():
            return text
        return text.map(_words, na_action="ignore")

    def sound(self, columns: dict[str, pd.Series]) -> pd.DataFrame:
        """The frame of the rows no check refused, with these columns."""
        return pd.DataFrame(columns, index=self.frame.index)[~self.bad]


def _words(text: str) -> str:
    return ",".join(dict.fromkeys(word for part in text.split(",") if (word := part.strip())))
