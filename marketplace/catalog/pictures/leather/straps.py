"""Belts, fobs and sandals."""

from __future__ import annotations

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import apart, mix, shade
from marketplace.catalog.pictures.leather.hide import BRASS, brass_buckle, hide, thread_colour, tooled_sign
from marketplace.catalog.pictures.marks import disc, group, line, move, path
from marketplace.catalog.pictures.shapes import num, oval, points, poly, rounded, smooth
from marketplace.catalog.pictures.textures import stitches


def belt(c: Canvas) -> str:
    """Rolled up, its buckle to the front."""
    w, wraps = c.chance.between(46, 54), 4
    coil = "".join(oval(188 - i * 2, 152, 104 - i * 20, 30 - i * 6) for i in range(wraps))
    top, low = 152, 152 + w + 60
    wall = f"M84 {top}C84 {top + 42} 292 {top + 42} 292 {top}L292 {low}C292 {low + 42} 84 {low + 42} 84 {low}Z"
    hole = oval(188, 152, 104, 31)
    seam = (
        f"M85 {top + 12}C85 {top + 52} 291 {top + 52} 291 {top + 12}M85 {low - 11}"
        f"C85 {low + 30} 291 {low + 30} 291 {low - 11}"
    )
    tail = (
        f"M206 {top + 30}C256 {top + 28} 292 {top + 16} 320 {top + 6}"
        f"L334 {top + 22}L334 {low - 4}L320 {low + 14}C292 {low + 22} 256 {low + 30} 206 {low + 30}Z"
    )
    tooled = (
        "".join(
            group(tooled_sign(c, 0, 0, 9), turn=move(104 + i * 30, top + 62 + (14, 24, 27, 22)[i])) for i in range(4)
        )
        if c.chance.yes(0.4)
        else ""
    )
    holes = "".join(disc(312 - i * 22, top + 60 + i * 5, 4, 5, shade(c.main, -0.65)) for i in range(3))
    metal = BRASS if c.chance.yes(0.65) else "#b9bcc0"
    frame = rounded(150, top + 18, 74, w + 54, 12)
    buckle = (
        path(frame, "none", shade(metal, -0.5), 13, turn="translate(2 3)")
        + path(frame, "none", metal, 11)
        + path(frame, "none", shade(metal, 0.6), 3, 0.8)
        + line(f"M156 {top + 72}L232 {top + 70}", shade(metal, -0.3), 8)
        + line(f"M156 {top + 70}L230 {top + 68}", shade(metal, 0.3), 4)
    )
    return (
        c.table()
        + c.shadow(196, low + 26, 122, 18)
        + path(hole, shade(c.main, -0.55))
        + path(coil, "none", shade(c.main, -0.2), 8)
        + path(coil, "none", shade(c.main, 0.3), 2, 0.6)
        + hide(c, wall, c.main, light="round")
        + tooled
        + stitches(seam, thread_colour(c))
        + c.drop(tail, 2, 4, 4, 0.3)
        + hide(
            c,
            tail,
            shade(c.main, 0.05),
            light="flat",
            seam=(
                f"M214 {top + 40}C256 {top + 38} 292 {top + 28} 318 {top + 17}"
                f"M214 {low + 20}C256 {low + 18} 292 {low + 12} 318 {low + 3}"
            ),
        )
        + holes
        + buckle
    )


