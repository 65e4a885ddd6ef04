"""Leather: cut, folded and saddle-stitched, with brass where it closes."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.leather.bags import handbag, satchel, wallet
from marketplace.catalog.pictures.leather.desk import notebook_cover, tool_roll
from marketplace.catalog.pictures.leather.straps import belt, key_fob, sandals

FORMS: dict[str, Callable[[Canvas], str]] = {
    "wallet": wallet,
    "handbag": handbag,
    "belt": belt,
    "satchel": satchel,
    "key_fob": key_fob,
    "tool_roll": tool_roll,
    "notebook_cover": notebook_cover,
    "sandals": sandals,
}
