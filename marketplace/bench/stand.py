"""Goods and shoppers that are measured on; nobody's real ones are touched."""

from __future__ import annotations

from marketplace.lab.stand import Stand
from marketplace.market import Market

PREFIX = "bench-"


def stand(market: Market, *, products: int = 1, shoppers: int = 1, stock: int = 1_000_000) -> Stand:
    """Products and shoppers whose ids begin with "bench-", gone with every trace when it is closed."""
    return Stand(market, prefix=PREFIX, products=products, shoppers=shoppers, stock=stock)
