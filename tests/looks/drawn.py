"""Pictures for these tests: one thing before a plain ground."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image, ImageDraw
from skimage.color import lab2rgb

Lab = tuple[float, float, float]
GROUND: Lab = (88, 2, 8)
RUST: Lab = (50, 45, 35)
Shape = Callable[[ImageDraw.ImageDraw, tuple[int, int, int, int], tuple[int, int, int]], Any]


def rgb(lab: Lab) -> tuple[int, int, int]:
    """A colour of CIELAB as a screen shows it."""
    red, green, blue = (round(part * 255) for part in lab2rgb(np.array([[lab]], dtype=float))[0, 0])
    return red, green, blue


def disc(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], fill: tuple[int, int, int]) -> None:
    draw.ellipse(box, fill=fill)


def rod(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], fill: tuple[int, int, int]) -> None:
    middle = (box[0] + box[2]) // 2
    draw.rectangle((middle - (box[2] - box[0]) // 10, box[1], middle + (box[2] - box[0]) // 10, box[3]), fill=fill)


def thing(
    shape: Shape = disc, colour: Lab = RUST, ground: Lab = GROUND, side: int = 256, moved: int = 0, stripes: int = 0
) -> Image.Image:
    """A shape in the middle (moved to the right), striped where asked: in bands of so many pixels, half lighter."""
    picture = Image.new("RGB", (side, side), rgb(ground))
    fourth = side // 4
    shape(ImageDraw.Draw(picture), (fourth + moved, fourth, 3 * fourth + moved, 3 * fourth), rgb(colour))
    if stripes:
        striped = Image.new("RGB", picture.size, rgb(ground))
        shape(ImageDraw.Draw(striped), (fourth, fourth, 3 * fourth, 3 * fourth), rgb((colour[0] - 25, *colour[1:])))
        bands = np.broadcast_to((np.arange(side) // stripes % 2 == 0)[:, None], (side, side))
        picture.paste(striped, mask=Image.fromarray((bands * 255).astype(np.uint8)))
    return picture


def file(picture: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    """The picture as the bytes of a file."""
    written = io.BytesIO()
    picture.save(written, kind, **how)
    return written.getvalue()
