"""Toys: sawn, turned and sewn; painted with milk paint, the wood left to show."""

from __future__ import annotations


from marketplace.catalog.pictures.canvas import Canvas, disc, group, line, move, path, rect, rotate
from marketplace.catalog.pictures.colour import apart, lightness, mix, shade
from marketplace.catalog.pictures.shapes import at, bounds, leaf, num, oval, poly, rounded, smooth, star, turned
from marketplace.catalog.pictures.textures import dots, grain, stitches

MAPLE = "#dcb98a"


def timber(c: Canvas) -> str:
    """The bare wood of a toy: one of its own colours if it has a woody one."""
    return next((t for t in (c.main, c.second, c.accent) if 0.5 < lightness(t) < 0.86 and int(t[1:3], 16) > int(t[5:7], 16) + 34), MAPLE)


def paints(c: Canvas) -> list[str]:
    """Five paints that belong together."""
    wood = timber(c)
    return [c.main if c.main != wood else c.accent, c.second if c.second != wood else mix(c.accent, wood, 0.5), c.accent, mix(c.main, "#e6c06a", 0.5), mix(c.second, "#7f9a94", 0.5)]


def plank(c: Canvas, d: str, tone: str, light: str = "flat", step: float = 11) -> str:
    return c.solid(d, tone, grain(c, bounds(d), shade(tone, -0.4), step, o=0.3), light=light) + path(d, "", shade(tone, 0.45), 1.4, 0.5)


def wheel(c: Canvas, x: float, y: float, r: float, tone: str) -> str:
    return disc(x + 3, y + 2, r, fill=shade(tone, -0.45)) + disc(x, y, r, fill=tone) + disc(x, y, r, fill=c.light("flat")) + path(oval(x, y, r * 0.66), "", shade(tone, -0.35), 2, 0.6) + disc(x, y, r * 0.24, fill=MAPLE) + disc(x - 1, y - 1, r * 0.1, fill=shade(MAPLE, -0.5))


def _beast(kind: int) -> tuple[str, str, tuple[float, float]]:
    """Outline, what is painted on it, and where its eye is."""
    if kind == 0:  # elephant
        d = smooth([(96, 190), (110, 134), (160, 112), (220, 116), (258, 108), (292, 122), (308, 156), (314, 214), (326, 236), (316, 250), (296, 236), (290, 196), (272, 200), (266, 270), (232, 270), (228, 222), (166, 222), (160, 270), (124, 270), (120, 230), (104, 220)], close=True)
        return d, smooth([(232, 128), (262, 122), (276, 150), (266, 188), (240, 192), (226, 160)], close=True), (286, 144)
    if kind == 1:  # fox
        d = smooth([(64, 132), (92, 104), (112, 136), (130, 172), (176, 164), (222, 166), (244, 126), (252, 92), (270, 114), (296, 110), (310, 90), (316, 128), (340, 160), (300, 178), (284, 204), (276, 270), (250, 270), (244, 216), (168, 218), (162, 270), (134, 270), (126, 214), (92, 190)], close=True)
        return d, smooth([(62, 132), (92, 104), (100, 128), (74, 146)], close=True) + smooth([(300, 178), (340, 160), (306, 158), (284, 176), (282, 200)], close=True), (304, 136)
    if kind == 2:  # whale
        d = smooth([(52, 126), (82, 122), (98, 144), (118, 120), (146, 124), (128, 164), (150, 190), (196, 158), (262, 142), (322, 168), (340, 218), (316, 256), (232, 272), (150, 258), (106, 210), (94, 164)], close=True)
        return d, smooth([(340, 222), (270, 232), (180, 240), (140, 246), (160, 262), (232, 272), (316, 256)], close=True), (300, 196)
    if kind == 3:  # bear
        d = smooth([(86, 196), (98, 148), (150, 128), (214, 132), (240, 106), (252, 92), (266, 102), (290, 106), (302, 98), (310, 116), (318, 140), (344, 160), (336, 180), (298, 190), (282, 214), (278, 270), (240, 270), (232, 226), (168, 226), (160, 270), (118, 270), (110, 232)], close=True)
        return d, smooth([(322, 150), (346, 160), (336, 180), (312, 178)], close=True) + oval(260, 108, 7), (300, 138)
    d = smooth([(84, 186), (66, 170), (72, 150), (94, 158), (120, 136), (178, 128), (226, 146), (250, 120), (240, 74), (232, 40), (252, 44), (266, 88), (274, 96), (276, 48), (290, 36), (298, 62), (292, 104), (318, 132), (322, 158), (290, 174), (276, 204), (286, 254), (296, 270), (250, 270), (240, 226), (176, 232), (190, 258), (186, 270), (120, 270), (98, 226)], close=True)
    return d, oval(76, 162, 17) + smooth([(240, 60), (252, 56), (262, 92), (252, 100)], close=True), (296, 132)  # rabbit


