"""Weaving: what comes off the loom, hung, folded or laid down."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.weaving.flat import rug, table_runner, tea_towel, wall_hanging
from marketplace.catalog.pictures.weaving.soft import cushion, scarf, throw, tote

FORMS: dict[str, Callable[[Canvas], str]] = {
    "scarf": scarf,
    "throw": throw,
    "rug": rug,
    "cushion": cushion,
    "table_runner": table_runner,
    "tea_towel": tea_towel,
    "tote": tote,
    "wall_hanging": wall_hanging,
}
