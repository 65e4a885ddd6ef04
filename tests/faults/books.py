"""What the stores hold, read past the services that are being tested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from marketplace.events.activity import ORDER_WEIGHT, VIEW_STREAM, VIEW_WEIGHT
from marketplace.market import Market
from marketplace.statements import Statement

Line = tuple[str, str]
"""An order and a product."""


class Books:
    """The books of one shop."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.products = sorted(row[0] for row in self.sql("SELECT id FROM products"))
        self.shoppers = sorted(row[0] for row in self.sql("SELECT id FROM users"))

    def sql(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """One statement to PostgreSQL, in a transaction of its own."""
        with self.market.postgres.transaction() as session:
            cursor = session.connection.execute(query.encode(), parameters)
            return cursor.fetchall() if cursor.description else []

    def stock_up(self, pieces: int, *products: str) -> None:
        """So many pieces of each of these (of all, where none is named)."""
        self.sql("UPDATE products SET stock = %s WHERE id = ANY(%s)", (pieces, list(products or self.products)))
        self.market.catalog.drop(products or self.products)

    def shelves(self) -> dict[str, tuple[int, int]]:
        """By product: stock, and sold."""
        return {id: (stock, sold) for id, stock, sold in self.sql("SELECT id, stock, sold FROM products")}

    def ordered(self) -> Counter[str]:
        """Pieces by product, in the lines of orders that stand."""
        rows = self.sql(
            "SELECT product_id, sum(quantity) FROM order_items JOIN orders ON id = order_id"
            " WHERE status <> 'cancelled' GROUP BY product_id"
        )
        return Counter(dict(rows))

    def bought(self) -> dict[Line, int]:
        """Pieces by order and product, of orders that stand, as PostgreSQL has them."""
        rows = self.sql(
            "SELECT order_id, product_id, sum(quantity) FROM order_items JOIN orders ON id = order_id"
            " WHERE status <> 'cancelled' GROUP BY order_id, product_id"
        )
        return {(order, product): int(pieces) for order, product, pieces in rows}

    def drawn(self) -> list[tuple[str, str, int]]:
        """Order, product and pieces of every purchase in the graph."""
        query = "MATCH (:User)-[r:PURCHASED]->(p:Product) RETURN r.order_id AS o, p.id AS p, r.quantity AS n"
        return sorted((row["o"], row["p"], row["n"]) for row in self.market.graph.read(Statement("test", query)))

    def looked_at(self) -> Counter[str]:
        """Looks by product, in the stream."""
        return Counter(entry["product_id"] for _, entry in self.market.redis.commands.xrange(VIEW_STREAM))

    def viewed(self) -> Counter[str]:
        """Looks by product, counted in the graph."""
        query = "MATCH ()-[r:VIEWED]->(p:Product) RETURN p.id AS p, sum(r.times) AS n"
        return Counter({row["p"]: row["n"] for row in self.market.graph.read(Statement("test", query))})

    def heat(self) -> dict[str, float]:
        """By product, over all days."""
        heat: Counter[str] = Counter()
        for day in self.market.activity.days():
            heat.update(dict(self.market.redis.commands.zrange(day, 0, -1, withscores=True)))
        return {product: degrees for product, degrees in heat.items() if degrees}

    def add_up(self) -> None:
        """Everything was carried, nothing is lost, doubled or sold that was not there, and no two stores differ."""
        bought = self.bought()
        assert self.drawn() == sorted((order, product, pieces) for (order, product), pieces in bought.items())
        looked_at = self.looked_at()
        assert self.viewed() == looked_at
        lines = Counter(product for _, product in bought)
        warm = {id: ORDER_WEIGHT * lines[id] + VIEW_WEIGHT * looked_at[id] for id in self.products}
        assert self.heat() == {id: degrees for id, degrees in warm.items() if degrees}
        shelves, ordered = self.shelves(), self.ordered()
        assert {id: sold for id, (_, sold) in shelves.items()} == {id: ordered[id] for id in shelves}
        found = self.market.verify()
        assert (found.differences, found.waiting, found.dead) == ([], 0, 0)
        assert found.clean, found
