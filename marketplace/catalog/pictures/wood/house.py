"""For the house: boxes, candlesticks, stools, mirrors."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import shade
from marketplace.catalog.pictures.flame import flame
from marketplace.catalog.pictures.marks import disc, line, path, rect
from marketplace.catalog.pictures.shapes import at, bounds, hoop, oval, poly, radius, rounded, smooth, turned
from marketplace.catalog.pictures.textures import grain, rings
from marketplace.catalog.pictures.wood.timber import grain_colour


def box(c: Canvas) -> str:
    w, h, lid = c.chance.between(190, 222), c.chance.between(82, 108), c.chance.between(24, 34)
    x, y = 196 - w / 2, 306 - h
    top = poly([(x, y - lid), (x + 34, y - lid - 44), (x + w + 34, y - lid - 44), (x + w, y - lid)])
    side = poly([(x + w, y - lid), (x + w + 34, y - lid - 44), (x + w + 34, 268), (x + w, 306)])
    face, cover = (
        poly([(x, y), (x + w, y), (x + w, 306), (x, 306)]),
        poly([(x, y - lid), (x + w, y - lid), (x + w, y - 2), (x, y - 2)]),
    )
    figure = grain_colour(c)
    tails = "".join(
        poly([(x, y + i * 22 + 6), (x + 17, y + i * 22 + 2), (x + 17, y + i * 22 + 16), (x, y + i * 22 + 12)])
        + poly(
            [
                (x + w, y + i * 22 + 6),
                (x + w - 17, y + i * 22 + 2),
                (x + w - 17, y + i * 22 + 16),
                (x + w, y + i * 22 + 12),
            ]
        )
        for i in range(int(h / 22))
    )
    inlay = path(rounded(x + 40, y - lid - 32, w - 42, 20, 3), c.accent, o=0.8, turn="") if c.chance.yes(0.4) else ""
    clasp = c.solid(rounded(x + w / 2 - 12, y - 14, 24, 28, 4), "#c2a25a", light="sheen") + disc(
        x + w / 2, y + 4, 3.4, fill="#4a3a20"
    )
    return (
        c.table(280)
        + c.shadow(212, 305, w * 0.55, 15)
        + c.solid(side, shade(c.main, -0.34), grain(c, bounds(side), figure, 13), light="fall")
        + c.solid(top, shade(c.main, 0.22), grain(c, bounds(top), figure, 9), inlay, light="flat")
        + c.solid(
            face, c.main, grain(c, bounds(face), figure, 11), path(tails, shade(c.main, -0.42), o=0.75), light="soft"
        )
        + c.solid(cover, shade(c.main, 0.05), grain(c, bounds(cover), figure, 10), light="soft")
        + line(f"M{at(x, y - 1)}L{at(x + w, y - 1)}L{at(x + w + 34, y - 42)}", shade(c.main, -0.65), 2.6)
        + line(f"M{at(x, y - lid)}L{at(x + w, y - lid)}", shade(c.main, 0.55), 2, 0.7)
        + clasp
    )


def candlestick(c: Canvas) -> str:
    figure = grain_colour(c)
    shapes: tuple[tuple[tuple[float, float], ...], ...] = (
        ((0, 17), (0.06, 22), (0.12, 12), (0.3, 14), (0.4, 25), (0.5, 12), (0.78, 16), (0.86, 30), (0.92, 50), (1, 54)),
        ((0, 20), (0.1, 12), (0.22, 24), (0.34, 12), (0.46, 24), (0.58, 13), (0.8, 18), (0.9, 46), (1, 48)),
        ((0, 24), (0.08, 26), (0.12, 14), (0.6, 18), (0.84, 34), (0.93, 52), (1, 52)),
    )

    def one(cx: float, foot: float, high: float, wax: str, shape: int) -> str:
        profile = [(foot - high + t * high, r) for t, r in shapes[shape]]
        top = foot - high
        candle = poly([(cx - 9, top - 74), (cx + 9, top - 76), (cx + 11, top + 2), (cx - 11, top + 2)])
        rows = "".join(hoop(cx, y, radius(profile, y), 0.2) for y in range(int(top) + 12, int(foot), 15))
        return (
            c.shadow(cx, foot + 1, 56, 10)
            + c.solid(candle, wax)
            + line(f"M{at(cx, top - 75)}l0 -9", "#3a2a20", 2.4)
            + flame(c, cx, top - 84, 0.8)
            + c.solid(
                turned(cx, profile),
                c.main,
                path(rows, "none", figure, 1.6, 0.4),
                path(hoop(cx, top + high * 0.4, 26, 0.2), "none", c.accent, 5, 0.8 if c.chance.yes(0.3) else 0.01),
            )
            + disc(cx, top, profile[0][1], profile[0][1] * 0.24, shade(c.main, -0.25))
            + c.solid(poly([(cx - 10.5, top - 8), (cx + 10.5, top - 8), (cx + 11, top + 2), (cx - 11, top + 2)]), wax)
        )

    shape, wax = c.chance.whole(0, 2), c.chance.pick(("#f3e9d4", "#e6d3ae", "#b5563a", "#5b6b5d"))
    if c.chance.yes(0.5):
        return (
            c.table()
            + one(146, 294, c.chance.between(140, 160), wax, shape)
            + one(248, 310, c.chance.between(104, 126), wax, shape)
        )
    return c.table() + one(200, 308, c.chance.between(156, 178), wax, shape)


def stool(c: Canvas) -> str:
    figure, y, r = grain_colour(c), c.chance.between(138, 156), c.chance.between(100, 114)
    spread = c.chance.between(12, 30)

    def leg(x0: float, x1: float, foot: float, tone: float) -> str:
        d = smooth(
            [
                (x0 - 9, y + 10),
                ((x0 + x1) / 2 - 12, (y + foot) / 2),
                (x1 - 8, foot),
                (x1 + 8, foot),
                ((x0 + x1) / 2 + 12, (y + foot) / 2),
                (x0 + 9, y + 10),
            ],
            close=True,
        )
        return c.solid(d, shade(c.main, tone), light="round")

    feet = ((200 - 62, 200 - 86 - spread, 318, 0.0), (200 + 62, 200 + 86 + spread, 318, -0.06), (200, 206, 290, -0.3))
    rung = (
        line(f"M{at(118 - spread * 0.6, 262)}L{at(282 + spread * 0.6, 262)}", shade(c.main, -0.3), 11)
        + line(f"M{at(118 - spread * 0.6, 260)}L{at(282 + spread * 0.6, 260)}", c.main, 5)
        if c.chance.yes(0.7)
        else ""
    )
    seat = turned(200, [(y, r), (y + 16, r - 2)], base=0.26)
    woven = c.made_of("cord", "rush", "seagrass", "webbing")
    top = oval(200, y, r, r * 0.26)
    face = (
        rings(c, 200, y, r * 0.98, figure, 11, 0.25, 0.5)
        if not woven and c.chance.yes()
        else grain(c, bounds(top), figure, 6)
    )
    if woven:
        face = path(
            top,
            c.pattern(
                12,
                8,
                rect(0, 0, 12, 8, c.second),
                rect(0, 0, 6, 3.4, shade(c.second, 0.4)),
                rect(6, 4, 6, 3.4, shade(c.second, 0.3)),
            ),
        )
    stand = "".join(c.shadow(x, foot, 18, 5) for _, x, foot, _ in feet)
    return (
        c.table(262)
        + disc(214, 306, 130, 20, "#2b1d1a", 0.12)
        + stand
        + leg(*feet[2])
        + rung
        + leg(*feet[0])
        + leg(*feet[1])
        + c.solid(seat, shade(c.main, -0.12), light="round")
        + c.solid(top, shade(c.main, 0.18), face, light="flat")
        + line(hoop(200, y, r - 1, 0.26), shade(c.main, 0.5), 2, 0.6)
    )


def mirror(c: Canvas) -> str:
    kind, frame = (
        c.variant("round|wheel|circle", "oval|hand", "arch|window|sash|hall", "wind|bark|pebble|ripple"),
        c.chance.between(17, 26),
    )

    def outline(inset: float) -> str:
        if kind == 0:
            return oval(200, 200, 128 - inset)
        if kind == 1:
            return oval(200, 200, 106 - inset, 142 - inset)
        w, h = 108 - inset, 146 - inset
        if kind == 2:  # an arch
            return (
                f"M{at(200 - w, 200 + h)}L{at(200 - w, 180)}"
                f"C{at(200 - w, 180 - w * 1.32)} {at(200 + w, 180 - w * 1.32)}"
                f" {at(200 + w, 180)}L{at(200 + w, 200 + h)}Z"
            )
        return smooth(
            [
                (200 + x * (1 - inset / 130), 200 + y * (1 - inset / 130))
                for x, y in ((0, -140), (86, -116), (122, -20), (98, 96), (10, 138), (-92, 112), (-124, 4), (-84, -112))
            ],
            close=True,
        )

    outer, pane = outline(0), outline(frame)
    glass = c.gradient("xy", (0, "#eef4f3", 1), (0.45, "#c9d7d8", 1), (1, "#9fb3b6", 1))
    figure = grain_colour(c)
    wood = (
        rings(c, 200, 200, 160, figure, 6, 1.05, 0.4) if kind != 2 else grain(c, bounds(outer), figure, 9, upright=True)
    )
    gleams = path("M120 400L260 0L310 0L170 400ZM200 400L340 0L352 0L212 400Z", "#ffffff", o=0.34)
    peg = line("M200 40L200 62", "#6a5442", 4) if kind < 2 and c.chance.yes(0.3) else ""
    return (
        c.surface()
        + c.drop(outer, 9, 12, 9, 0.42)
        + peg
        + c.solid(outer, c.main, wood, light="flat")
        + path(outer, "none", shade(c.main, 0.5), 2, 0.6)
        + c.clip(pane, path(pane, glass), gleams, path(pane, "none", "#2b1d1a", 9, 0.3))
        + path(pane, "none", shade(c.main, -0.5), 2.4, 0.6)
    )
