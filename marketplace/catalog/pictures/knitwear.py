"""Knitwear: stocking stitch, ribbing, cables, and bands of coloured stitches."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas, disc, group, line, path, rect, rotate
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.shapes import Box, at, bounds, hoop, num, oval, poly, smooth, turned
from marketplace.catalog.pictures.textiles import folds, fringe, rod
from marketplace.catalog.pictures.textures import dots, knit, motif, rib

# Charts for bands of coloured stitches, each repeating sideways.
_CHARTS = (
    ("#.....#.", ".#...#..", "..#.#...", "...#....", "..#.#...", ".#...#.."),
    ("...#....", "..###...", ".#####..", "#######.", ".#####..", "..###...", "...#...."),
    ("#...#...", "##.##...", ".#.#..#.", "..#..###", ".#.#..#.", "##.##...", "#...#..."),
    ("#.#.#.#.", ".#.#.#.#"),
    ("...#....", "#..#..#.", ".#.#.#..", "..###...", "#######.", "..###...", ".#.#.#..", "#..#..#.", "...#...."),
)


def band(c: Canvas, y: float, size: float, colour: str, chart: tuple[str, ...] | None = None) -> str:
    """A fill with one band of a chart at height y, snapped to the rows of the knitting under it."""
    row = size * 0.84
    snapped = round(y / row) * row
    return c.pattern(size * 8, 420, motif(chart or c.chance.pick(_CHARTS), colour, size, 0, snapped))


def cable(c: Canvas, x: float, top: float, bottom: float, colour: str, w: float = 17) -> str:
    """A twist of stitches standing out of the ground."""
    high = w * 1.4
    one = f"M{at(w * .4, 0)}C{at(w * .4, w * .7)} {at(w * 1.4, w * .7)} {at(w * 1.4, high)}"
    two = f"M{at(w * 1.4, 0)}C{at(w * 1.4, w * .7)} {at(w * .4, w * .7)} {at(w * .4, high)}"
    dark, light = shade(colour, -0.45), shade(colour, 0.18)
    marks = (line(two, dark, w * 0.52), line(two, shade(colour, 0.02), w * 0.36), line(one, dark, w * 0.52), line(one, light, w * 0.38))
    twist = c.pattern(w * 1.8, high, *marks)
    strip = rect(0, 0, w * 1.8, bottom - top, twist)
    return group(strip, turn=f"translate({num(x - w * 0.9)} {num(top)})")


def _pattern(c: Canvas, d: str, size: float) -> str:
    """What is knitted into a body: bands, stripes, cables, flecks or nothing."""
    left, top, right, bottom = bounds(d)
    second, high = apart(c.second, c.main, 0.12), bottom - top
    kind = c.chance.pick(("bands", "bands", "stripes", "cables", "flecks", "plain"))
    if kind == "bands":
        return path(d, band(c, top + high * 0.2, size, second)) + path(d, band(c, top + high * 0.42, size, apart(c.accent, c.main, 0.1)))
    if kind == "stripes":
        row = size * 0.84 * c.chance.pick((3, 4, 5))
        return path(d, c.pattern(size * 4, row * 2, rect(0, 0, size * 4, row, knit(c, second, size))))
    if kind == "cables":
        xs = [left + (right - left) * t for t in (0.3, 0.5, 0.7)]
        return "".join(cable(c, x, top + 4, bottom, c.main, size * 1.4) for x in xs)
    if kind == "flecks":
        return dots(c, (left, top, right, bottom), 50, second, size * 0.36, 0.8)
    return ""


def sweater(c: Canvas) -> str:
    size, hem = c.chance.pick((9, 10, 11)), 316.0
    second = apart(c.second, c.main, 0.12)
    body = smooth([(152, 84), (132, 98), (124, 140), (122, 230), (124, hem - 24)]) + f"Q200 {num(hem - 16)} {at(276, hem - 24)}" + "C278 230 278 150 268 98Q258 88 248 84Q200 108 152 84Z"
    sleeve = "M146 88C118 92 100 120 88 168L60 280Q74 292 94 288L126 196Q134 130 146 88Z"
    cuff = poly([(60, 277), (95, 286), (90, 310), (54, 302)])
    low = f"M{at(123, hem - 28)}Q200 {num(hem - 18)} {at(277, hem - 28)}L{at(272, hem)}Q200 {num(hem + 8)} {at(128, hem)}Z"
    trim = second if c.chance.yes(0.4) else shade(c.main, -0.06)
    arm = group(c.solid(sleeve, shade(c.main, -0.05), path(sleeve, knit(c, c.main, size, "rotate(16)")), light="soft"), path(cuff, rib(c, trim, 7, "rotate(14)")), path(cuff, c.light("flat")))
    design = _pattern(c, "M100 92L300 92L300 310L100 310Z", size)
    neck = path("M152 84Q200 124 248 84L240 74Q200 98 160 74Z", rib(c, trim, 7))
    collar = c.drop(body, 8, 10, 9, 0.3) + path("M156 78Q200 60 244 78Q200 110 156 78Z", shade(c.main, -0.5))
    return (c.surface() + group(c.drop(sleeve, 8, 10, 8, 0.3) + group(c.drop(sleeve, -4, 10, 8, 0.3), turn="matrix(-1 0 0 1 400 0)"), arm, group(arm, turn="matrix(-1 0 0 1 400 0)"), collar,
                                c.solid(body, c.main, path(body, knit(c, c.main, size)), design, line("M130 110Q142 190 128 290M270 110Q258 190 272 290", "#2b1d1a", 9, 0.12), light="soft"), neck,
                                c.solid(low, trim, path(low, rib(c, trim, 8)), light="soft"), turn=rotate(c.chance.between(-5, 5)) + "translate(0 2)"))


def hat(c: Canvas) -> str:
    size, y = c.chance.pick((10, 11, 12)), 236.0
    w = c.chance.between(98, 108)
    second = apart(c.second, c.main, 0.12)
    crown = f"M{at(200 - w, y)}C{at(200 - w - 2, 120)} {at(150, 84)} 200 84C250 84 {at(200 + w + 2, 120)} {at(200 + w, y)}Q200 {num(y + 26)} {at(200 - w, y)}Z"
    brim = smooth([(200 - w - 6, y - 10), (200, y + 12), (200 + w + 6, y - 10), (200 + w + 10, y + 22), (200 + w + 2, y + 56), (200, y + 76), (200 - w - 2, y + 56), (200 - w - 10, y + 22)], close=True)
    trim = second if c.chance.yes() else c.main
    pom = ""
    if c.chance.yes(0.65):
        tone = apart(c.accent, c.main, 0.1) if c.chance.yes() else second
        rays = "".join(f"M200 70L{at(200 + x, 70 + z)}" for x, z in ((34, 4), (28, 22), (10, 32), (-12, 32), (-28, 20), (-35, 0), (-28, -20), (-10, -32), (12, -32), (29, -20), (36, -8), (-35, 11), (20, 29), (-20, -28)))
        pom = c.solid(oval(200, 70, 36, 34), tone, line(rays, shade(tone, -0.3), 2, 0.5), dots(c, (168, 40, 232, 102), 60, shade(tone, 0.4), 4, 0.6), dots(c, (168, 40, 232, 102), 40, shade(tone, -0.4), 3, 0.5), light="ball") + path(oval(200, 70, 36, 34), "none", tone, 6, dash="2 4")
    return (c.table() + c.shadow(202, y + 68, w * 0.98, 16) + pom + c.solid(crown, c.main, path(crown, knit(c, c.main, size)), _pattern(c, crown, size), light="round")
            + c.solid(brim, trim, path(brim, rib(c, trim, 13)), light="round") + line(f"M{at(200 - w - 6, y - 8)}Q200 {num(y + 20)} {at(200 + w + 6, y - 8)}", "#2b1d1a", 4, 0.25))


def _pair(c: Canvas, one: str, shadow: str, shift: float, lean: float) -> str:
    """The same thing twice, the second mirrored, as pairs are laid out for a photograph."""
    left = group(c.drop(shadow, 7, 10, 7, 0.32), one, turn=f"translate({num(-shift)} 0)rotate({num(-lean)} 200 200)")
    right = group(c.drop(shadow, -2, 11, 7, 0.32), one, turn=f"translate({num(400 + shift)} 0)scale(-1 1)rotate({num(-lean)} 200 200)")
    return left + right


def mittens(c: Canvas) -> str:
    size, second = 8, apart(c.second, c.main, 0.12)
    hand = "M150 262C146 200 148 140 160 108C172 78 216 78 228 110C238 142 240 200 238 262Z"
    thumb = smooth([(226, 226), (238, 176), (258, 150), (276, 154), (278, 178), (262, 214), (236, 252)], close=True)
    cuff = "M154 258Q196 266 236 258L240 322Q196 330 150 322Z"
    trim = second if c.chance.yes() else c.main
    one = (c.solid(thumb, c.main, path(thumb, knit(c, c.main, size, "rotate(28)")), light="soft") + c.solid(hand, c.main, path(hand, knit(c, c.main, size)), _pattern(c, hand, size), light="round")
           + c.solid(cuff, trim, path(cuff, rib(c, trim, 9)), light="round"))
    return c.surface() + _pair(c, one, hand, c.chance.between(78, 86), c.chance.between(2, 12))


def socks(c: Canvas) -> str:
    size, second = 8, apart(c.second, c.main, 0.12)
    leg = smooth([(160, 96), (158, 160), (160, 214), (148, 262), (152, 306), (186, 322), (232, 320), (290, 318), (312, 296), (300, 268), (260, 252), (238, 226), (234, 160), (236, 96)]) + "Z"
    cuff = "M156 70Q196 78 240 70L238 112Q196 120 158 112Z"
    toe = "M272 240L330 240L330 340L268 340Q256 290 272 240Z"
    heel = "M140 250Q186 262 190 330L140 340Z"
    trim = second if c.chance.yes(0.65) else c.main
    one = (c.solid(leg, c.main, path(leg, knit(c, c.main, size)), _pattern(c, "M140 90L240 90L240 240L140 240Z", size), path(heel, knit(c, trim, size, "rotate(30)")), path(toe, knit(c, trim, size, "rotate(80)")), light="flat")
           + c.solid(cuff, trim, path(cuff, rib(c, trim, 9)), light="soft"))
    lean = c.chance.between(4, 12)
    back = group(c.drop(leg, 8, 10, 7, 0.3), one, turn=f"translate(34 -30)rotate({num(-lean)} 200 200)scale(.92)")
    front = group(c.drop(leg, 8, 10, 7, 0.36), one, turn=f"translate(-54 10)rotate({num(lean * 0.4)} 200 200)scale(.96)")
    return c.surface() + back + front


def shawl(c: Canvas) -> str:
    size, second = 8, apart(c.second, c.main, 0.12)
    d = smooth([(34, 108), (118, 96), (200, 102), (284, 94), (368, 112)]) + "Q300 210 204 330Q196 334 190 326Q96 214 34 108Z"
    bands = "".join(path(poly([(40 + t * 160, 100), (200, 330 - t * 230), (362 - t * 160, 100)], close=False), "none", tone, w) for t, tone, w in ((0.09, second, 15), (0.2, apart(c.accent, c.main, 0.1), 5), (0.27, second, 5), (0.5, second, 9)))
    lace = path(d, c.pattern(16, 14, disc(4, 4, 2.2, fill=shade(c.main, -0.6), o=0.6), disc(12, 11, 2.2, fill=shade(c.main, -0.6), o=0.6)))
    ends, n = "", 15
    for i in range(1, n):
        t = i / n
        for x0 in (34 + 160 * t, 368 - 166 * t):
            y = 108 + 220 * t
            ends += f"M{at(x0, y - 2)}l{num(c.chance.between(-4, 4))} {num(c.chance.between(24, 32))}"
    kind = c.chance.whole(0, 2)
    marks = (bands, lace, lace + bands)[kind]
    return (c.surface() + group(c.drop(d, 8, 12, 9, 0.34), line(ends, shade(c.main, -0.25), 3.4), line(ends, c.main, 1.8), c.solid(d, c.main, path(d, knit(c, c.main, size)), marks, folds(c, (60, 90, 340, 330), 4, 24, 0.22), light="flat"),
                                line("M34 108Q118 92 200 102Q284 90 368 112", shade(c.main, 0.3), 5, 0.8), turn=rotate(c.chance.between(-7, 7))))


def cowl(c: Canvas) -> str:
    size, top = c.chance.pick((12, 13, 14)), c.chance.between(148, 164)
    profile = [(top, 98), (top + 30, 112), (top + 70, 106), (top + 108, 124), (294, 118), (304, 110)]
    d = turned(200, profile, top=0.3, base=0.24)
    inner = oval(200, top + 1, 90, 29)
    roll = [smooth([(200 - r, y), (150, y + 28), (206, y + 34), (262, y + 24), (200 + r, y - 4)]) for y, r in ((top + 46, 108), (top + 92, 118))]
    creases = group("".join(line(r, "#2b1d1a", 15, 0.36) for r in roll), group("".join(line(r, "#fffaf0", 10, 0.3) for r in roll), turn="translate(0 -17)"), extra=c.blur(4))
    return (c.table() + c.shadow(202, 310, 122, 18) + path(oval(200, top, 98, 32), rib(c, shade(c.main, -0.05), 12)) + c.clip(inner, path(inner, knit(c, shade(c.main, -0.3), size)), path(inner, c.light("hollow")))
            + c.solid(d, c.main, path(d, knit(c, c.main, size)), _pattern(c, d, size), creases, light="round") + line(hoop(200, top, 98, 0.31), shade(c.main, 0.3), 6, 0.8))


def knitted_blanket(c: Canvas) -> str:
    """Hung over a rail, thick and heavy."""
    size, low, w = c.chance.pick((13, 15, 16)), c.chance.between(314, 330), c.chance.between(204, 228)
    x, second = 200 - w / 2, apart(c.second, c.main, 0.12)
    d = smooth([(x + 4, 82), (x, 180), (x + 3, low), (x + w * 0.35, low + 5), (x + w * 0.7, low - 2), (x + w - 2, low + 2), (x + w + 2, 190), (x + w - 3, 82)]) + f"Q200 72 {at(x + 4, 82)}Z"
    back = poly([(x + 12, 84), (x + w + 14, 84), (x + w + 15, low - 40), (x + 16, low - 36)])
    box: Box = (x, 80, x + w, low)
    kind = c.chance.whole(0, 2)
    if kind == 0:
        design = "".join(cable(c, x + w * t, 74, low, c.main, size * 1.3) for t in (0.18, 0.5, 0.82))
    elif kind == 1:
        step = w / 3
        design = "".join(rect(x + i * step, 70 + j * step, step, step, knit(c, (second, c.accent)[(i + j) % 3 - 1], size)) for i in range(3) for j in range(4) if (i + j) % 3)
    else:
        design = "".join(rect(x - 2, low - t, w + 6, s, knit(c, tone, size)) for t, s, tone in ((70, 26, second), (100, 12, c.accent), (190, 26, second)))
    edge = fringe(c, x + 4, x + w, low, 26, c.main, 12) if c.chance.yes() else ""
    return (c.surface() + c.drop(d, 14, 14, 10, 0.34) + c.solid(back, shade(c.main, -0.4), path(back, knit(c, shade(c.main, -0.25), size)), light="soft") + rod(c, 34, 366, 80, w=12) + edge
            + c.solid(d, c.main, path(d, knit(c, c.main, size)), design, folds(c, box, 4, 8, 0.24), path(f"M{at(x, 86)}Q200 76 {at(x + w, 86)}", "none", "#fffaf0", 12, 0.3), light="soft"))


def slippers(c: Canvas) -> str:
    second = apart(c.second, c.main, 0.12)
    sole = smooth([(200, 62), (240, 78), (262, 124), (258, 190), (246, 250), (244, 300), (224, 334), (194, 338), (168, 322), (158, 280), (156, 210), (148, 140), (162, 84)], close=True)
    opening = smooth([(204, 182), (232, 192), (236, 240), (230, 294), (214, 312), (192, 312), (176, 296), (170, 244), (176, 194)], close=True)
    trim = second if c.chance.yes() else shade(c.main, -0.2)
    felt = c.made_of("felt") or c.chance.yes(0.3)
    ground = path(sole, c.pattern(9, 9, line("M1 2l3 2M6 6l2 -2M2 8l2 -1", "#2b1d1a", 0.8, 0.22))) if felt else path(sole, knit(c, c.main, 9))
    front = "M140 60L280 60L280 170Q204 200 140 170Z"
    design = group(_pattern(c, front, 9)) if not felt else line("M204 84L204 128M184 104L224 104M190 90L218 118M218 90L190 118", second, 4)
    one = (path(sole, shade(c.main, -0.5), turn="translate(2 5)") + c.solid(sole, c.main, ground, c.clip(front, design), light="flat")
           + c.clip(opening, path(opening, shade(c.second, -0.1)), path(oval(206, 256, 24, 48), shade(c.second, 0.2)), path(opening, c.light("hollow"))) + line(opening, shade(trim, -0.3), 12) + line(opening, trim, 9) + line(opening, shade(trim, 0.4), 2.4, 0.7, dash="3 6"))
    return c.surface() + _pair(c, one, sole, c.chance.between(58, 68), c.chance.between(-4, 9))


FORMS: dict[str, Callable[[Canvas], str]] = {
    "sweater": sweater, "hat": hat, "mittens": mittens, "socks": socks, "shawl": shawl, "cowl": cowl, "knitted_blanket": knitted_blanket,
    "slippers": slippers,
}
