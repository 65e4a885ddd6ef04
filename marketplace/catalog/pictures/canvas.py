"""The sheet a picture is drawn on: its colours, its chances, its light, and the few marks all pictures are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from marketplace.catalog.pictures.chance import Chance
from marketplace.catalog.pictures.colour import BACKDROPS, INK, distance, lightness, mix, shade
from marketplace.catalog.pictures.marks import disc, faint, group, path, place, rect
from marketplace.catalog.pictures.shapes import Box, bounds, compact, num, oval, poly

# How light falls on a thing: (axis, stops of (offset, colour, opacity)). All from the upper left.
_L, _D = "#fff", "#211"

# How light falls on a thing: (axis, stops of (offset, colour, opacity)). All from the upper left.
_L, _D = "#fff", "#211"

LIGHTS: dict[str, tuple[str, tuple[tuple[float, str, float], ...]]] = {
    "round": ("x", ((0, _L, 0.04), (0.24, _L, 0.34), (0.5, _L, 0), (0.74, _D, 0.16), (0.95, _D, 0.42), (1, _D, 0.34))),
    "soft": ("x", ((0, _L, 0.16), (0.35, _L, 0.05), (0.6, _D, 0.03), (1, _D, 0.25))),
    "flat": ("xy", ((0, _L, 0.22), (0.5, _L, 0), (1, _D, 0.2))),
    "fall": ("y", ((0, _L, 0.22), (0.4, _L, 0), (1, _D, 0.34))),
    "ball": ("r", ((0, _L, 0.6), (0.3, _L, 0.14), (0.55, _D, 0.05), (0.85, _D, 0.38), (1, _D, 0.48))),
    "hollow": ("xy", ((0, _D, 0.5), (0.45, _D, 0.2), (1, _L, 0.22))),
    "metal": (
        "x",
        (
            (0, _D, 0.3),
            (0.14, _L, 0.15),
            (0.26, _L, 0.7),
            (0.36, _L, 0.1),
            (0.6, _D, 0.26),
            (0.78, _D, 0.42),
            (0.9, _L, 0.22),
            (1, _D, 0.3),
        ),
    ),
    "sheen": (
        "xy",
        ((0, _L, 0.55), (0.22, _L, 0.1), (0.38, _D, 0.12), (0.5, _L, 0.35), (0.62, _D, 0.08), (1, _D, 0.4)),
    ),
    "glass": (
        "x",
        (
            (0, _L, 0.55),
            (0.08, _L, 0.1),
            (0.3, _L, 0.28),
            (0.55, _L, 0),
            (0.85, _D, 0.1),
            (0.96, _D, 0.22),
            (1, _L, 0.4),
        ),
    ),
}

_AXES = {"x": 'x1="0" y1="0" x2="1" y2="0"', "y": 'x1="0" y1="0" x2="0" y2="1"', "xy": 'x1="0" y1="0" x2="1" y2="1"'}


def _hundredths(share: float) -> str:
    return f"{share:.2f}".strip("0").rstrip(".") or "0" if share < 1 else "1"


class Canvas:
    """One picture in the making. What needs an id is kept here, under a prefix no other picture has."""

    def __init__(
        self, seed: str, prefix: str, colours: tuple[str, str, str], materials: Sequence[str], name: str = ""
    ) -> None:
        self.chance = Chance(seed)
        self.main, self.second, self.accent = colours
        self.materials = " ".join(materials)
        self.chief = materials[0] if materials else ""
        self.name = name
        self._prefix = prefix
        self._defs: dict[str, str] = {}
        # the grounds from which the thing stands out best, then one of them by chance
        grounds = sorted(BACKDROPS, key=lambda b: -distance(b, self.main))[:7]
        self.ground = self.chance.pick(grounds)
        if lightness(self.main) > 0.74:  # a pale thing needs a ground with some depth
            self.ground = mix(self.ground, "#8d7766", 0.3)

    def variant(self, *words: str) -> int:
        """Which of several designs to draw: the one whose words ("fern|frond") the product's name begins a word with,
        otherwise one by chance. A heron among the bird prints should be a heron."""
        drawn = self.chance.whole(0, len(words) - 1)
        for i, group_ in enumerate(words):
            if group_ and re.search(rf"\b(?:{group_})", self.name):
                return i
        return drawn

    def made_of(self, *names: str) -> bool:
        return any(name in self.materials for name in names)

    # -- things with an id ---------------------------------------------------------------------------------------
    def define(self, markup: str) -> str:
        """Keeps a definition (with ID standing for its id) once and gives its id."""
        if markup not in self._defs:
            self._defs[markup] = f"{self._prefix}{len(self._defs):x}"
        return self._defs[markup]

    def url(self, markup: str) -> str:
        return f"url(#{self.define(markup)})"

    def defs(self) -> str:
        return "".join(markup.replace("ID", ident, 1) for markup, ident in self._defs.items())

    def gradient(self, axis: str, *stops: tuple[float, str, float]) -> str:
        inner = "".join(
            "<stop"
            + (f' offset="{_hundredths(offset)}"' if offset else "")
            + f' stop-color="{colour}"'
            + (f' stop-opacity="{_hundredths(o)}"/>' if o < 1 else "/>")
            for offset, colour, o in stops
        )
        if axis in "rc":
            focus = ' cx=".35" cy=".3" r=".78"' if axis == "r" else ""
            return self.url(f'<radialGradient id="ID"{focus}>{inner}</radialGradient>')
        return self.url(f'<linearGradient id="ID" {_AXES[axis]}>{inner}</linearGradient>')

    def light(self, kind: str) -> str:
        axis, stops = LIGHTS[kind]
        return self.gradient(axis, *stops)

    def pattern(self, w: float, h: float, *marks: str, turn: str = "") -> str:
        """A repeat: the cheapest way to weave a cloth or knit a sleeve."""
        turning = f' patternTransform="{turn}"' if turn else ""
        size = f'width="{num(w)}" height="{num(h)}"'
        body = "".join(marks)
        return self.url(f'<pattern id="ID" {size} patternUnits="userSpaceOnUse"{turning}>{body}</pattern>')

    def blur(self, amount: float) -> str:
        box = 'x="-.5" y="-.5" width="2" height="2"'
        ident = self.define(f'<filter id="ID" {box}><feGaussianBlur stdDeviation="{num(amount)}"/></filter>')
        return f' filter="url(#{ident})"'

    # -- marks ---------------------------------------------------------------------------------------------------
    def clip(self, d: str, *marks: str, turn: str = "") -> str:
        short = compact(d)
        ident = self.define(f'<clipPath id="ID"><path d="{short}"/></clipPath>')
        left, top, right, bottom = bounds(d)
        # what fills the whole clip may as well be a rectangle: it looks the same and says the outline only once
        whole = f"<rect{place(left, top, right - left, bottom - top)} fill="
        texts = [mark.replace(f'<path d="{short}" fill=', whole) for mark in marks]
        inner = group(*texts, extra=f' clip-path="url(#{ident})"')
        return group(inner, turn=turn) if turn else inner

    def solid(self, d: str, fill: str, *marks: str, light: str = "round", turn: str = "") -> str:
        """A lit body: its colour, the texture given as marks, and the light over both, all inside its outline."""
        left, top, right, bottom = bounds(d)
        box = (left - 1, top - 1, right - left + 2, bottom - top + 2)
        if not marks:
            lit = path(d, fill) + (path(d, self.light(light)) if light else "")
            return group(lit, turn=turn) if turn else lit
        over = rect(*box, self.light(light)) if light else ""
        return self.clip(d, rect(*box, fill), *marks, over, turn=turn)

    def shadow(self, cx: float, cy: float, rx: float, ry: float | None = None, strength: float = 1) -> str:
        """Where a thing stands: a dark contact and a soft cast towards the lower right."""
        ry = rx * 0.16 if ry is None else ry
        cast = self.gradient("c", (0, _D, 0.5), (0.5, _D, 0.26), (1, _D, 0))
        return disc(cx + rx * 0.32, cy + ry * 0.25, rx * 1.42, ry * 1.5, cast, 0.75 * strength) + disc(
            cx + rx * 0.03, cy, rx * 1.08, ry * 0.95, cast, 0.95 * strength
        )

    def drop(self, d: str, dx: float = 6, dy: float = 9, soft: float = 6, o: float = 0.34, turn: str = "") -> str:
        """The shadow of a flat thing on the surface it lies on or hangs before."""
        shifted = f"translate({num(dx)} {num(dy)}){turn}"
        return f'<path d="{compact(d)}" fill="{INK}"{faint(o)} transform="{shifted}"{self.blur(soft)}/>'

    def box(self, d: str) -> Box:
        return bounds(d)

    # -- grounds -------------------------------------------------------------------------------------------------
    def _window(self) -> str:
        """Daylight through a window, on the ground behind; not on every picture."""
        if self.chance.yes(0.4):
            return ""
        x, lean = self.chance.between(-30, 60), self.chance.between(50, 95)
        panes = [
            poly([(x + i * 84, -10), (x + i * 84 + 66, -10), (x + i * 84 + 66 + lean, 410), (x + i * 84 + lean, 410)])
            for i in range(2)
        ]
        return f'<path d="{compact("".join(panes))}" fill="#fffdf5" opacity=".26"{self.blur(5)}/>'

    def table(self, y: float = 286) -> str:
        """A wall and a table: the ground of everything that stands."""
        wall = self.gradient("y", (0, shade(self.ground, 0.3), 1), (1, self.ground, 1))
        low = mix(shade(self.ground, -0.05), "#c6925f", 0.27)
        top = self.gradient("y", (0, low, 1), (1, shade(low, 0.3), 1))
        glow = self.gradient("r", (0, "#fffdf5", 0.6), (1, "#fffdf5", 0))
        return (
            rect(0, 0, 400, y, wall)
            + rect(0, 0, 400, y, glow, 0.8)
            + self._window()
            + rect(0, y, 400, 400 - y, top)
            + rect(0, y - 1, 400, 2.4, shade(low, -0.16), 0.5)
        )

    def surface(self) -> str:
        """One even ground, seen from above or straight on: for what lies flat or hangs on a wall."""
        paper = self.gradient(
            "xy", (0, shade(self.ground, 0.42), 1), (0.55, self.ground, 1), (1, shade(self.ground, -0.1), 1)
        )
        return rect(0, 0, 400, 400, paper) + self._window()

    def tooth(self) -> str:
        """The tooth of the paper over all: one small tile of noise, repeated, so it costs next to nothing to paint."""
        noise = self.define(
            '<filter id="ID" x="0" y="0" width="1" height="1"><feTurbulence type="fractalNoise" baseFrequency=".8" '
            'numOctaves="2" stitchTiles="stitch"/><feColorMatrix values="0 0 0 0 .17 0 0 0 0 .11 0 0 0 0 .09 '
            '0 0 0 -2.4 1.5"/></filter>'
        )
        tile = self.pattern(128, 128, f'<rect width="128" height="128" filter="url(#{noise})"/>')
        return rect(0, 0, 400, 400, tile, 0.2)

    def rim(self, cx: float, y: float, r: float, lip: str, inside: str, thick: float = 5, tilt: float = 0.24) -> str:
        """The mouth of a vessel: its lip, and the dark and light of its inside."""
        inner = r - thick
        return (
            disc(cx, y, r, r * tilt, lip)
            + disc(cx, y + thick * 0.12, inner, inner * tilt, inside)
            + disc(cx, y + thick * 0.12, inner, inner * tilt, self.light("hollow"))
            + path(oval(cx, y, r - 0.8, r * tilt - 0.8), "none", shade(lip, 0.5), 1.2, 0.55)
        )
