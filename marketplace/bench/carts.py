"""Putting a product in the cart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

from marketplace import tracing
from marketplace.bench.bare import ANY, bare_redis, tool_of
from marketplace.bench.frame import Operation
from marketplace.bench.stand import stand
from marketplace.market import Market

CARTS = 500
"""A batch puts one piece in each: a cart that is full takes no more."""

PRODUCTS = 500

TOOL_CALLS = 15 * CARTS
"""As many as find room in the carts."""


@contextmanager
def cart_add(market: Market) -> Iterator[Operation]:
    """Many put the same product in their carts."""
    with _adding(market, 1, "a product put in a cart, many at it") as operation:
        yield operation


@contextmanager
def cart_add_cold(market: Market) -> Iterator[Operation]:
    """Each puts another product in, so that PostgreSQL is asked for its price and stock each time."""
    with _adding(market, PRODUCTS, "a product put in a cart, PostgreSQL asked for price and stock first") as operation:
        yield operation


@contextmanager
def _adding(market: Market, products: int, what: str) -> Iterator[Operation]:
    with stand(market, products=products) as goods, bare_redis(market.redis) as bare:
        carts = [f"{goods.prefix}{number:012}" for number in range(CARTS)]
        # What the service sends to Redis is seen once, and sent again as it was, but for the cart.
        with tracing.recording("bench") as run:
            market.carts.add(carts[0], goods.product)
        script = next(executed for executed in run.statements if executed.name.endswith(".lua"))
        digest = hashlib.sha1(script.text.encode(), usedforsecurity=False).hexdigest()
        keys = [value for name, value in script.parameters.items() if name.startswith("KEYS")]
        arguments = [value for name, value in script.parameters.items() if name.startswith("ARGV")]
        sent = {cart: (len(keys), *(key.replace(carts[0], cart) for key in keys), *arguments) for cart in carts}
        any_cart = [str(part).replace(carts[0], f"{goods.prefix}{ANY}") for part in sent[carts[0]]]
        ours, floors = cycle(zip(carts, cycle(goods.products), strict=False)), cycle(sent.values())

        def clear() -> None:
            market.carts.erase(carts, [])

        try:
            yield Operation(
                what=what,
                run=lambda: market.carts.add(*next(ours)),
                floor_is="redis-py: EVALSHA of the same script with the same arguments",
                floor=lambda: bare.evalsha(digest, *next(floors)),
                most=CARTS,
                before=clear,
                beside=lambda: tool_of(market.redis, ["EVALSHA", digest, *any_cart], CARTS, TOOL_CALLS),
            )
        finally:
            clear()
