"""A trial, what is shown because of it, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from marketplace.recommendations.models import Recommendation, Strategy
from marketplace.trials.assignment import counted, place

HOME = "home"
"""The place whose trial this shop knows: the shelf of what is chosen for the shopper, on the home page."""

NAME = "What to recommend at home"
CONTROL: Strategy = "popular"
CHALLENGER: Strategy = "personal"
OFFERED: tuple[Strategy, ...] = (
    "personal",
    "blend",
    "similar",
    "random_walk",
    "embedding",
    "makers",
    "popular",
    "random",
)
"""What an arm can be: what ranks for a shopper while a page is drawn."""

VISITOR = "trial-visitor-"
"""Ids of simulated visitors begin so; nobody else's does."""

Group = Literal["shoppers", "visitors"]
"""Whose figures are judged: real shoppers' (guests are some), or simulated visitors'. Never both at once: what visitors
like is made up."""


class Model(BaseModel):
    """Frozen, as every answer is."""

    model_config = ConfigDict(frozen=True)


class Trial(Model):
    """Two arms, and the share of the shoppers whom the second serves. It never changes but for its end."""

    id: int
    place: str
    name: str
    control: Strategy
    challenger: Strategy
    share: float
    salt: str
    started_at: datetime
    stopped_at: datetime | None = None

    @property
    def arms(self) -> tuple[Strategy, Strategy]:
        """The control, then the challenger."""
        return self.control, self.challenger

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self.stopped_at is None

    def arm(self, visitor: str) -> Strategy:
        """The arm that serves a shopper or guest, always the same."""
        return self.challenger if place(self.salt, counted(visitor)) < self.share else self.control

    def ran_at(self, moment: datetime) -> bool:
        """Whether it ran then."""
        return self.started_at <= moment and (self.stopped_at is None or moment < self.stopped_at)


class Shelf(Model):
    """What a visitor is shown because of a trial. `token` goes with its links: a click says where it came from."""

    trial: Trial
    visitor: str
    arm: Strategy
    items: list[Recommendation]

    @property
    def token(self) -> str:
        """ "12.personal"."""
        return f"{self.trial.id}.{self.arm}"


class Rate(Model):
    """A share of people, with its 95 % interval; None of nobody."""

    hits: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The share itself."""
        return self.hits / self.of if self.of else None


class ArmResult(Model):
    """One arm: people who were shown something; of these, who clicked, and who bought what they had been shown.

    `guests` are some of them, and cannot order: `bought` is a share of the others. The raw counts: a product counts
    once a person and day as shown and as clicked; `purchases` are cancelled ones too, `returns` those alone.
    """

    arm: Strategy
    people: int
    guests: int
    impressions: int
    clicks: int
    purchases: int
    returns: int
    clicked: Rate
    bought: Rate


class Comparison(Model):
    """The challenger against the control, by one measure ("clicked", "bought").

    `difference` with its 95 % interval and `p_value` (two-sided) are None while an arm is empty. `wanted`: people in
    each arm that would show the smallest difference worth having with 80 % power; None where no number would. `missing`
    is what is still to come for `wanted`, by arm. For "bought" both are people who can order.
    """

    measure: str
    difference: float | None
    low: float | None
    high: float | None
    p_value: float | None
    wanted: tuple[int, int] | None
    missing: tuple[int, int] | None


class Results(Model):
    """A trial so far, as one group of people tells it; of the other there are `others`, of whom nothing here is.

    `mismatch`: the p-value of a split as uneven as this, if everybody was dealt as was meant.
    """

    trial: Trial
    group: Group
    others: int
    arms: list[ArmResult]
    clicked: Comparison
    bought: Comparison
    least: float
    mismatch: float | None

    @property
    def people(self) -> int:
        """How many of the group were counted, in both arms."""
        return sum(arm.people for arm in self.arms)

    @property
    def mismatched(self) -> bool:
        """Whether people got lost on the way to an arm, so that nothing else here can be believed."""
        return self.mismatch is not None and self.mismatch < SUSPICIOUS


SUSPICIOUS = 0.001
"""A sample ratio mismatch: so small a p-value is hardly chance, though it is looked at again and again."""
