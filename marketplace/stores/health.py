"""Whether each store answers, found out in the background: to know it costs a page nothing."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from marketplace.errors import MarketplaceError
from marketplace.settings import StoreName

log = logging.getLogger(__name__)

EVERY_SECONDS = 10.0


@dataclass(frozen=True)
class Health:
    """What a store last said of itself: its version and how long that took, or why it did not answer."""

    store: StoreName
    version: str | None
    reason: str | None
    ms: float

    @property
    def well(self) -> bool:
        """Whether it answered."""
        return self.version is not None


class Watch:
    """Asks every store for its version, each in a thread of its own, again and again until closed.

    One that takes its time to fail does not keep the others unknown.
    """

    def __init__(self, versions: Mapping[StoreName, Callable[[], str]], every: float = EVERY_SECONDS) -> None:
        self._versions, self._every = versions, every
        self._health: dict[StoreName, Health] = {}
        self._all_known, self._closed = threading.Event(), threading.Event()
        self._again = {store: threading.Event() for store in versions}
        for store in versions:
            threading.Thread(target=self._watch, args=(store,), name=f"health-{store}", daemon=True).start()

    def health(self, wait: float = 2.0) -> dict[StoreName, Health]:
        """Each store's health as last found; the very first time waits up to `wait` seconds for it."""
        self._all_known.wait(wait)
        return dict(self._health)

    def look(self) -> None:
        """Look again now: somebody met a store that does not answer."""
        for again in self._again.values():
            again.set()

    def close(self) -> None:
        """Stop asking."""
        self._closed.set()
        self.look()

    def _watch(self, store: StoreName) -> None:
        while not self._closed.is_set():
            self._again[store].clear()
            self._ask(store)
            if len(self._health) == len(self._versions):
                self._all_known.set()
            self._again[store].wait(self._every)

    def _ask(self, store: StoreName) -> None:
        began = time.perf_counter()
        version = reason = None
        try:
            version = self._versions[store]()
        except MarketplaceError as error:
            reason = str(error)
        except Exception as error:
            # A driver may fail in ways of its own while its server goes down: that is an answer too.
            log.warning("%s could not say its version", store, exc_info=True)
            reason = f"{type(error).__name__}: {error}"
        self._health[store] = Health(store, version, reason, (time.perf_counter() - began) * 1000)
