"""Leather: cut, folded and saddle-stitched, with brass where it closes."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas, disc, group, line, move, path, rect, rotate
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.shapes import at, leaf, num, oval, poly, rounded, smooth
from marketplace.catalog.pictures.textures import stitches

BRASS = "#c2a25a"


def hide(c: Canvas, d: str, tone: str, *marks: str, light: str = "flat", seam: str = "") -> str:
    """A piece of leather: its pores, its burnished edge, its seam."""
    pores = c.pattern(11, 9, line("M1 2l1 1M6 1l1 .6M4 6l1 .4M9 6l.6 1", "#2b1d1a", 1, 0.16))
    sewn = stitches(seam, _thread(c)) if seam else ""
    return (c.solid(d, tone, path(d, pores), *marks, path(d, "none", shade(tone, -0.5), 7, 0.32), light=light)
            + path(d, "none", shade(tone, 0.4), 1.3, 0.45) + sewn)


def _thread(c: Canvas) -> str:
    return apart(mix(c.second, "#f0e2c8", 0.5), c.main, 0.25)


def _stamp(c: Canvas, x: float, y: float, s: float) -> str:
    """A small tooled sign, pressed in: dark above, light below."""
    d = c.chance.pick((leaf(x, y + s, s * 2, -90, 0.3) + leaf(x, y + s * .6, s, -150, 0.3) + leaf(x, y + s * .6, s, -30, 0.3), oval(x, y, s) + oval(x, y, s * 0.6),
                       poly([(x, y - s), (x + s, y), (x, y + s), (x - s, y)]) + oval(x, y, s * 0.4)))
    return path(d, "none", "#2b1d1a", 2, 0.4) + path(d, "none", "#fffaf0", 1, 0.3, turn="translate(1 1.4)")


def _buckle(c: Canvas, x: float, y: float, w: float, h: float) -> str:
    frame = rounded(x - w / 2, y - h / 2, w, h, 5)
    return path(frame, "none", "#6b5426", 6.4) + path(frame, "none", BRASS, 4.4) + path(frame, "none", shade(BRASS, 0.6), 1.4, 0.8) + line(f"M{at(x, y - h / 2)}L{at(x, y + h / 2 + 2)}", shade(BRASS, -0.2), 3.4)


def wallet(c: Canvas) -> str:
    w, h = c.chance.between(212, 240), c.chance.between(146, 162)
    x, y = 200 - w / 2, 200 - h / 2
    d, kind = rounded(x, y, w, h, 14), c.chance.whole(0, 2)
    inner = f"M{at(x + 10, y + 16)}L{at(x + 10, y + h - 10)}L{at(x + w - 10, y + h - 10)}L{at(x + w - 10, y + 16)}"
    cards, front = "", ""
    if kind == 0:  # a card holder with cards looking out
        cards = "".join(group(path(rounded(x + 22 + i * 6, y - 30 + i * 13, w - 56, 70, 7), t), path(rounded(x + 22 + i * 6, y - 30 + i * 13, w - 56, 70, 7), "none", "#2b1d1a", 1.4, 0.25)) for i, t in enumerate((c.accent, "#efe6d4", mix(c.second, "#ffffff", 0.3))))
        front = stitches(f"M{at(x + 10, y + h * 0.45)}L{at(x + w - 10, y + h * 0.45)}", _thread(c))
    elif kind == 1:  # a flap with a stud
        flap = f"M{at(x, y + 14)}C{at(x, y)} {at(x + 4, y)} {at(x + 14, y)}L{at(x + w - 14, y)}C{at(x + w - 4, y)} {at(x + w, y)} {at(x + w, y + 14)}L{at(x + w, y + h * 0.3)}C{at(x + w, y + h * 0.62)} {at(200 + 40, y + h * 0.7)} {at(200, y + h * 0.7)}C{at(160, y + h * 0.7)} {at(x, y + h * 0.62)} {at(x, y + h * 0.3)}Z"
        front = c.drop(flap, 1, 4, 3, 0.4) + hide(c, flap, shade(c.main, 0.06)) + disc(200, y + h * 0.58, 8, fill="#7a6030") + c.solid(oval(199, y + h * 0.575, 7), BRASS, light="ball")
    else:  # a bifold
        front = line(f"M{at(x + 15, y + 6)}L{at(x + 15, y + h - 6)}", "#2b1d1a", 3, 0.25) + (c.solid(poly([(x + w - 76, y + h / 2 - 16), (x + w + 4, y + h / 2 - 16), (x + w + 4, y + h / 2 + 16), (x + w - 76, y + h / 2 + 16)]), c.second) + c.solid(oval(x + w - 58, y + h / 2, 7), BRASS, light="ball") if c.chance.yes(0.4) else "")
    return c.surface() + group(c.drop(d, 8, 12, 9, 0.42), cards, path(d, shade(c.main, -0.5), turn="translate(2 5)"), hide(c, d, c.main, seam=inner), front, _stamp(c, x + w - 36, y + h - 34, 9), turn=rotate(c.chance.between(-14, 10)))


def handbag(c: Canvas) -> str:
    w, y, kind = c.chance.between(196, 216), c.chance.between(158, 172), c.chance.whole(0, 2)
    x = 200 - w / 2
    d = smooth([(x + 20, y), (200, y - 3), (x + w - 20, y), (x + w - 4, y + 50), (x + w, 286), (x + w - 20, 307), (200, 310), (x + 20, 307), (x, 286), (x + 4, y + 50)], close=True)
    strap = f"M{at(x + 46, y + 20)}C{at(x + 50, y - 112)} {at(x + w - 50, y - 112)} {at(x + w - 46, y + 20)}"
    handle = line(strap, shade(c.main, -0.5), 15) + line(strap, shade(c.main, -0.08), 12) + stitches(strap, _thread(c), 1.8)
    flap = smooth([(x + 10, y + 4), (200, y - 6), (x + w - 10, y + 4), (x + w - 2, y + 56), (x + w - 26, y + 84), (200, y + (104 if kind == 0 else 84)), (x + 26, y + 84), (x + 2, y + 56)], close=True)
    seam = smooth([(x + 14, y + 56), (x + 34, y + 76), (200, y + (95 if kind == 0 else 76)), (x + w - 34, y + 76), (x + w - 14, y + 56)])
    lock = c.solid(rounded(184, y + 78, 32, 26, 6), BRASS, light="sheen") + disc(200, y + 91, 4, fill="#4a3a20")
    body = hide(c, d, c.main, light="round", seam=smooth([(x + 12, 250), (x + 14, 282), (x + 30, 298), (200, 300), (x + w - 30, 298), (x + w - 14, 282), (x + w - 12, 250)]))
    cover = c.drop(flap, 1, 5, 4, 0.4) + hide(c, flap, shade(c.main, 0.05) if c.chance.yes(0.6) else c.second, light="soft", seam=seam) + lock
    if kind == 2:  # a bucket, open, with a cord
        top = f"M{at(x + 16, y)}Q200 {num(y + 16)} {at(x + w - 16, y)}"
        cover = line(top, shade(c.main, 0.3), 4) + stitches(f"M{at(x + 14, y + 30)}Q200 {num(y + 44)} {at(x + w - 14, y + 30)}", c.accent, 4) + line(f"M196 {num(y + 40)}q-14 20 -8 40M204 {num(y + 40)}q12 18 10 44", c.accent, 3.4)
    rings = "".join(path(oval(px, y + 22, 9), "none", BRASS, 4) for px in (x + 46, x + w - 46))
    return c.table() + c.shadow(203, 309, w * 0.52, 16) + group(handle, turn="translate(5 -6)") + body + cover + handle + rings


def belt(c: Canvas) -> str:
    """Rolled up, its buckle to the front."""
    w, wraps = c.chance.between(46, 54), 4
    coil = "".join(oval(188 - i * 2, 152, 104 - i * 20, 30 - i * 6) for i in range(wraps))
    top, low = 152, 152 + w + 60
    wall = f"M84 {top}C84 {top + 42} 292 {top + 42} 292 {top}L292 {low}C292 {low + 42} 84 {low + 42} 84 {low}Z"
    hole = oval(188, 152, 104, 31)
    seam = f"M85 {top + 12}C85 {top + 52} 291 {top + 52} 291 {top + 12}M85 {low - 11}C85 {low + 30} 291 {low + 30} 291 {low - 11}"
    tail = f"M206 {top + 30}C256 {top + 28} 292 {top + 16} 320 {top + 6}L334 {top + 22}L334 {low - 4}L320 {low + 14}C292 {low + 22} 256 {low + 30} 206 {low + 30}Z"
    tooled = "".join(group(_stamp(c, 0, 0, 9), turn=move(104 + i * 30, top + 62 + (14, 24, 27, 22)[i])) for i in range(4)) if c.chance.yes(0.4) else ""
    holes = "".join(disc(312 - i * 22, top + 60 + i * 5, 4, 5, shade(c.main, -0.65)) for i in range(3))
    metal = BRASS if c.chance.yes(0.65) else "#b9bcc0"
    frame = rounded(150, top + 18, 74, w + 54, 12)
    buckle = path(frame, "none", shade(metal, -0.5), 13, turn="translate(2 3)") + path(frame, "none", metal, 11) + path(frame, "none", shade(metal, 0.6), 3, 0.8) + line(f"M156 {top + 72}L232 {top + 70}", shade(metal, -0.3), 8) + line(f"M156 {top + 70}L230 {top + 68}", shade(metal, 0.3), 4)
    return (c.table() + c.shadow(196, low + 26, 122, 18) + path(hole, shade(c.main, -0.55)) + path(coil, "none", shade(c.main, -0.2), 8) + path(coil, "none", shade(c.main, 0.3), 2, 0.6)
            + hide(c, wall, c.main, light="round") + tooled + stitches(seam, _thread(c)) + c.drop(tail, 2, 4, 4, 0.3) + hide(c, tail, shade(c.main, 0.05), light="flat", seam=f"M214 {top + 40}C256 {top + 38} 292 {top + 28} 318 {top + 17}M214 {low + 20}C256 {low + 18} 292 {low + 12} 318 {low + 3}") + holes + buckle)


def satchel(c: Canvas) -> str:
    w, y = c.chance.between(220, 240), c.chance.between(138, 150)
    x = 200 - w / 2
    d = rounded(x, y, w, 308 - y, 14)
    flap = f"M{at(x - 3, y + 12)}C{at(x - 3, y - 6)} {at(x + 6, y - 8)} {at(x + 20, y - 8)}L{at(x + w - 20, y - 8)}C{at(x + w - 6, y - 8)} {at(x + w + 3, y - 6)} {at(x + w + 3, y + 12)}L{at(x + w + 3, y + 84)}C{at(x + w, y + 108)} {at(x + w - 20, y + 112)} {at(x + w - 40, y + 112)}L{at(x + 40, y + 112)}C{at(x + 20, y + 112)} {at(x, y + 108)} {at(x - 3, y + 84)}Z"
    seam = f"M{at(x + 7, y + 14)}L{at(x + 7, y + 82)}C{at(x + 8, y + 98)} {at(x + 22, y + 102)} {at(x + 40, y + 102)}L{at(x + w - 40, y + 102)}C{at(x + w - 22, y + 102)} {at(x + w - 8, y + 98)} {at(x + w - 7, y + 82)}L{at(x + w - 7, y + 14)}"
    handle = tubed(f"M164 {num(y - 4)}C164 {num(y - 44)} 236 {num(y - 44)} 236 {num(y - 4)}", c.main)
    sling = line(f"M{at(x + 8, y + 20)}C{at(x - 30, 40)} {at(120, 20)} {at(206, 18)}C{at(300, 20)} {at(x + w + 30, 50)} {at(x + w - 8, y + 20)}", shade(c.main, -0.35), 9)
    straps = ""
    for px in (x + w * 0.24, x + w * 0.76):
        band = rounded(px - 11, y + 40, 22, 128, 9)
        straps += c.drop(band, 2, 3, 2, 0.35) + hide(c, band, shade(c.main, -0.14), light="soft", seam=f"M{at(px - 6, y + 46)}L{at(px - 6, y + 158)}M{at(px + 6, y + 46)}L{at(px + 6, y + 158)}") + _buckle(c, px, y + 126, 32, 24)
    pocket = hide(c, rounded(x + 22, 250, w - 44, 50, 8), shade(c.main, -0.05), seam=f"M{at(x + 30, 254)}L{at(x + 30, 292)}L{at(x + w - 30, 292)}L{at(x + w - 30, 254)}")
    return c.table() + c.shadow(204, 308, w * 0.53, 16) + sling + handle + hide(c, d, shade(c.main, -0.1), light="soft") + pocket + c.drop(flap, 1, 5, 4, 0.42) + hide(c, flap, c.main, _stamp(c, 200, y + 50, 15), light="soft", seam=seam) + straps


def tubed(d: str, tone: str) -> str:
    return line(d, shade(tone, -0.5), 15) + line(d, shade(tone, -0.1), 11) + line(d, shade(tone, 0.45), 2.4, 0.5)


def key_fob(c: Canvas) -> str:
    kind, lean = c.chance.whole(0, 2), c.chance.between(-20, 16)
    if kind == 0:
        d = smooth([(-15, -40), (15, -40), (26, 10), (34, 80), (28, 128), (0, 142), (-28, 128), (-34, 80), (-26, 10)], close=True)
        seam = smooth([(-16, -14), (-25, 76), (-20, 122), (0, 132), (20, 122), (25, 76), (16, -14)])
    elif kind == 1:
        d, seam = rounded(-21, -42, 42, 178, 10), "M-14 -18L-14 128L14 128L14 -18"
    else:
        d = f"M-14 -42L14 -42L16 14C58 22 62 126 0 132C-62 126 -58 22 -16 14Z"
        seam = smooth([(-8, -20), (-10, 22), (-36, 50), (-34, 98), (0, 122), (34, 98), (36, 50), (10, 22), (8, -20)])
    ring = path(oval(0, -76, 42), "none", "#6b5426", 9, turn="translate(2 3)") + path(oval(0, -76, 42), "none", BRASS, 7) + path(oval(0, -76, 42), "none", shade(BRASS, 0.6), 2, 0.8)

    def key(angle: float, tone: str, long: float) -> str:
        bow = oval(0, 22, 21, 19) + oval(0, 18, 9, 8)
        blade = poly([(-5, 38), (5, 38), (5, long), (16, long), (16, long - 10), (5, long - 10), (5, long - 18), (13, long - 18), (13, long - 26), (5, long - 26), (5, 40), (5, long + 6), (-5, long + 6)])
        shape = f'<path d="{bow}{blade}" fill="{tone}" fill-rule="evenodd"/>'
        return group(c.drop(blade, 4, 6, 3, 0.3), shape, line(f"M-2 42L-2 {num(long)}", shade(tone, 0.6), 1.6, 0.7), turn=f"translate(0 -80)rotate({num(angle)})translate(0 24)")
    keys = key(c.chance.between(48, 62), "#a9acb0", 118) + key(c.chance.between(84, 104), "#b8954e", 104)
    return c.surface() + group(keys, c.drop(d, 7, 10, 6, 0.42), path(d, shade(c.main, -0.5), turn="translate(2 4)"), ring, hide(c, d, c.main, seam=seam), c.solid(oval(0, -22, 8), BRASS, light="ball"), _stamp(c, 0, 76, 12), turn=move(166, 190, lean, 1.12))


def tool_roll(c: Canvas) -> str:
    """Open, with the tools in their pockets."""
    d = rounded(44, 104, 300, 190, 8)
    pocket = "M44 196L344 196L344 286Q344 294 336 294L52 294Q44 294 44 286Z"
    steel, wood = "#a8adb0", ("#b98a58", "#8a5a38", "#c9a06a")
    tools = ""
    for i in range(6):
        x, long = 70 + i * 50, c.chance.between(40, 74)
        grip = rounded(x - 8, 140 - long * 0.5, 16, long + 18, 7)
        blade = poly([(x - 5, 160 + long * 0.3), (x + 5, 160 + long * 0.3), (x + 5, 220), (x - 5, 220)])
        tools += c.drop(grip, 3, 4, 2, 0.35) + path(blade, steel) + c.solid(grip, c.chance.pick(wood), light="round") + rect(x - 6.5, 152 + long * 0.4, 13, 7, BRASS)
    seams = "".join(f"M{95 + i * 50} 198L{95 + i * 50} 290" for i in range(5)) + "M50 202L338 202"
    tie = line("M344 190C372 180 380 214 364 236C350 256 372 268 384 262M344 206C366 206 366 240 356 254C348 270 356 288 370 292", shade(c.second, -0.15), 7) + line("M344 190C372 180 380 214 364 236C350 256 372 268 384 262M344 206C366 206 366 240 356 254C348 270 356 288 370 292", shade(c.second, 0.15), 3)
    return c.surface() + group(c.drop(d, 7, 10, 8, 0.42), tie, hide(c, d, shade(c.main, -0.12), seam="M52 112L336 112"), tools, c.drop(pocket, 0, -3, 3, 0.3), hide(c, pocket, c.main, seam=seams), _stamp(c, 312, 270, 9), turn=rotate(c.chance.between(-7, 5)) + "translate(4 0)")


def notebook_cover(c: Canvas) -> str:
    w, h = c.chance.between(176, 192), c.chance.between(236, 252)
    x, y, kind = 200 - w / 2, 200 - h / 2, c.chance.whole(0, 2)
    d, pages = rounded(x, y, w, h, 10), poly([(x + 8, y + 6), (x + w + 7, y + 6), (x + w + 7, y + h - 3), (x + 8, y + h + 8)])
    leaves = path(pages, "#efe4cd") + path("".join(f"M{at(x + w + 1 + i * 2, y + 8)}L{at(x + w + 1 + i * 2, y + h - 2)}" for i in range(3)), "none", "#a8977a", 1, 0.6)
    band, strap = apart(c.second, c.main, 0.1), ""
    if kind == 0:
        strap = line(f"M{at(x + w * 0.74, y)}L{at(x + w * 0.74, y + h)}", shade(band, -0.3), 9) + line(f"M{at(x + w * 0.74 - 1, y)}L{at(x + w * 0.74 - 1, y + h)}", band, 5.5)
    elif kind == 1:
        cord = f"M{at(x, y + h * 0.46)}L{at(x + w, y + h * 0.5)}M{at(x, y + h * 0.52)}L{at(x + w, y + h * 0.47)}M{at(x + w * 0.62, y + h * 0.5)}C{at(x + w * 0.5, y + h * 0.6)} {at(x + w * 0.74, y + h * 0.7)} {at(x + w * 0.6, y + h * 0.82)}"
        strap = line(cord, shade(band, -0.4), 6) + line(cord, band, 3.6)
    else:
        tab = rounded(x + w - 62, y + h * 0.44, 78, 34, 9)
        strap = c.drop(tab, 2, 3, 3) + hide(c, tab, shade(c.main, -0.14)) + c.solid(oval(x + w - 44, y + h * 0.44 + 17, 7), BRASS, light="ball")
    pen = group(c.drop(rounded(-6, -112, 12, 216, 6), 5, 6, 4, 0.36), c.solid(rounded(-6, -112, 12, 216, 6), c.accent, light="round"), rect(-6, -30, 12, 5, BRASS), path("M-5 104L5 104L0 122Z", BRASS), line("M4 -106L4 -56", BRASS, 3), turn=move(x + w + 54, 210, 9)) if c.chance.yes(0.5) else ""
    return c.surface() + group(c.drop(d, 9, 12, 9, 0.44), leaves, hide(c, d, c.main, _stamp(c, x + w * 0.44, y + h * 0.26, 20), seam=f"M{at(x + 16, y + 9)}L{at(x + w - 9, y + 9)}L{at(x + w - 9, y + h - 9)}L{at(x + 16, y + h - 9)}"), line(f"M{at(x + 11, y + 4)}L{at(x + 11, y + h - 4)}", "#2b1d1a", 4, 0.25), strap, pen, turn=rotate(c.chance.between(-9, 7)) + ("translate(-22 0)" if pen else ""))


def sandals(c: Canvas) -> str:
    sole = smooth([(206, 58), (246, 72), (262, 122), (252, 188), (240, 240), (242, 300), (222, 336), (194, 340), (170, 320), (166, 268), (164, 210), (152, 142), (164, 84)], close=True)
    foot = mix(c.main, "#d9b68a", 0.45)
    kind, second = c.chance.whole(0, 2), apart(c.second, foot, 0.12)
    top = c.main if kind != 1 else second

    def strap(d: str, w: float) -> str:
        return group(line(d, "#2b1d1a", w, 0.28), turn="translate(3 6)", extra=c.blur(3)) + line(d, shade(top, -0.45), w + 2) + line(d, top, w) + line(d, shade(top, 0.4), w * 0.16, 0.5) + stitches(d, _thread(c), 1.6)
    if kind == 0:
        marks = strap("M150 146C186 116 226 112 260 128", 30) + strap("M156 196C188 172 222 170 252 190", 26) + strap("M168 296C190 262 222 262 240 294", 15)
    elif kind == 1:
        marks = strap("M150 140C190 164 228 166 250 196", 24) + strap("M262 124C226 150 182 162 160 198", 24) + strap("M168 290C190 256 224 256 241 288", 15)
    else:
        marks = strap("M200 100L204 150", 11) + strap("M154 206C168 176 190 152 204 148C222 152 240 172 250 196", 17) + strap("M166 284C188 262 224 262 240 284", 13)
    buckle = _buckle(c, 238, 284, 16, 18)
    one = path(sole, shade(c.main, -0.62), turn="translate(3 7)") + hide(c, sole, foot, c.solid(oval(204, 296, 26, 34), shade(foot, -0.12), light="hollow"), seam="") + path(smooth([(206, 68), (239, 80), (253, 122), (243, 188), (231, 240), (233, 298), (217, 328), (195, 331), (178, 316), (175, 268), (173, 210), (161, 142), (172, 90)], close=True), "none", _thread(c), 1.8, 0.8, dash="5 4") + c.clip(f"M140 50L274 50L274 350L140 350Z", marks) + buckle
    shift, lean = c.chance.between(64, 72), c.chance.between(-3, 8)
    return c.surface() + "".join(group(c.drop(sole, dx, 13, 8, 0.36), one, turn=t) for dx, t in ((7, f"translate({num(-shift)} 0)rotate({num(-lean)} 200 200)"), (-3, f"translate({num(400 + shift)} 0)scale(-1 1)rotate({num(-lean)} 200 200)")))


FORMS: dict[str, Callable[[Canvas], str]] = {
    "wallet": wallet, "handbag": handbag, "belt": belt, "satchel": satchel, "key_fob": key_fob, "tool_roll": tool_roll,
    "notebook_cover": notebook_cover, "sandals": sandals,
}
