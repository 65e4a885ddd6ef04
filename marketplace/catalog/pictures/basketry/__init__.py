"""Basketry: willow, rush and straw, woven round stakes and braided at the rim."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.basketry.baskets import (
    backpack_basket,
    laundry_basket,
    market_basket,
    round_basket,
)
from marketplace.catalog.pictures.basketry.bread import bread_basket
from marketplace.catalog.pictures.basketry.other import straw_hat, tray, woven_lamp
from marketplace.catalog.pictures.canvas import Canvas

FORMS: dict[str, Callable[[Canvas], str]] = {
    "round_basket": round_basket,
    "market_basket": market_basket,
    "tray": tray,
    "woven_lamp": woven_lamp,
    "straw_hat": straw_hat,
    "laundry_basket": laundry_basket,
    "bread_basket": bread_basket,
    "backpack_basket": backpack_basket,
}
