"""Ceramics: thrown and slab-built pots, their glazes and what is painted or cut into them."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.ceramics.pots import jar, planter, vase
from marketplace.catalog.pictures.ceramics.tableware import bowl, mug, plate, teapot
from marketplace.catalog.pictures.ceramics.tiles import tile

FORMS: dict[str, Callable[[Canvas], str]] = {
    "bowl": bowl,
    "mug": mug,
    "vase": vase,
    "plate": plate,
    "teapot": teapot,
    "jar": jar,
    "planter": planter,
    "tile": tile,
}
