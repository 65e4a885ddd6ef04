"""What a jeweller's bench gives: polished metal, wire, chain, set stones."""

from __future__ import annotations

from math import cos, radians

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import distance, lightness, shade
from marketplace.catalog.pictures.marks import disc, group, line, path
from marketplace.catalog.pictures.shapes import around, num, poly, smooth

METALS = (
    ("rose gold", "#c98f78"),
    ("gold", "#d4ab52"),
    ("vermeil", "#d4ab52"),
    ("brass", "#c09a4e"),
    ("silver", "#c6cacd"),
    ("copper", "#b87652"),
    ("bronze", "#a07848"),
    ("steel", "#a9adb0"),
    ("titanium", "#9a9ea3"),
    ("iron", "#63666a"),
    ("pewter", "#a3a6a8"),
)


def sorted_out(c: Canvas) -> Canvas:
    """Puts the metal first among the colours: a turquoise ring may give turquoise first, but its band is silver."""
    tone = next((colour for name, colour in METALS if name in c.materials), "")
    if tone:
        others = sorted((c.main, c.second, c.accent), key=lambda colour: distance(colour, tone))
        near = others[0]
        stones = [colour for colour in (c.main, c.second, c.accent) if colour != near or distance(near, tone) > 0.2]
        c.main = near if distance(near, tone) <= 0.2 else tone
        c.second, c.accent = stones[0], stones[-1] if len(stones) > 1 else c.accent
    return c


def metal(c: Canvas, d: str, tone: str, *marks: str, light: str = "sheen") -> str:
    return c.solid(d, tone, *marks, light=light) + path(d, "none", shade(tone, -0.5), 1.6, 0.55)


def wire(d: str, tone: str, w: float) -> str:
    """Round wire, bright on its upper side."""
    lit = group(line(d, shade(tone, 0.75), w * 0.24, 0.9), turn=f"translate({num(-w * 0.16)} {num(-w * 0.18)})")
    return line(d, shade(tone, -0.5), w) + line(d, tone, w * 0.74) + lit


def gem(c: Canvas, x: float, y: float, rx: float, ry: float, tone: str, setting: str, cut: bool) -> str:
    """A stone in its bezel: faceted, or domed."""
    seat = disc(x, y, rx + 4, ry + 4, shade(setting, -0.4)) + disc(
        x - 0.6, y - 0.8, rx + 3, ry + 3, shade(setting, 0.25)
    )
    if not cut:
        return (
            seat
            + disc(x, y, rx, ry, tone)
            + disc(x, y, rx, ry, c.light("ball"))
            + disc(x - rx * 0.35, y - ry * 0.42, rx * 0.24, ry * 0.16, "#ffffff", 0.85)
        )
    outer, inner = around(x, y, rx, ry, 8, 22.5), around(x, y, rx * 0.52, ry * 0.52, 8, 0)
    facets = ""
    for i in range(8):
        j = (i + 1) % 8
        facing = cos(radians(i * 45 + 45 + 135))
        facets += path(poly([outer[i], outer[j], inner[j]]), shade(tone, facing * 0.38)) + path(
            poly([outer[i], inner[i], inner[j]]), shade(tone, facing * 0.28 + 0.1)
        )
    return (
        seat
        + path(poly(outer), tone)
        + facets
        + path(poly(inner), shade(tone, 0.3))
        + path(poly([inner[4], inner[5], inner[6], (x, y)]), "#ffffff", o=0.55)
    )


def chain(c: Canvas, points: list[tuple[float, float]], tone: str, w: float = 5) -> str:
    """Links along a line: a dashed highlight over a darker cord reads as a chain at this size."""
    d = smooth(points)
    return (
        group(line(d, "#2b1d1a", w, 0.3), turn="translate(4 7)", extra=c.blur(3))
        + line(d, shade(tone, -0.5), w)
        + line(d, tone, w * 0.8, dash=f"{num(w * 1.1)} {num(w * 0.7)}")
        + line(d, shade(tone, 0.7), w * 0.3, dash=f"{num(w * 0.5)} {num(w * 1.3)}")
    )


def takes_facets(c: Canvas) -> bool:
    return not c.made_of(
        "turquoise",
        "moonstone",
        "pearl",
        "opal",
        "amber",
        "agate",
        "enamel",
        "jade",
        "lapis",
        "labradorite",
        "onyx",
        "carnelian",
    ) and c.chance.yes(0.6)


def stone_colour(c: Canvas) -> str:
    return c.second if abs(lightness(c.second) - lightness(c.main)) > 0.08 or c.second != c.main else c.accent
