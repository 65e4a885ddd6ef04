"""Pictures to measure: drawn ones, rastered, and uploaded ones, read without trusting a byte of them."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import resvg_py
from PIL import Image, ImageOps

from marketplace.errors import InvalidInput
from marketplace.looks.vector import SIDE

MEDIA_TYPES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
"""What may be uploaded, and what Pillow calls it: formats whose decoders are read and attacked by many."""

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 32_000_000
"""More than any telephone takes by itself. A picture of five megabytes may otherwise unfold to gigabytes."""

PAPER = (255, 255, 255)
"""What shows through where a picture is transparent."""

_ENOUGH = 4 * SIDE
_UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    EOFError,
    struct.error,
    zlib.error,
)
"""What decoders raise of bytes that are no picture. Pillow's errors of unknown formats and of bombs are among them."""


def rendered(svg: str) -> Image.Image:
    """A drawn picture as pixels: RGB, SIDE by SIDE."""
    png = resvg_py.svg_to_bytes(svg_string=svg, width=SIDE, height=SIDE, skip_system_fonts=True)
    return Image.open(io.BytesIO(png), formats=["PNG"]).convert("RGB")


def read(data: bytes) -> Image.Image:
    """An uploaded picture as RGB, upright, made smaller where it is large; the first of an animation.

    Raises InvalidInput, with words for whoever sent it, for anything that is not a whole PNG, JPEG or WebP of at most
    MAX_BYTES and MAX_PIXELS.
    """
    if not data:
        raise InvalidInput("There is nothing in this file. Send a picture: PNG, JPEG or WebP.")
    if len(data) > MAX_BYTES:
        raise InvalidInput(f"This picture has {len(data):,} bytes; at most {MAX_BYTES:,} are read. Send a smaller one.")
    try:
        opened = Image.open(io.BytesIO(data), formats=list(MEDIA_TYPES.values()))
    except Image.DecompressionBombError as error:
        raise _too_large("far too many") from error
    except _UNREADABLE as error:
        raise InvalidInput("This is not a picture that can be read. Send a PNG, JPEG or WebP.") from error
    with opened:
        # The header says how many pixels there will be; none of them has been decoded yet.
        if (pixels := opened.width * opened.height) > MAX_PIXELS:
            raise _too_large(f"{pixels:,}")
        try:
            opened.draft("RGB", (_ENOUGH, _ENOUGH))
            upright = ImageOps.exif_transpose(opened)
            return _plain(upright)
        except _UNREADABLE as error:
            raise InvalidInput("This picture is damaged or cut short. Save it anew, and send it again.") from error


def _too_large(pixels: str) -> InvalidInput:
    return InvalidInput(f"This picture has {pixels} pixels; at most {MAX_PIXELS:,} are read. Send a smaller one.")


def _plain(picture: Image.Image) -> Image.Image:
    """As RGB of a moderate size, on paper where it is transparent."""
    if picture.mode.startswith("I"):
        # Greys of sixteen bits, which Pillow would cut off rather than scale.
        picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
    transparent = picture.has_transparency_data
    picture = picture.convert("RGBA" if transparent else "RGB")
    picture.thumbnail((_ENOUGH, _ENOUGH), Image.Resampling.BOX)
    if transparent:
        paper = Image.new("RGBA", picture.size, (*PAPER, 255))
        picture = Image.alpha_composite(paper, picture).convert("RGB")
    return picture
