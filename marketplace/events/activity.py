"""Looking at a product touches Redis only: hot products of the day, the shopper's trail, the stream of all looks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from marketplace.statements import statement
from marketplace.stores.redis import Redis

VIEW_STREAM = "views"
STREAM_LENGTH = 100_000
TRAIL_LENGTH = 30
TRAIL_SECONDS = 30 * 24 * 3600
HOT_DAYS_KEPT = 8
VIEW_WEIGHT, ORDER_WEIGHT = 1, 5
"""An order says more than a look."""


def hot_key(day: datetime) -> str:
    """The sorted set of one day (UTC)."""
    return f"hot_products:{day:%Y-%m-%d}"


def counted_key(day: datetime) -> str:
    """Ids of the events counted in that set. A key without braces hashes as a whole: these hash to the same slot."""
    return f"hot_events:{{{hot_key(day)}}}"


def trail_key(user_id: str) -> str:
    """The list of what a shopper looked at, newest first."""
    return f"recently_viewed:{{{user_id}}}"


class Activity:
    """Views, what is hot, and what was looked at last."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def viewed(self, user_id: str, product_id: str) -> None:
        """Note a look at a product: one round trip, whatever the load on the other stores."""
        now = datetime.now(UTC)
        pipeline = self.redis.commands.pipeline(transaction=False)
        pipeline.lrem(trail_key(user_id), 0, product_id)
        pipeline.lpush(trail_key(user_id), product_id)
        pipeline.ltrim(trail_key(user_id), 0, TRAIL_LENGTH - 1)
        pipeline.expire(trail_key(user_id), TRAIL_SECONDS)
        pipeline.zincrby(hot_key(now), VIEW_WEIGHT, product_id)
        pipeline.expire(hot_key(now), HOT_DAYS_KEPT * 24 * 3600)
        fields: dict[Any, Any] = {"user_id": user_id, "product_id": product_id, "at": now.isoformat()}
        pipeline.xadd(VIEW_STREAM, fields, maxlen=STREAM_LENGTH, approximate=True)
        pipeline.execute()

    def ordered(self, event_id: str, at: datetime, product_ids: list[str]) -> None:
        """Products of an order become hotter than a look makes them, on the day it was placed; once an event."""
        self._heat(event_id, at, product_ids, ORDER_WEIGHT)

    def cancelled(self, event_id: str, at: datetime, product_ids: list[str]) -> None:
        """The heat of an order goes, on the day it was placed; once an event."""
        self._heat(event_id, at, product_ids, -ORDER_WEIGHT)

    def _heat(self, event_id: str, at: datetime, product_ids: list[str], heat: int) -> None:
        if datetime.now(UTC) - at > timedelta(days=HOT_DAYS_KEPT):
            return  # that day is forgotten
        arguments: list[str | int | float] = [event_id, HOT_DAYS_KEPT * 24 * 3600, heat, *product_ids]
        day = at.astimezone(UTC)
        self.redis.run(statement("events/heat.lua"), [hot_key(day), counted_key(day)], arguments)

    def cool(self, product_ids: list[str], event_ids: list[str]) -> int:
        """Forget that these products were ever hot, and that these events made them so: they are gone.

        How many places they held among the hot ones of a day.
        """
        today = datetime.now(UTC)
        days = [today - timedelta(days=back) for back in range(HOT_DAYS_KEPT)]
        pipeline = self.redis.commands.pipeline(transaction=False)
        for day in days:
            pipeline.zrem(hot_key(day), *product_ids)
        for day in days:
            if event_ids:
                pipeline.srem(counted_key(day), *event_ids)
        return sum(pipeline.execute()[: len(days)])

    def days(self) -> dict[str, list[str]]:
        """Every product of each day that is remembered, by the day's key."""
        today = datetime.now(UTC)
        keys = [hot_key(today - timedelta(days=back)) for back in range(HOT_DAYS_KEPT)]
        pipeline = self.redis.commands.pipeline(transaction=False)
        for key in keys:
            pipeline.zrange(key, 0, -1)
        return dict(zip(keys, pipeline.execute(), strict=True))

    def recently_viewed(self, user_id: str, limit: int = 12) -> list[str]:
        """Product ids, the last looked at first."""
        return [str(id) for id in self.redis.commands.lrange(trail_key(user_id), 0, limit - 1)]

    def hot(self, limit: int = 12, days: int = 7) -> list[tuple[str, float]]:
        """Product ids with their heat over the last days, hottest first.

        Each day's best are read in one pipeline and added up here: the days' keys live on different nodes of a cluster.
        """
        today = datetime.now(UTC)
        pipeline = self.redis.commands.pipeline(transaction=False)
        for back in range(days):
            pipeline.zrange(hot_key(today - timedelta(days=back)), 0, 10 * limit - 1, desc=True, withscores=True)
        heat: dict[str, float] = {}
        for day in pipeline.execute():
            for product_id, score in day:
                heat[product_id] = heat.get(product_id, 0.0) + score
        return sorted(heat.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
