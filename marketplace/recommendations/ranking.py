"""Strategies for a shopper: each a Cypher file over the graph, asked for one shopper or for many at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from marketplace.errors import InvalidInput
from marketplace.recommendations.models import Strategy
from marketplace.recommendations.science import Walk
from marketplace.statements import statement
from marketplace.stores.graph import Graph

DEFAULT: Strategy = "personal"
"""The app's own choice: the best of these where time is known (`marketplace evaluate recommendations`)."""

FADING = 0.5
"""What a purchase counts, of the one after it."""

HISTORY = 60
"""Moments of a shopper's history that are looked at."""

SUPPORT = 2
"""People (or orders) needed before a similarity is trusted."""

NO_FADING_BELOW = 2.0**-20
"""Fadings are cut to multiples of this, so that sums of faded scores are exact."""


BLEND: Mapping[Strategy, float] = {"personal": 1.0, "similar": 0.3, "random_walk": 0.3}
BLENDED = 5
"""A blend looks at so many times the places it has to fill, of each strategy."""


@dataclass(frozen=True)
class Weighing:
    """What a strategy weighs: what the page has sliders for. Powers are of degrees."""

    fading: float = FADING
    walk_source: float = -0.6
    walk_history: float = -0.7
    walk_target: float = -0.4
    """The random walk's powers: chosen on CiteULike-a, one purchase of each reader held out of those to learn from."""
    blend: Mapping[Strategy, float] = field(default_factory=lambda: dict(BLEND))

    def decays(self) -> list[float]:
        """By moments ago: what a purchase counts."""
        if not 0 <= self.fading <= 1:
            raise InvalidInput(f"A fading is between 0 and 1, not {self.fading}.")
        powers = (self.fading**ago // NO_FADING_BELOW * NO_FADING_BELOW for ago in range(HISTORY))
        return [power for power in powers if power > 0]


DEFAULTS = Weighing()

DAMPING = 0.2
"""How often the walker of `page_rank` goes on, rather than begin anew at one of the shopper's own."""

TOLERANCE = 1e-5
"""The walk ends where it would reach nothing by more than this: 1e-7 took twice as long for the same lists."""


@dataclass(frozen=True)
class Asked:
    """A shopper to rank for; `among` these products only, or all."""

    user_id: str
    among: Sequence[str] | None = None


@dataclass(frozen=True)
class Ranked:
    """A product at its place. `people` and `via` (makers and crafts) where a strategy counts them."""

    id: str
    score: float
    people: int = 0
    via: tuple[str, ...] = ()


FROM_GRAPH: tuple[Strategy, ...] = (
    "personal", "similar", "random_walk", "page_rank", "embedding", "makers", "popular", "random",
)  # fmt: skip
EDGES: Mapping[Strategy, str] = {"personal": "ALSO_BOUGHT", "similar": "SIMILAR_TO", "embedding": "NEAR"}
"""Strategies that add up edges of the shopper's own products, and which."""


Rank = Callable[[Strategy, Sequence[Asked], int, Weighing], dict[str, list[Ranked]]]
"""`Ranker.rank`, or what answers as it does."""


def ranks(strategy: str) -> None:
    """Raise InvalidInput for a strategy that has nothing of its own to rank for a shopper."""
    if strategy not in FROM_GRAPH:
        raise InvalidInput(f"{strategy} does not rank for a shopper; these do: {', '.join((*FROM_GRAPH, 'blend'))}.")


class Ranker:
    """Asks the graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.walk = graph, Walk(graph)

    def rank(
        self, strategy: Strategy, shoppers: Sequence[Asked], limit: int, weighing: Weighing = DEFAULTS
    ) -> dict[str, list[Ranked]]:
        """The best `limit` products of each shopper, what they bought left out; nobody's is missing, but may be empty.

        Raises InvalidInput for a strategy that does not rank for a shopper, StoreUnavailable, and ProcedureFailed where
        a strategy needs Graph Data Science and there is none.
        """
        if strategy == "blend":
            return blend(self.rank, shoppers, limit, weighing)
        ranks(strategy)
        if limit < 0:
            raise InvalidInput(f"A list has 0 places or more, not {limit}.")
        parameters: dict[str, Any] = {
            "shoppers": [{"id": asked.user_id, "among": _list(asked.among)} for asked in shoppers],
            "decays": weighing.decays(),
            "source": weighing.walk_source,
            "history": weighing.walk_history,
            "target": weighing.walk_target,
            "damping": DAMPING,
            "tolerance": TOLERANCE,
            "limit": limit,
        }
        read = self.walk.read if strategy == "page_rank" else self.graph.read
        found: dict[str, list[Ranked]] = {asked.user_id: [] for asked in shoppers}
        for row in read(statement(f"recommendations/{strategy}.cypher"), parameters):
            ranked = Ranked(row["id"], row["score"], row.get("people", 0), tuple(row.get("via", ())))
            found[row["user_id"]].append(ranked)
        return found


def blend(rank: Rank, shoppers: Sequence[Asked], limit: int, weighing: Weighing) -> dict[str, list[Ranked]]:
    """Each shopper's blend of what `rank` has for them by each strategy that weighs anything."""
    parts = {
        strategy: rank(strategy, shoppers, BLENDED * limit, weighing)
        for strategy, weight in weighing.blend.items()
        if weight > 0
    }
    return {
        asked.user_id: blended(
            {strategy: lists[asked.user_id] for strategy, lists in parts.items()}, weighing.blend, limit
        )
        for asked in shoppers
    }


def blended(lists: Mapping[Strategy, Sequence[Ranked]], weights: Mapping[Strategy, float], limit: int) -> list[Ranked]:
    """Each list's scores as shares of its best, weighed and added up. Ties go to the smaller id."""
    scores: dict[str, float] = {}
    for strategy, ranked in lists.items():
        best = max((one.score for one in ranked), default=0.0)
        for one in ranked:
            scores[one.id] = scores.get(one.id, 0.0) + weights[strategy] * one.score / best
    order = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Ranked(id, score) for id, score in order[:limit]]


def _list(among: Sequence[str] | None) -> list[str] | None:
    return None if among is None else list(among)
