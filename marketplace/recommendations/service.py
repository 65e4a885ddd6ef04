"""Recommendations read from Neo4j (hot products and trails from Redis), each with the figures that explain it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from marketplace.catalog.models import Product
from marketplace.errors import NotFound, StoreUnavailable
from marketplace.progress import Progress, silent
from marketplace.recommendations import reasons
from marketplace.recommendations.learning import Learner
from marketplace.recommendations.models import Recommendation, Recommendations, Step, Strategy
from marketplace.recommendations.ranking import DEFAULT, DEFAULTS, SUPPORT, Asked, Ranker, Weighing
from marketplace.recommendations.science import find_near
from marketplace.recommendations.telling import Teller
from marketplace.statements import statement
from marketplace.stores.cache import Cache
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres
from marketplace.stores.redis import Redis

log = logging.getLogger(__name__)

KEPT_SECONDS = 600
MOST_KEPT = 24
"""Of a shopper's recommendations: what a page shows, and some more."""

SPARE = 12
"""So many more are looked at, for those that are sold out."""

TRAIL = 12
"""Products looked at last that are started from."""


class RecommendationService:
    """`products` turns ids into products, in order; `hot` gives hot products with their heat.

    `interests` and `looked` tell what a shopper says to like and has looked at last, for who has bought nothing yet.
    """

    def __init__(
        self,
        postgres: Postgres,
        graph: Graph,
        redis: Redis,
        *,
        products: Callable[[list[str]], Sequence[Product]],
        hot: Callable[[int], list[tuple[str, float]]],
        interests: Callable[[str], list[str]],
        looked: Callable[[str, int], list[str]],
    ) -> None:
        self.graph = graph
        self.ranker = Ranker(graph)
        self.learner = Learner(postgres, graph)
        self.cache = Cache(redis, "recommended", Recommendations, seconds=KEPT_SECONDS)
        self._teller = Teller(graph, products)
        self._hot, self._interests, self._looked = hot, interests, looked

    def also_bought(self, product_id: str, limit: int = 8, support: int = SUPPORT) -> list[Recommendation]:
        """Products bought by the same people, the strongest edge first; at least `support` people bought both."""
        parameters = {"product_id": product_id, "support": max(support, 1), "limit": limit}
        rows = self.graph.read(statement("recommendations/also_bought.cypher"), parameters)
        return self._teller.told("also_bought", rows, lambda row, _: reasons.also_bought(row["people"], row["lift"]))

    def bought_together(self, product_id: str, limit: int = 4) -> list[Recommendation]:
        """Products of the same orders, by how many orders."""
        parameters = {"product_id": product_id, "support": SUPPORT, "limit": limit}
        rows = self.graph.read(statement("recommendations/bought_together.cypher"), parameters)
        return self._teller.told("bought_together", rows, lambda row, _: reasons.together(row["people"]))

    def personal(self, user_id: str, limit: int = 12) -> list[Recommendation]:
        """What a shopper's purchases speak for; empty for who has bought nothing yet."""
        return self.by(DEFAULT, user_id, limit)

    def by(
        self, strategy: Strategy, user_id: str, limit: int = 12, weighing: Weighing = DEFAULTS
    ) -> list[Recommendation]:
        """What one strategy has for a shopper, what they bought left out. Raises InvalidInput, StoreUnavailable."""
        if strategy == "trending":
            return self.trending(limit)
        if strategy == "interests":
            return self._of_interests(user_id, limit)
        if strategy == "viewed":
            return self._of_trail(user_id, limit)
        ranked = self.ranker.rank(strategy, [Asked(user_id)], limit, weighing)[user_id]
        return self._teller.explained(strategy, user_id, ranked, weighing)

    def for_you(self, user_id: str, limit: int = 12) -> list[Recommendation]:
        """What to show a shopper, whoever they are: never empty while anything is hot; what is sold out comes last.

        By their purchases; where those are too few, by the crafts they say to like, by what they looked at last, and by
        what is trending. Kept for some minutes, unless they buy.
        """
        served = self.cache.read(user_id, lambda: self._for_you(user_id, max(limit, MOST_KEPT)), "neo4j", keep=_whole)
        if limit > len(served.value.items) >= MOST_KEPT:
            return self._for_you(user_id, limit).items[:limit]
        return served.value.items[:limit]

    def led_by(self, strategy: Strategy, user_id: str, limit: int = 12) -> list[Recommendation]:
        """What `for_you` would show a shopper or guest if it began with this strategy. Never kept: made anew each time.

        Raises InvalidInput, StoreUnavailable.
        """
        return self._for_you(user_id, limit, strategy).items

    def ranked(self, strategy: Strategy, user_ids: Sequence[str], limit: int) -> dict[str, list[str]]:
        """What one strategy has for each of these shoppers, as products' ids. Raises InvalidInput, StoreUnavailable."""
        found = self.ranker.rank(strategy, [Asked(user_id) for user_id in user_ids], limit)
        return {user_id: [one.id for one in ranked] for user_id, ranked in found.items()}

    def forget(self, user_id: str) -> None:
        """What is kept of a shopper's recommendations is not so any more."""
        self.cache.drop([user_id])

    def learn(self, user_ids: Sequence[str]) -> None:
        """These shoppers' orders have reached the graph: the edges they change are worked out again in the background.

        Their own recommendations have changed already: they are read from what they bought.
        """
        self.learner.learn(user_ids)

    def trending(self, limit: int = 12) -> list[Recommendation]:
        """What is looked at and bought most these seven days."""
        rows = [{"id": id, "people": int(heat), "score": heat} for id, heat in self._hot(limit)]
        return self._teller.told("trending", rows, lambda row, _: reasons.trending(row["people"]))

    def path(self, user_id: str, product_id: str, weighing: Weighing = DEFAULTS) -> list[Step]:
        """How the graph leads from a shopper to a product over one step; of each kind of edge the loudest first."""
        parameters = {"user_id": user_id, "product_id": product_id, "decays": weighing.decays()}
        return [
            Step(
                via=row["via"] or row["via_id"],
                via_id=row["via_id"],
                kind=row["kind"],
                score=row["score"],
                people=row["people"],
                buyers=[buyer["name"] or buyer["id"] for buyer in row["buyers"]],
            )
            for row in self.graph.read(statement("recommendations/path.cypher"), parameters)
        ]

    def work_out(self, progress: Progress = silent) -> None:
        """What the strategies `page_rank` and `embedding` read, anew. Raises StoreUnavailable and ProcedureFailed."""
        find_near(self.graph, progress=progress)
        self.ranker.walk.project()

    def start(self) -> None:
        """Work out in the background what orders have changed, and processes that ended have left."""
        self.learner.wake()

    def close(self) -> None:
        """End the background work."""
        self.learner.close()

    def _for_you(self, user_id: str, limit: int, strategy: Strategy = DEFAULT) -> Recommendations:
        items = self.by(strategy, user_id, limit + SPARE)
        own = self._own(user_id) if _for_sale(items) < limit else []
        for more in (self._of_interests, self._of_trail, lambda _, wanted: self.trending(wanted)):
            if _for_sale(items) >= limit:
                break
            have = {*own, *(one.product.id for one in items)}
            try:
                found = more(user_id, limit + len(own) + SPARE)
            except StoreUnavailable as error:
                log.warning("recommendations go without one of their sources: %s", error)
            else:
                items += [one for one in found if one.product.id not in have]
        items.sort(key=lambda one: not one.product.for_sale)
        return Recommendations(items=items[:limit])

    def _of_interests(self, user_id: str, limit: int) -> list[Recommendation]:
        try:
            interests = self._interests(user_id)
        except NotFound:
            return []  # a guest has said nothing
        if not interests:
            return []
        parameters = {"interests": interests, "without": self._own(user_id), "limit": limit}
        rows = self.graph.read(statement("recommendations/interests.cypher"), parameters)
        return self._teller.told("interests", rows, lambda row, _: reasons.interests(row["via"]))

    def _of_trail(self, user_id: str, limit: int) -> list[Recommendation]:
        looked = self._looked(user_id, TRAIL)
        if not looked:
            return []
        without = [*looked, *self._own(user_id)]
        parameters = {"looked": looked, "without": without, "decays": DEFAULTS.decays(), "limit": limit}
        rows = self.graph.read(statement("recommendations/viewed.cypher"), parameters)
        return self._teller.told("viewed", rows, lambda row, products: reasons.viewed(row["because"], products))

    def _own(self, user_id: str) -> list[str]:
        rows = self.graph.read(statement("recommendations/own.cypher"), {"user_id": user_id})
        return [row["id"] for row in rows]


def _for_sale(found: Sequence[Recommendation]) -> int:
    return sum(one.product.for_sale for one in found)


def _whole(found: Recommendations) -> bool:
    """Whether to keep it: products read without MongoDB lack their ratings, and are not kept."""
    return all(one.product.rating_known for one in found.items)
