"""Wood: planks and their figure, things turned on the lathe, things carved and joined."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas, disc, group, line, move, path, rect, rotate
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.shapes import Profile, at, bounds, hoop, oval, poly, radius, rounded, smooth, turned
from marketplace.catalog.pictures.textures import dots, grain, rings


def _figure(c: Canvas) -> str:
    """The colour of the grain: the second colour, if it can be seen."""
    return apart(mix(c.second, shade(c.main, -0.5), 0.3), c.main, 0.14)


def cutting_board(c: Canvas) -> str:
    w, h = c.chance.between(150, 176), c.chance.between(196, 224)
    x, y, kind = 200 - w / 2, 306 - h, c.chance.whole(0, 2)
    if kind == 0:  # a paddle
        d = smooth([(x + 4, y + 8), (184, y - 4), (186, y - 58), (200, y - 72), (214, y - 58), (216, y - 4), (x + w - 4, y + 8), (x + w, y + h * 0.5),
                    (x + w - 3, 303), (200, 306), (x + 3, 303), (x, y + h * 0.5)], close=True)
        hole = (200.0, y - 50, 7.0)
    elif kind == 1:  # round, with an ear
        r = w * 0.62
        d = smooth([(200 + r * a, 306 - r + r * b) for a, b in ((0.24, -0.98), (0.74, -0.68), (1, 0), (0.72, 0.72), (0, 1), (-0.72, 0.72), (-1, 0),
                                                                (-0.74, -0.68), (-0.24, -0.98))] + [(184, 306 - r * 2 - 50), (200, 306 - r * 2 - 62), (216, 306 - r * 2 - 50)], close=True)
        hole = (200.0, 306 - r * 2 - 42, 7.0)
    else:
        d = rounded(x, y - 30, w, h + 30, 16)
        hole = (x + w - 24, y - 6, 9.0)
    box = bounds(d)
    marks = grain(c, box, _figure(c), c.chance.between(10, 15), upright=True)
    if c.chance.yes(0.35):
        marks += rect(200 - w * 0.22, 40, w * 0.12, 300, c.accent, 0.85) + rect(200 - w * 0.06, 40, 4, 300, shade(c.second, -0.1), 0.9)
    if kind == 2 and c.chance.yes():
        marks += path(rounded(x + 13, y + 24, w - 26, h - 44, 10), "none", shade(c.main, -0.5), 5, 0.5) + path(rounded(x + 15, y + 26, w - 26, h - 44, 10), "none", shade(c.main, 0.6), 1.6, 0.6)
    hx, hy, hr = hole
    loop = line(smooth([(hx, hy), (hx - 18, hy + 22), (hx - 12, hy + 48), (hx + 4, hy + 26), (hx, hy)]), "#8a6a4a", 3) if c.chance.yes(0.6) else ""
    return (c.table() + c.shadow(204, 304, (box[2] - box[0]) * 0.5, 12) + c.drop(d, 14, 0, 7, 0.3) + path(d, shade(c.main, -0.45), turn="translate(4 2)")
            + c.solid(d, c.main, marks, light="flat") + path(d, "none", shade(c.main, 0.5), 1.6, 0.6)
            + disc(hx, hy, hr, fill=shade(c.ground, -0.3)) + path(oval(hx, hy, hr), "none", shade(c.main, -0.5), 2, 0.6) + loop)


def wooden_bowl(c: Canvas) -> str:
    r, deep = c.chance.between(114, 136), c.chance.between(84, 116)
    top = 308 - deep
    profile: Profile = [(top, r), (top + deep * 0.3, r * 0.97), (top + deep * 0.66, r * 0.76), (300, r * 0.46), (308, r * 0.42)]
    inside = oval(200, top + 1, r - 8, (r - 8) * 0.24)
    figure = _figure(c)
    streaks = "".join(hoop(200 + c.chance.between(-14, 14), top + i * 10, radius(profile, top + i * 10) * 1.05, c.chance.between(0.1, 0.32)) for i in range(1, int(deep / 10)))
    return (c.table() + c.shadow(200, 309, r * 0.72, 17) + disc(200, top, r, r * 0.24, shade(c.main, 0.25))
            + c.clip(inside, disc(200, top, r, r * 0.3, c.main), rings(c, 200, top + 8, r, figure, 12, 0.22, 0.5), disc(200, top + 1, r, r * 0.24, c.light("hollow")))
            + c.solid(turned(200, profile), c.main, path(streaks, "none", figure, 2, 0.45), path(oval(150, top + deep * 0.5, 14, 8) + oval(150, top + deep * 0.5, 7, 4), "none", figure, 2, 0.4))
            + line(hoop(200, top, r - 1, 0.24), shade(c.main, 0.55), 2.4, 0.7))


def _ladle(c: Canvas, kind: int) -> str:
    """One utensil, upright around the origin."""
    w = c.chance.between(29, 36)
    if kind == 0:
        d = smooth([(0, -138), (w * 0.8, -120), (w, -82), (w * 0.55, -46), (8, -20), (7, 60), (10, 132), (0, 142), (-10, 132), (-7, 60), (-8, -20), (-w * 0.55, -46), (-w, -82), (-w * 0.8, -120)], close=True)
        bowl = oval(0, -88, w * 0.72, 36)
        extra = path(bowl, shade(c.main, -0.18)) + path(bowl, c.light("hollow"))
    elif kind == 1:
        d = smooth([(-w * 0.9, -136), (w * 0.7, -140), (w, -128), (w * 0.8, -60), (9, -26), (7, 60), (9, 132), (0, 140), (-9, 132), (-7, 60), (-9, -26), (-w * 0.75, -60), (-w, -120)], close=True)
        extra = path(rounded(-5, -116, 10, 48, 5), shade(c.ground, -0.25)) if c.chance.yes() else ""
    else:
        d = smooth([(0, -120), (w * 1.1, -112), (w * 1.15, -76), (w * 0.7, -50), (8, -34), (7, 60), (12, 128), (0, 140), (-12, 128), (-7, 60), (-8, -34), (-w * 0.7, -50), (-w * 1.15, -76), (-w * 1.1, -112)], close=True)
        bowl = oval(0, -86, w * 0.88, 28)
        extra = path(bowl, shade(c.main, -0.2)) + path(bowl, c.light("hollow"))
    return (c.drop(d, 9, 8, 5, 0.36) + c.solid(d, c.main, grain(c, (-36, -140, 36, 140), _figure(c), 8, upright=True), extra, light="soft")
            + path(d, "none", shade(c.main, 0.5), 1.3, 0.5))


def spoon(c: Canvas) -> str:
    first = c.chance.whole(0, 2)
    count = c.chance.pick((1, 2, 2, 3))
    lean = c.chance.between(18, 38)
    places = {1: [(200, 200, lean)], 2: [(150, 204, lean - 34), (252, 200, lean - 16)], 3: [(116, 206, -12), (204, 200, 2), (292, 206, 14)]}[count]
    band = rect(-12, 96, 24, 22, c.accent) if c.chance.yes(0.3) else ""
    return c.surface() + "".join(group(_ladle(c, (first + i) % 3), band and c.clip(rounded(-9, 60, 18, 60, 6), band), turn=move(x, y, a, 1.08)) for i, (x, y, a) in enumerate(places))


def box(c: Canvas) -> str:
    w, h, lid = c.chance.between(190, 222), c.chance.between(82, 108), c.chance.between(24, 34)
    x, y = 196 - w / 2, 306 - h
    top = poly([(x, y - lid), (x + 34, y - lid - 44), (x + w + 34, y - lid - 44), (x + w, y - lid)])
    side = poly([(x + w, y - lid), (x + w + 34, y - lid - 44), (x + w + 34, 268), (x + w, 306)])
    face, cover = poly([(x, y), (x + w, y), (x + w, 306), (x, 306)]), poly([(x, y - lid), (x + w, y - lid), (x + w, y - 2), (x, y - 2)])
    figure = _figure(c)
    tails = "".join(poly([(x, y + i * 22 + 6), (x + 17, y + i * 22 + 2), (x + 17, y + i * 22 + 16), (x, y + i * 22 + 12)])
                    + poly([(x + w, y + i * 22 + 6), (x + w - 17, y + i * 22 + 2), (x + w - 17, y + i * 22 + 16), (x + w, y + i * 22 + 12)]) for i in range(int(h / 22)))
    inlay = path(rounded(x + 40, y - lid - 32, w - 42, 20, 3), c.accent, o=0.8, turn="") if c.chance.yes(0.4) else ""
    clasp = c.solid(rounded(x + w / 2 - 12, y - 14, 24, 28, 4), "#c2a25a", light="sheen") + disc(x + w / 2, y + 4, 3.4, fill="#4a3a20")
    return (c.table(280) + c.shadow(212, 305, w * 0.55, 15) + c.solid(side, shade(c.main, -0.34), grain(c, bounds(side), figure, 13), light="fall")
            + c.solid(top, shade(c.main, 0.22), grain(c, bounds(top), figure, 9), inlay, light="flat")
            + c.solid(face, c.main, grain(c, bounds(face), figure, 11), path(tails, shade(c.main, -0.42), o=0.75), light="soft")
            + c.solid(cover, shade(c.main, 0.05), grain(c, bounds(cover), figure, 10), light="soft")
            + line(f"M{at(x, y - 1)}L{at(x + w, y - 1)}L{at(x + w + 34, y - 42)}", shade(c.main, -0.65), 2.6) + line(f"M{at(x, y - lid)}L{at(x + w, y - lid)}", shade(c.main, 0.55), 2, 0.7) + clasp)


def flame(c: Canvas, x: float, y: float, size: float = 1) -> str:
    """A candle's flame with its halo; (x, y) is the tip of the wick."""
    halo = c.gradient("c", (0, "#ffe9a8", 0.85), (0.4, "#ffdf94", 0.3), (1, "#ffdf94", 0))
    outer = f"M{at(x, y + 4)}C{at(x - 15 * size, y - 4 * size)} {at(x - 8 * size, y - 24 * size)} {at(x + 1, y - 44 * size)}C{at(x + 6 * size, y - 26 * size)} {at(x + 15 * size, y - 6 * size)} {at(x, y + 4)}Z"
    inner = f"M{at(x, y + 2)}C{at(x - 7 * size, y - 2 * size)} {at(x - 4 * size, y - 12 * size)} {at(x, y - 24 * size)}C{at(x + 4 * size, y - 12 * size)} {at(x + 7 * size, y - 2 * size)} {at(x, y + 2)}Z"
    return disc(x, y - 16 * size, 86 * size, fill=halo) + path(outer, "#f2a83f") + path(inner, "#fff0b8")


