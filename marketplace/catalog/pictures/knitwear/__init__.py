"""Knitwear: stocking stitch, ribbing, cables, and bands of coloured stitches."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.knitwear.warm import knitted_blanket, mittens, slippers, socks
from marketplace.catalog.pictures.knitwear.worn import cowl, hat, shawl, sweater

FORMS: dict[str, Callable[[Canvas], str]] = {
    "sweater": sweater,
    "hat": hat,
    "mittens": mittens,
    "socks": socks,
    "shawl": shawl,
    "cowl": cowl,
    "knitted_blanket": knitted_blanket,
    "slippers": slippers,
}
