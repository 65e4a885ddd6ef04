"""Hollowed: bowls and spoons."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import shade
from marketplace.catalog.pictures.marks import disc, group, line, move, path, rect
from marketplace.catalog.pictures.shapes import Profile, hoop, oval, radius, rounded, smooth, turned
from marketplace.catalog.pictures.textures import grain, rings
from marketplace.catalog.pictures.wood.timber import grain_colour


def wooden_bowl(c: Canvas) -> str:
    r, deep = c.chance.between(114, 136), c.chance.between(84, 116)
    top = 308 - deep
    profile: Profile = [
        (top, r),
        (top + deep * 0.3, r * 0.97),
        (top + deep * 0.66, r * 0.76),
        (300, r * 0.46),
        (308, r * 0.42),
    ]
    inside = oval(200, top + 1, r - 8, (r - 8) * 0.24)
    figure = grain_colour(c)
    streaks = "".join(
        hoop(
            200 + c.chance.between(-14, 14),
            top + i * 10,
            radius(profile, top + i * 10) * 1.05,
            c.chance.between(0.1, 0.32),
        )
        for i in range(1, int(deep / 10))
    )
    return (
        c.table()
        + c.shadow(200, 309, r * 0.72, 17)
        + disc(200, top, r, r * 0.24, shade(c.main, 0.25))
        + c.clip(
            inside,
            disc(200, top, r, r * 0.3, c.main),
            rings(c, 200, top + 8, r, figure, 12, 0.22, 0.5),
            disc(200, top + 1, r, r * 0.24, c.light("hollow")),
        )
        + c.solid(
            turned(200, profile),
            c.main,
            path(streaks, "none", figure, 2, 0.45),
            path(oval(150, top + deep * 0.5, 14, 8) + oval(150, top + deep * 0.5, 7, 4), "none", figure, 2, 0.4),
        )
        + line(hoop(200, top, r - 1, 0.24), shade(c.main, 0.55), 2.4, 0.7)
    )


def _ladle(c: Canvas, kind: int) -> str:
    """One utensil, upright around the origin."""
    w = c.chance.between(29, 36)
    if kind == 0:
        d = smooth(
            [
                (0, -138),
                (w * 0.8, -120),
                (w, -82),
                (w * 0.55, -46),
                (8, -20),
                (7, 60),
                (10, 132),
                (0, 142),
                (-10, 132),
                (-7, 60),
                (-8, -20),
                (-w * 0.55, -46),
                (-w, -82),
                (-w * 0.8, -120),
            ],
            close=True,
        )
        bowl = oval(0, -88, w * 0.72, 36)
        extra = path(bowl, shade(c.main, -0.18)) + path(bowl, c.light("hollow"))
    elif kind == 1:
        d = smooth(
            [
                (-w * 0.9, -136),
                (w * 0.7, -140),
                (w, -128),
                (w * 0.8, -60),
                (9, -26),
                (7, 60),
                (9, 132),
                (0, 140),
                (-9, 132),
                (-7, 60),
                (-9, -26),
                (-w * 0.75, -60),
                (-w, -120),
            ],
            close=True,
        )
        extra = path(rounded(-5, -116, 10, 48, 5), shade(c.ground, -0.25)) if c.chance.yes() else ""
    else:
        d = smooth(
            [
                (0, -120),
                (w * 1.1, -112),
                (w * 1.15, -76),
                (w * 0.7, -50),
                (8, -34),
                (7, 60),
                (12, 128),
                (0, 140),
                (-12, 128),
                (-7, 60),
                (-8, -34),
                (-w * 0.7, -50),
                (-w * 1.15, -76),
                (-w * 1.1, -112),
            ],
            close=True,
        )
        bowl = oval(0, -86, w * 0.88, 28)
        extra = path(bowl, shade(c.main, -0.2)) + path(bowl, c.light("hollow"))
    return (
        c.drop(d, 9, 8, 5, 0.36)
        + c.solid(d, c.main, grain(c, (-36, -140, 36, 140), grain_colour(c), 8, upright=True), extra, light="soft")
        + path(d, "none", shade(c.main, 0.5), 1.3, 0.5)
    )


def spoon(c: Canvas) -> str:
    first = c.variant("spoon|tasting|stirring", "paddle|spatula|turner|dipper", "ladle|scoop")
    count = c.chance.pick((1, 2, 2, 3))
    lean = c.chance.between(18, 38)
    arranged: dict[int, list[tuple[float, float, float]]] = {
        1: [(200, 200, lean)],
        2: [(150, 204, lean - 34), (252, 200, lean - 16)],
        3: [(116, 206, -12), (204, 200, 2), (292, 206, 14)],
    }
    places = arranged[count]
    band = rect(-12, 96, 24, 22, c.accent) if c.chance.yes(0.3) else ""
    return c.surface() + "".join(
        group(_ladle(c, (first + i) % 3), band and c.clip(rounded(-9, 60, 18, 60, 6), band), turn=move(x, y, a, 1.08))
        for i, (x, y, a) in enumerate(places)
    )
