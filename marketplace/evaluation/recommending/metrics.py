"""Measures of recommendation lists: how well they hit, and what else they are like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from marketplace.recommendations.similarity import Purchases

Floats = NDArray[np.float64]
RESAMPLES = 1_000


def hits(ranked: Sequence[str], relevant: set[str]) -> list[int]:
    """At each place, whether a relevant product stands there."""
    return [int(id in relevant) for id in ranked]


def hit_rate(found: Sequence[int]) -> float:
    """Whether anything relevant is in the list at all."""
    return float(any(found))


def ndcg(found: Sequence[int], relevant: int, k: int) -> float:
    """Discounted gain of the list by that of the best possible (Järvelin and Kekäläinen, TOIS 2002); gain is binary."""
    gain = sum(hit / np.log2(place + 2) for place, hit in enumerate(found[:k]))
    best = sum(1 / np.log2(place + 2) for place in range(min(relevant, k)))
    return float(gain / best) if best else 0.0


def average_precision(found: Sequence[int], relevant: int, k: int) -> float:
    """Precision at each hit, over as many as there could be."""
    precisions = [sum(found[: place + 1]) / (place + 1) for place, hit in enumerate(found[:k]) if hit]
    return sum(precisions) / min(relevant, k) if relevant else 0.0


def interval(values: Floats, seed: int = 1) -> tuple[float, float]:
    """95 % of the means of samples drawn from these with replacement: a percentile bootstrap (Efron, 1979)."""
    if not len(values):
        return 0.0, 0.0
    rng = np.random.default_rng(seed)
    means = [values[rng.integers(len(values), size=len(values))].mean() for _ in range(RESAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def coverage(lists: Sequence[Sequence[str]], products: int) -> float:
    """Share of all products that stand in anybody's list."""
    return len({id for ranked in lists for id in ranked}) / products if products else 0.0


def novelty(lists: Sequence[Sequence[str]], purchases: Purchases) -> float:
    """Mean self-information of what is recommended, in bits: -log2 of the share of shoppers who bought it.

    Zhou et al., PNAS 2010. What nobody has bought counts as bought by one.
    """
    number = {id: n for n, id in enumerate(purchases.product_ids)}
    bits = [
        np.log2(max(purchases.shoppers, 1) / max(purchases.buyers[number[id]] if id in number else 1, 1))
        for ranked in lists
        for id in ranked
    ]
    return float(np.mean(bits)) if bits else 0.0


def diversity(lists: Sequence[Sequence[str]], purchases: Purchases) -> float:
    """Mean over lists of 1 - cosine of each two products' buyers (intra-list: Smyth and McClave, ICCBR 2001)."""
    number = {id: n for n, id in enumerate(purchases.product_ids)}
    known = [[number[id] for id in ranked if id in number] for ranked in lists]
    known = [ranked for ranked in known if len(ranked) > 1]
    if not known:
        return 0.0
    lengths = np.array([len(ranked) for ranked in known])
    rows, columns = np.repeat(np.arange(len(known)), lengths), np.concatenate(known)
    chosen = sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(known), purchases.products))
    unit: Any = sp.diags(1 / np.sqrt(np.maximum(purchases.buyers, 1))) @ purchases.by_product
    # The square of a sum of unit vectors is their number and twice the cosine of each two.
    squares = np.asarray((chosen @ unit).power(2).sum(axis=1)).ravel()
    own = np.asarray(chosen @ unit.power(2).sum(axis=1)).ravel()
    return float(np.mean(1 - (squares - own) / (lengths * (lengths - 1))))
