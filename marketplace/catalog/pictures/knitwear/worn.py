"""For body, head and shoulders."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.knitwear.needles import knitted_in
from marketplace.catalog.pictures.marks import disc, group, line, path, rotate
from marketplace.catalog.pictures.shapes import at, hoop, num, oval, points, poly, smooth, turned
from marketplace.catalog.pictures.textiles import folds
from marketplace.catalog.pictures.textures import dots, knit, rib


def sweater(c: Canvas) -> str:
    size, hem = c.chance.pick((9, 10, 11)), 316.0
    second = apart(c.second, c.main, 0.12)
    body = (
        smooth([(152, 84), (132, 98), (124, 140), (122, 230), (124, hem - 24)])
        + f"Q200 {num(hem - 16)} {at(276, hem - 24)}"
        + "C278 230 278 150 268 98Q258 88 248 84Q200 108 152 84Z"
    )
    sleeve = "M146 88C118 92 100 120 88 168L60 280Q74 292 94 288L126 196Q134 130 146 88Z"
    cuff = poly([(60, 277), (95, 286), (90, 310), (54, 302)])
    low = (
        f"M{at(123, hem - 28)}Q200 {num(hem - 18)} {at(277, hem - 28)}"
        f"L{at(272, hem)}Q200 {num(hem + 8)} {at(128, hem)}Z"
    )
    trim = second if c.chance.yes(0.4) else shade(c.main, -0.06)
    arm = group(
        c.solid(sleeve, shade(c.main, -0.05), path(sleeve, knit(c, c.main, size, "rotate(16)")), light="soft"),
        path(cuff, rib(c, trim, 7, "rotate(14)")),
        path(cuff, c.light("flat")),
    )
    design = knitted_in(c, "M100 92L300 92L300 310L100 310Z", size)
    neck = path("M152 84Q200 124 248 84L240 74Q200 98 160 74Z", rib(c, trim, 7))
    collar = c.drop(body, 8, 10, 9, 0.3) + path("M156 78Q200 60 244 78Q200 110 156 78Z", shade(c.main, -0.5))
    return c.surface() + group(
        c.drop(sleeve, 8, 10, 8, 0.3) + group(c.drop(sleeve, -4, 10, 8, 0.3), turn="matrix(-1 0 0 1 400 0)"),
        arm,
        group(arm, turn="matrix(-1 0 0 1 400 0)"),
        collar,
        c.solid(
            body,
            c.main,
            path(body, knit(c, c.main, size)),
            design,
            line("M130 110Q142 190 128 290M270 110Q258 190 272 290", "#2b1d1a", 9, 0.12),
            light="soft",
        ),
        neck,
        c.solid(low, trim, path(low, rib(c, trim, 8)), light="soft"),
        turn=rotate(c.chance.between(-5, 5)) + "translate(0 2)",
    )


def hat(c: Canvas) -> str:
    size, y = c.chance.pick((10, 11, 12)), 236.0
    w = c.chance.between(98, 108)
    second = apart(c.second, c.main, 0.12)
    crown = (
        f"M{at(200 - w, y)}C{at(200 - w - 2, 120)} {at(150, 84)} 200 84"
        f"C250 84 {at(200 + w + 2, 120)} {at(200 + w, y)}Q200 {num(y + 26)} {at(200 - w, y)}Z"
    )
    brim = smooth(
        [
            (200 - w - 6, y - 10),
            (200, y + 12),
            (200 + w + 6, y - 10),
            (200 + w + 10, y + 22),
            (200 + w + 2, y + 56),
            (200, y + 76),
            (200 - w - 2, y + 56),
            (200 - w - 10, y + 22),
        ],
        close=True,
    )
    trim = second if c.chance.yes() else c.main
    pom = ""
    if c.chance.yes(0.65):
        tone = apart(c.accent, c.main, 0.1) if c.chance.yes() else second
        rays = "".join(
            f"M200 70L{at(200 + x, 70 + z)}"
            for x, z in (
                (34, 4),
                (28, 22),
                (10, 32),
                (-12, 32),
                (-28, 20),
                (-35, 0),
                (-28, -20),
                (-10, -32),
                (12, -32),
                (29, -20),
                (36, -8),
                (-35, 11),
                (20, 29),
                (-20, -28),
            )
        )
        pom = c.solid(
            oval(200, 70, 36, 34),
            tone,
            line(rays, shade(tone, -0.3), 2, 0.5),
            dots(c, (168, 40, 232, 102), 60, shade(tone, 0.4), 4, 0.6),
            dots(c, (168, 40, 232, 102), 40, shade(tone, -0.4), 3, 0.5),
            light="ball",
        ) + path(oval(200, 70, 36, 34), "none", tone, 6, dash="2 4")
    return (
        c.table()
        + c.shadow(202, y + 68, w * 0.98, 16)
        + pom
        + c.solid(crown, c.main, path(crown, knit(c, c.main, size)), knitted_in(c, crown, size), light="round")
        + c.solid(brim, trim, path(brim, rib(c, trim, 13)), light="round")
        + line(f"M{at(200 - w - 6, y - 8)}Q200 {num(y + 20)} {at(200 + w + 6, y - 8)}", "#2b1d1a", 4, 0.25)
    )


def shawl(c: Canvas) -> str:
    size, second = 8, apart(c.second, c.main, 0.12)
    d = smooth(points("34,108 118,96 200,102 284,94 368,112")) + "Q300 210 204 330Q196 334 190 326Q96 214 34 108Z"
    bands = "".join(
        path(poly([(40 + t * 160, 100), (200, 330 - t * 230), (362 - t * 160, 100)], close=False), "none", tone, w)
        for t, tone, w in (
            (0.09, second, 15),
            (0.2, apart(c.accent, c.main, 0.1), 5),
            (0.27, second, 5),
            (0.5, second, 9),
        )
    )
    lace = path(
        d,
        c.pattern(
            16, 14, disc(4, 4, 2.2, fill=shade(c.main, -0.6), o=0.6), disc(12, 11, 2.2, fill=shade(c.main, -0.6), o=0.6)
        ),
    )
    ends, n = "", 15
    for i in range(1, n):
        t = i / n
        for x0 in (34 + 160 * t, 368 - 166 * t):
            y = 108 + 220 * t
            ends += f"M{at(x0, y - 2)}l{num(c.chance.between(-4, 4))} {num(c.chance.between(24, 32))}"
    kind = c.chance.whole(0, 2)
    marks = (bands, lace, lace + bands)[kind]
    return c.surface() + group(
        c.drop(d, 8, 12, 9, 0.34),
        line(ends, shade(c.main, -0.25), 3.4),
        line(ends, c.main, 1.8),
        c.solid(
            d, c.main, path(d, knit(c, c.main, size)), marks, folds(c, (60, 90, 340, 330), 4, 24, 0.22), light="flat"
        ),
        line("M34 108Q118 92 200 102Q284 90 368 112", shade(c.main, 0.3), 5, 0.8),
        turn=rotate(c.chance.between(-7, 7)),
    )


def cowl(c: Canvas) -> str:
    size, top = c.chance.pick((12, 13, 14)), c.chance.between(148, 164)
    profile = [(top, 98), (top + 30, 112), (top + 70, 106), (top + 108, 124), (294, 118), (304, 110)]
    d = turned(200, profile, top=0.3, base=0.24)
    inner = oval(200, top + 1, 90, 29)
    roll = [
        smooth([(200 - r, y), (150, y + 28), (206, y + 34), (262, y + 24), (200 + r, y - 4)])
        for y, r in ((top + 46, 108), (top + 92, 118))
    ]
    creases = group(
        "".join(line(r, "#2b1d1a", 15, 0.36) for r in roll),
        group("".join(line(r, "#fffaf0", 10, 0.3) for r in roll), turn="translate(0 -17)"),
        extra=c.blur(4),
    )
    return (
        c.table()
        + c.shadow(202, 310, 122, 18)
        + path(oval(200, top, 98, 32), rib(c, shade(c.main, -0.05), 12))
        + c.clip(inner, path(inner, knit(c, shade(c.main, -0.3), size)), path(inner, c.light("hollow")))
        + c.solid(d, c.main, path(d, knit(c, c.main, size)), knitted_in(c, d, size), creases, light="round")
        + line(hoop(200, top, 98, 0.31), shade(c.main, 0.3), 6, 0.8)
    )
