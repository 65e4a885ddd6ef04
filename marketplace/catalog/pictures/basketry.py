"""Basketry: willow, rush and straw, woven round stakes and braided at the rim."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas, disc, group, line, path, rect
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.shapes import Profile, at, hoop, num, oval, poly, radius, rounded, smooth, turned
from marketplace.catalog.pictures.textiles import folds, laid
from marketplace.catalog.pictures.textures import cloth, stitches, wicker


def braid(d: str, tone: str, w: float = 13) -> str:
    """A plaited border."""
    return line(d, shade(tone, -0.5), w + 2) + path(d, "none", tone, w - 1, dash=f"{num(w * 0.62)} {num(w * 0.24)}") + line(d, shade(tone, 0.5), w * 0.22, 0.7, dash=f"{num(w * 0.3)} {num(w * 0.56)}")


def _size(c: Canvas) -> tuple[float, float]:
    """Coarse for willow, fine for rush, grass and raffia."""
    if c.made_of("rush", "grass", "raffia", "straw", "palm", "sweetgrass"):
        return c.chance.pick(((20, 11), (24, 12)))
    return c.chance.pick(((34, 19), (38, 22), (30, 17)))


def woven(c: Canvas, profile: Profile, *, cx: float = 200, tilt: float = 0.24, within: str = "") -> str:
    """A basket's inside, what is in it, its woven wall with a band of the second colour, and its rim."""
    (y, r), body = profile[0], turned(cx, profile, top=tilt, base=tilt * 0.7)
    w, h = _size(c)
    second = apart(c.second, c.main, 0.1)
    foot = profile[-1][0]
    kind, bands = c.chance.whole(0, 3), ""
    for share, width in {0: (), 1: ((0.34, 0.3),), 2: ((0.2, 0.1), (0.5, 0.1)), 3: ((0.62, 0.6),)}[kind]:
        y0 = y + (foot - y) * share
        y1 = y0 + (foot - y) * width
        strip = turned(cx, [(y0, radius(profile, y0) + 3), (y1, radius(profile, y1) + 3)], top=tilt * 0.9, base=tilt * 0.8)
        bands += path(strip, wicker(c, second, w, h))
    inside = oval(cx, y, r, r * tilt)
    return (c.clip(inside, path(inside, wicker(c, shade(c.main, -0.3), w, h)), path(inside, c.light("hollow")), path(inside, "#2b1d1a", o=0.2)) + within
            + c.solid(body, c.main, path(body, wicker(c, c.main, w, h)), bands) + braid(hoop(cx, y, r, tilt), shade(c.main, 0.06)) + _back(cx, y, r, tilt, c.main) * (not within))


def _back(cx: float, y: float, r: float, tilt: float, tone: str) -> str:
    sag = y - r * tilt * 4 / 3
    return braid(f"M{at(cx - r, y)}C{at(cx - r, sag)} {at(cx + r, sag)} {at(cx + r, y)}", shade(tone, -0.12), 9)


def round_basket(c: Canvas) -> str:
    r, deep = c.chance.between(108, 124), c.chance.between(96, 128)
    top = 304 - deep
    profile = c.chance.pick(([(top, r), (top + deep * 0.5, r * 1.06), (top + deep * 0.85, r * 0.9), (304, r * 0.74)], [(top, r), (top + deep * 0.6, r * 0.92), (304, r * 0.8)],
                             [(top, r * 0.9), (top + deep * 0.4, r * 1.08), (top + deep * 0.8, r * 0.94), (304, r * 0.66)]))
    yarn = ""
    if c.chance.yes(0.4):
        for x, y, t in ((150, top + 4, "#c9786a"), (236, top + 2, "#8a9a86"), (194, top - 14, "#e3d2b0")):
            ball = oval(x, y, 40)
            yarn += c.solid(ball, t, line("".join(f"M{at(x - 40, y + i * 12)}Q{at(x, y - 34 + i * 12)} {at(x + 40, y + 8 + i * 12)}" for i in range(-2, 4)), shade(t, -0.3), 2, 0.6), light="ball")
    ears = "".join(braid(f"M{at(200 + s * (profile[0][1] - 4), top + 22)}C{at(200 + s * (r + 46), top - 2)} {at(200 + s * (r + 46), top + 62)} {at(200 + s * (r + 1), top + 54)}", c.main, 9) for s in (-1, 1)) if c.chance.yes(0.5) else ""
    return c.table() + c.shadow(202, 306, r * 0.98, 18) + ears + woven(c, profile, within=yarn)


