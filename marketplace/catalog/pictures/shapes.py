"""Outlines: functions that give SVG path data.

Only the absolute commands M, L, C, Q and Z are used, so that `bounds` can read an
outline's extent from its numbers alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import cos, pi, radians, sin

Point = tuple[float, float]
Profile = Sequence[Point]  # (height, radius) of a turned thing, from the top down
Box = tuple[float, float, float, float]  # left, top, right, bottom

RIM_TILT = 0.24  # how much a circle seen from a little above is flattened; one viewpoint for the whole shop
BASE_TILT = 0.17
_KAPPA = 0.5523


@lru_cache(maxsize=16384)
def _tenth(value: int) -> str:
    """Whole tenths as SVG likes its numbers: no zero that says nothing."""
    whole, rest = divmod(abs(value), 10)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole or ''}.{rest}" if rest else f"{sign}{whole}"


def num(value: float) -> str:
    """A coordinate with one decimal at most: a tenth of a pixel is finer than anyone sees, and the file stays small."""
    return _tenth(round(value * 10))


def at(x: float, y: float) -> str:
    return f"{num(x)} {num(y)}"


def points(text: str) -> list[Point]:
    """Points written as SVG writes them: "x,y x,y"."""
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in text.split())]


def poly(points: Sequence[Point], *, close: bool = True) -> str:
    return "M" + "L".join(at(*p) for p in points) + ("Z" if close else "")


def run(points: Sequence[Point], *, tension: float = 1 / 6) -> str:
    """Curve commands that pass smoothly through the points, beginning at the first (which is not moved to)."""
    parts = []
    for i in range(len(points) - 1):
        before, here, there = points[max(i - 1, 0)], points[i], points[i + 1]
        after = points[min(i + 2, len(points) - 1)]
        c1 = (here[0] + (there[0] - before[0]) * tension, here[1] + (there[1] - before[1]) * tension)
        c2 = (there[0] - (after[0] - here[0]) * tension, there[1] - (after[1] - here[1]) * tension)
        parts.append(f"C{at(*c1)} {at(*c2)} {at(*there)}")
    return "".join(parts)


def smooth(points: Sequence[Point], *, close: bool = False) -> str:
    """An outline that passes smoothly through all the points."""
    if not close:
        return f"M{at(*points[0])}" + run(points)
    ring = [points[-1], *points, points[0], points[1]]
    parts = [f"M{at(*points[0])}"]
    for i in range(1, len(points) + 1):
        before, here, there, after = ring[i - 1], ring[i], ring[i + 1], ring[(i + 2) if i + 2 < len(ring) else 2]
        c1 = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        c2 = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        parts.append(f"C{at(*c1)} {at(*c2)} {at(*there)}")
    return "".join(parts) + "Z"


def oval(cx: float, cy: float, rx: float, ry: float | None = None) -> str:
    ry = rx if ry is None else ry
    kx, ky = rx * _KAPPA, ry * _KAPPA
    return (
        f"M{at(cx - rx, cy)}C{at(cx - rx, cy - ky)} {at(cx - kx, cy - ry)} {at(cx, cy - ry)}"
        f"C{at(cx + kx, cy - ry)} {at(cx + rx, cy - ky)} {at(cx + rx, cy)}"
        f"C{at(cx + rx, cy + ky)} {at(cx + kx, cy + ry)} {at(cx, cy + ry)}"
        f"C{at(cx - kx, cy + ry)} {at(cx - rx, cy + ky)} {at(cx - rx, cy)}Z"
    )


def rounded(x: float, y: float, w: float, h: float, r: float) -> str:
    r = min(r, w / 2, h / 2)
    k, right, low = r * (1 - _KAPPA), x + w, y + h
    return (
        f"M{at(x + r, y)}L{at(right - r, y)}C{at(right - k, y)} {at(right, y + k)} {at(right, y + r)}"
        f"L{at(right, low - r)}C{at(right, low - k)} {at(right - k, low)} {at(right - r, low)}"
        f"L{at(x + r, low)}C{at(x + k, low)} {at(x, low - k)} {at(x, low - r)}"
        f"L{at(x, y + r)}C{at(x, y + k)} {at(x + k, y)} {at(x + r, y)}Z"
    )


def turned(cx: float, profile: Profile, *, top: float = RIM_TILT, base: float = BASE_TILT) -> str:
    """The silhouette of a thing made on a wheel or lathe; the profile gives (height, radius) from the top down."""
    left = [(cx - r, y) for y, r in profile]
    right = [(cx + r, y) for y, r in reversed(profile)]
    (y0, r0), (y1, r1) = profile[0], profile[-1]
    sag0, sag1 = y0 + r0 * top * 4 / 3, y1 + r1 * base * 4 / 3
    return (
        f"M{at(*left[0])}{run(left)}C{at(cx - r1, sag1)} {at(cx + r1, sag1)} {at(cx + r1, y1)}"
        f"{run(right)}C{at(cx + r0, sag0)} {at(cx - r0, sag0)} {at(cx - r0, y0)}Z"
    )


def hoop(cx: float, y: float, r: float, tilt: float = BASE_TILT) -> str:
    """The front half of a circle around a turned thing: a throwing ring, the edge of a glaze."""
    sag = y + r * tilt * 4 / 3
    return f"M{at(cx - r, y)}C{at(cx - r, sag)} {at(cx + r, sag)} {at(cx + r, y)}"


def radius(profile: Profile, y: float) -> float:
    """The radius of a profile at a height, straight between its points."""
    for (y0, r0), (y1, r1) in pairwise(profile):
        if y0 <= y <= y1:
            return r0 + (r1 - r0) * ((y - y0) / (y1 - y0) if y1 > y0 else 0)
    return profile[-1][1] if y > profile[-1][0] else profile[0][1]


def leaf(x: float, y: float, length: float, angle: float, width: float = 0.36) -> str:
    """A leaf (or petal, flame, feather) from its stalk at (x, y), pointing at `angle` degrees, 0 being right."""
    a = radians(angle)
    ux, uy = cos(a), sin(a)
    half = length * width
    tip = (x + ux * length, y + uy * length)
    one = (x + ux * length * 0.45 - uy * half, y + uy * length * 0.45 + ux * half)
    two = (x + ux * length * 0.45 + uy * half, y + uy * length * 0.45 - ux * half)
    return f"M{at(x, y)}Q{at(*one)} {at(*tip)}Q{at(*two)} {at(x, y)}Z"


def star(cx: float, cy: float, outer: float, inner: float, points: int, turn: float = -90.0) -> str:
    return poly(
        [
            (
                cx + cos(radians(turn) + pi * i / points) * (outer, inner)[i % 2],
                cy + sin(radians(turn) + pi * i / points) * (outer, inner)[i % 2],
            )
            for i in range(points * 2)
        ]
    )


def around(cx: float, cy: float, rx: float, ry: float, count: int, turn: float = 0.0) -> list[Point]:
    """Points spread evenly over an ellipse."""
    return [
        (cx + rx * cos(radians(turn) + 2 * pi * i / count), cy + ry * sin(radians(turn) + 2 * pi * i / count))
        for i in range(count)
    ]


_NUMBER = re.compile(r"-?\d*\.?\d+")


def bounds(d: str) -> Box:
    """The extent of an outline, control points included: a little generous, which does for shading."""
    values = [float(v) for v in _NUMBER.findall(d)]
    xs, ys = values[0::2], values[1::2]
    return min(xs), min(ys), max(xs), max(ys)


_TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+")
_PAIRS = {"M": 1, "L": 1, "T": 1, "C": 3, "Q": 2}


def _tenths(values: Sequence[int]) -> str:
    """Whole tenths as numbers with no more between them than needs be."""
    out = last = _tenth(values[0])
    for value in values[1:]:
        text = _tenth(value)
        # a sign parts two numbers by itself, and so does a point after a number that has one already
        out += text if text[0] == "-" or (text[0] == "." and "." in last) else " " + text
        last = text
    return out


@lru_cache(maxsize=4096)
def compact(d: str) -> str:
    """The same outline in steps from point to point: a third shorter, and counted in tenths so as not to drift."""
    out: list[str] = []
    tokens: list[str] = _TOKEN.findall(d)
    x = y = x0 = y0 = i = 0
    command = last = ""
    while i < len(tokens):
        if tokens[i].isalpha():
            command = tokens[i]
            i += 1
        if command in "Zz":
            x, y = x0, y0
            out.append("z")
            last = ""
            continue
        if command in "Hh":
            step = round(float(tokens[i]) * 10) - (x if command == "H" else 0)
            i += 1
            x += step
            out.append("h" + _tenths([step]))
            last = ""
            continue
        size = _PAIRS[command.upper()] * 2
        values = [round(float(t) * 10) for t in tokens[i : i + size]]
        i += size
        if command.isupper():
            values = [v - (y if k % 2 else x) for k, v in enumerate(values)]
        text, name = _tenths(values), command.lower()
        joined = name == last and name != "m"
        out.append((text if text[0] == "-" else " " + text) if joined else name + text)
        x, y, last = x + values[-2], y + values[-1], name
        if name == "m":
            x0, y0 = x, y
            command, last = ("L" if command == "M" else "l"), "m"
    return "".join(out)
