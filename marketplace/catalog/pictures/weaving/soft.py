"""Soft things to wear, carry or lean on."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.marks import disc, group, line, path, rotate
from marketplace.catalog.pictures.shapes import at, num, poly, rounded, smooth
from marketplace.catalog.pictures.textiles import fabric, folds, fringe, laid, tassel
from marketplace.catalog.pictures.textures import stitches


def scarf(c: Canvas) -> str:
    """Folded once over a peg."""
    fills, hem = (
        fabric(c, only=("stripe", "check", "herringbone", "band", "diamond", "plain")),
        c.chance.between(292, 316),
    )
    back = smooth([(196, 76), (232, 92), (258, 170), (268, hem - 26)]) + f"L{at(198, hem - 22)}L196 76Z"
    front = f"M206 70C176 70 158 84 150 118L{at(136, hem)}L{at(216, hem + 4)}L218 130C226 96 224 74 206 70Z"
    peg = disc(206, 74, 13, fill="#8a6242") + disc(203, 71, 7, fill="#b98d66")
    under = c.solid(back, shade(c.main, -0.2), laid(back, fills), folds(c, (200, 80, 268, hem), 2, 8), light="soft")
    over = c.solid(front, c.main, laid(front, fills), folds(c, (146, 76, 220, hem), 3, -8), light="soft")
    tone = c.main if c.chance.yes() else apart(c.second, c.main, 0.1)
    return (
        c.surface()
        + c.drop(back, 10, 10, 9, 0.3)
        + c.drop(front, 10, 12, 9, 0.3)
        + fringe(c, 200, 266, hem - 24, 36, shade(tone, -0.2), 8)
        + under
        + fringe(c, 138, 215, hem + 2, 40, tone, 8)
        + over
        + path("M196 84C208 90 220 88 226 82", "none", "#2b1d1a", 4, 0.3)
        + peg
    )


def throw(c: Canvas) -> str:
    """Folded into a soft pile, its fringe over the edge."""
    fills, count = fabric(c, only=("check", "herringbone", "diamond", "stripe", "birdseye")), c.chance.whole(3, 4)
    thick, w = c.chance.between(34, 40), c.chance.between(228, 250)
    x, marks = 200 - w / 2, ""
    for i in range(count):
        y = 308 - thick * (i + 1)
        off = c.chance.between(-5, 5)
        d = rounded(x + off, y, w, thick + 0.5, thick * 0.46)
        marks += c.solid(d, shade(c.main, -0.04 * (count - i)), laid(d, fills), light="fall")
    y = 308 - thick * count
    top = smooth(
        [
            (x + 4, y + 6),
            (x + 8, y - 16),
            (x + 26, y - 30),
            (200, y - 33),
            (x + w - 26, y - 30),
            (x + w - 8, y - 16),
            (x + w - 4, y + 6),
            (x + w - 22, y + 14),
            (200, y + 15),
            (x + 22, y + 14),
        ],
        close=True,
    )
    flap = smooth(
        [
            (x + 40, y - 30),
            (190, y - 34),
            (x + w * 0.62, y - 26),
            (x + w * 0.66, y + 10),
            (x + w * 0.66, y + 62),
            (x + w * 0.4, y + 66),
            (x + 34, y + 60),
            (x + 30, y + 6),
        ],
        close=True,
    )
    return (
        c.table()
        + c.shadow(204, 308, w * 0.53, 16)
        + marks
        + c.solid(top, shade(c.main, 0.12), laid(top, fills), light="flat")
        + c.drop(flap, 4, 6, 4, 0.35)
        + fringe(c, x + 36, x + w * 0.65, y + 62, 34, c.main)
        + c.solid(
            flap,
            shade(c.main, 0.06),
            laid(flap, fills),
            folds(c, (x + 30, y - 30, x + w * 0.66, y + 70), 2, 4, 0.16),
            light="flat",
        )
    )


def cushion(c: Canvas) -> str:
    s, cy = c.chance.between(112, 122), 192.0
    d = smooth(
        [
            (200 - s - 6, cy - s - 2),
            (200 - s * 0.5, cy - s + 9),
            (200, cy - s + 7),
            (200 + s * 0.5, cy - s + 9),
            (200 + s + 6, cy - s - 2),
            (200 + s - 5, cy - s * 0.5),
            (200 + s - 3, cy),
            (200 + s - 2, cy + s * 0.5),
            (200 + s + 6, cy + s),
            (200 + s * 0.5, cy + s + 3),
            (200, cy + s + 5),
            (200 - s * 0.5, cy + s + 3),
            (200 - s - 6, cy + s),
            (200 - s + 2, cy + s * 0.5),
            (200 - s + 3, cy),
            (200 - s + 5, cy - s * 0.5),
        ],
        close=True,
    )
    fills, lean = (
        fabric(c, only=("stripe", "diamond", "check", "band", "herringbone", "plain")),
        c.chance.between(-7, 7),
    )
    second = apart(c.second, c.main, 0.12)
    creases = group(
        line(
            (
                f"M{at(200 - s, cy - s)}Q{at(200 - s * 0.7, cy - s * 0.6)} {at(200 - s * 0.62, cy - s * 0.36)}"
                f"M{at(200 + s, cy - s)}Q{at(200 + s * 0.74, cy - s * 0.6)} {at(200 + s * 0.6, cy - s * 0.4)}"
                f"M{at(200 + s, cy + s)}Q{at(200 + s * 0.7, cy + s * 0.7)} {at(200 + s * 0.62, cy + s * 0.42)}"
                f"M{at(200 - s, cy + s)}Q{at(200 - s * 0.7, cy + s * 0.72)} {at(200 - s * 0.6, cy + s * 0.4)}"
            ),
            "#2b1d1a",
            8,
            0.3,
        ),
        extra=c.blur(3),
    )
    corners = (
        "".join(
            tassel(200 + x * (s + 4), cy + y * (s - 2) + (2 if y > 0 else -2), 28, second)
            for x in (-1, 1)
            for y in (1,)
        )
        if c.chance.yes(0.4)
        else ""
    )
    trim = line(d, second, 5) if c.chance.yes() else path(d, "none", shade(c.main, -0.4), 2, 0.5)
    return (
        c.table(270)
        + c.shadow(204, cy + s + 3, s * 1.02, 17)
        + group(
            corners, c.solid(d, c.main, laid(d, fills), creases, light="ball"), trim, turn=rotate(lean, 200, cy + s)
        )
    )


def tote(c: Canvas) -> str:
    w, y = c.chance.between(180, 204), c.chance.between(142, 154)
    x, second = 200 - w / 2, apart(c.second, c.main, 0.14)
    d = smooth(
        [
            (x + 6, y),
            (200, y + 4),
            (x + w - 6, y),
            (x + w, y + 80),
            (x + w + 3, 296),
            (x + w - 10, 307),
            (200, 309),
            (x + 10, 307),
            (x - 3, 296),
            (x, y + 80),
        ],
        close=True,
    )
    strap = second if c.chance.yes() else shade(c.main, -0.2)
    high = y - c.chance.between(88, 104)
    fills = fabric(c, only=("stripe", "band", "check", "diamond", "plain", "birdseye"))
    pocket = (
        path(poly([(158, y + 62), (244, y + 62), (242, y + 128), (160, y + 128)]), shade(c.main, 0.1))
        + stitches(f"M158 {num(y + 66)}L161 {num(y + 127)}L241 {num(y + 127)}L244 {num(y + 66)}", second, 2)
        if c.chance.yes(0.3)
        else ""
    )

    def handle(dx: float, dy: float, tone: str) -> str:
        return line(
            (
                f"M{at(x + 46 + dx, y + 22 + dy)}C{at(x + 52 + dx, high + dy)} {at(x + w - 52 + dx, high + dy)}"
                f" {at(x + w - 46 + dx, y + 22 + dy)}"
            ),
            tone,
            13,
        )

    ends = "".join(
        line(f"M{at(px, y + 4)}L{at(px, y + 36)}", strap, 13)
        + stitches(
            f"M{at(px - 3, y + 12)}L{at(px + 3, y + 32)}M{at(px + 3, y + 12)}L{at(px - 3, y + 32)}",
            shade(strap, 0.5),
            1.4,
        )
        for px in (x + 46, x + w - 46)
    )
    return (
        c.table()
        + c.shadow(202, 308, w * 0.5, 15)
        + handle(9, 4, shade(strap, -0.35))
        + c.solid(d, c.main, laid(d, fills), pocket, folds(c, (x, y, x + w, 309), 3, 10, 0.2), light="soft")
        + line(f"M{at(x + 6, y + 5)}Q200 {num(y + 9)} {at(x + w - 6, y + 5)}", shade(c.main, 0.4), 3, 0.6)
        + handle(0, 0, strap)
        + ends
    )