def market_basket(c: Canvas) -> str:
    r, deep = c.chance.between(118, 132), c.chance.between(100, 116)
    top, high = 304 - deep, c.chance.between(62, 84)
    profile = [(top, r), (top + deep * 0.55, r * 0.94), (304, r * 0.72)]
    arch = f"M{at(200 - r + 6, top + 4)}C{at(200 - r + 12, high - 40)} {at(200 + r - 12, high - 40)} {at(200 + r - 6, top + 4)}"
    greens = "".join(f'<path d="M{at(x, top + 6)}Q{at(x - 8, top - 30)} {at(x + lean, top - 62)}Q{at(x + 26, top - 24)} {at(x + 14, top + 6)}Z" fill="{shade("#7d9160", t)}"/>' for x, lean, t in ((126, -14, -0.1), (144, 4, 0.1), (160, -6, 0), (176, 16, -0.15)))
    loaf = group(c.solid(smooth([(196, top + 10), (216, top - 46), (262, top - 74), (284, top - 58), (280, top - 10), (262, top + 14)], close=True), "#c58a4c", line(f"M{at(226, top - 36)}l26 10M{at(240, top - 54)}l26 10M{at(216, top - 14)}l26 10", "#f0d9a8", 5, 0.8), light="flat"))
    fill = greens + loaf + "".join(c.solid(oval(x, top + 4, 24), t, light="ball") for x, t in ((196, "#c2543f"), (156, "#d9a04a"))) if c.chance.yes(0.6) else ""
    return c.table() + c.shadow(202, 306, r * 0.95, 18) + group(braid(arch, shade(c.main, -0.25), 12), turn="translate(0 -3)") * (not fill) + woven(c, profile, within=fill) + braid(arch, c.main, 15)


def tray(c: Canvas) -> str:
    r, y = c.chance.between(140, 152), 236.0
    floor = oval(200, y + 16, r - 10, (r - 10) * 0.42)
    w, h = _size(c)
    wall = turned(200, [(y, r), (y + 26, r - 12)], top=0.42, base=0.42)
    inside = oval(200, y, r, r * 0.42)
    ears = "".join(braid(f"M{at(200 + s * (r - 16), y - 16)}C{at(200 + s * (r + 4), y - 64)} {at(200 + s * (r + 34), y - 30)} {at(200 + s * (r - 2), y + 14)}", c.main, 11) for s in (-1, 1))
    cup = "#e9e2d2"
    things = ""
    if c.chance.yes(0.6):
        things = (c.shadow(158, y + 18, 34, 10) + c.solid(turned(158, [(y - 44, 36), (y - 14, 33), (y + 14, 24)]), cup) + c.rim(158, y - 44, 36, shade(cup, 0.4), "#5a3a26", 4)
                  + c.shadow(254, y + 20, 40, 9) + disc(254, y + 10, 46, 19, "#f3ede0") + disc(254, y + 8, 34, 13, shade("#f3ede0", -0.1)) + c.solid(oval(254, y - 2, 27, 15), "#c58a4c", light="ball"))
    rings = "".join(path(oval(200, y + 14, (r - 14) * t, (r - 14) * t * 0.42), "none", "#2b1d1a", 1.4, 0.22) for t in (0.2, 0.4, 0.6, 0.8))
    return (c.table(250) + c.shadow(204, y + 84, r * 0.96, 22) + c.solid(wall, c.main, path(wall, wicker(c, c.main, w, h))) + path(inside, shade(c.main, -0.3)) + path(inside, wicker(c, shade(c.main, -0.16), w, h))
            + c.clip(floor, path(floor, wicker(c, apart(c.second, c.main, 0.08) if c.chance.yes(0.4) else shade(c.main, 0.1), w, h)), rings, path(floor, c.light("hollow"), o=0.6)) + things + braid(inside, c.main, 12) + ears)


