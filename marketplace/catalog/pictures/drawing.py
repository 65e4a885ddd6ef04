"""Which function draws which form of which craft."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from marketplace.catalog.pictures import (
    basketry,
    candles_soap,
    ceramics,
    glass,
    jewellery,
    knitwear,
    leather,
    metalwork,
    paper,
    prints,
    toys,
    weaving,
    wood,
)
from marketplace.catalog.pictures.canvas import Canvas

DRAWINGS: Mapping[str, Mapping[str, Callable[[Canvas], str]]] = {
    "ceramics": ceramics.FORMS,
    "wood": wood.FORMS,
    "weaving": weaving.FORMS,
    "knitwear": knitwear.FORMS,
    "leather": leather.FORMS,
    "jewellery": jewellery.FORMS,
    "glass": glass.FORMS,
    "metalwork": metalwork.FORMS,
    "basketry": basketry.FORMS,
    "paper": paper.FORMS,
    "candles_soap": candles_soap.FORMS,
    "prints": prints.FORMS,
    "toys": toys.FORMS,
}
