"""A product read from the cache."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from marketplace.bench.bare import bare_redis
from marketplace.bench.frame import Operation
from marketplace.bench.stand import stand
from marketplace.market import Market


@contextmanager
def reading(market: Market) -> Iterator[Mapping[str, Operation]]:
    """The page of a product that is kept, against GET and json.loads of the same key."""
    with stand(market) as goods, bare_redis(market.redis) as bare:
        product = goods.product
        market.catalog.product(product)
        key = f"product:{{{product}}}"
        read = Operation(
            what="a product read from the cache",
            run=lambda: market.catalog.product(product),
            floor_is="redis-py: GET of the same key, json.loads",
            floor=lambda: json.loads(bare.get(key) or ""),
        )
        yield {"product_read": read}
