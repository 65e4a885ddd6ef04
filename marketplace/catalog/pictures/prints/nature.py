"""Birds, plants, fish."""

from __future__ import annotations

from math import cos, radians, sin

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.marks import disc, line, path, rect
from marketplace.catalog.pictures.prints.press import SHEET, H, W, cuts, hung, inks
from marketplace.catalog.pictures.shapes import at, leaf, num, points, poly, smooth


def bird_print(c: Canvas) -> str:
    ink, second, accent = inks(c)
    kind, solid = (
        c.variant(
            "wren|robin|finch|sparrow|starling|swift|hoopoe|thrush|tit",
            "owl",
            "heron|pelican|oystercatcher|crane|stork|egret|curlew|wader",
        ),
        c.chance.yes(0.4),
    )
    ground = mix(second, SHEET, 0.55) if solid else SHEET
    art = rect(0, 0, W, H, ground) + disc(W * 0.66, H * 0.3, 50, fill=mix(accent, ground, 0.25), o=0.9)
    if kind == 0:  # on a twig
        art += line(f"M-6 178Q60 164 {num(W + 6)} 186M112 178Q140 200 150 228", ink, 6) + path(
            "".join(
                leaf(x, y, 34, a, 0.32)
                for x, y, a in ((40, 170, -120), (26, 172, 120), (130, 180, -50), (158, 182, 60), (146, 208, 20))
            ),
            second if not solid else ink,
        )
        body = smooth(
            points(
                "22,62 38,54 46,42 66,34 86,44 94,66 118,104 132,138 164,190 150,192 122,160 "
                "98,172 70,166 50,140 44,104 44,78"
            ),
            close=True,
        )
        wing = smooth(points("74,86 104,104 126,144 136,166 104,152 78,126"), close=True)
        art += (
            path(body, ink)
            + path(wing, shade(ink, 0.24))
            + line("M84 100Q104 116 120 144M80 114Q98 130 112 146M86 92Q112 108 126 136", SHEET, 2, 0.85)
            + cuts(c, (52, 90, 78, 156), 20, SHEET, 8, 62)
            + disc(64, 56, 4.6, fill=SHEET)
            + disc(63.4, 56, 2.2, fill=ink)
            + line("M80 166L76 180M94 170L92 182", ink, 4)
        )
    elif kind == 1:  # an owl
        body = smooth(
            points("50,48 56,34 72,46 90,44 108,46 124,34 130,48 136,84 138,130 122,172 90,190 58,172 42,130 44,84"),
            close=True,
        )
        art += (
            path(body, ink)
            + "".join(
                disc(x, 78, 22, fill=SHEET)
                + disc(x, 78, 16, fill=accent)
                + disc(x, 78, 9, fill=shade(ink, -0.4))
                + disc(x - 3, 74, 3, fill=SHEET)
                for x in (68, 112)
            )
            + path(poly([(84, 90), (96, 90), (90, 106)]), accent)
        )
        art += (
            "".join(
                path(f"M{70 + i * 14 - (j % 2) * 7} {122 + j * 14}q7 10 14 0", "", SHEET, 2.2, 0.85)
                for j in range(4)
                for i in range(3)
            )
            + path(smooth([(44, 96), (32, 140), (48, 176), (58, 140)], close=True), shade(ink, 0.2))
            + path(smooth([(136, 96), (148, 140), (132, 176), (122, 140)], close=True), shade(ink, 0.2))
            + line(f"M-4 194Q90 184 {num(W + 4)} 198", ink, 7)
            + line("M76 184l0 12M84 187l0 10M98 187l0 10M106 184l0 12", accent, 4)
        )
    else:  # a wader among reeds
        body = smooth(points("66,118 92,100 126,104 158,128 130,140 96,146 74,136"), close=True)
        art += "".join(
            line(f"M{x} 234Q{x + b} 150 {x + b * 1.6:.0f} {y}", second if not solid else mix(ink, ground, 0.4), 3.4)
            for x, b, y in ((14, 6, 92), (26, -4, 118), (150, 10, 76), (164, -6, 100), (138, 4, 132))
        ) + "".join(path(leaf(x, y, 40, -88, 0.14), accent) for x, y in ((24, 100), (166, 84)))
        art += (
            line("M74 124C50 104 92 78 70 50C64 40 54 40 50 46", ink, 10)
            + path(poly([(54, 40), (10, 56), (54, 54)]), accent)
            + path(body, ink)
            + disc(56, 45, 2.2, fill=SHEET)
            + line("M96 112Q124 112 146 128M94 122Q118 124 134 134M92 132Q108 136 120 138", SHEET, 2, 0.85)
            + line("M98 144L102 220M114 142L122 222", ink, 3.4)
            + line(
                "".join(
                    f"M{num(c.chance.between(0, 100))} {y}l{num(c.chance.between(40, 70))} 0"
                    for y in range(206, 230, 7)
                ),
                mix(ink, ground, 0.3),
                2.4,
            )
        )
    return hung(c, art)


