"""Using the servers of a home: they run while somebody holds a lease, or while `up` is in force."""

from __future__ import annotations

import atexit
import logging
import os
import threading
import weakref
from collections.abc import Collection
from pathlib import Path
from types import TracebackType

from marketplace.embedded import locks, records, supervisor, watcher
from marketplace.embedded.launcher import Progress
from marketplace.embedded.paths import Home
from marketplace.errors import EmbeddedStoreError
from marketplace.settings import STORES, StoreName

log = logging.getLogger(__name__)


class Lease:
    """What one process holds on the servers of a home. `failures` are the stores that could not be had."""

    def __init__(
        self, home: Home, fd: int, urls: dict[StoreName, str], failures: dict[StoreName, EmbeddedStoreError]
    ) -> None:
        self.urls = urls
        self.failures = failures
        self._home = home
        self._fd: int | None = fd
        self._guard = threading.Lock()
        _leases.add(self)
        atexit.register(self.close)

    def close(self) -> None:
        """Give the lease up; the last one of a home stops its servers, unless `up` keeps them. Idempotent."""
        with self._guard:
            fd, self._fd = self._fd, None
        if fd is None:
            return
        atexit.unregister(self.close)
        os.close(fd)
        stop_unused(self._home)

    def _forget(self) -> None:
        """In a forked child: the lease stays the parent's alone, and the child must not stop what it did not take."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
        atexit.unregister(self.close)

    def __enter__(self) -> Lease:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_leases: weakref.WeakSet[Lease] = weakref.WeakSet()


def _forget_all() -> None:
    for lease in list(_leases):
        lease._forget()


os.register_at_fork(after_in_child=_forget_all)


def attach(
    home: Path,
    stores: Collection[StoreName] = STORES,
    *,
    progress: Progress | None = None,
    maven_mirror: str | None = None,
) -> Lease:
    """Start what does not run, attach to what does, and wait until every server answers.

    Raises EmbeddedStoreError where the home itself cannot be used; a single server's trouble is in `failures`.
    """
    place = Home.at(home)
    with locks.exclusive(place.start_lock):
        fd = locks.shared(place.lease_lock)
        try:
            # Before the servers, so that they are stopped also where we are killed while they start.
            watcher.ensure(place)
            urls, failures = supervisor.start(place, stores, progress, maven_mirror)
        except BaseException:
            os.close(fd)
            raise
    return Lease(place, fd, urls, failures)


def up(
    home: Path,
    stores: Collection[StoreName] = STORES,
    *,
    progress: Progress | None = None,
    maven_mirror: str | None = None,
) -> dict[StoreName, str]:
    """Start servers that keep running after this process ends, until `down`.

    The URLs of those that run; why another does not is told to `progress`, and by `status`.
    """
    with attach(home, stores, progress=progress, maven_mirror=maven_mirror) as lease:
        place = Home.at(home)
        with locks.exclusive(place.start_lock):
            records.note_kept(place, records.kept(place) | lease.urls.keys())
        for store, error in lease.failures.items():
            log.warning("%s", error)
            if progress:
                progress(store, str(error))
        return lease.urls


def down(home: Path) -> list[StoreName]:
    """Stop every server of the home, whoever uses it, and end `up`; which of them were running."""
    place = Home.at(home)
    with locks.exclusive(place.start_lock):
        records.note_kept(place, frozenset())
        return supervisor.stop(place, STORES)


def stop_unused(home: Home) -> bool:
    """Stop what nobody uses and `up` does not keep; False where a lease is held still."""
    if not home.start_lock.exists():
        # Somebody removed the home with its servers running: with it went every lease, and every reason to run.
        supervisor.stop(home, STORES)
        return True
    with locks.exclusive(home.start_lock):
        if locks.is_held(home.lease_lock):
            return False
        supervisor.stop(home, set(STORES) - records.kept(home))
        return True
