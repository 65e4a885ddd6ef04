"""What a difference between two groups of people can be trusted for. Pure functions of counts.

One observation is one shopper, one guest or one simulated visitor, not a look or a click of theirs: those of one person
are alike, and the textbook asks for independent ones. A guest who signs in is two, each dealt to an arm of its own.
"""

from __future__ import annotations

import math
from statistics import NormalDist

from marketplace.errors import InvalidInput

CONFIDENCE, POWER = 0.95, 0.8


def _z(level: float) -> float:
    return NormalDist().inv_cdf(level)


def wilson(hits: int, of: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The score interval of a share (Wilson, JASA 22, 1927; without continuity correction). (0, 1) of nobody.

    It stays within 0 and 1, and keeps its promise with few people or shares near 0, where p ± 1.96 s does not
    (Newcombe, Statistics in Medicine 17, 857-872, 1998).
    """
    _counts(hits, of)
    if not of:
        return 0.0, 1.0
    z2 = _z(0.5 + confidence / 2) ** 2
    centre = (2 * hits + z2) / (2 * (of + z2))
    half = math.sqrt(z2 * (z2 + 4 * hits * (of - hits) / of)) / (2 * (of + z2))
    # At the ends they are exactly 0 and 1, but for rounding.
    return (0.0 if hits == 0 else centre - half), (1.0 if hits == of else centre + half)


def newcombe(hits: int, of: int, other_hits: int, other_of: int) -> tuple[float, float]:
    """The 95 % interval of a difference of two shares, the first less the other (-1 to 1 where nobody is in a group).

    Method 10 of Newcombe, Statistics in Medicine 17, 873-890, 1998: the two Wilson intervals, put at right angles.
    """
    if not of or not other_of:
        return -1.0, 1.0
    p1, p2 = hits / of, other_hits / other_of
    (low1, high1), (low2, high2) = wilson(hits, of), wilson(other_hits, other_of)
    return (
        p1 - p2 - math.hypot(p1 - low1, high2 - p2),
        p1 - p2 + math.hypot(high1 - p1, p2 - low2),
    )


def two_proportions(hits: int, of: int, other_hits: int, other_of: int) -> float | None:
    """The two-sided p-value of two shares being one, by the pooled z-test (equal to Pearson's chi-square, one degree).

    None where nobody is in a group; 1 where nobody or everybody did it in both. Fleiss, Levin and Paik, Statistical
    Methods for Rates and Proportions, 3rd edition, 2003, chapter 3, without continuity correction.
    """
    _counts(hits, of)
    _counts(other_hits, other_of)
    if not of or not other_of:
        return None
    pooled = (hits + other_hits) / (of + other_of)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / of + 1 / other_of))
    if not spread:
        return 1.0
    return math.erfc(abs(hits / of - other_hits / other_of) / spread / math.sqrt(2))


def sample_size(
    rate: float, other: float, *, share: float = 0.5, power: float = POWER, confidence: float = CONFIDENCE
) -> tuple[int, int] | None:
    """People needed in each group to find this difference with `power`; the other group is `share` of all.

    None where the rates are the same, or an end of [0, 1] is passed: no number is enough. Fleiss, Levin and Paik (as
    above), chapter 4, without continuity correction; with equal groups it is the formula of R's `power.prop.test`.
    """
    if rate == other or not (0 <= rate <= 1 and 0 <= other <= 1):
        return None
    ratio = share / (1 - share)
    pooled = (rate + ratio * other) / (1 + ratio)
    by_chance = _z(0.5 + confidence / 2) * math.sqrt((1 + 1 / ratio) * pooled * (1 - pooled))
    by_power = _z(power) * math.sqrt(rate * (1 - rate) + other * (1 - other) / ratio)
    first = ((by_chance + by_power) / (other - rate)) ** 2
    return math.ceil(first), math.ceil(ratio * first)


def sample_ratio(first: int, second: int, share: float) -> float | None:
    """The p-value of people falling into two groups so unevenly, when the second was to have `share`; None of nobody.

    Chi-square with one degree of freedom (Fabijan and others, Diagnosing Sample Ratio Mismatch, KDD 2019).
    """
    total = first + second
    if not total:
        return None
    expected = total * share
    squared = (second - expected) ** 2 / (expected * (1 - share))
    return math.erfc(math.sqrt(squared / 2))


def _counts(hits: int, of: int) -> None:
    if not 0 <= hits <= of:
        raise InvalidInput(f"{hits} of {of} people is no share.")
