"""What needles do: bands of coloured stitches, cables, pairs."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.marks import group, line, path, rect
from marketplace.catalog.pictures.shapes import at, bounds, num
from marketplace.catalog.pictures.textures import dots, knit, motif

# Charts for bands of coloured stitches, each repeating sideways.
CHARTS = (
    ("#.....#.", ".#...#..", "..#.#...", "...#....", "..#.#...", ".#...#.."),
    ("...#....", "..###...", ".#####..", "#######.", ".#####..", "..###...", "...#...."),
    ("#...#...", "##.##...", ".#.#..#.", "..#..###", ".#.#..#.", "##.##...", "#...#..."),
    ("#.#.#.#.", ".#.#.#.#"),
    ("...#....", "#..#..#.", ".#.#.#..", "..###...", "#######.", "..###...", ".#.#.#..", "#..#..#.", "...#...."),
)


def band(c: Canvas, y: float, size: float, colour: str, chart: tuple[str, ...] | None = None) -> str:
    """A fill with one band of a chart at height y, snapped to the rows of the knitting under it."""
    row = size * 0.84
    snapped = round(y / row) * row
    return c.pattern(size * 8, 420, motif(chart or c.chance.pick(CHARTS), colour, size, 0, snapped))


def cable(c: Canvas, x: float, top: float, bottom: float, colour: str, w: float = 17) -> str:
    """A twist of stitches standing out of the ground."""
    high = w * 1.4
    one = f"M{at(w * 0.4, 0)}C{at(w * 0.4, w * 0.7)} {at(w * 1.4, w * 0.7)} {at(w * 1.4, high)}"
    two = f"M{at(w * 1.4, 0)}C{at(w * 1.4, w * 0.7)} {at(w * 0.4, w * 0.7)} {at(w * 0.4, high)}"
    dark, light = shade(colour, -0.45), shade(colour, 0.18)
    marks = (
        line(two, dark, w * 0.52),
        line(two, shade(colour, 0.02), w * 0.36),
        line(one, dark, w * 0.52),
        line(one, light, w * 0.38),
    )
    twist = c.pattern(w * 1.8, high, *marks)
    strip = rect(0, 0, w * 1.8, bottom - top, twist)
    return group(strip, turn=f"translate({num(x - w * 0.9)} {num(top)})")


def knitted_in(c: Canvas, d: str, size: float) -> str:
    """What is knitted into a body: bands, stripes, cables, flecks or nothing."""
    left, top, right, bottom = bounds(d)
    second, high = apart(c.second, c.main, 0.12), bottom - top
    kind = c.chance.pick(("bands", "bands", "stripes", "cables", "flecks", "plain"))
    if kind == "bands":
        return path(d, band(c, top + high * 0.2, size, second)) + path(
            d, band(c, top + high * 0.42, size, apart(c.accent, c.main, 0.1))
        )
    if kind == "stripes":
        row = size * 0.84 * c.chance.pick((3, 4, 5))
        return path(d, c.pattern(size * 4, row * 2, rect(0, 0, size * 4, row, knit(c, second, size))))
    if kind == "cables":
        xs = [left + (right - left) * t for t in (0.3, 0.5, 0.7)]
        return "".join(cable(c, x, top + 4, bottom, c.main, size * 1.4) for x in xs)
    if kind == "flecks":
        return dots(c, (left, top, right, bottom), 50, second, size * 0.36, 0.8)
    return ""


def laid_in_pairs(c: Canvas, one: str, shadow: str, shift: float, lean: float) -> str:
    """The same thing twice, the second mirrored, as pairs are laid out for a photograph."""
    left = group(c.drop(shadow, 7, 10, 7, 0.32), one, turn=f"translate({num(-shift)} 0)rotate({num(-lean)} 200 200)")
    right = group(
        c.drop(shadow, -2, 11, 7, 0.32),
        one,
        turn=f"translate({num(400 + shift)} 0)scale(-1 1)rotate({num(-lean)} 200 200)",
    )
    return left + right
