"""Bread in its basket."""

from __future__ import annotations

from marketplace.catalog.pictures.basketry.weave import woven
from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import shade
from marketplace.catalog.pictures.marks import line, path, rect
from marketplace.catalog.pictures.shapes import at, num, oval, poly, smooth
from marketplace.catalog.pictures.textiles import laid
from marketplace.catalog.pictures.textures import cloth


def bread_basket(c: Canvas) -> str:
    r, top = c.chance.between(132, 144), c.chance.between(228, 238)
    profile = [(top, r), (top + 36, r * 0.92), (302, r * 0.74)]
    linen = c.chance.pick(("#f3ede0", "#dfe4df", "#e9d6c4"))
    napkin = poly(
        [
            (70, top + 6),
            (110, top - 46),
            (170, top - 24),
            (214, top - 52),
            (270, top - 26),
            (322, top + 8),
            (300, top + 44),
            (262, top + 26),
            (214, top + 66),
            (160, top + 28),
            (112, top + 46),
        ]
    )
    crust = c.chance.pick(("#c58a4c", "#b5763b", "#d09a58"))
    loaf = smooth(
        [
            (104, top + 2),
            (116, top - 56),
            (180, top - 88),
            (248, top - 78),
            (294, top - 40),
            (298, top + 4),
            (200, top + 22),
        ],
        close=True,
    )
    cuts = "".join(
        (
            f"M{130 + i * 40} {num(top - 30 - (i % 3) * 6)}Q{150 + i * 40} {num(top - 58 - i % 2 * 10)}"
            f" {178 + i * 36} {num(top - 56)}"
        )
        for i in range(3)
    )
    bread = c.solid(loaf, crust, line(cuts, "#f3dfb4", 9, 0.85), line(cuts, shade(crust, -0.3), 2, 0.6), light="ball")
    if c.chance.yes(0.4):
        bread = "".join(
            c.solid(
                oval(x, y, 46, 38),
                shade(crust, t),
                line(f"M{at(x - 20, y - 14)}Q{at(x, y - 30)} {at(x + 22, y - 14)}", "#f3dfb4", 6, 0.8),
                light="ball",
            )
            for x, y, t in ((140, top - 12, 0), (258, top - 12, -0.06), (200, top - 34, 0.06), (204, top + 4, 0.02))
        )
    front = c.clip(
        napkin,
        path(napkin, linen),
        laid(napkin, [cloth(c, 4, 0.14), c.pattern(16, 16, rect(0, 0, 4, 16, c.accent, 0.35))]),
        path(napkin, c.light("flat")),
    )
    lower = poly(
        [
            (112, top + 46),
            (160, top + 28),
            (214, top + 66),
            (262, top + 26),
            (300, top + 44),
            (322, top + 8),
            (70, top + 8),
        ]
    )
    return (
        c.table()
        + c.shadow(202, 304, r * 0.96, 18)
        + woven(c, profile, tilt=0.2, within=front + bread)
        + c.clip(lower, front)
    )
