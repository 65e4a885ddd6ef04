"""Measures of one ranking against graded judgments. A grade above 0 is relevant; what was not judged is not.

Grades are whole numbers. Each measure is between 0 and 1, and 0 for a query of which nothing relevant is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log2
from typing import Literal

Gain = Literal["linear", "exponential"]
Grades = Mapping[str, int]


def dcg(grades: Iterable[int], gain: Gain = "linear") -> float:
    """Discounted cumulated gain of grades in ranked order: each gain over log2(rank + 1).

    The linear gain is the grade itself (Järvelin and Kekäläinen, TOIS 2002, with the discount trec_eval uses), the
    exponential one 2^grade - 1 (Burges et al., ICML 2005).
    """
    return sum(_gain(grade, gain) / log2(rank + 1) for rank, grade in enumerate(grades, 1))


def ndcg(ranked: Sequence[str], grades: Grades, k: int = 10, gain: Gain = "linear") -> float:
    """DCG of the first k over that of the best ranking there could be."""
    ideal = dcg(sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:k], gain)
    return dcg((grades.get(id, 0) for id in _once(ranked)[:k]), gain) / ideal if ideal else 0.0


def reciprocal_rank(ranked: Sequence[str], grades: Grades, k: int = 10) -> float:
    """1 / rank of the first relevant among the first k; its mean over queries is MRR@k (Voorhees, TREC-8, 1999)."""
    return next((1 / rank for rank, id in enumerate(_once(ranked)[:k], 1) if grades.get(id, 0) > 0), 0.0)


def recall(ranked: Sequence[str], grades: Grades, k: int = 100) -> float:
    """The share of all that is relevant found among the first k."""
    relevant = {id for id, grade in grades.items() if grade > 0}
    return len(relevant.intersection(_once(ranked)[:k])) / len(relevant) if relevant else 0.0


def _gain(grade: int, gain: Gain) -> float:
    # TREC's judgments know grades below 0 (spam): they gain nothing, rather than take away.
    grade = max(grade, 0)
    return float(2**grade - 1 if gain == "exponential" else grade)


def _once(ranked: Sequence[str]) -> list[str]:
    """Without repetitions: a product gains once, wherever it stands first."""
    return list(dict.fromkeys(ranked))
