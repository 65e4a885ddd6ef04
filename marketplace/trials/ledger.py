"""Brings what Redis counted into PostgreSQL, in the background and before anybody reads results.

What is brought are totals, not what came since. A crash anywhere, two at once, or the same again change nothing: what
Redis has counted PostgreSQL counts once. Lost is only what Redis itself loses before it is brought, a second's worth if
its server dies (`appendfsync everysec`).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from marketplace.errors import StoreUnavailable
from marketplace.statements import statement
from marketplace.stores.postgres import Postgres
from marketplace.stores.redis import Redis
from marketplace.trials.keys import LANES, changed_key, counts_key, lane, orders_key, shown_key

log = logging.getLogger(__name__)

FLUSH_SECONDS = 3.0
AT_ONCE = 1000
"""So many shoppers in one transaction."""

Versions = Mapping[str, str]
"""By shopper: which of their counts it is that PostgreSQL has."""


class Ledger:
    """`note` wakes a thread that brings a trial's counts over after some seconds, and ends when there are none left."""

    def __init__(self, postgres: Postgres, redis: Redis) -> None:
        self.postgres, self.redis = postgres, redis
        self._lock = threading.Lock()
        self._noted: set[int] = set()
        self._writer: threading.Thread | None = None
        self._closed = threading.Event()

    def note(self, trial: int) -> None:
        """Something of this trial was counted here."""
        with self._lock:
            self._noted.add(trial)
            if self._writer is None and not self._closed.is_set():
                self._writer = threading.Thread(target=self._write, name="trial-ledger", daemon=True)
                self._writer.start()

    def flush(self, trial: int) -> int:
        """Bring over what has changed; how many shoppers' counts. Raises StoreUnavailable: then it is brought later."""
        changed = self._changed(trial)
        units = sorted(changed)
        for first in range(0, len(units), AT_ONCE):
            batch = units[first : first + AT_ONCE]
            # Of whose counts have expired there is nothing to bring: that they changed is forgotten too.
            self.settle(trial, {unit: changed[unit] for unit in batch} | dict(self.write(trial, batch)))
        return len(units)

    def write(self, trial: int, units: Sequence[str]) -> Versions:
        """The first half: these shoppers' totals into PostgreSQL, as they stand in Redis at this moment."""
        with self.postgres.transaction() as session:
            if not session.rows(statement("trials/lock.sql"), {"trial": trial}):
                return {}
            found = self._counts(trial, units)
            columns: dict[str, list[Any]] = {
                "shoppers": list(found),
                "lives": [each["life"] for each in found.values()],
                "arms": [each["arm"] for each in found.values()],
                "firsts": [datetime.fromtimestamp(int(each["first"]) / 1000, UTC) for each in found.values()],
            }
            for figure in ("impressions", "clicks", "purchases", "returns"):
                columns[figure] = [int(each.get(figure, 0)) for each in found.values()]
            session.rows(statement("trials/keep.sql"), {"trial": trial, **columns})
        return {unit: f"{each['life']} {each['version']}" for unit, each in found.items()}

    def settle(self, trial: int, versions: Versions) -> None:
        """The second half: these have been brought, but for who has changed since. Never done, nothing is lost."""
        lanes: dict[int, list[str | int | float]] = {}
        for unit, version in versions.items():
            lanes.setdefault(lane(unit), []).extend((unit, version))
        calls = [([changed_key(trial, each)], arguments) for each, arguments in lanes.items()]
        self.redis.run_many(statement("trials/settled.lua"), calls)

    def forget(self, trial: int) -> int:
        """All figures of a trial go, from Redis and from PostgreSQL; of how many shoppers there were some."""
        self.flush(trial)
        with self.postgres.transaction() as session:
            session.rows(statement("trials/lock.sql"), {"trial": trial})
            units = [row["shopper"] for row in session.rows(statement("trials/counted.sql"), {"trial": trial})]
            pipeline = self.redis.commands.pipeline(transaction=False)
            for unit in units:
                for key in (counts_key, shown_key, orders_key):
                    pipeline.unlink(key(trial, unit))
                pipeline.hdel(changed_key(trial, lane(unit)), unit)
            pipeline.execute()
            session.rows(statement("trials/forget.sql"), {"trial": trial})
        return len(units)

    def close(self) -> None:
        """Bring over the last of it; nothing happens in the background any more."""
        self._closed.set()
        self._flush_noted()

    def _changed(self, trial: int) -> dict[str, str]:
        pipeline = self.redis.commands.pipeline(transaction=False)
        for each in range(LANES):
            pipeline.hgetall(changed_key(trial, each))
        return {unit: version for found in pipeline.execute() for unit, version in found.items()}

    def _counts(self, trial: int, units: Sequence[str]) -> dict[str, dict[str, str]]:
        """As they stand; of whom was forgotten meanwhile there are none."""
        pipeline = self.redis.commands.pipeline(transaction=False)
        for unit in units:
            pipeline.hgetall(counts_key(trial, unit))
        return {unit: found for unit, found in zip(units, pipeline.execute(), strict=True) if found}

    def _flush_noted(self) -> None:
        with self._lock:
            noted, self._noted = self._noted, set()
        for trial in sorted(noted):
            try:
                self.flush(trial)
            except StoreUnavailable as error:
                log.debug("a trial's counts are brought over later: %s", error)
                self._note_again(trial)
            except Exception:
                # A deadlock, a Redis that is full: a thread that died of it would go unnoticed, and the counts with it.
                log.exception("a trial's counts could not be brought over; they are tried again")
                self._note_again(trial)

    def _note_again(self, trial: int) -> None:
        with self._lock:
            self._noted.add(trial)

    def _write(self) -> None:
        while True:
            self._closed.wait(FLUSH_SECONDS)
            if not self._closed.is_set():
                self._flush_noted()
            with self._lock:
                if not self._noted or self._closed.is_set():
                    # The next count starts another: a process that counts nothing keeps no thread.
                    self._writer = None
                    return
