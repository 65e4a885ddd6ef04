"""Salts, melts and sets."""

from __future__ import annotations

from marketplace.catalog.pictures.candles_soap.candles import paper_label
from marketplace.catalog.pictures.candles_soap.soap import swirl
from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.flora import flower, sprig
from marketplace.catalog.pictures.glass.blown import cast
from marketplace.catalog.pictures.marks import disc, group, line, move, path, rect, rotate
from marketplace.catalog.pictures.shapes import (
    around,
    at,
    bounds,
    leaf,
    num,
    oval,
    points,
    poly,
    rounded,
    smooth,
    star,
    turned,
)
from marketplace.catalog.pictures.textures import dots


def bath_salts(c: Canvas) -> str:
    r, high = c.chance.between(76, 86), c.chance.between(138, 158)
    top, neck = 300 - high, r * 0.66
    profile = [
        (top, neck),
        (top + 14, neck),
        (top + 34, r * 0.96),
        (top + high * 0.5, r),
        (292, r * 0.98),
        (300, r * 0.9),
    ]
    body, level = turned(200, profile), top + c.chance.between(46, 62)
    salt = turned(200, [(level, r * 0.9), (290, r * 0.9), (296, r * 0.84)])
    box = bounds(salt)
    tint = apart(c.second, c.main, 0.1)
    grains = (
        dots(c, box, 120, shade(c.main, 0.6), 5, 0.9)
        + dots(c, box, 70, shade(c.main, -0.2), 4, 0.5)
        + dots(c, box, 30, tint, 4.4, 0.9)
    )
    petals = "".join(
        path(
            leaf(
                c.chance.between(box[0] + 10, box[2] - 20),
                c.chance.between(level, 280),
                17,
                c.chance.between(0, 360),
                0.36,
            ),
            c.accent,
            o=0.85,
        )
        for _ in range(8)
    )
    cork = c.solid(
        turned(200, [(top - 30, neck * 0.92), (top - 2, neck * 0.86)], top=0.2),
        "#c9a272",
        dots(c, (150, int(top) - 30, 250, int(top) + 4), 26, "#8a6238", 2.6, 0.6),
    ) + disc(200, top - 30, neck * 0.92, neck * 0.19, "#d8b688")
    scoop = group(
        c.solid(
            smooth(points("0,-12 54,-8 66,-16 110,-20 120,0 108,22 66,16 54,8 0,10 -8,0"), close=True),
            "#b98a58",
            disc(92, 0, 20, 14, "#8a5f3c", 0.6),
            dots(c, (76, -12, 106, 12), 26, shade(c.main, 0.6), 5, 0.95),
            light="flat",
        ),
        turn=move(238, 330, c.chance.between(-12, 4)),
    )
    spilt = dots(c, (250, 318, 380, 352), 22, shade(c.main, 0.5), 5, 0.95) + dots(
        c, (110, 314, 240, 346), 9, shade(c.main, 0.3), 4, 0.9
    )
    return (
        c.table()
        + cast(c, 196, 302, r)
        + disc(200, top, neck, neck * 0.24, "#ffffff", 0.4)
        + c.clip(salt, path(salt, c.main), grains, petals, path(salt, c.light("round"), o=0.7))
        + disc(200, level, r * 0.88, r * 0.18, shade(c.main, 0.3))
        + dots(c, (200 - r * 0.7, level - 9, 200 + r * 0.7, level + 9), 36, shade(c.main, 0.65), 5, 0.9)
        + c.clip(body, path(body, "#ffffff", o=0.12), path(body, c.light("glass")), path(body, "", "#5a6a6a", 4, 0.35))
        + line(
            smooth([(200 - r * 0.82, top + 48), (200 - r * 0.86, top + high * 0.5), (200 - r * 0.82, 276)]),
            "#ffffff",
            7,
            0.6,
        )
        + cork
        + line(f"M{at(200 - neck, top + 10)}Q200 {num(top + 30)} {at(200 + neck, top + 10)}", "#a9824f", 4)
        + group(paper_label(c, 200, 0, 76, 58), turn=f"translate(0 {num(top + high * 0.62)})")
        + spilt
        + c.shadow(298, 340, 60, 7, 0.6)
        + scoop
    )


