"""What a simulation is asked to do, and three plans worth trying."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

MOST_SHOPPERS = 200
"""Each is a thread of this process, asleep for most of its life."""

MOST_SECONDS = 60
MOST_PRODUCTS = 24


class Plan(BaseModel):
    """A crowd, a shelf, and a rush at the end of it.

    For `seconds` (and at most `visits` times each) shoppers come, put things into their carts, change their minds with
    the chance `changes_mind`, and pay with the chance `checks_out`; else they leave the cart standing. Before each step
    they think: for a time drawn from an exponential distribution around `think_seconds`, so that all together arrive
    as real people do (a Poisson process). Then everybody puts one piece of the same thing into the cart, of which
    there are `last_pieces`, and all pay at the same moment.

    Goods are modelled on real products of `craft` (None: of any), the one of the rush on the product `wanted` (None:
    the craft's best seller). The same `seed` plans the same wishes; who is first at the till is up to the machine.
    """

    model_config = ConfigDict(frozen=True)

    shoppers: int = Field(60, ge=1, le=MOST_SHOPPERS)
    seconds: float = Field(20, ge=0, le=MOST_SECONDS)
    visits: int | None = Field(None, ge=0, le=1000)
    think_seconds: float = Field(0.4, ge=0, le=5)
    checks_out: float = Field(0.6, ge=0, le=1)
    changes_mind: float = Field(0.25, ge=0, le=1)
    products: int = Field(12, ge=1, le=MOST_PRODUCTS)
    pieces: int = Field(120, ge=0, le=1000)
    craft: str | None = None
    wanted: str | None = None
    last_pieces: int = Field(12, ge=0, le=200)
    seed: int = Field(1, ge=0)


class Preset(BaseModel):
    """A plan with a name, and a sentence on what is worth seeing in it."""

    model_config = ConfigDict(frozen=True)

    name: str
    sentence: str
    plan: Plan


PRESETS: dict[str, Preset] = {
    "quiet-tuesday": Preset(
        name="A quiet Tuesday",
        sentence="Twelve people who take their time. Half of them only look; at closing time all like the same mug.",
        plan=Plan(
            shoppers=12, seconds=20, think_seconds=1.2, checks_out=0.5, changes_mind=0.3, products=8, pieces=30,
            craft="ceramics", wanted="P0007", last_pieces=3,
        ),
    ),
    "market-day": Preset(
        name="A market day",
        sentence="Sixty people, quick to decide, and shelves that run empty before the day is over.",
        plan=Plan(craft="basketry"),
    ),
    "two-hundred-hands": Preset(
        name="Two hundred hands for five bowls",
        sentence="A short look around; then two hundred people hold the same bowl, and all pay at once.",
        plan=Plan(
            shoppers=200, seconds=8, think_seconds=1.5, checks_out=0.4, changes_mind=0.2, products=12, pieces=100,
            craft="ceramics", wanted="P0001", last_pieces=5,
        ),
    ),
}  # fmt: skip
