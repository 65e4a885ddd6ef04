"""A piece of leather, and what closes it."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.marks import line, path
from marketplace.catalog.pictures.shapes import at, leaf, oval, poly, rounded
from marketplace.catalog.pictures.textures import stitches

BRASS = "#c2a25a"


def hide(c: Canvas, d: str, tone: str, *marks: str, light: str = "flat", seam: str = "") -> str:
    """A piece of leather: its pores, its burnished edge, its seam."""
    pores = c.pattern(11, 9, line("M1 2l1 1M6 1l1 .6M4 6l1 .4M9 6l.6 1", "#2b1d1a", 1, 0.16))
    sewn = stitches(seam, thread_colour(c)) if seam else ""
    return (
        c.solid(d, tone, path(d, pores), *marks, path(d, "none", shade(tone, -0.5), 7, 0.32), light=light)
        + path(d, "none", shade(tone, 0.4), 1.3, 0.45)
        + sewn
    )


def thread_colour(c: Canvas) -> str:
    return apart(mix(c.second, "#f0e2c8", 0.5), c.main, 0.25)


def tooled_sign(c: Canvas, x: float, y: float, s: float) -> str:
    """A small tooled sign, pressed in: dark above, light below."""
    d = c.chance.pick(
        (
            leaf(x, y + s, s * 2, -90, 0.3) + leaf(x, y + s * 0.6, s, -150, 0.3) + leaf(x, y + s * 0.6, s, -30, 0.3),
            oval(x, y, s) + oval(x, y, s * 0.6),
            poly([(x, y - s), (x + s, y), (x, y + s), (x - s, y)]) + oval(x, y, s * 0.4),
        )
    )
    return path(d, "none", "#2b1d1a", 2, 0.4) + path(d, "none", "#fffaf0", 1, 0.3, turn="translate(1 1.4)")


def brass_buckle(c: Canvas, x: float, y: float, w: float, h: float) -> str:
    frame = rounded(x - w / 2, y - h / 2, w, h, 5)
    return (
        path(frame, "none", "#6b5426", 6.4)
        + path(frame, "none", BRASS, 4.4)
        + path(frame, "none", shade(BRASS, 0.6), 1.4, 0.8)
        + line(f"M{at(x, y - h / 2)}L{at(x, y + h / 2 + 2)}", shade(BRASS, -0.2), 3.4)
    )


def tubed(d: str, tone: str) -> str:
    return line(d, shade(tone, -0.5), 15) + line(d, shade(tone, -0.1), 11) + line(d, shade(tone, 0.45), 2.4, 0.5)
