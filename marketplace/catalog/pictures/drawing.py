"""Which function draws which form of which craft."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from marketplace.catalog.pictures import basketry, candles_soap, ceramics, glass, glasswork, jewellery, knitwear, leather, metalwork, paper, parcel, printroom, prints, playroom, weaving, wood
from marketplace.catalog.pictures.canvas import Canvas

Drawing = Callable[[Canvas], str]

_NAMES = """
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
DRAWINGS["candles_soap"] = candles_soap.FORMS
DRAWINGS["prints"] = {**prints.FORMS, **printroom.FORMS}
DRAWINGS["toys"] = playroom.FORMS
