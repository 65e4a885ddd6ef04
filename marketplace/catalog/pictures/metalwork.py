"""Metalwork: forged, cast and beaten; scale and hammer marks left where the smith left them."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin

from marketplace.catalog.pictures.canvas import Canvas, disc, group, line, move, path, rect
from marketplace.catalog.pictures.colour import apart, distance, mix, shade
from marketplace.catalog.pictures.shapes import around, at, bounds, hoop, num, oval, poly, rounded, smooth, turned
from marketplace.catalog.pictures.textures import dots, grain, hammered
from marketplace.catalog.pictures.wood import flame


def forged(c: Canvas, d: str, tone: str, count: int = 24, light: str = "flat", size: float = 9) -> str:
    box = bounds(d)
    return c.solid(d, tone, hammered(c, box, count, size), dots(c, box, count, shade(tone, -0.5), 2, 0.3), light=light) + path(d, "none", shade(tone, 0.35), 1.4, 0.6)


def bar(d: str, tone: str, w: float) -> str:
    """Square stock: a dark side, a face, an edge that catches the light."""
    edge = group(line(d, shade(tone, 0.55), w * 0.18, 0.75), turn=f"translate({num(-w * 0.2)} {num(-w * 0.22)})")
    return line(d, shade(tone, -0.5), w) + line(d, tone, w * 0.72) + edge


def knife(c: Canvas) -> str:
    steels = ("#a7acb0", "#8f969b")
    steel, wood = (c.main, c.second) if distance(c.main, steels[0]) < distance(c.second, steels[0]) else (c.second, c.main)
    if distance(steel, steels[0]) > 0.3:
        steel = c.chance.pick(steels)
    kind = c.chance.whole(0, 2)
    tip = 168.0
    spine = {0: [(-40, -20), (60, -22), (120, -16)], 1: [(-40, -26), (70, -27), (130, -22)], 2: [(-30, -15), (60, -17), (110, -12)]}[kind]
    edge = {0: [(130, 14), (60, 24), (-36, 25)], 1: [(150, 10), (100, 28), (-36, 32)], 2: [(120, 8), (60, 15), (-26, 15)]}[kind]
    blade = smooth([*spine, (tip, 2 if kind != 1 else -4)]) + "L" + "L".join(at(*p) for p in edge[:1]) + smooth(edge)[1:].replace(at(*edge[0]), "", 1) + "Z"
    low = edge[1][1]
    bevel = f"M{at(*edge[2])}L{at(edge[2][0], low - 9)}Q{at(80, low - 8)} {at(tip - 4, 1)}L{at(*edge[0])}Q{at(70, low + 3)} {at(*edge[2])}Z"
    waves = "".join(f"M-40 {y}Q-10 {y - 7} 20 {y}Q50 {y + 8} 80 {y - 2}Q120 {y - 8} 170 {y}" for y in range(-24, 30, 6)) if c.made_of("damascus", "pattern-welded") or c.chance.yes(0.3) else ""
    grip = smooth([(-36, -13), (-60, -15), (-110, -12), (-150, -17), (-164, -8), (-162, 12), (-148, 18), (-110, 10), (-64, 17), (-36, 15)], close=True)
    rivets = "".join(disc(x, 0.5, 4.4, fill="#c2a25a") + disc(x - 1, -0.6, 1.6, fill="#f2e2ae") for x in (-66, -100, -134))
    board = rounded(96, 214, 220, 130, 10)
    under = group(c.drop(board, 5, 8, 6, 0.3), c.solid(board, "#c9a272", grain(c, bounds(board), "#8a5d38", 14), light="flat"), turn="rotate(-14 200 260)") if c.chance.yes(0.55) else ""
    return (c.surface() + under + group(c.drop(blade, 4, 11, 5, 0.4), c.drop(grip, 4, 11, 5, 0.4), c.solid(blade, steel, path(waves, "none", shade(steel, -0.4), 1.4, 0.5), hammered(c, (-40, -24, 150, 0), 20, 6) if not waves else "", light="fall")
                                        + path(bevel, shade(steel, 0.55), o=0.75), c.solid(rounded(-46, -15, 13, 31, 3), "#b08a4a", light="fall"),
                                        c.solid(grip, wood, grain(c, bounds(grip), shade(wood, -0.45), 6), light="fall"), rivets, turn=move(200, 196, c.chance.between(-44, -26), 1.05)))


def hook(c: Canvas) -> str:
    kind = c.chance.whole(0, 2)
    plank = rounded(40, 128, 320, 72, 6)
    wood = c.chance.pick(("#b98a58", "#8a5f3c", "#cfa97a"))

    def one(x: float, y: float, size: float) -> str:
        plate = {0: smooth([(0, -62), (17, -44), (15, 0), (20, 34), (0, 52), (-20, 34), (-15, 0), (-17, -44)], close=True), 1: rounded(-17, -56, 34, 104, 6), 2: oval(0, -6, 30, 48)}[kind]
        curve = "M0 16C0 66 2 96 26 98C50 98 54 74 50 58" if kind != 1 else "M0 14C0 60 -2 92 24 96C46 98 58 80 52 58C48 48 38 52 40 62"
        upper = bar("M0 -20C18 -26 34 -36 36 -56", c.main, 11) + c.solid(oval(37, -60, 9), c.main, light="ball") if kind == 2 else ""
        screws = "".join(disc(0, py, 5, fill=shade(c.main, -0.5)) + line(f"M-3 {py}L3 {py}", shade(c.main, 0.4), 1.6) for py in (-38, 34))
        knob = c.solid(oval(50, 56, 9), c.main, light="ball") if kind != 1 else ""
        return group(group(line(curve, "#2b1d1a", 14, 0.3), turn="translate(14 10)", extra=c.blur(5)), c.drop(plate, 5, 8, 5, 0.4), forged(c, plate, c.main, 14), screws, upper, bar(curve, c.main, 15), knob, turn=move(x, y, 0, size))
    if c.chance.yes(0.55):
        rail = c.drop(plank, 8, 12, 8, 0.4) + c.solid(plank, wood, grain(c, bounds(plank), shade(wood, -0.4), 12), light="flat")
        return c.surface() + rail + "".join(one(x, 168, 0.98) for x in (96, 192, 288))
    return c.surface() + one(176, 184, 1.75)


def trivet(c: Canvas) -> str:
    r, kind, n = c.chance.between(122, 134), c.chance.whole(0, 2), c.chance.pick((6, 8))
    outer = oval(200, 200, r)
    if kind == 0:  # scrolls
        inner = "".join(group_path(i * 360 / n, f"M0 -14C40 -22 56 -66 26 -88C2 -104 -24 -82 -8 -62C0 -52 14 -58 10 -68M0 -90L0 {num(-r)}") for i in range(n))
    elif kind == 1:  # a star
        pts, far = around(200, 200, 44, 44, n, 0), around(200, 200, r, r, n, 180 / n)
        inner = "".join(f"M{at(*pts[i])}L{at(*far[i])}L{at(*pts[(i + 1) % n])}" for i in range(n))
    else:  # rings and rays
        inner = "".join(f"M{at(*p)}L{at(*q)}" for p, q in zip(around(200, 200, 34, 34, n), around(200, 200, r, r, n), strict=True)) + oval(200, 200, 84) + oval(200, 200, 34)
    hub = forged(c, oval(200, 200, 22), c.main, 5)
    art = outer + inner
    shadow = group(line(art, "#2b1d1a", 17, 0.36), turn="translate(7 11)", extra=c.blur(5))
    feet = "".join(disc(x, y, 15, fill=shade(c.main, -0.3)) + disc(x - 3, y - 4, 6, fill=shade(c.main, 0.3), o=0.6) for x, y in around(200, 200, r, r, 3, 90))
    return c.surface() + shadow + feet + bar(art, c.main, 17) + hub


def group_path(angle: float, d: str) -> str:
    """An outline drawn around the origin, turned and set in the middle of the sheet; curves stay curves."""
    a = radians(angle)
    out, numbers = "", list[float]()
    for part in d.replace("M", " M ").replace("C", " C ").replace("L", " L ").split():
        if part in "MCL":
            out += part
            numbers = []
            continue
        numbers.append(float(part))
        if len(numbers) == 2:
            x, y = numbers
            out += at(200 + x * cos(a) - y * sin(a), 200 + x * sin(a) + y * cos(a)) + " "
            numbers = []
    return out.strip()


def lantern(c: Canvas) -> str:
    w, top, low = c.chance.between(58, 68), 128.0, 292.0
    frame, glassy = c.main, c.gradient("y", (0, "#fff3cf", 0.25), (0.6, "#ffdf94", 0.55), (1, "#fff3cf", 0.3))
    roof = poly([(200 - 22, top - 44), (200 + 22, top - 44), (200 + w + 14, top), (200 - w - 14, top)]) if c.chance.yes() else smooth([(200 - 18, top - 46), (200, top - 52), (200 + 18, top - 46), (200 + w * 0.6, top - 28), (200 + w + 14, top), (200, top + 5), (200 - w - 14, top), (200 - w * 0.6, top - 28)], close=True)
    cage = rect(200 - w, top, 2 * w, low - top, glassy)
    candle = c.solid(poly([(178, 224), (222, 224), (224, low), (176, low)]), "#f3e9d4") + disc(200, 224, 22, 5, "#fffaf0") + line("M200 224L200 214", "#3a2a20", 2.4) + flame(c, 200, 212, 0.95)
    posts = "".join(bar(f"M{num(x)} {num(top)}L{num(x)} {num(low)}", frame, 8) for x in (200 - w, 200 + w))
    kind = c.chance.whole(0, 2)
    if kind == 0:
        lattice = bar(f"M{num(200 - w)} {num(top + 54)}L{num(200 + w)} {num(top + 54)}", frame, 5) + bar(f"M200 {num(top)}L200 {num(low)}", frame, 4)
    elif kind == 1:
        lattice = bar(f"M{num(200 - w)} {num(top + 40)}Q200 {num(top - 20)} {num(200 + w)} {num(top + 40)}", frame, 5)
    else:
        lattice = bar(f"M{num(200 - w)} {num(low - 60)}L200 {num(low)}L{num(200 + w)} {num(low - 60)}M{num(200 - w)} {num(top + 60)}L200 {num(top)}L{num(200 + w)} {num(top + 60)}", frame, 4)
    base = rounded(200 - w - 14, low, 2 * w + 28, 18, 4)
    ring = line(oval(200, top - 82, 26, 28), shade(frame, -0.4), 7) + line(oval(200, top - 82, 26, 28), frame, 4)
    pool = disc(200, 318, 170, 44, c.gradient("c", (0, "#ffe9a8", 0.8), (1, "#ffe9a8", 0)))
    return (c.table() + c.shadow(204, low + 16, w + 26, 13) + pool + ring + cage + candle + line(f"M{num(200 - w + 12)} {num(top + 14)}L{num(200 - w + 12)} {num(low - 50)}", "#ffffff", 5, 0.5)
            + lattice + posts + forged(c, roof, frame, 14) + c.solid(rounded(184, top - 58, 32, 16, 4), shade(frame, -0.1), light="metal") + forged(c, base, frame, 10, "soft"))


def bottle_opener(c: Canvas) -> str:
    kind, tone = c.chance.whole(0, 2), c.main
    if kind == 0:
        d = smooth([(0, -132), (42, -110), (48, -62), (24, -26), (13, 20), (15, 100), (10, 140), (-10, 140), (-15, 100), (-13, 20), (-24, -26), (-48, -62), (-42, -110)], close=True)
        hole = smooth([(0, -106), (25, -92), (26, -64), (12, -54), (0, -62), (-12, -54), (-26, -64), (-25, -92)], close=True)
    elif kind == 1:
        d = f"M-26 -130L26 -130Q34 -130 34 -122L30 110Q28 138 0 138Q-28 138 -30 110L-34 -122Q-34 -130 -26 -130Z"
        hole = smooth([(-20, -104), (20, -104), (22, -74), (10, -62), (0, -70), (-10, -62), (-22, -74)], close=True)
    else:
        d = "M-40 -96C-40 -146 40 -146 40 -96C40 -60 18 -44 14 -20L14 84C22 96 26 106 26 116C26 134 14 144 0 144C-14 144 -26 134 -26 116C-26 106 -22 96 -14 84L-14 -20C-18 -44 -40 -60 -40 -96Z"
        hole = smooth([(0, -116), (23, -104), (22, -78), (11, -68), (0, -76), (-11, -68), (-22, -78), (-23, -104)], close=True) + oval(0, 116, 10)
    wrap = ""
    if c.chance.yes(0.45) and kind != 2:
        grip = "M-15 26L15 26L16 118L-16 118Z" if kind == 0 else "M-33 0L33 0L30 112L-30 112Z"
        wrap = c.solid(grip, apart(c.second, tone, 0.15), "".join(line(f"M-36 {y}L36 {y - 12}", "#2b1d1a", 2.4, 0.35) for y in range(8, 134, 9)), light="round")
    body = f'<path d="{d}{hole}" fill-rule="evenodd"'
    ident = c.define(f'<mask id="ID"><path d="{d}" fill="#fff"/><path d="{hole}" fill="#000"/></mask>')
    cap = around(0, 0, 24, 24, 36)
    crown = poly([(x * (1 if i % 2 else 0.9), y * (1 if i % 2 else 0.9)) for i, (x, y) in enumerate(cap)])
    caps = "".join(group(c.drop(crown, 3, 5, 3, 0.35), path(crown, t), disc(0, 0, 17, fill=shade(t, 0.2)), path(crown, c.light("flat")), turn=move(x, y)) for x, y, t in ((300, 290, "#b5563a"), (100, 116, "#c2a25a"))[: c.chance.whole(0, 2)])
    shadow = f'<g transform="translate(8 11)" opacity=".4"{c.blur(6)}>{body}/></g>'
    return c.surface() + caps + group(shadow, group(forged(c, d, tone, 34), wrap, extra=f' mask="url(#{ident})"'), path(hole, "none", shade(tone, -0.55), 3, 0.7), turn=move(200, 200, c.chance.between(-36, 36), 1.08))


def fire_poker(c: Canvas) -> str:
    """Against the bricks of a hearth."""
    brick = mix(c.ground, "#a5654a", 0.42)
    wall = c.pattern(84, 52, rect(0, 0, 84, 52, shade(brick, 0.28)), rect(2, 2, 80, 22, brick), rect(-42, 28, 80, 22, shade(brick, -0.06)), rect(42, 28, 80, 22, shade(brick, 0.06)))
    hearth = rect(0, 0, 400, 312, wall) + rect(0, 0, 400, 312, c.light("flat")) + rect(0, 312, 400, 88, shade(mix(c.ground, "#8d7f74", 0.6), 0.1)) + rect(0, 310, 400, 4, "#2b1d1a", 0.3)
    kind, lean = c.chance.whole(0, 2), c.chance.between(8, 20)
    shaft = bar("M0 -104L0 150", c.main, 13)
    twist = "".join(line(f"M-5 {y + 7}L5 {y}", shade(c.main, 0.5), 2.4, 0.8) + line(f"M-5 {y + 12}L5 {y + 5}", "#2b1d1a", 2.4, 0.5) for y in range(-60, 30, 12))
    tip = bar("M0 146L0 178M0 132C24 134 40 146 38 164", c.main, 11)
    head = {0: bar(oval(0, -130, 21, 26), c.main, 11), 1: bar("M0 -100C-4 -130 -30 -130 -28 -152C-24 -172 6 -170 6 -150C6 -138 -10 -136 -12 -148", c.main, 11),
            2: c.solid(turned(0, [(-176, 5), (-168, 15), (-130, 12), (-96, 15), (-92, 10)], top=0.1), apart(c.second, c.main, 0.12), light="round")}[kind]
    cast = group(line("M0 -140L0 170", "#2b1d1a", 16, 0.34), turn="translate(24 4)", extra=c.blur(6))
    return hearth + c.shadow(214, 366, 40, 8) + group(cast, shaft, twist, tip, head, turn=move(208, 194, lean, 1.02))


def bell(c: Canvas) -> str:
    hand = c.chance.yes(0.5)
    profile = [(140, 26), (156, 52), (200, 66), (250, 82), (282, 108), (296, 112)]
    y = 296.0
    bands = "".join(path(hoop(200, yy, r), "none", shade(c.main, -0.4), w, 0.5) + path(hoop(200, yy + 3, r), "none", shade(c.main, 0.6), 1.6, 0.6) for yy, r, w in ((176, 59, 3), (262, 90, 4), (272, 99, 3)))
    art = hammered(c, (90, 140, 310, 320), 40, 10) if c.chance.yes(0.6) else ""
    body = turned(200, profile, top=0.05, base=0.2)
    metal = c.solid(body, c.main, art, bands, light="metal")
    mouth = line(hoop(200, y, 112, 0.2), shade(c.main, 0.5), 4, 0.8)
    if hand:
        handle = c.solid(turned(200, [(34, 12), (44, 19), (70, 15), (96, 20), (122, 13), (138, 20)], top=0.1), apart(c.second, c.main, 0.12), light="round")
        return c.table() + c.shadow(202, 314, 112, 16) + handle + metal + mouth
    rope = line("M200 -4L200 92", "#2b1d1a", 9, 0.3) + line("M200 -4L200 92", "#b9976a", 7) + line("M200 -4L200 92", "#7a5f3c", 6, 0.6, dash="1 8")
    ring = bar(oval(200, 114, 17, 22), c.main, 10)
    clapper = line("M200 290L200 330", shade(c.main, -0.4), 6) + c.solid(oval(200, 334, 15), shade(c.main, -0.25), light="ball")
    return c.surface() + group(c.drop(body, 26, 18, 11, 0.3), rope, ring, disc(200, y, 110, 24, shade(c.main, -0.6)), clapper, metal, mouth, turn=f"rotate({num(c.chance.between(-6, 6))} 200 0)translate(0 -12)")


def pan(c: Canvas) -> str:
    """From above, its handle to the lower right."""
    r, copper = c.chance.between(98, 106), c.chance.yes()
    tone = c.main
    arm = smooth([(84, -15), (120, -12), (190, -13), (206, 0), (190, 13), (120, 12), (84, 15)], close=True)
    handle = c.drop(arm, 3, 11, 6, 0.4) + (c.solid(arm, c.second, light="fall") if c.made_of("wood", "beech", "oak", "ash", "walnut") or copper else forged(c, arm, tone, 8)) + disc(190, 0, 5, fill=shade(c.ground, -0.2))
    rim = oval(0, 0, r)
    inside = oval(0, 0, r - 9)
    floor = oval(2, 3, r - 26)
    rivets = "".join(disc(r - 17, s * 8, 3.6, fill=shade(tone, 0.5)) for s in (-1, 1))
    marks = hammered(c, (-r, -r, r, r), 34, 11)
    turn = c.chance.between(28, 52)
    egg = group(path(smooth([(-52, -6), (-30, -44), (14, -46), (46, -18), (40, 26), (4, 46), (-36, 34)], close=True), "#fffaf0"), c.solid(oval(-4, -4, 20), "#eab344", light="ball")) if c.chance.yes(0.3) else ""
    return c.surface() + group(c.drop(rim, 11, 9, 9, 0.42), handle, path(rim, shade(tone, 0.12)), path(rim, c.light("sheen"), o=0.7), c.clip(inside, path(inside, shade(tone, -0.18)), path(floor, shade(tone, -0.05)), marks, path(floor, "none", shade(tone, -0.5), 2.4, 0.5), path(inside, c.light("hollow"), o=0.75)), rivets, group(egg, turn=f"rotate({num(-turn)})"), turn=move(172, 176, turn, 1.02))


FORMS: dict[str, Callable[[Canvas], str]] = {
    "knife": knife, "hook": hook, "trivet": trivet, "lantern": lantern, "bottle_opener": bottle_opener, "fire_poker": fire_poker, "bell": bell,
    "pan": pan,
}