def botanical_print(c: Canvas) -> str:
    ink, second, accent = inks(c)
    kind, reverse = (
        c.variant(
            "fern|frond|seaweed|hogweed|grass",
            "poppy|flower|bloom|rose|anemone",
            "leaf|sorrel|ginkgo|branch|pod|bean",
            "mushroom|fung|toadstool|chanterelle",
        ),
        c.chance.yes(0.35),
    )
    ground, mark = (ink, mix(SHEET, second, 0.2)) if reverse else (SHEET, ink)
    bloom = apart(accent, ground, 0.16)
    art = rect(0, 0, W, H, ground)
    if kind == 0:  # a fern
        art += line("M92 222Q86 120 104 14", mark, 3.4) + path(
            "".join(
                leaf(
                    91 + (i - 6) ** 2 * 0.12,
                    206 - i * 15,
                    76 - abs(i - 4) * 6,
                    (-30 if s > 0 else -150) - s * i * 1.2,
                    0.13,
                )
                for i in range(12)
                for s in (1, -1)
            ),
            mark,
        )
    elif kind == 1:  # poppies
        for x, top, s in ((60, 74, 36), (118, 54, 42), (90, 124, 26)):
            art += (
                line(f"M92 230Q{x + 8} 160 {x} {top}", mark, 3)
                + path("".join(leaf(x, top + s * 0.5, s * 1.15, a, 0.5) for a in (-150, -30, -112, -68)), bloom)
                + disc(x, top + s * 0.06, s * 0.2, fill=mark)
                + line(
                    "".join(
                        f"M{at(x, top)}L{at(x + cos(radians(a)) * s * 0.5, top + sin(radians(a)) * s * 0.5)}"
                        for a in range(-160, 0, 20)
                    ),
                    ground,
                    1.4,
                    0.7,
                )
            )
        art += path("".join(leaf(92, 226, s, a, 0.16) for s, a in ((92, -128), (84, -48), (60, -150), (56, -28))), mark)
    elif kind == 2:  # one large leaf with its ribs cut out
        art += (
            path(leaf(90, 214, 204, -90, 0.62), mark)
            + line(
                "M90 228L90 24"
                + "".join(
                    f"M90 {y}Q{90 + s * 24} {y - 12} {90 + s * (46 - abs(y - 124) * 0.28):.0f} {y - 34}"
                    for y in range(190, 60, -20)
                    for s in (-1, 1)
                ),
                ground,
                3.2,
            )
            + cuts(c, (60, 70, 120, 190), 30, ground, 8, -50)
        )
    else:  # mushrooms
        for x, y, s in ((66, 92, 50), (124, 134, 36), (96, 176, 22)):
            art += (
                path(
                    (
                        f"M{x - s * 0.2:.0f} {y}C{x - s * 0.14:.0f} {y + 60} {x - s * 0.3:.0f} 200 {x - s * 0.34:.0f}"
                        f" 226L{x + s * 0.34:.0f} 226C{x + s * 0.26:.0f} 200 {x + s * 0.12:.0f}"
                        f" {y + 60} {x + s * 0.2:.0f}"
                        f" {y}Z"
                    ),
                    mix(mark, ground, 0.45),
                )
                + path(
                    (
                        f"M{x - s} {y + 4}C{x - s} {y - s * 1.2:.0f} {x + s} {y - s * 1.2:.0f} {x + s} {y + 4}"
                        f"Q{x} {y + 18} {x - s} {y + 4}Z"
                    ),
                    bloom,
                )
                + "".join(
                    disc(x + dx * s, y + dy * s, s * 0.1, fill=ground)
                    for dx, dy in ((-0.4, -0.3), (0.1, -0.55), (0.5, -0.2), (0, -0.12))
                )
            )
        art += path(
            "".join(leaf(x, 230, 46, a, 0.14) for x, a in ((20, -80), (30, -100), (150, -82), (160, -98), (140, -70))),
            mark,
        )
    return hung(c, art)
