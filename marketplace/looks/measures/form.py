"""Form: in which directions the thing's outline, and the edges within it, run in which part of it.

A histogram of oriented gradients (Dalal and Triggs, CVPR 2005), in equal parts of the silhouette and of the lit thing
without its ground. It is taken over a window laid around the thing by its moments (centre and spread; Hu, 1962), so it
does not matter where in the picture the thing is, nor how large. Turned upside down it has another form.
"""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates

from marketplace.looks.measures.binning import Numbers, shares, unit

CELLS = 4
DIRECTIONS = 6
"""Of half a circle: an edge from light to dark counts as one from dark to light."""

SIZE = CELLS * CELLS * DIRECTIONS
WINDOW = 64
"""Samples of a side of the window."""

SPREAD = 2.4
"""Half the window's side, in standard deviations of the thing's extent: an even disc reaches 2 of them."""


def _to_cells() -> Numbers:
    """How much each row of samples counts in each row of cells: linearly by distance, (CELLS, WINDOW)."""
    centres = (np.arange(WINDOW) + 0.5) * CELLS / WINDOW - 0.5
    shares: Numbers = np.maximum(0, 1 - np.abs(np.arange(CELLS)[:, None] - centres))
    return shares


_TO_CELLS = _to_cells()


def direction(lab: Numbers, thing: Numbers) -> Numbers:
    """The edges by place and direction: shape (SIZE,), of length 1 (0 where there is no edge)."""
    at = _window(thing)
    silhouette = map_coordinates(thing, at, order=1, mode="nearest")
    lit = silhouette * map_coordinates(lab[..., 0], at, order=1, mode="nearest")
    return unit(shares(_edges(silhouette)) + shares(_edges(lit)))


def _window(thing: Numbers) -> Numbers:
    """Where in the picture the window's samples lie: shape (2, WINDOW, WINDOW), rows and columns."""
    places = np.arange(len(thing))
    total = thing.sum()
    along = [thing.sum(axis=1) / total, thing.sum(axis=0) / total]
    centres = [float(share @ places) for share in along]
    spread = np.mean([float(share @ (places - centre) ** 2) for share, centre in zip(along, centres, strict=True)])
    steps = ((np.arange(WINDOW) + 0.5) / WINDOW * 2 - 1) * SPREAD * np.sqrt(max(float(spread), 1.0))
    return np.stack(np.meshgrid(centres[0] + steps, centres[1] + steps, indexing="ij"))


def _edges(field: Numbers) -> Numbers:
    """The strength of the edges of a field by cell and direction, soft in both: shape (SIZE,)."""
    rows, columns = np.gradient(gaussian_filter(field, 1))
    strength = np.hypot(rows, columns)
    direction = np.mod(np.arctan2(rows, columns), np.pi) * (DIRECTIONS / np.pi)
    apart = np.abs(direction - np.arange(DIRECTIONS)[:, None, None])
    share = np.maximum(0, 1 - np.minimum(apart, DIRECTIONS - apart))
    cells: Numbers = _TO_CELLS @ (strength * share) @ _TO_CELLS.T
    # A difference of rounding is no edge.
    return cells.ravel() if strength.max() > 1e-3 else np.zeros(SIZE)
