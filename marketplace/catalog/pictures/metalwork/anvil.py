"""Hammered faces and square bars."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import shade
from marketplace.catalog.pictures.marks import group, line, path
from marketplace.catalog.pictures.shapes import bounds, num
from marketplace.catalog.pictures.textures import dots, hammered


def forged(c: Canvas, d: str, tone: str, count: int = 24, light: str = "flat", size: float = 9) -> str:
    box = bounds(d)
    return c.solid(
        d, tone, hammered(c, box, count, size), dots(c, box, count, shade(tone, -0.5), 2, 0.3), light=light
    ) + path(d, "none", shade(tone, 0.35), 1.4, 0.6)


def bar(d: str, tone: str, w: float) -> str:
    """Square stock: a dark side, a face, an edge that catches the light."""
    edge = group(line(d, shade(tone, 0.55), w * 0.18, 0.75), turn=f"translate({num(-w * 0.2)} {num(-w * 0.22)})")
    return line(d, shade(tone, -0.5), w) + line(d, tone, w * 0.72) + edge
