"""How strongly having bought one product speaks for another: plain item-to-item arithmetic on sparse matrices.

Item-to-item collaborative filtering (Linden, Smith and York, IEEE Internet Computing 2003; Sarwar et al., WWW 2001)
with three additions. Order and recency count, as in session-based neighbourhood models (Garg et al., SIGIR 2019;
Ludewig and Jannach, UMUAI 2018): what was bought next says more than what was bought ten steps later, or before. Long
histories are damped, for who buys everything says little of each. And the walk goes one step on, which joins products
that nobody has bought together yet (P3alpha: Cooper et al., WWW 2014; RP3beta: Paudel et al., TiiS 2017).

The parameters were chosen on the next-to-last purchases of Amazon Beauty (McAuley et al., SIGIR 2015) alone, and
docs/architecture.md has what they reach. Every score is a whole multiple of QUANTUM, so that a sum of them is the same
in whatever order the graph or a matrix adds it up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from marketplace.errors import InvalidInput
from marketplace.progress import Progress, silent
from marketplace.recommendations.similarity.purchases import Purchases

QUANTUM = 2.0**-24
"""Of a score. With fadings that are multiples of 2^-20, sums below 512 are exact in any order."""

BLOCK = 256
"""Products whose edges are worked out at a time; 8 bits of a sorting key."""

MOST_PRODUCTS, MOST_QUANTA = 2**20, 2**34 - 1
"""What the other bits of a sorting key hold."""

STEP = "similarity: edges"
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """The parameters. `reach` in moments of one shopper's history; powers are of counts."""

    reach: int = 10
    fade: float = 0.75
    """A step further away counts so much of one nearer."""
    backwards: float = 0.3
    """From the later purchase to the earlier, beside 1 from the earlier to the later."""
    history: float = -0.15
    """Power of how much the shopper bought."""
    source: float = -0.5
    target: float = -0.1
    """Powers of how often the two products were bought."""
    second_step: float = 1.0
    """Of the walk's second step, beside 1 for its first."""
    width: int = 60
    """Edges of a product that are walked twice."""
    kept: int = 100
    """Edges of a product."""


@dataclass(frozen=True)
class Edges:
    """Columns of edges, by source, the strongest first. Products are numbers of the purchases' `product_ids`.

    `step` is the edge's share of its source's direct weight, 0 where it is not walked twice. `people` bought both; none
    where only the second step leads there. `lift`: how many times as many as chance would have it.
    """

    source: Ints
    target: Ints
    score: Floats
    step: Floats
    people: Ints
    lift: Floats

    def __len__(self) -> int:
        return len(self.source)


