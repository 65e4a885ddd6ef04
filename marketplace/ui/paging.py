"""Links to the pages of a long list."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.ui.html import esc

AROUND = 2
"""Pages shown on either side of the current one."""


def numbers(page: int, pages: int) -> list[int | None]:
    """Page numbers worth a link: the first, those around this one, the last; None where some are left out."""
    wanted = sorted({1, pages, *range(max(1, page - AROUND), min(pages, page + AROUND) + 1)})
    shown: list[int | None] = []
    for number in wanted:
        if shown and number - (shown[-1] or 0) > 1:
            shown.append(None)
        shown.append(number)
    return shown


def links(page: int, pages: int, address: Callable[[int], str]) -> str:
    """A <nav> for `linked`, with a real address for each page. Empty where there is only one."""
    if pages <= 1:
        return ""
    parts = [_link(page - 1, "‹ Previous", address, "Previous page")] if page > 1 else []
    for number in numbers(page, pages):
        if number is None:
            parts.append("<span>…</span>")
        elif number == page:
            parts.append(f'<span aria-current="page">{number}</span>')
        else:
            parts.append(_link(number, f"{number}", address))
    if page < pages:
        parts.append(_link(page + 1, "Next ›", address, "Next page"))
    return f'<nav class="am-pages" aria-label="Pages">{"".join(parts)}</nav>'


def steps(first: str | None, previous: str | None, following: str | None) -> str:
    """A <nav> for `linked` between pages that are known by their neighbours only, each an address or None."""
    ways = (
        (first, "« First", "First page"),
        (previous, "‹ Previous", "Previous page"),
        (following, "Next ›", "Next page"),
    )
    parts = [
        f'<a data-page href="{esc(address)}" aria-label="{name}">{label}</a>'
        for address, label, name in ways
        if address
    ]
    return f'<nav class="am-pages" aria-label="Pages">{"".join(parts)}</nav>' if parts else ""


def _link(number: int, label: str, address: Callable[[int], str], name: str | None = None) -> str:
    return f'<a data-page href="{esc(address(number))}" aria-label="{name or f"Page {number}"}">{label}</a>'
