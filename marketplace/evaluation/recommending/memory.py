"""The strategies' own arithmetic on matrices: for a part of all purchases, which the graph does not hold by itself.

What is counted here equals what the graph answers, product by product and score by score (test_strategies.py), so that
a split of the data can be evaluated without writing to any store.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from marketplace.recommendations.models import Strategy
from marketplace.recommendations.ranking import DAMPING, DEFAULTS, TOLERANCE, Asked, Ranked, Weighing, blend, ranks
from marketplace.recommendations.similarity import Edges, Purchases
from marketplace.recommendations.similarity.arithmetic import QUANTUM
from marketplace.statements import statement
from marketplace.stores.graph import Graph

WALK_UNIT = 2**30
HUBS = {"SOLD_BY": 1.0, "BELONGS_TO": 0.25}
BLOCK = 400
"""Shoppers scored at a time."""

Rows = Sequence[dict[str, Any]]


class Memory:
    """Purchases, their similarity, and the graph's other edges between products, as matrices.

    `product_ids` are all products there are, sorted: those never bought come last in no list, for they have no score.
    """

    def __init__(
        self, purchases: Purchases, edges: Edges, graph_edges: Rows = (), product_ids: Sequence[str] = ()
    ) -> None:
        self.purchases = purchases
        self.ids = sorted({*product_ids, *purchases.product_ids, *(row["source"] for row in graph_edges)})
        self._number = {id: n for n, id in enumerate(self.ids)}
        self._user = {id: n for n, id in enumerate(purchases.user_ids)}
        own = np.array([self._number[id] for id in purchases.product_ids], dtype=np.int64)
        many, people = len(self.ids), len(purchases.user_ids)
        product = own[purchases.product] if len(own) else purchases.product
        self._bought = sp.csr_matrix(
            (np.ones(len(purchases), dtype=np.int64), (purchases.user, product)), shape=(people, many)
        )
        self._product = product
        self._degree = np.asarray(self._bought.sum(axis=0)).ravel()
        square = (many, many)
        self._also = (
            sp.csr_matrix((edges.score, (own[edges.source], own[edges.target])), shape=square) if len(own) else None
        )
        self._similar, self._near = (self._scored(kind, graph_edges) for kind in ("SIMILAR_TO", "NEAR"))
        hubs = sorted({(row["kind"], row["target"]) for row in graph_edges if row["kind"] in HUBS})
        place = {hub: n for n, hub in enumerate(hubs)}
        to = [(self._number[r["source"]], place[r["kind"], r["target"]]) for r in graph_edges if r["kind"] in HUBS]
        self._hubs = sp.csr_matrix(
            (np.ones(len(to)), tuple(zip(*to, strict=True)) or ([], [])), shape=(many, len(hubs))
        )
        self._hub_weight = np.array([HUBS[kind] for kind, _ in hubs])
        self._rng = np.random.default_rng(1)

    @classmethod
    def of(
        cls, purchases: Purchases, edges: Edges, graph: Graph, product_ids: Sequence[str], near: Rows = ()
    ) -> Memory:
        """With the edges that do not come from purchases read from the graph; `near`: those of embeddings."""
        rows = graph.read(statement("recommendations/edges.cypher"), {"kinds": ["SIMILAR_TO", *HUBS]})
        return cls(purchases, edges, [*rows, *near], product_ids)

    def rank(
        self, strategy: Strategy, shoppers: Sequence[Asked], limit: int, weighing: Weighing = DEFAULTS
    ) -> dict[str, list[Ranked]]:
        """As `Ranker.rank`."""
        if strategy == "blend":
            return blend(self.rank, shoppers, limit, weighing)
        ranks(strategy)
        found: dict[str, list[Ranked]] = {asked.user_id: [] for asked in shoppers}
        known = [asked for asked in shoppers if asked.user_id in self._user]
        for start in range(0, len(known), BLOCK):
            block = known[start : start + BLOCK]
            rows = np.array([self._user[asked.user_id] for asked in block])
            scores, owned = self._scores(strategy, rows, weighing), self._bought[rows]
            for n, (asked, score) in enumerate(zip(block, scores, strict=True)):
                score[owned.indices[owned.indptr[n] : owned.indptr[n + 1]]] = 0
                if asked.among is not None:
                    among = np.zeros(len(self.ids), dtype=bool)
                    among[[self._number[id] for id in asked.among if id in self._number]] = True
                    score[~among] = 0
                found[asked.user_id] = self._best(score, limit, strategy)
        return found

    def _scores(self, strategy: Strategy, rows: NDArray[np.int64], weighing: Weighing) -> NDArray[np.float64]:
        """[shopper, product]; 0 where a strategy has nothing to say."""
        match strategy:
            case "personal":
                return _dense(self._history(rows, weighing) @ self._also)
            case "similar":
                return _dense(self._history(rows, weighing) @ self._similar)
            case "embedding":
                return _dense(self._history(rows, weighing) @ self._near)
            case "makers":
                liked = self._history(rows, weighing) @ self._hubs @ sp.diags(self._hub_weight)
                return _dense(liked @ self._hubs.T)
            case "random_walk":
                return self._walk(rows, weighing)
            case "page_rank":
                return self._page_rank(rows)
            case "popular":
                return np.tile(self._degree.astype(np.float64), (len(rows), 1))
            case _:
                return 1 - self._rng.random((len(rows), len(self.ids)))

    def _scored(self, kind: str, rows: Rows) -> Any:
        """[product, product]: these edges' scores, cut as the graph cuts them before it adds them up."""
        found = [row for row in rows if row["kind"] == kind and row["target"] in self._number]
        cut = [int(row["score"] * 2**24) / 2**24 for row in found]
        ends = [self._number[row["source"]] for row in found], [self._number[row["target"]] for row in found]
        return sp.csr_matrix((cut, ends), shape=(len(self.ids), len(self.ids)))

    def _history(self, rows: NDArray[np.int64], weighing: Weighing) -> Any:
        """[shopper, product]: what each of a shopper's purchases counts, by how many moments ago it was."""
        decays = np.array(weighing.decays())
        purchases = self.purchases
        last = np.zeros(len(purchases.user_ids), dtype=np.int64)
        last[purchases.user] = purchases.moment
        ago = last[purchases.user] - purchases.moment
        seen = ago < len(decays)
        shape = (len(purchases.user_ids), len(self.ids))
        return sp.csr_matrix((decays[ago[seen]], (purchases.user[seen], self._product[seen])), shape=shape)[rows]

    def _walk(self, rows: NDArray[np.int64], weighing: Weighing) -> NDArray[np.float64]:
        busy = np.asarray(self._bought.sum(axis=1)).ravel().astype(np.float64)
        degree = np.maximum(self._degree, 1).astype(np.float64)
        share = (WALK_UNIT * degree**weighing.walk_source).astype(np.int64)
        own = self._bought[rows].sign() @ sp.diags(share, dtype=np.int64)
        reached = (own @ self._bought.T).tocsr()
        reached.data = (reached.data * busy[reached.indices] ** weighing.walk_history).astype(np.int64)
        me = np.repeat(rows, np.diff(reached.indptr)) == reached.indices
        reached.data[me] = 0
        scores: NDArray[np.float64] = _dense(reached @ self._bought) * degree**weighing.walk_target / WALK_UNIT
        return scores

    def _page_rank(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Personalised PageRank by power iteration, until nothing moves by more than the tolerance."""
        also: Any = self._also
        out = np.maximum(np.asarray(also.sum(axis=1)).ravel(), QUANTUM)
        onwards = (sp.diags(DAMPING / out) @ also).T.tocsr()
        moved: NDArray[np.float64] = (1 - DAMPING) * _dense(self._bought[rows].sign()).T.astype(np.float64)
        reached = moved.copy()
        while moved.max(initial=0.0) > TOLERANCE:
            moved = onwards @ moved
            reached += moved
        return reached.T

    def _best(self, score: NDArray[np.float64], limit: int, strategy: Strategy) -> list[Ranked]:
        if len(score) > limit:
            least = max(np.partition(score, len(score) - limit)[len(score) - limit], np.nextafter(0, 1))
            candidates = np.flatnonzero(score >= least)
        else:
            candidates = np.flatnonzero(score > 0)
        ties = self._degree[candidates] if strategy == "makers" else np.zeros(len(candidates))
        order = np.lexsort((candidates, -ties, -score[candidates]))[:limit]
        return [Ranked(self.ids[n], float(score[n])) for n in candidates[order].tolist()]


def _dense(matrix: Any) -> NDArray[np.float64]:
    return np.asarray(matrix.todense(), dtype=np.float64)
