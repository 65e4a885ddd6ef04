"""Jewellery: metal bent, hammered and set with stones, shown larger than life."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin

from marketplace.catalog.pictures.canvas import Canvas, disc, group, line, move, path, rect
from marketplace.catalog.pictures.colour import distance, lightness, mix, shade
from marketplace.catalog.pictures.shapes import around, at, bounds, leaf, num, oval, poly, rounded, run, smooth, star
from marketplace.catalog.pictures.textures import dots, hammered


def metal(c: Canvas, d: str, tone: str, *marks: str, light: str = "sheen") -> str:
    return c.solid(d, tone, *marks, light=light) + path(d, "none", shade(tone, -0.5), 1.6, 0.55)


def wire(d: str, tone: str, w: float) -> str:
    """Round wire, bright on its upper side."""
    lit = group(line(d, shade(tone, 0.75), w * 0.24, 0.9), turn=f"translate({num(-w * 0.16)} {num(-w * 0.18)})")
    return line(d, shade(tone, -0.5), w) + line(d, tone, w * 0.74) + lit


def gem(c: Canvas, x: float, y: float, rx: float, ry: float, tone: str, setting: str, cut: bool) -> str:
    """A stone in its bezel: faceted, or domed."""
    seat = disc(x, y, rx + 4, ry + 4, shade(setting, -0.4)) + disc(x - 0.6, y - 0.8, rx + 3, ry + 3, shade(setting, 0.25))
    if not cut:
        return seat + disc(x, y, rx, ry, tone) + disc(x, y, rx, ry, c.light("ball")) + disc(x - rx * 0.35, y - ry * 0.42, rx * 0.24, ry * 0.16, "#ffffff", 0.85)
    outer, inner = around(x, y, rx, ry, 8, 22.5), around(x, y, rx * 0.52, ry * 0.52, 8, 0)
    facets = ""
    for i in range(8):
        j = (i + 1) % 8
        facing = cos(radians(i * 45 + 45 + 135))
        facets += path(poly([outer[i], outer[j], inner[j]]), shade(tone, facing * 0.38)) + path(poly([outer[i], inner[i], inner[j]]), shade(tone, facing * 0.28 + 0.1))
    return seat + path(poly(outer), tone) + facets + path(poly(inner), shade(tone, 0.3)) + path(poly([inner[4], inner[5], inner[6], (x, y)]), "#ffffff", o=0.55)


def chain(c: Canvas, points: list[tuple[float, float]], tone: str, w: float = 5) -> str:
    """Links along a line: a dashed highlight over a darker cord reads as a chain at this size."""
    d = smooth(points)
    return (group(line(d, "#2b1d1a", w, 0.3), turn="translate(4 7)", extra=c.blur(3)) + line(d, shade(tone, -0.5), w) + line(d, tone, w * 0.8, dash=f"{num(w * 1.1)} {num(w * 0.7)}")
            + line(d, shade(tone, 0.7), w * 0.3, dash=f"{num(w * 0.5)} {num(w * 1.3)}"))


METALS = (("rose gold", "#c98f78"), ("gold", "#d4ab52"), ("vermeil", "#d4ab52"), ("brass", "#c09a4e"), ("silver", "#c6cacd"), ("copper", "#b87652"),
          ("bronze", "#a07848"), ("steel", "#a9adb0"), ("titanium", "#9a9ea3"), ("iron", "#63666a"), ("pewter", "#a3a6a8"))


def sorted_out(c: Canvas) -> Canvas:
    """Puts the metal first among the colours: of a turquoise ring the turquoise may come first, but the band is silver."""
    tone = next((colour for name, colour in METALS if name in c.materials), "")
    if tone:
        others = sorted((c.main, c.second, c.accent), key=lambda colour: distance(colour, tone))
        near = others[0]
        stones = [colour for colour in (c.main, c.second, c.accent) if colour != near or distance(near, tone) > 0.2]
        c.main = near if distance(near, tone) <= 0.2 else tone
        c.second, c.accent = stones[0], stones[-1] if len(stones) > 1 else c.accent
    return c


def _cut(c: Canvas) -> bool:
    return not c.made_of("turquoise", "moonstone", "pearl", "opal", "amber", "agate", "enamel", "jade", "lapis", "labradorite", "onyx", "carnelian") and c.chance.yes(0.6)


def _stone(c: Canvas) -> str:
    return c.second if abs(lightness(c.second) - lightness(c.main)) > 0.08 or c.second != c.main else c.accent


def ring(c: Canvas) -> str:
    sorted_out(c)
    r, cy = c.chance.between(84, 92), 212.0
    thick, kind = c.chance.between(13, 19), c.chance.whole(0, 3)
    band = oval(200, cy, r, r * 1.02) + oval(200 + 1, cy - 1, r - thick, r * 1.02 - thick)
    depth = oval(208, cy + 2, r, r * 1.02) + oval(208, cy + 1, r - thick, r * 1.02 - thick)
    box = bounds(oval(200, cy, r))
    texture = hammered(c, box, 60, 8) if kind == 1 or c.made_of("hammered") else ""
    back = f'<path d="{depth}" fill="{shade(c.main, -0.45)}" fill-rule="evenodd"/>'
    front = f'<path d="{band}" fill="{c.main}" fill-rule="evenodd"/><path d="{band}" fill="{c.light("sheen")}" fill-rule="evenodd"/>'
    grooves = ""
    if texture:  # the facets belong to the band only, so the middle is cut out again
        hole = oval(201, cy - 1, r - thick, r * 1.02 - thick)
        ident = c.define(f'<mask id="ID"><path d="{oval(200, cy, r)}" fill="#fff"/><path d="{hole}" fill="#000"/></mask>')
        grooves = group(texture, extra=f' mask="url(#{ident})"')
    if kind == 2:
        grooves = path(oval(200, cy, r - thick / 2), "none", shade(c.main, -0.45), thick * 0.8, 0.6, dash="3 9") + path(oval(200, cy, r - thick / 2), "none", shade(c.main, 0.6), thick * 0.7, 0.6, dash="2 10")
    tone, cut, top = _stone(c), _cut(c), cy - r * 1.02
    if kind == 3:
        face = rounded(160, top - 15, 80, 50, 20)
        head = metal(c, face, shade(c.main, 0.1)) + path(star(200, top + 10, 15, 6, c.chance.pick((4, 6, 8))), "none", shade(c.main, -0.5), 2.4, 0.8)
    elif kind == 1 and c.chance.yes(0.5):
        head = ""
    else:
        size = c.chance.between(26, 35)
        claws = "".join(wire(f"M{at(200 + s * size * 0.5, top + 12)}L{at(200 + s * (size + 2), top - 16)}", c.main, 7) for s in (-1, 1))
        sides = "".join(gem(c, 200 + s * (size + 22), top + 8, 9, 9, c.accent, c.main, cut) for s in (-1, 1)) if c.chance.yes(0.35) else ""
        head = claws + sides + gem(c, 200, top - 10, size, size * c.chance.between(0.78, 1), tone, c.main, cut)
    return c.table() + c.shadow(206, cy + r + 3, 74, 11) + back + front + grooves + head


def _drop_shape(c: Canvas, kind: int) -> tuple[str, str]:
    """What hangs from an ear, around the origin, from its eye down: the outline of its shadow, and the thing."""
    tone, cut = _stone(c), _cut(c)
    if kind == 0:
        d = leaf(0, 0, 112, 90, 0.34)
        veins = line("M0 6L0 106" + "".join(f"M0 {y}L{s * 17} {y - 16}" for y in range(36, 100, 15) for s in (-1, 1)), shade(c.main, -0.5), 1.8, 0.6)
        return d, metal(c, d, c.main, veins)
    if kind == 1:
        return oval(0, 52, 46) + oval(0, 52, 38), wire(oval(0, 52, 46), c.main, 8) + gem(c, 0, 98, 12, 14, tone, c.main, cut)
    if kind == 2:
        disc_ = metal(c, oval(0, 26, 25), c.main, hammered(c, (-25, 0, 25, 52), 9))
        return oval(0, 26, 25) + oval(0, 86, 20, 25), disc_ + wire("M0 52L0 62", c.main, 4) + gem(c, 0, 86, 17, 22, tone, c.main, cut)
    if kind == 3:
        rays = [(leaf(0, 0, 96 - abs(a) * 0.5, 90 + a, 0.1), shade(c.main, 0.1 - abs(a) * 0.004)) for a in (-34, 34, -17, 17, 0)]
        return "".join(d for d, _ in rays), "".join(metal(c, d, t) for d, t in rays) + gem(c, 0, 10, 12, 12, tone, c.main, cut)
    moon = f"M{at(16, 2)}C{at(-46, 6)} {at(-46, 96)} {at(16, 100)}C{at(-16, 78)} {at(-16, 24)} {at(16, 2)}Z"
    return moon, metal(c, moon, c.main, hammered(c, (-40, 0, 20, 100), 12, 7)) + gem(c, 12, 51, 11, 11, tone, c.main, cut)


def earrings(c: Canvas) -> str:
    sorted_out(c)
    kind = c.chance.whole(0, 4)
    card = rounded(82, 54, 236, 292, 10)
    outline, shape = _drop_shape(c, kind)
    hook = wire("M0 4C-2 -18 -20 -26 -18 -46C-14 -66 16 -66 18 -40L18 -8", c.main, 4)
    shadow = c.drop(outline, 6, 8, 4, 0.34).replace("/>", ' fill-rule="evenodd"/>')
    paper = "#f3ebdc" if lightness(c.main) < 0.8 else shade(c.ground, -0.35)
    pair = "".join(group(shadow, hook, shape, turn=f"translate({x} {y})scale(1.06)" + ("scale(-1 1)" if kind == 4 and x > 200 else "")) for x, y in ((142, 176), (258, 176)))
    lines = line("M160 84L240 84M178 96L222 96", shade(paper, -0.3), 2, 0.5) + "".join(disc(x + 2, 116, 3, fill=shade(paper, -0.55)) for x in (142, 258))
    return c.surface() + group(c.drop(card, 7, 10, 8, 0.34), path(card, paper), path(card, c.light("flat"), o=0.5), lines, pair, turn=f"rotate({num(c.chance.between(-5, 5))} 200 200)")


def _strand(width: float, drop: float, top: float = 24) -> list[tuple[float, float]]:
    return [(200 - width, top), (200 - width * 0.98, top + drop * 0.38), (200 - width * 0.68, top + drop * 0.76), (200, top + drop), (200 + width * 0.68, top + drop * 0.76), (200 + width * 0.98, top + drop * 0.38), (200 + width, top)]


def necklace(c: Canvas) -> str:
    sorted_out(c)
    kind, wide, tone, cut = c.chance.whole(0, 3), c.chance.between(108, 124), _stone(c), _cut(c)
    deep = c.chance.between(236, 264)
    base = chain(c, _strand(wide, deep, -8), c.main)

    def on(t: float) -> tuple[float, float]:
        a = radians(t)
        return 200 + wide * 0.98 * sin(a), -8 + deep * (0.36 + 0.64 * cos(a))
    if kind == 0:  # a row of stones, larger to the middle
        marks = "".join(gem(c, *on(a), 20 - abs(a) * 0.14, 20 - abs(a) * 0.14, tone if i % 2 == 0 else c.accent, c.main, cut) for i, a in enumerate((-72, 72, -54, 54, -36, 36, -18, 18, 0)))
    elif kind == 1:  # leaves
        marks = "".join(metal(c, leaf(*on(a), 52 - abs(a) * 0.25, 90 - a * 0.55, 0.3), c.main) for a in (-60, 60, -45, 45, -30, 30, -15, 15, 0))
        marks += gem(c, on(0)[0], on(0)[1] + 2, 9, 9, tone, c.main, cut)
    elif kind == 2:  # beads all round
        marks = "".join(c.solid(oval(*on(a), 11.5), (c.main, tone, c.accent)[(i % 5 == 2) + (i % 5 == 4) * 2 if i % 5 else 0], light="ball") for i, a in enumerate(range(-112, 113, 9)))
        cord = smooth([on(a) for a in range(-150, 151, 20)])
        base = group(line(cord, "#2b1d1a", 16, 0.22), turn="translate(5 8)", extra=c.blur(4)) + line(cord, shade(c.main, -0.4), 3)
    else:  # two chains and discs
        marks = chain(c, _strand(wide * 0.84, deep - 54, -8), shade(c.main, 0.1), 4) + "".join(metal(c, oval(on(a)[0], on(a)[1] + 14, 14), c.main, hammered(c, (on(a)[0] - 14, on(a)[1], on(a)[0] + 14, on(a)[1] + 28), 4, 6)) for a in (-44, -22, 0, 22, 44)) + gem(c, 200, deep - 50, 12, 15, tone, c.main, cut)
    return c.surface() + group(base, marks, turn="translate(0 18)")


def bracelet(c: Canvas) -> str:
    sorted_out(c)
    kind, tone, cut, cy = c.chance.whole(0, 3), _stone(c), _cut(c), 226.0
    rx, ry = c.chance.between(118, 130), c.chance.between(62, 72)
    shadow = c.shadow(206, cy + ry * 0.74 + 20, rx * 0.9, 20)
    if kind == 0:  # beads
        ring_ = sorted(around(200, cy, rx, ry, 34), key=lambda p: p[1])
        marks = "".join(c.solid(oval(x, y, 11 + (y - cy) * 0.05), (c.main, tone, c.accent)[(int(x) % 4 == 1) + (int(x) % 7 == 3)], light="ball") for x, y in ring_)
    elif kind == 1:  # a hammered cuff
        h = c.chance.between(30, 44)
        far = f"M{at(200 - rx, cy)}C{at(200 - rx, cy - ry * 1.33)} {at(200 + rx, cy - ry * 1.33)} {at(200 + rx, cy)}L{at(200 + rx, cy + h)}C{at(200 + rx, cy + h - ry * 1.33)} {at(200 - rx, cy + h - ry * 1.33)} {at(200 - rx, cy + h)}Z"
        near = f"M{at(200 - rx, cy)}C{at(200 - rx, cy + ry * 1.33)} {at(200 + rx, cy + ry * 1.33)} {at(200 + rx, cy)}L{at(200 + rx, cy + h)}C{at(200 + rx, cy + h + ry * 1.33)} {at(200 - rx, cy + h + ry * 1.33)} {at(200 - rx, cy + h)}Z"
        stone = gem(c, 196, cy + ry + h / 2, h * 0.34, h * 0.34, tone, c.main, cut) if c.chance.yes() else ""
        shadow = c.shadow(206, cy + ry * 0.9 + h, rx * 0.86, 20)
        marks = metal(c, far, shade(c.main, -0.32), light="hollow") + metal(c, near, c.main, hammered(c, (200 - rx, cy, 200 + rx, cy + ry + h), 46, 9), light="metal") + stone
    elif kind == 2:  # bangles
        marks = "".join(wire(oval(200 + dx, cy + dy, rx - 2, ry), t, w) for dx, dy, t, w in ((4, 26, c.main, 8), (-5, 12, shade(c.main, -0.08), 6), (3, 0, tone if c.chance.yes(0.3) else shade(c.main, 0.12), 9)))
    else:  # a chain with charms
        marks = chain(c, [*around(200, cy, rx, ry, 16), around(200, cy, rx, ry, 16)[0]], c.main, 9)
        marks += "".join(wire(f"M{at(x, y)}l0 16", c.main, 4) + gem(c, x, y + 30, 13, 15, t, c.main, cut) for (x, y), t in zip(around(200, cy, rx, ry, 16)[2:7:2], (c.accent, tone, c.accent), strict=False))
    return c.table(250) + shadow + marks


def _emblem(c: Canvas) -> tuple[str, str]:
    """A brooch or pendant of some size, around the origin: the outline of its shadow, and the thing."""
    kind, tone, cut = c.chance.whole(0, 4), _stone(c), _cut(c)
    vein = shade(c.main, -0.5)
    if kind == 0:  # a leaf
        d = leaf(-64, 62, 172, -44, 0.34)
        return d, metal(c, d, c.main, group(line("M-64 62L58 -56" + "".join(f"M{-64 + t * 1.22:.0f} {62 - t * 1.18:.0f}l{30 * s:.0f} {-30 + 26 * (s < 0):.0f}" for t in range(24, 92, 15) for s in (1, -0.2)), vein, 2, 0.55))) + gem(c, -40, 40, 11, 11, tone, c.main, cut)
    if kind == 1:  # a flower
        return oval(0, 0, 70), "".join(metal(c, leaf(0, 0, 82, i * 60 + 30, 0.5), c.main, line(f"M0 0L{at(cos(radians(i * 60 + 30)) * 58, sin(radians(i * 60 + 30)) * 58)}", vein, 2, 0.5)) for i in range(6)) + gem(c, 0, 0, 22, 22, tone, c.main, cut)
    if kind == 2:  # a moon and its stone
        moon = f"M30 -76C-56 -84 -100 0 -52 54C-14 92 54 78 68 30C28 58 -30 42 -34 -12C-36 -44 -8 -70 30 -76Z"
        return moon, metal(c, moon, c.main, hammered(c, (-80, -80, 70, 80), 34)) + gem(c, 22, -10, 19, 19, tone, c.main, cut)
    if kind == 3:  # a bird
        body = smooth([(-84, 34), (-40, 26), (-16, -10), (24, -30), (40, -52), (66, -54), (90, -40), (68, -32), (58, 0), (26, 32), (-14, 44), (-46, 44)], close=True)
        wing = smooth([(-58, -38), (-16, -22), (26, -16), (24, 14), (-10, 22), (-36, 0)], close=True)
        return body + wing, metal(c, body, c.main) + metal(c, wing, shade(c.main, 0.1), line("M-46 -30L14 4M-34 -10L10 12M-20 -22L18 -4", vein, 2, 0.5)) + gem(c, 60, -40, 5, 5, tone, c.main, False)
    frame = "".join(disc(x, y, 6, fill=c.main) + disc(x - 1, y - 1.5, 2.4, fill=shade(c.main, 0.7)) for x, y in around(0, 0, 66, 80, 26))
    return oval(0, 0, 70, 84), metal(c, oval(0, 0, 64, 78), c.main) + frame + gem(c, 0, 0, 46, 58, tone, c.main, cut)


def brooch(c: Canvas) -> str:
    """Pinned to a piece of cloth."""
    sorted_out(c)
    felt = mix(c.ground, c.accent, 0.4) if abs(lightness(c.accent) - lightness(c.main)) > 0.2 else shade(c.ground, -0.5)
    d = smooth([(62, 78), (200, 64), (336, 74), (346, 200), (334, 330), (200, 340), (66, 328), (56, 200)], close=True)
    weave = c.pattern(8, 8, line("M-2 2L2 -2M0 8L8 0M6 10L10 6", "#2b1d1a", 1.6, 0.16), line("M-2 6L6 -2M2 10L10 2", "#fffaf0", 1, 0.14))
    outline, thing = _emblem(c)
    return c.surface() + c.drop(d, 6, 9, 8, 0.3) + c.solid(d, felt, path(d, weave), light="flat") + path(d, "none", shade(felt, 0.4), 2, 0.5, dash="6 5") + group(c.drop(outline, 8, 11, 6, 0.45), thing, turn=move(200, 200, c.chance.between(-14, 14), 1.12))


def pendant(c: Canvas) -> str:
    sorted_out(c)
    hang = chain(c, [(96, -10), (136, 74), (186, 128), (200, 138), (214, 128), (264, 74), (304, -10)], c.main, 6)
    outline, thing = _emblem(c)
    bail = wire(oval(200, 142, 9, 13), c.main, 5)
    return c.surface() + hang + group(c.drop(outline, 9, 12, 7, 0.38), thing, turn=move(200, 238, 0, 1.06)) + bail


def cufflinks(c: Canvas) -> str:
    sorted_out(c)
    kind, tone, cut = c.chance.whole(0, 3), _stone(c), _cut(c)
    case = rounded(46, 108, 308, 190, 16)
    velvet = shade(mix(c.second, "#3a3432", 0.45), -0.25) if lightness(c.main) > 0.4 else "#e9dfcc"

    def link(x: float, y: float, turn: float) -> str:
        toggle = group(wire("M0 0L0 62", c.main, 9), group(metal(c, rounded(-28, 54, 56, 17, 8), shade(c.main, -0.12)), turn="rotate(-12 0 40)"), turn=f"rotate({num(turn)})")
        face = oval(0, 0, 46) if kind != 1 else rounded(-42, -42, 84, 84, 12)
        art = {0: gem(c, 0, 0, 30, 30, tone, c.main, cut), 1: path(poly([(-28, 28), (28, 28), (28, -28)]), tone) + path(poly([(-28, 28), (-28, -28), (28, -28)]), shade(tone, 0.3)),
               2: hammered(c, (-40, -40, 40, 40), 20), 3: path(star(0, 0, 32, 12, 8), tone) + disc(0, 0, 6, fill=shade(c.main, 0.3))}[kind]
        return group(toggle, c.drop(face, 6, 9, 6, 0.45), path(face, shade(c.main, -0.5), turn="translate(2 5)"), metal(c, face, c.main), art, path(face, "none", shade(c.main, 0.5), 3, 0.7), turn=move(x, y, 0, 1.14))
    return (c.surface() + c.drop(case, 8, 12, 9, 0.4) + path(case, shade(velvet, -0.4), turn="translate(0 5)") + path(case, velvet) + path(rounded(57, 119, 286, 168, 10), shade(velvet, -0.2)) + path(rounded(57, 119, 286, 168, 10), c.light("hollow"), o=0.5)
            + dots(c, (66, 126, 334, 280), 60, shade(velvet, 0.4), 1.4, 0.3) + link(128, 190, -14) + link(264, 190, -20))


def hair_pin(c: Canvas) -> str:
    sorted_out(c)
    kind, tone, cut = c.chance.whole(0, 3), _stone(c), _cut(c)
    if kind == 0:  # a fork
        body = wire("M-13 140C-16 60 -22 -20 -20 -64C-16 -104 16 -104 20 -64C22 -20 16 60 13 140", c.main, 10)
        head = gem(c, 0, -94, 17, 17, tone, c.main, cut)
    elif kind == 1:  # a stick with a shield
        d = smooth([(-86, -14), (-40, -52), (40, -52), (86, -14), (44, 24), (-44, 24)], close=True)
        stick = poly([(-5, -150), (5, -150), (3, 146), (0, 154), (-3, 146)])
        body = group(c.drop(d, 6, 9, 6, 0.36), metal(c, stick, c.second), metal(c, d, c.main, hammered(c, (-80, -50, 80, 20), 24), disc(0, -30, 12, 9, shade(c.main, -0.6)), disc(0, 8, 12, 9, shade(c.main, -0.6))))
        head = gem(c, 0, -150, 11, 11, tone, c.main, cut)
    elif kind == 2:  # leaves on a pin
        body = wire("M-9 140L-7 -40M9 140L7 -40", c.main, 7)
        head = "".join(metal(c, leaf(0, -30, 78 - abs(a) * 0.2, -90 + a, 0.28), shade(c.main, 0.08)) for a in (-70, 70, -36, 36, 0)) + gem(c, 0, -30, 13, 13, tone, c.main, cut)
    else:  # a spiral
        coil = [(0, -76), (14, -84), (20, -66), (2, -50), (-26, -62), (-26, -98), (6, -112), (40, -92), (38, -46), (4, -20)]
        body, head = wire(smooth([*coil, (-4, 30), (0, 146)]), c.main, 10), ""
    slab = rounded(70, 130, 260, 150, 8)
    stone = group(c.drop(slab, 6, 9, 7, 0.3), c.solid(slab, shade(c.ground, 0.5) if lightness(c.main) < 0.7 else shade(c.ground, -0.3), dots(c, (70, 130, 330, 280), 40, "#8d7766", 2.4, 0.3), light="flat"), turn=f"rotate({num(c.chance.between(-12, 8))} 200 200)") if c.chance.yes(0.6) else ""
    shadow = group(line("M0 -80L0 140", "#2b1d1a", 26, 0.26), turn="translate(9 8)", extra=c.blur(6))
    return c.surface() + stone + group(shadow, body, head, turn=move(200, 200, c.chance.between(24, 52), 1.05))


FORMS: dict[str, Callable[[Canvas], str]] = {
    "ring": ring, "earrings": earrings, "necklace": necklace, "bracelet": bracelet, "brooch": brooch, "pendant": pendant, "cufflinks": cufflinks,
    "hair_pin": hair_pin,
}
