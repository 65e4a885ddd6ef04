"""Sheets, their edges and what is printed on them."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.flora import berries, blossom, sprig
from marketplace.catalog.pictures.marks import disc, line, path
from marketplace.catalog.pictures.parcel import paper
from marketplace.catalog.pictures.shapes import around, at, bounds, rounded, run, smooth, star
from marketplace.catalog.pictures.textures import dots

SHEET = "#f6eedd"


def deckled(c: Canvas, x: float, y: float, w: float, h: float, rough: float = 2.4) -> str:
    """A sheet with the uneven edge the mould leaves."""
    points = (
        [(x + w * i / 9, y) for i in range(9)]
        + [(x + w, y + h * i / 9) for i in range(9)]
        + [(x + w - w * i / 9, y + h) for i in range(9)]
        + [(x, y + h - h * i / 9) for i in range(9)]
    )
    return smooth(
        [(px + c.chance.between(-rough, rough), py + c.chance.between(-rough, rough)) for px, py in points], close=True
    )


def marbled(c: Canvas, d: str) -> str:
    """Combed colours, as for endpapers."""
    left, top, right, bottom = bounds(d)
    second, marks, y = apart(c.second, c.main, 0.12), "", top - 20
    tones = (second, shade(c.main, 0.35), c.accent, shade(c.main, -0.25), shade(second, 0.3))
    i = 0
    while y < bottom + 20:
        points = [
            (left - 6 + k * (right - left + 12) / 6, y + (13 if k % 2 else -13) + c.chance.between(-5, 5))
            for k in range(7)
        ]
        marks += line(f"M{at(*points[0])}{run(points)}", tones[i % 5], c.chance.between(3, 9), 0.85)
        y += c.chance.between(11, 17)
        i += 1
    return marks


def cover(c: Canvas, d: str) -> str:
    """What a cover or a lid is papered with."""
    kind = c.chance.whole(0, 3)
    if kind == 0 or c.made_of("marbled"):
        return marbled(c, d)
    if kind == 1:
        return dots(c, bounds(d), 70, shade(c.main, 0.5), 2.2, 0.6) + dots(
            c, bounds(d), 30, apart(c.second, c.main, 0.12), 3, 0.6
        )
    return path(d, paper(c, c.main, c.second))


def motif(c: Canvas, x: float, y: float, s: float) -> str:
    """A small picture for a card or a label."""
    kind, tone = c.chance.whole(0, 4), apart(c.main, SHEET, 0.25)
    if kind == 0:
        return sprig(x, y + s, -90, s * 2, tone, 6)
    if kind == 1:
        return blossom(x, y + s, -88, s * 1.9, tone, 8)
    if kind == 2:
        return disc(x, y - s * 0.1, s * 0.62, fill=c.accent) + path(
            smooth(
                [
                    (x - s, y + s * 0.5),
                    (x - s * 0.4, y),
                    (x + s * 0.1, y + s * 0.4),
                    (x + s * 0.5, y + s * 0.1),
                    (x + s, y + s * 0.5),
                ]
            )
            + f"L{at(x + s, y + s)}L{at(x - s, y + s)}Z",
            tone,
        )
    if kind == 3:
        return berries(x, y + s, -90, s * 2, c.accent, 8)
    return path(star(x, y, s, s * 0.4, 8), tone) + path(star(x, y, s * 0.5, s * 0.2, 8), c.accent)


def sealed_envelope(c: Canvas, x: float, y: float, w: float, h: float, tone: str, seal: bool) -> str:
    d = rounded(x, y, w, h, 3)
    flap = f"M{at(x, y + 2)}L{at(x + w / 2, y + h * 0.58)}L{at(x + w, y + 2)}Z"
    wax = (
        c.solid(
            smooth(
                [(px + c.chance.between(-2, 2), py) for px, py in around(x + w / 2, y + h * 0.54, 20, 19, 9)],
                close=True,
            ),
            c.accent,
            path(star(x + w / 2, y + h * 0.54, 11, 5, 6), shade(c.accent, -0.35)),
            light="ball",
        )
        if seal
        else ""
    )
    return (
        c.drop(d, 7, 10, 7, 0.36)
        + c.solid(
            d,
            tone,
            line(
                f"M{at(x, y + h)}L{at(x + w * 0.4, y + h * 0.5)}M{at(x + w, y + h)}L{at(x + w * 0.6, y + h * 0.5)}",
                "#2b1d1a",
                1.6,
                0.25,
            ),
            light="flat",
        )
        + c.drop(flap, 0, 3, 2, 0.3)
        + path(flap, shade(tone, 0.12))
        + wax
    )
