"""Glass: blown, cut and leaded. Light passes through it and lies coloured on the table."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.glass.blown import glass_vase, pitcher, tumbler
from marketplace.catalog.pictures.glass.lit import glass_bowl, lampshade, suncatcher
from marketplace.catalog.pictures.glass.solid import ornament, paperweight

FORMS: dict[str, Callable[[Canvas], str]] = {
    "tumbler": tumbler,
    "glass_vase": glass_vase,
    "pitcher": pitcher,
    "paperweight": paperweight,
    "ornament": ornament,
    "glass_bowl": glass_bowl,
    "lampshade": lampshade,
    "suncatcher": suncatcher,
}