def candlestick(c: Canvas) -> str:
    figure = _figure(c)
    shapes: tuple[tuple[tuple[float, float], ...], ...] = (
        ((0, 17), (0.06, 22), (0.12, 12), (0.3, 14), (0.4, 25), (0.5, 12), (0.78, 16), (0.86, 30), (0.92, 50), (1, 54)),
        ((0, 20), (0.1, 12), (0.22, 24), (0.34, 12), (0.46, 24), (0.58, 13), (0.8, 18), (0.9, 46), (1, 48)),
        ((0, 24), (0.08, 26), (0.12, 14), (0.6, 18), (0.84, 34), (0.93, 52), (1, 52)))

    def one(cx: float, foot: float, high: float, wax: str, shape: int) -> str:
        profile = [(foot - high + t * high, r) for t, r in shapes[shape]]
        top = foot - high
        candle = poly([(cx - 9, top - 74), (cx + 9, top - 76), (cx + 11, top + 2), (cx - 11, top + 2)])
        rows = "".join(hoop(cx, y, radius(profile, y), 0.2) for y in range(int(top) + 12, int(foot), 15))
        return (c.shadow(cx, foot + 1, 56, 10) + c.solid(candle, wax) + line(f"M{at(cx, top - 75)}l0 -9", "#3a2a20", 2.4)
                + flame(c, cx, top - 84, 0.8) + c.solid(turned(cx, profile), c.main, path(rows, "none", figure, 1.6, 0.4),
                                                       path(hoop(cx, top + high * 0.4, 26, 0.2), "none", c.accent, 5, 0.8 if c.chance.yes(0.3) else 0.01))
                + disc(cx, top, profile[0][1], profile[0][1] * 0.24, shade(c.main, -0.25)) + c.solid(poly([(cx - 10.5, top - 8), (cx + 10.5, top - 8), (cx + 11, top + 2), (cx - 11, top + 2)]), wax))
    shape, wax = c.chance.whole(0, 2), c.chance.pick(("#f3e9d4", "#e6d3ae", "#b5563a", "#5b6b5d"))
    if c.chance.yes(0.5):
        return c.table() + one(146, 294, c.chance.between(140, 160), wax, shape) + one(248, 310, c.chance.between(104, 126), wax, shape)
    return c.table() + one(200, 308, c.chance.between(156, 178), wax, shape)