def wax_melt(c: Canvas) -> str:
    """Small shapes to crumble into a burner: hearts, flowers, or a bar to break."""
    kind = c.variant("bar|break|honeycomb|block", "heart", "flower|hedgerow|blossom")
    if kind == 0:
        bar = rounded(86, 118, 228, 164, 12)
        cells = "".join(
            c.solid(
                rounded(94 + i * 72, 126 + j * 77, 68, 71, 9),
                shade(c.main, 0.08),
                path(
                    star(128 + i * 72, 161 + j * 77, 20, 9, 6) if (i + j) % 2 else oval(128 + i * 72, 161 + j * 77, 18),
                    shade(c.main, -0.16),
                ),
                light="flat",
            )
            for i in range(3)
            for j in range(2)
        )
        flecks = dots(c, (92, 124, 308, 276), 60, apart(c.second, c.main, 0.12), 3, 0.75) + dots(
            c, (92, 124, 308, 276), 24, c.accent, 3.6, 0.8
        )
        return c.surface() + group(
            c.drop(bar, 8, 12, 8, 0.4),
            path(bar, shade(c.main, -0.4), turn="translate(2 6)"),
            path(bar, shade(c.main, -0.12)),
            cells,
            flecks,
            turn=rotate(c.chance.between(-16, 12)),
        )
    marks = ""
    spots = points("128,132 214,118 288,168 112,220 200,208 276,256 154,296")
    for i, (x, y) in enumerate(spots):
        tone = (c.main, apart(c.second, c.main, 0.08), shade(c.main, 0.25))[i % 3]
        d = (
            "M0 34C-52 4 -40 -36 -16 -34C-6 -33 0 -24 0 -18C0 -24 6 -33 16 -34C40 -36 52 4 0 34Z"
            if kind == 1
            else smooth(
                [p for q, r in zip(around(0, 0, 40, 40, 6), around(0, 0, 27, 27, 6, 30), strict=True) for p in (q, r)],
                close=True,
            )
        )
        art = dots(c, (-30, -30, 30, 30), 10, c.accent, 3, 0.8) + (
            disc(0, 0, 9, fill=shade(tone, -0.2)) if kind == 2 else ""
        )
        marks += group(
            c.drop(d, 5, 8, 4, 0.38),
            path(d, shade(tone, -0.38), turn="translate(1.5 6)"),
            c.solid(d, tone, art, light="flat"),
            path("M-20 -16Q-16 -26 -6 -26", "", "#fffdf5", 4, 0.6),
            turn=move(x, y, c.chance.between(-40, 40), 0.98),
        )
    return c.surface() + sprig(318, 356, -128, 130, "#8c9a86", 12, 0.22) * c.chance.yes(0.6) + marks


def gift_set(c: Canvas) -> str:
    """An open box of shavings with a candle, a bar and a tin in it."""
    box, inside = rounded(58, 92, 284, 220, 8), rounded(70, 104, 260, 196, 4)
    craft = c.chance.pick(("#b9976a", "#d9c9ab", mix(c.accent, "#8a7460", 0.4)))
    straw = "".join(
        (
            f"M{c.chance.whole(74, 320)} {c.chance.whole(108, 292)}q{c.chance.whole(-22, 22)} {c.chance.whole(-16, 16)}"
            f" {c.chance.whole(-34, 34)} {c.chance.whole(-10, 10)}"
        )
        for _ in range(46)
    )
    nest = rect(70, 104, 260, 196, "#d9bf90") + line(straw, "#f0dfb8", 3, 0.9) + line(straw, "#a98a58", 1, 0.5)
    bar = rounded(92, 124, 104, 70, 8)
    soap = (
        c.drop(bar, 4, 6, 4, 0.4)
        + c.solid(bar, c.main, swirl(c, bar), light="flat")
        + path(poly([(128, 124), (160, 124), (160, 194), (128, 194)]), "#f3ead8")
        + path(star(144, 159, 12, 5, 6), c.accent)
    )
    candle = oval(264, 166, 50)
    wax = (
        c.drop(candle, 5, 7, 5, 0.4)
        + path(candle, "#c2a25a")
        + path(candle, c.light("sheen"))
        + disc(264, 166, 43, fill=apart(c.second, c.main, 0.08))
        + disc(264, 166, 43, fill=c.light("flat"))
        + flower(264, 166, 20, shade(c.second, 0.4), c.accent, 6)
        + line("M264 166L270 156", "#3a2a20", 3)
    )
    jar = rounded(98, 218, 128, 58, 12)
    salts = (
        c.drop(jar, 4, 6, 4, 0.4)
        + c.solid(
            jar,
            shade(c.main, 0.3),
            dots(c, (104, 224, 190, 270), 60, "#fffdf5", 4, 0.8),
            dots(c, (104, 224, 190, 270), 20, c.accent, 4, 0.7),
            light="fall",
        )
        + c.solid(rounded(196, 222, 34, 50, 5), "#c9a272", light="fall")
    )
    herb = sprig(240, 284, -28, 92, "#7d8f6b", -6, 0.24)
    ribbon = (
        line("M58 256C40 300 66 330 44 366M342 120C366 110 360 76 384 62", c.accent, 9) if c.chance.yes(0.5) else ""
    )
    return c.surface() + group(
        c.drop(box, 10, 14, 10, 0.42),
        ribbon,
        path(box, craft),
        path(box, c.light("flat")),
        c.clip(inside, nest, path(inside, "", "#2b1d1a", 16, 0.25)),
        soap,
        wax,
        herb,
        salts,
        turn=rotate(c.chance.between(-6, 6)),
    )
