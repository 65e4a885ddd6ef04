"""Soft histograms: a value between two bins counts in both, by how near it is to each, so that nothing jumps."""

from __future__ import annotations

from itertools import product
from math import prod

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.floating]


def placed(values: Numbers, centres: Numbers) -> Numbers:
    """Where each value lies among the bins: 0 at the first centre, 1.5 halfway from the second to the third.

    What lies outside the outermost centres belongs to these.
    """
    return np.interp(values, centres, np.arange(len(centres)))


def counted(axes: list[tuple[Numbers, int]], weights: Numbers) -> Numbers:
    """A histogram over one or more axes, multilinear; flat, the last axis running fastest.

    An axis is a place for each value, as `placed` gives them, and the number of its bins.
    """
    shape = tuple(bins for _, bins in axes)
    lows = [np.minimum(np.floor(places).astype(np.intp), bins - 2) for places, bins in axes]
    shares = [places - low for (places, _), low in zip(axes, lows, strict=True)]
    total = np.zeros(prod(shape))
    for corner in product((0, 1), repeat=len(axes)):
        share = weights
        for up, part in zip(corner, shares, strict=True):
            share = share * (part if up else 1 - part)
        cells = np.ravel_multi_index(tuple(low + up for low, up in zip(lows, corner, strict=True)), shape)
        total += np.bincount(cells, share, minlength=total.size)
    return total


def shares(histogram: Numbers) -> Numbers:
    """Made to sum to 1; one of nothing stays zero."""
    total = histogram.sum()
    return histogram / total if total > 0 else histogram


def unit(histogram: Numbers) -> Numbers:
    """Made to have length 1; one of nothing stays zero."""
    length = np.linalg.norm(histogram)
    return histogram / length if length > 0 else histogram
