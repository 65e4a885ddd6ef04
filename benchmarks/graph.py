"""The same questions in SQL and in Cypher as purchases grow: answers compared for every subject, times side by side.

    python benchmarks/graph.py [50000 200000 500000 1000000 …] [--subjects 100] [--home DIR] [--write] [--json]

Each number of purchases is of 20,000 shoppers and 5,000 products, generated, in a home of its own: a temporary one, or
DIR/NUMBER, which is kept. Subjects are drawn by lot from those who bought, and were bought; each question is asked
twice, and the second time counts. Three are asked: PostgreSQL's orders, by the indexes that the shop has; a table in
PostgreSQL of who bought what and nothing else, indexed from both ends, which is what a graph's edges are; and Neo4j. A
question of nothing says how much of each time is the way there and back.
`--write` makes what was measured the figures that the page "Why a graph" shows.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from textwrap import indent
from typing import Any

import numpy as np
import psycopg
from growing import PRODUCTS, PURCHASES, SHOPPERS, sell

import marketplace.comparison
from marketplace.comparison.measured import FILE, Figure, Kept, Measured
from marketplace.comparison.models import ALSO_BOUGHT, THREE_HOPS, WAY, Compared, Question
from marketplace.comparison.service import LIMIT, MOST, timed
from marketplace.market import Market
from marketplace.recommendations.ranking import SUPPORT
from marketplace.settings import Settings
from marketplace.statements import Statement, statement

WARMING = 30
"""Subjects of each question that are asked before any is timed: Java compiles what it runs often."""

EDGES = "SELECT user_id, product_id FROM benchmark.purchases\n"
FILL = (
    "DROP SCHEMA IF EXISTS benchmark CASCADE",
    "CREATE SCHEMA benchmark",
    "CREATE TABLE benchmark.purchases AS SELECT DISTINCT user_id, product_id FROM ({purchases}) AS bought",
    "ALTER TABLE benchmark.purchases ADD PRIMARY KEY (user_id, product_id)",
    "CREATE UNIQUE INDEX ON benchmark.purchases (product_id, user_id)",
    "CREATE TABLE benchmark.also_bought (product_id text, id text, score float8, people bigint, lift float8)",
)
INDEX = "CREATE INDEX ON benchmark.also_bought (product_id, score DESC, people DESC, id) INCLUDE (lift)"
ALIKE = Statement(
    "benchmarks/alike.cypher",
    "MATCH (p:Product)-[e:ALSO_BOUGHT]->(other:Product) "
    "RETURN p.id AS product_id, other.id AS id, e.score AS score, e.people AS people, e.lift AS lift",
)
READ = Statement(
    "benchmarks/read.sql",
    "SELECT id, score, people, lift FROM benchmark.also_bought WHERE product_id = %(product_id)s "
    "AND people >= %(support)s ORDER BY score DESC, people DESC, id LIMIT %(limit)s",
)
BOUGHT = Statement(
    "benchmarks/bought.cypher", "MATCH (n:$($label)) WHERE EXISTS { (n)-[:PURCHASED]-() } RETURN n.id AS id ORDER BY id"
)
NOTHING = (
    Statement("benchmarks/nothing.sql", "SELECT 1 AS one"),
    Statement("benchmarks/nothing.cypher", "RETURN 1 AS one"),
)
COUNT = Statement("benchmarks/count.cypher", "MATCH ()-[r:PURCHASED]->() RETURN count(r) AS purchases")


def fill(market: Market, purchases: int) -> int:
    """The stores as wanted, loaded where the home has nothing yet, vacuumed and analysed; purchases in the graph."""
    market.migrate()
    if not market.graph.read(COUNT)[0]["purchases"]:
        sell(market, purchases)
    bought = statement("comparison/purchases.sql").text
    with psycopg.connect(market.urls["postgres"], autocommit=True) as connection:
        for command in FILL:
            connection.execute(command.format(purchases=bought).encode())
        with connection.cursor() as cursor, cursor.copy("COPY benchmark.also_bought FROM STDIN") as copy:
            for row in market.graph.read(ALIKE):
                copy.write_row(tuple(row.values()))
        connection.execute(INDEX.encode())
        # As a server that has run for a day has done by itself.
        connection.execute(b"VACUUM ANALYZE")
    return int(market.graph.read(COUNT)[0]["purchases"])


def of_edges(question: Question[Any]) -> Statement:
    """The question's own SQL, but that purchases are the table of edges."""
    sql = question.statement("postgres")
    body = "".join(statement("comparison/purchases.sql").text.partition("SELECT")[1:])
    assert indent(body, "    ") in sql.text
    return Statement(f"benchmarks/{question.name}.sql", sql.text.replace(indent(body, "    "), indent(EDGES, "    ")))


