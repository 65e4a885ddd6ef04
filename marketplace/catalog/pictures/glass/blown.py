"""Blown vessels, what is in them and the light they let through."""

from __future__ import annotations

from math import cos, radians, sin

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.flora import posy
from marketplace.catalog.pictures.marks import disc, line, path, rect
from marketplace.catalog.pictures.shapes import Point, Profile, at, hoop, leaf, oval, radius, run, smooth, turned


def cast(c: Canvas, cx: float, y: float, r: float) -> str:
    """The shadow of glass is coloured, with a bright spot where the light gathers."""
    tint = c.gradient("c", (0, shade(c.main, 0.5), 0.9), (0.5, c.main, 0.5), (1, c.main, 0))
    return c.shadow(cx, y, r, r * 0.17, 0.8) + disc(cx + r * 0.9, y + 5, r * 0.95, r * 0.2, tint, 0.9)


def _treatment(c: Canvas, cx: float, profile: Profile) -> str:
    """Bubbles, cut facets, an engraved frond, a trailed thread or a coloured lip."""
    top, foot = profile[0][0], profile[-1][0]
    wide = max(r for _, r in profile)
    kinds = ("cut", "engrave", "cut") if c.made_of("crystal") else ("bubbles", "trail", "optic", "base", "plain")
    kind = c.chance.pick(kinds)
    second = apart(c.second, c.main, 0.16)
    if kind == "cut":
        d = ""
        for a in range(-75, 76, 25):
            y0, y1 = top + (foot - top) * 0.42, foot - 8
            r0, r1 = radius(profile, y0), radius(profile, y1)
            for b in (a + 25, a - 25):
                d += f"M{at(cx + r0 * sin(radians(a)), y0 + wide * 0.2 * cos(radians(a)))}"
                d += f"L{at(cx + r1 * sin(radians(b)), y1 + wide * 0.17 * cos(radians(b)))}"
        return path(d, "none", "#fffdf5", 2, 0.75) + path(
            d, "none", shade(second, -0.3), 1.2, 0.35, turn="translate(2 1)"
        )
    if kind == "engrave":
        y = top + (foot - top) * 0.55
        fronds = "".join(
            leaf(cx - 6 + i * 3, y + 34 - i * 10, 26 - i * 2, -90 + s, 0.22) for i in range(7) for s in (-52, 44)
        )
        return path(fronds, "#fffdf5", o=0.7) + line(
            f"M{at(cx - 8, y + 46)}Q{at(cx, y)} {at(cx + 14, y - 40)}", "#fffdf5", 2, 0.8
        )
    if kind == "bubbles":
        marks = ""
        for _ in range(16):
            y = c.chance.between(top + 14, foot)
            x, r = cx + radius(profile, y) * c.chance.between(-0.8, 0.8), c.chance.between(1.6, 4.6)
            marks += disc(x, y + wide * 0.1, r, fill="#fffdf5", o=0.35) + disc(
                x - r * 0.3, y + wide * 0.1 - r * 0.3, r * 0.4, fill="#ffffff", o=0.8
            )
        return marks
    if kind == "trail":
        y0 = top + (foot - top) * c.chance.between(0.2, 0.3)
        return "".join(
            line(hoop(cx, y0 + i * 9, radius(profile, y0 + i * 9) - 1), second, 3.6, 0.85)
            for i in range(c.chance.whole(2, 5))
        )
    if kind == "optic":
        d = ""
        for a in range(-80, 81, 20):
            d += f"M{at(cx + radius(profile, top) * sin(radians(a)), top)}" + run(
                [(cx + r * sin(radians(a)), y + 8) for y, r in profile]
            )
        return path(d, "none", "#fffdf5", 2.6, 0.4) + path(
            d, "none", shade(c.main, -0.4), 1.6, 0.25, turn="translate(4 0)"
        )
    if kind == "base":
        fade = c.gradient("y", (0, second, 0), (0.45, second, 0.1), (1, second, 0.95))
        return rect(cx - wide, top, 2 * wide, foot - top + wide * 0.25, fade)
    return ""


