"""A woven wall, a plaited border."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.marks import line, path
from marketplace.catalog.pictures.shapes import Profile, at, hoop, num, oval, radius, turned
from marketplace.catalog.pictures.textures import wicker


def braid(d: str, tone: str, w: float = 13) -> str:
    """A plaited border."""
    return (
        line(d, shade(tone, -0.5), w + 2)
        + path(d, "none", tone, w - 1, dash=f"{num(w * 0.62)} {num(w * 0.24)}")
        + line(d, shade(tone, 0.5), w * 0.22, 0.7, dash=f"{num(w * 0.3)} {num(w * 0.56)}")
    )


def rod_size(c: Canvas) -> tuple[float, float]:
    """Coarse for willow, fine for rush, grass and raffia."""
    if c.made_of("rush", "grass", "raffia", "straw", "palm", "sweetgrass"):
        return c.chance.pick(((20, 11), (24, 12)))
    return c.chance.pick(((34, 19), (38, 22), (30, 17)))


def woven(c: Canvas, profile: Profile, *, cx: float = 200, tilt: float = 0.24, within: str = "") -> str:
    """A basket's inside, what is in it, its woven wall with a band of the second colour, and its rim."""
    (y, r), body = profile[0], turned(cx, profile, top=tilt, base=tilt * 0.7)
    w, h = rod_size(c)
    second = apart(c.second, c.main, 0.1)
    foot = profile[-1][0]
    kind, bands = c.chance.whole(0, 3), ""
    for share, width in {0: (), 1: ((0.34, 0.3),), 2: ((0.2, 0.1), (0.5, 0.1)), 3: ((0.62, 0.6),)}[kind]:
        y0 = y + (foot - y) * share
        y1 = y0 + (foot - y) * width
        strip = turned(
            cx, [(y0, radius(profile, y0) + 3), (y1, radius(profile, y1) + 3)], top=tilt * 0.9, base=tilt * 0.8
        )
        bands += path(strip, wicker(c, second, w, h))
    inside = oval(cx, y, r, r * tilt)
    return (
        c.clip(
            inside,
            path(inside, wicker(c, shade(c.main, -0.3), w, h)),
            path(inside, c.light("hollow")),
            path(inside, "#2b1d1a", o=0.2),
        )
        + within
        + c.solid(body, c.main, path(body, wicker(c, c.main, w, h)), bands)
        + braid(hoop(cx, y, r, tilt), shade(c.main, 0.06))
        + back_rim(cx, y, r, tilt, c.main) * (not within)
    )


def back_rim(cx: float, y: float, r: float, tilt: float, tone: str) -> str:
    sag = y - r * tilt * 4 / 3
    return braid(f"M{at(cx - r, y)}C{at(cx - r, sag)} {at(cx + r, sag)} {at(cx + r, y)}", shade(tone, -0.12), 9)
