"""Boards, and pins to roll on them."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import shade
from marketplace.catalog.pictures.marks import disc, group, line, move, path, rect
from marketplace.catalog.pictures.shapes import bounds, oval, rounded, smooth
from marketplace.catalog.pictures.textures import dots, grain
from marketplace.catalog.pictures.wood.timber import grain_colour


def cutting_board(c: Canvas) -> str:
    w, h = c.chance.between(150, 176), c.chance.between(196, 224)
    x, y, kind = (
        200 - w / 2,
        306 - h,
        c.variant("paddle|serving|cheese", "round|pizza|knot", "block|plank|sandwich|bread"),
    )
    if kind == 0:  # a paddle
        d = smooth(
            [
                (x + 4, y + 8),
                (184, y - 4),
                (186, y - 58),
                (200, y - 72),
                (214, y - 58),
                (216, y - 4),
                (x + w - 4, y + 8),
                (x + w, y + h * 0.5),
                (x + w - 3, 303),
                (200, 306),
                (x + 3, 303),
                (x, y + h * 0.5),
            ],
            close=True,
        )
        hole = (200.0, y - 50, 7.0)
    elif kind == 1:  # round, with an ear
        r = w * 0.62
        d = smooth(
            [
                (200 + r * a, 306 - r + r * b)
                for a, b in (
                    (0.24, -0.98),
                    (0.74, -0.68),
                    (1, 0),
                    (0.72, 0.72),
                    (0, 1),
                    (-0.72, 0.72),
                    (-1, 0),
                    (-0.74, -0.68),
                    (-0.24, -0.98),
                )
            ]
            + [(184, 306 - r * 2 - 50), (200, 306 - r * 2 - 62), (216, 306 - r * 2 - 50)],
            close=True,
        )
        hole = (200.0, 306 - r * 2 - 42, 7.0)
    else:
        d = rounded(x, y - 30, w, h + 30, 16)
        hole = (x + w - 24, y - 6, 9.0)
    box = bounds(d)
    marks = grain(c, box, grain_colour(c), c.chance.between(10, 15), upright=True)
    if c.chance.yes(0.35):
        marks += rect(200 - w * 0.22, 40, w * 0.12, 300, c.accent, 0.85) + rect(
            200 - w * 0.06, 40, 4, 300, shade(c.second, -0.1), 0.9
        )
    if kind == 2 and c.chance.yes():
        marks += path(rounded(x + 13, y + 24, w - 26, h - 44, 10), "none", shade(c.main, -0.5), 5, 0.5) + path(
            rounded(x + 15, y + 26, w - 26, h - 44, 10), "none", shade(c.main, 0.6), 1.6, 0.6
        )
    hx, hy, hr = hole
    loop = (
        line(smooth([(hx, hy), (hx - 18, hy + 22), (hx - 12, hy + 48), (hx + 4, hy + 26), (hx, hy)]), "#8a6a4a", 3)
        if c.chance.yes(0.6)
        else ""
    )
    return (
        c.table()
        + c.shadow(204, 304, (box[2] - box[0]) * 0.5, 12)
        + c.drop(d, 14, 0, 7, 0.3)
        + path(d, shade(c.main, -0.45), turn="translate(4 2)")
        + c.solid(d, c.main, marks, light="flat")
        + path(d, "none", shade(c.main, 0.5), 1.6, 0.6)
        + disc(hx, hy, hr, fill=shade(c.ground, -0.3))
        + path(oval(hx, hy, hr), "none", shade(c.main, -0.5), 2, 0.6)
        + loop
    )


def rolling_pin(c: Canvas) -> str:
    figure, r = grain_colour(c), c.chance.between(27, 34)
    kind = c.variant("verse|pattern|nobbled|carved", "", "french|taper|noodle|pastry")
    if kind == 2:  # the French one, tapered
        body = smooth(
            [
                (-158, 0),
                (-150, -11),
                (-70, -r * 0.9),
                (0, -r),
                (70, -r * 0.9),
                (150, -11),
                (158, 0),
                (150, 11),
                (70, r * 0.9),
                (0, r),
                (-70, r * 0.9),
                (-150, 11),
            ],
            close=True,
        )
        ends = ""
    else:
        body = rounded(-98, -r, 196, 2 * r, 9)
        grip = "".join(
            smooth(
                [
                    (s * 96, -8),
                    (s * 116, -11),
                    (s * 146, -13 if kind else -10),
                    (s * 160, 0),
                    (s * 146, 13 if kind else 10),
                    (s * 116, 11),
                    (s * 96, 8),
                ],
                close=True,
            )
            for s in (-1, 1)
        )
        tone = c.second if kind else c.main
        ends = c.drop(grip, -3, 12, 5, 0.3) + c.solid(grip, shade(tone, -0.04), light="fall")
    carved = c.made_of("carved", "engraved") or (kind == 0 and c.chance.yes(0.35))
    print_ = (
        path(
            body,
            c.pattern(
                24,
                24,
                path("M12 2Q20 12 12 22Q4 12 12 2Z", shade(c.main, -0.4)),
                disc(0, 0, 4, fill=shade(c.main, -0.4)),
                disc(24, 24, 4, fill=shade(c.main, -0.4)),
            ),
            o=0.7,
        )
        if carved
        else ""
    )
    flour = (
        dots(c, (60, 60, 340, 340), 40, "#fffdf5", 3.4, 0.75)
        + disc(150, 290, 70, 26, "#fffdf5", 0.35)
        + disc(176, 300, 44, 15, "#fffdf5", 0.4)
    )
    lean = c.chance.between(-42, -24)
    return (
        c.surface()
        + flour
        + group(
            c.drop(body, -4, 15, 7, 0.42),
            ends,
            c.solid(body, c.main, grain(c, bounds(body), figure, 8), print_, light="fall"),
            line(f"M-84 {-r * 0.55:.0f}L70 {-r * 0.55:.0f}", "#fffdf5", 5, 0.35),
            turn=move(200, 200, lean, 1.1),
        )
    )
