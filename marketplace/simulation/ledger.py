"""What happens in a simulation, added up while it happens: whoever looks copies columns, and works nothing out anew."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from marketplace.simulation.durations import Durations
from marketplace.simulation.models import Attempt, Doing, Outcome, Refusal, Series, Speed, Totals

COUNTED = ("added", "changed", "orders", "refused")
GAUGED = ("carts", "shelf", "last", "placed", "carried")


class No(NamedTuple):
    """Why the shop refused: how many pieces of what were wanted, and how many there were (None: it was no shortage)."""

    product: str
    wanted: int | None
    available: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a shopper did: done `at` seconds after the doors opened, `queued_ms` in the queue and `ms` of work.

    `pieces` were bought. A step of the rush says when its shopper came to stand at the till (`rushed_at`).
    """

    shopper: int
    doing: Doing
    outcome: Outcome
    at: float
    queued_ms: float = 0.0
    ms: float = 0.0
    in_stores: Mapping[str, float] = field(default_factory=dict)
    pieces: int = 0
    noes: tuple[No, ...] = ()
    rushed_at: float | None = None


@dataclass(frozen=True, slots=True)
class Gauges:
    """What the stores say at one moment; None where one was not asked, or did not answer."""

    carts: int | None = None
    shelf: int | None = None
    last: int | None = None
    placed: int | None = None
    carried: int | None = None


class Ledger:
    """Counts, a series in stretches of `width` seconds, and durations. Every method may be called from any thread."""

    def __init__(self, width: float) -> None:
        self.width = width
        self._lock = threading.Lock()
        self._totals: Counter[str] = Counter()
        self._counts: dict[str, list[int]] = {name: [] for name in COUNTED}
        self._gauges: dict[str, list[int | None]] = {name: [] for name in GAUGED}
        self._durations: dict[tuple[Doing, str], Durations] = {}
        self._noes: Counter[tuple[Doing, No]] = Counter()
        self._attempts: list[Attempt] = []

    def note(self, step: Step) -> None:
        """Add one step."""
        with self._lock:
            for name in _counted_as(step):
                self._totals[name] += 1
                if name in self._counts:
                    self._reach(step.at)
                    self._counts[name][self._number(step.at)] += 1
            self._totals["pieces"] += step.pieces
            self._noes.update((step.doing, no) for no in step.noes)
            if step.outcome != "failed":
                for where, ms in (("queue", step.queued_ms), ("served", step.ms), *step.in_stores.items()):
                    self._durations.setdefault((step.doing, where), Durations()).add(ms)
            if step.rushed_at is not None:
                done = (step.at - step.rushed_at) * 1000
                served = max(0.0, done - step.ms)
                self._attempts.append(Attempt(shopper=step.shopper, served=served, done=done, outcome=step.outcome))

    def abandoned(self) -> None:
        """Somebody left a cart standing."""
        with self._lock:
            self._totals["abandoned"] += 1

    def gauge(self, at: float, gauges: Gauges) -> None:
        """What the stores say `at` this second: a later look within the same stretch counts."""
        with self._lock:
            self._reach(at)
            for name in GAUGED:
                self._gauges[name][self._number(at)] = getattr(gauges, name)

    def totals(self) -> Totals:
        """Everything so far."""
        with self._lock:
            return Totals(**self._totals)

    def series(self) -> Series:
        """The columns so far."""
        with self._lock:
            counts = {name: list(column) for name, column in self._counts.items()}
            gauges = {name: list(column) for name, column in self._gauges.items()}
        return Series(width=self.width, **counts, **gauges)

    def attempts(self) -> list[Attempt]:
        """The rush, in the order in which its shoppers were done."""
        with self._lock:
            return sorted(self._attempts, key=lambda attempt: (attempt.done, attempt.shopper))

    def speeds(self) -> list[Speed]:
        """Percentiles of everything that was timed so far."""
        with self._lock:
            return [
                Speed(
                    doing=doing,
                    where=where,
                    count=durations.count,
                    p50=durations.percentile(0.5),
                    p95=durations.percentile(0.95),
                    p99=durations.percentile(0.99),
                )
                for (doing, where), durations in sorted(self._durations.items())
            ]

    def refusals(self) -> list[Refusal]:
        """Reasons of refusals, the most frequent first."""
        with self._lock:
            found = sorted(self._noes.items(), key=lambda pair: (-pair[1], str(pair[0])))
        return [Refusal(doing=doing, count=count, **no._asdict()) for (doing, no), count in found]

    def _number(self, at: float) -> int:
        return int(max(at, 0.0) / self.width)

    def _reach(self, at: float) -> None:
        missing = self._number(at) + 1 - len(self._counts["added"])
        if missing > 0:
            for counts in self._counts.values():
                counts.extend([0] * missing)
            for gauges in self._gauges.values():
                gauges.extend([None] * missing)


def _counted_as(step: Step) -> tuple[str, ...]:
    if step.outcome != "done":
        return (step.outcome,)
    return {"add": ("added",), "change": ("changed",), "remove": ("changed",), "checkout": ("orders",)}[step.doing]
