"""Candles and soap: poured, dipped, cut from the slab; wax that glows from within and swirls that show at the cut."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas, disc, group, line, move, path, rect, rotate
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.flora import flower, sprig
from marketplace.catalog.pictures.glass import cast
from marketplace.catalog.pictures.shapes import around, at, bounds, hoop, leaf, num, oval, poly, rounded, run, smooth, star, turned
from marketplace.catalog.pictures.textures import dots
from marketplace.catalog.pictures.wood import flame


def swirl(c: Canvas, d: str) -> str:
    """How the coloured batter fell into the mould, and what was strewn into it."""
    left, top, right, bottom = bounds(d)
    second, kind = apart(c.second, c.main, 0.1), c.chance.whole(0, 3)
    if kind == 0:
        marks, y = "", top + 6
        while y < bottom + 10:
            points = [(left - 4 + k * (right - left + 8) / 5, y + c.chance.between(-11, 11)) for k in range(6)]
            marks += line(f"M{at(*points[0])}{run(points)}", (second, shade(c.main, 0.3), c.accent)[int(y) % 3], c.chance.between(4, 11), 0.7)
            y += c.chance.between(13, 20)
        return marks
    if kind == 1:
        wave = [(left - 4, top + (bottom - top) * 0.5), (left + (right - left) * 0.3, top + (bottom - top) * 0.36), (left + (right - left) * 0.62, top + (bottom - top) * 0.6), (right + 4, top + (bottom - top) * 0.44)]
        return path(f"M{at(left - 4, bottom + 20)}L{at(*wave[0])}{run(wave)}L{at(right + 4, bottom + 20)}Z", second) + line(smooth(wave), shade(c.main, 0.5), 3, 0.7)
    specks = dots(c, bounds(d), 46, second, 3, 0.75) + dots(c, bounds(d), 34, c.accent, 2.2, 0.7)
    return specks if kind == 2 else specks + "".join(path(leaf(c.chance.between(left, right), c.chance.between(top, bottom), 14, c.chance.between(0, 360), 0.3), c.accent, o=0.7) for _ in range(7))


def _bar(c: Canvas, x: float, y: float, w: float, h: float, deep: float, stamped: bool) -> str:
    """A cut bar seen a little from above: top, front and end."""
    lift = deep * 0.5
    front = rounded(x, y, w, h, 7)
    top = poly([(x + 4, y + 4), (x + deep, y - lift), (x + w + deep - 4, y - lift), (x + w - 3, y + 4)])
    side = poly([(x + w - 5, y + 3), (x + w + deep - 4, y - lift + 3), (x + w + deep - 2, y - lift + h - 4), (x + w - 4, y + h - 2)])
    sign = c.chance.pick((star(0, 0, 17, 7, 6), oval(0, 0, 17) + oval(0, 0, 11), leaf(0, 17, 34, -90, 0.4) + "M0 17L0 -10"))
    stamp = group(path(sign, "", "#2b1d1a", 2.4, 0.35) + path(sign, "", "#fffaf0", 1.6, 0.4, turn="translate(1.2 1.6)"), turn=move(x + w / 2, y + h / 2)) if stamped else ""
    return (c.solid(side, shade(c.main, -0.2), light="fall") + c.solid(front, c.main, swirl(c, front), light="soft") + c.solid(top, shade(c.main, 0.22), dots(c, bounds(top), 12, c.accent, 3, 0.7), light="flat")
            + line(f"M{at(x + 8, y + 3)}L{at(x + w - 6, y + 3)}", "#fffaf0", 2.4, 0.5) + stamp)


def soap_bar(c: Canvas) -> str:
    w, h = c.chance.between(168, 188), c.chance.between(82, 98)
    herb = sprig(92, 322, -16, 130, c.chance.pick(("#7d8f6b", "#8c9a86", "#9486a8")), -10, 0.2) if c.chance.yes(0.7) else ""
    if c.chance.yes(0.5):
        below = _bar(c, 200 - w / 2 - 14, 306 - 62, w + 14, 62, 50, False)
        return c.table(270) + c.shadow(214, 304, w * 0.6, 15) + below + group(c.shadow(206, 240, w * 0.46, 8, 0.7) + _bar(c, 204 - w / 2, 236 - 64, w - 6, 64, 46, True), turn=rotate(c.chance.between(-3, 3), 200, 236)) + herb
    band = apart(c.second, c.main, 0.1)
    wrap = ""
    if c.chance.yes(0.5):
        x = 196.0
        wrap = path(poly([(x - 30, 306 - h), (x + 30, 306 - h), (x + 30, 307), (x - 30, 307)]), mix(band, "#f3ead8", 0.6)) + path(poly([(x - 30, 306 - h), (x + 30, 306 - h), (x + 88, 274 - h), (x + 28, 274 - h)]), mix(band, "#fffaf0", 0.7)) + disc(x, 306 - h / 2, 17, fill=band) + path(star(x, 306 - h / 2, 11, 4, 6), "#f3ead8")
    return c.table(270) + c.shadow(218, 304, w * 0.62, 15) + _bar(c, 194 - w / 2 - 6, 306 - h, w, h, 66, not wrap) + wrap + herb


def pillar_candle(c: Canvas) -> str:
    def one(cx: float, foot: float, r: float, high: float, tone: str) -> str:
        top = foot - high
        d = turned(cx, [(top, r), (top + high * 0.5, r * 1.01), (foot, r)], top=0.2)
        kind = c.chance.whole(0, 3)
        if kind == 0:
            skin = path(d, c.pattern(22, 25, path("M11 1L21 6.5L21 18L11 24L1 18L1 6.5Z", "", shade(tone, -0.28), 1.6)), o=0.7)
        elif kind == 1:
            skin = "".join(line(f"M{at(cx - r + i * r / 4, top)}L{at(cx - r + i * r / 4, foot + 20)}", shade(tone, -0.3), 2.4, 0.5) for i in range(1, 8))
        elif kind == 2:
            skin = path(d, c.gradient("y", (0, c.second, 0), (0.5, c.second, 0.1), (1, c.second, 0.95)))
        else:
            skin = "".join(path(leaf(cx + i * r * 0.3, foot - 4, 52 - abs(i) * 8, -90 + i * 12, 0.26), apart(c.second, tone, 0.1), o=0.85) for i in (-2, -1, 0, 1, 2))
        inner = c.gradient("c", (0, "#ffedb4", 0.85), (1, "#ffdf94", 0))
        return (c.shadow(cx + 4, foot + 3, r, 12) + c.solid(d, tone, skin, disc(cx, top + 16, r * 1.1, high * 0.4, inner)) + disc(cx, top, r, r * 0.2, shade(tone, 0.3)) + disc(cx, top + 1, r * 0.72, r * 0.13, "#f9dc94", 0.9)
                + path(oval(cx, top, r, r * 0.2), "", shade(tone, 0.55), 2, 0.7) + line(f"M{at(cx, top + 2)}Q{at(cx + 2, top - 6)} {at(cx, top - 12)}", "#3a2a20", 2.6) + flame(c, cx, top - 11, r / 58))
    if c.chance.yes(0.45):
        return c.table() + one(148, 296, 54, c.chance.between(146, 166), shade(c.main, -0.04)) + one(254, 310, 50, c.chance.between(88, 110), c.main)
    return c.table() + one(200, 310, c.chance.between(62, 76), c.chance.between(150, 180), c.main)


def _label(c: Canvas, x: float, y: float, w: float, h: float) -> str:
    """A paper label; what it says is told by lines and a small sign, for no letters are drawn here."""
    d, ink = rounded(x - w / 2, y - h / 2, w, h, 4), apart(c.accent, "#f6eedd", 0.3)
    sign = path(leaf(x, y - 2, h * 0.34, -90, 0.3) + leaf(x, y - 2, h * 0.26, -140, 0.3) + leaf(x, y - 2, h * 0.26, -40, 0.3), ink)
    return c.solid(d, "#f6eedd", path(rounded(x - w / 2 + 4, y - h / 2 + 4, w - 8, h - 8, 2), "", ink, 1.2, 0.7), light="soft") + sign + line(f"M{at(x - w * 0.28, y + h * 0.14)}L{at(x + w * 0.28, y + h * 0.14)}M{at(x - w * 0.18, y + h * 0.28)}L{at(x + w * 0.18, y + h * 0.28)}", ink, 2, 0.7)


def jar_candle(c: Canvas) -> str:
    r, high, kind = c.chance.between(76, 88), c.chance.between(130, 156), c.chance.whole(0, 2)
    top, tin = 308 - high, c.chance.yes(0.25)
    wax, glassy = c.main, apart(c.second, c.main, 0.12)
    body = turned(200, [(top, r), (top + 10, r + 1), (300, r), (308, r - 5)])
    level = top + 26
    halo = c.gradient("c", (0, "#ffedb4", 0.9), (1, "#ffdf94", 0))
    if tin or kind == 0:
        shell = c.solid(body, glassy, light="metal" if tin else "round") + c.rim(200, top, r, shade(glassy, 0.3), shade(wax, 0.2), 5) + disc(200, top + 5, r * 0.8, r * 0.17, shade(wax, 0.3)) + disc(200, top + 6, r * 0.4, r * 0.09, "#f9dc94")
        wick = line(f"M200 {num(top + 6)}L200 {num(top - 10)}", "#3a2a20", 2.6) + flame(c, 200, top - 9, 1)
        return c.table() + c.shadow(202, 309, r * 1.05, 15) + shell + wick + _label(c, 200, top + high * 0.56, 84, 64)
    filled = turned(200, [(level, r - 5), (296, r - 5), (302, r - 10)])
    return (c.table() + cast(c, 200, 309, r * 1.05) + disc(200, top, r, r * 0.24, "#fffdf5", 0.4) + c.solid(filled, wax, disc(200, level + 14, r, high * 0.5, halo)) + disc(200, level, r - 5, (r - 5) * 0.22, shade(wax, 0.35)) + disc(200, level + 1, r * 0.46, r * 0.1, "#f9dc94")
            + line(f"M200 {num(level + 2)}L200 {num(level - 14)}", "#3a2a20", 2.6) + flame(c, 200, level - 13, 0.9) + c.clip(body, path(body, "#ffffff", o=0.14), path(body, c.light("glass")), path(body, "", "#5a6a6a", 4, 0.3)) + _label(c, 200, top + high * 0.62, 88, 64)
            + line(smooth([(200 - r * 0.8, top + 22), (200 - r * 0.8, 290)]), "#ffffff", 7, 0.55) + line(hoop(200, top, r - 1, 0.24), "#ffffff", 3, 0.8) + path(oval(200, top, r, r * 0.24), "", "#7a8a8a", 1.4, 0.5))


def taper(c: Canvas) -> str:
    """Dipped in pairs, still joined by their wick, hung from a peg."""
    kind, count = c.chance.whole(0, 2), c.chance.pick((1, 1, 2))
    marks = ""
    for k in range(count):
        mid = 200 + (k - (count - 1) / 2) * 128
        tones = (c.main, c.main) if k == 0 else (apart(c.second, c.main, 0.08),) * 2
        peg = disc(mid, 66, 12, fill="#8a6242") + disc(mid - 3, 63, 6, fill="#b98d66")
        for s, tone in zip((-1, 1), tones, strict=True):
            top, low = 112 + (6 if s > 0 else 0), c.chance.between(330, 344)
            cx = mid + s * 27
            d = smooth([(cx - 3, top), (cx - 9, top + 16), (cx - 13, top + 70), (cx - 16, low - 30), (cx - 15, low - 6), (cx, low), (cx + 15, low - 6), (cx + 16, low - 30), (cx + 13, top + 70), (cx + 9, top + 16), (cx + 3, top)], close=True)
            if kind == 0:
                skin = path(d, c.pattern(15, 17, path("M7.5 .5L14 4.3L14 12.5L7.5 16.5L1 12.5L1 4.3Z", "", shade(tone, -0.3), 1.4)), o=0.75)
            elif kind == 1:
                skin = path(d, c.gradient("y", (0, apart(c.second, c.main, 0.1), 0), (0.55, c.second, 0), (1, apart(c.second, c.main, 0.1), 0.95)))
            else:
                skin = "".join(line(f"M{at(cx - 16, y + 18)}Q{at(cx, y + 8)} {at(cx + 16, y - 6)}", shade(tone, -0.3), 3, 0.45) for y in range(top, int(low) + 20, 20))
            marks += c.drop(d, 9, 10, 6, 0.34) + line(f"M{at(cx, top + 4)}C{at(cx, top - 20)} {at(mid + s * 12, 76)} {at(mid, 58)}", apart("#efe6d2", c.ground, 0.2), 3.4) + c.solid(d, tone, skin) + line(f"M{at(cx - 6, top + 40)}L{at(cx - 8, low - 60)}", "#fffdf5", 3, 0.35)
        marks += peg
    return c.surface() + marks


def shampoo_bar(c: Canvas) -> str:
    r, y = c.chance.between(92, 104), 232.0
    d = turned(200, [(y, r), (y + 24, r + 5), (y + 52, r - 4)], top=0.4, base=0.4)
    top = oval(200, y, r, r * 0.42)
    press = c.chance.pick((star(0, 0, 54, 24, 8), "".join(leaf(0, 0, 56, i * 60, 0.3) for i in range(6)), oval(0, 0, 56) + oval(0, 0, 42) + oval(0, 0, 26), "M-56 6Q-28 -30 0 6T56 6M-48 28Q-24 0 0 28T48 28M-40 -22Q-20 -46 0 -22T40 -22"))
    stamp = group(path(press, "", "#2b1d1a", 4, 0.28), path(press, "", "#fffaf0", 3, 0.45, turn="translate(2 3)"), turn=f"translate(200 {num(y)})scale(1 .42)")
    dish = c.chance.pick(("#b98a58", "#8a5f3c", "#d8d2c4"))
    tray = turned(200, [(y + 52, r + 34), (y + 66, r + 22)], top=0.36, base=0.36)
    slats = "".join(line(f"M{at(200 - r + 4 + i * 30, y + 84)}L{at(200 - r - 6 + i * 32, y + 98)}", shade(dish, -0.4), 3, 0.5) for i in range(7))
    foam = "".join(disc(x, yy, s, fill="#ffffff", o=0.5) + path(oval(x, yy, s), "", "#ffffff", 1.6, 0.9) + disc(x - s * 0.35, yy - s * 0.35, s * 0.2, fill="#ffffff") for x, yy, s in ((104, 206, 15), (88, 232, 10), (122, 188, 8), (296, 196, 12), (314, 222, 17), (288, 172, 6), (330, 196, 6))) if c.chance.yes(0.7) else ""
    rope = line(f"M200 {num(y + 4)}C{at(230, y - 40)} {at(262, y - 110)} {at(214, 78)}C{at(186, 60)} {at(170, 96)} {at(196, y - 2)}", "#b9976a", 6) + line(f"M200 {num(y + 4)}C{at(230, y - 40)} {at(262, y - 110)} {at(214, 78)}C{at(186, 60)} {at(170, 96)} {at(196, y - 2)}", "#7a5f3c", 5, 0.5, dash="1 8") if not foam else ""
    return (c.table(256) + c.shadow(206, y + 86, r * 1.3, 20) + c.solid(tray, dish, slats) + disc(200, y + 52, r + 34, (r + 34) * 0.36, shade(dish, 0.15)) + disc(200, y + 56, r + 22, (r + 22) * 0.35, "#2b1d1a", 0.22)
            + c.solid(d, c.main, swirl(c, d)) + c.solid(top, shade(c.main, 0.2), dots(c, bounds(top), 40, apart(c.second, c.main, 0.1), 2.8, 0.6), stamp, light="flat") + line(hoop(200, y, r - 1, 0.42), "#fffaf0", 2.4, 0.5) + rope + foam)


def bath_salts(c: Canvas) -> str:
    r, high = c.chance.between(76, 86), c.chance.between(138, 158)
    top, neck = 300 - high, r * 0.66
    profile = [(top, neck), (top + 14, neck), (top + 34, r * 0.96), (top + high * 0.5, r), (292, r * 0.98), (300, r * 0.9)]
    body, level = turned(200, profile), top + c.chance.between(46, 62)
    salt = turned(200, [(level, r * 0.9), (290, r * 0.9), (296, r * 0.84)])
    box = bounds(salt)
    tint = apart(c.second, c.main, 0.1)
    grains = dots(c, box, 120, shade(c.main, 0.6), 5, 0.9) + dots(c, box, 70, shade(c.main, -0.2), 4, 0.5) + dots(c, box, 30, tint, 4.4, 0.9)
    petals = "".join(path(leaf(c.chance.between(box[0] + 10, box[2] - 20), c.chance.between(level, 280), 17, c.chance.between(0, 360), 0.36), c.accent, o=0.85) for _ in range(8))
    cork = c.solid(turned(200, [(top - 30, neck * 0.92), (top - 2, neck * 0.86)], top=0.2), "#c9a272", dots(c, (150, int(top) - 30, 250, int(top) + 4), 26, "#8a6238", 2.6, 0.6)) + disc(200, top - 30, neck * 0.92, neck * 0.19, "#d8b688")
    scoop = group(c.solid(smooth([(0, -12), (54, -8), (66, -16), (110, -20), (120, 0), (108, 22), (66, 16), (54, 8), (0, 10), (-8, 0)], close=True), "#b98a58", disc(92, 0, 20, 14, "#8a5f3c", 0.6), dots(c, (76, -12, 106, 12), 26, shade(c.main, 0.6), 5, 0.95), light="flat"), turn=move(238, 330, c.chance.between(-12, 4)))
    spilt = dots(c, (250, 318, 380, 352), 22, shade(c.main, 0.5), 5, 0.95) + dots(c, (110, 314, 240, 346), 9, shade(c.main, 0.3), 4, 0.9)
    return (c.table() + cast(c, 196, 302, r) + disc(200, top, neck, neck * 0.24, "#ffffff", 0.4) + c.clip(salt, path(salt, c.main), grains, petals, path(salt, c.light("round"), o=0.7)) + disc(200, level, r * 0.88, r * 0.18, shade(c.main, 0.3)) + dots(c, (200 - r * 0.7, level - 9, 200 + r * 0.7, level + 9), 36, shade(c.main, 0.65), 5, 0.9)
            + c.clip(body, path(body, "#ffffff", o=0.12), path(body, c.light("glass")), path(body, "", "#5a6a6a", 4, 0.35)) + line(smooth([(200 - r * 0.82, top + 48), (200 - r * 0.86, top + high * 0.5), (200 - r * 0.82, 276)]), "#ffffff", 7, 0.6) + cork
            + line(f"M{at(200 - neck, top + 10)}Q200 {num(top + 30)} {at(200 + neck, top + 10)}", "#a9824f", 4) + group(_label(c, 200, 0, 76, 58), turn=f"translate(0 {num(top + high * 0.62)})") + spilt + c.shadow(298, 340, 60, 7, 0.6) + scoop)


def wax_melt(c: Canvas) -> str:
    """Small shapes to crumble into a burner: hearts, flowers, or a bar to break."""
    kind = c.chance.whole(0, 2)
    if kind == 0:
        bar = rounded(86, 118, 228, 164, 12)
        cells = "".join(c.solid(rounded(94 + i * 72, 126 + j * 77, 68, 71, 9), shade(c.main, 0.08), path(star(128 + i * 72, 161 + j * 77, 20, 9, 6) if (i + j) % 2 else oval(128 + i * 72, 161 + j * 77, 18), shade(c.main, -0.16)), light="flat") for i in range(3) for j in range(2))
        flecks = dots(c, (92, 124, 308, 276), 60, apart(c.second, c.main, 0.12), 3, 0.75) + dots(c, (92, 124, 308, 276), 24, c.accent, 3.6, 0.8)
        return c.surface() + group(c.drop(bar, 8, 12, 8, 0.4), path(bar, shade(c.main, -0.4), turn="translate(2 6)"), path(bar, shade(c.main, -0.12)), cells, flecks, turn=rotate(c.chance.between(-16, 12)))
    marks = ""
    spots = [(128, 132), (214, 118), (288, 168), (112, 220), (200, 208), (276, 256), (154, 296)]
    for i, (x, y) in enumerate(spots):
        tone = (c.main, apart(c.second, c.main, 0.08), shade(c.main, 0.25))[i % 3]
        d = "M0 34C-52 4 -40 -36 -16 -34C-6 -33 0 -24 0 -18C0 -24 6 -33 16 -34C40 -36 52 4 0 34Z" if kind == 1 else smooth([p for q, r in zip(around(0, 0, 40, 40, 6), around(0, 0, 27, 27, 6, 30), strict=True) for p in (q, r)], close=True)
        art = dots(c, (-30, -30, 30, 30), 10, c.accent, 3, 0.8) + (disc(0, 0, 9, fill=shade(tone, -0.2)) if kind == 2 else "")
        marks += group(c.drop(d, 5, 8, 4, 0.38), path(d, shade(tone, -0.38), turn="translate(1.5 6)"), c.solid(d, tone, art, light="flat"), path("M-20 -16Q-16 -26 -6 -26", "", "#fffdf5", 4, 0.6), turn=move(x, y, c.chance.between(-40, 40), 0.98))
    return c.surface() + sprig(318, 356, -128, 130, "#8c9a86", 12, 0.22) * c.chance.yes(0.6) + marks


def gift_set(c: Canvas) -> str:
    """An open box of shavings with a candle, a bar and a tin in it."""
    box, inside = rounded(58, 92, 284, 220, 8), rounded(70, 104, 260, 196, 4)
    craft = c.chance.pick(("#b9976a", "#d9c9ab", mix(c.accent, "#8a7460", 0.4)))
    straw = "".join(f"M{c.chance.whole(74, 320)} {c.chance.whole(108, 292)}q{c.chance.whole(-22, 22)} {c.chance.whole(-16, 16)} {c.chance.whole(-34, 34)} {c.chance.whole(-10, 10)}" for _ in range(46))
    nest = rect(70, 104, 260, 196, "#d9bf90") + line(straw, "#f0dfb8", 3, 0.9) + line(straw, "#a98a58", 1, 0.5)
    bar = rounded(92, 124, 104, 70, 8)
    soap = c.drop(bar, 4, 6, 4, 0.4) + c.solid(bar, c.main, swirl(c, bar), light="flat") + path(poly([(128, 124), (160, 124), (160, 194), (128, 194)]), "#f3ead8") + path(star(144, 159, 12, 5, 6), c.accent)
    candle = oval(264, 166, 50)
    wax = c.drop(candle, 5, 7, 5, 0.4) + path(candle, "#c2a25a") + path(candle, c.light("sheen")) + disc(264, 166, 43, fill=apart(c.second, c.main, 0.08)) + disc(264, 166, 43, fill=c.light("flat")) + flower(264, 166, 20, shade(c.second, 0.4), c.accent, 6) + line("M264 166L270 156", "#3a2a20", 3)
    jar = rounded(98, 218, 128, 58, 12)
    salts = c.drop(jar, 4, 6, 4, 0.4) + c.solid(jar, shade(c.main, 0.3), dots(c, (104, 224, 190, 270), 60, "#fffdf5", 4, 0.8), dots(c, (104, 224, 190, 270), 20, c.accent, 4, 0.7), light="fall") + c.solid(rounded(196, 222, 34, 50, 5), "#c9a272", light="fall")
    herb = sprig(240, 284, -28, 92, "#7d8f6b", -6, 0.24)
    ribbon = line("M58 256C40 300 66 330 44 366M342 120C366 110 360 76 384 62", c.accent, 9) if c.chance.yes(0.5) else ""
    return c.surface() + group(c.drop(box, 10, 14, 10, 0.42), ribbon, path(box, craft), path(box, c.light("flat")), c.clip(inside, nest, path(inside, "", "#2b1d1a", 16, 0.25)), soap, wax, herb, salts, turn=rotate(c.chance.between(-6, 6)))


FORMS: dict[str, Callable[[Canvas], str]] = {
    "soap_bar": soap_bar, "pillar_candle": pillar_candle, "jar_candle": jar_candle, "taper": taper, "shampoo_bar": shampoo_bar, "bath_salts": bath_salts,
    "wax_melt": wax_melt, "gift_set": gift_set,
}
