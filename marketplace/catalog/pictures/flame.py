"""A candle's flame."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.marks import disc, path
from marketplace.catalog.pictures.shapes import at


def flame(c: Canvas, x: float, y: float, size: float = 1) -> str:
    """A candle's flame with its halo; (x, y) is the tip of the wick."""
    halo = c.gradient("c", (0, "#ffe9a8", 0.85), (0.4, "#ffdf94", 0.3), (1, "#ffdf94", 0))
    outer = (
        f"M{at(x, y + 4)}C{at(x - 15 * size, y - 4 * size)} {at(x - 8 * size, y - 24 * size)}"
        f" {at(x + 1, y - 44 * size)}C{at(x + 6 * size, y - 26 * size)} {at(x + 15 * size, y - 6 * size)}"
        f" {at(x, y + 4)}Z"
    )
    inner = (
        f"M{at(x, y + 2)}C{at(x - 7 * size, y - 2 * size)} {at(x - 4 * size, y - 12 * size)}"
        f" {at(x, y - 24 * size)}C{at(x + 4 * size, y - 12 * size)} {at(x + 7 * size, y - 2 * size)}"
        f" {at(x, y + 2)}Z"
    )
    return disc(x, y - 16 * size, 86 * size, fill=halo) + path(outer, "#f2a83f") + path(inner, "#fff0b8")
