"""For the desk and the bench."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.leather.hide import BRASS, hide, tooled_sign
from marketplace.catalog.pictures.marks import group, line, move, path, rect, rotate
from marketplace.catalog.pictures.shapes import at, oval, poly, rounded


def tool_roll(c: Canvas) -> str:
    """Open, with the tools in their pockets."""
    d = rounded(44, 104, 300, 190, 8)
    pocket = "M44 196L344 196L344 286Q344 294 336 294L52 294Q44 294 44 286Z"
    steel, wood = "#a8adb0", ("#b98a58", "#8a5a38", "#c9a06a")
    tools = ""
    for i in range(6):
        x, long = 70 + i * 50, c.chance.between(40, 74)
        grip = rounded(x - 8, 140 - long * 0.5, 16, long + 18, 7)
        blade = poly([(x - 5, 160 + long * 0.3), (x + 5, 160 + long * 0.3), (x + 5, 220), (x - 5, 220)])
        tools += (
            c.drop(grip, 3, 4, 2, 0.35)
            + path(blade, steel)
            + c.solid(grip, c.chance.pick(wood), light="round")
            + rect(x - 6.5, 152 + long * 0.4, 13, 7, BRASS)
        )
    seams = "".join(f"M{95 + i * 50} 198L{95 + i * 50} 290" for i in range(5)) + "M50 202L338 202"
    tie = line(
        (
            "M344 190C372 180 380 214 364 236C350 256 372 268 384 262M344 206"
            "C366 206 366 240 356 254C348 270 356 288 370 292"
        ),
        shade(c.second, -0.15),
        7,
    ) + line(
        (
            "M344 190C372 180 380 214 364 236C350 256 372 268 384 262M344 206"
            "C366 206 366 240 356 254C348 270 356 288 370 292"
        ),
        shade(c.second, 0.15),
        3,
    )
    return c.surface() + group(
        c.drop(d, 7, 10, 8, 0.42),
        tie,
        hide(c, d, shade(c.main, -0.12), seam="M52 112L336 112"),
        tools,
        c.drop(pocket, 0, -3, 3, 0.3),
        hide(c, pocket, c.main, seam=seams),
        tooled_sign(c, 312, 270, 9),
        turn=rotate(c.chance.between(-7, 5)) + "translate(4 0)",
    )


def notebook_cover(c: Canvas) -> str:
    w, h = c.chance.between(176, 192), c.chance.between(236, 252)
    x, y, kind = 200 - w / 2, 200 - h / 2, c.chance.whole(0, 2)
    d, pages = (
        rounded(x, y, w, h, 10),
        poly([(x + 8, y + 6), (x + w + 7, y + 6), (x + w + 7, y + h - 3), (x + 8, y + h + 8)]),
    )
    leaves = path(pages, "#efe4cd") + path(
        "".join(f"M{at(x + w + 1 + i * 2, y + 8)}L{at(x + w + 1 + i * 2, y + h - 2)}" for i in range(3)),
        "none",
        "#a8977a",
        1,
        0.6,
    )
    band, strap = apart(c.second, c.main, 0.1), ""
    if kind == 0:
        strap = line(f"M{at(x + w * 0.74, y)}L{at(x + w * 0.74, y + h)}", shade(band, -0.3), 9) + line(
            f"M{at(x + w * 0.74 - 1, y)}L{at(x + w * 0.74 - 1, y + h)}", band, 5.5
        )
    elif kind == 1:
        cord = (
            f"M{at(x, y + h * 0.46)}L{at(x + w, y + h * 0.5)}M{at(x, y + h * 0.52)}"
            f"L{at(x + w, y + h * 0.47)}M{at(x + w * 0.62, y + h * 0.5)}C{at(x + w * 0.5, y + h * 0.6)}"
            f" {at(x + w * 0.74, y + h * 0.7)} {at(x + w * 0.6, y + h * 0.82)}"
        )
        strap = line(cord, shade(band, -0.4), 6) + line(cord, band, 3.6)
    else:
        tab = rounded(x + w - 62, y + h * 0.44, 78, 34, 9)
        strap = (
            c.drop(tab, 2, 3, 3)
            + hide(c, tab, shade(c.main, -0.14))
            + c.solid(oval(x + w - 44, y + h * 0.44 + 17, 7), BRASS, light="ball")
        )
    pen = (
        group(
            c.drop(rounded(-6, -112, 12, 216, 6), 5, 6, 4, 0.36),
            c.solid(rounded(-6, -112, 12, 216, 6), c.accent, light="round"),
            rect(-6, -30, 12, 5, BRASS),
            path("M-5 104L5 104L0 122Z", BRASS),
            line("M4 -106L4 -56", BRASS, 3),
            turn=move(x + w + 54, 210, 9),
        )
        if c.chance.yes(0.5)
        else ""
    )
    return c.surface() + group(
        c.drop(d, 9, 12, 9, 0.44),
        leaves,
        hide(
            c,
            d,
            c.main,
            tooled_sign(c, x + w * 0.44, y + h * 0.26, 20),
            seam=f"M{at(x + 16, y + 9)}L{at(x + w - 9, y + 9)}L{at(x + w - 9, y + h - 9)}L{at(x + 16, y + h - 9)}",
        ),
        line(f"M{at(x + 11, y + 4)}L{at(x + 11, y + h - 4)}", "#2b1d1a", 4, 0.25),
        strap,
        pen,
        turn=rotate(c.chance.between(-9, 7)) + ("translate(-22 0)" if pen else ""),
    )
