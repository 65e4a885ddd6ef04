"""Named points in checkout, cancelling and the relay, at which a test may stop a thread or end the process.

Nothing is there but a comparison with None, unless a test has put its `hook` in.
"""

from __future__ import annotations

from collections.abc import Callable

DESTINATIONS = ("graph", "cart", "caches", "hot_products", "reviews")

POINTS: tuple[str, ...] = (
    # One transaction in PostgreSQL; after "committed" the order is paid, whatever happens.
    "checkout.begun",
    "checkout.locked",
    "checkout.completed",
    "checkout.committed",
    "checkout.told",
    "cancel.begun",
    "cancel.locked",
    "cancel.completed",
    "cancel.committed",
    # A batch of one destination: locked, handed to its handler, marked, committed.
    *(
        f"relay.{destination}.{step}"
        for destination in DESTINATIONS
        for step in ("locked", "before", "after", "marked", "committed")
    ),
    # Views: read from the stream, written to the graph, acknowledged.
    "views.read",
    "views.written",
    "views.acknowledged",
)

hook: Callable[[str], None] | None = None
"""Called with the name of each point that is reached. Never set outside tests."""


def reach(point: str) -> None:
    """The named point is reached."""
    if hook is not None:
        hook(point)
