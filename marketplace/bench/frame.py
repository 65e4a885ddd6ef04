"""One operation and its floor, timed in turns, so that whatever else the machine does falls on both.

Each round times a batch of the one and a batch of the other, and the next round begins with the other. What is told are
medians over the rounds: a busy moment spoils a mean. The ratio is taken within each round, then its median.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from pydantic import BaseModel, ConfigDict

WARM_CALLS = 20
"""Of each side, before anything is timed: connections are made, scripts known, statements prepared."""

Work = Callable[[], object]


def _nothing() -> None:
    """There is nothing to prepare."""


@dataclass(frozen=True)
class Operation:
    """What one of our services does, and the floor: what that costs at least.

    `things`: how many are done in a call (events carried, say). `before` each batch, untimed, whatever that needs is
    put there; `most`: calls for which it lasts; `most_rounds`: where it takes long. `beside`: what other tool does the
    same, and how many a second. `plan`: how the store goes about it.
    """

    what: str
    run: Work
    floor_is: str
    floor: Work
    things: int = 1
    most: int = 100_000
    most_rounds: int = 1_000
    before: Work = _nothing
    beside: Callable[[], tuple[str, float] | None] = lambda: None
    plan: Callable[[], str | None] = lambda: None


class Figures(BaseModel):
    """Things a second on both sides, their ratio, and what our calls took. `tool` did `tool_ops_s` of the same."""

    model_config = ConfigDict(frozen=True)

    what: str
    floor: str
    ops_s: float
    floor_ops_s: float
    ratio: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    tool: str | None = None
    tool_ops_s: float | None = None
    plan: str | None = None


def measure(
    operation: Operation, *, rounds: int, seconds: float, tell: Callable[[int, int], object] = lambda done, of: None
) -> Figures:
    """Time an operation: `rounds` rounds, in each about `seconds` for either side. `tell` hears how far it is."""
    calls, rounds = min(operation.most, _fitting(operation, seconds)), min(rounds, operation.most_rounds)
    ours: list[float] = []
    rates: list[tuple[float, float]] = []
    for number in range(rounds):
        tell(number, rounds)
        sides = (operation.run, operation.floor)
        took = {}
        for work in sides if number % 2 == 0 else reversed(sides):
            operation.before()
            batch = _timed(work, calls)
            took[work] = sum(batch)
            if work is operation.run:
                ours.extend(batch)
        rates.append((calls * operation.things / took[operation.run], calls * operation.things / took[operation.floor]))
    tell(rounds, rounds)
    operation.before()
    tool, tool_ops_s = operation.beside() or (None, None)
    ours.sort()
    p50, p95, p99 = (1000 * ours[min(len(ours) - 1, int(share * len(ours)))] for share in (0.5, 0.95, 0.99))
    return Figures(
        what=operation.what,
        floor=operation.floor_is,
        ops_s=round(median(rate for rate, _ in rates), 1),
        floor_ops_s=round(median(floor for _, floor in rates), 1),
        ratio=round(median(rate / floor for rate, floor in rates), 3),
        p50_ms=round(p50, 3),
        p95_ms=round(p95, 3),
        p99_ms=round(p99, 3),
        tool=tool,
        tool_ops_s=tool_ops_s and round(tool_ops_s, 1),
        plan=operation.plan(),
    )


def _fitting(operation: Operation, seconds: float) -> int:
    """Warm both sides, and see how many calls of ours fit into a batch."""
    warm = min(operation.most, WARM_CALLS)
    for work in (operation.floor, operation.run):
        operation.before()
        took = _timed(work, warm)
    return max(1, int(seconds / median(took)))


def _timed(work: Work, calls: int) -> list[float]:
    """Seconds of each call."""
    clock, took = time.perf_counter, []
    for _ in range(calls):
        began = clock()
        work()
        took.append(clock() - began)
    return took
