"""Round a finger, a wrist, a neck; at an ear."""

from __future__ import annotations

from math import cos, radians, sin

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import shade
from marketplace.catalog.pictures.jewellery.bench import chain, gem, metal, sorted_out, stone_colour, takes_facets, wire
from marketplace.catalog.pictures.marks import group, line, path
from marketplace.catalog.pictures.shapes import around, at, bounds, compact, leaf, oval, rounded, smooth, star
from marketplace.catalog.pictures.textures import hammered


def ring(c: Canvas) -> str:
    sorted_out(c)
    r, cy = c.chance.between(84, 92), 212.0
    thick, kind = (
        c.chance.between(13, 19),
        c.variant("bottle|stone|storm", "anvil|band|hammer", "twist|rope|wire|braid", "signet|seal|leaf|shell"),
    )
    band = oval(200, cy, r, r * 1.02) + oval(200 + 1, cy - 1, r - thick, r * 1.02 - thick)
    depth = oval(208, cy + 2, r, r * 1.02) + oval(208, cy + 1, r - thick, r * 1.02 - thick)
    box = bounds(oval(200, cy, r))
    texture = hammered(c, box, 60, 8) if kind == 1 or c.made_of("hammered") else ""
    back = f'<path d="{compact(depth)}" fill="{shade(c.main, -0.45)}" fill-rule="evenodd"/>'
    front = "".join(
        f'<path d="{compact(band)}" fill="{fill}" fill-rule="evenodd"/>' for fill in (c.main, c.light("sheen"))
    )
    grooves = ""
    if texture:  # the facets belong to the band only, so the middle is cut out again
        hole = oval(201, cy - 1, r - thick, r * 1.02 - thick)
        ident = c.define(
            f'<mask id="ID"><path d="{oval(200, cy, r)}" fill="#fff"/><path d="{hole}" fill="#000"/></mask>'
        )
        grooves = group(texture, extra=f' mask="url(#{ident})"')
    if kind == 2:
        grooves = path(oval(200, cy, r - thick / 2), "none", shade(c.main, -0.45), thick * 0.8, 0.6, dash="3 9") + path(
            oval(200, cy, r - thick / 2), "none", shade(c.main, 0.6), thick * 0.7, 0.6, dash="2 10"
        )
    tone, cut, top = stone_colour(c), takes_facets(c), cy - r * 1.02
    if kind == 3:
        face = rounded(160, top - 15, 80, 50, 20)
        head = metal(c, face, shade(c.main, 0.1)) + path(
            star(200, top + 10, 15, 6, c.chance.pick((4, 6, 8))), "none", shade(c.main, -0.5), 2.4, 0.8
        )
    elif kind == 1 and c.chance.yes(0.5):
        head = ""
    else:
        size = c.chance.between(26, 35)
        claws = "".join(
            wire(f"M{at(200 + s * size * 0.5, top + 12)}L{at(200 + s * (size + 2), top - 16)}", c.main, 7)
            for s in (-1, 1)
        )
        sides = (
            "".join(gem(c, 200 + s * (size + 22), top + 8, 9, 9, c.accent, c.main, cut) for s in (-1, 1))
            if c.chance.yes(0.35)
            else ""
        )
        head = claws + sides + gem(c, 200, top - 10, size, size * c.chance.between(0.78, 1), tone, c.main, cut)
    return c.table() + c.shadow(206, cy + r + 3, 74, 11) + back + front + grooves + head


def _strand(width: float, drop: float, top: float = 24) -> list[tuple[float, float]]:
    return [
        (200 - width, top),
        (200 - width * 0.98, top + drop * 0.38),
        (200 - width * 0.68, top + drop * 0.76),
        (200, top + drop),
        (200 + width * 0.68, top + drop * 0.76),
        (200 + width * 0.98, top + drop * 0.38),
        (200 + width, top),
    ]


