"""Single flight in one process: of all threads that ask the same at once, one finds out, the others wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar, cast

T = TypeVar("T")


class Impatient(Exception):
    """The thread that is at it takes too long."""


@dataclass
class _Flight(Generic[T]):
    landed: threading.Event = field(default_factory=threading.Event)
    value: T | None = None
    error: Exception | None = None
    shared: bool = False
    waiting: int = 0


class Flights(Generic[T]):
    """What is being found out in this process just now, by key."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[str, _Flight[T]] = {}

    def join(self, key: str, lead: Callable[[], tuple[T, bool]], seconds: float) -> T:
        """What `lead` finds out, in this thread or in the one that is at it already.

        `lead` says with its answer whether those who wait may have it; if not, the next of them leads. Its error is
        everybody's. Raises Impatient after `seconds` of waiting.
        """
        while True:
            with self._lock:
                flight = self._flights.get(key)
                if flight is None:
                    mine = self._flights[key] = _Flight()
                    break
                flight.waiting += 1
            if not flight.landed.wait(seconds):
                raise Impatient
            if flight.error is not None:
                raise flight.error
            if flight.shared:
                return cast(T, flight.value)
        try:
            mine.value, mine.shared = lead()
            return mine.value
        except Exception as error:
            mine.error = error
            raise
        finally:
            with self._lock:
                if self._flights.get(key) is mine:
                    del self._flights[key]
            mine.landed.set()

    def waiting(self, key: str) -> int:
        """How many wait for what is under way."""
        with self._lock:
            flight = self._flights.get(key)
            return flight.waiting if flight else 0

    def forget(self, keys: Iterable[str]) -> None:
        """Who asks from now on does not join what is under way: the world has changed since that began."""
        with self._lock:
            for key in keys:
                self._flights.pop(key, None)
