"""Paperweights and ornaments."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.flora import flower
from marketplace.catalog.pictures.glass.blown import cast
from marketplace.catalog.pictures.marks import group, line, path
from marketplace.catalog.pictures.shapes import around, at, hoop, num, oval, smooth, turned
from marketplace.catalog.pictures.textures import dots


def paperweight(c: Canvas) -> str:
    r, cy = c.chance.between(98, 108), 214.0
    ball = oval(200, cy, r, r * 0.92)
    kind = c.chance.whole(0, 2)
    second = apart(c.second, c.main, 0.12)
    if kind == 0:
        heart = flower(200, cy + 22, r * 0.62, second, c.accent, 9, 10) + flower(
            200, cy + 22, r * 0.38, shade(second, 0.35), c.accent, 7
        )
        heart = group(heart, turn=f"translate(0 {num(cy * 0.34)})scale(1 .66)")
    elif kind == 1:
        heart = "".join(
            line(
                (
                    f"M{at(200 + i * 8, cy + r * 0.74)}C{at(200 + i * 30, cy + 20)} {at(200 - i * 26, cy - 6)}"
                    f" {at(200 + i * 17, cy - r * 0.5)}"
                ),
                (second, c.accent, shade(second, 0.5))[i % 3],
                7,
                0.8,
            )
            for i in range(-3, 4)
        )
    else:
        heart = "".join(
            group(
                flower(0, 0, 19, (second, c.accent, shade(c.main, 0.6))[i % 3], "#fffdf5", 6),
                turn=f"translate({num(x)} {num(y)})scale(1 .6)",
            )
            for i, (x, y) in enumerate(
                [
                    *around(200, cy + 32, r * 0.62, r * 0.3, 9),
                    *around(200, cy + 26, r * 0.32, r * 0.14, 5),
                    (200, cy + 20),
                ]
            )
        )
    glow = c.gradient("y", (0, "#fffdf5", 0), (0.6, "#fffdf5", 0.05), (1, shade(c.main, 0.6), 0.8))
    return (
        c.table()
        + cast(c, 200, 308, r * 0.86)
        + c.clip(
            ball,
            path(ball, c.main, o=0.62),
            heart,
            dots(c, (140, int(cy) - 40, 260, int(cy) + 60), 12, "#fffdf5", 5, 0.7),
            path(ball, glow),
            path(ball, c.light("ball"), o=0.75),
            path(ball, "none", shade(c.main, -0.5), 8, 0.35),
        )
        + path(
            smooth([(134, cy - 34), (152, cy - 66), (188, cy - 80), (178, cy - 58), (150, cy - 36)], close=True),
            "#ffffff",
            o=0.75,
        )
        + line(
            smooth([(200 + r * 0.86, cy + 12), (200 + r * 0.72, cy + 46), (200 + r * 0.44, cy + 70)]),
            "#ffffff",
            4,
            0.55,
        )
    )


def ornament(c: Canvas) -> str:
    r, cy = c.chance.between(86, 98), 222.0
    shape = c.variant("bauble|disc|ball|frost", "drop|comet|icicle", "pear|lighthouse|finial")
    d = [
        oval(200, cy, r),
        turned(
            200,
            [
                (cy - r, 14),
                (cy - r * 0.5, r * 0.66),
                (cy + r * 0.1, r * 0.86),
                (cy + r * 0.7, r * 0.46),
                (cy + r * 1.25, 3),
            ],
            top=0.1,
        ),
        turned(
            200,
            [(cy - r, 16), (cy - r * 0.7, r * 0.7), (cy, r * 1.02), (cy + r * 0.6, r * 0.82), (cy + r * 0.86, r * 0.3)],
            top=0.1,
        ),
    ][shape]
    second = apart(c.second, c.main, 0.14)
    kind = c.chance.whole(0, 2)
    swirl = "".join(
        line(
            (
                f"M{at(200 - r, cy + i * 34)}C{at(180, cy + i * 34 - 46)} {at(220, cy + i * 34 + 46)}"
                f" {at(200 + r, cy + i * 34)}"
            ),
            (second, c.accent)[i % 2],
            9,
            0.75,
        )
        for i in range(-3, 4)
    )
    if kind == 1:
        swirl = "".join(
            line(hoop(200, cy + y, r * 1.02, 0.26), (second, c.accent)[i % 2], w, 0.8)
            for i, (y, w) in enumerate(((-44, 3), (-30, 8), (6, 3), (20, 8), (34, 3)))
        )
    elif kind == 2:
        swirl = "".join(flower(x, y, 17, second, c.accent, 6) for x, y in [*around(200, cy, 62, 62, 7, 12), (200, cy)])
    cap = c.solid(turned(200, [(cy - r - 18, 13), (cy - r + 2, 14)], top=0.2), "#c2a25a", light="metal")
    ring = path(oval(200, cy - r - 25, 8), "none", "#a3843f", 3)
    string = line(f"M200 -4Q{num(c.chance.between(196, 204))} 40 200 {num(cy - r - 32)}", apart("#a9492f", c.ground), 3)
    return (
        c.surface()
        + c.drop(d, 26, 20, 10, 0.3)
        + string
        + c.clip(
            d, path(d, c.main, o=0.82), swirl, path(d, c.light("ball")), path(d, "none", shade(c.main, 0.6), 5, 0.4)
        )
        + cap
        + ring
        + path(smooth([(146, cy - 20), (156, cy - 52), (184, cy - 66), (174, cy - 42)], close=True), "#ffffff", o=0.7)
    )
