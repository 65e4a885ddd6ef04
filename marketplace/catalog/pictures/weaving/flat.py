"""What lies on a floor or a table, or hangs before a wall."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.marks import disc, group, line, path, rect
from marketplace.catalog.pictures.shapes import at, num, oval, points, poly, smooth
from marketplace.catalog.pictures.textiles import fabric, folds, fringe, laid, rod
from marketplace.catalog.pictures.textures import cloth, stitches


def _kilim(c: Canvas, w: float, h: float) -> str:
    """A field of stepped diamonds within borders."""
    second, accent = apart(c.second, c.main, 0.14), apart(c.accent, c.main, 0.1)
    kind, marks = c.chance.whole(0, 2), ""

    def stepped(cx: float, cy: float, r: float, tone: str) -> str:
        s = r / 4
        right = [(cx + i * s, cy - r + i * s + k * s) for i in range(4) for k in (0, 1)] + [(cx + r, cy)]
        half = [(px, py) for px, py in right]
        low = [(px, 2 * cy - py) for px, py in reversed(half)]
        left = [(2 * cx - px, py) for px, py in low[::-1]]
        return path(poly(half + low + left[::-1] + [(2 * cx - px, py) for px, py in half[::-1]]), tone)

    if kind == 0:
        for i in range(3):
            cy = -h / 2 + h * (i + 0.5) / 3
            marks += stepped(0, cy, h / 6.4, second) + stepped(0, cy, h / 10, accent) + stepped(0, cy, h / 22, c.main)
        marks += "".join(stepped(s * w * 0.5, -h / 2 + h * i / 3, h / 9, accent) for s in (-1, 1) for i in range(4))
    elif kind == 1:
        for i in range(9):
            y = -h / 2 + h * i / 9
            zig = poly([(-w / 2 + k * w / 10, y + (h / 18 if k % 2 else 0)) for k in range(11)], close=False)
            marks += path(zig, "none", (second, accent, shade(c.main, -0.3))[i % 3], h / 28)
    else:
        marks += "".join(
            rect(-w / 2, -h / 2 + h * t, w, h * s, tone)
            for t, s, tone in (
                (0.1, 0.05, second),
                (0.18, 0.015, accent),
                (0.36, 0.03, accent),
                (0.42, 0.16, second),
                (0.61, 0.03, accent),
                (0.8, 0.015, accent),
                (0.85, 0.05, second),
            )
        )
        marks += path(
            "".join(
                poly(
                    [
                        (-w / 2 + k * w / 6 + w / 12, -14),
                        (-w / 2 + k * w / 6 + w / 12 + 12, 0),
                        (-w / 2 + k * w / 6 + w / 12, 14),
                        (-w / 2 + k * w / 6 + w / 12 - 12, 0),
                    ]
                )
                for k in range(6)
            ),
            c.main,
        )
    border = path(
        poly([(-w / 2 + 7, -h / 2 + 7), (w / 2 - 7, -h / 2 + 7), (w / 2 - 7, h / 2 - 7), (-w / 2 + 7, h / 2 - 7)]),
        "none",
        second,
        5,
        dash="10 6" if c.chance.yes() else "",
    )
    return marks + border


def rug(c: Canvas) -> str:
    w, h = c.chance.between(176, 204), c.chance.between(264, 286)
    d = poly([(-w / 2, -h / 2), (w / 2, -h / 2), (w / 2 + 2, 0), (w / 2, h / 2), (-w / 2, h / 2), (-w / 2 - 2, 0)])
    ends = fringe(c, -w / 2, w / 2, h / 2, 24, c.second, 8)
    return c.surface() + group(
        c.drop(d, 5, 7, 6, 0.4),
        ends,
        group(ends, turn="rotate(180)"),
        c.solid(d, c.main, _kilim(c, w, h), path(d, cloth(c, 5, 0.2)), light="flat"),
        turn=f"translate(200 200)rotate({num(c.chance.between(8, 24))})",
    )


def table_runner(c: Canvas) -> str:
    """Along a table set for one more guest."""
    w, end = c.chance.between(124, 148), c.chance.between(300, 330)
    x = 200 - w / 2
    board = mix(c.ground, "#a9774a", 0.5)
    planks = (
        rect(0, 0, 400, 400, board)
        + line("M0 62L400 62M0 178L400 178M0 292L400 292", shade(board, -0.4), 2, 0.5)
        + line(
            (
                "M0 28Q200 18 400 30M0 120Q200 132 400 116M0 232Q210 222 400 238"
                "M0 346Q180 356 400 340M0 96Q220 92 400 98M0 262Q160 268 400 260"
            ),
            shade(board, -0.3),
            1.6,
            0.35,
        )
    )
    d = poly([(x, -6), (x + w, -6), (x + w + 1, end), (x - 1, end)])
    second, fills = apart(c.second, c.main, 0.12), fabric(c, only=("stripe", "band", "diamond", "birdseye", "plain"))
    bands = rect(x, end - 44, w, 9, second) + rect(x, end - 28, w, 4, c.accent)
    dish = c.chance.pick(("#f3ede0", "#cfd6d0", "#d9c3ae"))
    plate = c.drop(oval(200, 150, 82), 6, 8, 6, 0.36) + c.solid(
        oval(200, 150, 82), dish, path(oval(200, 150, 56), "none", shade(dish, -0.3), 2, 0.5), light="flat"
    )
    spoon = smooth(points("200,92 213,104 213,122 204,138 203,208 200,212 197,208 196,138 187,122 187,104"), close=True)
    setting = (
        plate
        + group(
            c.drop(spoon, 3, 4, 2),
            path(spoon, "#b98d5f"),
            path(oval(200, 114, 9, 15), "#9a7048"),
            turn="rotate(28 200 150)",
        )
        if c.chance.yes(0.75)
        else ""
    )
    return (
        planks
        + rect(0, 0, 400, 400, c.light("flat"))
        + c.drop(d, 4, 6, 4, 0.4)
        + fringe(c, x, x + w, end, 34, c.main, 8)
        + c.solid(d, c.main, laid(d, fills), bands, light="soft")
        + setting
    )


def tea_towel(c: Canvas) -> str:
    """Over a rail, half of it behind."""
    w, hem = c.chance.between(150, 172), c.chance.between(312, 334)
    x, second = 200 - w / 2, apart(c.second, c.main, 0.16)
    d = (
        smooth([(x + 3, 86), (x - 1, 180), (x + 2, hem)])
        + f"Q{at(200, hem + 5)} {at(x + w - 1, hem - 1)}"
        + f"Q{at(x + w + 3, 190)} {at(x + w - 4, 86)}Q200 78 {at(x + 3, 86)}Z"
    )
    back = poly([(x + 14, 88), (x + w + 9, 88), (x + w + 11, hem - 46), (x + 16, hem - 42)])
    kind = c.chance.whole(0, 2)
    if kind == 0:
        design = "".join(
            rect(0, hem - t, 400, s, tone) for t, s, tone in ((78, 20, second), (52, 5, c.accent), (40, 5, second))
        )
    elif kind == 1:
        design = path(d, c.pattern(38, 38, rect(0, 0, 18, 38, second, 0.5), rect(0, 0, 38, 18, second, 0.5)))
    else:
        design = (
            rect(x + 16, 0, 8, 400, second)
            + rect(x + 30, 0, 3, 400, second)
            + rect(x + w - 26, 0, 8, 400, second)
            + rect(x + w - 33, 0, 3, 400, second)
            + rect(0, hem - 60, 400, 4, c.accent)
        )
    brass = "#b08a4a"
    loop = line(f"M{at(x + w - 14, hem - 2)}q10 18 -4 22q-8 -4 -4 -20", shade(c.main, -0.2), 3)
    return (
        c.surface()
        + c.drop(d, 12, 14, 9, 0.32)
        + c.solid(back, shade(c.main, -0.28), light="soft")
        + rod(c, 60, 340, 84, brass, 9)
        + "".join(disc(px, 84, 11, fill=brass) + disc(px - 2, 81, 5, fill=shade(brass, 0.5)) for px in (58, 342))
        + loop
        + c.solid(
            d,
            c.main,
            design,
            path(d, cloth(c, 4, 0.12)),
            folds(c, (x, 80, x + w, hem), 3, 6, 0.2),
            stitches(f"M{at(x + 4, hem - 8)}L{at(x + w - 4, hem - 9)}", shade(c.main, -0.3), 1.4),
            light="soft",
        )
        + path(f"M{at(x + 3, 92)}Q200 84 {at(x + w - 4, 92)}", "none", "#fffaf0", 6, 0.35)
    )


def wall_hanging(c: Canvas) -> str:
    w, top = c.chance.between(156, 190), 106.0
    x, second, accent = 200 - w / 2, apart(c.second, c.main, 0.1), apart(c.accent, c.main, 0.08)
    low, point = c.chance.between(206, 226), c.chance.between(40, 76)
    d = poly([(x, top), (x + w, top), (x + w, low), (200, low + point), (x, low)])
    kind = c.chance.whole(0, 2)
    if kind == 0:
        art = (
            disc(200, top + 62, 38, fill=accent)
            + path(
                smooth([(x - 10, top + 96), (x + w * 0.3, top + 70), (x + w * 0.6, top + 104), (x + w + 10, top + 80)])
                + "L400 400L0 400Z",
                second,
            )
            + path(
                smooth(
                    [(x - 10, top + 136), (x + w * 0.4, top + 112), (x + w * 0.75, top + 140), (x + w + 10, top + 118)]
                )
                + "L400 400L0 400Z",
                shade(second, -0.3),
            )
        )
    elif kind == 1:
        art = "".join(
            path(
                poly(
                    [(x - 4, top + 26 + i * 34), (200, top + 60 + i * 34), (x + w + 4, top + 26 + i * 34)], close=False
                ),
                "none",
                (second, accent)[i % 2],
                13,
            )
            for i in range(5)
        )
    else:
        art = "".join(
            path(
                f"M{at(200 - r, top)}C{at(200 - r, top + r * 1.33)} {at(200 + r, top + r * 1.33)} {at(200 + r, top)}",
                "none",
                (second, accent, shade(c.main, -0.3))[i % 3],
                15,
            )
            for i, r in enumerate((22, 44, 66, 88))
        )
    strands, px = "", x + 3
    while px < x + w:
        start = low + point * (1 - abs(px - 200) / (w / 2))
        strands += (
            f"M{at(px, start - 6)}Q{at(px + c.chance.between(-3, 3), start + 40)}"
            f" {at(px, start + 66 + c.chance.between(-4, 4))}"
        )
        px += 6.5
    fringe_ = line(strands, shade(c.main, -0.3), 5) + line(strands, c.main, 2.8)
    cord = line(f"M{at(x - 14, 98)}L200 36L{at(x + w + 14, 98)}", "#7a6248", 2.6)
    return (
        c.surface()
        + c.drop(d, 10, 12, 9, 0.32)
        + cord
        + disc(200, 36, 4, fill="#4a3a2c")
        + fringe_
        + c.solid(
            d,
            c.main,
            art,
            path(d, c.pattern(7, 5, rect(0, 0, 7, 1.6, "#2b1d1a", 0.2), rect(0, 2.4, 3.5, 2, "#fffaf0", 0.2))),
            light="flat",
        )
        + rod(c, x - 26, x + w + 26, 100)
    )
