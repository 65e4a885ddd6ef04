"""Paper: bound, folded and cut; deckled at its edge, printed or marbled on its face."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin

from marketplace.catalog.pictures.canvas import Canvas, disc, group, line, move, path, rect, rotate
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.flora import berries, blossom, sprig
from marketplace.catalog.pictures.parcel import paper
from marketplace.catalog.pictures.shapes import around, at, bounds, leaf, num, oval, poly, rounded, run, smooth, star
from marketplace.catalog.pictures.textures import dots

SHEET = "#f6eedd"


def deckled(c: Canvas, x: float, y: float, w: float, h: float, rough: float = 2.4) -> str:
    """A sheet with the uneven edge the mould leaves."""
    points = [(x + w * i / 9, y) for i in range(9)] + [(x + w, y + h * i / 9) for i in range(9)] + [(x + w - w * i / 9, y + h) for i in range(9)] + [(x, y + h - h * i / 9) for i in range(9)]
    return smooth([(px + c.chance.between(-rough, rough), py + c.chance.between(-rough, rough)) for px, py in points], close=True)


def marbled(c: Canvas, d: str) -> str:
    """Combed colours, as for endpapers."""
    left, top, right, bottom = bounds(d)
    second, marks, y = apart(c.second, c.main, 0.12), "", top - 20
    tones = (second, shade(c.main, 0.35), c.accent, shade(c.main, -0.25), shade(second, 0.3))
    i = 0
    while y < bottom + 20:
        points = [(left - 6 + k * (right - left + 12) / 6, y + (13 if k % 2 else -13) + c.chance.between(-5, 5)) for k in range(7)]
        marks += line(f"M{at(*points[0])}{run(points)}", tones[i % 5], c.chance.between(3, 9), 0.85)
        y += c.chance.between(11, 17)
        i += 1
    return marks


def cover(c: Canvas, d: str) -> str:
    """What a cover or a lid is papered with."""
    kind = c.chance.whole(0, 3)
    if kind == 0 or c.made_of("marbled"):
        return marbled(c, d)
    if kind == 1:
        return dots(c, bounds(d), 70, shade(c.main, 0.5), 2.2, 0.6) + dots(c, bounds(d), 30, apart(c.second, c.main, 0.12), 3, 0.6)
    return path(d, paper(c, c.main, c.second))


def motif(c: Canvas, x: float, y: float, s: float) -> str:
    """A small picture for a card or a label."""
    kind, tone = c.chance.whole(0, 4), apart(c.main, SHEET, 0.25)
    if kind == 0:
        return sprig(x, y + s, -90, s * 2, tone, 6)
    if kind == 1:
        return blossom(x, y + s, -88, s * 1.9, tone, 8)
    if kind == 2:
        return disc(x, y - s * 0.1, s * 0.62, fill=c.accent) + path(smooth([(x - s, y + s * 0.5), (x - s * 0.4, y), (x + s * 0.1, y + s * 0.4), (x + s * 0.5, y + s * 0.1), (x + s, y + s * 0.5)]) + f"L{at(x + s, y + s)}L{at(x - s, y + s)}Z", tone)
    if kind == 3:
        return berries(x, y + s, -90, s * 2, c.accent, 8)
    return path(star(x, y, s, s * 0.4, 8), tone) + path(star(x, y, s * 0.5, s * 0.2, 8), c.accent)


def journal(c: Canvas) -> str:
    w, h = c.chance.between(176, 190), c.chance.between(240, 254)
    x, y = 200 - w / 2, 200 - h / 2
    d, cloth_ = rounded(x, y, w, h, 5), apart(c.second, c.main, 0.1)
    pages = poly([(x + 8, y + 6), (x + w + 8, y + 8), (x + w + 8, y + h + 6), (x + 12, y + h + 9)])
    spine = path(poly([(x, y), (x + 34, y), (x + 34, y + h), (x, y + h)]), cloth_) + path(poly([(x + w, y), (x + w - 34, y), (x + w, y + 34)]) + poly([(x + w, y + h), (x + w - 34, y + h), (x + w, y + h - 34)]), cloth_)
    label = rounded(x + 62, y + 54, w - 92, 62, 3)
    face = c.solid(d, c.main, cover(c, d), spine, light="flat")
    plate = path(label, SHEET) + path(rounded(x + 67, y + 59, w - 102, 52, 2), "none", c.accent, 1.6) + line(f"M{at(x + 82, y + 80)}L{at(x + w - 50, y + 80)}M{at(x + 94, y + 93)}L{at(x + w - 62, y + 93)}", shade(SHEET, -0.5), 2, 0.6)
    ribbon = line(f"M{at(x + w * 0.52, y + h)}Q{at(x + w * 0.5, y + h + 20)} {at(x + w * 0.55, y + h + 38)}", c.accent, 7)
    return c.surface() + group(c.drop(d, 10, 13, 9, 0.42), ribbon, path(pages, SHEET) + line(f"M{at(x + w + 5, y + 10)}L{at(x + w + 5, y + h + 4)}M{at(x + 12, y + h + 5)}L{at(x + w + 4, y + h + 3)}", "#a8977a", 1, 0.7), face, line(f"M{at(x + 35, y)}L{at(x + 35, y + h)}", "#2b1d1a", 2, 0.3), plate if c.chance.yes(0.8) else "", turn=rotate(c.chance.between(-11, 9)))


def _envelope(c: Canvas, x: float, y: float, w: float, h: float, tone: str, seal: bool) -> str:
    d = rounded(x, y, w, h, 3)
    flap = f"M{at(x, y + 2)}L{at(x + w / 2, y + h * 0.58)}L{at(x + w, y + 2)}Z"
    wax = c.solid(smooth([(px + c.chance.between(-2, 2), py) for px, py in around(x + w / 2, y + h * 0.54, 20, 19, 9)], close=True), c.accent, path(star(x + w / 2, y + h * 0.54, 11, 5, 6), shade(c.accent, -0.35)), light="ball") if seal else ""
    return c.drop(d, 7, 10, 7, 0.36) + c.solid(d, tone, line(f"M{at(x, y + h)}L{at(x + w * 0.4, y + h * 0.5)}M{at(x + w, y + h)}L{at(x + w * 0.6, y + h * 0.5)}", "#2b1d1a", 1.6, 0.25), light="flat") + c.drop(flap, 0, 3, 2, 0.3) + path(flap, shade(tone, 0.12)) + wax


def card(c: Canvas) -> str:
    x, y, w, h = 112.0, 74.0, 168.0, 226.0
    envelope = group(_envelope(c, 92, 176, 232, 152, mix(c.main, SHEET, 0.25), False), turn=rotate(c.chance.between(8, 18)))
    d = deckled(c, x, y, w, h, 1.6) if c.chance.yes() else poly([(x, y), (x + w, y), (x + w, y + h), (x, y + h)])
    inset = path(rounded(x + 14, y + 14, w - 28, h - 28, 2), "none", apart(c.second, SHEET, 0.2), 2.4, 0.8) if c.chance.yes() else ""
    words = line(f"M{at(x + 54, y + h - 38)}q8 -8 14 0t14 0t14 0t14 0", shade(SHEET, -0.55), 2.2, 0.8)
    back = group(path(poly([(x + 4, y + 3), (x + w + 7, y + 5), (x + w + 7, y + h + 4), (x + 6, y + h + 4)]), shade(SHEET, -0.12)))
    return c.surface() + envelope + group(c.drop(d, 8, 12, 8, 0.4), back, c.solid(d, SHEET, inset, motif(c, x + w / 2, y + h * 0.42, 56), words, light="flat"), turn=rotate(c.chance.between(-12, -3)))


def album(c: Canvas) -> str:
    w, h = c.chance.between(272, 288), c.chance.between(198, 212)
    x, y = 200 - w / 2, 200 - h / 2
    d, thread = rounded(x, y, w, h, 4), apart(c.second, c.main, 0.2)
    sewing = "".join(f"M{at(x, y + h * t)}L{at(x + 30, y + h * t)}" for t in (0.08, 0.29, 0.5, 0.71, 0.92)) + f"M{at(x + 30, y + h * 0.08)}L{at(x + 30, y + h * 0.92)}"
    px, py, pw, ph = x + w * 0.3, y + h * 0.2, w * 0.52, h * 0.58
    sky = mix(c.accent, SHEET, 0.6)
    hills = path(smooth([(px, py + ph * 0.6), (px + pw * 0.3, py + ph * 0.38), (px + pw * 0.6, py + ph * 0.66), (px + pw, py + ph * 0.44)]) + f"L{at(px + pw, py + ph)}L{at(px, py + ph)}Z", shade(c.main, -0.3)) + disc(px + pw * 0.72, py + ph * 0.28, ph * 0.12, fill="#f6e3b0")
    photo = path(rounded(px - 8, py - 8, pw + 16, ph + 16, 2), SHEET) + rect(px, py, pw, ph, sky) + c.clip(rounded(px, py, pw, ph, 1), hills)
    corners = path("".join(poly([(cx, cy), (cx + sx * 26, cy), (cx, cy + sy * 26)]) for cx, sx in ((px - 11, 1), (px + pw + 11, -1)) for cy, sy in ((py - 11, 1), (py + ph + 11, -1))), thread)
    bow = line(f"M{at(x + 30, y + h / 2)}C{at(x + 60, y + h / 2 - 34)} {at(x + 74, y + h / 2 + 4)} {at(x + 30, y + h / 2)}C{at(x + 58, y + h / 2 + 36)} {at(x + 74, y + h / 2 + 8)} {at(x + 30, y + h / 2)}M{at(x + 30, y + h / 2)}q22 34 14 60M{at(x + 30, y + h / 2)}q6 34 -10 62", thread, 4)
    return c.surface() + group(c.drop(d, 9, 12, 9, 0.42), path(rounded(x + 4, y + 5, w + 3, h + 4, 3), SHEET) + path(rounded(x + 3, y + 7, w + 2, h + 5, 4), "none", shade(c.main, -0.5), 3), c.solid(d, c.main, cover(c, d) if c.chance.yes(0.4) else dots(c, bounds(d), 80, shade(c.main, 0.4), 2, 0.5), line(f"M{at(x + 42, y)}L{at(x + 42, y + h)}", "#2b1d1a", 3, 0.25), light="flat"), photo, corners, line(sewing, thread, 3.4), bow, turn=rotate(c.chance.between(-9, 7)))


def paper_box(c: Canvas) -> str:
    """A lidded box: square, or drum-shaped with the lid beside it."""
    w, h = c.chance.between(196, 222), c.chance.between(92, 116)
    lid, x, y = c.chance.between(40, 48), 196 - c.chance.between(0, 6) - w / 2, 306 - h
    face, side = poly([(x, y), (x + w, y), (x + w, 306), (x, 306)]), poly([(x + w, y), (x + w + 36, y - 34), (x + w + 36, 274), (x + w, 306)])
    edge = poly([(x - 5, y - lid + 10), (x + w + 5, y - lid + 10), (x + w + 5, y + 10), (x - 5, y + 10)])
    right, top = poly([(x + w + 5, y - lid + 10), (x + w + 43, y - lid - 26), (x + w + 43, y - 26), (x + w + 5, y + 10)]), poly([(x - 5, y - lid + 10), (x + 32, y - lid - 26), (x + w + 43, y - lid - 26), (x + w + 5, y - lid + 10)])
    second, plain = apart(c.second, c.main, 0.12), c.chance.yes()
    deco = cover(c, face)
    band = line(f"M{at(x + w * 0.36, 306)}L{at(x + w * 0.36, y + 10)}", shade(c.accent, -0.15), 13) + line(f"M{at(x + w * 0.36, y + 10)}L{at(x + w * 0.36, y - lid + 10)}L{at(x + w * 0.36 + 38, y - lid - 26)}", c.accent, 13)
    bx, by = x + w * 0.36 + 18, y - lid - 8
    loops = "".join(c.solid(smooth([(bx, by), (bx + s * 26, by - 32), (bx + s * 56, by - 24), (bx + s * 48, by - 2)], close=True), c.accent, light="flat") for s in (-1, 1)) + disc(bx, by - 3, 10, 8, shade(c.accent, -0.15))
    return (c.table(280) + c.shadow(214, 305, w * 0.56, 15) + c.solid(side, shade(c.main, -0.36), light="fall") + c.solid(face, c.main, "" if plain else deco, light="soft")
            + c.solid(right, shade(second, -0.32), light="fall") + c.solid(top, shade(second, 0.2), light="flat") + c.solid(edge, second, path(edge, paper(c, second, c.main)) if plain else "", light="soft")
            + line(f"M{at(x - 5, y + 11)}L{at(x + w + 5, y + 11)}", "#2b1d1a", 4, 0.3) + (band + loops if c.chance.yes(0.6) else c.solid(oval(x + w / 2, y - lid / 2 + 10, 12), c.accent, light="ball")))


def paper_lantern(c: Canvas) -> str:
    r, high = c.chance.between(100, 116), c.chance.between(92, 122)
    cy, kind = 212.0, c.chance.whole(0, 2)
    if kind == 0:
        d = oval(200, cy, r, high)
    elif kind == 1:
        d = smooth([(166, cy - high), (200 - r, cy - high * 0.4), (200 - r * 0.9, cy + high * 0.3), (164, cy + high), (236, cy + high), (200 + r * 0.9, cy + high * 0.3), (200 + r, cy - high * 0.4), (234, cy - high)], close=True)
    else:
        d = rounded(200 - r * 0.76, cy - high, r * 1.52, high * 2, 26)
    glow = c.gradient("c", (0, "#ffe9a8", 0.95), (0.5, "#ffe3a0", 0.35), (1, "#ffe3a0", 0))
    lit = c.gradient("c", (0, "#fffbe6", 0.92), (0.5, "#ffedb8", 0.5), (1, c.main, 0.05))
    ribs = "".join(path(f"M{at(200 - r, cy + t * high - 3)}Q{at(200, cy + t * high + 12)} {at(200 + r, cy + t * high - 3)}", "none", shade(c.main, -0.35), 1.8, 0.5) for t in (-0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8))
    second = apart(c.second, c.main, 0.16)
    leaves = group(sprig(150, cy + 84, -62, 170, second, -14, 0.24), o=0.85) if c.chance.yes(0.55) else path(star(200, cy, 52, 22, 10), second, o=0.55)
    caps = "".join(c.solid(rounded(164, yy - 7, 72, 14, 4), shade(second, -0.15), light="round") for yy in (cy - high, cy + high))
    tail = "".join(line(f"M{x} {num(cy + high + 8)}L{x} {num(cy + high + 46)}", c.accent, 2.4) for x in range(190, 212, 4)) + disc(200, cy + high + 14, 6, fill=c.accent)
    return c.surface() + disc(200, cy, 196, fill=glow) + line(f"M200 -4L200 {num(cy - high)}", "#5a4a3c", 2.6) + tail + c.clip(d, path(d, c.main), leaves, path(d, lit), ribs, path(d, c.light("soft"), o=0.8)) + caps


def paper_ornament(c: Canvas) -> str:
    kind, second = c.chance.whole(0, 3), apart(c.second, c.main, 0.1)
    cy, n = 212.0, c.chance.pick((8, 10, 12))
    if kind == 0:  # a folded star, each ray with a light and a dark side
        marks, outline = "", star(200, cy, 122, 50, n // 2 + 1)
        k = n // 2 + 1
        for i in range(k):
            a, b = radians(-90 + i * 360 / k), 180 / k
            tip = (200 + cos(a) * 122, cy + sin(a) * 122)
            left, right = ((200 + cos(a + radians(s * b)) * 50, cy + sin(a + radians(s * b)) * 50) for s in (-1, 1))
            marks += path(poly([(200, cy), left, tip]), shade(c.main, 0.22)) + path(poly([(200, cy), right, tip]), shade(c.main, -0.25))
        marks += path(star(200, cy, 40, 16, k), second, o=0.8)
    elif kind == 1:  # a honeycomb ball
        outline = oval(200, cy, 108)
        cells = c.pattern(30, 44, path("M15 2Q26 13 15 22Q4 13 15 2ZM0 24Q11 35 0 44Q-11 35 0 24ZM30 24Q41 35 30 44Q19 35 30 24Z", shade(c.main, -0.35)))
        marks = c.solid(outline, c.main, path(outline, cells), "".join(path(oval(200, cy, 108 * t, 108), "none", shade(c.main, 0.35), 2, 0.6) for t in (0.2, 0.5, 0.78)), light="ball")
    elif kind == 2:  # a crane
        wing, far = poly([(196, cy + 6), (118, cy - 122), (252, cy - 8)]), poly([(204, cy + 4), (290, cy - 112), (250, cy + 2)])
        body = poly([(150, cy - 4), (252, cy - 10), (226, cy + 44), (184, cy + 44)])
        tail, neck = poly([(186, cy + 36), (78, cy - 34), (172, cy + 2)]), poly([(236, cy + 22), (318, cy - 52), (252, cy - 10)])
        head = poly([(318, cy - 52), (352, cy - 24), (306, cy - 38)])
        outline = body + wing
        marks = path(far, shade(c.main, -0.3)) + path(tail, shade(c.main, -0.12)) + path(neck, shade(c.main, -0.05)) + path(head, shade(c.main, 0.2)) + path(body, shade(c.main, -0.2)) + c.solid(wing, shade(c.main, 0.14), path(wing, paper(c, c.main, second)), light="flat") + line(f"M196 {num(cy + 6)}L184 {num(cy + 44)}M118 {num(cy - 122)}L214 {num(cy + 2)}", "#2b1d1a", 1.6, 0.3)
    else:  # a rosette of pleats
        outline = oval(200, cy, 112)
        marks = "".join(path(poly([(200, cy), (200 + cos(radians(i * 10)) * 112, cy + sin(radians(i * 10)) * 112), (200 + cos(radians(i * 10 + 10)) * 112, cy + sin(radians(i * 10 + 10)) * 112)]), shade((c.main, second)[i // 9 % 2 if c.accent else 0], 0.2 if i % 2 else -0.18)) for i in range(36))
        marks += c.solid(oval(200, cy, 26), c.accent, light="ball")
    string = line(f"M200 -4L200 {num(cy - (118 if kind == 0 else 106 if kind != 2 else 4))}", "#7a6248", 2.2)
    tassel_ = line(f"M200 {num(cy + 104)}L200 {num(cy + 128)}", "#7a6248", 2.2) + disc(200, cy + 134, 7, fill=c.accent) + "".join(line(f"M{x} {num(cy + 140)}L{x} {num(cy + 172)}", c.accent, 2) for x in range(194, 208, 3)) if kind != 2 else ""
    return c.surface() + c.drop(outline, 24, 18, 9, 0.28) + string + group(tassel_, marks, turn=rotate(c.chance.between(-4, 4), 200, 0))


def sketchbook(c: Canvas) -> str:
    """Open on a drawing, a pencil across it."""
    left, right = deckled(c, 44, 96, 154, 206, 1.2), deckled(c, 202, 96, 154, 206, 1.2)
    board = rounded(36, 88, 328, 222, 6)
    rings = "".join(path(oval(200, 112 + i * 22, 13, 5.4), "none", "#6b645c", 2.6) for i in range(9)) if c.chance.yes(0.6) else line("M200 98L200 300", "#2b1d1a", 6, 0.25)
    study = c.chance.whole(0, 2)
    pencil_line = "#5a5048"
    if study == 0:
        sketch = line(oval(278, 216, 42, 14) + "M236 216C238 262 256 276 278 276C300 276 318 262 320 216" + "M246 232C250 256 262 266 272 268M312 228C310 246 304 256 298 262", pencil_line, 1.8, 0.8)
    elif study == 1:
        sketch = line("M278 284Q284 220 272 150" + "".join(leaf(277 + i % 2 * 2, 268 - i * 20, 42 - i * 3, -90 + s, 0.3) for i in range(5) for s in (-52, 52)), pencil_line, 1.6, 0.8)
    else:
        sketch = line("M220 250Q250 196 276 232Q300 190 338 244M214 262L342 262M232 274L320 274", pencil_line, 1.8, 0.8) + path(oval(306, 158, 18), "none", pencil_line, 1.8, 0.8)
    wash = disc(278, 228, 54, 42, c.accent, 0.22)
    notes = line("M66 130L150 130M66 146L170 146M66 162L132 162", pencil_line, 1.6, 0.4) + group(line(leaf(90, 274, 80, -60, 0.34) + "M90 274L126 212", pencil_line, 1.6, 0.7))
    pen = group(c.drop(rounded(-5, -110, 10, 200, 3), 6, 7, 4, 0.36), c.solid(rounded(-5, -110, 10, 190, 2), apart(c.second, SHEET, 0.2), light="round"), path("M-5 80L5 80L0 104Z", "#e3c79a") + path("M-1.6 96L1.6 96L0 104Z", "#3a322c"), rect(-5, -112, 10, 10, "#c2a25a"), turn=move(c.chance.between(100, 130), 250, c.chance.between(56, 74)))
    return c.surface() + group(c.drop(board, 8, 12, 9, 0.42), path(board, c.main), path(board, c.light("flat")), path(rounded(46, 94, 154, 212, 3), shade(SHEET, -0.18)) + path(rounded(200, 94, 154, 212, 3), shade(SHEET, -0.18)),
                               c.solid(left, SHEET, notes, light="soft"), c.solid(right, SHEET, wash, sketch, light="flat"), rings, pen, turn=rotate(c.chance.between(-7, 6)))


def stationery(c: Canvas) -> str:
    sheets = "".join(group(c.drop(d := deckled(c, 112, 58, 176, 236), 5, 7, 5, 0.26), path(d, shade(SHEET, t)), turn=rotate(a)) for a, t in ((c.chance.between(5, 10), -0.1), (c.chance.between(-3, 2), 0.02)))
    head = motif(c, 200, 100, 22)
    rules = line("M140 148L260 148M140 166L254 166M140 184L262 184", shade(SHEET, -0.4), 1.4, 0.5)
    envelope = group(_envelope(c, 66, 202, 214, 138, c.main, True), turn=rotate(c.chance.between(-12, -5)))
    pen = group(c.drop(rounded(-5, -96, 10, 172, 5), 6, 8, 4, 0.34), c.solid(smooth([(-3, -100), (4, -98), (7, 0), (6, 60), (-6, 60), (-7, 0)], close=True), apart(c.second, c.ground, 0.2), light="round"), c.solid(poly([(-6, 60), (6, 60), (4, 72), (0, 100), (-4, 72)]), "#c2a25a", light="round"), line("M0 76L0 96", "#5a4420", 1.2), turn=move(318, 226, c.chance.between(8, 24)))
    return c.surface() + sheets + head + rules + envelope + pen


FORMS: dict[str, Callable[[Canvas], str]] = {
    "journal": journal, "card": card, "album": album, "paper_box": paper_box, "paper_lantern": paper_lantern, "paper_ornament": paper_ornament,
    "sketchbook": sketchbook, "stationery": stationery,
}
