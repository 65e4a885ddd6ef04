"""Vases, jars, planters."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.flora import plant, posy
from marketplace.catalog.pictures.marks import disc, path
from marketplace.catalog.pictures.pottery import glaze
from marketplace.catalog.pictures.shapes import Point, Profile, hoop, oval, turned
from marketplace.catalog.pictures.textures import gloss


def pot(c: Canvas, profile: Profile, inside: str, *, within: str = "", thick: float = 6, cx: float = 200) -> str:
    """A whole open vessel: mouth, what stands in it, then the wall before it."""
    (y, r), body = profile[0], turned(cx, profile)
    return (
        c.rim(cx, y, r, shade(c.main, 0.22), inside, thick)
        + within
        + c.solid(body, c.main, glaze(c, cx, profile))
        + gloss(cx, profile)
    )


_VASES: tuple[tuple[Point, ...], ...] = (
    ((0, 20), (0.2, 17), (0.36, 24), (0.52, 62), (0.72, 78), (0.9, 60), (1, 44)),  # bottle
    ((0, 38), (0.08, 33), (0.2, 60), (0.38, 86), (0.62, 74), (0.86, 50), (1, 44)),  # shouldered
    ((0, 34), (0.06, 32), (0.2, 70), (0.5, 98), (0.8, 72), (1, 42)),  # moon jar
    ((0, 30), (0.16, 26), (0.3, 46), (0.4, 44), (0.48, 46), (0.72, 82), (1, 52)),  # gourd
    ((0, 52), (0.3, 48), (0.6, 54), (0.9, 60), (1, 56)),  # cylinder
    ((0, 46), (0.14, 30), (0.34, 36), (0.62, 76), (0.84, 66), (1, 44)),  # flared
)


def vase(c: Canvas) -> str:
    high, wide = c.chance.between(172, 204), c.chance.between(0.88, 1.1)
    top = 312 - high
    profile = [
        (top + t * high, r * wide)
        for t, r in _VASES[
            c.variant(
                "bottle|bud",
                "shoulder|petrel",
                "moon|lantern",
                "gourd|double",
                "cylinder|column|cut",
                "flare|trumpet|smoke",
            )
        ]
    ]
    stems = posy(c, 200, top + 26, c.chance.between(118, 148)) if c.chance.yes(0.72) else ""
    return (
        c.table()
        + c.shadow(200, 313, max(r for _, r in profile) * 0.95, 15)
        + pot(c, profile, shade(c.main, -0.3), within=stems, thick=4)
    )


def jar(c: Canvas) -> str:
    r, high = c.chance.between(84, 102), c.chance.between(150, 184)
    top = 310 - high
    neck = r * c.chance.between(0.66, 0.86)
    profile = [
        (top, neck),
        (top + high * 0.1, neck + 3),
        (top + high * 0.3, r),
        (top + high * 0.7, r * 0.97),
        (304, r * 0.78),
        (310, r * 0.72),
    ]
    wooden = c.made_of("cork", "oak", "beech", "olive wood", "wood") or c.chance.yes(0.25)
    cover = "#b98a58" if wooden else shade(c.main, 0.04)
    lid = turned(
        200, [(top - 22, neck * 0.4), (top - 16, neck * 0.86), (top - 6, neck + 6), (top + 4, neck + 6)], top=0.1
    )
    grain = (
        path("".join(hoop(200, y, neck) for y in (top - 12, top - 6, top + 1)), "none", "#6f4527", 1.6, 0.5)
        if wooden
        else ""
    )
    knob = c.solid(oval(200, top - 32, 15, 13), cover if wooden else apart(c.second, c.main, 0.1), light="ball")
    return (
        c.table()
        + c.shadow(200, 311, r * 0.98, 15)
        + c.solid(turned(200, profile), c.main, glaze(c, 200, profile))
        + gloss(200, profile)
        + disc(202, top + 8, neck + 4, neck * 0.24, "#2b1d1a", 0.25)
        + c.solid(lid, cover, grain)
        + knob
    )


def planter(c: Canvas) -> str:
    r, high = c.chance.between(80, 96), c.chance.between(112, 136)
    top = 302 - high
    lip = c.chance.yes()
    foot = r * c.chance.between(0.62, 0.84)
    profile = (
        [(top, r), (top + 22, r - 1), (top + 25, r - 8), (298, foot), (302, foot - 2)]
        if lip
        else [(top, r * 0.94), (top + high * 0.4, r), (290, foot + 6), (302, foot)]
    )
    soil = disc(200, top + 3, r - 9, (r - 9) * 0.22, "#4a372b")
    saucer = c.solid(
        turned(200, [(296, foot + 24), (301, foot + 24), (308, foot + 12)], top=0.16), shade(c.main, -0.06)
    )
    return (
        c.table()
        + c.shadow(200, 311, foot * 1.3 + 16, 16)
        + saucer
        + pot(c, profile, "#4a372b", within=soil + plant(c, 200, top + 6, 150), thick=7)
    )
