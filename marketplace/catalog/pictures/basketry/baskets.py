"""Baskets to carry and to keep things in."""

from __future__ import annotations

from marketplace.catalog.pictures.basketry.weave import braid, rod_size, woven
from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.marks import group, line, path, rect
from marketplace.catalog.pictures.shapes import at, hoop, num, oval, rounded, smooth, turned
from marketplace.catalog.pictures.textiles import folds
from marketplace.catalog.pictures.textures import stitches, wicker


def round_basket(c: Canvas) -> str:
    r, deep = c.chance.between(108, 124), c.chance.between(96, 128)
    top = 304 - deep
    profile = c.chance.pick(
        (
            [(top, r), (top + deep * 0.5, r * 1.06), (top + deep * 0.85, r * 0.9), (304, r * 0.74)],
            [(top, r), (top + deep * 0.6, r * 0.92), (304, r * 0.8)],
            [(top, r * 0.9), (top + deep * 0.4, r * 1.08), (top + deep * 0.8, r * 0.94), (304, r * 0.66)],
        )
    )
    yarn = ""
    if c.chance.yes(0.4):
        for x, y, t in ((150, top + 4, "#c9786a"), (236, top + 2, "#8a9a86"), (194, top - 14, "#e3d2b0")):
            ball = oval(x, y, 40)
            yarn += c.solid(
                ball,
                t,
                line(
                    "".join(
                        f"M{at(x - 40, y + i * 12)}Q{at(x, y - 34 + i * 12)} {at(x + 40, y + 8 + i * 12)}"
                        for i in range(-2, 4)
                    ),
                    shade(t, -0.3),
                    2,
                    0.6,
                ),
                light="ball",
            )
    ears = (
        "".join(
            braid(
                (
                    f"M{at(200 + s * (profile[0][1] - 4), top + 22)}"
                    f"C{at(200 + s * (r + 46), top - 2)} {at(200 + s * (r + 46), top + 62)}"
                    f" {at(200 + s * (r + 1), top + 54)}"
                ),
                c.main,
                9,
            )
            for s in (-1, 1)
        )
        if c.chance.yes(0.5)
        else ""
    )
    return c.table() + c.shadow(202, 306, r * 0.98, 18) + ears + woven(c, profile, within=yarn)


def market_basket(c: Canvas) -> str:
    r, deep = c.chance.between(118, 132), c.chance.between(100, 116)
    top, high = 304 - deep, c.chance.between(62, 84)
    profile = [(top, r), (top + deep * 0.55, r * 0.94), (304, r * 0.72)]
    arch = (
        f"M{at(200 - r + 6, top + 4)}C{at(200 - r + 12, high - 40)} {at(200 + r - 12, high - 40)}"
        f" {at(200 + r - 6, top + 4)}"
    )
    greens = "".join(
        path(
            f"M{at(x, top + 6)}Q{at(x - 8, top - 30)} {at(x + lean, top - 62)}"
            f"Q{at(x + 26, top - 24)} {at(x + 14, top + 6)}Z",
            shade("#7d9160", t),
        )
        for x, lean, t in ((126, -14, -0.1), (144, 4, 0.1), (160, -6, 0), (176, 16, -0.15))
    )
    loaf = group(
        c.solid(
            smooth(
                [(196, top + 10), (216, top - 46), (262, top - 74), (284, top - 58), (280, top - 10), (262, top + 14)],
                close=True,
            ),
            "#c58a4c",
            line(f"M{at(226, top - 36)}l26 10M{at(240, top - 54)}l26 10M{at(216, top - 14)}l26 10", "#f0d9a8", 5, 0.8),
            light="flat",
        )
    )
    fill = (
        greens
        + loaf
        + "".join(c.solid(oval(x, top + 4, 24), t, light="ball") for x, t in ((196, "#c2543f"), (156, "#d9a04a")))
        if c.chance.yes(0.6)
        else ""
    )
    return (
        c.table()
        + c.shadow(202, 306, r * 0.95, 18)
        + group(braid(arch, shade(c.main, -0.25), 12), turn="translate(0 -3)") * (not fill)
        + woven(c, profile, within=fill)
        + braid(arch, c.main, 15)
    )


