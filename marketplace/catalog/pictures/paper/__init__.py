"""Paper: bound, folded and cut; deckled at its edge, printed or marbled on its face."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.paper.bound import album, journal, sketchbook
from marketplace.catalog.pictures.paper.folded import card, paper_box, stationery
from marketplace.catalog.pictures.paper.hung import paper_lantern, paper_ornament

FORMS: dict[str, Callable[[Canvas], str]] = {
    "journal": journal,
    "card": card,
    "album": album,
    "paper_box": paper_box,
    "paper_lantern": paper_lantern,
    "paper_ornament": paper_ornament,
    "sketchbook": sketchbook,
    "stationery": stationery,
}
