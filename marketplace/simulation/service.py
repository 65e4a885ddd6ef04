"""Simulations: set up, let the crowd shop, read the books, and clear every trace away, whatever happens."""

from __future__ import annotations

import logging

from marketplace.carts.service import CartService
from marketplace.catalog.service import CatalogService
from marketplace.errors import MarketplaceError, StoreUnavailable
from marketplace.events.activity import Activity
from marketplace.orders.service import OrderService
from marketplace.simulation.crowd import Crowd, Watch
from marketplace.simulation.models import Plan, Result
from marketplace.simulation.stage import SHOPPERS, Cast, Events, Stage
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres

log = logging.getLogger(__name__)


class SimulationBusy(MarketplaceError):
    """Another simulation runs, here or in another process."""

    def __str__(self) -> str:
        return "A simulation is running already: wait a moment until it is done, then start yours."


class SimulationService:
    """Many shoppers at once on the real services, with goods of their own, so that no real stock is touched.

    While one runs its goods lie in the catalogue, last of all; when it ends, however it ends, they are gone.
    """

    def __init__(
        self,
        postgres: Postgres,
        graph: Graph,
        *,
        carts: CartService,
        orders: OrderService,
        catalog: CatalogService,
        activity: Activity,
    ) -> None:
        self.postgres = postgres
        self.carts, self.orders, self.catalog, self.activity = carts, orders, catalog, activity
        self.stage = Stage(postgres, graph, self._forget)

    def run(self, plan: Plan, watch: Watch | None = None) -> Result:
        """Run a simulation to its end. `watch` hears ten times a second how far it is, in the calling thread.

        Raises SimulationBusy, and StoreUnavailable where it cannot be set up; a store that goes away meanwhile is among
        the result's `problems`.
        """
        with self.postgres.transaction() as guard:
            if not self.stage.alone(guard):
                raise SimulationBusy
            cast = Cast.of(plan)
            crowd = Crowd(plan, cast, self.carts, self.orders)
            # What a process that was killed left behind.
            self.stage.clear()
            left_over: list[str] = []
            try:
                self.stage.set_up(cast)
                seconds = crowd.run(watch)
                books = self.stage.books(cast)
            finally:
                left_over.extend(self.stage.clear())
        return Result(
            plan=plan,
            seconds=seconds,
            steps=sorted(crowd.steps, key=lambda step: step.at),
            stock=books,
            problems=crowd.problems,
            left_over=left_over,
        )

    def sweep(self) -> None:
        """Clear away what a process that was killed left behind; nothing while a simulation runs."""
        try:
            with self.postgres.transaction() as guard:
                if self.stage.alone(guard):
                    self.stage.clear()
        except StoreUnavailable as error:
            log.warning("leftovers of simulations are not looked for: %s", error)

    def _forget(self, events: Events) -> None:
        goods = [good.id for good in Cast.of(Plan()).goods]
        self.carts.erase(SHOPPERS, events)
        self.activity.cool(goods, [event for _, event in events])
        self.catalog.withdraw(goods)
