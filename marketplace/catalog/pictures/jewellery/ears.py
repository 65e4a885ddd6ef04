"""What hangs from an ear."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import lightness, shade
from marketplace.catalog.pictures.jewellery.bench import gem, metal, sorted_out, stone_colour, takes_facets, wire
from marketplace.catalog.pictures.marks import disc, group, line, path
from marketplace.catalog.pictures.shapes import at, leaf, num, oval, rounded
from marketplace.catalog.pictures.textures import hammered


def _drop_shape(c: Canvas, kind: int) -> tuple[str, str]:
    """What hangs from an ear, around the origin, from its eye down: the outline of its shadow, and the thing."""
    tone, cut = stone_colour(c), takes_facets(c)
    if kind == 0:
        d = leaf(0, 0, 112, 90, 0.34)
        veins = line(
            "M0 6L0 106" + "".join(f"M0 {y}L{s * 17} {y - 16}" for y in range(36, 100, 15) for s in (-1, 1)),
            shade(c.main, -0.5),
            1.8,
            0.6,
        )
        return d, metal(c, d, c.main, veins)
    if kind == 1:
        return oval(0, 52, 46) + oval(0, 52, 38), wire(oval(0, 52, 46), c.main, 8) + gem(
            c, 0, 98, 12, 14, tone, c.main, cut
        )
    if kind == 2:
        disc_ = metal(c, oval(0, 26, 25), c.main, hammered(c, (-25, 0, 25, 52), 9))
        return oval(0, 26, 25) + oval(0, 86, 20, 25), disc_ + wire("M0 52L0 62", c.main, 4) + gem(
            c, 0, 86, 17, 22, tone, c.main, cut
        )
    if kind == 3:
        rays = [
            (leaf(0, 0, 96 - abs(a) * 0.5, 90 + a, 0.1), shade(c.main, 0.1 - abs(a) * 0.004))
            for a in (-34, 34, -17, 17, 0)
        ]
        return "".join(d for d, _ in rays), "".join(metal(c, d, t) for d, t in rays) + gem(
            c, 0, 10, 12, 12, tone, c.main, cut
        )
    moon = f"M{at(16, 2)}C{at(-46, 6)} {at(-46, 96)} {at(16, 100)}C{at(-16, 78)} {at(-16, 24)} {at(16, 2)}Z"
    return moon, metal(c, moon, c.main, hammered(c, (-40, 0, 20, 100), 12, 7)) + gem(
        c, 12, 51, 11, 11, tone, c.main, cut
    )


def earrings(c: Canvas) -> str:
    sorted_out(c)
    kind = c.variant(
        "leaf|feather", "hoop|ring|wheel", "drop|pebble|disc|stud", "fan|swing|filigree|ray", "moon|crescent"
    )
    card = rounded(82, 54, 236, 292, 10)
    outline, shape = _drop_shape(c, kind)
    hook = wire("M0 4C-2 -18 -20 -26 -18 -46C-14 -66 16 -66 18 -40L18 -8", c.main, 4)
    shadow = c.drop(outline, 6, 8, 4, 0.34).replace("/>", ' fill-rule="evenodd"/>')
    paper = "#f3ebdc" if lightness(c.main) < 0.8 else shade(c.ground, -0.35)
    pair = "".join(
        group(
            shadow,
            hook,
            shape,
            turn=f"translate({x} {y})scale(1.06)" + ("scale(-1 1)" if kind == 4 and x > 200 else ""),
        )
        for x, y in ((142, 176), (258, 176))
    )
    lines = line("M160 84L240 84M178 96L222 96", shade(paper, -0.3), 2, 0.5) + "".join(
        disc(x + 2, 116, 3, fill=shade(paper, -0.55)) for x in (142, 258)
    )
    return c.surface() + group(
        c.drop(card, 7, 10, 8, 0.34),
        path(card, paper),
        path(card, c.light("flat"), o=0.5),
        lines,
        pair,
        turn=f"rotate({num(c.chance.between(-5, 5))} 200 200)",
    )
