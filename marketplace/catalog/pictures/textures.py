"""Surfaces that tell the material: specks, grain, weave, stitches, wicker, hammer marks."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, tau

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import INK, shade
from marketplace.catalog.pictures.marks import group, line, path, rect
from marketplace.catalog.pictures.shapes import Box, Profile, at, num, oval, radius, run, smooth


def dots(c: Canvas, box: Box, count: int, colour: str, w: float = 2, o: float = 0.5) -> str:
    """Specks strewn over a box, as one stroke of nothing but round ends: the smallest markup there is for many dots."""
    left, top, right, bottom = (int(v) for v in box)
    d = "".join(f"M{c.chance.whole(left, right)} {c.chance.whole(top, bottom)}h0" for _ in range(count))
    return path(d, "", colour, w, o)


def tube(d: str, colour: str, w: float) -> str:
    """A round thing bent to a line: a handle, a spout, a cord."""
    lit = group(line(d, shade(colour, 0.6), w * 0.2, 0.6), turn=f"translate({num(-w * 0.16)} {num(-w * 0.16)})")
    return line(d, shade(colour, -0.42), w) + line(d, colour, w * 0.76) + lit


def gloss(cx: float, profile: Profile, o: float = 0.42, w: float = 7) -> str:
    """The window's reflection on a shoulder."""
    top, foot = profile[0][0], profile[-1][0]
    ys = [top + (foot - top) * t for t in (0.16, 0.3, 0.46, 0.6)]
    return line(smooth([(cx - radius(profile, y) * 0.72, y) for y in ys]), "#fffdf5", w, o)


def grain(c: Canvas, box: Box, colour: str, step: float = 11, *, upright: bool = False, o: float = 0.4) -> str:
    """The figure of a plank: lines along it that part around a knot."""
    left, top, right, bottom = box
    if upright:
        left, top, right, bottom = top, left, bottom, right
    long, wide = right - left, bottom - top
    knot, kx = top + wide * c.chance.between(0.25, 0.75), left + long * c.chance.between(0.25, 0.75)
    spread, swell = long * c.chance.between(0.16, 0.3), step * c.chance.between(0.7, 1.2)
    d, y = "", top + step * 0.4
    while y < bottom:
        side = 1 if y > knot else -1
        push = side * swell * exp(-abs(y - knot) / (wide * 0.35))
        points = []
        for i in range(5):
            x = left + long * i / 4 if i != 2 else kx
            lift = push if i == 2 else push * exp(-(((x - kx) / spread) ** 2))
            points.append((x, y + lift + c.chance.between(-1.2, 1.2)))
        if upright:
            points = [(py, px) for px, py in points]
        d += f"M{at(*points[0])}{run(points)}"
        y += step * c.chance.between(0.55, 1.35)
    eye = oval(kx, knot, swell * 1.1, swell * 0.5) if not upright else oval(knot, kx, swell * 0.5, swell * 1.1)
    return path(d, "none", colour, 1.8, o) + path(eye, colour, o=o * 0.9)


def rings(
    c: Canvas, cx: float, cy: float, r: float, colour: str, step: float = 9, tilt: float = 1, o: float = 0.4
) -> str:
    """The year rings of an end or of a bowl's inside, a little out of the middle."""
    d, here = "", step * 0.6
    while here < r:
        off = (r - here) * 0.12
        d += oval(cx + off, cy - off * 0.5 * tilt, here, here * tilt * c.chance.between(0.93, 1.0))
        here += step * c.chance.between(0.6, 1.3)
    return path(d, "none", colour, 1.6, o)


def cloth(c: Canvas, size: float = 5, o: float = 0.16, turn: str = "") -> str:
    """Warp and weft as a fill to lay over any colour."""
    half = size / 2
    return c.pattern(
        size,
        size,
        rect(0, 0, half, half, INK, o),
        rect(half, half, half, half, INK, o),
        rect(half, 0, half, half, "#fffaf0", o),
        turn=turn,
    )


def knit(c: Canvas, colour: str, size: float = 12, turn: str = "") -> str:
    """Stocking stitch as a fill: rows of little v's."""
    h = size * 0.84
    vee = f"M{num(size * 0.12)} {num(-h * 0.12)}L{num(size * 0.5)} {num(h * 0.62)}L{num(size * 0.88)} {num(-h * 0.12)}"
    low = group(line(vee, colour, size * 0.34), turn=f"translate(0 {num(h)})")
    return c.pattern(
        size, h, rect(0, 0, size, h, shade(colour, -0.34)), line(vee, shade(colour, 0.06), size * 0.34), low, turn=turn
    )


