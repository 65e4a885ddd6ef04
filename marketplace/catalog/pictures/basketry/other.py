"""Trays, lamps and hats."""

from __future__ import annotations

from marketplace.catalog.pictures.basketry.weave import braid, rod_size
from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.marks import disc, line, path, rect
from marketplace.catalog.pictures.shapes import Profile, at, hoop, oval, rounded, smooth, turned
from marketplace.catalog.pictures.textures import wicker


def tray(c: Canvas) -> str:
    r, y = c.chance.between(140, 152), 236.0
    floor = oval(200, y + 16, r - 10, (r - 10) * 0.42)
    w, h = rod_size(c)
    wall = turned(200, [(y, r), (y + 26, r - 12)], top=0.42, base=0.42)
    inside = oval(200, y, r, r * 0.42)
    ears = "".join(
        braid(
            (
                f"M{at(200 + s * (r - 16), y - 16)}C{at(200 + s * (r + 4), y - 64)} {at(200 + s * (r + 34), y - 30)}"
                f" {at(200 + s * (r - 2), y + 14)}"
            ),
            c.main,
            11,
        )
        for s in (-1, 1)
    )
    cup = "#e9e2d2"
    things = ""
    if c.chance.yes(0.6):
        things = (
            c.shadow(158, y + 18, 34, 10)
            + c.solid(turned(158, [(y - 44, 36), (y - 14, 33), (y + 14, 24)]), cup)
            + c.rim(158, y - 44, 36, shade(cup, 0.4), "#5a3a26", 4)
            + c.shadow(254, y + 20, 40, 9)
            + disc(254, y + 10, 46, 19, "#f3ede0")
            + disc(254, y + 8, 34, 13, shade("#f3ede0", -0.1))
            + c.solid(oval(254, y - 2, 27, 15), "#c58a4c", light="ball")
        )
    rings = "".join(
        path(oval(200, y + 14, (r - 14) * t, (r - 14) * t * 0.42), "none", "#2b1d1a", 1.4, 0.22)
        for t in (0.2, 0.4, 0.6, 0.8)
    )
    return (
        c.table(250)
        + c.shadow(204, y + 84, r * 0.96, 22)
        + c.solid(wall, c.main, path(wall, wicker(c, c.main, w, h)))
        + path(inside, shade(c.main, -0.3))
        + path(inside, wicker(c, shade(c.main, -0.16), w, h))
        + c.clip(
            floor,
            path(floor, wicker(c, apart(c.second, c.main, 0.08) if c.chance.yes(0.4) else shade(c.main, 0.1), w, h)),
            rings,
            path(floor, c.light("hollow"), o=0.6),
        )
        + things
        + braid(inside, c.main, 12)
        + ears
    )


def woven_lamp(c: Canvas) -> str:
    r = c.chance.between(112, 128)
    profile: Profile = c.chance.pick(
        (
            [(116, 24), (134, r * 0.66), (190, r), (250, r * 0.9), (280, r * 0.66)],
            [(116, 24), (170, r * 0.6), (240, r), (270, r * 1.02)],
            [(116, 20), (150, r * 0.46), (220, r * 0.62), (276, r * 1.05)],
        )
    )
    d = turned(200, profile, top=0.2, base=0.2)
    glow = c.gradient("c", (0, "#ffe9a8", 0.95), (0.5, "#ffe3a0", 0.4), (1, "#ffe3a0", 0))
    lit = c.gradient("c", (0, "#fff0c0", 0.9), (0.6, "#ffdf94", 0.3), (1, "#ffdf94", 0))
    y, base = profile[-1]
    w, h = rod_size(c)
    open_ = c.chance.yes(0.45)
    if open_:  # an openwork of crossing canes
        canes = "".join(
            (
                f"M{at(200 + i * 9, 112)}Q{at(200 + i * 34 + 50, 190)} {at(200 + i * 26 - 22, 310)}"
                f"M{at(200 + i * 9, 112)}Q{at(200 + i * 34 - 50, 190)} {at(200 + i * 26 + 22, 310)}"
            )
            for i in range(-5, 6)
        )
        skin = path(d, "#ffedb8", o=0.65) + line(canes, shade(c.main, -0.35), 6) + line(canes, c.main, 4)
    else:
        skin = path(d, c.main) + path(d, wicker(c, c.main, w, h))
    hoops = "".join(
        line(hoop(200, yy, rr, 0.2), shade(c.main, -0.3), 6) + line(hoop(200, yy, rr, 0.2), shade(c.main, 0.2), 3)
        for yy, rr in profile[1:-1]
    )
    return (
        c.surface()
        + disc(200, 222, 196, 176, glow)
        + line("M200 -4L200 100", "#3a322c", 3.4)
        + c.solid(turned(200, [(92, 10), (100, 16), (118, 18)]), "#8a6a3a", light="metal")
        + disc(200, y, base, base * 0.2, "#fff3cf")
        + disc(200, y - 2, 24, 15, "#fffdf0")
        + c.clip(d, skin, hoops, disc(200, 230, r * 0.95, 90, lit), path(d, c.light("soft")))
        + braid(hoop(200, y, base, 0.2), c.main, 10)
    )