def animal(c: Canvas) -> str:
    if c.made_of("wool", "cotton", "felt", "linen", "mohair", "flannel", "alpaca", "fabric", "yarn"):
        return _cuddly(c)
    kind, wood, paint = c.chance.whole(0, 4), timber(c), paints(c)
    d, patch, (ex, ey) = _beast(kind)
    if c.chance.yes(0.5):
        wood = c.main
    tone = apart(paint[1], wood, 0.12)
    eye = disc(ex, ey, 5.4, fill="#2b1d1a") + disc(ex - 1.6, ey - 1.8, 1.7, fill="#ffffff")
    saddle = c.clip(d, path(patch, tone), "".join(disc(150 + i * 26, 176 + (i % 2) * 16, 7, fill=paint[2], o=0.85) for i in range(3)) if c.chance.yes(0.45) else "")
    side = path(d, shade(wood, -0.42), turn="translate(7 4)")
    wheels = c.chance.yes(0.55) and kind != 2
    base = ""
    if wheels:
        board = rounded(84, 264, 246, 18, 7)
        base = plank(c, board, shade(wood, -0.08), "soft") + wheel(c, 124, 290, 25, paint[2]) + wheel(c, 290, 290, 25, paint[2]) + line("M330 273C356 276 364 300 384 300", paint[0], 4)
    foot = 312 if wheels else 272
    return c.table(280 if wheels else 262) + c.shadow(212, foot, 130, 14) + group(side, plank(c, d, wood, "flat", 13), saddle, eye) + base


def _cuddly(c: Canvas) -> str:
    """A sewn bear or rabbit, sitting."""
    tone, belly, rabbit = c.main, apart(c.second, c.main, 0.1), c.chance.yes()
    fuzz = c.pattern(13, 11, line("M2 3l2 3M8 1l1 3M5 8l3 2M11 6l1 3", "#2b1d1a", 1.1, 0.16), line("M4 1l1 2M10 8l2 1", "#fffaf0", 1, 0.3))

    def part(d: str, t: str, turn: str = "") -> str:
        return group(c.solid(d, t, path(d, fuzz), light="ball"), turn=turn)
    ears = ""
    if rabbit:
        for s, a in ((-1, c.chance.between(6, 14)), (1, c.chance.between(8, 30))):
            ear = smooth([(-16, 4), (-22, -50), (-14, -94), (0, -104), (14, -94), (22, -50), (16, 4)], close=True)
            ears += group(part(ear, tone), path(oval(0, -50, 10, 38), belly, o=0.8), turn=move(200 + s * 32, 112, s * a))
    else:
        ears = "".join(part(oval(200 + s * 50, 92, 25), tone) + disc(200 + s * 50, 94, 14, fill=belly, o=0.8) for s in (-1, 1))
    legs = "".join(part(oval(200 + s * 62, 296, 42, 34), tone) + disc(200 + s * 66, 300, 22, 19, belly) for s in (-1, 1))
    arms = "".join(part(oval(0, 0, 24, 54), tone, move(200 + s * 74, 216, -s * 24)) for s in (-1, 1))
    body = oval(200, 238, 74, 78)
    head = oval(200, 138, 70, 62)
    face = disc(200, 160, 27, 21, shade(belly, 0.2)) + path(smooth([(190, 148), (210, 148), (200, 159)], close=True), "#3a2a24") + line("M200 158L200 168M188 172Q194 178 200 168Q206 178 212 172", "#3a2a24", 2.4) + "".join(disc(200 + s * 28, 132, 5.6, fill="#2b1d1a") + disc(198.4 + s * 28, 130, 1.8, fill="#ffffff") + disc(200 + s * 44, 154, 9, 6, "#d98f7a", 0.4) for s in (-1, 1))
    scarf = c.solid(smooth([(142, 184), (200, 204), (258, 184), (264, 204), (200, 226), (136, 204)], close=True), c.accent, light="soft") + c.solid(poly([(232, 206), (256, 198), (266, 260), (240, 264)]), shade(c.accent, -0.08), light="soft") + line("M242 264l1 10M250 263l1 10M258 262l1 10", c.accent, 3)
    return c.table(276) + c.shadow(204, 322, 112, 15) + ears + part(body, tone) + path(oval(200, 252, 44, 48), belly, o=0.75) + stitches("M200 206L200 296", shade(tone, -0.4), 1.6) + legs + arms + part(head, tone) + face + (scarf if c.chance.yes(0.75) else "")


