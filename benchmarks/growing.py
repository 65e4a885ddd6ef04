"""What the benchmarks share: a shop of so many purchases, and the times of a piece of work."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from marketplace.loading.generator import Scale, generate
from marketplace.loading.graph import load_graph
from marketplace.loading.load import shipped_folder
from marketplace.loading.reader import read_folder
from marketplace.loading.relational import load_relational
from marketplace.market import Market
from marketplace.progress import Progress, silent

PURCHASES = (50_000, 200_000, 500_000, 1_000_000)
SHOPPERS, PRODUCTS = 20_000, 5_000
PER_ORDER = 1.546
"""Lines of an order, as the generator draws them."""

T = TypeVar("T")


def sell(market: Market, purchases: int, progress: Progress = silent) -> None:
    """About so many purchases by 20,000 shoppers, in PostgreSQL and in the graph. `progress` hears of the graph."""
    with shipped_folder() as folder:
        scale = Scale(PRODUCTS, SHOPPERS, round(purchases / PER_ORDER))
        load_relational(market.postgres, generate(read_folder(folder), scale))
    load_graph(market.postgres, market.graph, progress)


def times(work: Callable[[T], object], of: Sequence[T], rounds: int) -> dict[str, float]:
    """Milliseconds of `work` for each, in so many rounds; one more before them warms up."""
    taken = []
    for turn in range(rounds + 1):
        for one in of:
            began = time.perf_counter()
            work(one)
            if turn:
                taken.append(1000 * (time.perf_counter() - began))
    return {f"p{share}_ms": round(float(np.percentile(taken, share)), 2) for share in (50, 95, 99)}
