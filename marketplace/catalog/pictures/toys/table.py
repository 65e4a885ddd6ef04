"""For the table: puzzles and blocks."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import mix, shade
from marketplace.catalog.pictures.marks import disc, group, path, rect, rotate
from marketplace.catalog.pictures.shapes import at, bounds, leaf, num, oval, points, poly, rounded, smooth, star, turned
from marketplace.catalog.pictures.textures import grain
from marketplace.catalog.pictures.toys.paint import paints, plank, timber


def _piece(x: int, y: int, s: float, right: list[list[int]], down: list[list[int]]) -> str:
    """One piece of a jigsaw, its knobs out (1) or in (-1), straight at the border."""
    n = len(down)

    def side(x0: float, y0: float, x1: float, y1: float, knob: int) -> str:
        if not knob:
            return f"L{at(x1, y1)}"
        ux, uy = (x1 - x0) / s, (y1 - y0) / s
        vx, vy = uy * knob, -ux * knob

        def p(a: float, b: float) -> str:
            return at(x0 + ux * a * s + vx * b * s, y0 + uy * a * s + vy * b * s)

        return (
            f"L{p(0.38, 0)}C{p(0.44, 0.06)} {p(0.26, 0.26)} {p(0.5, 0.26)}"
            f"C{p(0.74, 0.26)} {p(0.56, 0.06)} {p(0.62, 0)}L{p(1, 0)}"
        )

    x0, y0, x1, y1 = x * s, y * s, (x + 1) * s, (y + 1) * s
    return (
        f"M{at(x0, y0)}"
        + side(x0, y0, x1, y0, -down[y - 1][x] if y else 0)
        + side(x1, y0, x1, y1, right[y][x] if x < n - 1 else 0)
        + side(x1, y1, x0, y1, down[y][x] if y < n - 1 else 0)
        + side(x0, y1, x0, y0, -right[y][x - 1] if x else 0)
        + "Z"
    )


def puzzle(c: Canvas) -> str:
    """A picture in nine pieces, one not yet in its place."""
    s, wood, paint = 80.0, timber(c), paints(c)
    right = [[c.chance.pick((-1, 1)) for _ in range(3)] for _ in range(3)]
    down = [[c.chance.pick((-1, 1)) for _ in range(3)] for _ in range(3)]
    kind = c.variant("rainbow|sun|circle|onion", "island|house|village|farm|canal|winter", "fish|pond|whale|sea")
    sky = mix(paint[4], "#f3ead8", 0.5)
    if kind == 0:
        art = (
            rect(-30, -30, 300, 300, sky)
            + "".join(
                disc(120, 214, r, fill=t)
                for r, t in ((170, paint[0]), (138, paint[3]), (106, paint[1]), (74, paint[2]), (42, sky))
            )
            + rect(-30, 200, 300, 70, shade(paint[4], -0.25))
        )
    elif kind == 1:
        art = (
            rect(-30, -30, 300, 300, sky)
            + disc(182, 60, 34, fill=paint[3])
            + path("M-30 160Q50 90 130 150T270 130L270 270L-30 270Z", paint[1])
            + path("M-30 206Q70 150 150 200T270 190L270 270L-30 270Z", paint[0])
            + rect(56, 120, 56, 50, "#f6ecd8")
            + path(poly([(48, 122), (84, 88), (120, 122)]), paint[2])
            + rect(76, 142, 16, 28, shade(paint[2], -0.3))
        )
    else:
        art = (
            rect(-30, -30, 300, 300, mix(paint[1], "#f3ead8", 0.55))
            + path(
                smooth(points("24,120 70,66 140,62 190,104 236,60 226,126 238,186 190,144 140,186 70,178"), close=True),
                paint[0],
            )
            + "".join(
                path(f"M{x} {y}q13 9 0 20", "", shade(paint[0], 0.5), 4) for x in (96, 122, 148) for y in (92, 118, 144)
            )
            + disc(62, 112, 9, fill="#fffaf0")
            + disc(61, 112, 4.4, fill="#2b1d1a")
            + "".join(disc(x, y, r, fill="#fffaf0", o=0.7) for x, y, r in ((24, 60, 9), (36, 36, 6), (18, 20, 11)))
        )
    away = c.chance.pick(((2, 2), (2, 0), (0, 2)))
    board = rounded(-16, -16, 272, 272, 12)
    outlines = {(x, y): _piece(x, y, s, right, down) for x in range(3) for y in range(3)}
    laid = "".join(d for k, d in outlines.items() if k != away)
    loose = outlines[away]
    tray = (
        c.drop(board, 9, 12, 9, 0.42)
        + plank(c, board, wood)
        + path(rounded(-2, -2, 244, 244, 4), shade(wood, -0.28))
        + path(rounded(-2, -2, 244, 244, 4), c.light("hollow"), o=0.5)
    )
    cx, cy = (away[0] + 0.5) * s, (away[1] + 0.5) * s
    dx, dy = 26 if away[0] else -26, 30 if away[1] else -14
    out = group(
        c.drop(loose, 5, 8, 5, 0.42),
        path(loose, shade(wood, -0.2), turn="translate(2 5)"),
        c.clip(loose, art),
        path(loose, c.light("flat")),
        turn=f"translate({dx} {dy})rotate({num(c.chance.between(10, 24))} {num(cx)} {num(cy)})",
    )
    return c.surface() + group(
        tray,
        c.clip(laid, art, rect(-2, -2, 246, 246, c.light("flat")), path(laid, "", "#2b1d1a", 3.6, 0.35)),
        out,
        turn=f"translate(76 74)rotate({num(c.chance.between(-7, 4))} 120 120)",
    )


def blocks(c: Canvas) -> str:
    wood, paint = timber(c), paints(c)

    def cube(x: float, foot: float, s: float, tone: str, sign: int) -> str:
        face, top, side = (
            rounded(x, foot - s, s, s, 4),
            poly(
                [
                    (x + 2, foot - s),
                    (x + s * 0.26, foot - s * 1.2),
                    (x + s * 1.24, foot - s * 1.2),
                    (x + s - 1, foot - s),
                ]
            ),
            poly(
                [
                    (x + s - 1, foot - s),
                    (x + s * 1.24, foot - s * 1.2),
                    (x + s * 1.24, foot - s * 0.22),
                    (x + s - 1, foot - 1),
                ]
            ),
        )
        m, n, r = x + s / 2, foot - s / 2, s * 0.27
        mark = (
            star(m, n, r * 1.2, r * 0.5, 5),
            oval(m, n, r),
            (
                f"M{at(m, n + r * 1.1)}C{at(m - r * 2.1, n - r * 0.3)} {at(m - r * 0.9, n - r * 1.7)}"
                f" {at(m, n - r * 0.6)}C{at(m + r * 0.9, n - r * 1.7)} {at(m + r * 2.1, n - r * 0.3)}"
                f" {at(m, n + r * 1.1)}Z"
            ),
            leaf(m, n + r * 1.2, r * 2.4, -90, 0.4),
            poly([(m, n - r), (m + r, n + r * 0.8), (m - r, n + r * 0.8)]),
            (
                f"M{at(m + r * 0.6, n - r)}C{at(m - r * 1.5, n - r)} {at(m - r * 1.5, n + r)} {at(m + r * 0.6, n + r)}"
                f"C{at(m - r * 0.2, n + r * 0.5)} {at(m - r * 0.2, n - r * 0.5)} {at(m + r * 0.6, n - r)}Z"
            ),
        )[sign % 6]
        return (
            path(side, shade(wood, -0.34))
            + path(top, shade(wood, 0.3))
            + c.solid(
                face,
                wood,
                grain(c, bounds(face), shade(wood, -0.4), 12, o=0.26),
                path(rounded(x + 6, foot - s + 6, s - 12, s - 12, 3), tone),
                path(mark, shade(wood, 0.45)),
                light="flat",
            )
        )

    first = c.chance.whole(0, 5)
    kind = c.variant("animal|letter|cube|starter|alphabet|beach", "village|bridge|hill|arch|plank")
    if kind == 0:
        stack = (
            cube(76, 308, 84, paint[0], first)
            + cube(188, 308, 84, paint[1], first + 1)
            + group(cube(136, 207, 80, paint[2], first + 2), turn=rotate(c.chance.between(-5, 5), 176, 207))
            + group(c.shadow(330, 310, 34, 7) + c.solid(oval(326, 288, 23), paint[3], light="ball"))
        )
        top = group(
            c.solid(poly([(142, 128), (180, 66), (222, 128)]), paint[3], light="flat"),
            path(poly([(222, 128), (180, 66), (196, 62), (240, 122)]), shade(paint[3], -0.35)),
        )
        return c.table(280) + c.shadow(196, 308, 140, 14) + stack + top
    pillar = "".join(
        c.solid(turned(x, [(168, 21), (300, 21)], top=0.1, base=0.1), t) + disc(x, 168, 21, 3, shade(t, 0.3))
        for x, t in ((116, paint[1]), (238, paint[1]))
    )
    arch = "M84 168L84 112L272 112L272 168L226 168C226 118 130 118 130 168Z"
    bridge = (
        path(poly([(84, 112), (100, 100), (288, 100), (272, 112)]), shade(wood, 0.35))
        + path(poly([(272, 112), (288, 100), (288, 156), (272, 168)]), shade(wood, -0.34))
        + plank(c, arch, wood)
    )
    roof = c.solid(poly([(118, 100), (178, 42), (240, 100)]), paint[0], light="flat") + path(
        poly([(240, 100), (178, 42), (192, 38), (256, 94)]), shade(paint[0], -0.35)
    )
    return c.table(280) + c.shadow(196, 304, 140, 14) + pillar + bridge + roof + cube(272, 312, 70, paint[2], first)
