"""Orders: checkout and cancelling, each as one transaction, and a shopper's own orders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import psycopg

from marketplace.errors import (
    EmptyCart,
    InvalidInput,
    NotCancellable,
    NotFound,
    NotPossible,
    OutOfStock,
    Shortfall,
)
from marketplace.faultpoints import reach
from marketplace.orders.models import Delivery, Order
from marketplace.settings import StoreName
from marketplace.statements import statement
from marketplace.stores.postgres import Postgres, Row, Session


class OrderService:
    """Buying and cancelling need PostgreSQL alone.

    Every event is addressed to `destinations` (each with the store it lives in). `placed` is called after the commit of
    a checkout with the shopper, the event's id and what was bought.
    """

    def __init__(
        self,
        postgres: Postgres,
        destinations: Mapping[str, StoreName],
        placed: Callable[[str, str, dict[str, int]], object],
    ) -> None:
        self.postgres, self.destinations, self._placed = postgres, dict(destinations), placed

    def checkout(self, user_id: str, quantities: dict[str, int], idempotency_key: str | None = None) -> Order:
        """Buy `quantities` (pieces by product id): all of it, or nothing.

        One transaction: the idempotency key is claimed, product rows are locked in the order of their ids, stock is
        checked and taken, the lines are written at the database's prices, and the event is put in the outbox. The same
        key again returns the same order, and sells nothing.

        Raises EmptyCart, OutOfStock (every shortfall at once), NotFound (a product or the shopper), NotPossible (a
        product without a price, a key used by another shopper), InvalidInput (a quantity below 1).
        """
        if not quantities:
            return self._repeated(user_id, idempotency_key)
        if any(quantity < 1 for quantity in quantities.values()):
            raise InvalidInput("Every quantity of an order must be 1 or more.")
        ids = sorted(quantities)
        reach("checkout.begun")
        try:
            with self.postgres.transaction() as session:
                claimed, products = session.together(
                    (statement("orders/claim.sql"), {"user_id": user_id, "idempotency_key": idempotency_key}),
                    (statement("orders/lock_products.sql"), {"ids": ids}),
                )
                reach("checkout.locked")
                if not claimed:
                    return self._made_before(session, user_id, idempotency_key)
                _check(quantities, ids, {row["id"]: row for row in products})
                wanted = {"ids": ids, "quantities": [quantities[id] for id in ids], "order_id": claimed[0]["id"]}
                row = session.rows(statement("orders/complete.sql"), wanted | self._addressed())[0]
                reach("checkout.completed")
        except psycopg.errors.ForeignKeyViolation as error:
            raise NotFound("shopper", user_id) from error
        reach("checkout.committed")
        self._placed(user_id, row.pop("event_id"), quantities)
        reach("checkout.told")
        return Order(**row)

    def cancel(self, user_id: str, order_id: str) -> Order:
        """Cancel an order that is paid: its pieces go back on the shelf, once, and the other stores hear of it.

        An order that is cancelled already is returned as it is. Raises NotFound (another's order too), NotCancellable.
        """
        reach("cancel.begun")
        with self.postgres.transaction() as session:
            parameters = {"user_id": user_id, "order_id": order_id}
            locked = session.row(statement("orders/lock_order.sql"), parameters)
            reach("cancel.locked")
            if locked is None:
                raise NotFound("order", order_id)
            if locked["status"] == "paid":
                session.rows(statement("orders/cancel.sql"), {"order_id": order_id} | self._addressed())
                reach("cancel.completed")
            elif locked["status"] != "cancelled":
                raise NotCancellable(order_id, locked["status"])
            order = self._order(session, user_id, order_id)
        reach("cancel.committed")
        return order

    def get(self, user_id: str, order_id: str) -> Order:
        """One order of this shopper. Raises NotFound, for another's order too: that it exists is not told."""
        with self.postgres.transaction() as session:
            return self._order(session, user_id, order_id)

    def of_shopper(self, user_id: str, limit: int = 50, before: str | None = None) -> list[Order]:
        """A shopper's orders, newest first; with `before`, those that come after this order in that list.

        Nothing comes after an order that is not this shopper's.
        """
        parameters = {"user_id": user_id, "order_id": None, "limit": limit, "before": before}
        return self.postgres.all(Order, statement("orders/orders.sql"), parameters)

    def deliveries(self, user_id: str, order_id: str) -> list[Delivery]:
        """How an order's news gets on: each event to each destination, in the order of events.

        None for an order that was loaded, which nobody had to be told of, nor for another shopper's.
        """
        return self.news(user_id, [order_id])[order_id]

    def news(self, user_id: str, order_ids: list[str]) -> dict[str, list[Delivery]]:
        """The deliveries of several orders, by order: one round trip."""
        rows = self.postgres.rows(statement("orders/deliveries.sql"), {"user_id": user_id, "order_ids": order_ids})
        found: dict[str, list[Delivery]] = {id: [] for id in order_ids}
        for row in rows:
            order_id, store = row.pop("order_id"), self.destinations.get(row["destination"])
            if store is not None:
                found[order_id].append(Delivery(**row, store=store))
        return found

    def _addressed(self) -> dict[str, Any]:
        return {"destinations": list(self.destinations)}

    def _made_before(self, session: Session, user_id: str, idempotency_key: str | None) -> Order:
        row = session.row(statement("orders/by_key.sql"), {"idempotency_key": idempotency_key})
        if row is None:
            raise NotFound("order of this checkout key", idempotency_key or "")
        if row["user_id"] != user_id:
            raise NotPossible("This checkout key belongs to another order. Reload the cart and try again.")
        return self._order(session, user_id, row["id"])

    def _repeated(self, user_id: str, idempotency_key: str | None) -> Order:
        # Nothing to buy: perhaps this key has bought it, its answer was lost, and the cart is empty since.
        try:
            with self.postgres.transaction() as session:
                return self._made_before(session, user_id, idempotency_key)
        except NotFound as error:
            raise EmptyCart from error

    def _order(self, session: Session, user_id: str, order_id: str) -> Order:
        parameters = {"user_id": user_id, "order_id": order_id, "limit": 1, "before": None}
        row = session.row(statement("orders/orders.sql"), parameters)
        if row is None:
            raise NotFound("order", order_id)
        return Order(**row)


def _check(quantities: dict[str, int], ids: list[str], products: Mapping[str, Row]) -> None:
    """Whether all of it can be sold; every product that cannot is told at once."""
    for id in ids:
        if id not in products:
            raise NotFound("product", id)
        if products[id]["price"] is None:
            raise NotPossible(f"{products[id]['name']} has no price, so it cannot be bought. Remove it from the cart.")
    shortfalls = [
        Shortfall(id, products[id]["name"], quantities[id], products[id]["stock"])
        for id in ids
        if products[id]["stock"] < quantities[id]
    ]
    if shortfalls:
        raise OutOfStock(shortfalls)
