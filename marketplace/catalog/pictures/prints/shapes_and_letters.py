"""Abstract shapes, and type set by hand."""

from __future__ import annotations

from math import cos, pi, sin

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, mix
from marketplace.catalog.pictures.marks import disc, group, line, path, rect
from marketplace.catalog.pictures.prints.press import SHEET, H, W, hung, inks
from marketplace.catalog.pictures.shapes import at, leaf, num, oval, points, poly, smooth, star
from marketplace.catalog.pictures.textures import dots


def abstract_print(c: Canvas) -> str:
    ink, second, accent = inks(c)
    tones = (ink, second, accent, mix(ink, SHEET, 0.55), mix(accent, SHEET, 0.5))
    kind, art = (
        c.variant("arch|sun", "cut|shape|argument", "nine|grid|square|tin|alphabet", "stone|cairn|balance|score"),
        rect(0, 0, W, H, mix(second, SHEET, 0.8)),
    )
    if kind == 0:  # arches and a sun
        art += disc(W * 0.68, 62, 40, fill=accent) + "".join(
            path(
                (
                    f"M{at(90 - r, H)}L{at(90 - r, 150)}C{at(90 - r, 150 - r * 1.33)} {at(90 + r, 150 - r * 1.33)}"
                    f" {at(90 + r, 150)}L{at(90 + r, H)}Z"
                ),
                tones[i % 3 if i else 0],
            )
            for i, r in enumerate((70, 52, 34, 16))
        )
    elif kind == 1:  # cut-outs
        for i, (x, y) in enumerate(points("46,52 128,46 52,126 132,122 48,190 126,192")):
            s = c.chance.between(24, 34)
            d = c.chance.pick(
                (
                    oval(x, y, s),
                    smooth(
                        [
                            (
                                x + cos(k * pi / 4 + i) * s * (1.15 if k % 2 else 0.62),
                                y + sin(k * pi / 4 + i) * s * (1.15 if k % 2 else 0.62),
                            )
                            for k in range(8)
                        ],
                        close=True,
                    ),
                    f"M{at(x - s, y)}C{at(x - s, y - s * 1.3)} {at(x + s, y - s * 1.3)} {at(x + s, y)}Z",
                    poly([(x - s, y + s * 0.8), (x, y - s), (x + s, y + s * 0.8)]),
                )
            )
            art += path(d, tones[(i * 2 + c.chance.whole(0, 1)) % 5])
    elif kind == 2:  # blocks in a grid
        art += "".join(
            group(
                path("M0 0L44 0C44 24 24 44 0 44Z", tones[(i + j * 2 + c.chance.whole(0, 2)) % 5]),
                turn=f"translate({22 + i * 45} {24 + j * 45})rotate({c.chance.pick((0, 90, 180, 270))} 22 22)",
            )
            for i in range(3)
            for j in range(4)
        )
    else:  # stones in balance
        y = 206.0
        for i in range(5):
            w, h = c.chance.between(40, 70) - i * 7, c.chance.between(13, 20)
            art += path(
                smooth(
                    [
                        (90 - w, y),
                        (90 - w * 0.6, y - h),
                        (90 + w * 0.3, y - h * 1.1),
                        (90 + w, y - h * 0.2),
                        (90 + w * 0.5, y + h * 0.8),
                        (90 - w * 0.5, y + h),
                    ],
                    close=True,
                ),
                tones[i],
            )
            y -= h * 1.95
        art += disc(130, 44, 18, fill=accent) + line("M0 222L180 222", ink, 3)
    return hung(c, art + dots(c, (0, 0, int(W), int(H)), 60, SHEET, 1.5, 0.6))


