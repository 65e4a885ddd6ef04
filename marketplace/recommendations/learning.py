"""What an order changes in the ALSO_BOUGHT edges, worked out soon after it, in the background."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from marketplace.errors import StoreUnavailable
from marketplace.events.backoff import Backoff
from marketplace.recommendations import similarity
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres

log = logging.getLogger(__name__)


AGAIN = Backoff(base=1.0, cap=60.0)
"""Waits of the background work after it has failed."""


class Learner:
    """Touched products are marked in the graph itself: what a process leaves that ends, the next to start works out."""

    def __init__(self, postgres: Postgres, graph: Graph, *, again: Backoff = AGAIN) -> None:
        self.postgres, self.graph, self._again = postgres, graph, again
        self._thread: threading.Thread | None = None
        self._lock, self._woken, self._stopping = threading.Lock(), threading.Event(), threading.Event()

    def learn(self, user_ids: Sequence[str]) -> None:
        """Mark what these shoppers' latest purchases change, and see to it soon. Raises StoreUnavailable."""
        similarity.touch(self.graph, user_ids)
        self.wake()

    def catch_up(self) -> int:
        """Work out all that is marked, in this thread; how many products."""
        done = 0
        while not self._stopping.is_set() and (some := similarity.refresh(self.postgres, self.graph)):
            done += some
        return done

    def close(self) -> None:
        """End the background work, after the products it is at."""
        self._stopping.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def wake(self) -> None:
        """Something may be marked: work it out in the background."""
        with self._lock:
            if self._thread is None and not self._stopping.is_set():
                self._thread = threading.Thread(target=self._work, name="similarity", daemon=True)
                self._thread.start()
        self._woken.set()

    def _work(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            self._woken.wait()
            self._woken.clear()
            try:
                self.catch_up()
                failures = 0
            except Exception as error:
                failures += 1
                if not isinstance(error, StoreUnavailable):
                    # A thread that died would go unnoticed.
                    log.exception("similarity could not be brought up to date")
                elif failures == 1:
                    log.warning("touched products wait: %s", error)
                self._stopping.wait(self._again.seconds(failures))
                self._woken.set()
