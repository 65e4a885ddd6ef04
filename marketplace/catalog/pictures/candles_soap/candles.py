"""Candles."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.flame import flame
from marketplace.catalog.pictures.glass.blown import cast
from marketplace.catalog.pictures.marks import disc, line, path
from marketplace.catalog.pictures.shapes import at, hoop, leaf, num, oval, rounded, smooth, turned


def pillar_candle(c: Canvas) -> str:
    def one(cx: float, foot: float, r: float, high: float, tone: str) -> str:
        top = foot - high
        d = turned(cx, [(top, r), (top + high * 0.5, r * 1.01), (foot, r)], top=0.2)
        kind = c.variant("honeycomb|church", "column|flut", "gradient|dusk|ombré|blue", "moss|fern|filigree|leaf")
        if kind == 0:
            skin = path(
                d, c.pattern(22, 25, path("M11 1L21 6.5L21 18L11 24L1 18L1 6.5Z", "", shade(tone, -0.28), 1.6)), o=0.7
            )
        elif kind == 1:
            skin = "".join(
                line(f"M{at(cx - r + i * r / 4, top)}L{at(cx - r + i * r / 4, foot + 20)}", shade(tone, -0.3), 2.4, 0.5)
                for i in range(1, 8)
            )
        elif kind == 2:
            skin = path(d, c.gradient("y", (0, c.second, 0), (0.5, c.second, 0.1), (1, c.second, 0.95)))
        else:
            skin = "".join(
                path(
                    leaf(cx + i * r * 0.3, foot - 4, 52 - abs(i) * 8, -90 + i * 12, 0.26),
                    apart(c.second, tone, 0.1),
                    o=0.85,
                )
                for i in (-2, -1, 0, 1, 2)
            )
        inner = c.gradient("c", (0, "#ffedb4", 0.85), (1, "#ffdf94", 0))
        return (
            c.shadow(cx + 4, foot + 3, r, 12)
            + c.solid(d, tone, skin, disc(cx, top + 16, r * 1.1, high * 0.4, inner))
            + disc(cx, top, r, r * 0.2, shade(tone, 0.3))
            + disc(cx, top + 1, r * 0.72, r * 0.13, "#f9dc94", 0.9)
            + path(oval(cx, top, r, r * 0.2), "", shade(tone, 0.55), 2, 0.7)
            + line(f"M{at(cx, top + 2)}Q{at(cx + 2, top - 6)} {at(cx, top - 12)}", "#3a2a20", 2.6)
            + flame(c, cx, top - 11, r / 58)
        )

    if c.chance.yes(0.45):
        return (
            c.table()
            + one(148, 296, 54, c.chance.between(146, 166), shade(c.main, -0.04))
            + one(254, 310, 50, c.chance.between(88, 110), c.main)
        )
    return c.table() + one(200, 310, c.chance.between(62, 76), c.chance.between(150, 180), c.main)


def paper_label(c: Canvas, x: float, y: float, w: float, h: float) -> str:
    """A paper label; what it says is told by lines and a small sign, for no letters are drawn here."""
    d, ink = rounded(x - w / 2, y - h / 2, w, h, 4), apart(c.accent, "#f6eedd", 0.3)
    sign = path(
        leaf(x, y - 2, h * 0.34, -90, 0.3) + leaf(x, y - 2, h * 0.26, -140, 0.3) + leaf(x, y - 2, h * 0.26, -40, 0.3),
        ink,
    )
    return (
        c.solid(
            d, "#f6eedd", path(rounded(x - w / 2 + 4, y - h / 2 + 4, w - 8, h - 8, 2), "", ink, 1.2, 0.7), light="soft"
        )
        + sign
        + line(
            (
                f"M{at(x - w * 0.28, y + h * 0.14)}L{at(x + w * 0.28, y + h * 0.14)}"
                f"M{at(x - w * 0.18, y + h * 0.28)}L{at(x + w * 0.18, y + h * 0.28)}"
            ),
            ink,
            2,
            0.7,
        )
    )


def jar_candle(c: Canvas) -> str:
    r, high, kind = c.chance.between(76, 88), c.chance.between(130, 156), c.chance.whole(0, 2)
    top, tin = 308 - high, c.chance.yes(0.25)
    wax, glassy = c.main, apart(c.second, c.main, 0.12)
    body = turned(200, [(top, r), (top + 10, r + 1), (300, r), (308, r - 5)])
    level = top + 26
    halo = c.gradient("c", (0, "#ffedb4", 0.9), (1, "#ffdf94", 0))
    if tin or kind == 0:
        shell = (
            c.solid(body, glassy, light="metal" if tin else "round")
            + c.rim(200, top, r, shade(glassy, 0.3), shade(wax, 0.2), 5)
            + disc(200, top + 5, r * 0.8, r * 0.17, shade(wax, 0.3))
            + disc(200, top + 6, r * 0.4, r * 0.09, "#f9dc94")
        )
        wick = line(f"M200 {num(top + 6)}L200 {num(top - 10)}", "#3a2a20", 2.6) + flame(c, 200, top - 9, 1)
        return (
            c.table() + c.shadow(202, 309, r * 1.05, 15) + shell + wick + paper_label(c, 200, top + high * 0.56, 84, 64)
        )
    filled = turned(200, [(level, r - 5), (296, r - 5), (302, r - 10)])
    return (
        c.table()
        + cast(c, 200, 309, r * 1.05)
        + disc(200, top, r, r * 0.24, "#fffdf5", 0.4)
        + c.solid(filled, wax, disc(200, level + 14, r, high * 0.5, halo))
        + disc(200, level, r - 5, (r - 5) * 0.22, shade(wax, 0.35))
        + disc(200, level + 1, r * 0.46, r * 0.1, "#f9dc94")
        + line(f"M200 {num(level + 2)}L200 {num(level - 14)}", "#3a2a20", 2.6)
        + flame(c, 200, level - 13, 0.9)
        + c.clip(body, path(body, "#ffffff", o=0.14), path(body, c.light("glass")), path(body, "", "#5a6a6a", 4, 0.3))
        + paper_label(c, 200, top + high * 0.62, 88, 64)
        + line(smooth([(200 - r * 0.8, top + 22), (200 - r * 0.8, 290)]), "#ffffff", 7, 0.55)
        + line(hoop(200, top, r - 1, 0.24), "#ffffff", 3, 0.8)
        + path(oval(200, top, r, r * 0.24), "", "#7a8a8a", 1.4, 0.5)
    )


def taper(c: Canvas) -> str:
    """Dipped in pairs, still joined by their wick, hung from a peg."""
    kind, count = c.variant("honeycomb|rolled|birthday", "dip|ink", "twist|spiral|barley"), c.chance.pick((1, 1, 2))
    marks = ""
    for k in range(count):
        mid = 200 + (k - (count - 1) / 2) * 128
        tones = (c.main, c.main) if k == 0 else (apart(c.second, c.main, 0.08),) * 2
        peg = disc(mid, 66, 12, fill="#8a6242") + disc(mid - 3, 63, 6, fill="#b98d66")
        for s, tone in zip((-1, 1), tones, strict=True):
            top, low = 112 + (6 if s > 0 else 0), c.chance.between(330, 344)
            cx = mid + s * 27
            d = smooth(
                [
                    (cx - 3, top),
                    (cx - 9, top + 16),
                    (cx - 13, top + 70),
                    (cx - 16, low - 30),
                    (cx - 15, low - 6),
                    (cx, low),
                    (cx + 15, low - 6),
                    (cx + 16, low - 30),
                    (cx + 13, top + 70),
                    (cx + 9, top + 16),
                    (cx + 3, top),
                ],
                close=True,
            )
            if kind == 0:
                skin = path(
                    d,
                    c.pattern(
                        15, 17, path("M7.5 .5L14 4.3L14 12.5L7.5 16.5L1 12.5L1 4.3Z", "", shade(tone, -0.3), 1.4)
                    ),
                    o=0.75,
                )
            elif kind == 1:
                skin = path(
                    d,
                    c.gradient(
                        "y",
                        (0, apart(c.second, c.main, 0.1), 0),
                        (0.55, c.second, 0),
                        (1, apart(c.second, c.main, 0.1), 0.95),
                    ),
                )
            else:
                skin = "".join(
                    line(f"M{at(cx - 16, y + 18)}Q{at(cx, y + 8)} {at(cx + 16, y - 6)}", shade(tone, -0.3), 3, 0.45)
                    for y in range(top, int(low) + 20, 20)
                )
            marks += (
                c.drop(d, 9, 10, 6, 0.34)
                + line(
                    f"M{at(cx, top + 4)}C{at(cx, top - 20)} {at(mid + s * 12, 76)} {at(mid, 58)}",
                    apart("#efe6d2", c.ground, 0.2),
                    3.4,
                )
                + c.solid(d, tone, skin)
                + line(f"M{at(cx - 6, top + 40)}L{at(cx - 8, low - 60)}", "#fffdf5", 3, 0.35)
            )
        marks += peg
    return c.surface() + marks
