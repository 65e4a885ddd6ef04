"""What was found in the purchases, as it is kept: one document, read at once."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Frozen: what was found stands until it is worked out anew."""

    model_config = ConfigDict(frozen=True)


class Standing(Model):
    """A craft or a tag by which a community stands out: on so many of its products, `lift` times as often as on all."""

    name: str
    products: int
    lift: float


class Named(Model):
    """A product or a maker, by id and name."""

    id: str
    name: str


class Community(Model):
    """Products that the same people buy. Numbers begin at 1 and go by size; `examples` are the most influential."""

    number: int
    name: str
    products: int
    shoppers: int
    makers: int
    crafts: list[Standing]
    tags: list[Standing]
    examples: list[Named]


class Influence(Model):
    """PageRank beside popularity. `score` is so many times the average product's; places begin at 1.

    Of a maker: the sums of their products'.
    """

    id: str
    name: str
    of: str | None
    """A product's craft."""
    community: int | None
    score: float
    place: int
    purchases: int
    popular_place: int


class Joined(Model):
    """A craft to which a share of something's lines lead, each line counting as many people as it stands for."""

    craft: str
    share: float


class Bridge(Model):
    """A product between crafts. `between`: the share of all shortest ways that lead over it.

    `elsewhere`: the share of its lines that lead to other crafts than its own; `joins`: to which, the most first.
    """

    id: str
    name: str
    craft: str | None
    community: int | None
    between: float
    elsewhere: float
    joins: list[Joined]


class CraftPair(Model):
    """People who bought in both crafts; `expected`, were the two independent of each other; `lift` is the quotient."""

    one: str
    other: str
    people: int
    expected: float
    lift: float


class Alike(Model):
    """A maker, or a craft, with customers of another: `people` of them, of `theirs` in all; `lift` over chance."""

    id: str
    name: str
    people: int
    theirs: int
    lift: float


class Parameters(Model):
    """What it was worked out with. `sample`: products from which betweenness was counted, None for all."""

    support: int
    gamma: float
    damping: float
    seed: int
    sample: int | None


class Tastes(Model):
    """Everything that was found. `without`: products that nobody's purchases join to others. `cancelled`: orders, ever.

    `agreement` is Spearman's rank correlation of influence and purchases; None of fewer than three products. `seconds`
    by step.
    """

    at: datetime
    purchases: int
    cancelled: int
    shoppers: int
    products: int
    without: int
    ties: int
    modularity: float
    agreement: float | None
    parameters: Parameters
    seconds: dict[str, float]
    communities: list[Community]
    influential: list[Influence]
    makers: list[Influence]
    bridges: list[Bridge]
    crafts: list[str]
    pairs: list[CraftPair]

    def community(self, number: int | None) -> Community | None:
        """By its number."""
        return next((one for one in self.communities if one.number == number), None)


class Kept(Model):
    """What was found last, if anything was, and how many purchases and cancelled orders there are now."""

    tastes: Tastes | None
    purchases: int
    cancelled: int

    @property
    def more(self) -> int:
        """How many more purchases there are than there were; what was cancelled since is taken off."""
        return self.purchases - self.tastes.purchases if self.tastes else self.purchases

    @property
    def cancelled_since(self) -> int:
        """Orders. Those of a simulation that was cleared away are none any more."""
        return max(self.cancelled - self.tastes.cancelled, 0) if self.tastes else self.cancelled
