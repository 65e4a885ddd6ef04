"""For the table."""

from __future__ import annotations

from math import cos, radians, sin

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.ceramics.pots import pot
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.flora import flower
from marketplace.catalog.pictures.marks import disc, line, path
from marketplace.catalog.pictures.pottery import glaze
from marketplace.catalog.pictures.shapes import around, at, hoop, leaf, oval, points, radius, run, smooth, turned
from marketplace.catalog.pictures.textures import dots, gloss, tube


def bowl(c: Canvas) -> str:
    r, deep = c.chance.between(116, 138), c.chance.between(96, 126)
    top, foot = 306 - deep, c.chance.between(44, 60)
    full = c.chance.between(0.84, 0.98)
    profile = [
        (top, r),
        (top + deep * 0.3, r * full),
        (top + deep * 0.62, r * (full - 0.2)),
        (304 - 12, foot + 8),
        (296, foot),
        (306, foot - 2),
    ]
    inside = c.chance.pick((shade(c.main, 0.14), mix(c.main, c.second, 0.55), shade(c.main, 0.3)))
    pool = path(oval(200, top + 7, r * 0.66, r * 0.13), "none", shade(inside, -0.3), 1.4, 0.35) + disc(
        200, top + 12, r * 0.4, r * 0.07, c.second, 0.35
    )
    return c.table() + c.shadow(200, 308, foot * 1.9, 17) + pot(c, profile, inside, within=pool)


def mug(c: Canvas) -> str:
    r, high = c.chance.between(74, 88), c.chance.between(142, 176)
    top = 308 - high
    shape = c.chance.whole(0, 2)
    profile = [
        [(top, r), (top + high * 0.5, r * 0.99), (302, r * 0.95), (308, r * 0.88)],
        [
            (top, r * 0.94),
            (top + high * 0.35, r * 0.98),
            (top + high * 0.75, r * 1.16),
            (302, r * 0.92),
            (308, r * 0.8),
        ],
        [(top, r * 1.08), (top + high * 0.5, r), (top + high * 0.85, r * 0.84), (308, r * 0.72)],
    ][shape]
    cx = 178.0
    y1, y2 = top + high * 0.2, top + high * c.chance.between(0.66, 0.78)
    x1, x2, out = cx + radius(profile, y1) - 5, cx + radius(profile, y2) - 5, c.chance.between(50, 64)
    ear = smooth(
        [(x1, y1), (x1 + out * 0.7, y1 - 6), (x1 + out, (y1 + y2) / 2 - 8), (x1 + out * 0.62, y2 - 4), (x2, y2 + 4)]
    )
    drink = c.chance.pick(("#4a2f20", "#7a5230", "#8f9a56", c.main))
    inside = disc(cx, top + 8, r * 0.84, r * 0.16, drink, 0.9) + path(
        oval(cx, top + 8, r * 0.8, r * 0.145), "none", "#fffaf0", 1.2, 0.3
    )
    return (
        c.table()
        + c.shadow(cx + 6, 309, r * 1.15, 15)
        + tube(ear, c.main, 19)
        + pot(c, profile, shade(c.main, 0.2), within=c.clip(oval(cx, top + 1, r * 0.9, r * 0.215), inside), cx=cx)
    )