def straw_hat(c: Canvas) -> str:
    """Hung on a wall, or laid on a table."""
    r, y = c.chance.between(146, 160), 246.0
    high, wide = c.chance.between(96, 118), c.chance.between(72, 82)
    brim = smooth(
        [
            (200 - r, y - 4),
            (200 - r * 0.6, y - 38),
            (200, y - 50),
            (200 + r * 0.6, y - 40),
            (200 + r, y - 6),
            (200 + r * 0.66, y + 38),
            (200, y + 54),
            (200 - r * 0.66, y + 40),
        ],
        close=True,
    )
    crown = (
        smooth(
            [
                (200 - wide - 6, y - 2),
                (200 - wide, y - high * 0.6),
                (200 - wide * 0.72, y - high * 0.96),
                (200 - wide * 0.2, y - high * (0.98 if c.chance.yes() else 1.08)),
                (200 + wide * 0.3, y - high * 1.03),
                (200 + wide * 0.76, y - high * 0.94),
                (200 + wide, y - high * 0.55),
                (200 + wide + 6, y - 2),
            ]
        )
        + f"C{at(200 + wide, y + 26)} {at(200 - wide, y + 26)} {at(200 - wide - 6, y - 2)}Z"
    )
    ribbon = (
        f"M{at(200 - wide - 5, y - 34)}C{at(200 - wide * 0.6, y - 12)} {at(200 + wide * 0.6, y - 12)}"
        f" {at(200 + wide + 5, y - 34)}L{at(200 + wide + 6, y - 2)}C{at(200 + wide, y + 26)}"
        f" {at(200 - wide, y + 26)} {at(200 - wide - 6, y - 2)}Z"
    )
    straw = c.pattern(
        12,
        8,
        rect(0, 0, 12, 8, shade(c.main, -0.12)),
        line("M1 2.4L6 0.8L11 2.4", shade(c.main, 0.25), 2.2),
        line("M-5 6.4L0 4.8L5 6.4M7 6.4L12 4.8L17 6.4", shade(c.main, 0.1), 2.2),
    )
    rows = "".join(
        path(oval(200, y + 2, r * t, r * t * 0.33), "none", shade(c.main, -0.4), 1.4, 0.4)
        for t in (0.62, 0.72, 0.82, 0.92)
    )
    band = apart(c.second, c.main, 0.14)
    tails = (
        path(
            (
                f"M{at(200 + wide - 2, y - 2)}C{at(200 + wide + 24, y + 10)} {at(200 + wide + 18, y + 30)}"
                f" {at(200 + wide + 38, y + 44)}L{at(200 + wide + 20, y + 46)}"
                f"C{at(200 + wide + 6, y + 34)} {at(200 + wide - 2, y + 22)} {at(200 + wide - 16, y + 6)}Z"
            ),
            shade(band, -0.12),
        )
        if c.chance.yes(0.6)
        else ""
    )
    return (
        c.table(250)
        + c.shadow(206, y + 40, r * 0.94, 22)
        + c.solid(brim, c.main, path(brim, straw), rows, disc(212, y + 8, wide + 22, 34, "#2b1d1a", 0.28), light="flat")
        + line(brim, shade(c.main, -0.2), 3)
        + tails
        + c.solid(crown, c.main, path(crown, straw), light="round")
        + c.solid(ribbon, band, light="round")
        + c.solid(rounded(200 + wide - 22, y - 24, 16, 30, 5), shade(band, 0.08), light="soft")
    )
