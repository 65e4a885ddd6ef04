"""Stems, leaves and flowers: in vases and planters, printed on paper, laid beside a candle."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import shade
from marketplace.catalog.pictures.marks import disc, line, path
from marketplace.catalog.pictures.shapes import Point, at, leaf


def stem(x: float, y: float, angle: float, length: float, bend: float = 0) -> tuple[str, list[tuple[Point, float]]]:
    """A bent stalk as an outline, with points along it and the direction there."""
    a = radians(angle)
    tip = (x + cos(a) * length, y + sin(a) * length)
    mid = (x + cos(a) * length / 2 - sin(a) * bend, y + sin(a) * length / 2 + cos(a) * bend)
    along = []
    for i in range(1, 11):
        t = i / 10
        px = (1 - t) ** 2 * x + 2 * t * (1 - t) * mid[0] + t * t * tip[0]
        py = (1 - t) ** 2 * y + 2 * t * (1 - t) * mid[1] + t * t * tip[1]
        along.append(((px, py), angle + bend / length * 90 * (1 - 2 * t) * -1))
    return f"M{at(x, y)}Q{at(*mid)} {at(*tip)}", along


def sprig(
    x: float,
    y: float,
    angle: float,
    length: float,
    colour: str,
    bend: float = 0,
    size: float = 0.26,
    width: float = 0.32,
    start: int = 2,
) -> str:
    """A twig with leaves in pairs, smaller towards its tip."""
    stalk, along = stem(x, y, angle, length, bend)
    one, two = [], []
    for i, ((px, py), way) in enumerate(along):
        if i < start or i % 2 == start % 2:
            continue
        long = length * size * (1.15 - i * 0.06)
        one.append(leaf(px, py, long, way - 48, width))
        two.append(leaf(px, py, long, way + 48, width))
    (px, py), way = along[-1]
    one.append(leaf(px, py, length * size * 0.7, way, width))
    return (
        line(stalk, shade(colour, -0.25), max(1.6, length / 75))
        + path("".join(two), shade(colour, -0.14))
        + path("".join(one), shade(colour, 0.1))
    )


def berries(x: float, y: float, angle: float, length: float, colour: str, bend: float = 0) -> str:
    """A bare twig with berries, or buds."""
    stalk, along = stem(x, y, angle, length, bend)
    twigs, fruit = [], []
    for i, ((px, py), way) in enumerate(along[3:]):
        side = way + (55 if i % 2 else -55)
        tx, ty = px + cos(radians(side)) * 18, py + sin(radians(side)) * 18
        twigs.append(f"M{at(px, py)}L{at(tx, ty)}")
        fruit.append(disc(tx, ty, 5.4, fill=colour) + disc(tx - 1.6, ty - 1.8, 1.5, fill=shade(colour, 0.6)))
    return line(stalk + "".join(twigs), "#6a5442", 2) + "".join(fruit)


def grass(x: float, y: float, angle: float, length: float, colour: str, bend: float = 0) -> str:
    """A dried ear of grass."""
    stalk, along = stem(x, y, angle, length, bend)
    seeds = "".join(leaf(px, py, 20, way + turn, 0.24) for (px, py), way in along[4:] for turn in (-28, 28))
    return line(stalk, shade(colour, -0.2), 1.8) + path(seeds, colour)


def flower(
    x: float, y: float, r: float, colour: str, heart: str, petals: int = 7, turn: float = 0, width: float = 0.4
) -> str:
    d = "".join(leaf(x, y, r, turn + i * 360 / petals, width) for i in range(petals))
    return path(d, colour) + disc(x, y, r * 0.24, fill=heart)


def blossom(x: float, y: float, angle: float, length: float, colour: str, bend: float = 0) -> str:
    """A flower on its stalk with two leaves."""
    stalk, along = stem(x, y, angle, length, bend)
    (lx, ly), way = along[5]
    (tx, ty), _ = along[-1]
    leaves = leaf(lx, ly, length * 0.24, way - 50, 0.3) + leaf(lx, ly, length * 0.2, way + 55, 0.3)
    return (
        line(stalk, "#66764f", 2.4)
        + path(leaves, "#76875c")
        + flower(tx, ty, length * 0.17, colour, shade(colour, -0.45), 8, angle)
    )


def posy(c: Canvas, x: float, y: float, length: float, *, spread: float = 18) -> str:
    """What somebody put in a vase: two to four stems of one kind."""
    kind: Callable[..., str] = c.chance.pick((sprig, berries, grass, blossom))
    tone = {
        "sprig": ("#7d8f6b", "#8c9a86", "#6f7f5f"),
        "berries": ("#a9492f", "#7a3f4a", "#c08a3c"),
        "grass": ("#c9a46a", "#b58f62", "#d6bd8c"),
        "blossom": ("#d98f6a", "#e6c88a", "#c9788a"),
    }[kind.__name__]
    colour = c.chance.pick(tone)
    count = c.chance.whole(2, 4)
    marks = []
    for i in range(count):
        lean = -90 + (i - (count - 1) / 2) * spread + c.chance.between(-5, 5)
        marks.append(kind(x, y, lean, length * c.chance.between(0.78, 1.05), colour, (lean + 90) * 0.5))
    return "".join(marks)


def plant(c: Canvas, x: float, y: float, reach: float) -> str:
    """What grows in a planter: swords, a bush of round leaves, or a trailing vine."""
    green = c.chance.pick(("#6f8458", "#5d7a5f", "#7f8f63", "#587263"))
    kind = c.chance.whole(0, 2)
    if kind == 0:
        swords = []
        for i in range(9):
            lean = -90 + (i - 4) * 9 + c.chance.between(-3, 3)
            long = reach * c.chance.between(0.75, 1.08) * (1 - abs(i - 4) * 0.06)
            d = leaf(x + (i - 4) * 7, y, long, lean, 0.09)
            swords.append(path(d, shade(green, -0.2 + 0.1 * (i % 4)), "#d6cf9a", 1.4))
        return "".join(swords[0::2] + swords[1::2])
    if kind == 1:
        marks = []
        for i in range(11):
            lean = -168 + i * 15.6
            long = reach * c.chance.between(0.55, 0.92)
            tx, ty = x + cos(radians(lean)) * long * 0.8, y + sin(radians(lean)) * long
            marks.append(
                line(f"M{at(x, y)}Q{at(x + (tx - x) * 0.3, ty)} {at(tx, ty)}", shade(green, -0.3), 2.4)
                + disc(tx, ty, reach * 0.17, reach * 0.15, shade(green, -0.15 + 0.12 * (i % 3)))
                + line(f"M{at(tx - reach * 0.1, ty)}L{at(tx + reach * 0.1, ty)}", shade(green, 0.35), 1.2, 0.6)
            )
        return "".join(marks[0::2] + marks[1::2])
    return "".join(
        sprig(x + side * 8, y, -90 + side * lean, reach * long, shade(green, tone), side * 14, 0.25, 0.42, 1)
        for side, lean, long, tone in (
            (1, 62, 0.8, -0.15),
            (-1, 58, 0.85, -0.1),
            (1, 24, 1, 0),
            (-1, 22, 0.92, 0.06),
            (1, 2, 0.8, 0.14),
        )
    )