def key_fob(c: Canvas) -> str:
    kind, lean = c.chance.whole(0, 2), c.chance.between(-20, 16)
    if kind == 0:
        d = smooth(points("-15,-40 15,-40 26,10 34,80 28,128 0,142 -28,128 -34,80 -26,10"), close=True)
        seam = smooth(points("-16,-14 -25,76 -20,122 0,132 20,122 25,76 16,-14"))
    elif kind == 1:
        d, seam = rounded(-21, -42, 42, 178, 10), "M-14 -18L-14 128L14 128L14 -18"
    else:
        d = "M-14 -42L14 -42L16 14C58 22 62 126 0 132C-62 126 -58 22 -16 14Z"
        seam = smooth(points("-8,-20 -10,22 -36,50 -34,98 0,122 34,98 36,50 10,22 8,-20"))
    ring = (
        path(oval(0, -76, 42), "none", "#6b5426", 9, turn="translate(2 3)")
        + path(oval(0, -76, 42), "none", BRASS, 7)
        + path(oval(0, -76, 42), "none", shade(BRASS, 0.6), 2, 0.8)
    )

    def key(angle: float, tone: str, long: float) -> str:
        bow = oval(0, 22, 21, 19) + oval(0, 18, 9, 8)
        blade = poly(
            [
                (-5, 38),
                (5, 38),
                (5, long),
                (16, long),
                (16, long - 10),
                (5, long - 10),
                (5, long - 18),
                (13, long - 18),
                (13, long - 26),
                (5, long - 26),
                (5, 40),
                (5, long + 6),
                (-5, long + 6),
            ]
        )
        shape = f'<path d="{bow}{blade}" fill="{tone}" fill-rule="evenodd"/>'
        return group(
            c.drop(blade, 4, 6, 3, 0.3),
            shape,
            line(f"M-2 42L-2 {num(long)}", shade(tone, 0.6), 1.6, 0.7),
            turn=f"translate(0 -80)rotate({num(angle)})translate(0 24)",
        )

    keys = key(c.chance.between(48, 62), "#a9acb0", 118) + key(c.chance.between(84, 104), "#b8954e", 104)
    return c.surface() + group(
        keys,
        c.drop(d, 7, 10, 6, 0.42),
        path(d, shade(c.main, -0.5), turn="translate(2 4)"),
        ring,
        hide(c, d, c.main, seam=seam),
        c.solid(oval(0, -22, 8), BRASS, light="ball"),
        tooled_sign(c, 0, 76, 12),
        turn=move(166, 190, lean, 1.12),
    )


def sandals(c: Canvas) -> str:
    sole = smooth(
        points("206,58 246,72 262,122 252,188 240,240 242,300 222,336 194,340 170,320 166,268 164,210 152,142 164,84"),
        close=True,
    )
    foot = mix(c.main, "#d9b68a", 0.45)
    kind, second = (
        c.variant("slide|court|babouche", "cross|pilgrim|wedding", "thong|toe|river|chappal"),
        apart(c.second, foot, 0.12),
    )
    top = c.main if kind != 1 else second

    def strap(d: str, w: float) -> str:
        return (
            group(line(d, "#2b1d1a", w, 0.28), turn="translate(3 6)", extra=c.blur(3))
            + line(d, shade(top, -0.45), w + 2)
            + line(d, top, w)
            + line(d, shade(top, 0.4), w * 0.16, 0.5)
            + stitches(d, thread_colour(c), 1.6)
        )

    if kind == 0:
        marks = (
            strap("M150 146C186 116 226 112 260 128", 30)
            + strap("M156 196C188 172 222 170 252 190", 26)
            + strap("M168 296C190 262 222 262 240 294", 15)
        )
    elif kind == 1:
        marks = (
            strap("M150 140C190 164 228 166 250 196", 24)
            + strap("M262 124C226 150 182 162 160 198", 24)
            + strap("M168 290C190 256 224 256 241 288", 15)
        )
    else:
        marks = (
            strap("M200 100L204 150", 11)
            + strap("M154 206C168 176 190 152 204 148C222 152 240 172 250 196", 17)
            + strap("M166 284C188 262 224 262 240 284", 13)
        )
    buckle = brass_buckle(c, 238, 284, 16, 18)
    one = (
        path(sole, shade(c.main, -0.62), turn="translate(3 7)")
        + hide(c, sole, foot, c.solid(oval(204, 296, 26, 34), shade(foot, -0.12), light="hollow"), seam="")
        + path(
            smooth(
                points(
                    "206,68 239,80 253,122 243,188 231,240 233,298 217,328 195,331 178,316 "
                    "175,268 173,210 161,142 172,90"
                ),
                close=True,
            ),
            "none",
            thread_colour(c),
            1.8,
            0.8,
            dash="5 4",
        )
        + c.clip("M140 50L274 50L274 350L140 350Z", marks)
        + buckle
    )
    shift, lean = c.chance.between(64, 72), c.chance.between(-3, 8)
    return c.surface() + "".join(
        group(c.drop(sole, dx, 13, 8, 0.36), one, turn=t)
        for dx, t in (
            (7, f"translate({num(-shift)} 0)rotate({num(-lean)} 200 200)"),
            (-3, f"translate({num(400 + shift)} 0)scale(-1 1)rotate({num(-lean)} 200 200)"),
        )
    )
