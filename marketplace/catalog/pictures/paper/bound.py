"""Bound: journals, albums, sketchbooks."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.marks import disc, group, line, move, path, rect, rotate
from marketplace.catalog.pictures.paper.sheets import SHEET, cover, deckled
from marketplace.catalog.pictures.shapes import at, bounds, leaf, oval, poly, rounded, smooth
from marketplace.catalog.pictures.textures import dots


def journal(c: Canvas) -> str:
    w, h = c.chance.between(176, 190), c.chance.between(240, 254)
    x, y = 200 - w / 2, 200 - h / 2
    d, cloth_ = rounded(x, y, w, h, 5), apart(c.second, c.main, 0.1)
    pages = poly([(x + 8, y + 6), (x + w + 8, y + 8), (x + w + 8, y + h + 6), (x + 12, y + h + 9)])
    spine = path(poly([(x, y), (x + 34, y), (x + 34, y + h), (x, y + h)]), cloth_) + path(
        poly([(x + w, y), (x + w - 34, y), (x + w, y + 34)])
        + poly([(x + w, y + h), (x + w - 34, y + h), (x + w, y + h - 34)]),
        cloth_,
    )
    label = rounded(x + 62, y + 54, w - 92, 62, 3)
    face = c.solid(d, c.main, cover(c, d), spine, light="flat")
    plate = (
        path(label, SHEET)
        + path(rounded(x + 67, y + 59, w - 102, 52, 2), "none", c.accent, 1.6)
        + line(
            f"M{at(x + 82, y + 80)}L{at(x + w - 50, y + 80)}M{at(x + 94, y + 93)}L{at(x + w - 62, y + 93)}",
            shade(SHEET, -0.5),
            2,
            0.6,
        )
    )
    ribbon = line(
        f"M{at(x + w * 0.52, y + h)}Q{at(x + w * 0.5, y + h + 20)} {at(x + w * 0.55, y + h + 38)}", c.accent, 7
    )
    return c.surface() + group(
        c.drop(d, 10, 13, 9, 0.42),
        ribbon,
        path(pages, SHEET)
        + line(
            f"M{at(x + w + 5, y + 10)}L{at(x + w + 5, y + h + 4)}M{at(x + 12, y + h + 5)}L{at(x + w + 4, y + h + 3)}",
            "#a8977a",
            1,
            0.7,
        ),
        face,
        line(f"M{at(x + 35, y)}L{at(x + 35, y + h)}", "#2b1d1a", 2, 0.3),
        plate if c.chance.yes(0.8) else "",
        turn=rotate(c.chance.between(-11, 9)),
    )


def album(c: Canvas) -> str:
    w, h = c.chance.between(272, 288), c.chance.between(198, 212)
    x, y = 200 - w / 2, 200 - h / 2
    d, thread = rounded(x, y, w, h, 4), apart(c.second, c.main, 0.2)
    sewing = (
        "".join(f"M{at(x, y + h * t)}L{at(x + 30, y + h * t)}" for t in (0.08, 0.29, 0.5, 0.71, 0.92))
        + f"M{at(x + 30, y + h * 0.08)}L{at(x + 30, y + h * 0.92)}"
    )
    px, py, pw, ph = x + w * 0.3, y + h * 0.2, w * 0.52, h * 0.58
    sky = mix(c.accent, SHEET, 0.6)
    hills = path(
        smooth(
            [
                (px, py + ph * 0.6),
                (px + pw * 0.3, py + ph * 0.38),
                (px + pw * 0.6, py + ph * 0.66),
                (px + pw, py + ph * 0.44),
            ]
        )
        + f"L{at(px + pw, py + ph)}L{at(px, py + ph)}Z",
        shade(c.main, -0.3),
    ) + disc(px + pw * 0.72, py + ph * 0.28, ph * 0.12, fill="#f6e3b0")
    photo = (
        path(rounded(px - 8, py - 8, pw + 16, ph + 16, 2), SHEET)
        + rect(px, py, pw, ph, sky)
        + c.clip(rounded(px, py, pw, ph, 1), hills)
    )
    corners = path(
        "".join(
            poly([(cx, cy), (cx + sx * 26, cy), (cx, cy + sy * 26)])
            for cx, sx in ((px - 11, 1), (px + pw + 11, -1))
            for cy, sy in ((py - 11, 1), (py + ph + 11, -1))
        ),
        thread,
    )
    bow = line(
        (
            f"M{at(x + 30, y + h / 2)}C{at(x + 60, y + h / 2 - 34)} {at(x + 74, y + h / 2 + 4)}"
            f" {at(x + 30, y + h / 2)}C{at(x + 58, y + h / 2 + 36)} {at(x + 74, y + h / 2 + 8)}"
            f" {at(x + 30, y + h / 2)}M{at(x + 30, y + h / 2)}q22 34 14 60"
            f"M{at(x + 30, y + h / 2)}q6 34 -10 62"
        ),
        thread,
        4,
    )
    return c.surface() + group(
        c.drop(d, 9, 12, 9, 0.42),
        path(rounded(x + 4, y + 5, w + 3, h + 4, 3), SHEET)
        + path(rounded(x + 3, y + 7, w + 2, h + 5, 4), "none", shade(c.main, -0.5), 3),
        c.solid(
            d,
            c.main,
            cover(c, d) if c.chance.yes(0.4) else dots(c, bounds(d), 80, shade(c.main, 0.4), 2, 0.5),
            line(f"M{at(x + 42, y)}L{at(x + 42, y + h)}", "#2b1d1a", 3, 0.25),
            light="flat",
        ),
        photo,
        corners,
        line(sewing, thread, 3.4),
        bow,
        turn=rotate(c.chance.between(-9, 7)),
    )


def sketchbook(c: Canvas) -> str:
    """Open on a drawing, a pencil across it."""
    left, right = deckled(c, 44, 96, 154, 206, 1.2), deckled(c, 202, 96, 154, 206, 1.2)
    board = rounded(36, 88, 328, 222, 6)
    rings = (
        "".join(path(oval(200, 112 + i * 22, 13, 5.4), "none", "#6b645c", 2.6) for i in range(9))
        if c.chance.yes(0.6)
        else line("M200 98L200 300", "#2b1d1a", 6, 0.25)
    )
    study = c.chance.whole(0, 2)
    pencil_line = "#5a5048"
    if study == 0:
        sketch = line(
            oval(278, 216, 42, 14)
            + "M236 216C238 262 256 276 278 276C300 276 318 262 320 216"
            + "M246 232C250 256 262 266 272 268M312 228C310 246 304 256 298 262",
            pencil_line,
            1.8,
            0.8,
        )
    elif study == 1:
        sketch = line(
            "M278 284Q284 220 272 150"
            + "".join(
                leaf(277 + i % 2 * 2, 268 - i * 20, 42 - i * 3, -90 + s, 0.3) for i in range(5) for s in (-52, 52)
            ),
            pencil_line,
            1.6,
            0.8,
        )
    else:
        sketch = line(
            "M220 250Q250 196 276 232Q300 190 338 244M214 262L342 262M232 274L320 274", pencil_line, 1.8, 0.8
        ) + path(oval(306, 158, 18), "none", pencil_line, 1.8, 0.8)
    wash = disc(278, 228, 54, 42, c.accent, 0.22)
    notes = line("M66 130L150 130M66 146L170 146M66 162L132 162", pencil_line, 1.6, 0.4) + group(
        line(leaf(90, 274, 80, -60, 0.34) + "M90 274L126 212", pencil_line, 1.6, 0.7)
    )
    pen = group(
        c.drop(rounded(-5, -110, 10, 200, 3), 6, 7, 4, 0.36),
        c.solid(rounded(-5, -110, 10, 190, 2), apart(c.second, SHEET, 0.2), light="round"),
        path("M-5 80L5 80L0 104Z", "#e3c79a") + path("M-1.6 96L1.6 96L0 104Z", "#3a322c"),
        rect(-5, -112, 10, 10, "#c2a25a"),
        turn=move(c.chance.between(100, 130), 250, c.chance.between(56, 74)),
    )
    return c.surface() + group(
        c.drop(board, 8, 12, 9, 0.42),
        path(board, c.main),
        path(board, c.light("flat")),
        path(rounded(46, 94, 154, 212, 3), shade(SHEET, -0.18))
        + path(rounded(200, 94, 154, 212, 3), shade(SHEET, -0.18)),
        c.solid(left, SHEET, notes, light="soft"),
        c.solid(right, SHEET, wash, sketch, light="flat"),
        rings,
        pen,
        turn=rotate(c.chance.between(-7, 6)),
    )
