"""Soap and salts."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.flora import sprig
from marketplace.catalog.pictures.marks import disc, group, line, move, path, rotate
from marketplace.catalog.pictures.shapes import (
    at,
    bounds,
    hoop,
    leaf,
    num,
    oval,
    poly,
    rounded,
    run,
    smooth,
    star,
    turned,
)
from marketplace.catalog.pictures.textures import dots


def swirl(c: Canvas, d: str) -> str:
    """How the coloured batter fell into the mould, and what was strewn into it."""
    left, top, right, bottom = bounds(d)
    second, kind = apart(c.second, c.main, 0.1), c.chance.whole(0, 3)
    if kind == 0:
        marks, y = "", top + 6
        while y < bottom + 10:
            points = [(left - 4 + k * (right - left + 8) / 5, y + c.chance.between(-11, 11)) for k in range(6)]
            marks += line(
                f"M{at(*points[0])}{run(points)}",
                (second, shade(c.main, 0.3), c.accent)[int(y) % 3],
                c.chance.between(4, 11),
                0.7,
            )
            y += c.chance.between(13, 20)
        return marks
    if kind == 1:
        wave = [
            (left - 4, top + (bottom - top) * 0.5),
            (left + (right - left) * 0.3, top + (bottom - top) * 0.36),
            (left + (right - left) * 0.62, top + (bottom - top) * 0.6),
            (right + 4, top + (bottom - top) * 0.44),
        ]
        return path(
            f"M{at(left - 4, bottom + 20)}L{at(*wave[0])}{run(wave)}L{at(right + 4, bottom + 20)}Z", second
        ) + line(smooth(wave), shade(c.main, 0.5), 3, 0.7)
    specks = dots(c, bounds(d), 46, second, 3, 0.75) + dots(c, bounds(d), 34, c.accent, 2.2, 0.7)
    return (
        specks
        if kind == 2
        else specks
        + "".join(
            path(
                leaf(c.chance.between(left, right), c.chance.between(top, bottom), 14, c.chance.between(0, 360), 0.3),
                c.accent,
                o=0.7,
            )
            for _ in range(7)
        )
    )


def _bar(c: Canvas, x: float, y: float, w: float, h: float, deep: float, stamped: bool) -> str:
    """A cut bar seen a little from above: top, front and end."""
    lift = deep * 0.5
    front = rounded(x, y, w, h, 7)
    top = poly([(x + 4, y + 4), (x + deep, y - lift), (x + w + deep - 4, y - lift), (x + w - 3, y + 4)])
    side = poly(
        [
            (x + w - 5, y + 3),
            (x + w + deep - 4, y - lift + 3),
            (x + w + deep - 2, y - lift + h - 4),
            (x + w - 4, y + h - 2),
        ]
    )
    sign = c.chance.pick(
        (star(0, 0, 17, 7, 6), oval(0, 0, 17) + oval(0, 0, 11), leaf(0, 17, 34, -90, 0.4) + "M0 17L0 -10")
    )
    stamp = (
        group(
            path(sign, "", "#2b1d1a", 2.4, 0.35) + path(sign, "", "#fffaf0", 1.6, 0.4, turn="translate(1.2 1.6)"),
            turn=move(x + w / 2, y + h / 2),
        )
        if stamped
        else ""
    )
    return (
        c.solid(side, shade(c.main, -0.2), light="fall")
        + c.solid(front, c.main, swirl(c, front), light="soft")
        + c.solid(top, shade(c.main, 0.22), dots(c, bounds(top), 12, c.accent, 3, 0.7), light="flat")
        + line(f"M{at(x + 8, y + 3)}L{at(x + w - 6, y + 3)}", "#fffaf0", 2.4, 0.5)
        + stamp
    )


def soap_bar(c: Canvas) -> str:
    w, h = c.chance.between(168, 188), c.chance.between(82, 98)
    herb = (
        sprig(92, 322, -16, 130, c.chance.pick(("#7d8f6b", "#8c9a86", "#9486a8")), -10, 0.2)
        if c.chance.yes(0.7)
        else ""
    )
    if c.chance.yes(0.5):
        below = _bar(c, 200 - w / 2 - 14, 306 - 62, w + 14, 62, 50, False)
        return (
            c.table(270)
            + c.shadow(214, 304, w * 0.6, 15)
            + below
            + group(
                c.shadow(206, 240, w * 0.46, 8, 0.7) + _bar(c, 204 - w / 2, 236 - 64, w - 6, 64, 46, True),
                turn=rotate(c.chance.between(-3, 3), 200, 236),
            )
            + herb
        )
    band = apart(c.second, c.main, 0.1)
    wrap = ""
    if c.chance.yes(0.5):
        x = 196.0
        wrap = (
            path(poly([(x - 30, 306 - h), (x + 30, 306 - h), (x + 30, 307), (x - 30, 307)]), mix(band, "#f3ead8", 0.6))
            + path(
                poly([(x - 30, 306 - h), (x + 30, 306 - h), (x + 88, 274 - h), (x + 28, 274 - h)]),
                mix(band, "#fffaf0", 0.7),
            )
            + disc(x, 306 - h / 2, 17, fill=band)
            + path(star(x, 306 - h / 2, 11, 4, 6), "#f3ead8")
        )
    return (
        c.table(270)
        + c.shadow(218, 304, w * 0.62, 15)
        + _bar(c, 194 - w / 2 - 6, 306 - h, w, h, 66, not wrap)
        + wrap
        + herb
    )


def shampoo_bar(c: Canvas) -> str:
    r, y = c.chance.between(92, 104), 232.0
    d = turned(200, [(y, r), (y + 24, r + 5), (y + 52, r - 4)], top=0.4, base=0.4)
    top = oval(200, y, r, r * 0.42)
    press = c.chance.pick(
        (
            star(0, 0, 54, 24, 8),
            "".join(leaf(0, 0, 56, i * 60, 0.3) for i in range(6)),
            oval(0, 0, 56) + oval(0, 0, 42) + oval(0, 0, 26),
            "M-56 6Q-28 -30 0 6T56 6M-48 28Q-24 0 0 28T48 28M-40 -22Q-20 -46 0 -22T40 -22",
        )
    )
    stamp = group(
        path(press, "", "#2b1d1a", 4, 0.28),
        path(press, "", "#fffaf0", 3, 0.45, turn="translate(2 3)"),
        turn=f"translate(200 {num(y)})scale(1 .42)",
    )
    dish = c.chance.pick(("#b98a58", "#8a5f3c", "#d8d2c4"))
    tray = turned(200, [(y + 52, r + 34), (y + 66, r + 22)], top=0.36, base=0.36)
    slats = "".join(
        line(f"M{at(200 - r + 4 + i * 30, y + 84)}L{at(200 - r - 6 + i * 32, y + 98)}", shade(dish, -0.4), 3, 0.5)
        for i in range(7)
    )
    foam = (
        "".join(
            disc(x, yy, s, fill="#ffffff", o=0.5)
            + path(oval(x, yy, s), "", "#ffffff", 1.6, 0.9)
            + disc(x - s * 0.35, yy - s * 0.35, s * 0.2, fill="#ffffff")
            for x, yy, s in (
                (104, 206, 15),
                (88, 232, 10),
                (122, 188, 8),
                (296, 196, 12),
                (314, 222, 17),
                (288, 172, 6),
                (330, 196, 6),
            )
        )
        if c.chance.yes(0.7)
        else ""
    )
    rope = (
        line(
            (
                f"M200 {num(y + 4)}C{at(230, y - 40)} {at(262, y - 110)} {at(214, 78)}"
                f"C{at(186, 60)} {at(170, 96)} {at(196, y - 2)}"
            ),
            "#b9976a",
            6,
        )
        + line(
            (
                f"M200 {num(y + 4)}C{at(230, y - 40)} {at(262, y - 110)} {at(214, 78)}"
                f"C{at(186, 60)} {at(170, 96)} {at(196, y - 2)}"
            ),
            "#7a5f3c",
            5,
            0.5,
            dash="1 8",
        )
        if not foam
        else ""
    )
    return (
        c.table(256)
        + c.shadow(206, y + 86, r * 1.3, 20)
        + c.solid(tray, dish, slats)
        + disc(200, y + 52, r + 34, (r + 34) * 0.36, shade(dish, 0.15))
        + disc(200, y + 56, r + 22, (r + 22) * 0.35, "#2b1d1a", 0.22)
        + c.solid(d, c.main, swirl(c, d))
        + c.solid(
            top,
            shade(c.main, 0.2),
            dots(c, bounds(top), 40, apart(c.second, c.main, 0.1), 2.8, 0.6),
            stamp,
            light="flat",
        )
        + line(hoop(200, y, r - 1, 0.42), "#fffaf0", 2.4, 0.5)
        + rope
        + foam
    )
