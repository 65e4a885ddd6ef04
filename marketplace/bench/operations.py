"""The operations that are measured, by name. A new one is added to this table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from marketplace.bench.carts import cart_add, cart_add_cold
from marketplace.bench.frame import Figures, Operation, measure
from marketplace.bench.products import product_read
from marketplace.errors import InvalidInput
from marketplace.market import Market

OPERATIONS: dict[str, Callable[[Market], AbstractContextManager[Operation]]] = {
    "product_read": product_read,
    "cart_add": cart_add,
    "cart_add_cold": cart_add_cold,
}
"""Each sets up what it needs, under ids that begin with "bench-", and takes it away again."""


def bench(
    market: Market,
    names: Iterable[str] = (),
    *,
    rounds: int = 9,
    seconds: float = 0.25,
    tell: Callable[[str, int, int], object] = lambda name, done, of: None,
) -> dict[str, Figures]:
    """Measure these operations, or all. Raises InvalidInput for a name that is none, StoreUnavailable."""
    names = list(names) or list(OPERATIONS)
    unknown = [name for name in names if name not in OPERATIONS]
    if unknown:
        raise InvalidInput(f"There is no operation {', '.join(unknown)}: there are {', '.join(OPERATIONS)}.")
    found = {}
    for name in names:
        with OPERATIONS[name](market) as operation:
            found[name] = measure(
                operation, rounds=rounds, seconds=seconds, tell=lambda done, of, name=name: tell(name, done, of)
            )
    return found
