"""A picture as one vector of three measures: its colours, its form, its texture. No neural network, nothing learnt.

Each measure is a histogram as a vector of length 1, and the inner product of two is their likeness: 1 for equal ones, 0
for those that have nothing in common. A part is scaled by the root of its weight: so the whole has length 1, the cosine
of two pictures is the weighted mean of their three likenesses, and each of these can be read from its own stretch.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image
from skimage.color import rgb2lab

from marketplace.looks.measures import colour, form, ground, texture
from marketplace.looks.vector import PARTS, SIDE, Vector

MEASURES = {"colour": colour.direction, "form": form.direction, "texture": texture.direction}


def measure(picture: Image.Image) -> Vector:
    """The vector of an RGB picture of any size: shape (DIMENSION,), float32, of length 1.

    Shorter for a picture of one colour: it has no form.
    """
    lab, thing = seen(picture)
    parts = [np.sqrt(PARTS[name].weight) * direction(lab, thing) for name, direction in MEASURES.items()]
    return np.concatenate(parts).astype(np.float32)


def seen(picture: Image.Image) -> tuple[Vector, Vector]:
    """What is measured: the picture in CIELAB, shape (SIDE, SIDE, 3), and how far each pixel is of the thing shown.

    The latter, shape (SIDE, SIDE), is 0 on the ground the thing stands before, 1 on the thing itself.
    """
    lab: Vector = rgb2lab(_square(picture)).astype(np.float32)
    return lab, ground.thing(lab)


def _square(picture: Image.Image) -> npt.NDArray[np.uint8]:
    """The whole picture on a square, the border drawn out to either side where it is narrower than high, or lower."""
    scale = SIDE / max(picture.size)
    width, height = (max(1, round(length * scale)) for length in picture.size)
    way = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    pixels = np.asarray(picture.resize((width, height), way))
    left, above = (SIDE - width) // 2, (SIDE - height) // 2
    return np.pad(pixels, ((above, SIDE - height - above), (left, SIDE - width - left), (0, 0)), mode="edge")
