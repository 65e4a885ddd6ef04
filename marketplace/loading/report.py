"""What a load did: rows, seconds and rows a second of each store."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

What = Literal["relational", "documents", "graph", "vectors"]
PARTS: tuple[What, ...] = ("relational", "documents", "graph", "vectors")
"""In the order in which they are loaded: the graph and the vectors are made from what PostgreSQL holds."""


@dataclass
class PartReport:
    """One store's part. `rows` counts what was given to it, by table, collection or kind of edge."""

    name: What
    rows: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    error: str | None = None

    @property
    def total(self) -> int:
        """Rows of every kind."""
        return sum(self.rows.values())

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        rate = round(self.total / self.seconds) if self.seconds and not self.error else None
        return {"rows": self.rows, "seconds": round(self.seconds, 2), "rows_per_second": rate, "error": self.error}


@dataclass
class LoadReport:
    """The parts in the order in which they ran, the rows left out, and what a reader of the data should know."""

    parts: list[PartReport] = field(default_factory=list)
    prepared_seconds: float = 0.0
    """Reading the folder, or generating the data."""
    skipped: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether some store did not take its part."""
        return any(part.error for part in self.parts)

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "prepared_seconds": round(self.prepared_seconds, 2),
            "skipped_rows": self.skipped,
            "notes": self.notes,
            **{part.name: part.to_dict() for part in self.parts},
        }
