"""Simulations: one at a time, in the background, looked at from wherever one likes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from marketplace.background import end
from marketplace.carts.service import CartService
from marketplace.catalog.service import CatalogService
from marketplace.errors import StoreUnavailable
from marketplace.events.activity import Activity
from marketplace.orders.service import OrderService
from marketplace.simulation.broom import Broom, Events
from marketplace.simulation.plan import Plan
from marketplace.simulation.run import Run, SimulationBusy
from marketplace.simulation.stage import RUSH, SHELF, SHOPPERS, Stage
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres

log = logging.getLogger(__name__)

CLOSING_SECONDS = 30
"""How long a process that ends waits for its simulation to be cleared away."""


class SimulationService:
    """Many shoppers at once on the real services, with goods of their own, so that no real stock is touched.

    While one runs its goods lie in the catalogue, last of all; when it ends, however it ends, they are gone. `latest`
    runs in this process, or was the last to: every window of the app looks at the same. `carry` tells the other stores
    whatever they have not heard.
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
        carry: Callable[[], object],
    ) -> None:
        self.postgres, self._carry = postgres, carry
        self.carts, self.orders, self.catalog, self.activity = carts, orders, catalog, activity
        self.stage = Stage(postgres, carts.standing)
        self.broom = Broom(postgres, graph, self._forget)
        self.latest: Run | None = None
        self._starting = threading.Lock()

    def start(self, plan: Plan) -> Run:
        """Begin a simulation; it goes on by itself, and ends by itself. Raises SimulationBusy and StoreUnavailable."""
        with self._starting:
            if self.latest is not None and not self.latest.over:
                raise SimulationBusy
            run = Run(plan, self.stage, self.broom, self.carts, self.orders, self._carry)
            run.begin()
            self.latest = run
            return run

    def sweep(self) -> None:
        """Clear away what a process that was killed left behind; nothing while a simulation runs."""
        try:
            with self.postgres.transaction() as guard:
                if self.stage.alone(guard):
                    self.broom.sweep()
        except StoreUnavailable as error:
            log.warning("leftovers of simulations are not looked for: %s", error)

    def close(self) -> None:
        """End what runs here, its traces cleared away. Idempotent."""
        left = "a simulation is left unfinished: the next one, or the next start of the app, clears it away"
        end(self.latest, CLOSING_SECONDS, left)

    def _forget(self, events: Events) -> dict[str, int]:
        goods = [*SHELF, RUSH]
        removed = {
            "carts, and marks of orders": self.carts.erase(SHOPPERS, events),
            "places among the hot": self.activity.cool(goods, [event_id for _, event_id in events]),
        }
        self.catalog.withdraw(goods)
        return removed
