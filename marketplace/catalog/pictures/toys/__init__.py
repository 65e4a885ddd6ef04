"""Toys: sawn, turned and sewn; painted with milk paint, the wood left to show."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.toys.friends import animal
from marketplace.catalog.pictures.toys.play import kite, rattle, stacker
from marketplace.catalog.pictures.toys.small_world import doll, train
from marketplace.catalog.pictures.toys.table import blocks, puzzle

FORMS: dict[str, Callable[[Canvas], str]] = {
    "animal": animal,
    "train": train,
    "doll": doll,
    "puzzle": puzzle,
    "stacker": stacker,
    "rattle": rattle,
    "kite": kite,
    "blocks": blocks,
}