def woven_lamp(c: Canvas) -> str:
    r = c.chance.between(112, 128)
    profile: Profile = c.chance.pick(([(116, 24), (134, r * 0.66), (190, r), (250, r * 0.9), (280, r * 0.66)], [(116, 24), (170, r * 0.6), (240, r), (270, r * 1.02)], [(116, 20), (150, r * 0.46), (220, r * 0.62), (276, r * 1.05)]))
    d = turned(200, profile, top=0.2, base=0.2)
    glow = c.gradient("c", (0, "#ffe9a8", 0.95), (0.5, "#ffe3a0", 0.4), (1, "#ffe3a0", 0))
    lit = c.gradient("c", (0, "#fff0c0", 0.9), (0.6, "#ffdf94", 0.3), (1, "#ffdf94", 0))
    y, base = profile[-1]
    w, h = _size(c)
    open_ = c.chance.yes(0.45)
    if open_:  # an openwork of crossing canes
        canes = "".join(f"M{at(200 + i * 9, 112)}Q{at(200 + i * 34 + 50, 190)} {at(200 + i * 26 - 22, 310)}M{at(200 + i * 9, 112)}Q{at(200 + i * 34 - 50, 190)} {at(200 + i * 26 + 22, 310)}" for i in range(-5, 6))
        skin = path(d, "#ffedb8", o=0.65) + line(canes, shade(c.main, -0.35), 6) + line(canes, c.main, 4)
    else:
        skin = path(d, c.main) + path(d, wicker(c, c.main, w, h))
    hoops = "".join(line(hoop(200, yy, rr, 0.2), shade(c.main, -0.3), 6) + line(hoop(200, yy, rr, 0.2), shade(c.main, 0.2), 3) for yy, rr in profile[1:-1])
    return (c.surface() + disc(200, 222, 196, 176, glow) + line("M200 -4L200 100", "#3a322c", 3.4) + c.solid(turned(200, [(92, 10), (100, 16), (118, 18)]), "#8a6a3a", light="metal")
            + disc(200, y, base, base * 0.2, "#fff3cf") + disc(200, y - 2, 24, 15, "#fffdf0") + c.clip(d, skin, hoops, disc(200, 230, r * 0.95, 90, lit), path(d, c.light("soft"))) + braid(hoop(200, y, base, 0.2), c.main, 10))


