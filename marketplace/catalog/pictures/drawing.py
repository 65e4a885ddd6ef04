"""Which function draws which form of which craft."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from marketplace.catalog.pictures import basketry, ceramics, glass, glasswork, jewellery, knitwear, leather, metalwork, paper, parcel, weaving, wood
from marketplace.catalog.pictures.canvas import Canvas

Drawing = Callable[[Canvas], str]

_NAMES = """
candles_soap: soap_bar pillar_candle jar_candle taper shampoo_bar bath_salts wax_melt gift_set
prints: landscape_print bird_print botanical_print city_print abstract_print fish_print moon_print letterpress_print
toys: animal train doll puzzle stacker rattle kite blocks
"""

DRAWINGS: dict[str, Mapping[str, Drawing]] = {
    craft: dict.fromkeys(forms.split(), parcel.parcel)
    for craft, forms in (line.split(": ") for line in _NAMES.strip().splitlines())
}
DRAWINGS["ceramics"] = ceramics.FORMS
DRAWINGS["wood"] = wood.FORMS
DRAWINGS["glass"] = {**glass.FORMS, **glasswork.FORMS}
DRAWINGS["weaving"] = weaving.FORMS
DRAWINGS["knitwear"] = knitwear.FORMS
DRAWINGS["leather"] = leather.FORMS
DRAWINGS["jewellery"] = jewellery.FORMS
DRAWINGS["metalwork"] = metalwork.FORMS
DRAWINGS["basketry"] = basketry.FORMS
DRAWINGS["paper"] = paper.FORMS