def stool(c: Canvas) -> str:
    figure, y, r = _figure(c), c.chance.between(138, 156), c.chance.between(100, 114)
    spread = c.chance.between(12, 30)

    def leg(x0: float, x1: float, foot: float, tone: float) -> str:
        d = smooth([(x0 - 9, y + 10), ((x0 + x1) / 2 - 12, (y + foot) / 2), (x1 - 8, foot), (x1 + 8, foot), ((x0 + x1) / 2 + 12, (y + foot) / 2), (x0 + 9, y + 10)], close=True)
        return c.solid(d, shade(c.main, tone), light="round")
    feet = ((200 - 62, 200 - 86 - spread, 318, 0.0), (200 + 62, 200 + 86 + spread, 318, -0.06), (200, 206, 290, -0.3))
    rung = line(f"M{at(118 - spread * 0.6, 262)}L{at(282 + spread * 0.6, 262)}", shade(c.main, -0.3), 11) + line(f"M{at(118 - spread * 0.6, 260)}L{at(282 + spread * 0.6, 260)}", c.main, 5) if c.chance.yes(0.7) else ""
    seat = turned(200, [(y, r), (y + 16, r - 2)], base=0.26)
    woven = c.made_of("cord", "rush", "seagrass", "webbing")
    top = oval(200, y, r, r * 0.26)
    face = rings(c, 200, y, r * 0.98, figure, 11, 0.25, 0.5) if not woven and c.chance.yes() else grain(c, bounds(top), figure, 6)
    if woven:
        face = path(top, c.pattern(12, 8, rect(0, 0, 12, 8, c.second), rect(0, 0, 6, 3.4, shade(c.second, 0.4)), rect(6, 4, 6, 3.4, shade(c.second, 0.3))))
    stand = "".join(c.shadow(x, foot, 18, 5) for _, x, foot, _ in feet)
    return (c.table(262) + disc(214, 306, 130, 20, "#2b1d1a", 0.12) + stand + leg(*feet[2]) + rung + leg(*feet[0]) + leg(*feet[1])
            + c.solid(seat, shade(c.main, -0.12), light="round") + c.solid(top, shade(c.main, 0.18), face, light="flat") + line(hoop(200, y, r - 1, 0.26), shade(c.main, 0.5), 2, 0.6))


