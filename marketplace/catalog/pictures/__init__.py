"""A picture for every product, drawn from what the shop knows of it: craft, form, colours, materials.

`draw` is a pure function: the same product gives the same bytes on every run and every machine, and two products of one
form differ by small things (pattern, proportion, ground) that follow from their ids.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from html import escape

from marketplace.catalog.pictures import parcel
from marketplace.catalog.pictures.canvas import Canvas
from marketplace.catalog.pictures.colour import complete
from marketplace.catalog.pictures.drawing import DRAWINGS

__all__ = ["FORMS", "draw"]

FORMS: dict[str, tuple[str, ...]] = {craft: tuple(forms) for craft, forms in DRAWINGS.items()}

# Colours for a product that came without usable ones.
_SPARE = (
    ("#b9684a", "#f0dfc4", "#5b6b5d"),
    ("#6f8796", "#eee2cc", "#b5563a"),
    ("#8a9a78", "#f3e6cf", "#7a4a35"),
    ("#c79a4b", "#5a4638", "#a9492f"),
    ("#7d5a6c", "#e8cfc0", "#c79a4b"),
)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _text(value: object) -> str:
    """Any value as text that XML can hold."""
    return _NOT_XML.sub("", value if isinstance(value, str) else "" if value is None else str(value))


def _several(values: object) -> list[object]:
    """A sequence as it should be; anything else (catalogues are loaded from anywhere) as nothing."""
    return list(values) if isinstance(values, (list, tuple, set, frozenset)) else []


def draw(
    product_id: str,
    craft: str,
    form: str | None,
    palette: Sequence[str],
    materials: Sequence[str] = (),
    *,
    title: str = "",
) -> str:
    """The picture of one product as an SVG document, 400 by 400, that refers to nothing outside itself.

    An unknown craft or form, or unusable colours, give a wrapped parcel in pleasant colours rather than an error.
    """
    seed = _text(product_id)
    name, kind = _text(craft), _text(form)
    colours = [_text(c) for c in _several(palette)]
    made = [_text(m).lower() for m in _several(materials)]
    spare = _SPARE[blake2b(seed.encode(), digest_size=1).digest()[0] % len(_SPARE)]
    # The prefix takes in everything that shapes the picture: two that differ may share a page, and ids must not meet.
    whole = "\x00".join([seed, name, kind, _text(title), *colours, "", *made])
    digest = blake2b(whole.encode(), digest_size=6).digest()
    prefix = "".join(chr(ord("g") + byte % 20) for byte in digest)  # letters only: a name may not begin with a digit
    canvas = Canvas(seed, prefix, complete(colours, spare), made, _text(title).lower())
    body = DRAWINGS.get(name, {}).get(kind, parcel.parcel)(canvas) + canvas.tooth()
    label = escape(_text(title))
    named = f"<title>{label}</title>" if label else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img">{named}'
        f'<g fill="none" stroke-linecap="round" stroke-linejoin="round"><defs>{canvas.defs()}</defs>{body}</g></svg>'
    )
