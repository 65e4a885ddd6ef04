"""Wood: planks and their figure, things turned on the lathe, things carved and joined."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.wood.boards import cutting_board, rolling_pin
from marketplace.catalog.pictures.wood.carved import spoon, wooden_bowl
from marketplace.catalog.pictures.wood.house import box, candlestick, mirror, stool

FORMS: dict[str, Callable[[Canvas], str]] = {
    "cutting_board": cutting_board,
    "wooden_bowl": wooden_bowl,
    "spoon": spoon,
    "box": box,
    "candlestick": candlestick,
    "stool": stool,
    "mirror": mirror,
    "rolling_pin": rolling_pin,
}
