"""Removes every trace of simulations from every store, and counts what it swept up."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from marketplace.errors import StoreUnavailable
from marketplace.settings import STORES, StoreName
from marketplace.simulation.models import Cleaned
from marketplace.simulation.stage import PREFIX
from marketplace.statements import statement
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres

log = logging.getLogger(__name__)

Events = list[tuple[str, str]]
"""Orders' events: the shopper's id, and the event's."""


@dataclass
class Swept:
    """What one sweep removed, by store and kind; the events that were among it; what could not be removed, and why."""

    removed: dict[StoreName, dict[str, int]] = field(default_factory=dict)
    events: Events = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)


class Broom:
    """Sweeps all stores. `forget` removes what Redis holds of the simulation's shoppers and goods, and of these events;
    it returns how much of what there was."""

    def __init__(self, postgres: Postgres, graph: Graph, forget: Callable[[Events], dict[str, int]]) -> None:
        self.postgres, self.graph, self._forget = postgres, graph, forget

    def sweep(self, events: Events | None = None) -> Swept:
        """Remove every trace; of `events` too, which PostgreSQL may not know any more. Once and again is as once.

        PostgreSQL first: from then on there is no event that could bring anything back to the others.
        """
        swept = Swept(events=list(events or []))
        sweeps: tuple[tuple[StoreName, Callable[[Swept], dict[str, int]], str], ...] = (
            ("postgres", self._postgres, "PostgreSQL holds the simulation's goods, shoppers and orders"),
            ("redis", self._redis, "Redis holds the simulation's carts, for a day at most"),
            ("neo4j", self._neo4j, "Neo4j holds the simulation's nodes until the next simulation"),
        )
        for store, sweep, remains in sweeps:
            try:
                swept.removed[store] = sweep(swept)
            except StoreUnavailable as error:
                swept.left_over.append(f"{remains}: {error}")
                log.warning("%s", swept.left_over[-1])
                if store == "postgres":
                    break
        return swept

    def _postgres(self, swept: Swept) -> dict[str, int]:
        prefix = {"prefix": PREFIX}
        with self.postgres.transaction() as session:
            events = session.rows(statement("simulation/remove_events.sql"), prefix)
            orders = session.rows(statement("simulation/remove_orders.sql"), prefix)[0]
            products = session.rows(statement("simulation/remove_products.sql"), prefix)[0]
            shoppers = session.rows(statement("simulation/remove_shoppers.sql"), prefix)[0]
        swept.events += [(event["user_id"], event["event_id"]) for event in events]
        return {
            "orders": orders["orders"],
            "order lines": orders["lines"],
            "events": len(events),
            "products": products["removed"],
            "shoppers": shoppers["removed"],
        }

    def _redis(self, swept: Swept) -> dict[str, int]:
        return self._forget(swept.events)

    def _neo4j(self, swept: Swept) -> dict[str, int]:
        removed = self.graph.write(statement("simulation/remove_nodes.cypher"), {"prefix": PREFIX})[0]
        return {"nodes": removed["nodes"], "relationships": removed["relationships"]}


def cleaned(first: Swept, second: Swept) -> list[Cleaned]:
    """Each store: what the first sweep removed, and how much the second still found. MongoDB was never written to."""
    return [
        Cleaned(store=store, removed=first.removed.get(store, {}), left=sum(second.removed.get(store, {}).values()))
        for store in STORES
        if store in first.removed or store == "mongo"
    ]
