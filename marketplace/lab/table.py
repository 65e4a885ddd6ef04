"""Rows as a table: HTML where it can be shown, aligned text where it cannot. Every value is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from numbers import Number
from typing import Any, Self

from marketplace.tracing import Recording


class Table:
    """Rows of equal keys, which are the columns' headings. Figures stand to the right."""

    def __init__(self, rows: Iterable[Mapping[str, Any]], caption: str = "") -> None:
        self.rows = [dict(row) for row in rows]
        self.caption = caption
        self.columns: Sequence[str] = list(self.rows[0]) if self.rows else []

    @classmethod
    def of(cls, columns: Sequence[str], rows: Iterable[Sequence[Any]], caption: str = "") -> Self:
        """A table written out: the columns' headings, then the rows."""
        return cls((dict(zip(columns, row, strict=True)) for row in rows), caption)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        cells = [list(self.columns), *([_text(row[name]) for name in self.columns] for row in self.rows)]
        widths = [max(len(line[i]) for line in cells) for i in range(len(self.columns))]
        figures = [self._figures(name) for name in self.columns]
        lines = [
            "  ".join(
                text.rjust(width) if figure else text.ljust(width)
                for text, width, figure in zip(line, widths, figures, strict=True)
            ).rstrip()
            for line in cells
        ]
        return "\n".join([self.caption, *lines] if self.caption else lines)

    def _repr_html_(self) -> str:
        sides = {name: "right" if self._figures(name) else "left" for name in self.columns}
        head = "".join(f'<th scope="col" style="text-align:{sides[n]}">{html.escape(n)}</th>' for n in self.columns)
        body = "".join(
            "<tr>"
            + "".join(
                f'<td style="text-align:{sides[n]}">{html.escape(_text(row[n])).replace(chr(10), "<br>")}</td>'
                for n in self.columns
            )
            + "</tr>"
            for row in self.rows
        )
        caption = f"<caption>{html.escape(self.caption)}</caption>" if self.caption else ""
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _figures(self, name: str) -> bool:
        values = [row[name] for row in self.rows if row[name] is not None]
        return bool(values) and all(isinstance(value, Number) and not isinstance(value, bool) for value in values)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:,.2f}" if abs(value) < 1000 else f"{value:,.0f}"
        case int() | Decimal():
            return f"{value:,}"
        case list() | tuple():
            return ", ".join(map(_text, value))
        case _:
            return str(value)


def statements(run: Recording) -> Table:
    """What ran: every statement to any store, in order. The words beside `waterfall`."""
    return Table(
        {
            "store": executed.store,
            "statement": executed.name,
            "began, ms": round(executed.offset_ms, 1),
            "took, ms": round(executed.ms, 1),
            "rows": executed.rows,
            "cache": executed.outcome or "",
        }
        for executed in run.statements
    )