def vessel(c: Canvas, profile: Profile, cx: float = 200, *, within: str = "", fill: float = 0, lip: str = "") -> str:
    """A blown vessel with its far wall, what is in it, its near wall, and the lights on it."""
    (y, r), (foot, base) = profile[0], profile[-1]
    body = turned(cx, profile)
    edge = shade(c.main, -0.38)
    thickness = 0.5 if c.made_of("crystal") else 0.6
    back = disc(cx, y, r, r * 0.24, c.main, 0.3) + path(
        oval(cx, y, r - 1, r * 0.24 - 1), "none", lip or shade(c.main, 0.3), 2.6, 0.9
    )
    water = ""
    if fill:
        level = y + (foot - y) * (1 - fill)
        low = [(level, radius(profile, level) - 4)] + [(py, pr - 4) for py, pr in profile if py > level]
        water = path(turned(cx, low), mix(c.main, "#dfeaea", 0.55), o=0.5) + disc(
            cx, level, low[0][1], low[0][1] * 0.22, shade(c.main, 0.6), 0.6
        )
    puddle = disc(cx, foot - 8, base * 0.82, base * 0.2, shade(c.main, -0.2), 0.45) + disc(
        cx - base * 0.1, foot - 5, base * 0.6, base * 0.1, "#fffdf5", 0.6
    )
    wall = c.clip(
        body,
        path(body, c.main, o=thickness),
        _treatment(c, cx, profile),
        path(body, c.light("glass")),
        puddle,
        path(body, "none", edge, 5, 0.35),
    )
    shine = [cx - radius(profile, y + (foot - y) * t) * 0.74 for t in (0.1, 0.3, 0.5, 0.68)]
    ys = [y + (foot - y) * t + 6 for t in (0.1, 0.3, 0.5, 0.68)]
    glint = line(smooth(list(zip(shine, ys, strict=True))), "#ffffff", 8, 0.6)
    far = [(cx + radius(profile, v) * 0.86, v) for v in ys[1:]]
    return (
        back
        + within
        + water
        + wall
        + glint
        + line(smooth(far), "#ffffff", 3, 0.4)
        + line(hoop(cx, y, r - 0.8, 0.24), lip or shade(c.main, 0.5), 2.6, 0.95)
    )


_VASES: tuple[tuple[Point, ...], ...] = (
    ((0, 22), (0.3, 19), (0.46, 30), (0.64, 70), (0.84, 76), (1, 50)),
    ((0, 50), (0.16, 38), (0.36, 48), (0.66, 82), (0.88, 72), (1, 52)),
    ((0, 62), (0.3, 44), (0.6, 40), (0.86, 52), (1, 58)),
    ((0, 34), (0.14, 28), (0.32, 64), (0.56, 92), (0.84, 74), (1, 46)),
    ((0, 46), (0.5, 48), (0.9, 50), (1, 46)),
)


def tumbler(c: Canvas) -> str:
    r, high = c.chance.between(66, 82), c.chance.between(140, 196)
    top = 308 - high
    profile = c.chance.pick(
        (
            [(top, r), (top + high * 0.5, r * 0.94), (300, r * 0.86), (308, r * 0.8)],
            [(top, r * 0.9), (top + high * 0.5, r), (top + high * 0.85, r * 0.92), (308, r * 0.7)],
            [(top, r * 1.08), (top + high * 0.55, r * 0.9), (308, r * 0.76)],
        )
    )
    return (
        c.table()
        + cast(c, 200, 309, r * 0.95)
        + vessel(c, profile, fill=c.chance.pick((0, 0, 0.55, 0.66)), lip=c.second if c.chance.yes(0.4) else "")
    )


def glass_vase(c: Canvas) -> str:
    high = c.chance.between(178, 206)
    top = 312 - high
    profile = [(top + t * high, r * 1.02) for t, r in c.chance.pick(_VASES)]
    fill = c.chance.between(0.3, 0.5)
    stems = posy(c, 200, top + high * 0.72, c.chance.between(212, 244), spread=13) if c.chance.yes(0.75) else ""
    return (
        c.table()
        + cast(c, 200, 313, profile[-1][1] * 1.3)
        + vessel(c, profile, within=stems, fill=fill if stems else 0)
    )


def pitcher(c: Canvas) -> str:
    high, wide = c.chance.between(196, 220), c.chance.between(0.92, 1.08)
    top, cx = 310 - high, 186.0
    shape = c.chance.pick(
        (
            ((0, 52), (0.2, 44), (0.42, 62), (0.72, 82), (0.92, 70), (1, 58)),
            ((0, 58), (0.3, 60), (0.7, 68), (0.95, 70), (1, 66)),
            ((0, 40), (0.26, 32), (0.46, 58), (0.76, 84), (0.94, 66), (1, 56)),
        )
    )
    profile = [(top + t * high, r * wide) for t, r in shape]
    r = profile[0][1]
    y1, y2 = top + high * 0.08, top + high * 0.62
    d = smooth(
        [
            (cx + radius(profile, y1) - 4, y1),
            (cx + r + 48, y1 - 4),
            (cx + r + 64, top + high * 0.3),
            (cx + radius(profile, y2) + 22, y2 - 16),
            (cx + radius(profile, y2) - 4, y2),
        ]
    )
    ear = (
        line(d, shade(c.second, -0.3), 15, 0.55) + line(d, shade(c.second, 0.25), 11, 0.75) + line(d, "#ffffff", 3, 0.7)
    )
    beak = path(
        smooth(
            [
                (cx - r * 0.4, top - r * 0.2),
                (cx - r - 22, top - 12),
                (cx - r * 0.98, top + 12),
                (cx - r * 0.55, top + 12),
            ],
            close=True,
        ),
        c.main,
        shade(c.main, 0.5),
        2,
        0.7,
    )
    return (
        c.table()
        + cast(c, cx, 311, profile[-1][1] * 1.2)
        + ear
        + vessel(c, profile, cx, fill=c.chance.pick((0.45, 0.6, 0)))
        + beak
    )
