"""How far a simulation is, and how it came out."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, computed_field

from marketplace.settings import StoreName
from marketplace.simulation.plan import Plan

Phase = Literal["setting up", "shopping", "rush", "carrying", "cleaning", "over"]
Doing = Literal["add", "change", "remove", "checkout"]
Outcome = Literal["done", "refused", "failed"]


class Model(BaseModel):
    """Frozen: a result is shown and compared, never changed."""

    model_config = ConfigDict(frozen=True)


class Totals(Model):
    """What was done so far. `pieces` were bought in `orders`; `abandoned` carts were left standing."""

    added: int = 0
    changed: int = 0
    orders: int = 0
    pieces: int = 0
    refused: int = 0
    failed: int = 0
    abandoned: int = 0

    @property
    def steps(self) -> int:
        """Everything that was asked of the shop."""
        return self.added + self.changed + self.orders + self.refused + self.failed


class Series(Model):
    """The run in equal stretches of `width` seconds, a list a column.

    Counted in each: `added`, `changed` (removed too), `orders`, `refused`. As the stores said at its end (None: they
    were not asked): `carts` that stand in Redis; pieces on the `shelf` and of the `last` thing in PostgreSQL; orders'
    events `placed` in the outbox, and of them `carried` to every store.
    """

    width: float
    added: list[int] = []
    changed: list[int] = []
    orders: list[int] = []
    refused: list[int] = []
    carts: list[int | None] = []
    shelf: list[int | None] = []
    last: list[int | None] = []
    placed: list[int | None] = []
    carried: list[int | None] = []


class Attempt(Model):
    """One shopper's turn in the rush: from `served` to `done`, in milliseconds after all stood at the till."""

    shopper: int
    served: float
    done: float
    outcome: Outcome


class Speed(Model):
    """How long one thing took in one place: of `count` times half at most `p50` ms, 95 of a hundred at most `p95`.

    `where` is a store (its statements added up), "served" (from the first to the last of it), or "queue" (the wait for
    one's turn, before).
    """

    doing: Doing
    where: str
    count: int
    p50: float
    p95: float
    p99: float


class Refusal(Model):
    """A reason why the shop said no, and how often. Short of stock: so many pieces `wanted`, so many `available`."""

    doing: Doing
    product: str
    wanted: int | None
    available: int | None
    reason: str
    count: int


class Snapshot(Model):
    """How far a running simulation is: `seconds` after the doors opened."""

    phase: Phase
    seconds: float
    totals: Totals
    series: Series
    attempts: list[Attempt] = []
    speeds: list[Speed] = []
    rush: str = ""
    rush_at: float | None = None

    def speed(self, doing: Doing, where: str = "served") -> Speed | None:
        """One of its speeds, where there is one yet."""
        return next((one for one in self.speeds if (one.doing, one.where) == (doing, where)), None)


class Stock(Model):
    """One product's books, read from PostgreSQL: pieces `before`, pieces on the lines of orders, pieces `after`."""

    product_id: str
    name: str
    before: int
    sold: int
    after: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def held(self) -> bool:
        """Whether what was there is what was sold and what is left, and nothing was sold that was not there."""
        return self.after >= 0 and self.sold <= self.before and self.before - self.sold == self.after


class Heard(Model):
    """What one destination of the news heard: of so many orders, and how long after the order (ms)."""

    destination: str
    store: StoreName
    delivered: int
    waiting: int
    p50: float | None
    p95: float | None


class Cleaned(Model):
    """One store after the cleaning: what was `removed`, by kind, and what a second look still found (`left`)."""

    store: StoreName
    removed: dict[str, int] = {}
    left: int = 0


class Result(Model):
    """A finished simulation, whose traces are gone from every store (but for `left_over`, each with the reason).

    `seconds` is the crowd's time. The books are empty where PostgreSQL could not be asked for them.
    """

    plan: Plan
    began_at: datetime
    seconds: float
    stopped: bool
    snapshot: Snapshot
    refusals: list[Refusal]
    books: list[Stock]
    heard: list[Heard]
    cleaned: list[Cleaned]
    problems: list[str] = []
    left_over: list[str] = []

    @property
    def rush(self) -> Stock | None:
        """The books of the product that all wanted at once."""
        return self.books[-1] if self.books else None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def held(self) -> bool:
        """Whether no product was oversold: the claim that a simulation puts to the test."""
        return bool(self.books) and all(stock.held for stock in self.books)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def per_second(self) -> float:
        """Steps a second, all shoppers together."""
        return self.snapshot.totals.steps / self.seconds if self.seconds else 0.0
