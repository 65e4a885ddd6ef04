"""How each cache fares: counted in the process where it happens, added up over all processes in one hash of Redis."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from typing import Literal, get_args
from weakref import WeakKeyDictionary, ref

from pydantic import BaseModel, ConfigDict

from marketplace.errors import StoreUnavailable
from marketplace.stores.redis import Redis

log = logging.getLogger(__name__)

KEY = "cache_counts"
FLUSH_SECONDS = 2.0
FLUSH_READS = 1000
"""What a process has counted it adds to the hash after so long or so many: as much is lost where one is killed."""

Outcome = Literal["hits", "misses", "waits", "refreshes", "bypasses"]


class CacheCount(BaseModel):
    """How often a cache was asked, by how it went; each answer asked for is one of these.

    hits: it was kept. misses: it was not, and was loaded. waits: it was not, and somebody else was loading it already.
    refreshes: it was kept, but near its end, and was loaded anew. bypasses: Redis did not answer, and it was loaded.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    hits: int = 0
    misses: int = 0
    waits: int = 0
    refreshes: int = 0
    bypasses: int = 0

    @property
    def hit_rate(self) -> float | None:
        """Share of what was asked of Redis that came from it; None before the first."""
        asked = self.hits + self.misses + self.waits + self.refreshes
        return self.hits / asked if asked else None


class Counts:
    """The counts of every cache on one Redis. A thread writes them down in the background, while there are any."""

    def __init__(self, redis: Redis) -> None:
        # Not to keep it alive: it is the key under which these counts are found.
        self._redis = ref(redis)
        self._lock = threading.Lock()
        self._names: set[str] = set()
        self._pending: Counter[str] = Counter()
        self._waiting = 0
        self._many = threading.Event()
        self._writer: threading.Thread | None = None
        self._closed = False

    def register(self, name: str) -> None:
        """A cache of this name shall be listed, even before it is asked anything."""
        self._names.add(name)

    def add(self, name: str, outcome: Outcome, times: int = 1) -> None:
        """Count. Costs a lock and an addition; nobody waits for Redis here."""
        if not times:
            return
        with self._lock:
            self._pending[f"{name}:{outcome}"] += times
            self._waiting += times
            if self._waiting >= FLUSH_READS:
                self._many.set()
            if self._writer is None and not self._closed:
                self._writer = threading.Thread(target=self._write, name="cache-counts", daemon=True)
                self._writer.start()

    def counts(self) -> list[CacheCount]:
        """Every cache by name, all processes together. Raises StoreUnavailable."""
        self.flush()
        redis = self._redis()
        kept = redis.commands.hgetall(KEY) if redis else {}
        found: dict[str, dict[str, int]] = {name: {} for name in self._names}
        for field, number in kept.items():
            name, _, outcome = str(field).rpartition(":")
            if outcome in get_args(Outcome):
                found.setdefault(name, {})[outcome] = int(number)
        return [CacheCount(name=name, **numbers) for name, numbers in sorted(found.items())]

    def flush(self) -> None:
        """Write down what this process has counted. Where Redis does not answer it waits for the next time."""
        with self._lock:
            pending, self._pending, self._waiting = self._pending, Counter(), 0
            self._many.clear()
        redis = self._redis()
        if not pending or redis is None:
            return
        try:
            pipeline = redis.commands.pipeline(transaction=False)
            for field, number in pending.items():
                pipeline.hincrby(KEY, field, number)
            pipeline.execute()
        except StoreUnavailable as error:
            log.debug("cache counts are written later: %s", error)
            with self._lock:
                self._pending.update(pending)

    def close(self) -> None:
        """Write down the last of it; nothing is written in the background any more."""
        with self._lock:
            self._closed = True
        self._many.set()
        self.flush()

    def _write(self) -> None:
        while True:
            self._many.wait(FLUSH_SECONDS)
            self.flush()
            with self._lock:
                if not self._pending or self._closed:
                    # The next count starts another: a process that asks nothing keeps no thread.
                    self._writer = None
                    return


_all: WeakKeyDictionary[Redis, Counts] = WeakKeyDictionary()
_all_lock = threading.Lock()


def counts_on(redis: Redis) -> Counts:
    """The counts of the caches on this Redis, one for all of them."""
    with _all_lock:
        return _all.setdefault(redis, Counts(redis))
