"""Pinned, hung or put through a cuff."""

from __future__ import annotations

from math import cos, radians, sin

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import lightness, mix, shade
from marketplace.catalog.pictures.jewellery.bench import chain, gem, metal, sorted_out, stone_colour, takes_facets, wire
from marketplace.catalog.pictures.marks import disc, group, line, move, path
from marketplace.catalog.pictures.shapes import around, at, leaf, num, oval, points, poly, rounded, smooth, star
from marketplace.catalog.pictures.textures import dots, hammered


def _emblem(c: Canvas) -> tuple[str, str]:
    """A brooch or pendant of some size, around the origin: the outline of its shadow, and the thing."""
    kind, tone, cut = (
        c.variant(
            "leaf|oar|feather|fern",
            "marigold|flower|rose|wheel|bloom",
            "moon|tide|crescent",
            "wren|bird|swallow|cock|finch",
            "locket|amulet|seal|eye|medal|message",
        ),
        stone_colour(c),
        takes_facets(c),
    )
    vein = shade(c.main, -0.5)
    if kind == 0:  # a leaf
        d = leaf(-64, 62, 172, -44, 0.34)
        return d, metal(
            c,
            d,
            c.main,
            group(
                line(
                    "M-64 62L58 -56"
                    + "".join(
                        f"M{-64 + t * 1.22:.0f} {62 - t * 1.18:.0f}l{30 * s:.0f} {-30 + 26 * (s < 0):.0f}"
                        for t in range(24, 92, 15)
                        for s in (1, -0.2)
                    ),
                    vein,
                    2,
                    0.55,
                )
            ),
        ) + gem(c, -40, 40, 11, 11, tone, c.main, cut)
    if kind == 1:  # a flower
        return oval(0, 0, 70), "".join(
            metal(
                c,
                leaf(0, 0, 82, i * 60 + 30, 0.5),
                c.main,
                line(f"M0 0L{at(cos(radians(i * 60 + 30)) * 58, sin(radians(i * 60 + 30)) * 58)}", vein, 2, 0.5),
            )
            for i in range(6)
        ) + gem(c, 0, 0, 22, 22, tone, c.main, cut)
    if kind == 2:  # a moon and its stone
        moon = "M30 -76C-56 -84 -100 0 -52 54C-14 92 54 78 68 30C28 58 -30 42 -34 -12C-36 -44 -8 -70 30 -76Z"
        return moon, metal(c, moon, c.main, hammered(c, (-80, -80, 70, 80), 34)) + gem(
            c, 22, -10, 19, 19, tone, c.main, cut
        )
    if kind == 3:  # a bird
        body = smooth(
            points("-84,34 -40,26 -16,-10 24,-30 40,-52 66,-54 90,-40 68,-32 58,0 26,32 -14,44 -46,44"), close=True
        )
        wing = smooth(points("-58,-38 -16,-22 26,-16 24,14 -10,22 -36,0"), close=True)
        return body + wing, metal(c, body, c.main) + metal(
            c, wing, shade(c.main, 0.1), line("M-46 -30L14 4M-34 -10L10 12M-20 -22L18 -4", vein, 2, 0.5)
        ) + gem(c, 60, -40, 5, 5, tone, c.main, False)
    frame = "".join(
        disc(x, y, 6, fill=c.main) + disc(x - 1, y - 1.5, 2.4, fill=shade(c.main, 0.7))
        for x, y in around(0, 0, 66, 80, 26)
    )
    return oval(0, 0, 70, 84), metal(c, oval(0, 0, 64, 78), c.main) + frame + gem(c, 0, 0, 46, 58, tone, c.main, cut)


def brooch(c: Canvas) -> str:
    """Pinned to a piece of cloth."""
    sorted_out(c)
    felt = mix(c.ground, c.accent, 0.4) if abs(lightness(c.accent) - lightness(c.main)) > 0.2 else shade(c.ground, -0.5)
    d = smooth(points("62,78 200,64 336,74 346,200 334,330 200,340 66,328 56,200"), close=True)
    weave = c.pattern(
        8,
        8,
        line("M-2 2L2 -2M0 8L8 0M6 10L10 6", "#2b1d1a", 1.6, 0.16),
        line("M-2 6L6 -2M2 10L10 2", "#fffaf0", 1, 0.14),
    )
    outline, thing = _emblem(c)
    return (
        c.surface()
        + c.drop(d, 6, 9, 8, 0.3)
        + c.solid(d, felt, path(d, weave), light="flat")
        + path(d, "none", shade(felt, 0.4), 2, 0.5, dash="6 5")
        + group(c.drop(outline, 8, 11, 6, 0.45), thing, turn=move(200, 200, c.chance.between(-14, 14), 1.12))
    )


def pendant(c: Canvas) -> str:
    sorted_out(c)
    hang = chain(c, points("96,-10 136,74 186,128 200,138 214,128 264,74 304,-10"), c.main, 6)
    outline, thing = _emblem(c)
    bail = wire(oval(200, 142, 9, 13), c.main, 5)
    return c.surface() + hang + group(c.drop(outline, 9, 12, 7, 0.38), thing, turn=move(200, 238, 0, 1.06)) + bail


