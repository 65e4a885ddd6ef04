"""For wall, door and table."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, shade
from marketplace.catalog.pictures.flame import flame
from marketplace.catalog.pictures.marks import disc, group, line, move, path, rect
from marketplace.catalog.pictures.metalwork.anvil import bar, forged
from marketplace.catalog.pictures.shapes import around, bounds, hoop, num, oval, points, poly, rounded, smooth, turned
from marketplace.catalog.pictures.textures import grain, hammered


def hook(c: Canvas) -> str:
    kind = c.chance.whole(0, 2)
    plank = rounded(40, 128, 320, 72, 6)
    wood = c.chance.pick(("#b98a58", "#8a5f3c", "#cfa97a"))

    def one(x: float, y: float, size: float) -> str:
        plate = {
            0: smooth(points("0,-62 17,-44 15,0 20,34 0,52 -20,34 -15,0 -17,-44"), close=True),
            1: rounded(-17, -56, 34, 104, 6),
            2: oval(0, -6, 30, 48),
        }[kind]
        curve = (
            "M0 16C0 66 2 96 26 98C50 98 54 74 50 58"
            if kind != 1
            else "M0 14C0 60 -2 92 24 96C46 98 58 80 52 58C48 48 38 52 40 62"
        )
        upper = (
            bar("M0 -20C18 -26 34 -36 36 -56", c.main, 11) + c.solid(oval(37, -60, 9), c.main, light="ball")
            if kind == 2
            else ""
        )
        screws = "".join(
            disc(0, py, 5, fill=shade(c.main, -0.5)) + line(f"M-3 {py}L3 {py}", shade(c.main, 0.4), 1.6)
            for py in (-38, 34)
        )
        knob = c.solid(oval(50, 56, 9), c.main, light="ball") if kind != 1 else ""
        return group(
            group(line(curve, "#2b1d1a", 14, 0.3), turn="translate(14 10)", extra=c.blur(5)),
            c.drop(plate, 5, 8, 5, 0.4),
            forged(c, plate, c.main, 14),
            screws,
            upper,
            bar(curve, c.main, 15),
            knob,
            turn=move(x, y, 0, size),
        )

    if c.chance.yes(0.55):
        rail = c.drop(plank, 8, 12, 8, 0.4) + c.solid(
            plank, wood, grain(c, bounds(plank), shade(wood, -0.4), 12), light="flat"
        )
        return c.surface() + rail + "".join(one(x, 168, 0.98) for x in (96, 192, 288))
    return c.surface() + one(176, 184, 1.75)


def lantern(c: Canvas) -> str:
    w, top, low = c.chance.between(58, 68), 128.0, 292.0
    frame, glassy = c.main, c.gradient("y", (0, "#fff3cf", 0.25), (0.6, "#ffdf94", 0.55), (1, "#fff3cf", 0.3))
    roof = (
        poly([(200 - 22, top - 44), (200 + 22, top - 44), (200 + w + 14, top), (200 - w - 14, top)])
        if c.chance.yes()
        else smooth(
            [
                (200 - 18, top - 46),
                (200, top - 52),
                (200 + 18, top - 46),
                (200 + w * 0.6, top - 28),
                (200 + w + 14, top),
                (200, top + 5),
                (200 - w - 14, top),
                (200 - w * 0.6, top - 28),
            ],
            close=True,
        )
    )
    cage = rect(200 - w, top, 2 * w, low - top, glassy)
    candle = (
        c.solid(poly([(178, 224), (222, 224), (224, low), (176, low)]), "#f3e9d4")
        + disc(200, 224, 22, 5, "#fffaf0")
        + line("M200 224L200 214", "#3a2a20", 2.4)
        + flame(c, 200, 212, 0.95)
    )
    posts = "".join(bar(f"M{num(x)} {num(top)}L{num(x)} {num(low)}", frame, 8) for x in (200 - w, 200 + w))
    kind = c.chance.whole(0, 2)
    if kind == 0:
        lattice = bar(f"M{num(200 - w)} {num(top + 54)}L{num(200 + w)} {num(top + 54)}", frame, 5) + bar(
            f"M200 {num(top)}L200 {num(low)}", frame, 4
        )
    elif kind == 1:
        lattice = bar(f"M{num(200 - w)} {num(top + 40)}Q200 {num(top - 20)} {num(200 + w)} {num(top + 40)}", frame, 5)
    else:
        lattice = bar(
            (
                f"M{num(200 - w)} {num(low - 60)}L200 {num(low)}L{num(200 + w)} {num(low - 60)}"
                f"M{num(200 - w)} {num(top + 60)}L200 {num(top)}L{num(200 + w)} {num(top + 60)}"
            ),
            frame,
            4,
        )
    base = rounded(200 - w - 14, low, 2 * w + 28, 18, 4)
    ring = line(oval(200, top - 82, 26, 28), shade(frame, -0.4), 7) + line(oval(200, top - 82, 26, 28), frame, 4)
    pool = disc(200, 318, 170, 44, c.gradient("c", (0, "#ffe9a8", 0.8), (1, "#ffe9a8", 0)))
    return (
        c.table()
        + c.shadow(204, low + 16, w + 26, 13)
        + pool
        + ring
        + cage
        + candle
        + line(f"M{num(200 - w + 12)} {num(top + 14)}L{num(200 - w + 12)} {num(low - 50)}", "#ffffff", 5, 0.5)
        + lattice
        + posts
        + forged(c, roof, frame, 14)
        + c.solid(rounded(184, top - 58, 32, 16, 4), shade(frame, -0.1), light="metal")
        + forged(c, base, frame, 10, "soft")
    )


def bottle_opener(c: Canvas) -> str:
    kind, tone = c.chance.whole(0, 2), c.main
    if kind == 0:
        d = smooth(
            points("0,-132 42,-110 48,-62 24,-26 13,20 15,100 10,140 -10,140 -15,100 -13,20 -24,-26 -48,-62 -42,-110"),
            close=True,
        )
        hole = smooth(points("0,-106 25,-92 26,-64 12,-54 0,-62 -12,-54 -26,-64 -25,-92"), close=True)
    elif kind == 1:
        d = "M-26 -130L26 -130Q34 -130 34 -122L30 110Q28 138 0 138Q-28 138 -30 110L-34 -122Q-34 -130 -26 -130Z"
        hole = smooth(points("-20,-104 20,-104 22,-74 10,-62 0,-70 -10,-62 -22,-74"), close=True)
    else:
        d = (
            "M-40 -96C-40 -146 40 -146 40 -96C40 -60 18 -44 14 -20L14 84"
            "C22 96 26 106 26 116C26 134 14 144 0 144C-14 144 -26 134 -26 116"
            "C-26 106 -22 96 -14 84L-14 -20C-18 -44 -40 -60 -40 -96Z"
        )
        hole = smooth(points("0,-116 23,-104 22,-78 11,-68 0,-76 -11,-68 -22,-78 -23,-104"), close=True) + oval(
            0, 116, 10
        )
    wrap = ""
    if c.chance.yes(0.45) and kind != 2:
        grip = "M-15 26L15 26L16 118L-16 118Z" if kind == 0 else "M-33 0L33 0L30 112L-30 112Z"
        wrap = c.solid(
            grip,
            apart(c.second, tone, 0.15),
            "".join(line(f"M-36 {y}L36 {y - 12}", "#2b1d1a", 2.4, 0.35) for y in range(8, 134, 9)),
            light="round",
        )
    body = f'<path d="{d}{hole}" fill-rule="evenodd"'
    ident = c.define(f'<mask id="ID"><path d="{d}" fill="#fff"/><path d="{hole}" fill="#000"/></mask>')
    cap = around(0, 0, 24, 24, 36)
    crown = poly([(x * (1 if i % 2 else 0.9), y * (1 if i % 2 else 0.9)) for i, (x, y) in enumerate(cap)])
    caps = "".join(
        group(
            c.drop(crown, 3, 5, 3, 0.35),
            path(crown, t),
            disc(0, 0, 17, fill=shade(t, 0.2)),
            path(crown, c.light("flat")),
            turn=move(x, y),
        )
        for x, y, t in ((300, 290, "#b5563a"), (100, 116, "#c2a25a"))[: c.chance.whole(0, 2)]
    )
    shadow = f'<g transform="translate(8 11)" opacity=".4"{c.blur(6)}>{body}/></g>'
    return (
        c.surface()
        + caps
        + group(
            shadow,
            group(forged(c, d, tone, 34), wrap, extra=f' mask="url(#{ident})"'),
            path(hole, "none", shade(tone, -0.55), 3, 0.7),
            turn=move(200, 200, c.chance.between(-36, 36), 1.08),
        )
    )


def bell(c: Canvas) -> str:
    hand = c.variant("hand|supper|school", "door|sheep|goat|temple|cord") == 0
    profile = points("140,26 156,52 200,66 250,82 282,108 296,112")
    y = 296.0
    bands = "".join(
        path(hoop(200, yy, r), "none", shade(c.main, -0.4), w, 0.5)
        + path(hoop(200, yy + 3, r), "none", shade(c.main, 0.6), 1.6, 0.6)
        for yy, r, w in ((176, 59, 3), (262, 90, 4), (272, 99, 3))
    )
    art = hammered(c, (90, 140, 310, 320), 40, 10) if c.chance.yes(0.6) else ""
    body = turned(200, profile, top=0.05, base=0.2)
    metal = c.solid(body, c.main, art, bands, light="metal")
    mouth = line(hoop(200, y, 112, 0.2), shade(c.main, 0.5), 4, 0.8)
    if hand:
        handle = c.solid(
            turned(200, points("34,12 44,19 70,15 96,20 122,13 138,20"), top=0.1),
            apart(c.second, c.main, 0.12),
            light="round",
        )
        return c.table() + c.shadow(202, 314, 112, 16) + handle + metal + mouth
    rope = (
        line("M200 -4L200 92", "#2b1d1a", 9, 0.3)
        + line("M200 -4L200 92", "#b9976a", 7)
        + line("M200 -4L200 92", "#7a5f3c", 6, 0.6, dash="1 8")
    )
    ring = bar(oval(200, 114, 17, 22), c.main, 10)
    clapper = line("M200 290L200 330", shade(c.main, -0.4), 6) + c.solid(
        oval(200, 334, 15), shade(c.main, -0.25), light="ball"
    )
    return c.surface() + group(
        c.drop(body, 26, 18, 11, 0.3),
        rope,
        ring,
        disc(200, y, 110, 24, shade(c.main, -0.6)),
        clapper,
        metal,
        mouth,
        turn=f"rotate({num(c.chance.between(-6, 6))} 200 0)translate(0 -12)",
    )
