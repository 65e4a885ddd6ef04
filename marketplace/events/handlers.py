"""What each destination does with an event. Each is harmless the second time, and when it comes late.

Late is what a relay writes that has lost its transaction without knowing it: another has carried the same event since,
and perhaps the next one of the same order.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from marketplace.carts.service import LIFETIME_SECONDS, CartService
from marketplace.catalog.service import CatalogService
from marketplace.errors import StoreUnavailable
from marketplace.events.activity import Activity
from marketplace.events.models import Event, Handler
from marketplace.reviews.service import ReviewService
from marketplace.statements import statement
from marketplace.stores.graph import Graph

log = logging.getLogger(__name__)

CART_MARK = timedelta(seconds=LIFETIME_SECONDS)
"""How long a cart remembers which orders' pieces have left it."""


class Handlers:
    """The handlers, by destination. `forget` drops what is cached of a shopper's recommendations; `learn` is told whose
    purchases in the graph have changed; `tell_trials` counts what was bought after a trial had shown it."""

    def __init__(
        self,
        graph: Graph,
        *,
        carts: CartService,
        catalog: CatalogService,
        activity: Activity,
        reviews: ReviewService,
        forget: Callable[[str], object],
        learn: Callable[[Sequence[str]], object],
        tell_trials: Callable[[Sequence[Event]], object],
    ) -> None:
        self.graph = graph
        self._carts, self._catalog, self._activity, self._reviews = carts, catalog, activity, reviews
        self._forget, self._learn, self._tell_trials = forget, learn, tell_trials

    def by_destination(self) -> Mapping[str, Handler]:
        """Each destination's handler."""
        return {
            "graph": self.tell_graph,
            "cart": self.tell_cart,
            "caches": self.tell_caches,
            "hot_products": self.tell_hot_products,
            "reviews": self.tell_reviews,
        }

    def tell_graph(self, events: Sequence[Event]) -> None:
        """Purchases appear and disappear. Then recommendations made without them are forgotten."""
        for kind, query in (("order_placed", "purchased"), ("order_cancelled", "cancelled")):
            orders = [event.payload for event in events if event.kind == kind]
            if orders:
                # Locked in one order: two relays that share two shoppers do not each wait for the other.
                orders.sort(key=lambda order: (order["user_id"], order["order_id"]))
                self.graph.write(statement(f"events/{query}.cypher"), {"orders": orders})
        self._learn(sorted({event.user_id for event in events}))
        try:
            self._forget_shoppers(events)
        except StoreUnavailable as error:
            # Redis keeps nobody from hearing what Neo4j is told; and the caches are a destination of their own.
            log.warning("recommendations stay as they are until they expire: %s", error)

    def tell_cart(self, events: Sequence[Event]) -> None:
        """What was bought leaves the cart, once an event.

        An order older than a cart remembers is let be: its cart has expired, or holds what was put in since.
        """
        for event in events:
            if event.kind == "order_placed" and datetime.now(UTC) - event.created_at < CART_MARK:
                self._carts.remove_ordered(event.user_id, event.event_id, event.quantities)

    def tell_caches(self, events: Sequence[Event]) -> None:
        """Products whose stock has changed are forgotten, and what was recommended to the shopper."""
        if not self._catalog.drop(sorted({product for event in events for product in event.quantities})):
            raise StoreUnavailable("redis", "cached products could not be dropped")
        self._forget_shoppers(events)

    def tell_hot_products(self, events: Sequence[Event]) -> None:
        """An order makes its products hotter on its day, its cancelling cooler again; trials count there too."""
        for event in events:
            if event.kind == "order_placed":
                self._activity.ordered(event.event_id, event.placed_at, list(event.quantities))
            elif event.kind == "order_cancelled":
                self._activity.cancelled(event.event_id, event.placed_at, list(event.quantities))
        self._tell_trials(events)

    def tell_reviews(self, events: Sequence[Event]) -> None:
        """The mark "verified purchase" says what is so now, whichever event it is that says so."""
        self._reviews.verify({(event.user_id, product) for event in events for product in event.quantities})

    def _forget_shoppers(self, events: Sequence[Event]) -> None:
        for user_id in sorted({event.user_id for event in events}):
            self._forget(user_id)
