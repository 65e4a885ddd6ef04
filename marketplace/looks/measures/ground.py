"""What of a picture is the thing, and what the ground before which it stands.

Pictures of goods have the thing in the middle and the ground at the border: the boundary and centre priors of salient
region detection (Wei and others, "Geodesic Saliency Using Background Priors", ECCV 2012). The ground of a row of pixels
is taken to run evenly from its left end to its right end, that of a column from its top to its bottom, so that a wall
above a table and light that falls off are ground. What differs from both is the thing, cut by Otsu's threshold.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter
from skimage.filters import threshold_otsu

Field = npt.NDArray[np.float32]

RIM = 0.04
"""The share of a side at either end that is taken for ground."""

LIGHTNESS = 0.6
"""What a difference in lightness counts beside one in colour: shadows and patches of light are ground."""

CENTRE = 0.6
"""Standard deviation of the weight that falls off from the middle, in half sides."""

LEAST, MOST = 4.0, 14.0
"""Bounds of the threshold, as a difference in CIELAB: what is fainter is grain, what is stronger never the ground."""


def thing(lab: Field) -> Field:
    """How far each pixel is of the thing, from 0 to 1; shape of `lab` without its last axis, which is (L, a, b).

    1 everywhere in a picture of one colour: then the ground is all there is to measure.
    """
    scaled = lab * np.array([LIGHTNESS, 1, 1], dtype=np.float32)
    across, down = scaled - _even(scaled), scaled - _even(scaled.swapaxes(0, 1)).swapaxes(0, 1)
    differs = np.minimum(np.linalg.norm(across, axis=2), np.linalg.norm(down, axis=2))
    differs = gaussian_filter(differs, 2 / 3)
    if differs.max() < 1:
        return np.ones_like(differs)
    places = np.linspace(-1, 1, len(lab), dtype=np.float32)
    fall = np.exp(-(places**2) / (2 * CENTRE**2))
    differs *= fall[:, None] * fall
    otsu = float(threshold_otsu(differs))  # type: ignore[no-untyped-call]
    cut = min(max(otsu, LEAST), MOST)
    steep = 0.15 * cut + 0.3
    found: Field = (1 / (1 + np.exp((cut - differs) / steep))).astype(np.float32)
    return found


def _even(pixels: Field) -> Field:
    """Each row as if it were ground: from the median of its first pixels evenly to that of its last."""
    rim = max(2, round(pixels.shape[1] * RIM))
    first, last = np.median(pixels[:, :rim], axis=1), np.median(pixels[:, -rim:], axis=1)
    along = np.linspace(0, 1, pixels.shape[1], dtype=np.float32)[None, :, None]
    return first[:, None] * (1 - along) + last[:, None] * along