def train(c: Canvas) -> str:
    wood, paint = timber(c), paints(c)
    body, cab, roof = paint[0], paint[1], paint[2]
    base = plank(c, rounded(38, 258, 176, 20, 6), wood, "soft") + plank(c, rounded(232, 258, 132, 20, 6), wood, "soft")
    boiler = c.solid(rounded(50, 190, 106, 70, 22), body, rect(84, 180, 10, 90, shade(wood, 0.1)), rect(128, 180, 10, 90, shade(wood, 0.1)), light="fall")
    chimney = c.solid(poly([(72, 194), (66, 150), (58, 140), (106, 140), (98, 150), (92, 194)]), shade(wood, -0.1), light="round") + disc(82, 140, 24, 5, shade(wood, -0.4))
    dome = c.solid(turned(124, [(172, 4), (176, 13), (194, 15)], top=0.1), roof, light="round")
    house = c.solid(poly([(146, 142), (210, 142), (210, 260), (146, 260)]), cab, light="soft") + path(rounded(160, 160, 36, 36, 5), shade(c.ground, 0.3)) + path(rounded(160, 160, 36, 36, 5), c.light("hollow")) + c.solid(rounded(136, 126, 86, 20, 9), roof, light="soft")
    wagon = c.chance.whole(0, 2)
    if wagon == 0:
        load = "".join(c.solid(oval(x, y, 20), wood, path(oval(x, y, 13) + oval(x, y, 7), "", shade(wood, -0.4), 1.8, 0.7), light="flat") for x, y in ((266, 238), (304, 238), (342, 238), (285, 206), (323, 206)))
    elif wagon == 1:
        load = c.solid(poly([(236, 206), (360, 206), (352, 260), (244, 260)]), cab, light="soft") + "".join(c.solid(oval(x, 200, 17), t, light="ball") for x, t in ((258, paint[2]), (290, paint[3]), (322, paint[0]), (344, paint[4]))) + c.solid(poly([(236, 208), (360, 208), (352, 260), (244, 260)]), cab, light="soft")
    else:
        load = c.solid(rounded(240, 178, 116, 82, 6), cab, "".join(rect(252 + i * 36, 196, 24, 26, shade(c.ground, 0.3)) for i in range(3)), light="soft") + c.solid(rounded(230, 166, 136, 18, 9), roof, light="soft")
    wheels = "".join(wheel(c, x, 288, r, t) for x, r, t in ((72, 20, roof), (118, 20, roof), (176, 28, body), (264, 20, roof), (332, 20, roof)))
    steam = "".join(disc(x, y, r, fill="#fffdf5", o=o) for x, y, r, o in ((84, 116, 14, 0.8), (104, 92, 20, 0.65), (136, 72, 25, 0.45))) if c.chance.yes(0.6) else ""
    return c.table(270) + c.shadow(204, 308, 156, 13) + steam + line("M212 268L236 268", shade(wood, -0.5), 5) + chimney + dome + boiler + house + load + base + wheels + c.solid(oval(50, 226, 9), "#e6c06a", light="ball")