def plate(c: Canvas) -> str:
    r = c.chance.between(138, 150)
    petals = c.chance.pick((0, 0, 0, 10, 14))
    wobble = 0 if not petals else 4
    edge = (
        oval(200, 198, r, r)
        if not petals
        else smooth(
            [
                (
                    200 + (r + (wobble if i % 2 else -wobble)) * cos(radians(i * 180 / petals)),
                    198 + (r + (wobble if i % 2 else -wobble)) * sin(radians(i * 180 / petals)),
                )
                for i in range(petals * 2)
            ],
            close=True,
        )
    )
    well = r * c.chance.between(0.64, 0.72)
    second = apart(c.second, c.main, 0.12)
    kind = c.chance.pick(("paint", "scene") if c.made_of("tin glaze") else ("band", "rings", "half", "plain", "brush"))
    marks = ""
    if kind in ("paint", "scene"):
        n = c.chance.pick((12, 16))
        marks = "".join(
            path(leaf(x, y, r * 0.19, i * 360 / n + (40 if i % 2 else -40) + 90, 0.4), second)
            for i, (x, y) in enumerate(around(200, 198, r * 0.86, r * 0.86, n))
        )
        marks += path(oval(200, 198, r * 0.95), "none", second, 2.5) + flower(
            200, 198, well * 0.66, second, c.accent, c.chance.pick((6, 8, 10))
        )
    elif kind == "band":
        marks = path(oval(200, 198, r * 0.95), "none", second, r * 0.1, 0.9) + path(
            oval(200, 198, r * 0.8), "none", second, 1.6
        )
    elif kind == "rings":
        marks = "".join(path(oval(200, 198, r * t), "none", second, 2, 0.6) for t in (0.2, 0.32, 0.44, 0.56, 0.9))
    elif kind == "half":
        tide = points("40,160 110,214 180,186 260,226 370,176")
        marks = path(f"M40 400L{at(*tide[0])}{run(tide)}L370 400Z", second, o=0.85)
    elif kind == "brush":
        marks = line(smooth([(98, 246), (150, 170), (232, 150), (300, 190)]), second, 24, 0.75) + dots(
            c, (90, 120, 320, 300), 12, second, 6, 0.7
        )
    light = (
        path(oval(200, 198, well), "#2b1d1a", o=0.07)
        + path(oval(203, 201, well), "none", shade(c.main, 0.6), 2.4, 0.6)
        + path(oval(199, 196, well), "none", "#2b1d1a", 2, 0.24)
    )
    specks = "" if c.made_of("porcelain") else dots(c, (60, 60, 340, 340), 60, shade(c.main, -0.5), 2, 0.4)
    return (
        c.surface()
        + c.drop(edge, 10, 14, 10, 0.42)
        + path(edge, shade(c.main, -0.35), turn="translate(2 4)")
        + c.solid(edge, c.main, marks, specks, light, light="flat")
        + path(edge, "none", shade(c.main, 0.55), 2, 0.7)
        + line(smooth([(96, 168), (116, 128), (150, 98)]), "#fffdf5", 6, 0.5)
    )


def teapot(c: Canvas) -> str:
    r, high = c.chance.between(82, 92), c.chance.between(112, 132)
    top, cx = 308 - high, 200.0
    profile = [
        (top, 42),
        (top + high * 0.14, r * 0.74),
        (top + high * 0.42, r),
        (top + high * 0.74, r * 0.9),
        (304, r * 0.62),
        (308, r * 0.58),
    ]
    y = top + high * 0.62
    spout = smooth(
        [
            (cx - r * 0.72, y + 18),
            (cx - r * 1.12, y),
            (cx - r * 1.32, y - 40),
            (cx - r * 1.62, y - 62),
            (cx - r * 1.44, y - 70),
            (cx - r * 1.12, y - 50),
            (cx - r * 0.94, y - 26),
            (cx - r * 0.7, y - 24),
        ],
        close=True,
    )
    over = c.made_of("cane", "bamboo", "rattan") or c.chance.yes(0.3)
    if over:
        cane = "#a9773f" if c.made_of("cane", "bamboo", "rattan") else c.main
        bail = tube(
            smooth(
                [(cx - 62, top + 22), (cx - 74, top - 50), (cx, top - 108), (cx + 74, top - 50), (cx + 62, top + 22)]
            ),
            cane,
            12,
        )
        ear = ""
    else:
        bail = ""
        ear = tube(
            smooth(
                [
                    (cx + r * 0.84, y - 38),
                    (cx + r * 1.34, y - 58),
                    (cx + r * 1.52, y - 14),
                    (cx + r * 1.22, y + 26),
                    (cx + r * 0.86, y + 20),
                ]
            ),
            c.main,
            17,
        )
    lid = turned(cx, [(top - 18, 14), (top - 12, 32), (top + 1, 44)], base=0.2)
    return (
        c.table()
        + c.shadow(cx, 309, r * 1.0, 16)
        + ear
        + c.solid(spout, c.main, light="soft")
        + c.solid(turned(cx, profile, top=0.2), c.main, glaze(c, cx, profile))
        + gloss(cx, profile)
        + c.solid(lid, shade(c.main, 0.06))
        + path(hoop(cx, top + 1, 44, 0.2), "none", shade(c.main, -0.5), 2, 0.5)
        + c.solid(oval(cx, top - 26, 12, 11), apart(c.second, c.main, 0.1), light="ball")
        + bail
    )
