"""Animals to pull or to hug."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.marks import disc, group, line, move, path
from marketplace.catalog.pictures.shapes import oval, points, poly, rounded, smooth
from marketplace.catalog.pictures.textures import stitches
from marketplace.catalog.pictures.toys.paint import paints, plank, sewn, timber, wheel


def _beast(kind: int) -> tuple[str, str, tuple[float, float]]:
    """Outline, what is painted on it, and where its eye is."""
    if kind == 0:  # elephant
        d = smooth(
            points(
                "96,190 110,134 160,112 220,116 258,108 292,122 308,156 314,214 326,236 "
                "316,250 296,236 290,196 272,200 266,270 232,270 228,222 166,222 160,270 "
                "124,270 120,230 104,220"
            ),
            close=True,
        )
        return d, smooth(points("232,128 262,122 276,150 266,188 240,192 226,160"), close=True), (286, 144)
    if kind == 1:  # fox
        d = smooth(
            points(
                "64,132 92,104 112,136 130,172 176,164 222,166 244,126 252,92 270,114 296,110 "
                "310,90 316,128 340,160 300,178 284,204 276,270 250,270 244,216 168,218 "
                "162,270 134,270 126,214 92,190"
            ),
            close=True,
        )
        return (
            d,
            smooth([(62, 132), (92, 104), (100, 128), (74, 146)], close=True)
            + smooth(points("300,178 340,160 306,158 284,176 282,200"), close=True),
            (304, 136),
        )
    if kind == 2:  # whale
        d = smooth(
            points(
                "52,126 82,122 98,144 118,120 146,124 128,164 150,190 196,158 262,142 322,168 "
                "340,218 316,256 232,272 150,258 106,210 94,164"
            ),
            close=True,
        )
        return d, smooth(points("340,222 270,232 180,240 140,246 160,262 232,272 316,256"), close=True), (300, 196)
    if kind == 3:  # bear
        d = smooth(
            points(
                "86,196 98,148 150,128 214,132 240,106 252,92 266,102 290,106 302,98 310,116 "
                "318,140 344,160 336,180 298,190 282,214 278,270 240,270 232,226 168,226 "
                "160,270 118,270 110,232"
            ),
            close=True,
        )
        return d, smooth([(322, 150), (346, 160), (336, 180), (312, 178)], close=True) + oval(260, 108, 7), (300, 138)
    if kind == 5:  # tortoise
        d = smooth(
            points(
                "62,224 92,160 150,122 214,122 266,156 280,180 300,148 328,140 346,158 340,184 316,202 306,232 294,244 "
                "290,270 252,270 246,250 138,250 132,270 92,270 88,244 70,238"
            ),
            close=True,
        )
        shell = smooth(points("76,218 98,168 150,134 212,134 258,162 284,222 180,234"), close=True)
        return d, shell, (326, 160)
    if kind == 6:  # cow
        d = smooth(
            points(
                "76,150 66,200 78,214 84,164 110,134 180,130 240,132 262,110 254,92 268,96 286,102 304,98 320,90 "
                "314,108 336,142 342,166 322,176 300,168 284,196 282,270 250,270 242,216 166,220 158,270 122,270 "
                "116,214 96,180"
            ),
            close=True,
        )
        return d, oval(150, 160, 26, 20) + oval(216, 186, 22, 16) + oval(330, 164, 12, 10), (302, 128)
    d = smooth(
        points(
            "84,186 66,170 72,150 94,158 120,136 178,128 226,146 250,120 240,74 232,40 "
            "252,44 266,88 274,96 276,48 290,36 298,62 292,104 318,132 322,158 290,174 "
            "276,204 286,254 296,270 250,270 240,226 176,232 190,258 186,270 120,270 "
            "98,226"
        ),
        close=True,
    )
    return (
        d,
        oval(76, 162, 17) + smooth([(240, 60), (252, 56), (262, 92), (252, 100)], close=True),
        (296, 132),
    )  # rabbit


def animal(c: Canvas) -> str:
    if sewn(c):
        return _cuddly(c)
    kind, wood, paint = (
        c.variant(
            "elephant|mammoth",
            "fox|wolf",
            "whale|dolphin",
            "bear|badger|boar|hedgehog",
            "hare|rabbit|bunny",
            "tortoise|turtle|snail",
            "cow|calf|ox|bull|goat|sheep|horse",
        ),
        timber(c),
        paints(c),
    )
    d, patch, (ex, ey) = _beast(kind)
    if c.chance.yes(0.5):
        wood = c.main
    tone = apart(paint[1], wood, 0.12)
    eye = disc(ex, ey, 5.4, fill="#2b1d1a") + disc(ex - 1.6, ey - 1.8, 1.7, fill="#ffffff")
    saddle = c.clip(
        d,
        path(patch, tone),
        "".join(disc(150 + i * 26, 176 + (i % 2) * 16, 7, fill=paint[2], o=0.85) for i in range(3))
        if c.chance.yes(0.45)
        else "",
    )
    side = path(d, shade(wood, -0.42), turn="translate(7 4)")
    wheels = c.chance.yes(0.55) and kind not in (2, 5)
    base = ""
    if wheels:
        board = rounded(84, 264, 246, 18, 7)
        base = (
            plank(c, board, shade(wood, -0.08), "soft")
            + wheel(c, 124, 290, 25, paint[2])
            + wheel(c, 290, 290, 25, paint[2])
            + line("M330 273C356 276 364 300 384 300", paint[0], 4)
        )
    foot = 312 if wheels else 272
    return (
        c.table(280 if wheels else 262)
        + c.shadow(212, foot, 130, 14)
        + group(side, plank(c, d, wood, "flat", 13), saddle, eye)
        + base
    )


def _cuddly(c: Canvas) -> str:
    """A sewn bear or rabbit, sitting."""
    tone, belly, rabbit = c.main, apart(c.second, c.main, 0.1), c.variant("hare|rabbit|bunny", "bear|cub|dog|lion") == 0
    fuzz = c.pattern(
        13,
        11,
        line("M2 3l2 3M8 1l1 3M5 8l3 2M11 6l1 3", "#2b1d1a", 1.1, 0.16),
        line("M4 1l1 2M10 8l2 1", "#fffaf0", 1, 0.3),
    )

    def part(d: str, t: str, turn: str = "") -> str:
        return group(c.solid(d, t, path(d, fuzz), light="ball"), turn=turn)

    ears = ""
    if rabbit:
        for s, a in ((-1, c.chance.between(6, 14)), (1, c.chance.between(8, 30))):
            ear = smooth(points("-16,4 -22,-50 -14,-94 0,-104 14,-94 22,-50 16,4"), close=True)
            ears += group(
                part(ear, tone), path(oval(0, -50, 10, 38), belly, o=0.8), turn=move(200 + s * 32, 112, s * a)
            )
    else:
        ears = "".join(
            part(oval(200 + s * 50, 92, 25), tone) + disc(200 + s * 50, 94, 14, fill=belly, o=0.8) for s in (-1, 1)
        )
    legs = "".join(
        part(oval(200 + s * 62, 296, 42, 34), tone) + disc(200 + s * 66, 300, 22, 19, belly) for s in (-1, 1)
    )
    arms = "".join(part(oval(0, 0, 24, 54), tone, move(200 + s * 74, 216, -s * 24)) for s in (-1, 1))
    body = oval(200, 238, 74, 78)
    head = oval(200, 138, 70, 62)
    face = (
        disc(200, 160, 27, 21, shade(belly, 0.2))
        + path(smooth([(190, 148), (210, 148), (200, 159)], close=True), "#3a2a24")
        + line("M200 158L200 168M188 172Q194 178 200 168Q206 178 212 172", "#3a2a24", 2.4)
        + "".join(
            disc(200 + s * 28, 132, 5.6, fill="#2b1d1a")
            + disc(198.4 + s * 28, 130, 1.8, fill="#ffffff")
            + disc(200 + s * 44, 154, 9, 6, "#d98f7a", 0.4)
            for s in (-1, 1)
        )
    )
    scarf = (
        c.solid(smooth(points("142,184 200,204 258,184 264,204 200,226 136,204"), close=True), c.accent, light="soft")
        + c.solid(poly([(232, 206), (256, 198), (266, 260), (240, 264)]), shade(c.accent, -0.08), light="soft")
        + line("M242 264l1 10M250 263l1 10M258 262l1 10", c.accent, 3)
    )
    return (
        c.table(276)
        + c.shadow(204, 322, 112, 15)
        + ears
        + part(body, tone)
        + path(oval(200, 252, 44, 48), belly, o=0.75)
        + stitches("M200 206L200 296", shade(tone, -0.4), 1.6)
        + legs
        + arms
        + part(head, tone)
        + face
        + (scarf if c.chance.yes(0.75) else "")
    )
