"""What covers a pot: glazes and how they ran, bands, brushwork, flutes."""

from __future__ import annotations

from math import cos, radians, sin

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.flora import flower
from marketplace.catalog.pictures.marks import group, line, path
from marketplace.catalog.pictures.shapes import Profile, at, hoop, leaf, num, radius, run, smooth, star
from marketplace.catalog.pictures.textures import dots


def throwing(cx: float, profile: Profile, step: float, o: float = 0.13) -> str:
    """The rings a potter's fingers leave."""
    top, foot = profile[0][0], profile[-1][0]
    d, y = "", top + step
    while y < foot - 4:
        d += hoop(cx, y, radius(profile, y))
        y += step
    return path(d, "none", "#2b1d1a", 1.3, o)


def _drips(c: Canvas, cx: float, r: float, y: float, depth: float, top: float) -> str:
    """A glaze as it ran: all that lies on the side of `top`, with a tongue hanging here and there."""
    count = c.chance.whole(5, 8)
    wide = 2 * r / count
    d = f"M{at(cx - r - 4, top)}L{at(cx - r, y)}"
    for i in range(count):
        x = cx - r + i * wide
        here, there = (y + (1 - ((v - cx) / r) ** 2) * r * 0.2 for v in (x + wide * 0.62, x + wide))
        long = c.chance.between(0.3, 1) * depth
        d += f"C{at(x, here + long * 1.5)} {at(x + wide * 0.6, here + long * 1.5)} {at(x + wide * 0.62, here)}"
        d += f"Q{at(x + wide * 0.8, here - 6)} {at(x + wide, there)}"
    return f"{d}L{at(cx + r + 4, top)}Z"


def _painted(c: Canvas, cx: float, profile: Profile, colour: str) -> str:
    """A brushed frieze around the belly, narrower towards the edges where the pot turns away."""
    top, foot = profile[0][0], profile[-1][0]
    y = top + (foot - top) * c.chance.between(0.38, 0.46)
    r = radius(profile, y)
    size = min(foot - top, r) * 0.34
    kind = c.chance.whole(0, 3)
    marks = []
    for i in range(-3, 4):
        angle = i * 27
        x = cx + r * sin(radians(angle))
        sag = r * 0.2 * cos(radians(angle))
        if kind == 0:
            d = (
                leaf(0, size * 0.6, size, -90, 0.34)
                + leaf(0, size * 0.6, size * 0.7, -145, 0.3)
                + leaf(0, size * 0.6, size * 0.7, -35, 0.3)
            )
            mark = path(d, colour)
        elif kind == 1:
            mark = flower(0, 0, size * 0.5, colour, c.accent, 6)
        elif kind == 2:
            mark = line(
                smooth(
                    [
                        (-size * 0.4, size * 0.3),
                        (-size * 0.2, -size * 0.3),
                        (size * 0.2, size * 0.3),
                        (size * 0.4, -size * 0.3),
                    ]
                ),
                colour,
                4,
            )
        else:
            mark = path(star(0, 0, size * 0.5, size * 0.2, 4), colour)
        marks.append(group(mark, turn=f"translate({num(x)} {num(y + sag)})scale({cos(radians(angle)):.2f} 1)"))
    bands = "".join(hoop(cx, yy, radius(profile, yy)) for yy in (y - size * 0.75, y + size * 0.85))
    return path(bands, "none", colour, 3.4, 0.85) + "".join(marks)


def glaze(c: Canvas, cx: float, profile: Profile) -> str:
    """What covers a pot: run, dipped, banded, painted, carved or left plain, and the clay's own specks."""
    top, foot = profile[0][0], profile[-1][0]
    wide = max(r for _, r in profile)
    box = (cx - wide, top, cx + wide, foot + wide * 0.2)
    second = apart(c.second, c.main, 0.12)
    kinds: tuple[str, ...] = ("dip", "run", "band", "plain", "carve", "bare")
    if c.made_of("tin glaze", "underglaze", "majolica"):
        kinds = ("paint",)
    elif c.made_of("porcelain"):
        kinds = ("plain", "carve", "band", "facet")
    kind = c.chance.pick(kinds)
    marks = [throwing(cx, profile, c.chance.between(13, 22))]
    if kind == "dip":
        bare = _drips(c, cx, wide, foot - (foot - top) * c.chance.between(0.24, 0.42), 7, foot + wide)
        marks.append(path(bare, second) + path(bare, "none", shade(c.main, -0.3), 2.4, 0.5))
    elif kind == "run":
        runs = _drips(c, cx, wide, top + (foot - top) * 0.14, (foot - top) * 0.34, top - wide)
        marks.append(path(runs, second) + path(runs, "none", shade(second, 0.4), 2, 0.5))
    elif kind == "band":
        ys = [top + (foot - top) * t for t in (0.24, 0.3, 0.62)[: c.chance.whole(1, 3)]]
        marks.append(
            "".join(path(hoop(cx, y, radius(profile, y)), "none", second, c.chance.between(4, 9), 0.85) for y in ys)
        )
    elif kind == "paint":
        marks.append(_painted(c, cx, profile, second))
    elif kind in ("carve", "facet"):
        turns = [radians(a) for a in range(-80, 81, 16 if kind == "carve" else 32)]
        flutes = ""
        for a in turns:
            flutes += f"M{at(cx + radius(profile, top) * sin(a), top)}"
            flutes += run([(cx + r * sin(a), y + r * 0.2 * cos(a)) for y, r in profile])
        marks.append(
            path(flutes, "none", shade(c.main, -0.4), 2.2, 0.45)
            + path(flutes, "none", shade(c.main, 0.6), 1.4, 0.5, turn="translate(2.5 0)")
        )
    elif kind == "bare":
        marks.append(path(hoop(cx, foot - 6, radius(profile, foot - 6)), "none", second, 26, 0.9))
    if not c.made_of("porcelain"):
        marks.append(dots(c, box, 46, shade(c.main, -0.55), 2, 0.4))
    return "".join(marks)
