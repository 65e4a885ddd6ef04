"""Carries events from the outbox to the stores that copy PostgreSQL's data.

An event is marked delivered in the transaction that locked it, after every handler is done: a crash, or a store that
is down, leaves it waiting, and it is carried again. So every handler is harmless the second time; but for the heat of
hot products, which may then count an order twice.
"""

from __future__ import annotations

import logging
import threading
from typing import Any

from marketplace.carts.service import CartService
from marketplace.catalog.service import CatalogService
from marketplace.errors import StoreUnavailable
from marketplace.events.activity import Activity
from marketplace.statements import statement
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres

log = logging.getLogger(__name__)

IDLE_SECONDS = 5.0
"""How often a relay in the background looks without being woken: another process may have left events."""


class Relay:
    """Tells the graph, the cart, the caches and the hot products of each order."""

    def __init__(
        self, postgres: Postgres, graph: Graph, carts: CartService, catalog: CatalogService, activity: Activity
    ) -> None:
        self.postgres, self.graph = postgres, graph
        self.carts, self.catalog, self.activity = carts, catalog, activity
        self._thread: threading.Thread | None = None
        self._lock, self._woken, self._stopping = threading.Lock(), threading.Event(), False

    def run(self) -> int:
        """Carry what waits; how many events were delivered. A store that is down ends the run: its events wait."""
        delivered = 0
        try:
            while self._carry_one():
                delivered += 1
            return delivered
        except StoreUnavailable as error:
            log.warning("events wait in the outbox: %s", error)
            return delivered

    def _carry_one(self) -> bool:
        with self.postgres.transaction() as session:
            event = session.row(statement("events/next.sql"), {"limit": 1})
            if event is None:
                return False
            self._deliver(event)
            session.rows(statement("events/delivered.sql"), {"ids": [event["id"]]})
            return True

    def placed(self, user_id: str, event_id: str, quantities: dict[str, int]) -> None:
        """An order has just been committed. Its pieces leave the cart at once, and the rest is told in the background.

        The shopper looks at the cart next: what is bought must not lie there to be bought again. When the event is
        carried, taking the pieces out is the second time, and takes nothing.
        """
        try:
            self.carts.remove_ordered(user_id, event_id, quantities)
        except StoreUnavailable as error:
            log.warning("the cart hears of the order from the outbox: %s", error)
        self.wake()

    def wake(self) -> None:
        """There may be something to carry: do it soon, in the background."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="relay", daemon=True)
                self._thread.start()
        self._woken.set()

    def _work(self) -> None:
        while not self._stopping:
            self._woken.wait(IDLE_SECONDS)
            self._woken.clear()
            if not self._stopping:
                try:
                    self.run()
                except Exception:
                    # Whatever one event does, the next wake tries again: a relay that died would go unnoticed.
                    log.exception("the relay could not carry an event")

    def close(self) -> None:
        """End the background work, after the event it is at."""
        self._stopping = True
        self._woken.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def waiting(self) -> dict[str, Any]:
        """How many events wait (`waiting`), and for how many seconds the oldest has (`oldest_seconds`)."""
        return self.postgres.row(statement("events/waiting.sql")) or {"waiting": 0, "oldest_seconds": 0.0}

    def _deliver(self, event: dict[str, Any]) -> None:
        if event["kind"] == "order_placed":
            order = event["payload"]
            quantities = {item["product_id"]: item["quantity"] for item in order["items"]}
            self.graph.write(statement("events/purchased.cypher"), order)
            self.carts.remove_ordered(order["user_id"], str(event["event_id"]), quantities)
            self.catalog.drop(list(quantities))
            self.activity.ordered(list(quantities))
