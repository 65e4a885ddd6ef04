"""Tiles."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.marks import disc, group, line, move, path, rotate
from marketplace.catalog.pictures.shapes import at, leaf, poly, rounded


def _azulejo(c: Canvas, s: float) -> str:
    """One quarter of a repeating tile, its corner at the centre of the pattern."""
    second, accent = apart(c.second, c.main), c.accent
    kind = c.chance.whole(0, 3)
    if kind == 0:
        return (
            path(f"M{at(s, 0)}Q{at(s, s)} {at(0, s)}", "none", second, s * 0.14)
            + path(leaf(0, 0, s * 0.92, 45, 0.42), accent)
            + path(leaf(0, 0, s * 0.6, 12, 0.3) + leaf(0, 0, s * 0.6, 78, 0.3), second)
        )
    if kind == 1:
        return (
            path(poly([(0, 0), (s * 0.8, 0), (0, s * 0.8)]), second)
            + disc(s * 0.26, s * 0.26, s * 0.13, fill=c.main)
            + path(poly([(s, s), (s * 0.55, s), (s, s * 0.55)]), accent)
        )
    if kind == 2:
        return "".join(
            path(f"M{at(s * t, 0)}Q{at(s * t, s * t)} {at(0, s * t)}", "none", (second, accent)[i % 2], s * 0.1)
            for i, t in enumerate((0.3, 0.55, 0.8))
        ) + disc(s, s, s * 0.2, fill=second)
    return path(
        leaf(0, 0, s * 1.1, 45, 0.3) + leaf(s, 0, s * 0.7, 90, 0.34) + leaf(0, s, s * 0.7, 0, 0.34), second
    ) + disc(s * 0.78, s * 0.78, s * 0.1, fill=accent)


def tile(c: Canvas) -> str:
    s = 132.0
    quarter = _azulejo(c, s / 2 - 3)
    design = "".join(group(quarter, turn=f"rotate({a})") for a in (0, 90, 180, 270))
    marks = []
    for i, (x, y) in enumerate(((-1, -1), (1, -1), (-1, 1), (1, 1))):
        cx, cy = 200 + x * (s / 2 + 2), 198 + y * (s / 2 + 2)
        d = rounded(-s / 2, -s / 2, s, s, 4)
        tone = shade(c.main, (0.05, -0.04, 0, 0.08)[i])
        spin = c.chance.between(-1, 1) + (c.chance.between(3, 6) if i == 3 else 0)
        marks.append(
            group(
                c.drop(d, 5, 7, 4, 0.3),
                path(d, shade(c.main, -0.4), turn="translate(1.5 2.5)"),
                c.solid(d, tone, design, light="flat"),
                path(d, "none", shade(c.main, 0.6), 1.6, 0.6),
                line("M-54 -30L-30 -54M-54 -14L-14 -54", "#fffdf5", 4, 0.3),
                turn=move(cx, cy, spin),
            )
        )
    return c.surface() + group(*marks, turn=rotate(c.chance.pick((0, 0, -3, 4))))
