"""Every strategy over the same held-out purchases: what it finds, what its lists are like, and how long one takes."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence

import numpy as np

from marketplace.errors import InvalidInput
from marketplace.evaluation.recommending import metrics
from marketplace.evaluation.recommending.figures import Difference, Figures
from marketplace.evaluation.recommending.memory import Memory
from marketplace.evaluation.recommending.split import last_held_out
from marketplace.evaluation.recommending.usable import complaints
from marketplace.progress import Progress, silent
from marketplace.recommendations.models import Strategy
from marketplace.recommendations.ranking import DEFAULT, DEFAULTS, FROM_GRAPH, Asked, Rank, Ranker, Weighing
from marketplace.recommendations.science import find_near, near_without
from marketplace.recommendations.similarity import Edges, Purchases, read_purchases, similar
from marketplace.statements import statement
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres

log = logging.getLogger(__name__)

CONTROLS: tuple[Strategy, ...] = ("popular", "random")
ALL: tuple[Strategy, ...] = (
    "personal", "blend", "random_walk", "page_rank", "embedding", "similar", "makers", *CONTROLS,
)  # fmt: skip
"""What `all` is, the controls last."""

MOST_WALKED = 2_000
"""With more shoppers `page_rank`, which walks anew for each, is not among all: twenty thousand would take an hour."""

BATCH = 50
"""Shoppers of one statement, where only what is found counts."""

TIMED = 200
"""Shoppers served one by one, for the times."""

Wanted = Mapping[str, Sequence[str]]


def chosen(strategy: str) -> tuple[Strategy, ...]:
    """The strategies of a name or of "all", the controls always among them. Raises InvalidInput."""
    if strategy == "all":
        return ALL
    found = [one for one in (*FROM_GRAPH, "blend") if one == strategy]
    if not found:
        raise InvalidInput(f"There is no strategy {strategy!r}; there are all, {', '.join((*FROM_GRAPH, 'blend'))}.")
    return tuple(dict.fromkeys([*found, *CONTROLS]))


def left_out(strategies: Sequence[Strategy], shoppers: int) -> dict[Strategy, str]:
    """Those of several that are not measured, and why. One that is asked for by its name is."""
    if shoppers <= MOST_WALKED or not set(strategies) - {"page_rank", *CONTROLS} or "page_rank" not in strategies:
        return {}
    return {"page_rank": f"it walks anew for each of {shoppers:,} shoppers: ask for it by its name"}


def evaluate(
    postgres: Postgres,
    graph: Graph,
    strategies: Sequence[Strategy],
    *,
    test: Wanted | None = None,
    candidates: Wanted | None = None,
    k: int = 10,
    weighing: Weighing = DEFAULTS,
    shoppers: int | None = None,
    progress: Progress = silent,
) -> dict[Strategy, Figures]:
    """Figures by strategy.

    With `test` (purchases that are not in the stores) the lists are the graph's own; the two controls, which are known
    without it, are counted in memory. Without, each shopper's last purchases are held out, similarity is worked out
    anew from the others, and every list is counted in memory by the same arithmetic. With `shoppers` only so many of
    them are ranked for, always the same, drawn by lot; similarity knows all. What is `left_out` has no figures. Raises
    InvalidInput, StoreUnavailable, and ProcedureFailed where a strategy needs Graph Data Science.
    """
    progress("reading purchases", 0, None)
    purchases = read_purchases(postgres)
    product_ids = [row["id"] for row in postgres.rows(statement("evaluation/recommending/products.sql"))]
    ranker = Ranker(graph)
    if test is None:
        purchases, test = last_held_out(purchases)
        edges = similar(purchases, progress=progress)
        near = near_without(graph, test, progress=progress) if "embedding" in strategies else ()
        memory = Memory.of(purchases, edges, graph, product_ids, near)
        in_memory: Sequence[Strategy] = strategies
    else:
        for said in complaints(test, candidates, purchases, product_ids):
            log.warning(said)
        if "embedding" in strategies:
            # As these purchases have it, and not as the last time somebody had it worked out.
            find_near(graph, progress=progress)
        memory, in_memory = Memory(purchases, NO_EDGES, product_ids=product_ids), CONTROLS
    test = _some(test, shoppers)
    asked = [Asked(user, candidates.get(user, ()) if candidates is not None else None) for user in test]
    figures: dict[Strategy, Figures] = {}
    gains: dict[Strategy, metrics.Floats] = {}
    without = left_out(strategies, len(test))
    for strategy in strategies:
        if strategy in without:
            continue
        from_memory = strategy in in_memory
        rank: Rank = memory.rank if from_memory else ranker.rank
        lists = _lists(rank, strategy, asked, k, weighing, progress)
        found, gains[strategy] = _figures(lists, test, purchases, len(product_ids), k)
        figures[strategy] = found.model_copy(
            update={
                "served_from": "memory" if from_memory else "graph",
                "default": strategy == DEFAULT,
                **_times(ranker, strategy, asked, k, weighing, progress),
            }
        )
    return {
        strategy: one.model_copy(update={"minus": {} if strategy in CONTROLS else _minus(gains[strategy], gains)})
        for strategy, one in figures.items()
    }


def _some(test: Wanted, most: int | None) -> Wanted:
    """So many of the shoppers, drawn by lot, the same each time."""
    if most is None or most >= len(test):
        return test
    users = sorted(test)
    return {users[n]: test[users[n]] for n in sorted(np.random.default_rng(1).permutation(len(users))[:most].tolist())}


def _minus(own: metrics.Floats, gains: Mapping[Strategy, metrics.Floats]) -> dict[Strategy, Difference]:
    ahead = {control: own - gains[control] for control in CONTROLS if control in gains}
    return {
        control: Difference(ndcg=float(differences.mean()), interval=metrics.interval(differences))
        for control, differences in ahead.items()
    }


def _lists(
    rank: Rank, strategy: Strategy, asked: Sequence[Asked], k: int, weighing: Weighing, progress: Progress
) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for start in range(0, len(asked), BATCH):
        progress(strategy, start, len(asked))
        for user, ranked in rank(strategy, asked[start : start + BATCH], k, weighing).items():
            lists[user] = [one.id for one in ranked]
    progress(strategy, len(asked), len(asked))
    return lists


def _figures(
    lists: Mapping[str, list[str]], test: Wanted, purchases: Purchases, products: int, k: int
) -> tuple[Figures, metrics.Floats]:
    """Figures, and each shopper's nDCG."""
    found = {user: metrics.hits(lists[user], set(wanted)) for user, wanted in test.items()}
    gains = np.array([metrics.ndcg(found[user], len(wanted), k) for user, wanted in test.items()])
    hits = np.array([metrics.hit_rate(one) for one in found.values()])
    precisions = [metrics.average_precision(found[user], len(wanted), k) for user, wanted in test.items()]
    everybodys = list(lists.values())
    figures = Figures(
        k=k,
        hit_rate=float(hits.mean()),
        ndcg=float(gains.mean()),
        average_precision=float(np.mean(precisions)),
        ndcg_interval=metrics.interval(gains),
        hit_rate_interval=metrics.interval(hits),
        coverage=metrics.coverage(everybodys, products),
        novelty=metrics.novelty(everybodys, purchases),
        diversity=metrics.diversity(everybodys, purchases),
        users=len(test),
        p50_ms=None,
        p95_ms=None,
        served_from="memory",
    )
    return figures, gains


def _times(
    ranker: Ranker, strategy: Strategy, asked: Sequence[Asked], k: int, weighing: Weighing, progress: Progress
) -> dict[str, float]:
    """Milliseconds to serve one shopper from the graph as it stands, one by one, warm, nothing cached."""
    rng = np.random.default_rng(1)
    some = [asked[n] for n in rng.permutation(len(asked))[:TIMED]]
    for one in some[:10]:
        ranker.rank(strategy, [one], k, weighing)
    taken = []
    for n, one in enumerate(some):
        progress(f"{strategy}: times", n, len(some))
        began = time.perf_counter()
        ranker.rank(strategy, [one], k, weighing)
        taken.append((time.perf_counter() - began) * 1000)
    progress(f"{strategy}: times", len(some), len(some))
    p50, p95 = np.percentile(taken, [50, 95])
    return {"p50_ms": float(p50), "p95_ms": float(p95)}


NO_EDGES = Edges(*(np.empty(0, dtype=kind) for kind in (int, int, float, float, int, float)))
