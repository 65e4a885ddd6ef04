"""Hung: lanterns and ornaments."""

from __future__ import annotations

from math import cos, radians, sin

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.flora import sprig
from marketplace.catalog.pictures.marks import disc, group, line, path, rotate
from marketplace.catalog.pictures.parcel import paper
from marketplace.catalog.pictures.shapes import at, num, oval, poly, rounded, smooth, star


def paper_lantern(c: Canvas) -> str:
    r, high = c.chance.between(100, 116), c.chance.between(92, 122)
    cy, kind = 212.0, c.variant("globe|moon|iceberg|round", "river|picado|taper", "drum|tube|candle|floor")
    if kind == 0:
        d = oval(200, cy, r, high)
    elif kind == 1:
        d = smooth(
            [
                (166, cy - high),
                (200 - r, cy - high * 0.4),
                (200 - r * 0.9, cy + high * 0.3),
                (164, cy + high),
                (236, cy + high),
                (200 + r * 0.9, cy + high * 0.3),
                (200 + r, cy - high * 0.4),
                (234, cy - high),
            ],
            close=True,
        )
    else:
        d = rounded(200 - r * 0.76, cy - high, r * 1.52, high * 2, 26)
    glow = c.gradient("c", (0, "#ffe9a8", 0.95), (0.5, "#ffe3a0", 0.35), (1, "#ffe3a0", 0))
    lit = c.gradient("c", (0, "#fffbe6", 0.92), (0.5, "#ffedb8", 0.5), (1, c.main, 0.05))
    ribs = "".join(
        path(
            f"M{at(200 - r, cy + t * high - 3)}Q{at(200, cy + t * high + 12)} {at(200 + r, cy + t * high - 3)}",
            "none",
            shade(c.main, -0.35),
            1.8,
            0.5,
        )
        for t in (-0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8)
    )
    second = apart(c.second, c.main, 0.16)
    leaves = (
        group(sprig(150, cy + 84, -62, 170, second, -14, 0.24), o=0.85)
        if c.chance.yes(0.55)
        else path(star(200, cy, 52, 22, 10), second, o=0.55)
    )
    caps = "".join(
        c.solid(rounded(164, yy - 7, 72, 14, 4), shade(second, -0.15), light="round") for yy in (cy - high, cy + high)
    )
    tail = "".join(
        line(f"M{x} {num(cy + high + 8)}L{x} {num(cy + high + 46)}", c.accent, 2.4) for x in range(190, 212, 4)
    ) + disc(200, cy + high + 14, 6, fill=c.accent)
    return (
        c.surface()
        + disc(200, cy, 196, fill=glow)
        + line(f"M200 -4L200 {num(cy - high)}", "#5a4a3c", 2.6)
        + tail
        + c.clip(d, path(d, c.main), leaves, path(d, lit), ribs, path(d, c.light("soft"), o=0.8))
        + caps
    )


def paper_ornament(c: Canvas) -> str:
    kind, second = (
        c.variant("star", "bauble|ball|honeycomb", "crane|swallow|bird", "rosette|fan|garland"),
        apart(c.second, c.main, 0.1),
    )
    cy, n = 212.0, c.chance.pick((8, 10, 12))
    if kind == 0:  # a folded star, each ray with a light and a dark side
        marks, outline = "", star(200, cy, 122, 50, n // 2 + 1)
        k = n // 2 + 1
        for i in range(k):
            a, b = radians(-90 + i * 360 / k), 180 / k
            tip = (200 + cos(a) * 122, cy + sin(a) * 122)
            left, right = ((200 + cos(a + radians(s * b)) * 50, cy + sin(a + radians(s * b)) * 50) for s in (-1, 1))
            marks += path(poly([(200, cy), left, tip]), shade(c.main, 0.22)) + path(
                poly([(200, cy), right, tip]), shade(c.main, -0.25)
            )
        marks += path(star(200, cy, 40, 16, k), second, o=0.8)
    elif kind == 1:  # a honeycomb ball
        outline = oval(200, cy, 108)
        cells = c.pattern(
            30,
            44,
            path(
                "M15 2Q26 13 15 22Q4 13 15 2ZM0 24Q11 35 0 44Q-11 35 0 24ZM30 24Q41 35 30 44Q19 35 30 24Z",
                shade(c.main, -0.35),
            ),
        )
        marks = c.solid(
            outline,
            c.main,
            path(outline, cells),
            "".join(path(oval(200, cy, 108 * t, 108), "none", shade(c.main, 0.35), 2, 0.6) for t in (0.2, 0.5, 0.78)),
            light="ball",
        )
    elif kind == 2:  # a crane
        wing, far = (
            poly([(196, cy + 6), (118, cy - 122), (252, cy - 8)]),
            poly([(204, cy + 4), (290, cy - 112), (250, cy + 2)]),
        )
        body = poly([(150, cy - 4), (252, cy - 10), (226, cy + 44), (184, cy + 44)])
        tail, neck = (
            poly([(186, cy + 36), (78, cy - 34), (172, cy + 2)]),
            poly([(236, cy + 22), (318, cy - 52), (252, cy - 10)]),
        )
        head = poly([(318, cy - 52), (352, cy - 24), (306, cy - 38)])
        outline = body + wing
        marks = (
            path(far, shade(c.main, -0.3))
            + path(tail, shade(c.main, -0.12))
            + path(neck, shade(c.main, -0.05))
            + path(head, shade(c.main, 0.2))
            + path(body, shade(c.main, -0.2))
            + c.solid(wing, shade(c.main, 0.14), path(wing, paper(c, c.main, second)), light="flat")
            + line(f"M196 {num(cy + 6)}L184 {num(cy + 44)}M118 {num(cy - 122)}L214 {num(cy + 2)}", "#2b1d1a", 1.6, 0.3)
        )
    else:  # a rosette of pleats
        outline = oval(200, cy, 112)
        marks = "".join(
            path(
                poly(
                    [
                        (200, cy),
                        (200 + cos(radians(i * 10)) * 112, cy + sin(radians(i * 10)) * 112),
                        (200 + cos(radians(i * 10 + 10)) * 112, cy + sin(radians(i * 10 + 10)) * 112),
                    ]
                ),
                shade((c.main, second)[i // 9 % 2 if c.accent else 0], 0.2 if i % 2 else -0.18),
            )
            for i in range(36)
        )
        marks += c.solid(oval(200, cy, 26), c.accent, light="ball")
    string = line(f"M200 -4L200 {num(cy - (118 if kind == 0 else 106 if kind != 2 else 4))}", "#7a6248", 2.2)
    tassel_ = (
        line(f"M200 {num(cy + 104)}L200 {num(cy + 128)}", "#7a6248", 2.2)
        + disc(200, cy + 134, 7, fill=c.accent)
        + "".join(line(f"M{x} {num(cy + 140)}L{x} {num(cy + 172)}", c.accent, 2) for x in range(194, 208, 3))
        if kind != 2
        else ""
    )
    return (
        c.surface()
        + c.drop(outline, 24, 18, 9, 0.28)
        + string
        + group(tassel_, marks, turn=rotate(c.chance.between(-4, 4), 200, 0))
    )
