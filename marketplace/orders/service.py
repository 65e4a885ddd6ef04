"""Orders: checkout as one transaction, and a shopper's own orders."""

from __future__ import annotations

from collections.abc import Callable

import psycopg

from marketplace.errors import EmptyCart, InvalidInput, NotFound, OutOfStock, Shortfall
from marketplace.orders.models import Order
from marketplace.statements import statement
from marketplace.stores.postgres import Postgres, Session


class OrderService:
    """Buying needs PostgreSQL alone.

    `placed` is called after each commit with the shopper, the event's id and what was bought, to carry the news on.
    """

    def __init__(self, postgres: Postgres, placed: Callable[[str, str, dict[str, int]], object]) -> None:
        self.postgres, self._placed = postgres, placed

    def checkout(self, user_id: str, quantities: dict[str, int], idempotency_key: str | None = None) -> Order:
        """Buy `quantities` (pieces by product id): all of it, or nothing.

        One transaction: the idempotency key is claimed, product rows are locked in the order of their ids, stock is
        checked and taken, the lines are written at the database's prices, and the event is put in the outbox. The same
        key again returns the same order, and sells nothing.

        Raises EmptyCart, OutOfStock (every shortfall at once), NotFound (a product or the shopper), InvalidInput (a
        product without a price, a quantity below 1, a key used by another shopper).
        """
        if not quantities:
            return self._repeated(user_id, idempotency_key)
        if any(quantity < 1 for quantity in quantities.values()):
            raise InvalidInput("Every quantity of an order must be 1 or more.")
        ids = sorted(quantities)
        wanted = {"ids": ids, "quantities": [quantities[id] for id in ids]}
        try:
            with self.postgres.transaction() as session:
                claim = {"user_id": user_id, "idempotency_key": idempotency_key}
                claimed = session.row(statement("orders/claim.sql"), claim)
                if claimed is None:
                    return self._made_before(session, user_id, idempotency_key)
                self._check(session, quantities, ids)
                session.rows(statement("orders/take_stock.sql"), wanted)
                event = session.rows(statement("orders/complete.sql"), {"order_id": claimed["id"], **wanted})[0]
                order = self._order(session, user_id, claimed["id"])
        except psycopg.errors.ForeignKeyViolation as error:
            raise NotFound("shopper", user_id) from error
        self._placed(user_id, event["event_id"], quantities)
        return order

    def _check(self, session: Session, quantities: dict[str, int], ids: list[str]) -> None:
        rows = {row["id"]: row for row in session.rows(statement("orders/lock_products.sql"), {"ids": ids})}
        for id in ids:
            if id not in rows:
                raise NotFound("product", id)
            if rows[id]["price"] is None:
                raise InvalidInput(f"{rows[id]['name']} has no price, so it cannot be bought. Remove it from the cart.")
        shortfalls = [
            Shortfall(id, rows[id]["name"], quantities[id], rows[id]["stock"])
            for id in ids
            if rows[id]["stock"] < quantities[id]
        ]
        if shortfalls:
            raise OutOfStock(shortfalls)

    def _made_before(self, session: Session, user_id: str, idempotency_key: str | None) -> Order:
        row = session.row(statement("orders/by_key.sql"), {"idempotency_key": idempotency_key})
        if row is None:
            raise NotFound("order of this checkout key", idempotency_key or "")
        if row["user_id"] != user_id:
            raise InvalidInput("This checkout key belongs to another order. Reload the cart and try again.")
        return self._order(session, user_id, row["id"])

    def _repeated(self, user_id: str, idempotency_key: str | None) -> Order:
        # Nothing to buy: perhaps this key has bought it, its answer was lost, and the cart is empty since.
        try:
            with self.postgres.transaction() as session:
                return self._made_before(session, user_id, idempotency_key)
        except NotFound as error:
            raise EmptyCart from error

    def _order(self, session: Session, user_id: str, order_id: str) -> Order:
        row = session.row(statement("orders/orders.sql"), {"user_id": user_id, "order_id": order_id, "limit": 1})
        if row is None:
            raise NotFound("order", order_id)
        return Order(**row)

    def get(self, user_id: str, order_id: str) -> Order:
        """One order of this shopper. Raises NotFound, for another's order too: that it exists is not told."""
        with self.postgres.transaction() as session:
            return self._order(session, user_id, order_id)

    def of_shopper(self, user_id: str, limit: int = 50) -> list[Order]:
        """A shopper's orders, newest first."""
        parameters = {"user_id": user_id, "order_id": None, "limit": limit}
        return self.postgres.all(Order, statement("orders/orders.sql"), parameters)
