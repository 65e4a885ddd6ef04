"""For hands, feet and knees."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.knitwear.needles import cable, knitted_in, laid_in_pairs
from marketplace.catalog.pictures.marks import group, line, path, rect
from marketplace.catalog.pictures.shapes import Box, at, num, oval, points, poly, smooth
from marketplace.catalog.pictures.textiles import folds, fringe, rod
from marketplace.catalog.pictures.textures import knit, rib


def mittens(c: Canvas) -> str:
    size, second = 8, apart(c.second, c.main, 0.12)
    hand = "M150 262C146 200 148 140 160 108C172 78 216 78 228 110C238 142 240 200 238 262Z"
    thumb = smooth(points("226,226 238,176 258,150 276,154 278,178 262,214 236,252"), close=True)
    cuff = "M154 258Q196 266 236 258L240 322Q196 330 150 322Z"
    trim = second if c.chance.yes() else c.main
    one = (
        c.solid(thumb, c.main, path(thumb, knit(c, c.main, size, "rotate(28)")), light="soft")
        + c.solid(hand, c.main, path(hand, knit(c, c.main, size)), knitted_in(c, hand, size), light="round")
        + c.solid(cuff, trim, path(cuff, rib(c, trim, 9)), light="round")
    )
    return c.surface() + laid_in_pairs(c, one, hand, c.chance.between(78, 86), c.chance.between(2, 12))


def socks(c: Canvas) -> str:
    size, second = 8, apart(c.second, c.main, 0.12)
    leg = (
        smooth(
            points(
                "160,96 158,160 160,214 148,262 152,306 186,322 232,320 290,318 312,296 "
                "300,268 260,252 238,226 234,160 236,96"
            )
        )
        + "Z"
    )
    cuff = "M156 70Q196 78 240 70L238 112Q196 120 158 112Z"
    toe = "M272 240L330 240L330 340L268 340Q256 290 272 240Z"
    heel = "M140 250Q186 262 190 330L140 340Z"
    trim = second if c.chance.yes(0.65) else c.main
    one = c.solid(
        leg,
        c.main,
        path(leg, knit(c, c.main, size)),
        knitted_in(c, "M140 90L240 90L240 240L140 240Z", size),
        path(heel, knit(c, trim, size, "rotate(30)")),
        path(toe, knit(c, trim, size, "rotate(80)")),
        light="flat",
    ) + c.solid(cuff, trim, path(cuff, rib(c, trim, 9)), light="soft")
    lean = c.chance.between(4, 12)
    back = group(c.drop(leg, 8, 10, 7, 0.3), one, turn=f"translate(34 -30)rotate({num(-lean)} 200 200)scale(.92)")
    front = group(
        c.drop(leg, 8, 10, 7, 0.36), one, turn=f"translate(-54 10)rotate({num(lean * 0.4)} 200 200)scale(.96)"
    )
    return c.surface() + back + front


def slippers(c: Canvas) -> str:
    second = apart(c.second, c.main, 0.12)
    sole = smooth(
        points("200,62 240,78 262,124 258,190 246,250 244,300 224,334 194,338 168,322 158,280 156,210 148,140 162,84"),
        close=True,
    )
    opening = smooth(points("204,182 232,192 236,240 230,294 214,312 192,312 176,296 170,244 176,194"), close=True)
    trim = second if c.chance.yes() else shade(c.main, -0.2)
    felt = c.made_of("felt") or c.chance.yes(0.3)
    ground = (
        path(sole, c.pattern(9, 9, line("M1 2l3 2M6 6l2 -2M2 8l2 -1", "#2b1d1a", 0.8, 0.22)))
        if felt
        else path(sole, knit(c, c.main, 9))
    )
    front = "M140 60L280 60L280 170Q204 200 140 170Z"
    design = (
        group(knitted_in(c, front, 9))
        if not felt
        else line("M204 84L204 128M184 104L224 104M190 90L218 118M218 90L190 118", second, 4)
    )
    one = (
        path(sole, shade(c.main, -0.5), turn="translate(2 5)")
        + c.solid(sole, c.main, ground, c.clip(front, design), light="flat")
        + c.clip(
            opening,
            path(opening, shade(c.second, -0.1)),
            path(oval(206, 256, 24, 48), shade(c.second, 0.2)),
            path(opening, c.light("hollow")),
        )
        + line(opening, shade(trim, -0.3), 12)
        + line(opening, trim, 9)
        + line(opening, shade(trim, 0.4), 2.4, 0.7, dash="3 6")
    )
    return c.surface() + laid_in_pairs(c, one, sole, c.chance.between(58, 68), c.chance.between(-4, 9))


def knitted_blanket(c: Canvas) -> str:
    """Hung over a rail, thick and heavy."""
    size, low, w = c.chance.pick((13, 15, 16)), c.chance.between(314, 330), c.chance.between(204, 228)
    x, second = 200 - w / 2, apart(c.second, c.main, 0.12)
    d = (
        smooth(
            [
                (x + 4, 82),
                (x, 180),
                (x + 3, low),
                (x + w * 0.35, low + 5),
                (x + w * 0.7, low - 2),
                (x + w - 2, low + 2),
                (x + w + 2, 190),
                (x + w - 3, 82),
            ]
        )
        + f"Q200 72 {at(x + 4, 82)}Z"
    )
    back = poly([(x + 12, 84), (x + w + 14, 84), (x + w + 15, low - 40), (x + 16, low - 36)])
    box: Box = (x, 80, x + w, low)
    kind = c.chance.whole(0, 2)
    if kind == 0:
        design = "".join(cable(c, x + w * t, 74, low, c.main, size * 1.3) for t in (0.18, 0.5, 0.82))
    elif kind == 1:
        step = w / 3
        design = "".join(
            rect(x + i * step, 70 + j * step, step, step, knit(c, (second, c.accent)[(i + j) % 3 - 1], size))
            for i in range(3)
            for j in range(4)
            if (i + j) % 3
        )
    else:
        design = "".join(
            rect(x - 2, low - t, w + 6, s, knit(c, tone, size))
            for t, s, tone in ((70, 26, second), (100, 12, c.accent), (190, 26, second))
        )
    edge = fringe(c, x + 4, x + w, low, 26, c.main, 12) if c.chance.yes() else ""
    return (
        c.surface()
        + c.drop(d, 14, 14, 10, 0.34)
        + c.solid(back, shade(c.main, -0.4), path(back, knit(c, shade(c.main, -0.25), size)), light="soft")
        + rod(c, 34, 366, 80, w=12)
        + edge
        + c.solid(
            d,
            c.main,
            path(d, knit(c, c.main, size)),
            design,
            folds(c, box, 4, 8, 0.24),
            path(f"M{at(x, 86)}Q200 76 {at(x + w, 86)}", "none", "#fffaf0", 12, 0.3),
            light="soft",
        )
    )
