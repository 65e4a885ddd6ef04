"""What a simulation is asked to do, how far it is, and how it came out."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Phase = Literal["shopping", "rush"]
Act = Literal["added", "bought", "refused", "failed"]


class Model(BaseModel):
    """Frozen: a result is shown and compared, never changed."""

    model_config = ConfigDict(frozen=True)


class Plan(Model):
    """So many shoppers fill carts for `rounds` rounds; then all at once want one piece of which `last_pieces` are left.

    `checks_out` is the chance that a shopper pays at the end of a round. The same `seed` plans the same steps; who is
    first at the till is up to the machine.
    """

    shoppers: int = Field(16, ge=1, le=48, description="each is a thread of this process")
    rounds: int = Field(6, ge=0, le=40)
    checks_out: float = Field(0.5, ge=0, le=1)
    last_pieces: int = Field(5, ge=0, le=100)
    seed: int = Field(1, ge=0)


class Step(Model):
    """One thing a shopper did: `at` seconds after the start, done in `ms`. `pieces` were put in the cart or bought."""

    shopper: int
    phase: Phase
    act: Act
    at: float
    ms: float
    pieces: int = 0


class Snapshot(Model):
    """How far a running simulation is."""

    seconds: float
    phase: Phase
    added: int
    bought: int
    refused: int
    failed: int


class Stock(Model):
    """One product's books, read from PostgreSQL: pieces `before`, pieces on the lines of orders, pieces `after`."""

    product_id: str
    name: str
    before: int
    sold: int
    after: int

    @property
    def held(self) -> bool:
        """Whether what was there is what was sold and what is left, and nothing was sold that was not there."""
        return self.after >= 0 and self.sold <= self.before and self.before - self.sold == self.after


class Bucket(Model):
    """A stretch of the run: what was done from `at` seconds on, until the next one."""

    at: float
    added: int
    bought: int
    refused: int


class Speed(Model):
    """How long one kind of step took: half of them at most `p50` ms, 95 of a hundred at most `p95`."""

    what: str
    count: int
    p50: float
    p95: float


class Result(Model):
    """A finished simulation, whose traces are gone from every store (but for `left_over`, each with the reason)."""

    plan: Plan
    seconds: float
    steps: list[Step]
    stock: list[Stock]
    problems: list[str] = []
    left_over: list[str] = []

    @property
    def rush(self) -> Stock:
        """The books of the product that all wanted at once."""
        return self.stock[-1]

    def count(self, act: Act, phase: Phase | None = None) -> int:
        """Steps of one kind, in one phase or in both."""
        return sum(step.act == act and phase in (None, step.phase) for step in self.steps)

    @property
    def held(self) -> bool:
        """Whether no product was oversold: the claim that a simulation puts to the test."""
        return all(stock.held for stock in self.stock)

    @property
    def per_second(self) -> float:
        """Steps a second, all shoppers together."""
        return len(self.steps) / self.seconds if self.seconds else 0.0

    def series(self, buckets: int = 40) -> list[Bucket]:
        """The run in equal stretches of time."""
        if not self.steps:
            return []
        width = (max(self.seconds, self.steps[-1].at) or 1.0) / buckets
        counts = [dict.fromkeys(("added", "bought", "refused", "failed"), 0) for _ in range(buckets)]
        for step in self.steps:
            counts[min(int(step.at / width), buckets - 1)][step.act] += 1
        return [
            Bucket(at=i * width, added=each["added"], bought=each["bought"], refused=each["refused"])
            for i, each in enumerate(counts)
        ]

    def speeds(self) -> list[Speed]:
        """How long putting into a cart took, and how long paying."""
        kinds: dict[str, tuple[Act, ...]] = {"put into a cart": ("added",), "check out": ("bought", "refused")}
        found = []
        for what, acts in kinds.items():
            times = sorted(step.ms for step in self.steps if step.act in acts)
            if times:
                found.append(Speed(what=what, count=len(times), p50=_at(times, 0.5), p95=_at(times, 0.95)))
        return found


def _at(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))]
