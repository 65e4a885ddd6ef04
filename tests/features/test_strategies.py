"""Every strategy on random small graphs: what Neo4j answers, what matrices count, and what plain loops say are one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from stall import FORGET

from marketplace.evaluation.recommending import Memory
from marketplace.market import Market
from marketplace.recommendations.models import Strategy
from marketplace.recommendations.ranking import Asked, Ranker, Weighing, blended
from marketplace.recommendations.similarity import Purchases, similar, write
from marketplace.statements import Statement

Row = tuple[str, str, int]
FEW = settings(
    max_examples=20, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ROWS = st.lists(
    st.tuples(st.sampled_from("uvwxy"), st.sampled_from("abcdefgh"), st.integers(0, 6)),
    min_size=6,
    max_size=36,
    unique=True,
)
NEAR = st.dictionaries(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")).filter(lambda pair: pair[0] != pair[1]),
    st.floats(-0.2, 1),
    max_size=20,
)
MAKERS = st.lists(st.sampled_from(["m1", "m2", "m3", None]), min_size=8, max_size=8)

DRAW = Statement(
    "a small graph",
    """
UNWIND $products AS row
CREATE (p:Product {id: row[0], name: row[0]})
WITH p, row WHERE row[1] IS NOT NULL
MERGE (m:Seller {id: row[1]}) ON CREATE SET m.name = row[1]
CREATE (p)-[:SOLD_BY]->(m)
""",
)
BUY = Statement(
    "its purchases",
    """
UNWIND $rows AS row
MERGE (u:User {id: row[0]}) WITH u, row
MATCH (p:Product {id: row[1]})
CREATE (u)-[:PURCHASED {order_id: row[3], at: datetime({epochMillis: row[2]})}]->(p)
""",
)
LIKEN = Statement(
    "its likenesses",
    "UNWIND $rows AS row MATCH (p:Product {id: row[0]}), (o:Product {id: row[1]})"
    " CREATE (p)-[:SIMILAR_TO {score: row[2]}]->(o)",
)
numbers = count(1)


class Drawn:
    """A random graph in Neo4j, and the same as columns."""

    def __init__(
        self, shop: Market, rows: list[Row], near: dict[tuple[str, str], float], makers: list[str | None]
    ) -> None:
        self.shop, self.prefix = shop, f"drawn-{next(numbers)}-"
        named = self.prefix.__add__
        self.rows = [(named(user), named(product), at * 1000) for user, product, at in rows]
        self.makers = {named(p): named(m) for p, m in zip("abcdefgh", makers, strict=True) if m}
        self.near = {(named(a), named(b)): score for (a, b), score in near.items()}
        self.products = [named(product) for product in "abcdefgh"]
        self.users = [named(user) for user in "uvwxy"]
        write_ = shop.graph.write
        write_(DRAW, {"products": [[id, self.makers.get(id)] for id in self.products]})
        write_(BUY, {"rows": [[*row, f"{row[0]}{row[2]}"] for row in self.rows]})
        write_(LIKEN, {"rows": [[*pair, score] for pair, score in self.near.items()]})
        self.purchases = Purchases.of(*zip(*self.rows, strict=True))
        self.edges = similar(self.purchases)
        write(shop.graph, self.edges, self.purchases.product_ids)
        graph_edges = [
            {"source": a, "kind": "SIMILAR_TO", "target": b, "score": score} for (a, b), score in self.near.items()
        ] + [{"source": p, "kind": "SOLD_BY", "target": m, "score": None} for p, m in self.makers.items()]
        self.memory = Memory(self.purchases, self.edges, graph_edges, self.products)

    def own(self, user: str) -> set[str]:
        return {product for who, product, _ in self.rows if who == user}

    def faded(self, user: str, fading: float = 0.5) -> dict[str, float]:
        """By product: what a shopper's purchases of it count."""
        times = sorted({at for who, _, at in self.rows if who == user}, reverse=True)
        found: dict[str, float] = defaultdict(float)
        for who, product, at in self.rows:
            if who == user:
                found[product] += fading ** times.index(at)
        return found

    def degree(self, id: str) -> int:
        return sum(id in row[:2] for row in self.rows)


@pytest.fixture
def forgotten(shop: Market) -> Iterator[None]:
    yield
    shop.graph.write(FORGET, {"prefix": "drawn-"})


