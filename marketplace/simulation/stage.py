"""The goods and shoppers that a simulation borrows, and how every trace of them is removed from every store."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from marketplace.errors import StoreUnavailable
from marketplace.simulation.models import Plan, Stock
from marketplace.statements import statement
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres, Session

log = logging.getLogger(__name__)

PREFIX = "simulation-"
"""Every id of a simulation begins so, in every store; nothing else's does."""

GOODS = 12
MOST_SHOPPERS = 48
"""Shoppers at most: each is a thread, and each thread in the middle of something holds a connection."""

PLENTY = 10_000
RUSH_NAME = "The last ones"
SHOPPERS = [f"{PREFIX}U{i:02}" for i in range(1, MOST_SHOPPERS + 1)]


@dataclass(frozen=True)
class Good:
    """A product on the simulation's shelf."""

    id: str
    name: str
    price: Decimal
    stock: int


@dataclass(frozen=True)
class Cast:
    """Who shops, and for what. The last of `goods` is the one of which few are left."""

    shoppers: list[str]
    goods: list[Good]

    @classmethod
    def of(cls, plan: Plan) -> Cast:
        """As many shoppers as the plan says, and one shelf."""
        shelf = [
            Good(f"{PREFIX}P{i:02}", f"Simulated good {i}", Decimal(8 + 3 * i), PLENTY) for i in range(1, GOODS + 1)
        ]
        rush = Good(f"{PREFIX}rush", RUSH_NAME, Decimal(48), plan.last_pieces)
        return cls(SHOPPERS[: plan.shoppers], [*shelf, rush])


Events = list[tuple[str, str]]
"""Orders' events: the shopper's id, and the event's."""


class Stage:
    """Sets a simulation up in PostgreSQL, and clears it away everywhere.

    `forget` removes what Redis holds of the simulation's shoppers and goods, and of these events.
    """

    def __init__(self, postgres: Postgres, graph: Graph, forget: Callable[[Events], object]) -> None:
        self.postgres, self.graph, self._forget = postgres, graph, forget

    def alone(self, session: Session) -> bool:
        """Whether no other simulation runs; if so none begins before this session's transaction ends."""
        row = session.row(statement("simulation/lock.sql"))
        return bool(row and row["free"])

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

    def books(self, cast: Cast) -> list[Stock]:
        """What PostgreSQL's books say of each good."""
        rows = {row["id"]: row for row in self.postgres.rows(statement("simulation/tally.sql"), {"prefix": PREFIX})}
        return [
            Stock(
                product_id=good.id,
                name=good.name,
                before=good.stock,
                sold=rows[good.id]["sold"],
                after=rows[good.id]["stock"],
            )
            for good in cast.goods
        ]

    def clear(self) -> list[str]:
        """Remove every trace from every store; what could not be, with the reason. Once and again is as once.

        PostgreSQL first: from then on there is no event that could bring anything back to the others.
        """
        prefix = {"prefix": PREFIX}
        try:
            with self.postgres.transaction() as session:
                events = session.rows(statement("simulation/remove_events.sql"), prefix)
                session.rows(statement("simulation/remove_orders.sql"), prefix)
                session.rows(statement("simulation/remove_products.sql"), prefix)
                session.rows(statement("simulation/remove_shoppers.sql"), prefix)
        except StoreUnavailable as error:
            return [f"PostgreSQL holds the simulation's goods, shoppers and orders: {error}"]
        left_over = []
        try:
            self._forget([(event["user_id"], event["event_id"]) for event in events])
        except StoreUnavailable as error:
            left_over.append(f"Redis holds the simulation's carts, for a day at most: {error}")
        try:
            self.graph.write(statement("simulation/remove_nodes.cypher"), prefix)
        except StoreUnavailable as error:
            left_over.append(f"Neo4j holds the simulation's nodes until the next simulation: {error}")
        for problem in left_over:
            log.warning("%s", problem)
        return left_over
