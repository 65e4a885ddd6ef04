"""Candles and soap: poured, dipped, cut from the slab; wax that glows from within and swirls that show at the cut."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.candles_soap.bath import bath_salts, gift_set, wax_melt
from marketplace.catalog.pictures.candles_soap.candles import jar_candle, pillar_candle, taper
from marketplace.catalog.pictures.candles_soap.soap import shampoo_bar, soap_bar
from marketplace.catalog.pictures.canvas import Canvas

FORMS: dict[str, Callable[[Canvas], str]] = {
    "soap_bar": soap_bar,
    "pillar_candle": pillar_candle,
    "jar_candle": jar_candle,
    "taper": taper,
    "shampoo_bar": shampoo_bar,
    "bath_salts": bath_salts,
    "wax_melt": wax_melt,
    "gift_set": gift_set,
}