def asked(market: Market, subjects: int) -> Iterator[tuple[str, dict[Kept, float]]]:
    """Each question of each subject: milliseconds by what was asked. Raises AssertionError where answers differ."""
    rng = np.random.default_rng(3)

    def draw(label: str) -> list[str]:
        ids = [row["id"] for row in market.graph.read(BOUGHT, {"label": label})]
        return [str(id) for id in rng.choice(ids, min(subjects + WARMING, len(ids)), replace=False)]

    def walked(question: Question[Any], compared: Compared[Any], parameters: dict[str, Any]) -> dict[Kept, float]:
        rows, edges = timed(lambda: market.postgres.rows(of_edges(question), parameters), 1)
        assert compared.same, (question.name, parameters)
        found, known = question.parse(rows), compared.postgres.rows
        assert [way.steps for way in found] == [way.steps for way in known] if question is WAY else found == known
        return {"orders": compared.postgres.ms, "edges": edges[0], "graph": compared.neo4j.ms}

    def read(product: str) -> dict[Kept, float]:
        parameters = {"product_id": product, "support": SUPPORT, "limit": LIMIT}
        table, edges = timed(lambda: market.postgres.rows(READ, parameters), 1)
        graph, graph_runs = timed(
            lambda: market.graph.read(statement("recommendations/also_bought.cypher"), parameters), 1
        )
        assert table == graph, product
        return {"edges": edges[0], "graph": graph_runs[0]}

    def nothing() -> dict[Kept, float]:
        sql, cypher = NOTHING
        _, orders = timed(lambda: market.postgres.rows(sql), 1)
        _, graph = timed(lambda: market.graph.read(cypher), 1)
        return {"orders": orders[0], "graph": graph[0]}

    ask = market.comparison
    products, shoppers, others = draw("Product"), draw("User"), draw("User")
    pairs = [(one, other) for one, other in zip(shoppers, others, strict=True) if one != other]
    questions: dict[str, list[Callable[[], dict[Kept, float]]]] = {
        "also_bought": [
            lambda id=id: walked(ALSO_BOUGHT, ask.also_bought(id, runs=1), {"product_id": id, "limit": LIMIT})
            for id in products
        ],
        "three_hops": [
            lambda id=id: walked(THREE_HOPS, ask.three_hops(id, runs=1), {"shopper_id": id, "limit": LIMIT})
            for id in shoppers
        ],
        "way": [
            lambda a=a, b=b: walked(WAY, ask.way(a, b, runs=1), {"one": a, "other": b, "most": MOST}) for a, b in pairs
        ],
        "read": [lambda id=id: read(id) for id in products],
        "nothing": [nothing] * len(products),
    }
    for name, work in questions.items():
        for turn, one in enumerate(work):
            taken = one()
            if turn >= WARMING:
                yield name, taken


def measure(market: Market, purchases: int, subjects: int) -> list[Figure]:
    """All figures of one size."""
    taken: dict[tuple[str, Kept], list[float]] = defaultdict(list)
    for question, times in asked(market, subjects):
        for kept, ms in times.items():
            taken[question, kept].append(ms)
    return [
        Figure(
            question=question,
            kept=kept,
            purchases=purchases,
            p50=round(float(np.percentile(ms, 50)), 2),
            p95=round(float(np.percentile(ms, 95)), 2),
        )
        for (question, kept), ms in taken.items()
    ]


def text(found: Measured) -> str:
    """As JSON, a figure a line."""
    whole = found.model_dump(exclude={"figures"})
    lines = ",\n".join(f"  {json.dumps(figure.model_dump())}" for figure in found.figures)
    head = ",\n".join(f' "{name}": {json.dumps(value)}' for name, value in whole.items())
    return f'{{\n{head},\n "figures": [\n{lines}\n ]\n}}\n'


def main() -> None:
    """Measure the sizes that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("purchases", nargs="*", type=int, default=list(PURCHASES))
    parser.add_argument("--subjects", type=int, default=100)
    parser.add_argument("--home", type=Path, help="keep the stores in this folder, and find them there again")
    parser.add_argument("--write", action="store_true", help="make these the figures that the page shows")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures: list[Figure] = []
    for purchases in arguments.purchases:
        with ExitStack() as until:
            homes = arguments.home or Path(until.enter_context(tempfile.TemporaryDirectory()))
            market = until.enter_context(Market.open(Settings(home=homes / str(purchases))))
            here = measure(market, fill(market, purchases), arguments.subjects)
        if not arguments.json:
            for one in here:
                print(  # noqa: T201
                    f"{one.purchases:>9,} {one.question:<12} {one.kept:<7} p50 {one.p50:>8.2f}  p95 {one.p95:>8.2f} ms"
                )
        figures += here
    found = Measured(
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        shoppers=SHOPPERS,
        products=PRODUCTS,
        subjects=arguments.subjects,
        figures=tuple(figures),
    )
    if arguments.json:
        print(text(found))  # noqa: T201
    if arguments.write:
        (Path(marketplace.comparison.__file__).parent / FILE).write_text(text(found), encoding="utf-8")


if __name__ == "__main__":
    main()
