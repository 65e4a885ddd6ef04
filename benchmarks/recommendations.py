"""How long it takes to work ALSO_BOUGHT out, and to serve from it, as purchases grow; GDS and raw paths beside it.

    python benchmarks/recommendations.py [50000 200000 500000 1000000 …] [--home DIR] [--json]

Each number of purchases is of 20,000 shoppers and 5,000 products, generated, in a home of its own: a temporary one, or
DIR/NUMBER, which is kept. Building is timed from reading the purchases to the last edge written, up to a hundred a
product. Serving is one shopper or product at a time, drawn by lot, warm, past every cache: what the graph answers,
without names and pictures.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
from growing import PURCHASES, sell, times

from marketplace.market import Market
from marketplace.recommendations.ranking import SUPPORT, Asked
from marketplace.recommendations.similarity.build import NAME, build
from marketplace.settings import Settings
from marketplace.statements import Statement, statement
from marketplace.stores.graph import Graph

ASKED, ROUNDS, LIMIT = 400, 2, 12
NAIVE_ASKED = 40
"""Raw paths take so long that fewer are timed."""


class Clock:
    """Seconds of each step of a load, from its first word to the next step's."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._step, self._since = "", time.perf_counter()

    def __call__(self, step: str, done: int, total: int | None) -> None:
        if step != self._step:
            self.stop()
            self._step = step

    def stop(self) -> None:
        """The last step has ended."""
        now = time.perf_counter()
        if self._step:
            self.seconds[self._step] = round(self.seconds.get(self._step, 0) + now - self._since, 2)
        self._step, self._since = "", now


def cypher(name: str, text: str) -> Statement:
    """A statement of this benchmark's own."""
    return Statement(f"benchmarks/{name}.cypher", text)


COUNTS = cypher(
    "counts",
    "MATCH ()-[r:PURCHASED]->() WITH count(r) AS purchases "
    "MATCH ()-[a:ALSO_BOUGHT]->() RETURN purchases, count(a) AS edges",
)
IDS = cypher("ids", "MATCH (n:$($label)) RETURN n.id AS id ORDER BY id")
PROJECT = cypher("project", "MATCH (p:Product)<-[:PURCHASED]-(u:User) RETURN gds.graph.project('benchmark', p, u) AS g")
ALIKE = cypher(
    "alike",
    "CALL gds.nodeSimilarity.write('benchmark', {similarityMetric: 'COSINE', topK: 100, "
    "concurrency: 2, writeConcurrency: 2, "
    "writeRelationshipType: 'BENCHMARKED', writeProperty: 'score'}) "
    "YIELD relationshipsWritten RETURN relationshipsWritten AS edges",
)
DROP = cypher("drop", "CALL gds.graph.drop('benchmark', false) YIELD graphName RETURN graphName")
FORGET = cypher("forget", "MATCH ()-[r:BENCHMARKED]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 50000 ROWS")
ALSO_BY_PATHS = cypher(
    "also_by_paths",
    "MATCH (p:Product {id: $id})<-[:PURCHASED]-(u:User) WITH DISTINCT p, u "
    "MATCH (u)-[:PURCHASED]->(other:Product) WHERE other <> p "
    "RETURN other.id AS id, count(DISTINCT u) AS people ORDER BY people DESC, id LIMIT $limit",
)
PERSONAL_BY_PATHS = cypher(
    "personal_by_paths",
    "MATCH (me:User {id: $id})-[:PURCHASED]->(p:Product) WITH me, collect(DISTINCT p) AS own "
    "UNWIND own AS p MATCH (p)<-[:PURCHASED]-(u:User) WHERE u <> me WITH DISTINCT own, u "
    "MATCH (u)-[:PURCHASED]->(other:Product) WHERE NOT other IN own "
    "RETURN other.id AS id, count(DISTINCT u) AS people ORDER BY people DESC, id LIMIT $limit",
)


def fill(market: Market, purchases: int) -> dict[str, float]:
    """The stores as wanted; seconds of each step of the graph's load, none where the home had it already."""
    market.migrate()
    clock = Clock()
    if not market.graph.read(cypher("filled", "MATCH (c:Computed {name: $name}) RETURN c.count AS n"), {"name": NAME}):
        sell(market, purchases, clock)
        clock.stop()
    return clock.seconds


def building(market: Market, first: dict[str, float]) -> dict[str, Any]:
    """The whole build, and GDS' node similarity with as many edges, written too."""
    clock = Clock()
    began = time.perf_counter()
    edges = build(market.postgres, market.graph, clock, again=True)
    again = time.perf_counter() - began
    clock.stop()
    steps = {step: seconds for step, seconds in first.items() if step.startswith("similarity") or "also" in step}
    # The old edges go as well where they are made again.
    found: dict[str, Any] = {"edges": edges, "again": {"seconds": round(again, 2), **clock.seconds}}
    if steps:
        found["first"] = {"seconds": round(sum(steps.values()), 2), **steps}
    return found | {"gds node similarity": gds(market.graph)}


def gds(graph: Graph) -> dict[str, Any]:
    """Graph Data Science doing the nearest thing it has: cosine of two products' shoppers, neither order nor time."""
    graph.write(DROP)
    try:
        began = time.perf_counter()
        graph.write(PROJECT)
        projected = time.perf_counter()
        edges = graph.write(ALIKE)[0]["edges"]
        written = time.perf_counter()
    finally:
        graph.write(DROP)
    with graph.driver.session() as session:
        session.run(FORGET.text).consume()  # type: ignore[arg-type]
    return {
        "edges": edges,
        "seconds": round(written - began, 2),
        "projection": round(projected - began, 2),
    }


def serving(market: Market) -> dict[str, Any]:
    """Also bought and personal, from edges and over raw paths."""
    graph, rng = market.graph, np.random.default_rng(3)
    products, shoppers = (
        list(rng.choice([row["id"] for row in graph.read(IDS, {"label": label})], ASKED, replace=False))
        for label in ("Product", "User")
    )
    also = statement("recommendations/also_bought.cypher")
    ranker = market.recommendations.ranker
    return {
        "also bought": times(
            lambda id: graph.read(also, {"product_id": id, "support": SUPPORT, "limit": LIMIT}), products, ROUNDS
        ),
        "personal": times(lambda id: ranker.rank("personal", [Asked(id)], LIMIT), shoppers, ROUNDS),
        "also bought, raw paths": times(
            lambda id: graph.read(ALSO_BY_PATHS, {"id": id, "limit": LIMIT}), products[:NAIVE_ASKED], 1
        ),
        "personal, raw paths": times(
            lambda id: graph.read(PERSONAL_BY_PATHS, {"id": id, "limit": LIMIT}), shoppers[:NAIVE_ASKED], 1
        ),
    }


def main() -> None:
    """Measure the sizes that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("purchases", nargs="*", type=int, default=list(PURCHASES))
    parser.add_argument("--home", type=Path, help="keep the stores in this folder, and find them there again")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures = {}
    for purchases in arguments.purchases:
        with ExitStack() as until:
            homes = arguments.home or Path(until.enter_context(tempfile.TemporaryDirectory()))
            market = until.enter_context(Market.open(Settings(home=homes / str(purchases))))
            first = fill(market, purchases)
            counts = market.graph.read(COUNTS)[0]
            figures[purchases] = counts | {"building": building(market, first), "serving": serving(market)}
        if not arguments.json:
            print(purchases, json.dumps(figures[purchases], indent=2))  # noqa: T201
    if arguments.json:
        print(json.dumps(figures, indent=2))  # noqa: T201


if __name__ == "__main__":
    main()