def laundry_basket(c: Canvas) -> str:
    r, deep = c.chance.between(88, 98), c.chance.between(168, 188)
    top = 310 - deep
    profile = [(top, r), (top + deep * 0.5, r * c.chance.between(0.94, 1.12)), (310, r * 0.86)]
    if c.chance.yes(0.5):
        w, h = rod_size(c)
        lid = turned(200, [(top - 30, 8), (top - 26, r * 0.5), (top - 4, r + 5), (top + 12, r + 6)], top=0.1)
        cover = (
            c.solid(lid, shade(c.main, 0.04), path(lid, wicker(c, shade(c.main, 0.04), w, h)))
            + braid(hoop(200, top + 12, r + 6), c.main, 8)
            + braid(f"M186 {num(top - 26)}C188 {num(top - 52)} 212 {num(top - 52)} 214 {num(top - 26)}", c.main, 8)
        )
        return c.table() + c.shadow(202, 312, r * 1.06, 17) + woven(c, profile) + cover
    linen = c.chance.pick(("#f3ede0", "#cfdadb", "#e3c9b8"))
    sheet = smooth(
        [
            (200 - r + 6, top + 4),
            (140, top - 34),
            (190, top - 52),
            (240, top - 40),
            (200 + r - 6, top + 2),
            (200 + r - 2, top + 60),
            (250, top + 82),
            (226, top + 40),
            (180, top + 30),
            (150, top + 22),
        ],
        close=True,
    )
    heap = c.solid(
        sheet,
        linen,
        folds(c, (130, top - 50, 280, top + 80), 4, 20, 0.25),
        path(sheet, c.pattern(18, 18, rect(0, 0, 3, 18, c.accent, 0.5))),
        light="flat",
    )
    ears = "".join(
        braid(
            (
                f"M{at(200 + s * (r - 4), top + 30)}C{at(200 + s * (r + 40), top + 14)}"
                f" {at(200 + s * (r + 40), top + 76)}"
                f" {at(200 + s * (r - 2), top + 66)}"
            ),
            c.main,
            10,
        )
        for s in (-1, 1)
    )
    return c.table() + c.shadow(202, 312, r * 1.06, 17) + ears + woven(c, profile) + heap


def backpack_basket(c: Canvas) -> str:
    top, low, girth = c.chance.between(112, 132), 312.0, c.chance.between(0.9, 1.06)
    profile = [(top, 74 * girth), (top + 50, 84 * girth), (top + 130, 104 * girth), (low, 94 * girth)]
    hide = apart(c.accent if c.accent != c.main else "#7a4a2c", c.main, 0.16)

    def strap(d: str, w: float) -> str:
        return (
            group(line(d, "#2b1d1a", w, 0.3), turn="translate(4 5)", extra=c.blur(3))
            + line(d, shade(hide, -0.4), w + 1)
            + line(d, hide, w - 1)
            + stitches(d, shade(hide, 0.55), 1.6)
        )

    harness = "".join(
        strap(
            (
                f"M{num(200 + s * 34)} {num(top + 34)}C{num(200 + s * 96)} {num(top + 58)} {num(200 + s * 92)}"
                f" {num(top + 142)} {num(200 + s * 50)} {num(low - 6)}"
            ),
            17,
        )
        for s in (-1, 1)
    )
    yoke = strap(f"M132 {num(top + 40)}Q200 {num(top + 62)} 268 {num(top + 40)}", 17)
    buckles = "".join(path(rounded(200 + s * 78 - 13, top + 112, 26, 20, 4), "none", "#c2a25a", 4) for s in (-1, 1))
    grab = strap(f"M172 {num(top + 14)}C172 {num(top - 52)} 228 {num(top - 52)} 228 {num(top + 14)}", 12)
    return c.table() + c.shadow(204, low + 2, 108, 17) + woven(c, profile) + grab + harness + yoke + buckles
