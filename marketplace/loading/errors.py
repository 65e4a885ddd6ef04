"""What is wrong with a folder of data, row by row, and a store that does not take what it is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from marketplace.errors import InvalidInput, MarketplaceError

LISTED = 50
"""Bad rows that are listed one by one; the rest are counted."""

FILE_ORDER = ("categories.csv", "sellers.csv", "products.csv", "users.csv", "orders.csv")


@dataclass(frozen=True)
class BadRow:
    """One fault of one row. `line` is where the row begins in the file, as an editor counts; the header is line 1."""

    file: str
    line: int
    column: str | None
    reason: str

    def __str__(self) -> str:
        column = f", {self.column}" if self.column else ""
        return f"{self.file}, line {self.line}{column}: {self.reason}"


@dataclass
class BadRows(InvalidInput):
    """Rows that cannot be loaded. `listed` holds the faults of the first 50, `count` says how many rows are bad."""

    listed: list[BadRow]
    count: int

    def __str__(self) -> str:
        rows = "1 bad row" if self.count == 1 else f"{self.count:,} bad rows"
        more = self.count - len({(bad.file, bad.line) for bad in self.listed})
        lines = [f"{rows}; nothing was loaded. Mend them, or leave them out with --skip-bad-rows."]
        lines += [f"  {bad}" for bad in self.listed]
        return "\n".join(lines + ([f"  … and {more:,} more"] if more > 0 else []))


@dataclass
class Faults:
    """Gathers what is wrong while a folder is read. Several faults of one row are all kept, and count as one row."""

    rows: dict[tuple[str, int], list[BadRow]] = field(default_factory=lambda: defaultdict(list))
    unreadable: list[BadRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    mentioned: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Every value of rows whose width is wrong, by file: their ids are among them."""
    followers: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def add(self, file: str, line: int, column: str | None, reason: str) -> None:
        """Note one fault."""
        self.rows[file, line].append(BadRow(file, line, column, reason))

    def add_all(self, file: str, column: str | None, found: Iterable[tuple[int, str]]) -> None:
        """Note a fault for each (line, reason)."""
        for line, reason in found:
            self.add(file, line, column, reason)

    def refuse(self, file: str, reason: str, column: str | None = None) -> None:
        """Note that a whole file cannot be read: skipping rows does not help."""
        self.unreadable.append(BadRow(file, 1, column, reason))

    def follow(self, file: str, rows: int, of: str) -> None:
        """Note rows of a file that go with bad rows of another, which they name."""
        self.followers[file, of] += rows

    @property
    def any(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.rows or self.unreadable)

    def consequences(self) -> list[str]:
        """What leaving the bad rows out takes with it, in words."""
        return [
            f"{rows:,} rows of {file} name bad rows of {of}, and were left out with them."
            for (file, of), rows in self.followers.items()
            if rows
        ]

    def report(self) -> BadRows:
        """The first 50 bad rows, file by file, and how many there are."""

        def place(key: tuple[str, int]) -> tuple[int, str, int]:
            known = FILE_ORDER.index(key[0]) if key[0] in FILE_ORDER else len(FILE_ORDER)
            return (known, *key)

        first = sorted(self.rows, key=place)[:LISTED]
        return BadRows(
            self.unreadable + [bad for key in first for bad in self.rows[key]], len(self.unreadable) + len(self.rows)
        )


@dataclass
class LoadRefused(MarketplaceError):
    """A store answered, and did not take the data."""

    store: str
    reason: str

    def __str__(self) -> str:
        return f"{self.store} did not take the data: {self.reason}. Nothing of it was kept there."