def necklace(c: Canvas) -> str:
    sorted_out(c)
    kind, wide, tone, cut = (
        c.variant("strand|stone|amber", "leaf|jasmine|petal|spoon", "bead|bottle|pearl", "chain|line|collar|disc|coin"),
        c.chance.between(108, 124),
        stone_colour(c),
        takes_facets(c),
    )
    deep = c.chance.between(236, 264)
    base = chain(c, _strand(wide, deep, -8), c.main)

    def on(t: float) -> tuple[float, float]:
        a = radians(t)
        return 200 + wide * 0.98 * sin(a), -8 + deep * (0.36 + 0.64 * cos(a))

    if kind == 0:  # a row of stones, larger to the middle
        marks = "".join(
            gem(c, *on(a), 20 - abs(a) * 0.14, 20 - abs(a) * 0.14, tone if i % 2 == 0 else c.accent, c.main, cut)
            for i, a in enumerate((-72, 72, -54, 54, -36, 36, -18, 18, 0))
        )
    elif kind == 1:  # leaves
        marks = "".join(
            metal(c, leaf(*on(a), 52 - abs(a) * 0.25, 90 - a * 0.55, 0.3), c.main)
            for a in (-60, 60, -45, 45, -30, 30, -15, 15, 0)
        )
        marks += gem(c, on(0)[0], on(0)[1] + 2, 9, 9, tone, c.main, cut)
    elif kind == 2:  # beads all round
        marks = "".join(
            c.solid(
                oval(*on(a), 11.5),
                (c.main, tone, c.accent)[(i % 5 == 2) + (i % 5 == 4) * 2 if i % 5 else 0],
                light="ball",
            )
            for i, a in enumerate(range(-112, 113, 9))
        )
        cord = smooth([on(a) for a in range(-150, 151, 20)])
        base = group(line(cord, "#2b1d1a", 16, 0.22), turn="translate(5 8)", extra=c.blur(4)) + line(
            cord, shade(c.main, -0.4), 3
        )
    else:  # two chains and discs
        marks = (
            chain(c, _strand(wide * 0.84, deep - 54, -8), shade(c.main, 0.1), 4)
            + "".join(
                metal(
                    c,
                    oval(on(a)[0], on(a)[1] + 14, 14),
                    c.main,
                    hammered(c, (on(a)[0] - 14, on(a)[1], on(a)[0] + 14, on(a)[1] + 28), 4, 6),
                )
                for a in (-44, -22, 0, 22, 44)
            )
            + gem(c, 200, deep - 50, 12, 15, tone, c.main, cut)
        )
    return c.surface() + group(base, marks, turn="translate(0 18)")


def bracelet(c: Canvas) -> str:
    sorted_out(c)
    kind, tone, cut, cy = (
        c.variant("bead|krobo", "cuff|nail|petal", "bangle|stack|stem|twist", "charm|chain|link"),
        stone_colour(c),
        takes_facets(c),
        226.0,
    )
    rx, ry = c.chance.between(118, 130), c.chance.between(62, 72)
    shadow = c.shadow(206, cy + ry * 0.74 + 20, rx * 0.9, 20)
    if kind == 0:  # beads
        ring_ = sorted(around(200, cy, rx, ry, 34), key=lambda p: p[1])
        marks = "".join(
            c.solid(
                oval(x, y, 11 + (y - cy) * 0.05),
                (c.main, tone, c.accent)[(int(x) % 4 == 1) + (int(x) % 7 == 3)],
                light="ball",
            )
            for x, y in ring_
        )
    elif kind == 1:  # a hammered cuff
        h = c.chance.between(30, 44)
        far = (
            f"M{at(200 - rx, cy)}C{at(200 - rx, cy - ry * 1.33)} {at(200 + rx, cy - ry * 1.33)}"
            f" {at(200 + rx, cy)}L{at(200 + rx, cy + h)}"
            f"C{at(200 + rx, cy + h - ry * 1.33)} {at(200 - rx, cy + h - ry * 1.33)}"
            f" {at(200 - rx, cy + h)}Z"
        )
        near = (
            f"M{at(200 - rx, cy)}C{at(200 - rx, cy + ry * 1.33)} {at(200 + rx, cy + ry * 1.33)}"
            f" {at(200 + rx, cy)}L{at(200 + rx, cy + h)}"
            f"C{at(200 + rx, cy + h + ry * 1.33)} {at(200 - rx, cy + h + ry * 1.33)}"
            f" {at(200 - rx, cy + h)}Z"
        )
        stone = gem(c, 196, cy + ry + h / 2, h * 0.34, h * 0.34, tone, c.main, cut) if c.chance.yes() else ""
        shadow = c.shadow(206, cy + ry * 0.9 + h, rx * 0.86, 20)
        marks = (
            metal(c, far, shade(c.main, -0.32), light="hollow")
            + metal(c, near, c.main, hammered(c, (200 - rx, cy, 200 + rx, cy + ry + h), 46, 9), light="metal")
            + stone
        )
    elif kind == 2:  # bangles
        marks = "".join(
            wire(oval(200 + dx, cy + dy, rx - 2, ry), t, w)
            for dx, dy, t, w in (
                (4, 26, c.main, 8),
                (-5, 12, shade(c.main, -0.08), 6),
                (3, 0, tone if c.chance.yes(0.3) else shade(c.main, 0.12), 9),
            )
        )
    else:  # a chain with charms
        marks = chain(c, [*around(200, cy, rx, ry, 16), around(200, cy, rx, ry, 16)[0]], c.main, 9)
        marks += "".join(
            wire(f"M{at(x, y)}l0 16", c.main, 4) + gem(c, x, y + 30, 13, 15, t, c.main, cut)
            for (x, y), t in zip(around(200, cy, rx, ry, 16)[2:7:2], (c.accent, tone, c.accent), strict=False)
        )
    return c.table(250) + shadow + marks