def doll(c: Canvas) -> str:
    skin = c.chance.pick(("#e9c4a0", "#c99468", "#8f5f40", "#f0d3b8", "#a87450"))
    hair = c.chance.pick(("#4a3226", "#8a5a34", "#c98f4a", "#2f2624", "#b5563a"))
    dress, trim = c.main, apart(c.second, c.main, 0.12)
    if c.made_of("maple", "beech", "birch", "lime", "linden", "ash", "oak", "alder", "walnut", "wood") and not c.made_of("cotton", "linen", "wool"):
        folk = ""
        for x, h, t, s in ((126, 0.86, paints(c)[1], skin), (206, 1.06, dress, skin), (286, 0.8, apart(c.accent, dress, 0.05), skin)):
            top = 308 - 190 * h
            d = turned(x, [(top + 62 * h, 17 * h), (top + 96 * h, 36 * h), (300, 40 * h), (308, 38 * h)], top=0.1)
            head = oval(x, top + 38 * h, 33 * h)
            cap = f"M{at(x - 34 * h, top + 36 * h)}C{at(x - 34 * h, top - 8 * h)} {at(x + 34 * h, top - 8 * h)} {at(x + 34 * h, top + 36 * h)}Q{at(x, top + 14 * h)} {at(x - 34 * h, top + 36 * h)}Z"
            folk += c.shadow(x + 2, 310, 42 * h, 9) + c.solid(d, t, dots(c, (x - 40, top + 100 * h, x + 40, 300), 14, shade(t, 0.55), 4, 0.8)) + c.solid(head, s, light="ball") + c.solid(cap, c.chance.pick((hair, shade(t, -0.2))), light="soft") + "".join(disc(x + k * 11 * h, top + 42 * h, 2.8, fill="#2b1d1a") + disc(x + k * 17 * h, top + 51 * h, 5, fill="#d9806a", o=0.4) for k in (-1, 1)) + line(f"M{at(x - 5, top + 52 * h)}q5 4 10 0", "#6a3a30", 2)
        return c.table() + folk
    legs = "".join(c.solid(rounded(200 + s * 26 - 13, 252, 26, 74, 12), skin, light="round") + c.solid(smooth([(200 + s * 26 - 15, 310), (200 + s * 26 + 15, 310), (200 + s * 30 + 19, 330), (200 + s * 26, 336), (200 + s * 30 - 19, 330)], close=True), trim, light="soft") for s in (-1, 1))
    arms = "".join(group(c.solid(rounded(-12, 0, 24, 92, 12), skin, light="round"), c.solid(rounded(-17, -4, 34, 48, 13), dress, light="round"), turn=move(200 + s * 44, 178, -s * 30)) for s in (-1, 1))
    skirt = smooth([(168, 168), (200, 174), (232, 168), (248, 216), (276, 288), (238, 298), (200, 301), (162, 298), (124, 288), (152, 216)], close=True)
    repeat = path(skirt, c.pattern(24, 24, path(star(7, 7, 4.6, 2, 5) + star(19, 19, 4.6, 2, 5), trim))) if c.chance.yes(0.7) else path(skirt, c.pattern(20, 20, rect(0, 0, 9, 20, trim, 0.6)))
    apron = c.solid(smooth([(178, 206), (200, 210), (222, 206), (236, 278), (200, 284), (164, 278)], close=True), shade(trim, 0.3), light="soft") if c.chance.yes(0.35) else ""
    head = oval(200, 118, 56, 54)
    kind = c.chance.whole(0, 2)
    back = "".join(group(c.solid(oval(0, 0, 22, 46), hair, line("M-8 -40L-6 40M2 -44L2 44M10 -40L9 40", shade(hair, 0.3), 2, 0.5), light="round"), turn=move(200 + s * 62, 150, -s * 12)) + disc(200 + s * 57, 112, 7, fill=c.accent) for s in (-1, 1)) if kind == 0 else c.solid(oval(200, 112 + (22 if kind == 1 else 0), 67, 62 + (24 if kind == 1 else 0)), hair, light="ball")
    bun = c.solid(oval(200, 54, 24, 20), hair, light="ball") if kind == 2 else ""
    fringe = f"M142 118C140 40 260 40 258 118C240 92 222 84 {num(c.chance.between(180, 214))} 84C176 86 156 96 142 118Z"
    face = "".join(disc(200 + s * 20, 122, 4.4, fill="#2b1d1a") + disc(200 + s * 32, 138, 9, 6.6, "#d9806a", 0.45) for s in (-1, 1)) + line("M190 142Q200 150 210 142", "#8a3f34", 2.6)
    collar = path(smooth([(170, 168), (200, 176), (230, 168), (222, 186), (200, 182), (178, 186)], close=True), shade(trim, 0.35))
    return c.surface() + group(c.drop(skirt, 9, 12, 8, 0.32), c.drop(head, 9, 12, 8, 0.3), legs, arms, c.solid(skirt, dress, repeat, light="soft"), line("M128 286Q200 306 272 286", trim, 5), apron, collar, bun, back, c.solid(head, skin, face, light="ball"), c.solid(fringe, hair, line("M160 100Q180 70 204 66M240 100Q226 76 210 70", shade(hair, 0.35), 2, 0.5), light="soft"), turn=rotate(c.chance.between(-6, 6)))