# Sans capitals as strokes on a field four wide and six high: enough letters for a few good words.
_LETTERS = {
    "A": "M0 6L2 0L4 6M.8 4L3.2 4",
    "B": "M.3 0L.3 6L2 6Q4 6 4 4.4Q4 3 2 3L.3 3M2 3Q3.7 3 3.7 1.5Q3.7 0 2 0L.3 0",
    "D": "M.3 0L.3 6L1.6 6Q4 6 4 3Q4 0 1.6 0L.3 0",
    "E": "M3.6 0L.4 0L.4 6L3.6 6M.4 3L3 3",
    "H": "M.3 0L.3 6M3.7 0L3.7 6M.3 3L3.7 3",
    "I": "M2 0L2 6",
    "K": "M.3 0L.3 6M3.8 0L.3 3.6M1.4 2.6L4 6",
    "L": "M.4 0L.4 6L3.6 6",
    "M": "M0 6L.3 0L2 3.6L3.7 0L4 6",
    "O": "M2 0Q4 0 4 3Q4 6 2 6Q0 6 0 3Q0 0 2 0",
    "R": "M.3 6L.3 0L2 0Q3.8 0 3.8 1.6Q3.8 3.2 2 3.2L.3 3.2M2 3.2L4 6",
    "S": "M3.7 1Q3.2 0 2 0Q.3 0 .3 1.5Q.3 2.8 2 3Q3.8 3.3 3.8 4.5Q3.8 6 2 6Q.5 6 .2 4.9",
    "T": "M0 0L4 0M2 0L2 6",
    "W": "M0 0L1 6L2 2.2L3 6L4 0",
    "Y": "M0 0L2 3L4 0M2 3L2 6",
}


_WORDS = ("SLOW", "HOME", "SALT", "MAKE", "REST", "BREAD", "STAY", "WILD", "OK")


def letterpress_print(c: Canvas) -> str:
    ink, _, accent = inks(c)
    reverse = c.chance.yes(0.3)
    ground, mark = (ink, SHEET) if reverse else (SHEET, ink)
    third = apart(accent, ground, 0.16)
    one, two = c.chance.pick(_WORDS), c.chance.pick(_WORDS)
    if two == one:
        two = _WORDS[(_WORDS.index(one) + 3) % len(_WORDS)]

    def word(text: str, y: float, tone: str, high: float) -> str:
        wide = 152 / (len(text) * 5 - 1)
        # the strokes are drawn at their full size, so that a stretched letter keeps an even weight
        letters = ""
        for i, letter in enumerate(text):
            parts = _LETTERS[letter].replace("M", " M ").replace("L", " L ").replace("Q", " Q ").split()
            numbers = 0
            for part in parts:
                if part in "MLQ":
                    letters += part
                    continue
                letters += (
                    num(14 + (i * 5 + float(part)) * wide) + " "
                    if numbers % 2 == 0
                    else num(y + float(part) * high / 6) + " "
                )
                numbers += 1
        return path(letters, "", tone, min(wide, high / 6) * 1.15)

    kind = c.chance.whole(0, 2)
    art = rect(0, 0, W, H, ground)
    if kind == 0:
        art += word(one, 30, mark, 74) + word(two, 132, third, 70)
    elif kind == 1:
        art += (
            word(one, 152, mark, 54)
            + disc(90, 80, 52, fill=third)
            + "".join(
                line(
                    (
                        f"M{at(90 + cos(k * pi / 8) * 60, 80 + sin(k * pi / 8) * 60)}"
                        f"L{at(90 + cos(k * pi / 8) * 70, 80 + sin(k * pi / 8) * 70)}"
                    ),
                    mark,
                    3.4,
                )
                for k in range(16)
            )
            + path(leaf(90, 112, 66, -90, 0.3), ground)
        )
    else:
        art += (
            word(one, 44, third, 60)
            + line("M16 126L164 126", mark, 5)
            + line("M16 135L164 135", mark, 1.6)
            + "".join(
                line(f"M{num(90 - w)} {156 + i * 15}L{num(90 + w)} {156 + i * 15}", mark, 4, dash="13 5 7 5")
                for i, w in enumerate((70, 62, 70, 40))
            )
        )
    border = path(poly([(6, 6), (W - 6, 6), (W - 6, H - 6), (6, H - 6)]), "", mark, 3) + path(
        "".join(star(x, y, 8, 3, 4) for x in (14, W - 14) for y in (14, H - 14)), third
    )
    worn = dots(c, (10, 10, int(W) - 10, int(H) - 10), 90, ground, 1.6, 0.8)
    return hung(c, art + border + worn)
