"""Values as a person reads them: money, times, counts, stores' names."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from html import escape

from marketplace.settings import StoreName

STORE_NAMES: dict[StoreName, str] = {
    "postgres": "PostgreSQL",
    "mongo": "MongoDB",
    "redis": "Redis",
    "neo4j": "Neo4j",
}
STORE_COLOURS: dict[StoreName, str] = {
    # For charts, which know no stylesheet; readable on paper and on dark. style.css has the same, a pair each.
    "postgres": "#4f8bb8",
    "mongo": "#6a9c58",
    "redis": "#cc5f7f",
    "neo4j": "#9a7cc4",
}
DESTINATION_NAMES = {
    "graph": "Graph",
    "cart": "Cart",
    "caches": "Caches",
    "hot_products": "Hot products",
    "reviews": "Reviews",
}
"""Where an order's events go, as a person reads it."""

_STEPS = ((60, "minute"), (24, "hour"), (7, "day"), (4.35, "week"), (12, "month"))


def money(amount: Decimal | None) -> str:
    """An amount with its currency: "€1,240.00". None is a price that nobody has set."""
    return "not for sale" if amount is None else f"€{amount:,.2f}"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number and what it counts, in the right form: "1 review", "1,204 reviews"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def ago(when: datetime, now: datetime | None = None) -> str:
    """How long ago, in one unit: "just now", "5 minutes ago", "2 years ago"."""
    amount = ((now or datetime.now(UTC)) - when).total_seconds() / 60
    if amount < 1:
        return "just now"
    for size, unit in _STEPS:
        if amount < size:
            return f"{count(int(amount), unit)} ago"
        amount /= size
    return f"{count(int(amount), 'year')} ago"


def exactly(when: datetime) -> str:
    """The moment in full: "14 March 2026, 09:05 UTC"."""
    return f"{when.astimezone(UTC):%-d %B %Y, %H:%M} UTC"


def time_html(when: datetime, now: datetime | None = None) -> str:
    """A <time> that reads "2 days ago" and gives the exact moment on hover."""
    return f'<time datetime="{when.isoformat()}" title="{exactly(when)}">{ago(when, now)}</time>'


def program(agent: str) -> str:
    """What a User-Agent header is of: "Firefox on Linux". Each claims to be others too: the first found is the one."""
    browsers = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
    systems = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS"}
    browser = next((name for mark, name in browsers.items() if f"{mark}/" in agent), None)
    system = next((name for mark, name in (systems | {"Linux": "Linux"}).items() if mark in agent), None)
    if browser is None:
        # Whoever signs in writes this: nothing of it can be read as markup.
        name = "".join(character for character in agent.partition(" ")[0] if character.isalnum() or character in "./-")
        return name[:40] or "a program that does not say its name"
    return f"{browser} on {system}" if system else browser


def milliseconds(ms: float) -> str:
    """A duration with as many digits as matter: "0.4 ms", "38 ms", "1.2 s"."""
    return f"{ms / 1000:.1f} s" if ms >= 1000 else f"{ms:.0f} ms" if ms >= 10 else f"{ms:.1f} ms"


def stars_html(rating: float | None, reviews: int | None = None) -> str:
    """Stars filled to the rating, with the figures as text for who cannot see them."""
    if rating is None:
        return '<span class="am-stars am-none">no reviews yet</span>'
    said = f"{rating:.1f} of 5 stars" + ("" if reviews is None else f", {count(reviews, 'review')}")
    figures = f"{rating:.1f}" + ("" if reviews is None else f" ({reviews:,})")
    return (
        f'<span class="am-stars" role="img" aria-label="{escape(said)}" title="{escape(said)}">'
        f'<span class="am-stars-row" style="--filled:{rating / 5:.1%}" aria-hidden="true">★★★★★</span>'
        f'<span class="am-figures" aria-hidden="true">{figures}</span></span>'
    )
