"""Folded: cards, letters, boxes."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.marks import disc, group, line, move, path, rotate
from marketplace.catalog.pictures.paper.sheets import SHEET, cover, deckled, motif, sealed_envelope
from marketplace.catalog.pictures.parcel import paper
from marketplace.catalog.pictures.shapes import at, oval, points, poly, rounded, smooth


def card(c: Canvas) -> str:
    x, y, w, h = 112.0, 74.0, 168.0, 226.0
    envelope = group(
        sealed_envelope(c, 92, 176, 232, 152, mix(c.main, SHEET, 0.25), False), turn=rotate(c.chance.between(8, 18))
    )
    d = deckled(c, x, y, w, h, 1.6) if c.chance.yes() else poly([(x, y), (x + w, y), (x + w, y + h), (x, y + h)])
    inset = (
        path(rounded(x + 14, y + 14, w - 28, h - 28, 2), "none", apart(c.second, SHEET, 0.2), 2.4, 0.8)
        if c.chance.yes()
        else ""
    )
    words = line(f"M{at(x + 54, y + h - 38)}q8 -8 14 0t14 0t14 0t14 0", shade(SHEET, -0.55), 2.2, 0.8)
    back = group(
        path(
            poly([(x + 4, y + 3), (x + w + 7, y + 5), (x + w + 7, y + h + 4), (x + 6, y + h + 4)]), shade(SHEET, -0.12)
        )
    )
    return (
        c.surface()
        + envelope
        + group(
            c.drop(d, 8, 12, 8, 0.4),
            back,
            c.solid(d, SHEET, inset, motif(c, x + w / 2, y + h * 0.42, 56), words, light="flat"),
            turn=rotate(c.chance.between(-12, -3)),
        )
    )


def paper_box(c: Canvas) -> str:
    """A lidded box: square, or drum-shaped with the lid beside it."""
    w, h = c.chance.between(196, 222), c.chance.between(92, 116)
    lid, x, y = c.chance.between(40, 48), 196 - c.chance.between(0, 6) - w / 2, 306 - h
    face, side = (
        poly([(x, y), (x + w, y), (x + w, 306), (x, 306)]),
        poly([(x + w, y), (x + w + 36, y - 34), (x + w + 36, 274), (x + w, 306)]),
    )
    edge = poly([(x - 5, y - lid + 10), (x + w + 5, y - lid + 10), (x + w + 5, y + 10), (x - 5, y + 10)])
    right, top = (
        poly([(x + w + 5, y - lid + 10), (x + w + 43, y - lid - 26), (x + w + 43, y - 26), (x + w + 5, y + 10)]),
        poly([(x - 5, y - lid + 10), (x + 32, y - lid - 26), (x + w + 43, y - lid - 26), (x + w + 5, y - lid + 10)]),
    )
    second, plain = apart(c.second, c.main, 0.12), c.chance.yes()
    deco = cover(c, face)
    band = line(f"M{at(x + w * 0.36, 306)}L{at(x + w * 0.36, y + 10)}", shade(c.accent, -0.15), 13) + line(
        f"M{at(x + w * 0.36, y + 10)}L{at(x + w * 0.36, y - lid + 10)}L{at(x + w * 0.36 + 38, y - lid - 26)}",
        c.accent,
        13,
    )
    bx, by = x + w * 0.36 + 18, y - lid - 8
    loops = "".join(
        c.solid(
            smooth([(bx, by), (bx + s * 26, by - 32), (bx + s * 56, by - 24), (bx + s * 48, by - 2)], close=True),
            c.accent,
            light="flat",
        )
        for s in (-1, 1)
    ) + disc(bx, by - 3, 10, 8, shade(c.accent, -0.15))
    return (
        c.table(280)
        + c.shadow(214, 305, w * 0.56, 15)
        + c.solid(side, shade(c.main, -0.36), light="fall")
        + c.solid(face, c.main, "" if plain else deco, light="soft")
        + c.solid(right, shade(second, -0.32), light="fall")
        + c.solid(top, shade(second, 0.2), light="flat")
        + c.solid(edge, second, path(edge, paper(c, second, c.main)) if plain else "", light="soft")
        + line(f"M{at(x - 5, y + 11)}L{at(x + w + 5, y + 11)}", "#2b1d1a", 4, 0.3)
        + (
            band + loops
            if c.chance.yes(0.6)
            else c.solid(oval(x + w / 2, y - lid / 2 + 10, 12), c.accent, light="ball")
        )
    )


def stationery(c: Canvas) -> str:
    sheets = "".join(
        group(c.drop(d := deckled(c, 112, 58, 176, 236), 5, 7, 5, 0.26), path(d, shade(SHEET, t)), turn=rotate(a))
        for a, t in ((c.chance.between(5, 10), -0.1), (c.chance.between(-3, 2), 0.02))
    )
    head = motif(c, 200, 100, 22)
    rules = line("M140 148L260 148M140 166L254 166M140 184L262 184", shade(SHEET, -0.4), 1.4, 0.5)
    envelope = group(sealed_envelope(c, 66, 202, 214, 138, c.main, True), turn=rotate(c.chance.between(-12, -5)))
    pen = group(
        c.drop(rounded(-5, -96, 10, 172, 5), 6, 8, 4, 0.34),
        c.solid(
            smooth(points("-3,-100 4,-98 7,0 6,60 -6,60 -7,0"), close=True),
            apart(c.second, c.ground, 0.2),
            light="round",
        ),
        c.solid(poly(points("-6,60 6,60 4,72 0,100 -4,72")), "#c2a25a", light="round"),
        line("M0 76L0 96", "#5a4420", 1.2),
        turn=move(318, 226, c.chance.between(8, 24)),
    )
    return c.surface() + sheets + head + rules + envelope + pen