def mirror(c: Canvas) -> str:
    kind, frame = c.chance.whole(0, 3), c.chance.between(17, 26)

    def outline(inset: float) -> str:
        if kind == 0:
            return oval(200, 200, 128 - inset)
        if kind == 1:
            return oval(200, 200, 106 - inset, 142 - inset)
        w, h = 108 - inset, 146 - inset
        if kind == 2:  # an arch
            return f"M{at(200 - w, 200 + h)}L{at(200 - w, 180)}C{at(200 - w, 180 - w * 1.32)} {at(200 + w, 180 - w * 1.32)} {at(200 + w, 180)}L{at(200 + w, 200 + h)}Z"
        return smooth([(200 + x * (1 - inset / 130), 200 + y * (1 - inset / 130)) for x, y in ((0, -140), (86, -116), (122, -20), (98, 96), (10, 138), (-92, 112), (-124, 4), (-84, -112))], close=True)
    outer, pane = outline(0), outline(frame)
    glass = c.gradient("xy", (0, "#eef4f3", 1), (0.45, "#c9d7d8", 1), (1, "#9fb3b6", 1))
    figure = _figure(c)
    wood = rings(c, 200, 200, 160, figure, 6, 1.05, 0.4) if kind != 2 else grain(c, bounds(outer), figure, 9, upright=True)
    gleams = path("M120 400L260 0L310 0L170 400ZM200 400L340 0L352 0L212 400Z", "#ffffff", o=0.34)
    peg = line("M200 40L200 62", "#6a5442", 4) if kind < 2 and c.chance.yes(0.3) else ""
    return (c.surface() + c.drop(outer, 9, 12, 9, 0.42) + peg + c.solid(outer, c.main, wood, light="flat") + path(outer, "none", shade(c.main, 0.5), 2, 0.6)
            + c.clip(pane, path(pane, glass), gleams, path(pane, "none", "#2b1d1a", 9, 0.3)) + path(pane, "none", shade(c.main, -0.5), 2.4, 0.6))


