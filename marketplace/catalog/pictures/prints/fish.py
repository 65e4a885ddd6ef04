"""Fish, singly and in company."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, mix
from marketplace.catalog.pictures.marks import disc, group, line, path, rect
from marketplace.catalog.pictures.prints.press import SHEET, H, W, hung, inks
from marketplace.catalog.pictures.shapes import leaf, num, points, smooth


def _fish(c: Canvas, ink: str, fin: str, paper: str) -> str:
    """A fish swimming left, around the origin, 150 long."""
    deep = c.chance.between(27, 38)
    body = (
        f"M-76 2C-52 {num(-deep)} 4 {num(-deep - 6)} 42 -8Q48 -4 50 0"
        f"Q48 5 42 9C4 {num(deep + 6)} -52 {num(deep)} -76 2Z"
    )
    tail = smooth(points("40,-4 60,-16 80,-32 74,0 80,32 60,16 40,6"), close=True)
    fins = smooth([(-22, -deep + 4), (2, -deep - 18), (24, -deep - 6), (18, -deep + 10)], close=True) + smooth(
        [(-10, deep - 4), (4, deep + 14), (18, deep + 2)], close=True
    )
    scales = "".join(
        f"M{x + (y // 11 % 2) * 6} {y}q8 5.5 0 11"
        for y in range(int(-deep + 10), int(deep - 14), 11)
        for x in range(-26, 34, 12)
    )
    return (
        path(tail + fins, fin)
        + line("M56 -10L72 -22M58 0L72 0M56 10L72 22M-8 -34L2 -40M8 -32L16 -38", paper, 2, 0.8)
        + c.clip(body, path(body, ink), line(scales, paper, 2, 0.85))
        + line(f"M-44 {num(-deep * 0.7)}Q-32 0 -44 {num(deep * 0.7)}", paper, 3)
        + disc(-58, -5, 6.4, fill=paper)
        + disc(-58, -5, 3, fill=ink)
        + path(leaf(-36, 6, 26, 20, 0.3), mix(ink, paper, 0.35))
    )


def fish_print(c: Canvas) -> str:
    ink, second, accent = inks(c)
    kind = c.variant(
        "bass|flounder|carp|salmon|pike|trout", "trio|three|shoal|anchov|herring|sardine", "pair|two|twin|koi"
    )
    sea = mix(second, SHEET, 0.55) if c.chance.yes(0.5) else SHEET
    fin = apart(accent, sea, 0.12)
    waves = line(
        "".join(
            f"M{-10 + j * 12} {y}q14 -9 28 0t28 0t28 0t28 0t28 0t28 0t28 0" for j, y in enumerate(range(16, 226, 24))
        ),
        mix(ink, sea, 0.72),
        2.2,
        0.8,
    )
    wide = kind == 0
    w, h = (H, W) if wide else (W, H)
    if kind == 0:
        swim = group(
            _fish(c, ink, fin, sea),
            turn=f"translate({num(w / 2)} {num(h / 2)})rotate({num(c.chance.between(-8, 8))})scale(1.34)",
        )
    elif kind == 1:
        swim = "".join(
            group(_fish(c, t, fin, sea), turn=f"translate(90 {y})scale({s} 1)")
            for y, t, s in ((46, ink, 1), (114, mix(ink, accent, 0.4), -1), (182, ink, 1))
        )
    else:
        swim = group(
            _fish(c, ink, fin, sea), turn=f"translate(58 104)rotate({num(c.chance.between(-82, -70))})scale(.96)"
        ) + group(
            _fish(c, mix(ink, accent, 0.45), fin, sea),
            turn=f"translate(126 124)rotate({num(c.chance.between(98, 110))})scale(.9)",
        )
    return hung(c, rect(0, 0, w, h, sea) + waves + swim, wide)
