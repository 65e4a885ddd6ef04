"""The operations that are measured, by name. A new one is added to this table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from itertools import groupby

from marketplace.bench.api import calling
from marketplace.bench.carts import adding
from marketplace.bench.frame import Figures, Operation, measure
from marketplace.bench.orders import buying
from marketplace.bench.products import reading
from marketplace.bench.searching import searching
from marketplace.errors import InvalidInput
from marketplace.market import Market

Group = Callable[[Market], AbstractContextManager[Mapping[str, Operation]]]

OPERATIONS: dict[str, Group] = {
    "product_read": reading,
    "cart_add": adding,
    "cart_add_cold": adding,
    "checkout": buying,
    "relay": buying,
    "search_fulltext": searching,
    "search_semantic": searching,
    "search_hybrid": searching,
    "api_product": calling,
    "api_search": calling,
}
"""Who provides each. A group sets up what it needs, under ids that begin with "bench-", and takes it away again."""


def bench(
    market: Market,
    names: Iterable[str] = (),
    *,
    rounds: int = 21,
    seconds: float = 0.1,
    tell: Callable[[str, int, int], object] = lambda name, done, of: None,
) -> dict[str, Figures]:
    """Measure these operations, or all. Raises InvalidInput for a name that is none, StoreUnavailable."""
    names = list(names) or list(OPERATIONS)
    unknown = [name for name in names if name not in OPERATIONS]
    if unknown:
        raise InvalidInput(f"There is no operation {', '.join(unknown)}: there are {', '.join(OPERATIONS)}.")
    found = {}
    for group, of_it in groupby(names, OPERATIONS.__getitem__):
        with group(market) as operations:
            for name in of_it:
                found[name] = measure(operations[name], rounds=rounds, seconds=seconds, tell=partial(tell, name))
    return found
