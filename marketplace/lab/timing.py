"""How long something takes, and what happens when several do it at once."""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import quantiles
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Timing:
    """Milliseconds of repeated runs, in order of size. The median is compared, for a busy machine spoils means."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """Half of the runs took at most so long."""
        return self.runs[len(self.runs) // 2]

    @property
    def p95(self) -> float:
        """95 of a hundred runs took at most so long."""
        return quantiles(self.runs, n=20, method="inclusive")[-1]

    def row(self, what: str) -> dict[str, str | float | int]:
        """A row of a table."""
        return {"what": what, "median, ms": self.median, "95th percentile, ms": self.p95, "runs": len(self.runs)}


def measure(work: Callable[[], object], runs: int = 30, before: Callable[[], object] | None = None) -> Timing:
    """Run `work` once unmeasured, then `runs` times; `before` each run, outside its time."""
    took = []
    for run in range(runs + 1):
        if before is not None:
            before()
        began = time.perf_counter()
        work()
        if run:
            took.append((time.perf_counter() - began) * 1000)
    return Timing(tuple(sorted(took)))


def together(work: Sequence[Callable[[], T]]) -> list[T | Exception]:
    """Run every piece of work in a thread of its own, all released at the same moment; results, or what they raised."""
    gate = threading.Barrier(len(work))

    def run(one: Callable[[], T]) -> T | Exception:
        gate.wait()
        try:
            return one()
        except Exception as error:  # noqa: BLE001 - handed to the caller as the outcome of this thread
            return error

    with ThreadPoolExecutor(len(work)) as pool:
        pending = [pool.submit(contextvars.copy_context().run, run, one) for one in work]
        return [one.result() for one in pending]


def until(condition: Callable[[], bool], seconds: float = 10.0) -> float:
    """Wait for something that happens by itself; the seconds it took. Raises TimeoutError."""
    began = time.perf_counter()
    while not condition():
        if time.perf_counter() - began > seconds:
            raise TimeoutError(f"It has not happened within {seconds:.0f} seconds.")
        time.sleep(0.005)
    return time.perf_counter() - began
