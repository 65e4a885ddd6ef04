"""Prints: linocut, woodcut, screenprint and letterpress, on paper with a margin, pinned or framed on a wall."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.prints.fish import fish_print
from marketplace.catalog.pictures.prints.nature import bird_print, botanical_print
from marketplace.catalog.pictures.prints.places import city_print, landscape_print, moon_print
from marketplace.catalog.pictures.prints.shapes_and_letters import abstract_print, letterpress_print

FORMS: dict[str, Callable[[Canvas], str]] = {
    "landscape_print": landscape_print,
    "bird_print": bird_print,
    "botanical_print": botanical_print,
    "city_print": city_print,
    "abstract_print": abstract_print,
    "fish_print": fish_print,
    "moon_print": moon_print,
    "letterpress_print": letterpress_print,
}
