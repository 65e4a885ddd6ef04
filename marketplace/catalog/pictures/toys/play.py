"""Stacked, shaken, flown."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.marks import disc, group, line, move, path, rect, rotate
from marketplace.catalog.pictures.shapes import at, bounds, leaf, oval, poly, rounded, smooth, star, turned
from marketplace.catalog.pictures.textures import grain
from marketplace.catalog.pictures.toys.paint import paints, plank, timber


def stacker(c: Canvas) -> str:
    wood, paint = timber(c), paints(c)
    if c.variant("arch|rainbow|cloud", "ring|tower|cairn|nest|bowl") == 0:  # a rainbow of arches
        arches, foot = "", 306.0
        for i in range(5):
            r, w = 134.0 - i * 25, 23.0
            d = (
                f"M{at(200 - r, foot)}C{at(200 - r, foot - r * 1.33)} {at(200 + r, foot - r * 1.33)}"
                f" {at(200 + r, foot)}L{at(200 + r - w, foot)}C{at(200 + r - w, foot - (r - w) * 1.33)}"
                f" {at(200 - r + w, foot - (r - w) * 1.33)} {at(200 - r + w, foot)}Z"
            )
            turn = rotate(c.chance.between(-2, 2), 200, foot) if i else ""
            tone = paint[i]
            arches += group(
                path(d, shade(tone, -0.4), turn="translate(7 -4)"),
                c.solid(d, tone, grain(c, bounds(d), shade(tone, -0.3), 17, o=0.22), light="flat"),
                turn=turn,
            )
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
        d = smooth(
            [
                (cx - r + 6, y - high + 3),
                (cx, y - high + 8),
                (cx + r - 6, y - high + 3),
                (cx + r + 2, y - high * 0.5),
                (cx + r - 6, y + 1),
                (cx, y + 9),
                (cx - r + 6, y + 1),
                (cx - r - 2, y - high * 0.5),
            ],
            close=True,
        )
        marks += c.solid(d, tone, grain(c, bounds(d), shade(tone, -0.4), 9, o=0.2)) + disc(
            cx, y - high + 2, r - 5, (r - 5) * 0.13, shade(tone, 0.22)
        )
        y -= high
    knob = c.solid(poly([(193, y + 4), (207, y + 4), (206, y - 12), (194, y - 12)]), wood, light="round") + c.solid(
        oval(200, y - 24, 21), c.chance.pick((wood, paint[2])), light="ball"
    )
    return c.table() + c.shadow(204, 310, 108, 14) + base + marks + knob


def rattle(c: Canvas) -> str:
    wood, paint, kind = timber(c), paints(c), c.variant("ring|key|loop|lamb|ear", "shaker|roll|seed", "bell|cage")
    lean = c.chance.between(-38, -14) if c.chance.yes() else c.chance.between(14, 38)
    if kind == 0:  # a ring with beads and a bow
        ring = oval(0, 0, 82)
        beads = "".join(
            c.solid(oval(x, y, r), t, light="ball")
            for x, y, r, t in (
                (-58, 62, 24, paint[0]),
                (-26, 82, 21, paint[1]),
                (10, 88, 24, wood),
                (44, 74, 20, paint[2]),
                (70, 48, 23, paint[3]),
            )
        )
        ears = (
            path(leaf(-6, -78, 96, -118, 0.36), paint[0])
            + path(leaf(6, -78, 96, -62, 0.36), paint[0])
            + path(
                leaf(-6, -78, 96, -118, 0.36) + leaf(6, -78, 96, -62, 0.36),
                c.pattern(
                    14, 14, disc(4, 4, 2.2, fill=shade(paint[0], 0.6)), disc(11, 11, 2.2, fill=shade(paint[0], 0.6))
                ),
            )
            + c.solid(oval(0, -80, 15, 13), shade(paint[0], -0.15), light="ball")
        )
        body = (
            group(line(ring, "#2b1d1a", 24, 0.3), turn="translate(8 11)", extra=c.blur(6))
            + line(ring, shade(wood, -0.35), 25)
            + line(ring, wood, 21)
            + group(line(ring, shade(wood, 0.5), 5, 0.5), turn="translate(-3 -4)")
            + beads
            + ears
        )
    elif kind == 1:  # a dumb-bell with loose rings
        ends = "".join(
            c.drop(oval(s * 106, 0, 40), 4, 11, 6, 0.36)
            + c.solid(
                oval(s * 106, 0, 40),
                wood,
                grain(c, (s * 106 - 40, -40, s * 106 + 40, 40), shade(wood, -0.4), 12, o=0.3),
                light="ball",
            )
            for s in (-1, 1)
        )
        bar = c.drop(rounded(-100, -13, 200, 26, 12), 4, 11, 6, 0.36) + c.solid(
            rounded(-100, -13, 200, 26, 12), wood, light="fall"
        )
        body = (
            bar
            + "".join(
                c.solid(rounded(x - 11, -33, 22, 66, 10), t, light="fall")
                for x, t in ((-50, paint[0]), (-22, paint[1]), (6, paint[2]), (40, paint[3]))
            )
            + ends
        )
    else:  # a bell cage on a stick
        bars = "".join(
            line(f"M0 -106C{x * 1.5} -96 {x * 1.5} -2 0 8", shade(wood, -0.35), 11)
            + line(f"M0 -106C{x * 1.5} -96 {x * 1.5} -2 0 8", wood, 8)
            for x in (-48, 48, -24, 24, 0)
        )
        body = (
            c.drop(oval(0, -50, 54, 58), 7, 12, 7, 0.22)
            + c.solid(oval(0, -46, 25), "#d0a94e", line("M-14 -40L14 -40M0 -40L0 -30", "#5a4420", 3), light="ball")
            + bars
            + c.drop(rounded(-14, 4, 28, 148, 13), 7, 10, 6, 0.36)
            + c.solid(
                rounded(-14, 4, 28, 148, 13),
                wood,
                grain(c, (-14, 4, 14, 152), shade(wood, -0.4), 7, upright=True, o=0.3),
            )
            + c.solid(rounded(-20, 2, 40, 20, 9), paint[0], light="round")
            + c.solid(rounded(-18, 112, 36, 12, 6), paint[1], light="round")
            + c.solid(rounded(-18, 128, 36, 12, 6), paint[2], light="round")
            + c.solid(oval(0, -108, 13), paint[0], light="ball")
        )
    return c.surface() + group(body, turn=move(200, 204, lean, 1.12))


def kite(c: Canvas) -> str:
    """Up in a pale sky."""
    sky = c.gradient("y", (0, mix("#bcd3da", c.ground, 0.25), 1), (1, mix("#eef0e4", c.ground, 0.3), 1))
    clouds = "".join(
        group(
            disc(0, 0, 30, 17, "#fffdf8", 0.75)
            + disc(28, -8, 26, 19, "#fffdf8", 0.75)
            + disc(54, 2, 28, 14, "#fffdf8", 0.75),
            turn=move(x, y, 0, s),
        )
        for x, y, s in ((38, 84, 1), (290, 216, 1.15), (c.chance.between(70, 150), 330, 0.8))
    )
    second, accent, kind = apart(c.second, c.main, 0.12), apart(c.accent, c.main, 0.1), c.chance.whole(0, 2)
    top, right, low, left, mid = (0, -118), (88, -26), (0, 132), (-88, -26), (0, -26)
    d = poly([top, right, low, left])
    quarters = (
        (poly([top, right, mid]), second),
        (poly([right, low, mid]), c.main),
        (poly([low, left, mid]), second),
        (poly([left, top, mid]), c.main),
    )
    if kind == 0:
        skin = "".join(path(q, t) for q, t in quarters)
    elif kind == 1:
        skin = path(d, c.main) + "".join(
            path(poly([(-100, y), (0, y + 40), (100, y), (100, y + 18), (0, y + 58), (-100, y + 18)]), t)
            for y, t in ((-96, second), (-50, accent), (-4, second), (42, accent))
        )
    else:
        skin = (
            path(d, c.main)
            + disc(0, -26, 44, fill=second)
            + path(star(0, -26, 40, 17, 8), accent)
            + path(leaf(0, 118, 84, -90, 0.18), second)
        )
    crease = path(poly([top, right, low]), "#2b1d1a", o=0.12)
    spars = line("M0 -118L0 132M-88 -26Q0 -36 88 -26", shade("#a9774a", -0.2), 3)
    x, y, bows = 0.0, 132.0, ""
    tail = [(0.0, 132.0)]
    for i in range(5):
        x += (24 if i % 2 else -20) - 8
        y += 25
        tail.append((x, y))
        bows += group(
            path(
                poly([(0, 0), (-15, -9), (-15, 9)]) + poly([(0, 0), (15, -9), (15, 9)]), (second, accent, c.main)[i % 3]
            ),
            disc(0, 0, 3.4, fill="#2b1d1a"),
            turn=move(x, y, 20 - 40 * (i % 2)),
        )
    lean = c.chance.between(18, 32)
    string = line("M204 160C250 240 300 300 408 372", shade(c.ground, -0.55), 1.8, 0.8)
    return (
        rect(0, 0, 400, 400, sky)
        + clouds
        + string
        + group(
            group(
                c.clip(d, skin, crease, path(d, c.light("flat"))),
                path(d, "", shade(c.main, -0.4), 2, 0.6),
                spars,
                line(smooth(tail), shade(c.main, -0.4), 2.4),
                bows,
            ),
            turn=move(212, 142, lean, 0.98),
        )
    )
