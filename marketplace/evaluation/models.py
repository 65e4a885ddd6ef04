"""What is asked of an evaluation that runs in the background, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from marketplace.evaluation import searching
from marketplace.evaluation.recommending import Figures
from marketplace.recommendations.models import Strategy
from marketplace.recommendations.ranking import DEFAULTS, Weighing
from marketplace.search.models import Mode

Kind = Literal["recommendations", "search"]


class Model(BaseModel):
    """Frozen: every window of the app is shown the same."""

    model_config = ConfigDict(frozen=True)


class Plan(Model):
    """Which strategies (the controls come by themselves), how long lists, and of how many shoppers (None: all)."""

    strategies: tuple[Strategy, ...]
    k: int = 10
    shoppers: int | None = None
    weighing: Weighing = DEFAULTS


class Stamp(Model):
    """Of which data a result is: the load's number, and how much there was."""

    generation: str
    products: int
    orders: int

    def same(self, other: Stamp) -> bool:
        """Whether these are the same data; a load's number that Redis did not tell ("0") says nothing."""
        told = "0" not in (self.generation, other.generation)
        counts = (self.products, self.orders) == (other.products, other.orders)
        return counts and (not told or self.generation == other.generation)


class Recommending(Model):
    """Figures by strategy, the controls last."""

    plan: Plan
    figures: dict[Strategy, Figures]


class Searching(Model):
    """Figures by mode, each measure's 95 % by its name, and how many of the judged products there are in the shop."""

    figures: dict[Mode, searching.Figures]
    intervals: dict[Mode, dict[str, tuple[float, float]]]
    judged: int
    known: int


class Outcome(Model):
    """A result, and when and of which data it is."""

    result: Recommending | Searching
    began_at: datetime
    seconds: float
    stamp: Stamp


class Snapshot(Model):
    """How far one is that runs: the step, how much of it is done (`total` None: not known), and the share of it all."""

    kind: Kind
    step: str
    done: int
    total: int | None
    share: float
    seconds: float
