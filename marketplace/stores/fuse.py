"""A page of six statements waits once for a store that does not answer, not six times."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from marketplace.errors import StoreUnavailable

BLOWN_SECONDS = 3.0
"""How long a failure is remembered: longer than a page takes to draw, shorter than a person's patience to try again."""

COSTLY_SECONDS = 0.5
"""A failure that came at once is not worth remembering: asking again costs nothing."""


class Fuse:
    """Remembers for a moment that a store kept somebody waiting in vain; who asks meanwhile is told so at once."""

    def __init__(self) -> None:
        self._until = self._answered = 0.0
        self._error: StoreUnavailable | None = None

    def check(self) -> None:
        """Raises StoreUnavailable, where somebody has just waited for the store in vain."""
        if self._error is not None and time.monotonic() < self._until:
            raise StoreUnavailable(self._error.store, self._error.reason)

    def heed(self, error: StoreUnavailable, began: float) -> None:
        """Remember that who asked at `began` (`time.monotonic`) has now got this for an answer, if it was costly."""
        now = time.monotonic()
        # Where somebody else was answered meanwhile the store is back, and only this one had queued for it too long.
        if now - began >= COSTLY_SECONDS and self._answered <= began:
            self._error, self._until = error, now + BLOWN_SECONDS

    def answered(self) -> None:
        """The store has answered somebody: what was remembered is over."""
        self._answered, self._error = time.monotonic(), None

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Ask the store inside. Raises StoreUnavailable at once, where somebody has just waited for it in vain."""
        self.check()
        began = time.monotonic()
        try:
            yield
        except StoreUnavailable as error:
            self.heed(error, began)
            raise
        self.answered()
