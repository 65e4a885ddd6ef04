"""The figure of wood."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, mix, shade


def grain_colour(c: Canvas) -> str:
    """The colour of the grain: the second colour, if it can be seen."""
    return apart(mix(c.second, shade(c.main, -0.5), 0.3), c.main, 0.14)
