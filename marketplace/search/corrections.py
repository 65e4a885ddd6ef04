"""A word that no product has: which of those that some have was meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

CORRECTABLE = re.compile(r"[^\W\d_]{3,40}")
"""What can be a slip: letters alone, and not so few that everything is near them."""


RARE = 3
"""Products that have a word, up to which it may be a slip all the same: one that happens to be a word."""

TIMES = 10
"""So many times as many products must have the word that may have been meant instead."""

ALIKE = 0.4
"""So much of their trigrams must the two words share."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that `products` products have, in the form `term`. `begins` where what was typed is how it begins; `alike`
    is the share of trigrams that the two have in common."""

    word: str
    term: str
    products: int
    begins: bool
    alike: float


def fold(word: str) -> str:
    """As words are kept: small, without accents."""
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def best(typed: str, candidates: Sequence[Candidate]) -> str | None:
    """The word that was meant, or None where none is near enough.

    What was typed may be the beginning of a word; otherwise one edit is allowed up to five letters and two beyond (as
    Elasticsearch's fuzziness AUTO). Of equally near ones the one that most products have.
    """
    begun = [one for one in candidates if one.begins]
    if begun:
        return max(begun, key=lambda one: (one.products, -len(one.word))).word
    allowed = 1 if len(typed) <= 5 else 2
    near = [(edits(typed, one.word, allowed), one.word[:1] != typed[:1], -one.products, one.word) for one in candidates]
    closest = min(near, default=None)
    return closest[-1] if closest is not None and closest[0] <= allowed else None


def offer(typed: str, term: str, products: int, candidates: Sequence[Candidate]) -> str | None:
    """The word that may have been meant instead of one that few products have, or None: to be asked, not to be assumed.

    One edit away, much more common, and not another form of the same word ("maker", "make"; "carver", "carved").
    """
    near = [
        one
        for one in candidates
        if one.products >= TIMES * products
        and one.alike >= ALIKE
        and one.term != term
        and not (one.word.startswith(typed) or typed.startswith(one.word))
        and not (len(typed) > 5 and one.word[:-1] == typed[:-1])
        and edits(typed, one.word, 1) == 1
    ]
    return max(near, key=lambda one: (one.alike, one.products)).word if near else None


def edits(one: str, other: str, most: int) -> int:
    """Letters to insert, delete, replace, or swap with the next, to make one word of the other; most + 1 for any more.

    The restricted Damerau-Levenshtein distance (optimal string alignment).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, right in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return min(row[-1], most + 1)
