"""Counts in Redis what comes of a trial: each kind of event is one script, which counts, and notes that it did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from marketplace.events.models import Event
from marketplace.statements import statement
from marketplace.stores.redis import Redis
from marketplace.trials.assignment import counted
from marketplace.trials.keys import changed_key, counts_key, lane, orders_key, shown_key
from marketplace.trials.models import Trial

WINDOW = timedelta(days=7)
"""So long after something was shown a click on it, or an order of it, is put down to that."""

LIFE_SECONDS = 30 * 24 * 3600
"""Counts are kept so long after the last of them. PostgreSQL has them long before, and keeps them for good."""

_WINDOW_MS = int(WINDOW.total_seconds() * 1000)


class Counter:
    """The counting. Every method raises StoreUnavailable where Redis does not answer; then nothing was counted."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def shown(self, trial: Trial, visitor: str, products: Sequence[str], now: datetime | None = None) -> int:
        """These were shown to somebody, by their arm; how many of them count, for the first time today.

        They count as a shopper of their arm even if it had nothing for them.
        """
        unit, now = counted(visitor), now or datetime.now(UTC)
        keys = [counts_key(trial.id, unit), shown_key(trial.id, unit), changed_key(trial.id, lane(unit))]
        named = [unit, trial.arm(visitor), uuid4().hex]
        times = [_ms(now), _midnight(now), _WINDOW_MS, LIFE_SECONDS]
        return int(self.redis.run(statement("trials/shown.lua"), keys, [*named, *times, *products]))

    def clicked(self, trial: Trial, visitor: str, product: str, now: datetime | None = None) -> bool | None:
        """They followed a link to this one: whether it counts, or did today already; None if it was not shown."""
        unit, now = counted(visitor), now or datetime.now(UTC)
        keys = [counts_key(trial.id, unit), shown_key(trial.id, unit), changed_key(trial.id, lane(unit))]
        times: list[str | int | float] = [_ms(now), _midnight(now), _WINDOW_MS, LIFE_SECONDS]
        outcome = int(self.redis.run(statement("trials/clicked.lua"), keys, [unit, product, *times]))
        return None if outcome < 0 else outcome == 1

    def ordered(self, trial: Trial, events: Sequence[Event]) -> int:
        """These orders were placed, or cancelled; how many products that were shown are bought or back by it.

        Harmless the second time, and when an order's placing is told after its cancelling.
        """
        placed = [_placed(trial.id, event) for event in events if event.kind == "order_placed"]
        cancelled = [_cancelled(trial.id, event) for event in events if event.kind == "order_cancelled"]
        replies = self.redis.run_many(statement("trials/ordered.lua"), placed)
        replies += self.redis.run_many(statement("trials/cancelled.lua"), cancelled)
        return sum(map(int, replies))


_Call = tuple[list[str], list[str | int | float]]


def _placed(trial: int, event: Event) -> _Call:
    unit, order = event.user_id, str(event.payload["order_id"])
    keys = [counts_key(trial, unit), shown_key(trial, unit), changed_key(trial, lane(unit)), orders_key(trial, unit)]
    return keys, [unit, order, _ms(event.placed_at), _WINDOW_MS, LIFE_SECONDS, *event.quantities]


def _cancelled(trial: int, event: Event) -> _Call:
    unit, order = event.user_id, str(event.payload["order_id"])
    keys = [counts_key(trial, unit), changed_key(trial, lane(unit)), orders_key(trial, unit)]
    return keys, [unit, order, LIFE_SECONDS]


def _ms(moment: datetime) -> int:
    # Not by way of a float's seconds: that may be a millisecond less.
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def _midnight(moment: datetime) -> int:
    return _ms(moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0))
