"""Glass: blown, cut and leaded. Light passes through it and lies coloured on the table."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin

from marketplace.catalog.pictures.canvas import Canvas, disc, group, line, path, rect
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.flora import flower, posy
from marketplace.catalog.pictures.shapes import (
    Point,
    Profile,
    around,
    at,
    hoop,
    leaf,
    num,
    oval,
    poly,
    radius,
    rounded,
    run,
    smooth,
    turned,
)
from marketplace.catalog.pictures.textures import dots


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
            for y0, y1, lean in ((top + (foot - top) * 0.42, foot - 8, 25), (top + (foot - top) * 0.42, foot - 8, -25)):
                d += (f"M{at(cx + radius(profile, y0) * sin(radians(a)), y0 + wide * 0.2 * cos(radians(a)))}"
                      f"L{at(cx + radius(profile, y1) * sin(radians(a + lean)), y1 + wide * 0.17 * cos(radians(a + lean)))}")
        return path(d, "none", "#fffdf5", 2, 0.75) + path(d, "none", shade(second, -0.3), 1.2, 0.35, turn="translate(2 1)")
    if kind == "engrave":
        y = top + (foot - top) * 0.55
        fronds = "".join(leaf(cx - 6 + i * 3, y + 34 - i * 10, 26 - i * 2, -90 + s, 0.22) for i in range(7) for s in (-52, 44))
        return path(fronds, "#fffdf5", o=0.7) + line(f"M{at(cx - 8, y + 46)}Q{at(cx, y)} {at(cx + 14, y - 40)}", "#fffdf5", 2, 0.8)
    if kind == "bubbles":
        marks = ""
        for _ in range(16):
            y = c.chance.between(top + 14, foot)
            x, r = cx + radius(profile, y) * c.chance.between(-0.8, 0.8), c.chance.between(1.6, 4.6)
            marks += disc(x, y + wide * 0.1, r, fill="#fffdf5", o=0.35) + disc(x - r * 0.3, y + wide * 0.1 - r * 0.3, r * 0.4, fill="#ffffff", o=0.8)
        return marks
    if kind == "trail":
        y0 = top + (foot - top) * c.chance.between(0.2, 0.3)
        return "".join(line(hoop(cx, y0 + i * 9, radius(profile, y0 + i * 9) - 1), second, 3.6, 0.85) for i in range(c.chance.whole(2, 5)))
    if kind == "optic":
        d = ""
        for a in range(-80, 81, 20):
            d += f"M{at(cx + radius(profile, top) * sin(radians(a)), top)}" + run([(cx + r * sin(radians(a)), y + 8) for y, r in profile])
        return path(d, "none", "#fffdf5", 2.6, 0.4) + path(d, "none", shade(c.main, -0.4), 1.6, 0.25, turn="translate(4 0)")
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
    back = disc(cx, y, r, r * 0.24, c.main, 0.3) + path(oval(cx, y, r - 1, r * 0.24 - 1), "none", lip or shade(c.main, 0.3), 2.6, 0.9)
    water = ""
    if fill:
        level = y + (foot - y) * (1 - fill)
        low = [(level, radius(profile, level) - 4)] + [(py, pr - 4) for py, pr in profile if py > level]
        water = path(turned(cx, low), mix(c.main, "#dfeaea", 0.55), o=0.5) + disc(cx, level, low[0][1], low[0][1] * 0.22, shade(c.main, 0.6), 0.6)
    puddle = disc(cx, foot - 8, base * 0.82, base * 0.2, shade(c.main, -0.2), 0.45) + disc(cx - base * 0.1, foot - 5, base * 0.6, base * 0.1, "#fffdf5", 0.6)
    wall = c.clip(body, path(body, c.main, o=thickness), _treatment(c, cx, profile), path(body, c.light("glass")), puddle,
                  path(body, "none", edge, 5, 0.35))
    shine = [cx - radius(profile, y + (foot - y) * t) * 0.74 for t in (0.1, 0.3, 0.5, 0.68)]
    ys = [y + (foot - y) * t + 6 for t in (0.1, 0.3, 0.5, 0.68)]
    glint = line(smooth(list(zip(shine, ys, strict=True))), "#ffffff", 8, 0.6)
    far = [(cx + radius(profile, v) * 0.86, v) for v in ys[1:]]
    return (back + within + water + wall + glint + line(smooth(far), "#ffffff", 3, 0.4)
            + line(hoop(cx, y, r - 0.8, 0.24), lip or shade(c.main, 0.5), 2.6, 0.95))


def tumbler(c: Canvas) -> str:
    r, high = c.chance.between(66, 82), c.chance.between(140, 196)
    top = 308 - high
    profile = c.chance.pick(([(top, r), (top + high * 0.5, r * 0.94), (300, r * 0.86), (308, r * 0.8)],
                             [(top, r * 0.9), (top + high * 0.5, r), (top + high * 0.85, r * 0.92), (308, r * 0.7)],
                             [(top, r * 1.08), (top + high * 0.55, r * 0.9), (308, r * 0.76)]))
    return c.table() + cast(c, 200, 309, r * 0.95) + vessel(c, profile, fill=c.chance.pick((0, 0, 0.55, 0.66)), lip=c.second if c.chance.yes(0.4) else "")


_VASES: tuple[tuple[Point, ...], ...] = (
    ((0, 22), (0.3, 19), (0.46, 30), (0.64, 70), (0.84, 76), (1, 50)),
    ((0, 50), (0.16, 38), (0.36, 48), (0.66, 82), (0.88, 72), (1, 52)),
    ((0, 62), (0.3, 44), (0.6, 40), (0.86, 52), (1, 58)),
    ((0, 34), (0.14, 28), (0.32, 64), (0.56, 92), (0.84, 74), (1, 46)),
    ((0, 46), (0.5, 48), (0.9, 50), (1, 46)),
)


def glass_vase(c: Canvas) -> str:
    high = c.chance.between(178, 206)
    top = 312 - high
    profile = [(top + t * high, r * 1.02) for t, r in c.chance.pick(_VASES)]
    fill = c.chance.between(0.3, 0.5)
    stems = posy(c, 200, top + high * 0.72, c.chance.between(212, 244), spread=13) if c.chance.yes(0.75) else ""
    return c.table() + cast(c, 200, 313, profile[-1][1] * 1.3) + vessel(c, profile, within=stems, fill=fill if stems else 0)


def pitcher(c: Canvas) -> str:
    high, wide = c.chance.between(196, 220), c.chance.between(0.92, 1.08)
    top, cx = 310 - high, 186.0
    shape = c.chance.pick((((0, 52), (0.2, 44), (0.42, 62), (0.72, 82), (0.92, 70), (1, 58)),
                           ((0, 58), (0.3, 60), (0.7, 68), (0.95, 70), (1, 66)),
                           ((0, 40), (0.26, 32), (0.46, 58), (0.76, 84), (0.94, 66), (1, 56))))
    profile = [(top + t * high, r * wide) for t, r in shape]
    r = profile[0][1]
    y1, y2 = top + high * 0.08, top + high * 0.62
    d = smooth([(cx + radius(profile, y1) - 4, y1), (cx + r + 48, y1 - 4), (cx + r + 64, top + high * 0.3), (cx + radius(profile, y2) + 22, y2 - 16),
                (cx + radius(profile, y2) - 4, y2)])
    ear = line(d, shade(c.second, -0.3), 15, 0.55) + line(d, shade(c.second, 0.25), 11, 0.75) + line(d, "#ffffff", 3, 0.7)
    beak = path(smooth([(cx - r * 0.4, top - r * 0.2), (cx - r - 22, top - 12), (cx - r * 0.98, top + 12), (cx - r * 0.55, top + 12)], close=True), c.main, shade(c.main, 0.5), 2, 0.7)
    return c.table() + cast(c, cx, 311, profile[-1][1] * 1.2) + ear + vessel(c, profile, cx, fill=c.chance.pick((0.45, 0.6, 0))) + beak


def paperweight(c: Canvas) -> str:
    r, cy = c.chance.between(98, 108), 214.0
    ball = oval(200, cy, r, r * 0.92)
    kind = c.chance.whole(0, 2)
    second = apart(c.second, c.main, 0.12)
    if kind == 0:
        heart = flower(200, cy + 22, r * 0.62, second, c.accent, 9, 10) + flower(200, cy + 22, r * 0.38, shade(second, 0.35), c.accent, 7)
        heart = group(heart, turn=f"translate(0 {num(cy * 0.34)})scale(1 .66)")
    elif kind == 1:
        heart = "".join(line(f"M{at(200 + i * 8, cy + r * 0.74)}C{at(200 + i * 30, cy + 20)} {at(200 - i * 26, cy - 6)} {at(200 + i * 17, cy - r * 0.5)}", (second, c.accent, shade(second, 0.5))[i % 3], 7, 0.8) for i in range(-3, 4))
    else:
        heart = "".join(group(flower(0, 0, 19, (second, c.accent, shade(c.main, 0.6))[i % 3], "#fffdf5", 6), turn=f"translate({num(x)} {num(y)})scale(1 .6)")
                        for i, (x, y) in enumerate([*around(200, cy + 32, r * 0.62, r * 0.3, 9), *around(200, cy + 26, r * 0.32, r * 0.14, 5), (200, cy + 20)]))
    glow = c.gradient("y", (0, "#fffdf5", 0), (0.6, "#fffdf5", 0.05), (1, shade(c.main, 0.6), 0.8))
    return (c.table() + cast(c, 200, 308, r * 0.86)
            + c.clip(ball, path(ball, c.main, o=0.62), heart, dots(c, (140, int(cy) - 40, 260, int(cy) + 60), 12, "#fffdf5", 5, 0.7), path(ball, glow),
                     path(ball, c.light("ball"), o=0.75), path(ball, "none", shade(c.main, -0.5), 8, 0.35))
            + path(smooth([(134, cy - 34), (152, cy - 66), (188, cy - 80), (178, cy - 58), (150, cy - 36)], close=True), "#ffffff", o=0.75)
            + line(smooth([(200 + r * 0.86, cy + 12), (200 + r * 0.72, cy + 46), (200 + r * 0.44, cy + 70)]), "#ffffff", 4, 0.55))


def ornament(c: Canvas) -> str:
    r, cy = c.chance.between(86, 98), 222.0
    shape = c.chance.whole(0, 2)
    d = [oval(200, cy, r), turned(200, [(cy - r, 14), (cy - r * 0.5, r * 0.66), (cy + r * 0.1, r * 0.86), (cy + r * 0.7, r * 0.46), (cy + r * 1.25, 3)], top=0.1),
         turned(200, [(cy - r, 16), (cy - r * 0.7, r * 0.7), (cy, r * 1.02), (cy + r * 0.6, r * 0.82), (cy + r * 0.86, r * 0.3)], top=0.1)][shape]
    second = apart(c.second, c.main, 0.14)
    kind = c.chance.whole(0, 2)
    swirl = "".join(line(f"M{at(200 - r, cy + i * 34)}C{at(180, cy + i * 34 - 46)} {at(220, cy + i * 34 + 46)} {at(200 + r, cy + i * 34)}", (second, c.accent)[i % 2], 9, 0.75) for i in range(-3, 4))
    if kind == 1:
        swirl = "".join(line(hoop(200, cy + y, r * 1.02, 0.26), (second, c.accent)[i % 2], w, 0.8) for i, (y, w) in enumerate(((-44, 3), (-30, 8), (6, 3), (20, 8), (34, 3))))
    elif kind == 2:
        swirl = "".join(flower(x, y, 17, second, c.accent, 6) for x, y in [*around(200, cy, 62, 62, 7, 12), (200, cy)])
    cap = c.solid(turned(200, [(cy - r - 18, 13), (cy - r + 2, 14)], top=0.2), "#c2a25a", light="metal")
    ring = path(oval(200, cy - r - 25, 8), "none", "#a3843f", 3)
    string = line(f"M200 -4Q{num(c.chance.between(196, 204))} 40 200 {num(cy - r - 32)}", apart("#a9492f", c.ground), 3)
    return (c.surface() + c.drop(d, 26, 20, 10, 0.3) + string
            + c.clip(d, path(d, c.main, o=0.82), swirl, path(d, c.light("ball")), path(d, "none", shade(c.main, 0.6), 5, 0.4)) + cap + ring
            + path(smooth([(146, cy - 20), (156, cy - 52), (184, cy - 66), (174, cy - 42)], close=True), "#ffffff", o=0.7))


FORMS: dict[str, Callable[[Canvas], str]] = {
    "tumbler": tumbler, "glass_vase": glass_vase, "pitcher": pitcher, "paperweight": paperweight, "ornament": ornament,
}
