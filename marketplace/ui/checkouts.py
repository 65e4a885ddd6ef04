"""A checkout told step by step, from the statements that were recorded while it ran."""

from __future__ import annotations

import time
from typing import NamedTuple

from marketplace.settings import StoreName
from marketplace.tracing import Executed, Recording

TOLD: dict[str, tuple[str, str]] = {
    "orders/claim.sql": ("Claimed", "An order under this cart’s key: a second tap finds it and buys nothing."),
    "orders/lock_products.sql": (
        "Locked",
        "The products’ rows, in the order of their ids, and looked at what is left.",
    ),
    "orders/complete.sql": (
        "Sold",
        "Stock taken, which the table forbids to fall below none; lines at the database’s prices, the total, and the "
        "event for the other stores: one statement.",
    ),
    "orders/by_key.sql": ("Found", "This key has bought already: nothing is sold again."),
    "orders/orders.sql": ("Read", "The order as it was made."),
    "carts/remove_ordered.lua": ("Cart emptied", "Of what was bought, once for this event."),
}
"""What each file of a checkout does. Whatever else ran goes by its file's name."""

COMMIT = "Committed"


class Step(NamedTuple):
    """One step: what was done, in `words`, where, from which file ("" for the commit), and in how many ms."""

    title: str
    words: str
    store: StoreName
    file: str
    ms: float


def steps_of(run: Recording) -> list[Step]:
    """The steps of one checkout that has just been done, in their order.

    The commit is no statement: it took what lies between the end of the transaction's last statement and what ran next,
    or now.
    """
    now = (time.perf_counter() - run.started) * 1000
    steps = [_step(executed) for executed in run.statements]
    last = max((i for i, each in enumerate(run.statements) if each.store == "postgres"), default=None)
    if last is not None:
        ended = run.statements[last].offset_ms + run.statements[last].ms
        following = run.statements[last + 1 : last + 2]
        begun = following[0].offset_ms if following else now
        words = "From here on it is sold; had anything failed before, nothing would have been."
        steps.insert(last + 1, Step(COMMIT, words, "postgres", "", max(0.0, begun - ended)))
    return steps


def _step(executed: Executed) -> Step:
    title, words = TOLD.get(executed.name, (executed.name, ""))
    return Step(title, words, executed.store, executed.name, executed.ms)
