"""One mode of search over all judged queries: how good its rankings are, and how fast."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from marketplace.errors import InvalidInput
from marketplace.evaluation.searching.metrics import Gain, Grades, ndcg, recall, reciprocal_rank

DEPTH = 100
"""Products asked for of each query: as deep as recall looks."""

WARM = 20
"""Queries that are asked before the clock runs: the model is loaded, pages are in memory, plans are made."""

MEASURES = ("ndcg@10", "mrr@10", "recall@100")

Rank = Callable[[str, int], Sequence[str]]
"""A search: a query and how many are wanted, to the ids found, best first."""


class Figures(BaseModel):
    """What one mode reached. Measures are means over the queries that have judgments; times are of one query."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    ndcg: float = Field(alias="ndcg@10")
    mrr: float = Field(alias="mrr@10")
    recall: float = Field(alias="recall@100")
    queries: int
    p50_ms: float
    p95_ms: float


class Asked(NamedTuple):
    """What each query reached, by MEASURES, and the seconds it took; in the order in which they were asked."""

    measures: list[tuple[float, float, float]]
    seconds: list[float]

    def figures(self) -> Figures:
        """Means over the queries, and the times' percentiles."""
        p50, p95 = np.percentile(self.seconds, [50, 95]) * 1000
        means = [round(fmean(column), 4) for column in zip(*self.measures, strict=True)]
        times = {"queries": len(self.measures), "p50_ms": round(float(p50), 2), "p95_ms": round(float(p95), 2)}
        return Figures.model_validate(dict(zip(MEASURES, means, strict=True)) | times)


def ask(
    rank: Rank,
    queries: Mapping[str, str],
    judgments: Mapping[str, Grades],
    gain: Gain = "linear",
    progress: Callable[[int, int], object] | None = None,
) -> Asked:
    """Ask every judged query once, one after the other; a query that finds nothing counts, with 0.

    Raises InvalidInput where no query has judgments.
    """
    judged = [(text, judgments[id]) for id, text in queries.items() if id in judgments]
    if not judged:
        raise InvalidInput("No query has a judgment: do both files use the same query ids?")
    for text, _ in judged[:WARM]:
        rank(text, DEPTH)
    asked = Asked([], [])
    for done, (text, grades) in enumerate(judged, 1):
        began = time.perf_counter()
        ranked = rank(text, DEPTH)
        asked.seconds.append(time.perf_counter() - began)
        asked.measures.append((ndcg(ranked, grades, 10, gain), reciprocal_rank(ranked, grades), recall(ranked, grades)))
        if progress is not None:
            progress(done, len(judged))
    return asked


def evaluate(
    rank: Rank,
    queries: Mapping[str, str],
    judgments: Mapping[str, Grades],
    gain: Gain = "linear",
    progress: Callable[[int, int], object] | None = None,
) -> Figures:
    """The figures of `ask`. Raises InvalidInput where no query has judgments."""
    return ask(rank, queries, judgments, gain, progress).figures()