def straw_hat(c: Canvas) -> str:
    """Hung on a wall, or laid on a table."""
    r, y = c.chance.between(146, 160), 246.0
    high, wide = c.chance.between(96, 118), c.chance.between(72, 82)
    brim = smooth([(200 - r, y - 4), (200 - r * 0.6, y - 38), (200, y - 50), (200 + r * 0.6, y - 40), (200 + r, y - 6), (200 + r * 0.66, y + 38), (200, y + 54), (200 - r * 0.66, y + 40)], close=True)
    crown = smooth([(200 - wide - 6, y - 2), (200 - wide, y - high * 0.6), (200 - wide * 0.72, y - high * 0.96), (200 - wide * 0.2, y - high * (0.98 if c.chance.yes() else 1.08)), (200 + wide * 0.3, y - high * 1.03), (200 + wide * 0.76, y - high * 0.94), (200 + wide, y - high * 0.55), (200 + wide + 6, y - 2)]) + f"C{at(200 + wide, y + 26)} {at(200 - wide, y + 26)} {at(200 - wide - 6, y - 2)}Z"
    ribbon = f"M{at(200 - wide - 5, y - 34)}C{at(200 - wide * 0.6, y - 12)} {at(200 + wide * 0.6, y - 12)} {at(200 + wide + 5, y - 34)}L{at(200 + wide + 6, y - 2)}C{at(200 + wide, y + 26)} {at(200 - wide, y + 26)} {at(200 - wide - 6, y - 2)}Z"
    straw = c.pattern(12, 8, rect(0, 0, 12, 8, shade(c.main, -0.12)), line("M1 2.4L6 0.8L11 2.4", shade(c.main, 0.25), 2.2), line("M-5 6.4L0 4.8L5 6.4M7 6.4L12 4.8L17 6.4", shade(c.main, 0.1), 2.2))
    rows = "".join(path(oval(200, y + 2, r * t, r * t * 0.33), "none", shade(c.main, -0.4), 1.4, 0.4) for t in (0.62, 0.72, 0.82, 0.92))
    band = apart(c.second, c.main, 0.14)
    tails = path(f"M{at(200 + wide - 2, y - 2)}C{at(200 + wide + 24, y + 10)} {at(200 + wide + 18, y + 30)} {at(200 + wide + 38, y + 44)}L{at(200 + wide + 20, y + 46)}C{at(200 + wide + 6, y + 34)} {at(200 + wide - 2, y + 22)} {at(200 + wide - 16, y + 6)}Z", shade(band, -0.12)) if c.chance.yes(0.6) else ""
    return (c.table(250) + c.shadow(206, y + 40, r * 0.94, 22) + c.solid(brim, c.main, path(brim, straw), rows, disc(212, y + 8, wide + 22, 34, "#2b1d1a", 0.28), light="flat") + line(brim, shade(c.main, -0.2), 3) + tails
            + c.solid(crown, c.main, path(crown, straw), light="round") + c.solid(ribbon, band, light="round") + c.solid(rounded(200 + wide - 22, y - 24, 16, 30, 5), shade(band, 0.08), light="soft"))


def laundry_basket(c: Canvas) -> str:
    r, deep = c.chance.between(88, 98), c.chance.between(168, 188)
    top = 310 - deep
    profile = [(top, r), (top + deep * 0.5, r * c.chance.between(0.94, 1.12)), (310, r * 0.86)]
    if c.chance.yes(0.5):
        w, h = _size(c)
        lid = turned(200, [(top - 30, 8), (top - 26, r * 0.5), (top - 4, r + 5), (top + 12, r + 6)], top=0.1)
        cover = c.solid(lid, shade(c.main, 0.04), path(lid, wicker(c, shade(c.main, 0.04), w, h))) + braid(hoop(200, top + 12, r + 6), c.main, 8) + braid(f"M186 {num(top - 26)}C188 {num(top - 52)} 212 {num(top - 52)} 214 {num(top - 26)}", c.main, 8)
        return c.table() + c.shadow(202, 312, r * 1.06, 17) + woven(c, profile) + cover
    linen = c.chance.pick(("#f3ede0", "#cfdadb", "#e3c9b8"))
    sheet = smooth([(200 - r + 6, top + 4), (140, top - 34), (190, top - 52), (240, top - 40), (200 + r - 6, top + 2), (200 + r - 2, top + 60), (250, top + 82), (226, top + 40), (180, top + 30), (150, top + 22)], close=True)
    heap = c.solid(sheet, linen, folds(c, (130, top - 50, 280, top + 80), 4, 20, 0.25), path(sheet, c.pattern(18, 18, rect(0, 0, 3, 18, c.accent, 0.5))), light="flat")
    ears = "".join(braid(f"M{at(200 + s * (r - 4), top + 30)}C{at(200 + s * (r + 40), top + 14)} {at(200 + s * (r + 40), top + 76)} {at(200 + s * (r - 2), top + 66)}", c.main, 10) for s in (-1, 1))
    return c.table() + c.shadow(202, 312, r * 1.06, 17) + ears + woven(c, profile) + heap


