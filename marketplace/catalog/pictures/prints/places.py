"""Places: hills, towns, moonlight."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import lightness, mix, shade
from marketplace.catalog.pictures.marks import disc, line, path, rect
from marketplace.catalog.pictures.prints.press import SHEET, H, W, cuts, hung, inks
from marketplace.catalog.pictures.shapes import at, leaf, num, oval, points, poly, smooth, star
from marketplace.catalog.pictures.textures import dots


def landscape_print(c: Canvas) -> str:
    ink, second, accent = inks(c)
    wide = c.chance.yes(0.55)
    w, h = (H, W) if wide else (W, H)
    sky = mix(second, SHEET, 0.62) if lightness(second) < 0.85 else mix(ink, SHEET, 0.8)
    art = rect(0, 0, w, h, sky) + disc(
        w * c.chance.between(0.25, 0.75), h * c.chance.between(0.22, 0.32), c.chance.between(19, 27), fill=accent
    )
    art += line(
        "".join(
            f"M{at(c.chance.between(0, w * 0.6), yy)}l{num(c.chance.between(30, 80))} 0"
            for yy in range(14, int(h * 0.4), 13)
        ),
        SHEET,
        2.6,
        0.7,
    )
    kind = c.variant(
        "mountain|snow|alp|ridge|peak", "forest|wood|pine|orchard|allotment", "farm|house|cottage|croft|barn"
    )
    for i in range(4):
        y = h * (0.42 + i * 0.14)
        tone = mix(mix(ink, sky, 0.62 - i * 0.2), second, 0.15 if i % 2 else 0)
        if kind == 0:
            ridge = poly(
                [(-4, h + 4), (-4, y + 10)]
                + [(w * k / 6, y + (c.chance.between(-30, -8) if k % 2 else c.chance.between(4, 18))) for k in range(7)]
                + [(w + 4, h + 4)]
            )
        else:
            pts = [(-6 + k * (w + 12) / 4, y + c.chance.between(-16, 16)) for k in range(5)]
            ridge = smooth(pts) + f"L{at(w + 6, h + 4)}L{at(-6, h + 4)}Z"
        art += path(ridge, tone) + cuts(
            c, (0, y + 16, w, min(h, y + 44)), 12, mix(tone, SHEET, 0.6), 13, -8 if i % 2 else 8
        )
    if kind == 1:
        art += "".join(
            path(leaf(x, y + 6, s, -90, 0.2), ink) + line(f"M{at(x, y + 6)}L{at(x, y + 12)}", ink, 3)
            for x, y, s in (
                (w * 0.16, h * 0.86, 62),
                (w * 0.27, h * 0.9, 46),
                (w * 0.8, h * 0.88, 70),
                (w * 0.9, h * 0.92, 44),
            )
        )
    elif kind == 2:
        bx, by = w * 0.6, h * 0.8
        art += (
            path(poly([(bx, by), (bx + 34, by), (bx + 34, by + 22), (bx, by + 22)]), SHEET)
            + path(poly([(bx - 5, by), (bx + 17, by - 18), (bx + 39, by)]), accent)
            + rect(bx + 13, by + 8, 8, 14, ink)
            + path(leaf(bx - 20, by + 24, 44, -90, 0.26), ink)
        )
    return hung(c, art, wide)


def city_print(c: Canvas) -> str:
    ink, second, accent = inks(c)
    sky = mix(second, SHEET, 0.5)
    art = (
        rect(0, 0, W, H, sky)
        + disc(W * c.chance.between(0.2, 0.8), 44, 22, fill=accent)
        + cuts(c, (0, 6, W, 80), 26, SHEET, 15)
    )
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
                art += path(
                    poly(
                        [
                            (x, top),
                            (x, top - 9),
                            (x + w * 0.25, top - 9),
                            (x + w * 0.25, top - 18),
                            (x + w * 0.75, top - 18),
                            (x + w * 0.75, top - 9),
                            (x + w, top - 9),
                            (x + w, top),
                        ]
                    ),
                    wall,
                )
            elif roof == 2:
                art += path(f"M{at(x, top)}C{at(x, top - 26)} {at(x + w, top - 26)} {at(x + w, top)}Z", wall) + line(
                    f"M{at(x + w / 2, top - 18)}l0 -14", wall, 2.6
                )
            panes = "".join(
                f"M{at(x + 8 + i * 11, top + 12 + j * 18)}l0 6"
                for i in range(int((w - 8) / 11))
                for j in range(4)
                if c.chance.yes(0.7)
            )
            art += line(panes, lit if row else mix(lit, wall, 0.4), 5, 0.95)
            x += w + 1
    art += rect(0, H - 14, W, 14, shade(ink, -0.4)) + line(
        f"M0 {H - 7:.0f}L{W:.0f} {H - 7:.0f}", SHEET, 1.6, 0.6, dash="12 9"
    )
    return hung(c, art)


def moon_print(c: Canvas) -> str:
    ink, second, accent = inks(c)
    night = ink if lightness(ink) < 0.45 else shade(ink, -0.45)
    glow = mix(max((second, accent, c.main), key=lightness), "#fff3d0", 0.5)
    kind, r = (
        c.variant("sea|tide|water|bay|harbour|wet", "field|hill|mountain|bus|over", "twelve|phase|thin|month"),
        c.chance.between(48, 60),
    )
    cy = 92.0
    art = (
        rect(0, 0, W, H, night)
        + dots(c, (4, 4, int(W) - 4, 130), 36, glow, 2, 0.85)
        + path(star(30, 40, 7, 2, 4) + star(150, 150, 6, 2, 4) + star(152, 30, 5, 1.6, 4), glow)
    )
    if kind < 2:
        halo = "".join(
            path(oval(90, cy, r + k), "", mix(night, glow, 0.4 - i * 0.1), 1.8, 0.9, dash="3 7")
            for i, k in enumerate((10, 20, 30))
        )
        craters = "".join(
            disc(90 + dx * r, cy + dy * r, s * r, fill=mix(glow, night, 0.16))
            for dx, dy, s in (
                (-0.3, -0.3, 0.2),
                (0.28, 0.1, 0.26),
                (-0.2, 0.42, 0.14),
                (0.36, -0.46, 0.1),
                (-0.58, 0.1, 0.09),
            )
        )
        art += (
            halo
            + disc(90, cy, r, fill=glow)
            + craters
            + cuts(c, (90 - r * 0.6, cy - r * 0.6, 90 + r * 0.5, cy + r * 0.6), 16, mix(glow, night, 0.3), 7, 30)
        )
    else:
        art += "".join(
            c.clip(oval(90, y, 26), disc(90, y, 26, fill=mix(night, glow, 0.18)), disc(90 + dx, y, 26, fill=glow))
            for y, dx in ((42, -26), (106, 0), (170, 26))
        )
    if kind == 0:
        sea = "".join(
            f"M{num(90 - (40 - i * 2) + c.chance.between(-22, 22))} {168 + i * 8}l{num(c.chance.between(26, 64))} 0"
            for i in range(8)
        )
        art += rect(0, 160, W, 80, mix(night, second, 0.4)) + line(sea, glow, 2.6, 0.85)
    elif kind == 1:
        art += (
            path(
                poly([(-4, H + 4), (-4, 186), (40, 150), (76, 184), (118, 140), (W + 4, 190), (W + 4, H + 4)]),
                mix(night, second, 0.45),
            )
            + path(
                poly(points("40,150 54,163 44,168 38,162 30,160"))
                + poly(points("118,140 136,156 122,160 114,152 104,154")),
                glow,
            )
            + "".join(
                path(leaf(x, 230, s, -90, 0.22), shade(night, -0.4))
                for x, s in ((16, 50), (34, 38), (64, 44), (120, 40), (146, 56), (166, 42))
            )
        )
    else:
        art += path(
            "".join(
                leaf(x, 238, s, a, 0.16) for x, s, a in ((24, 70, -76), (40, 58, -100), (140, 72, -104), (158, 60, -80))
            ),
            mix(night, second, 0.6),
        )
    return hung(c, art)
