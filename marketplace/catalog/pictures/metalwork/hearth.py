"""For kitchen and hearth."""

from __future__ import annotations

from math import cos, radians, sin

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, distance, mix, shade
from marketplace.catalog.pictures.marks import disc, group, line, move, path, rect
from marketplace.catalog.pictures.metalwork.anvil import bar, forged
from marketplace.catalog.pictures.shapes import around, at, bounds, num, oval, points, rounded, smooth, turned
from marketplace.catalog.pictures.textures import grain, hammered


def knife(c: Canvas) -> str:
    steels = ("#a7acb0", "#8f969b")
    steel, wood = (
        (c.main, c.second) if distance(c.main, steels[0]) < distance(c.second, steels[0]) else (c.second, c.main)
    )
    if distance(steel, steels[0]) > 0.3:
        steel = c.chance.pick(steels)
    kind = c.chance.whole(0, 2)
    tip = 168.0
    spine = {
        0: [(-40, -20), (60, -22), (120, -16)],
        1: [(-40, -26), (70, -27), (130, -22)],
        2: [(-30, -15), (60, -17), (110, -12)],
    }[kind]
    edge = {
        0: [(130, 14), (60, 24), (-36, 25)],
        1: [(150, 10), (100, 28), (-36, 32)],
        2: [(120, 8), (60, 15), (-26, 15)],
    }[kind]
    blade = (
        smooth([*spine, (tip, 2 if kind != 1 else -4)])
        + "L"
        + "L".join(at(*p) for p in edge[:1])
        + smooth(edge)[1:].replace(at(*edge[0]), "", 1)
        + "Z"
    )
    low = edge[1][1]
    bevel = (
        f"M{at(*edge[2])}L{at(edge[2][0], low - 9)}Q{at(80, low - 8)} {at(tip - 4, 1)}"
        f"L{at(*edge[0])}Q{at(70, low + 3)} {at(*edge[2])}Z"
    )
    waves = (
        "".join(f"M-40 {y}Q-10 {y - 7} 20 {y}Q50 {y + 8} 80 {y - 2}Q120 {y - 8} 170 {y}" for y in range(-24, 30, 6))
        if c.made_of("damascus", "pattern-welded") or c.chance.yes(0.3)
        else ""
    )
    grip = smooth(points("-36,-13 -60,-15 -110,-12 -150,-17 -164,-8 -162,12 -148,18 -110,10 -64,17 -36,15"), close=True)
    rivets = "".join(
        disc(x, 0.5, 4.4, fill="#c2a25a") + disc(x - 1, -0.6, 1.6, fill="#f2e2ae") for x in (-66, -100, -134)
    )
    board = rounded(96, 214, 220, 130, 10)
    under = (
        group(
            c.drop(board, 5, 8, 6, 0.3),
            c.solid(board, "#c9a272", grain(c, bounds(board), "#8a5d38", 14), light="flat"),
            turn="rotate(-14 200 260)",
        )
        if c.chance.yes(0.55)
        else ""
    )
    return (
        c.surface()
        + under
        + group(
            c.drop(blade, 4, 11, 5, 0.4),
            c.drop(grip, 4, 11, 5, 0.4),
            c.solid(
                blade,
                steel,
                path(waves, "none", shade(steel, -0.4), 1.4, 0.5),
                hammered(c, (-40, -24, 150, 0), 20, 6) if not waves else "",
                light="fall",
            )
            + path(bevel, shade(steel, 0.55), o=0.75),
            c.solid(rounded(-46, -15, 13, 31, 3), "#b08a4a", light="fall"),
            c.solid(grip, wood, grain(c, bounds(grip), shade(wood, -0.45), 6), light="fall"),
            rivets,
            turn=move(200, 196, c.chance.between(-44, -26), 1.05),
        )
    )


def trivet(c: Canvas) -> str:
    r, kind, n = (
        c.chance.between(122, 134),
        c.variant("petal|scroll|elephant|pierced", "star|nail", "ring|bar|rope|wheel"),
        c.chance.pick((6, 8)),
    )
    outer = oval(200, 200, r)
    if kind == 0:  # scrolls
        inner = "".join(
            group_path(
                i * 360 / n, f"M0 -14C40 -22 56 -66 26 -88C2 -104 -24 -82 -8 -62C0 -52 14 -58 10 -68M0 -90L0 {num(-r)}"
            )
            for i in range(n)
        )
    elif kind == 1:  # a star
        pts, far = around(200, 200, 44, 44, n, 0), around(200, 200, r, r, n, 180 / n)
        inner = "".join(f"M{at(*pts[i])}L{at(*far[i])}L{at(*pts[(i + 1) % n])}" for i in range(n))
    else:  # rings and rays
        inner = (
            "".join(
                f"M{at(*p)}L{at(*q)}"
                for p, q in zip(around(200, 200, 34, 34, n), around(200, 200, r, r, n), strict=True)
            )
            + oval(200, 200, 84)
            + oval(200, 200, 34)
        )
    hub = forged(c, oval(200, 200, 22), c.main, 5)
    art = outer + inner
    shadow = group(line(art, "#2b1d1a", 17, 0.36), turn="translate(7 11)", extra=c.blur(5))
    feet = "".join(
        disc(x, y, 15, fill=shade(c.main, -0.3)) + disc(x - 3, y - 4, 6, fill=shade(c.main, 0.3), o=0.6)
        for x, y in around(200, 200, r, r, 3, 90)
    )
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


