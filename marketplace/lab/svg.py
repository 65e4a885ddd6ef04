"""A sheet of paper to draw on: SVG put together from escaped text and figures, and a picture with its words."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from typing import Any

PAPER, INK, SOFT, LINE, ACCENT = "#fffdf8", "#2b231d", "#6a5a4c", "#dccfba", "#a94a28"
STORES = {"postgres": "#2f6690", "mongo": "#43702f", "redis": "#a82f50", "neo4j": "#6d4d97"}
"""One colour a store, the same as in the app."""

SANS, SERIF = "'Source Sans 3', 'Segoe UI', Helvetica, Arial, sans-serif", "Fraunces, Georgia, 'Times New Roman', serif"
WIDTH = 760


@dataclass(frozen=True)
class Picture:
    """An SVG and what it shows in words. JupyterLab shows `figure` instead, where there is one."""

    svg: str
    alt: str
    figure: Any = None

    def __repr__(self) -> str:
        return self.alt

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        bundle: dict[str, Any] = {"image/svg+xml": self.svg, "text/plain": self.alt}
        if self.figure is not None:
            bundle["application/vnd.plotly.v1+json"] = json.loads(self.figure.to_json())
        return bundle


def drawing(svg: str, alt: str, width: int = 320) -> Picture:
    """A finished SVG, such as a product's picture, shown so wide."""
    return Picture(svg.replace("<svg ", f'<svg width="{width}" ', 1), alt)


class Sheet:
    """Collects shapes; `picture` closes the sheet."""

    def __init__(self, title: str, height: int, width: int = WIDTH) -> None:
        self.title, self.width, self.height = title, width, height
        self.parts: list[str] = []
        self.text(24, 34, title, size=17, family=SERIF, weight=600)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 13,
        fill: str = INK,
        anchor: str = "start",
        family: str = SANS,
        weight: int = 400,
    ) -> None:
        """Words with their baseline at (x, y)."""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-family="{family}" font-weight="{weight}" '
            f'fill="{fill}" text-anchor="{anchor}">{html.escape(words)}</text>'
        )

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, *, says: str = "", corner: float = 2
    ) -> None:
        """A filled box; `says` shows on hover where the viewer has that."""
        hover = f"<title>{html.escape(says)}</title>" if says else ""
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0.6):.1f}" height="{height:.1f}" rx="{corner}" '
            f'fill="{fill}">{hover}</rect>'
        )

    def dot(self, x: float, y: float, radius: float, fill: str, *, says: str = "", opacity: float = 1) -> None:
        """A filled circle."""
        hover = f"<title>{html.escape(says)}</title>" if says else ""
        faint = f' fill-opacity="{opacity}"' if opacity < 1 else ""
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}"{faint}>{hover}</circle>')

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = LINE, width: float = 1) -> None:
        """A straight line."""
        self.parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
            f'stroke="{colour}" stroke-width="{width:.1f}"/>'
        )

    def picture(self, alt: str, figure: Any = None) -> Picture:
        """The finished picture."""
        words = html.escape(alt, quote=True)
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}" role="img" aria-label="{words}"><title>{words}</title>'
            f'<rect width="{self.width}" height="{self.height}" rx="8" fill="{PAPER}"/>{"".join(self.parts)}</svg>'
        )
        return Picture(svg, alt, figure)


def width_of(words: str, size: float = 13) -> float:
    """About how wide words are in the sans used here."""
    return 0.53 * size * len(words)


def fitted(words: str, room: float, size: float = 13) -> str:
    """Words cut to fit."""
    most = max(3, int(room / (0.53 * size)))
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
