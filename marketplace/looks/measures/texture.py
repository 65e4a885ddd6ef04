"""Texture: which small patterns of lighter and darker the thing's surface is made of, and how marked they are.

Local binary patterns, rotation invariant and uniform, at two radii, jointly with the local contrast (Ojala, Pietikäinen
and Mäenpää, PAMI 2002). The patterns themselves do not know contrast: without it the grain of paper would count as much
as a weave.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.ndimage import minimum_filter, uniform_filter
from skimage.feature import local_binary_pattern

from marketplace.looks.measures.binning import Numbers, counted, placed, unit

RADII = (1, 2)
NEIGHBOURS = 8
PATTERNS = NEIGHBOURS + 2
CONTRASTS = np.log([0.5, 2.5, 12.0])
"""Centres of the bins of contrast: the logarithm of the standard deviation of L*."""

SIZE = len(RADII) * PATTERNS * len(CONTRASTS)


def direction(lab: Numbers, thing: Numbers) -> Numbers:
    """The patterns by contrast: shape (SIZE,), of length 1."""
    light = lab[..., 0]
    # The outline is the form's; it counts here as little as the ground does.
    inside = minimum_filter(thing, 3).ravel()
    levels = np.round(light * 2.55).astype(np.uint8)
    return unit(np.concatenate([_at(radius, light, levels, inside) for radius in RADII]))


def _at(radius: int, light: Numbers, levels: npt.NDArray[np.uint8], inside: Numbers) -> Numbers:
    patterns = local_binary_pattern(levels, NEIGHBOURS, radius, "uniform").ravel()  # type: ignore[no-untyped-call]
    width = 2 * radius + 1
    mean = uniform_filter(light, width)
    contrast = np.sqrt(np.maximum(uniform_filter(light * light, width) - mean * mean, 0))
    return counted([(patterns, PATTERNS), (placed(np.log(contrast.ravel() + 1e-3), CONTRASTS), len(CONTRASTS))], inside)
