"""Colour: how much of the thing is of which colour, in CIELAB, where like distances look like differences.

A colour histogram (Swain and Ballard, "Color Indexing", IJCV 1991), its bins soft, so that a colour on the edge of two
is not wholly in one of them. Of the shares the roots are taken, so that the inner product of two is their Bhattacharyya
coefficient (the Hellinger kernel; Arandjelović and Zisserman, CVPR 2012): one large patch does not outvote all others.
"""

from __future__ import annotations

import numpy as np

from marketplace.looks.measures.binning import Numbers, counted, placed, shares

LIGHT = np.array([15.0, 40.0, 65.0, 90.0])
CHROMA = np.array([-50.0, -25.0, 0.0, 25.0, 50.0])
"""Centres of the bins of L*, and of a* (green to red) and b* (blue to yellow)."""

SIZE = len(LIGHT) * len(CHROMA) ** 2


def direction(lab: Numbers, thing: Numbers) -> Numbers:
    """Roots of the shares of the colours of the thing: shape (SIZE,), of length 1."""
    axes = [(placed(lab[..., i].ravel(), centres), len(centres)) for i, centres in enumerate((LIGHT, CHROMA, CHROMA))]
    return np.sqrt(shares(counted(axes, thing.ravel())))