def motif(rows: Sequence[str], colour: str, size: float, x: float = 0, y: float = 0) -> str:
    """Coloured stitches from a chart ("#" is a stitch), over a knit ground of the same size."""
    h, d = size * 0.84, ""
    for j, row in enumerate(rows):
        for i, mark in enumerate(row):
            if mark == "#":
                px, py = x + i * size, y + j * h
                left, right, top, tip = px + size * 0.12, px + size * 0.88, py - h * 0.12, py + h * 0.62
                d += f"M{at(left, top)}L{at(px + size * 0.5, tip)}L{at(right, top)}"
    return line(d, colour, size * 0.36)


def rib(c: Canvas, colour: str, size: float = 11, turn: str = "") -> str:
    """Ribbing: cuffs, hems, brims."""
    return c.pattern(
        size,
        8,
        rect(0, 0, size, 8, shade(colour, -0.3)),
        rect(size * 0.14, 0, size * 0.62, 8, colour),
        rect(size * 0.22, 0, size * 0.2, 8, shade(colour, 0.3), 0.7),
        turn=turn,
    )


def wicker(c: Canvas, colour: str, w: float = 36, h: float = 20, stake: str = "") -> str:
    """Willow woven over and under its stakes."""
    half, r = w / 2, h / 2
    stake = stake or shade(colour, -0.3)

    def rod(x: float, y: float) -> tuple[str, str]:
        lower = y + r
        d = (
            f"M{at(x, y + r * 0.75)}"
            f"C{at(x + half * 0.3, y + r * 0.1)} {at(x + half * 0.7, y + r * 0.1)} {at(x + half, y + r * 0.75)}"
            f"C{at(x + half * 0.7, lower)} {at(x + half * 0.3, lower)} {at(x, y + r * 0.75)}Z"
        )
        near, mid, far = x + half * 0.22, x + half * 0.5, x + half * 0.78
        return d, f"M{at(near, y + r * 0.52)}Q{at(mid, y + r * 0.2)} {at(far, y + r * 0.52)}"

    (one, lit), (two, lit2) = rod(0, 0), rod(half, r)
    stakes = f"M0 0L0 {num(h)}M{num(half)} 0L{num(half)} {num(h)}M{num(w)} 0L{num(w)} {num(h)}"
    return c.pattern(
        w,
        h,
        rect(0, 0, w, h, shade(colour, -0.5)),
        path(stakes, "", stake, w * 0.12),
        path(one, shade(colour, 0.04)),
        path(two, shade(colour, -0.05)),
        line(lit + lit2, shade(colour, 0.5), 1.2, 0.6),
    )


def hammered(c: Canvas, box: Box, count: int, r: float = 9) -> str:
    """Hammer facets: each a light crescent and a dark one."""
    light, dark = "", ""
    for _ in range(count):
        x, y = c.chance.between(box[0], box[2]), c.chance.between(box[1], box[3])
        s = r * c.chance.between(0.6, 1.2)
        light += f"M{at(x - s, y + s * 0.3)}Q{at(x - s * 0.5, y - s)} {at(x + s * 0.5, y - s * 0.7)}"
        dark += f"M{at(x + s * 0.9, y - s * 0.2)}Q{at(x + s * 0.6, y + s)} {at(x - s * 0.4, y + s * 0.8)}"
    return line(light, "#fffaf0", 1.6, 0.35) + line(dark, INK, 1.8, 0.3)


def stitches(d: str, thread: str, w: float = 2.4) -> str:
    """A saddle-stitched seam: the groove, then the thread."""
    return line(d, INK, w * 1.5, 0.22) + line(d, thread, w, dash=f"{num(w * 3)} {num(w * 2)}")


def wave(x0: float, x1: float, y: float, rise: float, count: int) -> str:
    """A scalloped line, for fringes and edges."""
    step = (x1 - x0) / count
    return f"M{at(x0, y)}" + "".join(
        f"Q{at(x0 + (i + 0.5) * step, y + rise)} {at(x0 + (i + 1) * step, y)}" for i in range(count)
    )


def turns(count: int) -> list[float]:
    """Angles, in radians, evenly around."""
    return [tau * i / count for i in range(count)]
