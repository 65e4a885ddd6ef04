"""Putting a product in the cart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle

from marketplace import tracing
from marketplace.bench.bare import ANY, bare_redis, tool_of
from marketplace.bench.frame import Operation
from marketplace.bench.stand import stand
from marketplace.market import Market

CARTS = 2_000
"""A batch puts one piece in each: a cart that is full takes no more."""

PRODUCTS = 500

TOOL_CALLS = 5 * CARTS
"""So many find room in the carts."""


@contextmanager
def adding(market: Market) -> Iterator[Mapping[str, Operation]]:
    """Many put the same product in their carts; and each another, so that PostgreSQL is asked about it each time."""
    with stand(market, products=PRODUCTS) as goods, bare_redis(market.redis) as bare:
        carts = [f"{goods.prefix}{number:012}" for number in range(CARTS)]
        # What the service sends to Redis is seen once, and sent again as it was, but for the cart.
        with tracing.recording("bench") as run:
            market.carts.add(carts[0], goods.product)
        script = next(executed for executed in run.statements if executed.name.endswith(".lua"))
        digest = hashlib.sha1(script.text.encode(), usedforsecurity=False).hexdigest()
        keys = [value for name, value in script.parameters.items() if name.startswith("KEYS")]
        arguments = [value for name, value in script.parameters.items() if name.startswith("ARGV")]

        def sent(cart: str) -> list[str]:
            return [*(key.replace(carts[0], cart) for key in keys), *arguments]

        floors = cycle([sent(cart) for cart in carts])
        command: list[str | int] = ["EVALSHA", digest, len(keys), *sent(f"{goods.prefix}{ANY}")]

        def clear() -> None:
            market.carts.erase(carts, [])

        def operation(what: str, products: list[str]) -> Operation:
            ours = cycle(zip(carts, cycle(products), strict=False))
            return Operation(
                what=what,
                run=lambda: market.carts.add(*next(ours)),
                floor_is="redis-py: EVALSHA of the same script with the same arguments",
                floor=lambda: bare.evalsha(digest, len(keys), *next(floors)),
                most=CARTS,
                before=clear,
                beside=lambda: tool_of(market.redis, command, CARTS, TOOL_CALLS),
            )

        try:
            yield {
                "cart_add": operation("a product put in a cart, many at it", goods.products[:1]),
                "cart_add_cold": operation(
                    "a product put in a cart, PostgreSQL asked for price and stock first", goods.products
                ),
            }
        finally:
            clear()
