"""Prints: linocut, woodcut, screenprint and letterpress, on paper with a margin, pinned or framed on a wall."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, radians, sin

from marketplace.catalog.pictures.canvas import Canvas, disc, group, line, path, rect, rotate
from marketplace.catalog.pictures.colour import apart, lightness, mix, shade
from marketplace.catalog.pictures.paper import deckled
from marketplace.catalog.pictures.shapes import around, at, leaf, num, oval, poly, rounded, smooth, star
from marketplace.catalog.pictures.textures import dots

SHEET = "#f7f0e1"
W, H = 180.0, 228.0  # the printed field, from its own upper left corner


def inks(c: Canvas) -> tuple[str, str, str]:
    """Ink, second ink, accent: dark enough to read on paper."""
    ink = c.main if lightness(c.main) < 0.62 else (c.second if lightness(c.second) < 0.62 else shade(c.main, -0.45))
    second = c.second if ink != c.second else c.main
    return ink, second, c.accent


def cuts(c: Canvas, box: tuple[float, float, float, float], count: int, colour: str, long: float = 11, lean: float = 0) -> str:
    """The little gouge marks that stay in a relief print."""
    d = ""
    for _ in range(count):
        x, y = c.chance.between(box[0], box[2]), c.chance.between(box[1], box[3])
        a = radians(lean + c.chance.between(-14, 14))
        d += f"M{at(x, y)}L{at(x + cos(a) * long, y + sin(a) * long)}"
    return line(d, colour, 1.8, 0.75)


def hung(c: Canvas, art: str, wide: bool = False) -> str:
    """The sheet with its margin and pencilled number; framed, or pinned up as it is."""
    w, h = (H, W) if wide else (W, H)
    m = c.chance.between(22, 30)
    x, y = 200 - w / 2 - m, 196 - h / 2 - m
    sheet = deckled(c, x, y, w + 2 * m, h + 2 * m + 12, 1.8)
    field = group(c.clip(rounded(0, 0, w, h, 1), art), turn=f"translate({num(200 - w / 2)} {num(196 - h / 2)})")
    pencil = line(f"M{at(200 - w / 2 + 2, 196 + h / 2 + 12)}l12 0M{at(200 + w / 2 - 34, 196 + h / 2 + 13)}q6 -7 10 0t10 0t12 -1", "#5a5048", 1.4, 0.7)
    if c.chance.yes(0.45):
        wood = c.chance.pick(("#a9774a", "#3a322c", "#cfae84", "#f3eee4"))
        f = 11.0
        frame = poly([(x - f, y - f), (x + w + 2 * m + f, y - f), (x + w + 2 * m + f, y + h + 2 * m + 12 + f), (x - f, y + h + 2 * m + 12 + f)])
        inner = poly([(x, y), (x + w + 2 * m, y), (x + w + 2 * m, y + h + 2 * m + 12), (x, y + h + 2 * m + 12)])
        return (c.surface() + c.drop(frame, 10, 13, 9, 0.42) + path(frame, wood) + path(frame, c.light("flat")) + path(frame, "", shade(wood, 0.4), 1.6, 0.6) + path(inner, SHEET) + field + pencil
                + path(inner, "", "#2b1d1a", 5, 0.22) + c.clip(inner, path("M60 400L250 0L300 0L110 400Z", "#ffffff", o=0.16)))
    tape = mix(c.accent, "#efe0c0", 0.55)
    clips = group(rect(176, y - 14, 48, 24, tape, 0.85), turn=rotate(c.chance.between(-5, 5), 200, y)) if c.chance.yes() else "".join(disc(px + 2, y + 11, 5, fill="#2b1d1a", o=0.3) + disc(px, y + 8, 5, fill=c.accent) + disc(px - 1.5, y + 6.5, 1.8, fill="#fffaf0", o=0.8) for px in (x + 14, x + w + 2 * m - 14))
    return c.surface() + group(c.drop(sheet, 7, 10, 7, 0.34), c.solid(sheet, SHEET, light="flat"), field, pencil, clips, turn=rotate(c.chance.between(-3, 3)))


def landscape_print(c: Canvas) -> str:
    ink, second, accent = inks(c)
    wide = c.chance.yes(0.55)
    w, h = (H, W) if wide else (W, H)
    sky = mix(second, SHEET, 0.62) if lightness(second) < 0.85 else mix(ink, SHEET, 0.8)
    art = rect(0, 0, w, h, sky) + disc(w * c.chance.between(0.25, 0.75), h * c.chance.between(0.22, 0.32), c.chance.between(19, 27), fill=accent)
    art += line("".join(f"M{at(c.chance.between(0, w * .6), yy)}l{num(c.chance.between(30, 80))} 0" for yy in range(14, int(h * 0.4), 13)), SHEET, 2.6, 0.7)
    kind = c.chance.whole(0, 2)
    for i in range(4):
        y = h * (0.42 + i * 0.14)
        tone = mix(mix(ink, sky, 0.62 - i * 0.2), second, 0.15 if i % 2 else 0)
        if kind == 0:
            ridge = poly([(-4, h + 4), (-4, y + 10)] + [(w * k / 6, y + (c.chance.between(-30, -8) if k % 2 else c.chance.between(4, 18))) for k in range(7)] + [(w + 4, h + 4)])
        else:
            pts = [(-6 + k * (w + 12) / 4, y + c.chance.between(-16, 16)) for k in range(5)]
            ridge = smooth(pts) + f"L{at(w + 6, h + 4)}L{at(-6, h + 4)}Z"
        art += path(ridge, tone) + cuts(c, (0, y + 16, w, min(h, y + 44)), 12, mix(tone, SHEET, 0.6), 13, -8 if i % 2 else 8)
    if kind == 1:
        art += "".join(path(leaf(x, y + 6, s, -90, 0.2), ink) + line(f"M{at(x, y + 6)}L{at(x, y + 12)}", ink, 3) for x, y, s in ((w * 0.16, h * 0.86, 62), (w * 0.27, h * 0.9, 46), (w * 0.8, h * 0.88, 70), (w * 0.9, h * 0.92, 44)))
    elif kind == 2:
        bx, by = w * 0.6, h * 0.8
        art += path(poly([(bx, by), (bx + 34, by), (bx + 34, by + 22), (bx, by + 22)]), SHEET) + path(poly([(bx - 5, by), (bx + 17, by - 18), (bx + 39, by)]), accent) + rect(bx + 13, by + 8, 8, 14, ink) + path(leaf(bx - 20, by + 24, 44, -90, 0.26), ink)
    return hung(c, art, wide)


def bird_print(c: Canvas) -> str:
    ink, second, accent = inks(c)
    kind, solid = c.chance.whole(0, 2), c.chance.yes(0.4)
    ground = mix(second, SHEET, 0.55) if solid else SHEET
    art = rect(0, 0, W, H, ground) + disc(W * 0.66, H * 0.3, 50, fill=mix(accent, ground, 0.25), o=0.9)
    if kind == 0:  # on a twig
        art += line(f"M-6 178Q60 164 {num(W + 6)} 186M112 178Q140 200 150 228", ink, 6) + path("".join(leaf(x, y, 34, a, 0.32) for x, y, a in ((40, 170, -120), (26, 172, 120), (130, 180, -50), (158, 182, 60), (146, 208, 20))), second if not solid else ink)
        body = smooth([(22, 62), (38, 54), (46, 42), (66, 34), (86, 44), (94, 66), (118, 104), (132, 138), (164, 190), (150, 192), (122, 160), (98, 172), (70, 166), (50, 140), (44, 104), (44, 78)], close=True)
        wing = smooth([(74, 86), (104, 104), (126, 144), (136, 166), (104, 152), (78, 126)], close=True)
        art += path(body, ink) + path(wing, shade(ink, 0.24)) + line("M84 100Q104 116 120 144M80 114Q98 130 112 146M86 92Q112 108 126 136", SHEET, 2, 0.85) + cuts(c, (52, 90, 78, 156), 20, SHEET, 8, 62) + disc(64, 56, 4.6, fill=SHEET) + disc(63.4, 56, 2.2, fill=ink) + line("M80 166L76 180M94 170L92 182", ink, 4)
    elif kind == 1:  # an owl
        body = smooth([(50, 48), (56, 34), (72, 46), (90, 44), (108, 46), (124, 34), (130, 48), (136, 84), (138, 130), (122, 172), (90, 190), (58, 172), (42, 130), (44, 84)], close=True)
        art += path(body, ink) + "".join(disc(x, 78, 22, fill=SHEET) + disc(x, 78, 16, fill=accent) + disc(x, 78, 9, fill=shade(ink, -0.4)) + disc(x - 3, 74, 3, fill=SHEET) for x in (68, 112)) + path(poly([(84, 90), (96, 90), (90, 106)]), accent)
        art += "".join(path(f"M{70 + i * 14 - (j % 2) * 7} {122 + j * 14}q7 10 14 0", "", SHEET, 2.2, 0.85) for j in range(4) for i in range(3)) + path(smooth([(44, 96), (32, 140), (48, 176), (58, 140)], close=True), shade(ink, 0.2)) + path(smooth([(136, 96), (148, 140), (132, 176), (122, 140)], close=True), shade(ink, 0.2)) + line(f"M-4 194Q90 184 {num(W + 4)} 198", ink, 7) + line("M76 184l0 12M84 187l0 10M98 187l0 10M106 184l0 12", accent, 4)
    else:  # a wader among reeds
        body = smooth([(66, 118), (92, 100), (126, 104), (158, 128), (130, 140), (96, 146), (74, 136)], close=True)
        art += "".join(line(f"M{x} 234Q{x + b} 150 {x + b * 1.6:.0f} {y}", second if not solid else mix(ink, ground, 0.4), 3.4) for x, b, y in ((14, 6, 92), (26, -4, 118), (150, 10, 76), (164, -6, 100), (138, 4, 132))) + "".join(path(leaf(x, y, 40, -88, 0.14), accent) for x, y in ((24, 100), (166, 84)))
        art += line("M74 124C50 104 92 78 70 50C64 40 54 40 50 46", ink, 10) + path(poly([(54, 40), (10, 56), (54, 54)]), accent) + path(body, ink) + disc(56, 45, 2.2, fill=SHEET) + line("M96 112Q124 112 146 128M94 122Q118 124 134 134M92 132Q108 136 120 138", SHEET, 2, 0.85) + line("M98 144L102 220M114 142L122 222", ink, 3.4) + line("".join(f"M{num(c.chance.between(0, 100))} {y}l{num(c.chance.between(40, 70))} 0" for y in range(206, 230, 7)), mix(ink, ground, 0.3), 2.4)
    return hung(c, art)


def botanical_print(c: Canvas) -> str:
    ink, second, accent = inks(c)
    kind, reverse = c.chance.whole(0, 3), c.chance.yes(0.35)
    ground, mark = (ink, mix(SHEET, second, 0.2)) if reverse else (SHEET, ink)
    bloom = apart(accent, ground, 0.16)
    art = rect(0, 0, W, H, ground)
    if kind == 0:  # a fern
        art += line("M92 222Q86 120 104 14", mark, 3.4) + path("".join(leaf(91 + (i - 6) ** 2 * 0.12, 206 - i * 15, 76 - abs(i - 4) * 6, (-30 if s > 0 else -150) - s * i * 1.2, 0.13) for i in range(12) for s in (1, -1)), mark)
    elif kind == 1:  # poppies
        for x, top, s in ((60, 74, 36), (118, 54, 42), (90, 124, 26)):
            art += line(f"M92 230Q{x + 8} 160 {x} {top}", mark, 3) + path("".join(leaf(x, top + s * 0.5, s * 1.15, a, 0.5) for a in (-150, -30, -112, -68)), bloom) + disc(x, top + s * 0.06, s * 0.2, fill=mark) + line("".join(f"M{at(x, top)}L{at(x + cos(radians(a)) * s * 0.5, top + sin(radians(a)) * s * 0.5)}" for a in range(-160, 0, 20)), ground, 1.4, 0.7)
        art += path("".join(leaf(92, 226, s, a, 0.16) for s, a in ((92, -128), (84, -48), (60, -150), (56, -28))), mark)
    elif kind == 2:  # one large leaf with its ribs cut out
        art += path(leaf(90, 214, 204, -90, 0.62), mark) + line("M90 228L90 24" + "".join(f"M90 {y}Q{90 + s * 24} {y - 12} {90 + s * (46 - abs(y - 124) * 0.28):.0f} {y - 34}" for y in range(190, 60, -20) for s in (-1, 1)), ground, 3.2) + cuts(c, (60, 70, 120, 190), 30, ground, 8, -50)
    else:  # mushrooms
        for x, y, s in ((66, 92, 50), (124, 134, 36), (96, 176, 22)):
            art += path(f"M{x - s * .2:.0f} {y}C{x - s * .14:.0f} {y + 60} {x - s * .3:.0f} 200 {x - s * .34:.0f} 226L{x + s * .34:.0f} 226C{x + s * .26:.0f} 200 {x + s * .12:.0f} {y + 60} {x + s * .2:.0f} {y}Z", mix(mark, ground, 0.45)) + path(f"M{x - s} {y + 4}C{x - s} {y - s * 1.2:.0f} {x + s} {y - s * 1.2:.0f} {x + s} {y + 4}Q{x} {y + 18} {x - s} {y + 4}Z", bloom) + "".join(disc(x + dx * s, y + dy * s, s * 0.1, fill=ground) for dx, dy in ((-0.4, -0.3), (0.1, -0.55), (0.5, -0.2), (0, -0.12)))
        art += path("".join(leaf(x, 230, 46, a, 0.14) for x, a in ((20, -80), (30, -100), (150, -82), (160, -98), (140, -70))), mark)
    return hung(c, art)


def city_print(c: Canvas) -> str:
    ink, second, accent = inks(c)
    sky = mix(second, SHEET, 0.5)
    art = rect(0, 0, W, H, sky) + disc(W * c.chance.between(0.2, 0.8), 44, 22, fill=accent) + cuts(c, (0, 6, W, 80), 26, SHEET, 15)
    lit, x = mix(accent, "#ffe9b0", 0.5), -8.0
    for row, (base, tone) in enumerate(((120, mix(ink, sky, 0.55)), (96, ink))):
        x = -8.0 - row * 9
        while x < W:
            w, high = c.chance.between(26, 42), c.chance.between(54, 104) - row * 16
            top, roof = H - base * (0.6 if row else 0.72) - high * 0.6, c.chance.whole(0, 3)
            wall = tone if row == 0 else c.chance.pick((ink, shade(ink, 0.16), mix(ink, accent, 0.35)))
            art += rect(x, top, w, H - top, wall)
            if roof == 0:
                art += path(poly([(x - 3, top + 1), (x + w / 2, top - 22), (x + w + 3, top + 1)]), shade(wall, -0.25))
            elif roof == 1:
                art += path(poly([(x, top), (x, top - 9), (x + w * .25, top - 9), (x + w * .25, top - 18), (x + w * .75, top - 18), (x + w * .75, top - 9), (x + w, top - 9), (x + w, top)]), wall)
            elif roof == 2:
                art += path(f"M{at(x, top)}C{at(x, top - 26)} {at(x + w, top - 26)} {at(x + w, top)}Z", wall) + line(f"M{at(x + w / 2, top - 18)}l0 -14", wall, 2.6)
            panes = "".join(f"M{at(x + 8 + i * 11, top + 12 + j * 18)}l0 6" for i in range(int((w - 8) / 11)) for j in range(4) if c.chance.yes(0.7))
            art += line(panes, lit if row else mix(lit, wall, 0.4), 5, 0.95)
            x += w + 1
    art += rect(0, H - 14, W, 14, shade(ink, -0.4)) + line(f"M0 {H - 7:.0f}L{W:.0f} {H - 7:.0f}", SHEET, 1.6, 0.6, dash="12 9")
    return hung(c, art)


FORMS: dict[str, Callable[[Canvas], str]] = {
    "landscape_print": landscape_print, "bird_print": bird_print, "botanical_print": botanical_print, "city_print": city_print,
}