def personal(drawn: Drawn, user: str) -> dict[str, float]:
    ids, scores = drawn.purchases.product_ids, Counter[str]()
    for source, target, score in zip(drawn.edges.source, drawn.edges.target, drawn.edges.score, strict=True):
        scores[ids[target]] += float(score) * drawn.faded(user).get(ids[source], 0)
    return dict(scores)


def similar_(drawn: Drawn, user: str) -> dict[str, float]:
    scores = Counter[str]()
    for (source, target), score in drawn.near.items():
        scores[target] += int(score * 2**24) / 2**24 * drawn.faded(user).get(source, 0)
    return dict(scores)


def makers(drawn: Drawn, user: str) -> dict[str, float]:
    liked = Counter[str]()
    for product, counts in drawn.faded(user).items():
        if product in drawn.makers:
            liked[drawn.makers[product]] += counts
    return {product: liked[maker] for product, maker in drawn.makers.items()}


def random_walk(drawn: Drawn, user: str) -> dict[str, float]:
    reached = Counter[str]()
    for product in drawn.own(user):
        share = int(2**30 * drawn.degree(product) ** -0.6)
        for who, other, _ in drawn.rows:
            if other == product and who != user:
                reached[who] += share
    ends = Counter[str]()
    for who, product, _ in drawn.rows:
        ends[product] += int(reached[who] * drawn.degree(who) ** -0.7)
    return {product: total * drawn.degree(product) ** -0.4 / 2**30 for product, total in ends.items()}


def popular(drawn: Drawn, user: str) -> dict[str, float]:
    return {product: float(drawn.degree(product)) for product in drawn.products}


PLAIN = {
    "personal": personal,
    "similar": similar_,
    "makers": makers,
    "random_walk": random_walk,
    "popular": popular,
}


def plain(drawn: Drawn, strategy: Strategy, user: str, limit: int, among: list[str] | None) -> list[tuple[str, float]]:
    if not drawn.own(user):
        return []
    scores = PLAIN[strategy](drawn, user)
    ties = drawn.degree if strategy == "makers" else lambda _: 0
    wanted = [
        (id, score)
        for id, score in scores.items()
        if score > 0 and id not in drawn.own(user) and (among is None or id in among)
    ]
    return sorted(wanted, key=lambda pair: (-pair[1], -ties(pair[0]), pair[0]))[:limit]


@given(ROWS, NEAR, MAKERS, st.sampled_from([2, 10]), st.booleans())
@FEW
def test_the_graph_the_matrices_and_plain_loops_agree(
    shop: Market,
    forgotten: None,
    rows: list[Row],
    near: dict[tuple[str, str], float],
    makers: list[str | None],
    limit: int,
    narrowed: bool,
) -> None:
    drawn = Drawn(shop, rows, near, makers)
    for strategy in PLAIN:
        # The graph holds other tests' products besides: what is most popular is asked among these.
        everything = drawn.products if strategy == "popular" else None
        among = drawn.products[::2] if narrowed else everything
        asked = [Asked(user, among) for user in drawn.users]
        from_graph = Ranker(shop.graph).rank(strategy, asked, limit)
        from_memory = drawn.memory.rank(strategy, asked, limit)
        for user in drawn.users:
            expected = plain(drawn, strategy, user, limit, among)
            # Exactly: the same products, in the same order, with the same scores to the last bit.
            assert [(one.id, one.score) for one in from_graph[user]] == expected, strategy
            assert [(one.id, one.score) for one in from_memory[user]] == expected, strategy


@given(ROWS)
@settings(FEW, max_examples=4)
def test_a_blend_is_the_weighed_sum_of_shares_and_random_leaves_out_what_is_owned(
    shop: Market, forgotten: None, rows: list[Row]
) -> None:
    drawn = Drawn(shop, rows, {}, [None] * 8)
    asked = [Asked(user) for user in drawn.users]
    weighing = Weighing(blend={"personal": 1.0, "random_walk": 0.5})
    ranker = Ranker(shop.graph)
    parts = {part: ranker.rank(part, asked, 15) for part in weighing.blend}
    found = ranker.rank("blend", asked, 3, weighing)
    anything = ranker.rank("random", asked, 8)
    for user in drawn.users:
        assert found[user] == blended({part: lists[user] for part, lists in parts.items()}, weighing.blend, 3)
        assert found[user] == drawn.memory.rank("blend", [Asked(user)], 3, weighing)[user]
        if drawn.own(user):
            drawn_by_lot = {one.id for one in anything[user] if one.id.startswith(drawn.prefix)}
            assert not drawn_by_lot & drawn.own(user)