def similar(purchases: Purchases, weights: Weights = Weights(), progress: Progress = silent) -> Edges:
    """The strongest edges of every product. Seconds for a million purchases, block by block in bounded memory."""
    if not len(purchases):
        nothing = np.empty(0)
        return Edges(*(nothing.astype(kind) for kind in (int, int, float, float, int, float)))
    first = direct(purchases, weights)
    total = np.asarray(first.sum(axis=1), dtype=np.float64).ravel()
    walked = shares(strongest(first, weights.width), total)
    parts = []
    for start in range(0, purchases.products, BLOCK):
        progress(STEP, start, purchases.products)
        rows = np.arange(start, min(start + BLOCK, purchases.products))
        parts.append(edges_of(rows, first[rows], total[rows], walked, purchases, weights))
    progress(STEP, purchases.products, purchases.products)
    return Edges(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def direct(purchases: Purchases, weights: Weights) -> Any:
    """[product, product] of whole quanta: pairs of one shopper's history, the nearer in time the heavier."""
    baskets, of_user = purchases.baskets()
    damped = purchases.per_user().astype(np.float64)[of_user] ** weights.history
    together = baskets.T @ baskets.multiply(damped[:, None]).tocsr()
    onwards = sp.csr_matrix(together.shape)
    for steps in range(1, weights.reach + 1):
        earlier = np.flatnonzero(of_user[:-steps] == of_user[steps:])
        if not len(earlier):
            break
        weighed = baskets[earlier].multiply((weights.fade ** (steps - 1) * damped[earlier])[:, None]).tocsr()
        onwards = onwards + weighed.T @ baskets[earlier + steps]
    both = (together + onwards + weights.backwards * onwards.T).tocsr()
    bought = np.maximum(purchases.bought, 1).astype(np.float64)
    scaled = (sp.diags(bought**weights.source) @ both @ sp.diags(bought**weights.target)).tocoo()
    quanta = np.minimum(np.rint(scaled.data / QUANTUM), MOST_QUANTA).astype(np.int64)
    other = (scaled.row != scaled.col) & (quanta > 0)
    return sp.csr_matrix((quanta[other], (scaled.row[other], scaled.col[other])), shape=scaled.shape)


def shares(kept: Any, total: Floats) -> Any:
    """Each entry's share of its row's total, in whole quanta: the probabilities of a walk's next step."""
    walk = kept.astype(np.float64)
    per_row = np.repeat(np.maximum(total, 1), np.diff(walk.indptr))
    walk.data = np.rint(walk.data / per_row / QUANTUM) * QUANTUM
    return walk


def edges_of(
    rows: Ints, first: Any, total: Floats, walked: Any, purchases: Purchases, weights: Weights
) -> tuple[Ints, Ints, Floats, Floats, Ints, Floats]:
    """Edges of some products, as columns: their direct ones and the walk's second step, the strongest of both."""
    second = walked[rows] @ walked
    second.data = np.rint(second.data * np.repeat(weights.second_step * total, np.diff(second.indptr)))
    second = second.tocoo()
    other = (rows[second.row] != second.col) & (second.data > 0)
    both = (
        first
        + sp.csr_matrix((second.data[other].astype(np.int64), (second.row[other], second.col[other])), first.shape)
    ).tocsr()
    best = strongest(both, weights.kept)
    local = np.repeat(np.arange(len(rows)), np.diff(best.indptr))
    source, target = rows[local], best.indices.astype(np.int64)
    shared = _cells(purchases.people(rows), local, target).astype(np.int64)
    buyers = purchases.buyers
    lift = shared * float(purchases.shoppers) / np.maximum(buyers[source] * buyers[target], 1)
    return source, target, best.data * QUANTUM, _cells(walked, source, target), shared, lift


def _cells(matrix: Any, rows: Ints, columns: Ints) -> Floats:
    """Single cells of a sparse matrix."""
    if not len(rows):
        return np.empty(0)
    matrix.sum_duplicates()
    return np.asarray(matrix[rows, columns], dtype=np.float64).ravel()


def strongest(matrix: Any, most: int) -> Any:
    """The `most` largest entries of each row of whole quanta, largest first; of equals, those further left.

    Row, value and column are packed into one number a cell: numbers are sorted many times faster than rows are.
    """
    if matrix.shape[1] > MOST_PRODUCTS:
        raise InvalidInput(f"Similarity is worked out for at most {MOST_PRODUCTS:,} products, not {matrix.shape[1]:,}.")
    parts, counts = [], []
    for start in range(0, matrix.shape[0], BLOCK):
        block = matrix[start : start + BLOCK]
        lengths = np.diff(block.indptr)
        row = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
        value = np.minimum(block.data, MOST_QUANTA).astype(np.int64)
        # The largest of a row first, when sorted upwards: so the value is turned round.
        key = np.sort((row << 54) | ((MOST_QUANTA - value) << 20) | block.indices.astype(np.int64))
        place = np.arange(len(key)) - np.repeat(block.indptr[:-1], lengths)
        parts.append(key[place < most])
        counts.append(np.minimum(lengths, most))
    key, count = np.concatenate(parts), np.concatenate(counts)
    value = MOST_QUANTA - ((key >> 20) & MOST_QUANTA)
    indptr = np.concatenate([[0], np.cumsum(count)])
    return sp.csr_matrix((value, (key & (MOST_PRODUCTS - 1)).astype(np.int32), indptr), shape=matrix.shape)
