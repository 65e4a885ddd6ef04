"""Metalwork: forged, cast and beaten; scale and hammer marks left where the smith left them."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.metalwork.hearth import fire_poker, knife, pan, trivet
from marketplace.catalog.pictures.metalwork.house import bell, bottle_opener, hook, lantern

FORMS: dict[str, Callable[[Canvas], str]] = {
    "knife": knife,
    "hook": hook,
    "trivet": trivet,
    "lantern": lantern,
    "bottle_opener": bottle_opener,
    "fire_poker": fire_poker,
    "bell": bell,
    "pan": pan,
}
