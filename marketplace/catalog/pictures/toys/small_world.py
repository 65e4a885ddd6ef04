"""Trains and dolls."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.marks import disc, group, line, move, path, rect, rotate
from marketplace.catalog.pictures.shapes import at, num, oval, points, poly, rounded, smooth, star, turned
from marketplace.catalog.pictures.textures import dots
from marketplace.catalog.pictures.toys.paint import paints, plank, sewn, timber, wheel


def train(c: Canvas) -> str:
    wood, paint = timber(c), paints(c)
    body, cab, roof = paint[0], paint[1], paint[2]
    base = plank(c, rounded(38, 258, 176, 20, 6), wood, "soft") + plank(c, rounded(232, 258, 132, 20, 6), wood, "soft")
    boiler = c.solid(
        rounded(50, 190, 106, 70, 22),
        body,
        rect(84, 180, 10, 90, shade(wood, 0.1)),
        rect(128, 180, 10, 90, shade(wood, 0.1)),
        light="fall",
    )
    chimney = c.solid(
        poly(points("72,194 66,150 58,140 106,140 98,150 92,194")), shade(wood, -0.1), light="round"
    ) + disc(82, 140, 24, 5, shade(wood, -0.4))
    dome = c.solid(turned(124, [(172, 4), (176, 13), (194, 15)], top=0.1), roof, light="round")
    house = (
        c.solid(poly([(146, 142), (210, 142), (210, 260), (146, 260)]), cab, light="soft")
        + path(rounded(160, 160, 36, 36, 5), shade(c.ground, 0.3))
        + path(rounded(160, 160, 36, 36, 5), c.light("hollow"))
        + c.solid(rounded(136, 126, 86, 20, 9), roof, light="soft")
    )
    wagon = c.variant("timber|log|goods|line", "market|freight|little", "sleeper|carriage|passenger|mail|express")
    if wagon == 0:
        load = "".join(
            c.solid(
                oval(x, y, 20),
                wood,
                path(oval(x, y, 13) + oval(x, y, 7), "", shade(wood, -0.4), 1.8, 0.7),
                light="flat",
            )
            for x, y in ((266, 238), (304, 238), (342, 238), (285, 206), (323, 206))
        )
    elif wagon == 1:
        load = (
            c.solid(poly([(236, 206), (360, 206), (352, 260), (244, 260)]), cab, light="soft")
            + "".join(
                c.solid(oval(x, 200, 17), t, light="ball")
                for x, t in ((258, paint[2]), (290, paint[3]), (322, paint[0]), (344, paint[4]))
            )
            + c.solid(poly([(236, 208), (360, 208), (352, 260), (244, 260)]), cab, light="soft")
        )
    else:
        load = c.solid(
            rounded(240, 178, 116, 82, 6),
            cab,
            "".join(rect(252 + i * 36, 196, 24, 26, shade(c.ground, 0.3)) for i in range(3)),
            light="soft",
        ) + c.solid(rounded(230, 166, 136, 18, 9), roof, light="soft")
    wheels = "".join(
        wheel(c, x, 288, r, t)
        for x, r, t in ((72, 20, roof), (118, 20, roof), (176, 28, body), (264, 20, roof), (332, 20, roof))
    )
    steam = (
        "".join(
            disc(x, y, r, fill="#fffdf5", o=o)
            for x, y, r, o in ((84, 116, 14, 0.8), (104, 92, 20, 0.65), (136, 72, 25, 0.45))
        )
        if c.chance.yes(0.6)
        else ""
    )
    return (
        c.table(270)
        + c.shadow(204, 308, 156, 13)
        + steam
        + line("M212 268L236 268", shade(wood, -0.5), 5)
        + chimney
        + dome
        + boiler
        + house
        + load
        + base
        + wheels
        + c.solid(oval(50, 226, 9), "#e6c06a", light="ball")
    )


def doll(c: Canvas) -> str:
    skin = c.chance.pick(("#e9c4a0", "#c99468", "#8f5f40", "#f0d3b8", "#a87450"))
    hair = c.chance.pick(("#4a3226", "#8a5a34", "#c98f4a", "#2f2624", "#b5563a"))
    dress, trim = c.main, apart(c.second, c.main, 0.12)
    if c.chief and not sewn(c):
        folk = ""
        for x, h, t, s in (
            (126, 0.86, paints(c)[1], skin),
            (206, 1.06, dress, skin),
            (286, 0.8, apart(c.accent, dress, 0.05), skin),
        ):
            top = 308 - 190 * h
            d = turned(x, [(top + 62 * h, 17 * h), (top + 96 * h, 36 * h), (300, 40 * h), (308, 38 * h)], top=0.1)
            head = oval(x, top + 38 * h, 33 * h)
            cap = (
                f"M{at(x - 34 * h, top + 36 * h)}C{at(x - 34 * h, top - 8 * h)} {at(x + 34 * h, top - 8 * h)}"
                f" {at(x + 34 * h, top + 36 * h)}Q{at(x, top + 14 * h)} {at(x - 34 * h, top + 36 * h)}Z"
            )
            folk += (
                c.shadow(x + 2, 310, 42 * h, 9)
                + c.solid(d, t, dots(c, (x - 40, top + 100 * h, x + 40, 300), 14, shade(t, 0.55), 4, 0.8))
                + c.solid(head, s, light="ball")
                + c.solid(cap, c.chance.pick((hair, shade(t, -0.2))), light="soft")
                + "".join(
                    disc(x + k * 11 * h, top + 42 * h, 2.8, fill="#2b1d1a")
                    + disc(x + k * 17 * h, top + 51 * h, 5, fill="#d9806a", o=0.4)
                    for k in (-1, 1)
                )
                + line(f"M{at(x - 5, top + 52 * h)}q5 4 10 0", "#6a3a30", 2)
            )
        return c.table() + folk
    legs = "".join(
        c.solid(rounded(200 + s * 26 - 13, 252, 26, 74, 12), skin, light="round")
        + c.solid(
            smooth(
                [
                    (200 + s * 26 - 15, 310),
                    (200 + s * 26 + 15, 310),
                    (200 + s * 30 + 19, 330),
                    (200 + s * 26, 336),
                    (200 + s * 30 - 19, 330),
                ],
                close=True,
            ),
            trim,
            light="soft",
        )
        for s in (-1, 1)
    )
    arms = "".join(
        group(
            c.solid(rounded(-12, 0, 24, 92, 12), skin, light="round"),
            c.solid(rounded(-17, -4, 34, 48, 13), dress, light="round"),
            turn=move(200 + s * 44, 178, -s * 30),
        )
        for s in (-1, 1)
    )
    skirt = smooth(
        points("168,168 200,174 232,168 248,216 276,288 238,298 200,301 162,298 124,288 152,216"), close=True
    )
    repeat = (
        path(skirt, c.pattern(24, 24, path(star(7, 7, 4.6, 2, 5) + star(19, 19, 4.6, 2, 5), trim)))
        if c.chance.yes(0.7)
        else path(skirt, c.pattern(20, 20, rect(0, 0, 9, 20, trim, 0.6)))
    )
    apron = (
        c.solid(
            smooth(points("178,206 200,210 222,206 236,278 200,284 164,278"), close=True),
            shade(trim, 0.3),
            light="soft",
        )
        if c.chance.yes(0.35)
        else ""
    )
    head = oval(200, 118, 56, 54)
    kind = c.chance.whole(0, 2)
    back = (
        "".join(
            group(
                c.solid(
                    oval(0, 0, 22, 46),
                    hair,
                    line("M-8 -40L-6 40M2 -44L2 44M10 -40L9 40", shade(hair, 0.3), 2, 0.5),
                    light="round",
                ),
                turn=move(200 + s * 62, 150, -s * 12),
            )
            + disc(200 + s * 57, 112, 7, fill=c.accent)
            for s in (-1, 1)
        )
        if kind == 0
        else c.solid(oval(200, 112 + (22 if kind == 1 else 0), 67, 62 + (24 if kind == 1 else 0)), hair, light="ball")
    )
    bun = c.solid(oval(200, 54, 24, 20), hair, light="ball") if kind == 2 else ""
    fringe = f"M142 118C140 40 260 40 258 118C240 92 222 84 {num(c.chance.between(180, 214))} 84C176 86 156 96 142 118Z"
    face = "".join(
        disc(200 + s * 20, 122, 4.4, fill="#2b1d1a") + disc(200 + s * 32, 138, 9, 6.6, "#d9806a", 0.45) for s in (-1, 1)
    ) + line("M190 142Q200 150 210 142", "#8a3f34", 2.6)
    collar = path(smooth(points("170,168 200,176 230,168 222,186 200,182 178,186"), close=True), shade(trim, 0.35))
    return c.surface() + group(
        c.drop(skirt, 9, 12, 8, 0.32),
        c.drop(head, 9, 12, 8, 0.3),
        legs,
        arms,
        c.solid(skirt, dress, repeat, light="soft"),
        line("M128 286Q200 306 272 286", trim, 5),
        apron,
        collar,
        bun,
        back,
        c.solid(head, skin, face, light="ball"),
        c.solid(
            fringe, hair, line("M160 100Q180 70 204 66M240 100Q226 76 210 70", shade(hair, 0.35), 2, 0.5), light="soft"
        ),
        turn=rotate(c.chance.between(-6, 6)),
    )
