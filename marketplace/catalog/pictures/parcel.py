"""What is drawn when nothing is known of a product: a wrapped parcel with a tag, in its own patterned paper."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.marks import disc, group, line, path, rotate
from marketplace.catalog.pictures.shapes import leaf, num, poly, rounded, smooth, star


def paper(c: Canvas, ground: str, mark: str) -> str:
    """A printed paper, one of several repeats."""
    mark = mix(apart(mark, ground), ground, 0.25)
    kind = c.chance.whole(0, 4)
    if kind == 0:
        return c.pattern(26, 26, disc(6, 6, 3.4, fill=mark), disc(19, 19, 3.4, fill=mark))
    if kind == 1:
        return c.pattern(34, 30, path(leaf(5, 24, 18, -60) + leaf(24, 12, 15, -120), mark))
    if kind == 2:
        return c.pattern(18, 18, line("M0 9L18 9", mark, 3), turn="rotate(35)")
    if kind == 3:
        return c.pattern(36, 36, path(star(10, 10, 7, 3, 6) + star(28, 28, 7, 3, 6), mark))
    return c.pattern(30, 16, line("M0 12Q7.5 0 15 12Q22.5 0 30 12", mark, 2))


def parcel(c: Canvas) -> str:
    wrap, mark = c.main, c.second
    w, h = c.chance.between(178, 214), c.chance.between(108, 140)
    x, y = 200 - w / 2, 300 - h
    front = poly([(x, y), (x + w, y), (x + w - 2, 302), (x + 2, 302)])
    lid = poly([(x, y), (x + 26, y - 40), (x + w - 20, y - 40), (x + w, y)])
    print_ = paper(c, wrap, mark)
    cord = apart(c.accent, wrap)
    knot = x + w * c.chance.between(0.42, 0.58)
    bow = smooth(
        [
            (knot, y - 18),
            (knot - 46, y - 54),
            (knot - 58, y - 24),
            (knot, y - 18),
            (knot + 50, y - 58),
            (knot + 60, y - 26),
            (knot, y - 18),
        ]
    )
    tag = rounded(knot + 34, y + 26, 40, 58, 5)
    tagged = group(
        c.drop(tag, 3, 5, 3),
        path(tag, "#f6ecd8"),
        disc(knot + 54, y + 36, 3.6, fill=shade(c.ground, -0.4)),
        path(leaf(knot + 54, y + 76, 30, -90, 0.3), c.accent),
        turn=rotate(c.chance.between(-16, -6), knot + 50, y + 40),
    )
    return (
        c.table()
        + c.shadow(200, 303, w * 0.52, 15)
        + c.solid(front, wrap, path(front, print_), light="soft")
        + c.solid(lid, shade(wrap, 0.2), path(lid, print_, o=0.6), light="flat")
        + line(f"M{num(knot)} 301L{num(knot)} {num(y)}L{num(knot - 4)} {num(y - 40)}", cord, 5)
        + line(f"M{num(x + 13)} {num(y - 20)}L{num(x + w - 10)} {num(y - 20)}", cord, 4.4)
        + line(f"M{num(x + 1)} {num(y + h * 0.5)}L{num(x + w - 1)} {num(y + h * 0.5)}", cord, 5)
        + line(bow, shade(cord, -0.2), 6)
        + line(bow, cord, 4)
        + line(f"M{num(knot)} {num(y - 18)}Q{num(knot + 30)} {num(y + 4)} {num(knot + 52)} {num(y + 34)}", cord, 2.4)
        + disc(knot, y - 18, 7, 6, shade(cord, -0.12))
        + tagged
    )