def bread_basket(c: Canvas) -> str:
    r, top = c.chance.between(132, 144), c.chance.between(228, 238)
    profile = [(top, r), (top + 36, r * 0.92), (302, r * 0.74)]
    linen = c.chance.pick(("#f3ede0", "#dfe4df", "#e9d6c4"))
    napkin = poly([(70, top + 6), (110, top - 46), (170, top - 24), (214, top - 52), (270, top - 26), (322, top + 8), (300, top + 44), (262, top + 26), (214, top + 66), (160, top + 28), (112, top + 46)])
    crust = c.chance.pick(("#c58a4c", "#b5763b", "#d09a58"))
    loaf = smooth([(104, top + 2), (116, top - 56), (180, top - 88), (248, top - 78), (294, top - 40), (298, top + 4), (200, top + 22)], close=True)
    cuts = "".join(f"M{130 + i * 40} {num(top - 30 - (i % 3) * 6)}Q{150 + i * 40} {num(top - 58 - i % 2 * 10)} {178 + i * 36} {num(top - 56)}" for i in range(3))
    bread = c.solid(loaf, crust, line(cuts, "#f3dfb4", 9, 0.85), line(cuts, shade(crust, -0.3), 2, 0.6), light="ball")
    if c.chance.yes(0.4):
        bread = "".join(c.solid(oval(x, y, 46, 38), shade(crust, t), line(f"M{at(x - 20, y - 14)}Q{at(x, y - 30)} {at(x + 22, y - 14)}", "#f3dfb4", 6, 0.8), light="ball") for x, y, t in ((140, top - 12, 0), (258, top - 12, -0.06), (200, top - 34, 0.06), (204, top + 4, 0.02)))
    front = c.clip(napkin, path(napkin, linen), laid(napkin, [cloth(c, 4, 0.14), c.pattern(16, 16, rect(0, 0, 4, 16, c.accent, 0.35))]), path(napkin, c.light("flat")))
    lower = poly([(112, top + 46), (160, top + 28), (214, top + 66), (262, top + 26), (300, top + 44), (322, top + 8), (70, top + 8)])
    return c.table() + c.shadow(202, 304, r * 0.96, 18) + woven(c, profile, tilt=0.2, within=front + bread) + c.clip(lower, front)


def backpack_basket(c: Canvas) -> str:
    top, low = 122.0, 312.0
    profile = [(top, 74), (top + 50, 84), (top + 130, 104), (low, 94)]
    hide = apart(c.accent if c.accent != c.main else "#7a4a2c", c.main, 0.16)

    def strap(d: str, w: float) -> str:
        return group(line(d, "#2b1d1a", w, 0.3), turn="translate(4 5)", extra=c.blur(3)) + line(d, shade(hide, -0.4), w + 1) + line(d, hide, w - 1) + stitches(d, shade(hide, 0.55), 1.6)
    harness = "".join(strap(f"M{num(200 + s * 34)} {num(top + 34)}C{num(200 + s * 96)} {num(top + 58)} {num(200 + s * 92)} {num(top + 142)} {num(200 + s * 50)} {num(low - 6)}", 17) for s in (-1, 1))
    yoke = strap(f"M132 {num(top + 40)}Q200 {num(top + 62)} 268 {num(top + 40)}", 17)
    buckles = "".join(path(rounded(200 + s * 78 - 13, top + 112, 26, 20, 4), "none", "#c2a25a", 4) for s in (-1, 1))
    grab = strap(f"M172 {num(top + 14)}C172 {num(top - 52)} 228 {num(top - 52)} 228 {num(top + 14)}", 12)
    return c.table() + c.shadow(204, low + 2, 108, 17) + woven(c, profile) + grab + harness + yoke + buckles


FORMS: dict[str, Callable[[Canvas], str]] = {
    "round_basket": round_basket, "market_basket": market_basket, "tray": tray, "woven_lamp": woven_lamp, "straw_hat": straw_hat,
    "laundry_basket": laundry_basket, "bread_basket": bread_basket, "backpack_basket": backpack_basket,
}
