"""Cloth: the repeats weavers make, fringes, folds."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import INK, apart, mix, shade
from marketplace.catalog.pictures.marks import disc, group, line, path, rect
from marketplace.catalog.pictures.shapes import Box, at, num, poly
from marketplace.catalog.pictures.textures import cloth


def fabric(c: Canvas, turn: str = "", only: tuple[str, ...] = ()) -> list[str]:
    """The fills of a cloth, to be laid one over the other: its repeat and its weave."""
    second, accent = apart(c.second, c.main, 0.14), apart(c.accent, c.main, 0.1)
    kind = c.chance.pick(only or ("stripe", "check", "herringbone", "diamond", "band", "plain", "birdseye"))
    fills = []
    if kind == "stripe":
        w = c.chance.between(24, 46)
        fills.append(c.pattern(w, 40, rect(0, 0, w * 0.42, 40, second), rect(w * 0.56, 0, 3, 40, accent), turn=turn))
    elif kind == "band":
        h = c.chance.between(70, 110)
        fills.append(
            c.pattern(
                40,
                h,
                rect(0, 0, 40, h * 0.2, second),
                rect(0, h * 0.26, 40, 4, accent),
                rect(0, h * 0.6, 40, 5, second),
                turn=turn,
            )
        )
    elif kind == "check":
        w = c.chance.between(44, 64)
        fills.append(
            c.pattern(
                w,
                w,
                rect(0, 0, w * 0.45, w, second, 0.55),
                rect(0, 0, w, w * 0.45, second, 0.55),
                rect(w * 0.7, 0, 3, w, accent, 0.8),
                rect(0, w * 0.7, w, 3, accent, 0.8),
                turn=turn,
            )
        )
    elif kind == "herringbone":
        vee = "M-2 2L8 12L18 2M-2 8L8 18L18 8M-2 14L8 24L18 14M-2 -4L8 6L18 -4"
        fills.append(c.pattern(16, 12, line(vee, mix(second, c.main, 0.15), 2.6), turn=turn))
    elif kind == "diamond":
        w = c.chance.between(30, 44)
        fills.append(
            c.pattern(
                w,
                w * 1.3,
                path(poly([(w / 2, 2), (w - 2, w * 0.65), (w / 2, w * 1.3 - 2), (2, w * 0.65)]), "none", second, 3),
                path(poly([(w / 2, w * 0.36), (w * 0.72, w * 0.65), (w / 2, w * 0.94), (w * 0.28, w * 0.65)]), accent),
                turn=turn,
            )
        )
    elif kind == "birdseye":
        fills.append(c.pattern(14, 14, disc(3.5, 3.5, 2.2, fill=second), disc(10.5, 10.5, 2.2, fill=second), turn=turn))
    fills.append(cloth(c, c.chance.pick((4, 5, 6)), 0.15, turn))
    return fills


def laid(d: str, fills: list[str]) -> str:
    return "".join(path(d, fill) for fill in fills)


def fringe(c: Canvas, x0: float, x1: float, y: float, length: float, colour: str, step: float = 9) -> str:
    """Twisted ends along a hem, hanging down from y."""
    d, x = "", x0 + step / 2
    while x < x1:
        sway, long = c.chance.between(-3, 3), length * c.chance.between(0.88, 1.08)
        d += f"M{at(x, y - 2)}Q{at(x + sway, y + long * 0.6)} {at(x + sway * 0.4, y + long)}"
        x += step
    return line(d, shade(colour, -0.35), step * 0.46) + line(d, shade(colour, 0.12), step * 0.24)


def folds(c: Canvas, box: Box, count: int, lean: float = 0, o: float = 0.3) -> str:
    """Soft valleys and ridges down a hanging cloth."""
    left, top, right, bottom = box
    dark, light = "", ""
    for i in range(count):
        x = left + (right - left) * (i + 0.5) / count + c.chance.between(-8, 8)
        drift = lean * c.chance.between(0.3, 1)
        mid = (top + bottom) / 2
        dark += f"M{at(x, top)}Q{at(x + drift, mid)} {at(x + drift * 0.6, bottom)}"
        light += f"M{at(x - 16, top)}Q{at(x - 16 + drift, mid)} {at(x - 16 + drift * 0.6, bottom)}"
    width = (right - left) / count * 0.22
    return group(line(dark, INK, width, o), line(light, "#fffaf0", width * 0.8, o), extra=c.blur(width * 0.32))


def tassel(x: float, y: float, length: float, colour: str) -> str:
    d = "".join(f"M{at(x, y + 6)}L{at(x + i * 3, y + length + abs(i) * -1.5)}" for i in range(-3, 4))
    return (
        line(d, colour, 3)
        + line(d, shade(colour, 0.35), 1)
        + disc(x, y + 3, 5, 6, shade(colour, -0.1))
        + line(f"M{at(x - 4, y + 9)}L{at(x + 4, y + 9)}", shade(colour, -0.4), 2)
    )


def rod(c: Canvas, x0: float, x1: float, y: float, colour: str = "#a9774a", w: float = 9) -> str:
    """A wooden rail with its shadow on the wall."""
    d = f"M{num(x0)} {num(y)}L{num(x1)} {num(y)}"
    return (
        group(line(d, INK, w, 0.3), turn="translate(6 9)", extra=c.blur(4).replace("-.5", "-.5"))
        + line(d, shade(colour, -0.35), w)
        + group(
            line(d, colour, w * 0.7), line(d, shade(colour, 0.4), w * 0.2, 0.7), turn=f"translate(0 {num(-w * 0.1)})"
        )
    )
