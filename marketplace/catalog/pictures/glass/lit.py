"""What is shallow, lit from inside, or leaded."""

from __future__ import annotations

from math import radians, sin

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.glass.blown import cast, vessel
from marketplace.catalog.pictures.marks import disc, group, line, path, rotate
from marketplace.catalog.pictures.shapes import Profile, around, at, hoop, leaf, oval, poly, smooth, star, turned


def glass_bowl(c: Canvas) -> str:
    r, deep = c.chance.between(118, 136), c.chance.between(92, 122)
    top = 308 - deep
    profile = c.chance.pick(
        (
            [(top, r), (top + deep * 0.4, r * 0.92), (top + deep * 0.8, r * 0.62), (308, r * 0.42)],
            [(top, r * 0.9), (top + deep * 0.45, r * 0.98), (top + deep * 0.85, r * 0.7), (308, r * 0.46)],
            [(top, r * 1.04), (top + deep * 0.3, r * 0.8), (top + deep * 0.7, r * 0.66), (308, r * 0.5)],
        )
    )
    fruit = ""
    if c.chance.yes(0.45):
        skin = c.chance.pick(("#d9903f", "#c9583f", "#b9b54a", "#e0b64a"))
        fruit = "".join(
            c.solid(oval(x, y, 33, 31), shade(skin, t), light="ball")
            for x, y, t in ((150, top + 14, 0), (246, top + 12, -0.08), (200, top + 26, 0.08), (196, top - 12, 0.04))
        )
    return (
        c.table()
        + cast(c, 200, 309, r * 0.66)
        + vessel(c, profile, within=fruit, lip=c.second if c.chance.yes() else "")
    )


def lampshade(c: Canvas) -> str:
    top, low = 128.0, c.chance.between(252, 274)
    r = c.chance.between(100, 116)
    profile: Profile = c.chance.pick(
        (
            [(top, 22), (top + 26, 52), (low - 40, r * 0.92), (low, r)],
            [(top, 22), (top + 20, 74), (top + 70, r), (low, r * 0.82)],
            [(top, 24), (top + 60, 40), (low - 30, r * 0.8), (low, r * 1.08)],
            [(top, 40), (top + 12, 74), (low - 14, 78), (low, 76)],
        )
    )
    d = turned(200, profile, base=0.2)
    glow = c.gradient("c", (0, "#fff3cf", 1), (0.4, "#ffe7a8", 0.6), (1, "#ffe7a8", 0))
    lit = c.gradient("c", (0, "#fff6dc", 0.95), (0.6, shade(c.main, 0.4), 0.35), (1, c.main, 0))
    second = apart(c.second, c.main, 0.12)
    bands = "".join(
        line(hoop(200, y, rr), second, w, 0.75) for (y, rr), w in zip(profile[1:], (2.5, 4, 7), strict=False)
    )
    ribs = (
        "".join(
            f"M{at(200 + 24 * sin(radians(a)), top)}L{at(200 + r * sin(radians(a)), low + 12)}"
            for a in range(-72, 73, 24)
        )
        if c.chance.yes()
        else ""
    )
    y, rr = profile[-1]
    return (
        c.surface()
        + disc(200, 240, 190, 170, glow, 0.85)
        + line("M200 -4L200 108", "#3a322c", 3.4)
        + c.solid(turned(200, [(100, 9), (106, 15), (130, 17)]), "#b08a4a", light="metal")
        + disc(200, y, rr, rr * 0.2, shade(c.main, 0.5))
        + disc(200, y + 2, rr * 0.55, rr * 0.1, "#fffbe8")
        + c.clip(
            d,
            path(d, c.main, o=0.9),
            disc(200, y - 50, rr * 1.05, (y - top) * 0.75, lit),
            bands,
            path(ribs, "none", "#fffaf0", 2, 0.4),
            path(d, c.light("soft"), o=0.8),
        )
        + line(hoop(200, y, rr, 0.2), shade(c.main, 0.6), 3)
        + line(smooth([(200 - rr * 0.66, y - 20), (200 - rr * 0.62, y - 52), (160, top + 36)]), "#ffffff", 6, 0.5)
    )


def suncatcher(c: Canvas) -> str:
    """Leaded pieces around a middle, with their colours thrown on the wall beside."""
    tones = (c.main, apart(c.second, c.main, 0.1), c.accent, shade(c.main, 0.35), shade(c.second, 0.3))
    r, n = 104.0, c.chance.pick((8, 10, 12))
    kind = c.chance.whole(0, 2)
    pieces: list[tuple[str, str]] = []
    ring, middle = (
        around(200, 212, r, r, n, -90),
        around(200, 212, r * 0.5, r * 0.5, n, -90 + (180 / n if kind == 1 else 0)),
    )
    if kind == 2:
        pieces = [(leaf(200, 212, r, i * 360 / n - 90, 0.36), tones[i % 3]) for i in range(n)]
        rim = oval(200, 212, r * 1.02)
        pieces.insert(0, (rim, mix(c.main, "#fffdf5", 0.7)))
    else:
        for i in range(n):
            j = (i + 1) % n
            if kind == 0:
                pieces.append((poly([ring[i], ring[j], middle[j], middle[i]]), tones[i % 2 * 3]))
                pieces.append((poly([middle[i], middle[j], (200, 212)]), tones[1 + i % 2]))
            else:
                pieces.append((poly([ring[i], ring[j], middle[i]]), tones[i % 2]))
                pieces.append((poly([ring[j], middle[i], middle[j]]), tones[2 + i % 2]))
                pieces.append((poly([middle[i], middle[j], (200, 212)]), tones[4]))
    glass = "".join(path(d, t, "#4a4640", 4.4) for d, t in pieces)
    thrown = "".join(path(d, t) for d, t in pieces)
    drops = "".join(
        line(f"M{at(x, y)}L{at(x, y + 26)}", "#6a645a", 2) + c.solid(leaf(x, y + 20, 40, 90, 0.5), t, light="sheen")
        for x, y, t in ((200, 318, c.accent), (160, 308, c.second), (240, 308, c.main))
    )
    heart = path(star(200, 212, 26, 18, 8), c.accent, "#4a4640", 4)
    whole = oval(200, 212, r)
    return (
        c.surface()
        + group(thrown, turn="translate(84 64)rotate(8 200 212)scale(1 1.06)", o=0.32, extra=c.blur(5))
        + line("M200 -4L156 122M200 -4L244 122", "#6a645a", 2)
        + drops
        + glass
        + heart
        + c.clip(whole, path(whole, c.light("sheen"), o=0.55))
        + path(oval(200, 212, r + 1), "none", "#4a4640", 3 if kind < 2 else 6)
        + group(line("M140 160L176 132M146 178L160 167", "#ffffff", 5, 0.6), turn=rotate(n - 10))
    )
