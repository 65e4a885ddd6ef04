"""What a picture's vector is made of: three stretches, one for each measure. Nothing here measures."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]

MEASURE = "colour, form, texture 1"
"""Names this way of measuring: vectors of two ways cannot be compared. Whoever changes a number of it counts it up."""

SIDE = 64
"""Pixels of the side of the square that is measured. At 128, three times the work, like ones were found no better."""


class Part(NamedTuple):
    """One of the three: `length` numbers of the vector from `start` on, counted from 0, and its weight in the whole."""

    start: int
    length: int
    weight: float


PARTS: dict[str, Part] = {
    "colour": Part(0, 100, 0.3),
    "form": Part(100, 96, 0.5),
    "texture": Part(196, 60, 0.2),
}
"""Colours of two pictures differ more than their forms do, and with equal weights would all but decide alone."""

DIMENSION = sum(part.length for part in PARTS.values())
