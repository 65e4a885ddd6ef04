"""Bare wood, and five paints that belong together."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import lightness, mix, shade
from marketplace.catalog.pictures.marks import disc, path
from marketplace.catalog.pictures.shapes import bounds, oval
from marketplace.catalog.pictures.textures import grain

MAPLE = "#dcb98a"


def timber(c: Canvas) -> str:
    """The bare wood of a toy: one of its own colours if it has a woody one."""
    return next(
        (
            t
            for t in (c.main, c.second, c.accent)
            if 0.5 < lightness(t) < 0.86 and int(t[1:3], 16) > int(t[5:7], 16) + 34
        ),
        MAPLE,
    )


def paints(c: Canvas) -> list[str]:
    """Five paints that belong together."""
    wood = timber(c)
    return [
        c.main if c.main != wood else c.accent,
        c.second if c.second != wood else mix(c.accent, wood, 0.5),
        c.accent,
        mix(c.main, "#e6c06a", 0.5),
        mix(c.second, "#7f9a94", 0.5),
    ]


def plank(c: Canvas, d: str, tone: str, light: str = "flat", step: float = 11) -> str:
    return c.solid(d, tone, grain(c, bounds(d), shade(tone, -0.4), step, o=0.3), light=light) + path(
        d, "", shade(tone, 0.45), 1.4, 0.5
    )


def wheel(c: Canvas, x: float, y: float, r: float, tone: str) -> str:
    return (
        disc(x + 3, y + 2, r, fill=shade(tone, -0.45))
        + disc(x, y, r, fill=tone)
        + disc(x, y, r, fill=c.light("flat"))
        + path(oval(x, y, r * 0.66), "", shade(tone, -0.35), 2, 0.6)
        + disc(x, y, r * 0.24, fill=MAPLE)
        + disc(x - 1, y - 1, r * 0.1, fill=shade(MAPLE, -0.5))
    )


_CLOTH = ("wool", "cotton", "felt", "linen", "mohair", "flannel", "alpaca", "yarn", "fabric", "muslin")


def sewn(c: Canvas) -> bool:
    """Whether a toy is of cloth: by what it is mostly made of, for a wooden one may well have a cotton cord."""
    return any(cloth in c.chief for cloth in _CLOTH)
