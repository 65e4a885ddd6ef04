"""Marks: the few elements all pictures are made of. Functions that return markup, so a drawing is their sum."""

from __future__ import annotations

from marketplace.catalog.pictures.colour import INK
from marketplace.catalog.pictures.shapes import compact, num


def faint(o: float) -> str:
    return f' opacity="{f"{o:.2g}".lstrip("0")}"' if o < 1 else ""


def path(
    d: str, fill: str = "", stroke: str = "", w: float = 1, o: float = 1, *, dash: str = "", turn: str = ""
) -> str:
    """One painted outline. `o` is its opacity, `turn` a transform. No fill and round ends are the default."""
    parts = [f'<path d="{compact(d)}"']
    if fill and fill != "none":
        parts.append(f' fill="{fill}"')
    if stroke:
        parts.append(f' stroke="{stroke}" stroke-width="{num(w)}"')
    if dash:
        parts.append(f' stroke-dasharray="{dash}"')
    parts.append(faint(o))
    if turn:
        parts.append(f' transform="{turn}"')
    return "".join(parts) + "/>"


def line(d: str, colour: str, w: float = 2, o: float = 1, *, dash: str = "") -> str:
    """A stroke with round ends: a thread, a stem, a wire."""
    return path(d, "", colour, w, o, dash=dash)


def disc(cx: float, cy: float, rx: float, ry: float | None = None, fill: str = INK, o: float = 1) -> str:
    if ry is None or ry == rx:
        return f'<circle cx="{num(cx)}" cy="{num(cy)}" r="{num(rx)}" fill="{fill}"{faint(o)}/>'
    return f'<ellipse cx="{num(cx)}" cy="{num(cy)}" rx="{num(rx)}" ry="{num(ry)}" fill="{fill}"{faint(o)}/>'


def rect(x: float, y: float, w: float, h: float, fill: str, o: float = 1) -> str:
    return f'<rect{place(x, y, w, h)} fill="{fill}"{faint(o)}/>'


def place(x: float, y: float, w: float, h: float) -> str:
    corner = (f' x="{num(x)}"' if x else "") + (f' y="{num(y)}"' if y else "")
    return f'{corner} width="{num(w)}" height="{num(h)}"'


def group(*marks: str, turn: str = "", o: float = 1, extra: str = "") -> str:
    attributes = (f' transform="{turn}"' if turn else "") + faint(o) + extra
    return f"<g{attributes}>{''.join(marks)}</g>"


def rotate(angle: float, cx: float = 200, cy: float = 200) -> str:
    return f"rotate({num(angle)} {num(cx)} {num(cy)})"


def move(x: float, y: float, angle: float = 0, size: float = 1) -> str:
    text = f"translate({num(x)} {num(y)})"
    if angle:
        text += f"rotate({num(angle)})"
    return text + (f"scale({size:.3g})" if size != 1 else "")
