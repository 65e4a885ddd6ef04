"""What stands out about a group of products, in counts and as a name."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from marketplace.tastes.models import Standing

LEAST_PRODUCTS, LEAST_LIFT = 3, 1.2
"""What is on fewer products, or hardly more often than elsewhere, is chance."""

NAMING_SHARE = 0.15
"""A craft gives a community its name if so much of it is of that craft."""


def standing_out(inside: Sequence[Iterable[str]], everywhere: Mapping[str, int], total: int) -> list[Standing]:
    """Words on the products `inside` a group, more often than `everywhere` (by word, of `total` products).

    In the order of Dunning's signed log-likelihood term, n ln(lift): often, and more often than elsewhere (Dunning,
    Computational Linguistics 1993). Ties go by the alphabet.
    """
    counts = Counter(word for words in inside for word in set(words))
    found = [
        Standing(name=word, products=many, lift=many * total / (len(inside) * everywhere[word]))
        for word, many in counts.items()
        if many >= LEAST_PRODUCTS
    ]
    out = [one for one in found if one.lift >= LEAST_LIFT]
    return sorted(out, key=lambda one: (-one.products * math.log(one.lift), one.name))


def name_of(crafts: Sequence[Standing], tags: Sequence[Standing], products: int) -> str:
    """A name for a community: the crafts that make it up, then the tags that set it apart.

    A tag that a craft's own name says is left out.
    """
    made_of = [one.name for one in crafts if one.products >= NAMING_SHARE * products][:3]
    said = " ".join(made_of).lower()
    marked = [one.name for one in tags if one.name.lower() not in said][:2]
    *first, last = made_of or ["Of many crafts"]
    whole = f"{', '.join(first)} and {last}" if first else last
    return f"{whole}: {', '.join(marked)}" if marked else whole
