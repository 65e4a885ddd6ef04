"""Colours as a painter mixes them: shadows towards a warm ink, lights towards cream, never plain black or white."""

from __future__ import annotations

import re
from collections.abc import Sequence

INK = "#2b1d1a"
CREAM = "#fffaf0"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")

# What stands behind the goods. All light and muted, so that a page of twenty-four keeps one mood.
BACKDROPS = (
    "#efe4d2",
    "#ecd5c4",
    "#dde3d0",
    "#d6e0e2",
    "#f1e2b8",
    "#e9dcd6",
    "#e3d0bc",
    "#cfdacb",
    "#dfdce6",
    "#dcd6ca",
)


def is_colour(value: object) -> bool:
    return isinstance(value, str) and _HEX.fullmatch(value) is not None


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(one: str, other: str, share: float) -> str:
    """`share` of the other colour in the one."""
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(_parts(one), _parts(other), strict=True))


def shade(colour: str, amount: float) -> str:
    """Lighter for a positive amount (up to 1), darker for a negative one."""
    return mix(colour, CREAM, amount) if amount >= 0 else mix(colour, INK, -amount)


def lightness(colour: str) -> float:
    """How light a colour looks, 0 to 1."""
    r, g, b = _parts(colour)
    return (0.299 * r + 0.587 * g + 0.114 * b) / 255


def distance(one: str, other: str) -> float:
    """How different two colours look, roughly 0 to 1; lightness counts most, for it parts a shape from its ground."""
    hue = sum(abs(a - b) for a, b in zip(_parts(one), _parts(other), strict=True)) / 765
    return 0.7 * abs(lightness(one) - lightness(other)) + 0.6 * hue


def apart(colour: str, ground: str, least: float = 0.22) -> str:
    """The colour, moved away from the ground where a pattern in it would not be seen."""
    if abs(lightness(colour) - lightness(ground)) >= least:
        return colour
    return shade(colour, -0.45) if lightness(ground) > 0.45 else shade(colour, 0.55)


def complete(palette: Sequence[object], spare: Sequence[str]) -> tuple[str, str, str]:
    """Three usable colours from whatever was given: main, second, accent."""
    given = [c.lower() for c in palette if isinstance(c, str) and is_colour(c)]
    if not given:
        given = list(spare)
    main = given[0]
    second = given[1] if len(given) > 1 else shade(main, -0.35 if lightness(main) > 0.5 else 0.45)
    accent = given[2] if len(given) > 2 else mix(second, "#b5563a", 0.35)
    return main, second, accent
