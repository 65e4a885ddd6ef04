"""The goods and shoppers that a simulation borrows, and what the stores say of them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from marketplace.errors import StoreUnavailable
from marketplace.events.models import DESTINATIONS
from marketplace.simulation.ledger import Gauges
from marketplace.simulation.models import Heard, Stock
from marketplace.simulation.plan import MOST_PRODUCTS, MOST_SHOPPERS, Plan
from marketplace.statements import statement
from marketplace.stores.postgres import Postgres, Session

log = logging.getLogger(__name__)

PREFIX = "simulation-"
"""Every id of a simulation begins so, in every store; nothing else's does."""

SHOPPERS = [f"{PREFIX}U{i:03}" for i in range(1, MOST_SHOPPERS + 1)]
SHELF = [f"{PREFIX}P{i:02}" for i in range(1, MOST_PRODUCTS + 1)]
RUSH = f"{PREFIX}rush"
RUSH_NAME = "The last bowl"


@dataclass(frozen=True)
class Good:
    """A product on the simulation's shelf; `label` is the name of the real one that it is modelled on."""

    id: str
    label: str
    price: Decimal
    stock: int

    @property
    def name(self) -> str:
        """What the catalogue calls it, while it is there."""
        return f"{self.label} (simulated)"


@dataclass(frozen=True)
class Cast:
    """Who shops, and for what: the goods on the `shelf`, and the one thing of the `rush`."""

    shoppers: list[str]
    shelf: list[Good]
    rush: Good

    @classmethod
    def of(cls, plan: Plan, models: list[tuple[str, Decimal]]) -> Cast:
        """As many shoppers and goods as the plan says, named and priced like `models`; plainly, where they run out."""
        (rush_label, rush_price), *others = models or [(RUSH_NAME, Decimal(48))]
        plain = [(f"Good {number}", Decimal(8 + 3 * number)) for number in range(len(others) + 1, plan.products + 1)]
        named = zip(SHELF, [*others[: plan.products], *plain], strict=False)
        shelf = [Good(id, label, price, plan.pieces) for id, (label, price) in named]
        return cls(SHOPPERS[: plan.shoppers], shelf, Good(RUSH, rush_label, rush_price, plan.last_pieces))

    @property
    def goods(self) -> list[Good]:
        """All of them, the one of the rush last."""
        return [*self.shelf, self.rush]

    def label(self, product_id: str) -> str:
        """What a page calls a good."""
        return self._labels.get(product_id, product_id)

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {good.id: good.label for good in self.goods}


class Stage:
    """Sets a simulation up in PostgreSQL, and looks at it. `carts` counts which of these shoppers' carts stand."""

    def __init__(self, postgres: Postgres, carts: Callable[[list[str]], int]) -> None:
        self.postgres, self._carts = postgres, carts

    def alone(self, session: Session) -> bool:
        """Whether no other simulation runs; if so none begins before this session's transaction ends."""
        row = session.row(statement("simulation/lock.sql"))
        return bool(row and row["free"])

    def cast(self, plan: Plan) -> Cast:
        """Shoppers and goods for a plan, the goods named after real ones."""
        wanted = {"prefix": PREFIX, "craft": plan.craft, "wanted": plan.wanted, "limit": plan.products + 1}
        rows = self.postgres.rows(statement("simulation/likenesses.sql"), wanted)
        return Cast.of(plan, [(row["name"], row["price"]) for row in rows])

    def set_up(self, cast: Cast) -> None:
        """Goods on the shelf, shoppers at the door: one transaction."""
        with self.postgres.transaction() as session:
            session.rows(
                statement("simulation/shelve.sql"),
                {
                    "ids": [good.id for good in cast.goods],
                    "names": [good.name for good in cast.goods],
                    "prices": [good.price for good in cast.goods],
                    "stocks": [good.stock for good in cast.goods],
                },
            )
            names = [f"Simulated shopper {i}" for i in range(1, len(cast.shoppers) + 1)]
            session.rows(statement("simulation/enrol.sql"), {"ids": cast.shoppers, "names": names})

    def gauges(self, cast: Cast, since: int) -> Gauges:
        """What the stores say now: of events, those after the id `since`. A store that does not answer says nothing."""
        seen: dict[str, int] = {}
        try:
            asked = {"prefix": PREFIX, "rush": RUSH, "since": since}
            seen |= self.postgres.row(statement("simulation/gauges.sql"), asked) or {}
        except StoreUnavailable as error:
            log.debug("no look at the stock: %s", error)
        try:
            seen["carts"] = self._carts(cast.shoppers)
        except StoreUnavailable as error:
            log.debug("no look at the carts: %s", error)
        return Gauges(**seen)

    def last_event(self) -> int:
        """The id of the newest event there is."""
        row = self.postgres.row(statement("simulation/last_event.sql"))
        return int(row["id"]) if row else 0

    def heard(self) -> list[Heard]:
        """What each destination has heard of the simulation's orders."""
        rows = self.postgres.rows(statement("simulation/heard.sql"), {"prefix": PREFIX})
        found = {row["destination"]: row for row in rows}
        return [Heard(store=store, **found[name]) for name, store in DESTINATIONS.items() if name in found]

    def books(self, cast: Cast) -> list[Stock]:
        """What PostgreSQL's books say of each good, the one of the rush last."""
        rows = {row["id"]: row for row in self.postgres.rows(statement("simulation/tally.sql"), {"prefix": PREFIX})}
        return [
            Stock(
                product_id=good.id,
                name=good.label,
                before=good.stock,
                sold=rows[good.id]["sold"],
                after=rows[good.id]["stock"],
            )
            for good in cast.goods
        ]
