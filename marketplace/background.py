"""Work that goes on by itself, while whoever wants to look at it may, and nobody has to stay."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from marketplace.errors import MarketplaceError
from marketplace.progress import Progress

log = logging.getLogger(__name__)

Result = TypeVar("Result")


@dataclass(frozen=True)
class At:
    """How far it is: the step, and how much of it is done (`total` None: not known)."""

    step: str
    done: int
    total: int | None


class Going(Protocol):
    """What goes on in the background: a Task, or what is ended like one."""

    @property
    def over(self) -> bool:
        """Whether it has ended."""

    def stop(self) -> None:
        """Ask for its end."""

    def wait(self, seconds: float | None = None) -> bool:
        """Whether it is over, waiting at most so long."""


def end(going: Going | None, seconds: float, otherwise: str) -> None:
    """Stop it, if it goes on, and wait for its end at most so long; `otherwise` is logged where it does not come."""
    if going is not None and not going.over:
        going.stop()
        if not going.wait(seconds):
            log.warning(otherwise)


class _Stopped(Exception):
    """Somebody has asked for its end."""


class Task(Generic[Result]):
    """Work in a thread of its own, begun at once. It is stopped where it tells how far it is.

    A daemon: a process that ends stops it, and waits as long as it likes. Every method may be called from anywhere.
    """

    def __init__(self, name: str, work: Callable[[Progress], Result]) -> None:
        self.name, self._work = name, work
        self.at = At("", 0, None)
        self.result: Result | None = None
        self.error: MarketplaceError | None = None
        self._began = time.perf_counter()
        self._stop, self._over = threading.Event(), threading.Event()
        threading.Thread(target=self._run, name=name, daemon=True).start()

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.perf_counter() - self._began

    def stop(self) -> None:
        """End it before it is done: there is no result then."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether somebody has asked for its end."""
        return self._stop.is_set()

    @property
    def over(self) -> bool:
        """Whether it has ended: with a `result`, with an `error`, or because it was stopped."""
        return self._over.is_set()

    def wait(self, seconds: float | None = None) -> bool:
        """Whether it is over, waiting at most so long."""
        return self._over.wait(seconds)

    def _run(self) -> None:
        try:
            self.result = self._work(self._told)
        except _Stopped:
            log.info("%s was stopped", self.name)
        except MarketplaceError as error:
            self.error = error
        except Exception as error:
            # The thread has nobody to raise to: who looks is told.
            log.exception("%s broke", self.name)
            self.error = MarketplaceError(f"It broke: {error or type(error).__name__}")
        finally:
            self._over.set()

    def _told(self, step: str, done: int, total: int | None) -> None:
        if self._stop.is_set():
            raise _Stopped
        self.at = At(step, done, total)