def cufflinks(c: Canvas) -> str:
    sorted_out(c)
    kind, tone, cut = c.chance.whole(0, 3), stone_colour(c), takes_facets(c)
    case = rounded(46, 108, 308, 190, 16)
    velvet = shade(mix(c.second, "#3a3432", 0.45), -0.25) if lightness(c.main) > 0.4 else "#e9dfcc"

    def link(x: float, y: float, turn: float) -> str:
        toggle = group(
            wire("M0 0L0 62", c.main, 9),
            group(metal(c, rounded(-28, 54, 56, 17, 8), shade(c.main, -0.12)), turn="rotate(-12 0 40)"),
            turn=f"rotate({num(turn)})",
        )
        face = oval(0, 0, 46) if kind != 1 else rounded(-42, -42, 84, 84, 12)
        art = {
            0: gem(c, 0, 0, 30, 30, tone, c.main, cut),
            1: path(poly([(-28, 28), (28, 28), (28, -28)]), tone)
            + path(poly([(-28, 28), (-28, -28), (28, -28)]), shade(tone, 0.3)),
            2: hammered(c, (-40, -40, 40, 40), 20),
            3: path(star(0, 0, 32, 12, 8), tone) + disc(0, 0, 6, fill=shade(c.main, 0.3)),
        }[kind]
        return group(
            toggle,
            c.drop(face, 6, 9, 6, 0.45),
            path(face, shade(c.main, -0.5), turn="translate(2 5)"),
            metal(c, face, c.main),
            art,
            path(face, "none", shade(c.main, 0.5), 3, 0.7),
            turn=move(x, y, 0, 1.14),
        )

    return (
        c.surface()
        + c.drop(case, 8, 12, 9, 0.4)
        + path(case, shade(velvet, -0.4), turn="translate(0 5)")
        + path(case, velvet)
        + path(rounded(57, 119, 286, 168, 10), shade(velvet, -0.2))
        + path(rounded(57, 119, 286, 168, 10), c.light("hollow"), o=0.5)
        + dots(c, (66, 126, 334, 280), 60, shade(velvet, 0.4), 1.4, 0.3)
        + link(128, 190, -14)
        + link(264, 190, -20)
    )


def hair_pin(c: Canvas) -> str:
    sorted_out(c)
    kind, tone, cut = (
        c.variant(
            "fork|prong|comb", "slide|stick|shawl|feather", "leaf|plum|butterfly|flower", "spiral|swirl|ring|braid"
        ),
        stone_colour(c),
        takes_facets(c),
    )
    if kind == 0:  # a fork
        body = wire("M-13 140C-16 60 -22 -20 -20 -64C-16 -104 16 -104 20 -64C22 -20 16 60 13 140", c.main, 10)
        head = gem(c, 0, -94, 17, 17, tone, c.main, cut)
    elif kind == 1:  # a stick with a shield
        d = smooth(points("-86,-14 -40,-52 40,-52 86,-14 44,24 -44,24"), close=True)
        stick = poly(points("-5,-150 5,-150 3,146 0,154 -3,146"))
        body = group(
            c.drop(d, 6, 9, 6, 0.36),
            metal(c, stick, c.second),
            metal(
                c,
                d,
                c.main,
                hammered(c, (-80, -50, 80, 20), 24),
                disc(0, -30, 12, 9, shade(c.main, -0.6)),
                disc(0, 8, 12, 9, shade(c.main, -0.6)),
            ),
        )
        head = gem(c, 0, -150, 11, 11, tone, c.main, cut)
    elif kind == 2:  # leaves on a pin
        body = wire("M-9 140L-7 -40M9 140L7 -40", c.main, 7)
        head = "".join(
            metal(c, leaf(0, -30, 78 - abs(a) * 0.2, -90 + a, 0.28), shade(c.main, 0.08)) for a in (-70, 70, -36, 36, 0)
        ) + gem(c, 0, -30, 13, 13, tone, c.main, cut)
    else:  # a spiral
        coil = points("0,-76 14,-84 20,-66 2,-50 -26,-62 -26,-98 6,-112 40,-92 38,-46 4,-20")
        body, head = wire(smooth([*coil, (-4, 30), (0, 146)]), c.main, 10), ""
    slab = rounded(70, 130, 260, 150, 8)
    stone = (
        group(
            c.drop(slab, 6, 9, 7, 0.3),
            c.solid(
                slab,
                shade(c.ground, 0.5) if lightness(c.main) < 0.7 else shade(c.ground, -0.3),
                dots(c, (70, 130, 330, 280), 40, "#8d7766", 2.4, 0.3),
                light="flat",
            ),
            turn=f"rotate({num(c.chance.between(-12, 8))} 200 200)",
        )
        if c.chance.yes(0.6)
        else ""
    )
    shadow = group(line("M0 -80L0 140", "#2b1d1a", 26, 0.26), turn="translate(9 8)", extra=c.blur(6))
    return c.surface() + stone + group(shadow, body, head, turn=move(200, 200, c.chance.between(24, 52), 1.05))
