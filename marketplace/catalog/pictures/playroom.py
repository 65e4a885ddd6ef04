"""More toys: what is put together, stacked, shaken or flown."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas, disc, group, line, move, path, rect, rotate
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.shapes import at, bounds, leaf, num, oval, poly, rounded, smooth, star, turned
from marketplace.catalog.pictures.textures import grain
from marketplace.catalog.pictures.toys import animal, doll, paints, plank, timber, train


def _piece(x: int, y: int, s: float, right: list[list[int]], down: list[list[int]]) -> str:
    """One piece of a jigsaw, its knobs out (1) or in (-1), straight at the border."""
    n = len(down)

    def side(x0: float, y0: float, x1: float, y1: float, knob: int) -> str:
        if not knob:
            return f"L{at(x1, y1)}"
        ux, uy = (x1 - x0) / s, (y1 - y0) / s
        vx, vy = uy * knob, -ux * knob

        def p(a: float, b: float) -> str:
            return at(x0 + ux * a * s + vx * b * s, y0 + uy * a * s + vy * b * s)
        return f"L{p(0.38, 0)}C{p(0.44, 0.06)} {p(0.26, 0.26)} {p(0.5, 0.26)}C{p(0.74, 0.26)} {p(0.56, 0.06)} {p(0.62, 0)}L{p(1, 0)}"
    x0, y0, x1, y1 = x * s, y * s, (x + 1) * s, (y + 1) * s
    return (f"M{at(x0, y0)}" + side(x0, y0, x1, y0, -down[y - 1][x] if y else 0) + side(x1, y0, x1, y1, right[y][x] if x < n - 1 else 0)
            + side(x1, y1, x0, y1, down[y][x] if y < n - 1 else 0) + side(x0, y1, x0, y0, -right[y][x - 1] if x else 0) + "Z")


def puzzle(c: Canvas) -> str:
    """A picture in nine pieces, one not yet in its place."""
    s, wood, paint = 80.0, timber(c), paints(c)
    right = [[c.chance.pick((-1, 1)) for _ in range(3)] for _ in range(3)]
    down = [[c.chance.pick((-1, 1)) for _ in range(3)] for _ in range(3)]
    kind = c.chance.whole(0, 2)
    sky = mix(paint[4], "#f3ead8", 0.5)
    if kind == 0:
        art = rect(-30, -30, 300, 300, sky) + "".join(disc(120, 214, r, fill=t) for r, t in ((170, paint[0]), (138, paint[3]), (106, paint[1]), (74, paint[2]), (42, sky))) + rect(-30, 200, 300, 70, shade(paint[4], -0.25))
    elif kind == 1:
        art = rect(-30, -30, 300, 300, sky) + disc(182, 60, 34, fill=paint[3]) + path("M-30 160Q50 90 130 150T270 130L270 270L-30 270Z", paint[1]) + path("M-30 206Q70 150 150 200T270 190L270 270L-30 270Z", paint[0]) + rect(56, 120, 56, 50, "#f6ecd8") + path(poly([(48, 122), (84, 88), (120, 122)]), paint[2]) + rect(76, 142, 16, 28, shade(paint[2], -0.3))
    else:
        art = rect(-30, -30, 300, 300, mix(paint[1], "#f3ead8", 0.55)) + path(smooth([(24, 120), (70, 66), (140, 62), (190, 104), (236, 60), (226, 126), (238, 186), (190, 144), (140, 186), (70, 178)], close=True), paint[0]) + "".join(path(f"M{x} {y}q13 9 0 20", "", shade(paint[0], 0.5), 4) for x in (96, 122, 148) for y in (92, 118, 144)) + disc(62, 112, 9, fill="#fffaf0") + disc(61, 112, 4.4, fill="#2b1d1a") + "".join(disc(x, y, r, fill="#fffaf0", o=0.7) for x, y, r in ((24, 60, 9), (36, 36, 6), (18, 20, 11)))
    away = c.chance.pick(((2, 2), (2, 0), (0, 2)))
    board = rounded(-16, -16, 272, 272, 12)
    outlines = {(x, y): _piece(x, y, s, right, down) for x in range(3) for y in range(3)}
    laid = "".join(d for k, d in outlines.items() if k != away)
    loose = outlines[away]
    seams = path(laid, "", "#2b1d1a", 2.2, 0.4) + path(laid, "", "#fffaf0", 1, 0.35, turn="translate(1.2 1.2)")
    tray = c.drop(board, 9, 12, 9, 0.42) + plank(c, board, wood) + path(rounded(-2, -2, 244, 244, 4), shade(wood, -0.28)) + path(rounded(-2, -2, 244, 244, 4), c.light("hollow"), o=0.5)
    cx, cy = (away[0] + 0.5) * s, (away[1] + 0.5) * s
    out = group(c.drop(loose, 5, 8, 5, 0.42), path(loose, shade(wood, -0.2), turn="translate(2 5)"), c.clip(loose, art), path(loose, c.light("flat")), turn=f"translate({num(26 if away[0] else -26)} {num(30 if away[1] else -14)})rotate({num(c.chance.between(10, 24))} {num(cx)} {num(cy)})")
    return c.surface() + group(tray, c.clip(laid, art, rect(-2, -2, 246, 246, c.light("flat"))), seams, out, turn=f"translate(76 74)rotate({num(c.chance.between(-7, 4))} 120 120)")


def stacker(c: Canvas) -> str:
    wood, paint = timber(c), paints(c)
    if c.chance.yes(0.45):  # a rainbow of arches
        arches, foot = "", 306.0
        for i in range(5):
            r, w = 134 - i * 25, 23.0
            d = f"M{at(200 - r, foot)}C{at(200 - r, foot - r * 1.33)} {at(200 + r, foot - r * 1.33)} {at(200 + r, foot)}L{at(200 + r - w, foot)}C{at(200 + r - w, foot - (r - w) * 1.33)} {at(200 - r + w, foot - (r - w) * 1.33)} {at(200 - r + w, foot)}Z"
            turn = rotate(c.chance.between(-2, 2), 200, foot) if i else ""
            tone = paint[i]
            arches += group(path(d, shade(tone, -0.4), turn="translate(7 -4)"), c.solid(d, tone, grain(c, bounds(d), shade(tone, -0.3), 17, o=0.22), light="flat"), turn=turn)
        ball = c.solid(oval(200, foot - 14, 13), wood, light="ball")
        return c.table(276) + c.shadow(206, foot + 1, 146, 13) + arches + ball
    count, y = c.chance.whole(4, 6), 300.0
    high = 150 / count + 4
    base = plank(c, turned(200, [(y - 6, 100), (y + 8, 96)], top=0.16, base=0.16), wood, "round")
    marks = disc(200, y - 6, 100, 16, shade(wood, 0.18))
    widths = [94 - i * (58 / count) for i in range(count)]
    if c.chance.yes(0.25):
        widths[1], widths[2] = widths[2], widths[1]
    y -= 6
    for i, r in enumerate(widths):
        tone = paint[i % 5] if i < 5 else shade(paint[0], 0.3)
        cx = 200 + c.chance.between(-2.5, 2.5)
        d = smooth([(cx - r + 6, y - high + 3), (cx, y - high + 8), (cx + r - 6, y - high + 3), (cx + r + 2, y - high * 0.5), (cx + r - 6, y + 1), (cx, y + 9), (cx - r + 6, y + 1), (cx - r - 2, y - high * 0.5)], close=True)
        marks += c.solid(d, tone, grain(c, bounds(d), shade(tone, -0.4), 9, o=0.2)) + disc(cx, y - high + 2, r - 5, (r - 5) * 0.13, shade(tone, 0.22))
        y -= high
    knob = c.solid(poly([(193, y + 4), (207, y + 4), (206, y - 12), (194, y - 12)]), wood, light="round") + c.solid(oval(200, y - 24, 21), c.chance.pick((wood, paint[2])), light="ball")
    return c.table() + c.shadow(204, 310, 108, 14) + base + marks + knob


def rattle(c: Canvas) -> str:
    wood, paint, kind = timber(c), paints(c), c.chance.whole(0, 2)
    lean = c.chance.between(-38, -14) if c.chance.yes() else c.chance.between(14, 38)
    if kind == 0:  # a ring with beads and a bow
        ring = oval(0, 0, 82)
        beads = "".join(c.solid(oval(x, y, r), t, light="ball") for x, y, r, t in ((-58, 62, 24, paint[0]), (-26, 82, 21, paint[1]), (10, 88, 24, wood), (44, 74, 20, paint[2]), (70, 48, 23, paint[3])))
        ears = path(leaf(-6, -78, 96, -118, 0.36), paint[0]) + path(leaf(6, -78, 96, -62, 0.36), paint[0]) + path(leaf(-6, -78, 96, -118, 0.36) + leaf(6, -78, 96, -62, 0.36), c.pattern(14, 14, disc(4, 4, 2.2, fill=shade(paint[0], 0.6)), disc(11, 11, 2.2, fill=shade(paint[0], 0.6)))) + c.solid(oval(0, -80, 15, 13), shade(paint[0], -0.15), light="ball")
        body = group(line(ring, "#2b1d1a", 24, 0.3), turn="translate(8 11)", extra=c.blur(6)) + line(ring, shade(wood, -0.35), 25) + line(ring, wood, 21) + group(line(ring, shade(wood, 0.5), 5, 0.5), turn="translate(-3 -4)") + beads + ears
    elif kind == 1:  # a dumb-bell with loose rings
        ends = "".join(c.drop(oval(s * 106, 0, 40), 4, 11, 6, 0.36) + c.solid(oval(s * 106, 0, 40), wood, grain(c, (s * 106 - 40, -40, s * 106 + 40, 40), shade(wood, -0.4), 12, o=0.3), light="ball") for s in (-1, 1))
        bar = c.drop(rounded(-100, -13, 200, 26, 12), 4, 11, 6, 0.36) + c.solid(rounded(-100, -13, 200, 26, 12), wood, light="fall")
        body = bar + "".join(c.solid(rounded(x - 11, -33, 22, 66, 10), t, light="fall") for x, t in ((-50, paint[0]), (-22, paint[1]), (6, paint[2]), (40, paint[3]))) + ends
    else:  # a bell cage on a stick
        bars = "".join(line(f"M0 -106C{x * 1.5} -96 {x * 1.5} -2 0 8", shade(wood, -0.35), 11) + line(f"M0 -106C{x * 1.5} -96 {x * 1.5} -2 0 8", wood, 8) for x in (-48, 48, -24, 24, 0))
        body = c.drop(oval(0, -50, 54, 58), 7, 12, 7, 0.22) + c.solid(oval(0, -46, 25), "#d0a94e", line("M-14 -40L14 -40M0 -40L0 -30", "#5a4420", 3), light="ball") + bars + c.drop(rounded(-14, 4, 28, 148, 13), 7, 10, 6, 0.36) + c.solid(rounded(-14, 4, 28, 148, 13), wood, grain(c, (-14, 4, 14, 152), shade(wood, -0.4), 7, upright=True, o=0.3)) + c.solid(rounded(-20, 2, 40, 20, 9), paint[0], light="round") + c.solid(rounded(-18, 112, 36, 12, 6), paint[1], light="round") + c.solid(rounded(-18, 128, 36, 12, 6), paint[2], light="round") + c.solid(oval(0, -108, 13), paint[0], light="ball")
    return c.surface() + group(body, turn=move(200, 204, lean, 1.12))


def kite(c: Canvas) -> str:
    """Up in a pale sky."""
    sky = c.gradient("y", (0, mix("#bcd3da", c.ground, 0.25), 1), (1, mix("#eef0e4", c.ground, 0.3), 1))
    clouds = "".join(group(disc(0, 0, 30, 17, "#fffdf8", 0.75) + disc(28, -8, 26, 19, "#fffdf8", 0.75) + disc(54, 2, 28, 14, "#fffdf8", 0.75), turn=move(x, y, 0, s)) for x, y, s in ((38, 84, 1), (290, 216, 1.15), (c.chance.between(70, 150), 330, 0.8)))
    second, accent, kind = apart(c.second, c.main, 0.12), apart(c.accent, c.main, 0.1), c.chance.whole(0, 2)
    top, right, low, left, mid = (0, -118), (88, -26), (0, 132), (-88, -26), (0, -26)
    d = poly([top, right, low, left])
    quarters = ((poly([top, right, mid]), second), (poly([right, low, mid]), c.main), (poly([low, left, mid]), second), (poly([left, top, mid]), c.main))
    if kind == 0:
        skin = "".join(path(q, t) for q, t in quarters)
    elif kind == 1:
        skin = path(d, c.main) + "".join(path(poly([(-100, y), (0, y + 40), (100, y), (100, y + 18), (0, y + 58), (-100, y + 18)]), t) for y, t in ((-96, second), (-50, accent), (-4, second), (42, accent)))
    else:
        skin = path(d, c.main) + disc(0, -26, 44, fill=second) + path(star(0, -26, 40, 17, 8), accent) + path(leaf(0, 118, 84, -90, 0.18), second)
    crease = path(poly([top, right, low]), "#2b1d1a", o=0.12)
    spars = line("M0 -118L0 132M-88 -26Q0 -36 88 -26", shade("#a9774a", -0.2), 3)
    x, y, bows = 0.0, 132.0, ""
    tail = [(0.0, 132.0)]
    for i in range(5):
        x += (24 if i % 2 else -20) - 8
        y += 25
        tail.append((x, y))
        bows += group(path(poly([(0, 0), (-15, -9), (-15, 9)]) + poly([(0, 0), (15, -9), (15, 9)]), (second, accent, c.main)[i % 3]), disc(0, 0, 3.4, fill="#2b1d1a"), turn=move(x, y, 20 - 40 * (i % 2)))
    lean = c.chance.between(18, 32)
    string = line("M204 160C250 240 300 300 408 372", shade(c.ground, -0.55), 1.8, 0.8)
    return rect(0, 0, 400, 400, sky) + clouds + string + group(group(c.clip(d, skin, crease, path(d, c.light("flat"))), path(d, "", shade(c.main, -0.4), 2, 0.6), spars, line(smooth(tail), shade(c.main, -0.4), 2.4), bows), turn=move(212, 142, lean, 0.98))


def blocks(c: Canvas) -> str:
    wood, paint = timber(c), paints(c)

    def cube(x: float, foot: float, s: float, tone: str, sign: int) -> str:
        face, top, side = rounded(x, foot - s, s, s, 4), poly([(x + 2, foot - s), (x + s * 0.26, foot - s * 1.2), (x + s * 1.24, foot - s * 1.2), (x + s - 1, foot - s)]), poly([(x + s - 1, foot - s), (x + s * 1.24, foot - s * 1.2), (x + s * 1.24, foot - s * 0.22), (x + s - 1, foot - 1)])
        m, n, r = x + s / 2, foot - s / 2, s * 0.27
        mark = (star(m, n, r * 1.2, r * 0.5, 5), oval(m, n, r), f"M{at(m, n + r * 1.1)}C{at(m - r * 2.1, n - r * 0.3)} {at(m - r * 0.9, n - r * 1.7)} {at(m, n - r * 0.6)}C{at(m + r * 0.9, n - r * 1.7)} {at(m + r * 2.1, n - r * 0.3)} {at(m, n + r * 1.1)}Z", leaf(m, n + r * 1.2, r * 2.4, -90, 0.4),
                poly([(m, n - r), (m + r, n + r * 0.8), (m - r, n + r * 0.8)]), f"M{at(m + r * 0.6, n - r)}C{at(m - r * 1.5, n - r)} {at(m - r * 1.5, n + r)} {at(m + r * 0.6, n + r)}C{at(m - r * 0.2, n + r * 0.5)} {at(m - r * 0.2, n - r * 0.5)} {at(m + r * 0.6, n - r)}Z")[sign % 6]
        return path(side, shade(wood, -0.34)) + path(top, shade(wood, 0.3)) + c.solid(face, wood, grain(c, bounds(face), shade(wood, -0.4), 12, o=0.26), path(rounded(x + 6, foot - s + 6, s - 12, s - 12, 3), tone), path(mark, shade(wood, 0.45)), light="flat")
    first = c.chance.whole(0, 5)
    kind = c.chance.whole(0, 1)
    if kind == 0:
        stack = cube(76, 308, 84, paint[0], first) + cube(188, 308, 84, paint[1], first + 1) + group(cube(136, 207, 80, paint[2], first + 2), turn=rotate(c.chance.between(-5, 5), 176, 207)) + group(c.shadow(330, 310, 34, 7) + c.solid(oval(326, 288, 23), paint[3], light="ball"))
        top = group(c.solid(poly([(142, 128), (180, 66), (222, 128)]), paint[3], light="flat"), path(poly([(222, 128), (180, 66), (196, 62), (240, 122)]), shade(paint[3], -0.35)))
        return c.table(280) + c.shadow(196, 308, 140, 14) + stack + top
    pillar = "".join(c.solid(turned(x, [(168, 21), (300, 21)], top=0.1, base=0.1), t) + disc(x, 168, 21, 3, shade(t, 0.3)) for x, t in ((116, paint[1]), (238, paint[1])))
    arch = "M84 168L84 112L272 112L272 168L226 168C226 118 130 118 130 168Z"
    bridge = path(poly([(84, 112), (100, 100), (288, 100), (272, 112)]), shade(wood, 0.35)) + path(poly([(272, 112), (288, 100), (288, 156), (272, 168)]), shade(wood, -0.34)) + plank(c, arch, wood)
    roof = c.solid(poly([(118, 100), (178, 42), (240, 100)]), paint[0], light="flat") + path(poly([(240, 100), (178, 42), (192, 38), (256, 94)]), shade(paint[0], -0.35))
    return c.table(280) + c.shadow(196, 304, 140, 14) + pillar + bridge + roof + cube(272, 312, 70, paint[2], first)


FORMS: dict[str, Callable[[Canvas], str]] = {
    "animal": animal, "train": train, "doll": doll, "puzzle": puzzle, "stacker": stacker, "rattle": rattle, "kite": kite, "blocks": blocks,
}