def rolling_pin(c: Canvas) -> str:
    figure, r = _figure(c), c.chance.between(27, 34)
    kind = c.chance.whole(0, 2)
    if kind == 2:  # the French one, tapered
        body = smooth([(-158, 0), (-150, -11), (-70, -r * 0.9), (0, -r), (70, -r * 0.9), (150, -11), (158, 0), (150, 11), (70, r * 0.9), (0, r), (-70, r * 0.9), (-150, 11)], close=True)
        ends = ""
    else:
        body = rounded(-98, -r, 196, 2 * r, 9)
        grip = "".join(smooth([(s * 96, -8), (s * 116, -11), (s * 146, -13 if kind else -10), (s * 160, 0), (s * 146, 13 if kind else 10), (s * 116, 11), (s * 96, 8)], close=True) for s in (-1, 1))
        tone = c.second if kind else c.main
        ends = c.drop(grip, -3, 12, 5, 0.3) + c.solid(grip, shade(tone, -0.04), light="fall")
    carved = c.made_of("carved", "engraved") or (kind == 0 and c.chance.yes(0.35))
    print_ = path(body, c.pattern(24, 24, path("M12 2Q20 12 12 22Q4 12 12 2Z", shade(c.main, -0.4)), disc(0, 0, 4, fill=shade(c.main, -0.4)), disc(24, 24, 4, fill=shade(c.main, -0.4))), o=0.7) if carved else ""
    flour = dots(c, (60, 60, 340, 340), 40, "#fffdf5", 3.4, 0.75) + disc(150, 290, 70, 26, "#fffdf5", 0.35) + disc(176, 300, 44, 15, "#fffdf5", 0.4)
    lean = c.chance.between(-42, -24)
    return c.surface() + flour + group(c.drop(body, -4, 15, 7, 0.42), ends, c.solid(body, c.main, grain(c, bounds(body), figure, 8), print_, light="fall"), line(f"M-84 {-r * 0.55:.0f}L70 {-r * 0.55:.0f}", "#fffdf5", 5, 0.35), turn=move(200, 200, lean, 1.1))


FORMS: dict[str, Callable[[Canvas], str]] = {
    "cutting_board": cutting_board, "wooden_bowl": wooden_bowl, "spoon": spoon, "box": box, "candlestick": candlestick, "stool": stool,
    "mirror": mirror, "rolling_pin": rolling_pin,
}