def fire_poker(c: Canvas) -> str:
    """Against the bricks of a hearth."""
    brick = mix(c.ground, "#a5654a", 0.42)
    wall = c.pattern(
        84,
        52,
        rect(0, 0, 84, 52, shade(brick, 0.28)),
        rect(2, 2, 80, 22, brick),
        rect(-42, 28, 80, 22, shade(brick, -0.06)),
        rect(42, 28, 80, 22, shade(brick, 0.06)),
    )
    hearth = (
        rect(0, 0, 400, 312, wall)
        + rect(0, 0, 400, 312, c.light("flat"))
        + rect(0, 312, 400, 88, shade(mix(c.ground, "#8d7f74", 0.6), 0.1))
        + rect(0, 310, 400, 4, "#2b1d1a", 0.3)
    )
    kind, lean = (
        c.variant("ring|loop|camp|rake", "crook|scroll|dragon|acanthus", "copper|brass|handle"),
        c.chance.between(8, 20),
    )
    shaft = bar("M0 -104L0 150", c.main, 13)
    twist = "".join(
        line(f"M-5 {y + 7}L5 {y}", shade(c.main, 0.5), 2.4, 0.8) + line(f"M-5 {y + 12}L5 {y + 5}", "#2b1d1a", 2.4, 0.5)
        for y in range(-60, 30, 12)
    )
    tip = bar("M0 146L0 178M0 132C24 134 40 146 38 164", c.main, 11)
    head = {
        0: bar(oval(0, -130, 21, 26), c.main, 11),
        1: bar("M0 -100C-4 -130 -30 -130 -28 -152C-24 -172 6 -170 6 -150C6 -138 -10 -136 -12 -148", c.main, 11),
        2: c.solid(
            turned(0, points("-176,5 -168,15 -130,12 -96,15 -92,10"), top=0.1),
            apart(c.second, c.main, 0.12),
            light="round",
        ),
    }[kind]
    cast = group(line("M0 -140L0 170", "#2b1d1a", 16, 0.34), turn="translate(24 4)", extra=c.blur(6))
    return hearth + c.shadow(214, 366, 40, 8) + group(cast, shaft, twist, tip, head, turn=move(208, 194, lean, 1.02))


def pan(c: Canvas) -> str:
    """From above, its handle to the lower right."""
    r, copper = c.chance.between(98, 106), c.chance.yes()
    tone = c.main
    arm = smooth(points("84,-15 120,-12 190,-13 206,0 190,13 120,12 84,15"), close=True)
    handle = (
        c.drop(arm, 3, 11, 6, 0.4)
        + (
            c.solid(arm, c.second, light="fall")
            if c.made_of("wood", "beech", "oak", "ash", "walnut") or copper
            else forged(c, arm, tone, 8)
        )
        + disc(190, 0, 5, fill=shade(c.ground, -0.2))
    )
    rim = oval(0, 0, r)
    inside = oval(0, 0, r - 9)
    floor = oval(2, 3, r - 26)
    rivets = "".join(disc(r - 17, s * 8, 3.6, fill=shade(tone, 0.5)) for s in (-1, 1))
    marks = hammered(c, (-r, -r, r, r), 34, 11)
    turn = c.chance.between(28, 52)
    egg = (
        group(
            path(smooth(points("-52,-6 -30,-44 14,-46 46,-18 40,26 4,46 -36,34"), close=True), "#fffaf0"),
            c.solid(oval(-4, -4, 20), "#eab344", light="ball"),
        )
        if c.chance.yes(0.3)
        else ""
    )
    return c.surface() + group(
        c.drop(rim, 11, 9, 9, 0.42),
        handle,
        path(rim, shade(tone, 0.12)),
        path(rim, c.light("sheen"), o=0.7),
        c.clip(
            inside,
            path(inside, shade(tone, -0.18)),
            path(floor, shade(tone, -0.05)),
            marks,
            path(floor, "none", shade(tone, -0.5), 2.4, 0.5),
            path(inside, c.light("hollow"), o=0.75),
        ),
        rivets,
        group(egg, turn=f"rotate({num(-turn)})"),
        turn=move(172, 176, turn, 1.02),
    )
