"""Jewellery: metal bent, hammered and set with stones, shown larger than life."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.jewellery.ears import earrings
from marketplace.catalog.pictures.jewellery.pinned import brooch, cufflinks, hair_pin, pendant
from marketplace.catalog.pictures.jewellery.worn import bracelet, necklace, ring

FORMS: dict[str, Callable[[Canvas], str]] = {
    "ring": ring,
    "earrings": earrings,
    "necklace": necklace,
    "bracelet": bracelet,
    "brooch": brooch,
    "pendant": pendant,
    "cufflinks": cufflinks,
    "hair_pin": hair_pin,
}
