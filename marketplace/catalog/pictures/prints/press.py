"""Inks, gouge marks, and the sheet on its wall."""

from __future__ import annotations

from math import cos, radians, sin

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import lightness, mix, shade
from marketplace.catalog.pictures.marks import disc, group, line, path, rect, rotate
from marketplace.catalog.pictures.paper.sheets import deckled
from marketplace.catalog.pictures.shapes import at, num, poly, rounded

SHEET = "#f7f0e1"


W, H = 180.0, 228.0  # the printed field, from its own upper left corner


def inks(c: Canvas) -> tuple[str, str, str]:
    """Ink, second ink, accent: dark enough to read on paper."""
    ink = c.main if lightness(c.main) < 0.62 else (c.second if lightness(c.second) < 0.62 else shade(c.main, -0.45))
    second = c.second if ink != c.second else c.main
    return ink, second, c.accent


def cuts(
    c: Canvas, box: tuple[float, float, float, float], count: int, colour: str, long: float = 11, lean: float = 0
) -> str:
    """The little gouge marks that stay in a relief print."""
    d = ""
    for _ in range(count):
        x, y = c.chance.between(box[0], box[2]), c.chance.between(box[1], box[3])
        a = radians(lean + c.chance.between(-14, 14))
        d += f"M{at(x, y)}L{at(x + cos(a) * long, y + sin(a) * long)}"
    return line(d, colour, 1.8, 0.75)


def hung(c: Canvas, art: str, wide: bool = False) -> str:
    """The sheet with its margin and pencilled number; framed, or pinned up as it is."""
    w, h = (H, W) if wide else (W, H)
    m = c.chance.between(22, 30)
    x, y = 200 - w / 2 - m, 196 - h / 2 - m
    sheet = deckled(c, x, y, w + 2 * m, h + 2 * m + 12, 1.8)
    field = group(c.clip(rounded(0, 0, w, h, 1), art), turn=f"translate({num(200 - w / 2)} {num(196 - h / 2)})")
    pencil = line(
        f"M{at(200 - w / 2 + 2, 196 + h / 2 + 12)}l12 0M{at(200 + w / 2 - 34, 196 + h / 2 + 13)}q6 -7 10 0t10 0t12 -1",
        "#5a5048",
        1.4,
        0.7,
    )
    if c.chance.yes(0.45):
        wood = c.chance.pick(("#a9774a", "#3a322c", "#cfae84", "#f3eee4"))
        f = 11.0
        frame = poly(
            [
                (x - f, y - f),
                (x + w + 2 * m + f, y - f),
                (x + w + 2 * m + f, y + h + 2 * m + 12 + f),
                (x - f, y + h + 2 * m + 12 + f),
            ]
        )
        inner = poly([(x, y), (x + w + 2 * m, y), (x + w + 2 * m, y + h + 2 * m + 12), (x, y + h + 2 * m + 12)])
        return (
            c.surface()
            + c.drop(frame, 10, 13, 9, 0.42)
            + path(frame, wood)
            + path(frame, c.light("flat"))
            + path(frame, "", shade(wood, 0.4), 1.6, 0.6)
            + path(inner, SHEET)
            + field
            + pencil
            + path(inner, "", "#2b1d1a", 5, 0.22)
            + c.clip(inner, path("M60 400L250 0L300 0L110 400Z", "#ffffff", o=0.16))
        )
    tape = mix(c.accent, "#efe0c0", 0.55)
    clips = (
        group(rect(176, y - 14, 48, 24, tape, 0.85), turn=rotate(c.chance.between(-5, 5), 200, y))
        if c.chance.yes()
        else "".join(
            disc(px + 2, y + 11, 5, fill="#2b1d1a", o=0.3)
            + disc(px, y + 8, 5, fill=c.accent)
            + disc(px - 1.5, y + 6.5, 1.8, fill="#fffaf0", o=0.8)
            for px in (x + 14, x + w + 2 * m - 14)
        )
    )
    return c.surface() + group(
        c.drop(sheet, 7, 10, 7, 0.34),
        c.solid(sheet, SHEET, light="flat"),
        field,
        pencil,
        clips,
        turn=rotate(c.chance.between(-3, 3)),
    )
