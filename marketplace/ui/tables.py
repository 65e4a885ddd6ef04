"""A plain table as HTML: figures to the right, a caption for who hears it, its own scrolling where it is wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from marketplace.ui.html import esc
from marketplace.ui.wording import money


class Html(str):
    """A cell that is HTML already; whoever makes one has escaped what is in it."""

    __slots__ = ()


class Figure(Html):
    """A figure that is written already: it stands to the right, as numbers do."""

    __slots__ = ()


Cell = str | int | float | Decimal | None


def table_html(headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, caption: str, seen: bool = False) -> str:
    """The table. Numbers are grouped by thousands, a Decimal is money, None is empty; text is escaped."""
    body = [list(row) for row in rows]
    # A column is one of figures when any cell of it is a number.
    figures = [any(isinstance(row[i], int | float | Decimal | Figure) for row in body) for i in range(len(headings))]
    right = [' class="am-number"' if figure else "" for figure in figures]
    head = "".join(f'<th scope="col"{right[i]}>{esc(heading)}</th>' for i, heading in enumerate(headings))
    lines = "".join(
        "<tr>" + "".join(f"<td{right[i]}>{_cell(cell)}</td>" for i, cell in enumerate(row)) + "</tr>" for row in body
    )
    shown = "" if seen else ' class="am-hidden"'
    return (
        f'<div class="am-table" role="region" aria-label="{esc(caption)}" tabindex="0"><table>'
        f"<caption{shown}>{esc(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, Html):
        return value
    if isinstance(value, Decimal):
        return esc(money(value))
    if isinstance(value, float):
        return f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else esc(value)
