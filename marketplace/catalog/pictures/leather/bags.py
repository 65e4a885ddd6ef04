"""Bags, and wallets to go in them."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import mix, shade
from marketplace.catalog.pictures.leather.hide import BRASS, brass_buckle, hide, thread_colour, tooled_sign, tubed
from marketplace.catalog.pictures.marks import disc, group, line, path, rotate
from marketplace.catalog.pictures.shapes import at, num, oval, poly, rounded, smooth
from marketplace.catalog.pictures.textures import stitches


def wallet(c: Canvas) -> str:
    w, h = c.chance.between(212, 240), c.chance.between(146, 162)
    x, y = 200 - w / 2, 200 - h / 2
    d, kind = rounded(x, y, w, h, 14), c.chance.whole(0, 2)
    inner = f"M{at(x + 10, y + 16)}L{at(x + 10, y + h - 10)}L{at(x + w - 10, y + h - 10)}L{at(x + w - 10, y + 16)}"
    cards, front = "", ""
    if kind == 0:  # a card holder with cards looking out
        cards = "".join(
            group(
                path(rounded(x + 22 + i * 6, y - 30 + i * 13, w - 56, 70, 7), t),
                path(rounded(x + 22 + i * 6, y - 30 + i * 13, w - 56, 70, 7), "none", "#2b1d1a", 1.4, 0.25),
            )
            for i, t in enumerate((c.accent, "#efe6d4", mix(c.second, "#ffffff", 0.3)))
        )
        front = stitches(f"M{at(x + 10, y + h * 0.45)}L{at(x + w - 10, y + h * 0.45)}", thread_colour(c))
    elif kind == 1:  # a flap with a stud
        flap = (
            f"M{at(x, y + 14)}C{at(x, y)} {at(x + 4, y)} {at(x + 14, y)}L{at(x + w - 14, y)}"
            f"C{at(x + w - 4, y)} {at(x + w, y)} {at(x + w, y + 14)}L{at(x + w, y + h * 0.3)}"
            f"C{at(x + w, y + h * 0.62)} {at(200 + 40, y + h * 0.7)} {at(200, y + h * 0.7)}"
            f"C{at(160, y + h * 0.7)} {at(x, y + h * 0.62)} {at(x, y + h * 0.3)}Z"
        )
        front = (
            c.drop(flap, 1, 4, 3, 0.4)
            + hide(c, flap, shade(c.main, 0.06))
            + disc(200, y + h * 0.58, 8, fill="#7a6030")
            + c.solid(oval(199, y + h * 0.575, 7), BRASS, light="ball")
        )
    else:  # a bifold
        front = line(f"M{at(x + 15, y + 6)}L{at(x + 15, y + h - 6)}", "#2b1d1a", 3, 0.25) + (
            c.solid(
                poly(
                    [
                        (x + w - 76, y + h / 2 - 16),
                        (x + w + 4, y + h / 2 - 16),
                        (x + w + 4, y + h / 2 + 16),
                        (x + w - 76, y + h / 2 + 16),
                    ]
                ),
                c.second,
            )
            + c.solid(oval(x + w - 58, y + h / 2, 7), BRASS, light="ball")
            if c.chance.yes(0.4)
            else ""
        )
    return c.surface() + group(
        c.drop(d, 8, 12, 9, 0.42),
        cards,
        path(d, shade(c.main, -0.5), turn="translate(2 5)"),
        hide(c, d, c.main, seam=inner),
        front,
        tooled_sign(c, x + w - 36, y + h - 34, 9),
        turn=rotate(c.chance.between(-14, 10)),
    )


def handbag(c: Canvas) -> str:
    w, y, kind = (
        c.chance.between(196, 216),
        c.chance.between(158, 172),
        c.variant("crescent|flap|pouch", "frame|sunday|knot|hobo", "bucket|drawstring|sack|stake"),
    )
    x = 200 - w / 2
    d = smooth(
        [
            (x + 20, y),
            (200, y - 3),
            (x + w - 20, y),
            (x + w - 4, y + 50),
            (x + w, 286),
            (x + w - 20, 307),
            (200, 310),
            (x + 20, 307),
            (x, 286),
            (x + 4, y + 50),
        ],
        close=True,
    )
    strap = f"M{at(x + 46, y + 20)}C{at(x + 50, y - 112)} {at(x + w - 50, y - 112)} {at(x + w - 46, y + 20)}"
    handle = (
        line(strap, shade(c.main, -0.5), 15)
        + line(strap, shade(c.main, -0.08), 12)
        + stitches(strap, thread_colour(c), 1.8)
    )
    flap = smooth(
        [
            (x + 10, y + 4),
            (200, y - 6),
            (x + w - 10, y + 4),
            (x + w - 2, y + 56),
            (x + w - 26, y + 84),
            (200, y + (104 if kind == 0 else 84)),
            (x + 26, y + 84),
            (x + 2, y + 56),
        ],
        close=True,
    )
    seam = smooth(
        [
            (x + 14, y + 56),
            (x + 34, y + 76),
            (200, y + (95 if kind == 0 else 76)),
            (x + w - 34, y + 76),
            (x + w - 14, y + 56),
        ]
    )
    lock = c.solid(rounded(184, y + 78, 32, 26, 6), BRASS, light="sheen") + disc(200, y + 91, 4, fill="#4a3a20")
    body = hide(
        c,
        d,
        c.main,
        light="round",
        seam=smooth(
            [
                (x + 12, 250),
                (x + 14, 282),
                (x + 30, 298),
                (200, 300),
                (x + w - 30, 298),
                (x + w - 14, 282),
                (x + w - 12, 250),
            ]
        ),
    )
    cover = (
        c.drop(flap, 1, 5, 4, 0.4)
        + hide(c, flap, shade(c.main, 0.05) if c.chance.yes(0.6) else c.second, light="soft", seam=seam)
        + lock
    )
    if kind == 2:  # a bucket, open, with a cord
        top = f"M{at(x + 16, y)}Q200 {num(y + 16)} {at(x + w - 16, y)}"
        cover = (
            line(top, shade(c.main, 0.3), 4)
            + stitches(f"M{at(x + 14, y + 30)}Q200 {num(y + 44)} {at(x + w - 14, y + 30)}", c.accent, 4)
            + line(f"M196 {num(y + 40)}q-14 20 -8 40M204 {num(y + 40)}q12 18 10 44", c.accent, 3.4)
        )
    rings = "".join(path(oval(px, y + 22, 9), "none", BRASS, 4) for px in (x + 46, x + w - 46))
    return (
        c.table()
        + c.shadow(203, 309, w * 0.52, 16)
        + group(handle, turn="translate(5 -6)")
        + body
        + cover
        + handle
        + rings
    )


def satchel(c: Canvas) -> str:
    w, y = c.chance.between(220, 240), c.chance.between(138, 150)
    x = 200 - w / 2
    d = rounded(x, y, w, 308 - y, 14)
    flap = (
        f"M{at(x - 3, y + 12)}C{at(x - 3, y - 6)} {at(x + 6, y - 8)} {at(x + 20, y - 8)}"
        f"L{at(x + w - 20, y - 8)}C{at(x + w - 6, y - 8)} {at(x + w + 3, y - 6)} {at(x + w + 3, y + 12)}"
        f"L{at(x + w + 3, y + 84)}C{at(x + w, y + 108)} {at(x + w - 20, y + 112)} {at(x + w - 40, y + 112)}"
        f"L{at(x + 40, y + 112)}C{at(x + 20, y + 112)} {at(x, y + 108)} {at(x - 3, y + 84)}Z"
    )
    seam = (
        f"M{at(x + 7, y + 14)}L{at(x + 7, y + 82)}C{at(x + 8, y + 98)} {at(x + 22, y + 102)}"
        f" {at(x + 40, y + 102)}L{at(x + w - 40, y + 102)}C{at(x + w - 22, y + 102)} {at(x + w - 8, y + 98)}"
        f" {at(x + w - 7, y + 82)}L{at(x + w - 7, y + 14)}"
    )
    handle = tubed(f"M164 {num(y - 4)}C164 {num(y - 44)} 236 {num(y - 44)} 236 {num(y - 4)}", c.main)
    sling = line(
        (
            f"M{at(x + 8, y + 20)}C{at(x - 30, 40)} {at(120, 20)} {at(206, 18)}"
            f"C{at(300, 20)} {at(x + w + 30, 50)} {at(x + w - 8, y + 20)}"
        ),
        shade(c.main, -0.35),
        9,
    )
    straps = ""
    for px in (x + w * 0.24, x + w * 0.76):
        band = rounded(px - 11, y + 40, 22, 128, 9)
        straps += (
            c.drop(band, 2, 3, 2, 0.35)
            + hide(
                c,
                band,
                shade(c.main, -0.14),
                light="soft",
                seam=f"M{at(px - 6, y + 46)}L{at(px - 6, y + 158)}M{at(px + 6, y + 46)}L{at(px + 6, y + 158)}",
            )
            + brass_buckle(c, px, y + 126, 32, 24)
        )
    pocket = hide(
        c,
        rounded(x + 22, 250, w - 44, 50, 8),
        shade(c.main, -0.05),
        seam=f"M{at(x + 30, 254)}L{at(x + 30, 292)}L{at(x + w - 30, 292)}L{at(x + w - 30, 254)}",
    )
    return (
        c.table()
        + c.shadow(204, 308, w * 0.53, 16)
        + sling
        + handle
        + hide(c, d, shade(c.main, -0.1), light="soft")
        + pocket
        + c.drop(flap, 1, 5, 4, 0.42)
        + hide(c, flap, c.main, tooled_sign(c, 200, y + 50, 15), light="soft", seam=seam)
        + straps
    )
