"""How fast and how exact search is as the catalogue grows: every mode's times with a plan, and the recall of HNSW.

    python benchmarks/search.py [624 5000 50000 …] [--home DIR] [--json]

Each size is the shipped catalogue, grown, in a home of its own: a temporary one, or DIR/SIZE, which is kept, for to
encode 50,000 texts takes minutes. Times are of one query at a time, warm, past every cache, from the shipped judged
queries; the language model is left out. Recall is of the ten nearest, against all vectors compared by numpy, over 500
queries, without filters and under price bands and crafts that keep from half of the products to one in a hundred.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from growing import times

from marketplace.catalog.models import Filters
from marketplace.evaluation.searching import shipped_queries
from marketplace.loading.generator import Scale, generate
from marketplace.loading.load import shipped_folder
from marketplace.loading.reader import read_folder
from marketplace.loading.relational import load_relational
from marketplace.loading.vectors import load_vectors
from marketplace.market import Market
from marketplace.search.encoder import Vectors
from marketplace.search.models import MODES
from marketplace.settings import Settings
from marketplace.statements import Statement
from marketplace.stores.plans import explain

SIZES = (624, 5_000, 50_000)
ROUNDS = 5
TIMED, RECALLED = 20, 10
QUERIES = 500
SHARES = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
"""Of the products, what a price band keeps."""

VECTORS = Statement(
    "benchmarks/vectors.sql",
    "SELECT p.id, p.name, p.tags, p.price, p.category_id, c.name AS craft, e.embedding "
    "FROM products p JOIN product_embeddings e ON e.product_id = p.id JOIN categories c ON c.id = p.category_id "
    "ORDER BY p.id",
)


def fill(market: Market, size: int) -> None:
    """The catalogue of that size with its vectors, unless the home has it already."""
    market.migrate()
    if market.postgres.row(Statement("benchmarks/size.sql", "SELECT count(*) AS n FROM products")) != {"n": size}:
        with shipped_folder() as folder:
            load_relational(market.postgres, generate(read_folder(folder), Scale(size, None, 10_000)))
    load_vectors(market.postgres)


def speed(market: Market) -> dict[str, Any]:
    """Every mode's times, and the plan of the query in the middle and of the slowest."""
    queries = shipped_queries()
    vectors = market.search.encoder.encode(queries)
    found: dict[str, Any] = {}
    for mode in MODES:

        def one(number: int, mode: Any = mode) -> object:
            return market.search.ranked(queries[number], mode, limit=TIMED, vector=vectors[number])

        each = [times(one, [number], 3)["p50_ms"] for number in range(len(queries))]
        order = np.argsort(each)
        found[mode] = times(one, range(len(queries)), ROUNDS) | {
            f"plan of the {name} query": plan(market, queries[number], mode, vectors[number])
            for name, number in (("median", order[len(order) // 2]), ("slowest", order[-1]))
        }
    return found


def plan(market: Market, query: str, mode: Any, vector: Vectors) -> str:
    """What PostgreSQL did for a query."""
    with market.postgres.transaction() as session:
        return f"{query}\n" + explain(session, *market.search.question(query, mode, limit=TIMED, vector=vector))


def recall(market: Market) -> dict[str, Any]:
    """Of the ten nearest products those that were found, by what a filter keeps; with times."""
    rows = market.postgres.rows(VECTORS)
    rng = np.random.default_rng(11)
    queries = shipped_queries()
    for number in rng.choice(len(rows), QUERIES - len(queries)):
        row = rows[number]
        queries.append(row["name"] if number % 2 else f"{rng.choice(row['tags'] or ['handmade'])} {row['craft']}")
    asked, stored = market.search.encoder.encode(queries), np.stack([row["embedding"].to_numpy() for row in rows])
    prices = np.array([float(row["price"] or 0) for row in rows])
    crafts = np.array([row["category_id"] for row in rows])
    found: dict[str, Any] = {"none": _recall(market, rows, stored, queries, asked, Filters(), prices >= 0)}
    for share in SHARES:
        low, high = np.quantile(prices, (0.45 - share / 2, 0.45 + share / 2), method="nearest")
        within = Filters(min_price=Decimal(str(low)), max_price=Decimal(str(high)))
        passed = (prices >= low) & (prices <= high)
        found[f"price, {share:.0%}"] = _recall(market, rows, stored, queries, asked, within, passed)
    for craft in (np.unique(crafts)[0], np.unique(crafts)[-1]):
        within = Filters(category_id=str(craft))
        found[f"craft {craft}"] = _recall(market, rows, stored, queries, asked, within, crafts == craft)
    return found


def _recall(
    market: Market,
    rows: Sequence[dict[str, Any]],
    stored: Vectors,
    queries: Sequence[str],
    asked: Vectors,
    within: Filters,
    passed: np.ndarray[Any, np.dtype[np.bool_]],
) -> dict[str, Any]:
    places = {row["id"]: number for number, row in enumerate(rows)}
    got, short = 0, 0
    wanted = min(RECALLED, int(passed.sum()))
    for query, vector in zip(queries, asked, strict=True):
        distances = np.where(passed, 1 - stored @ vector, np.inf)
        # Texts that are alike have one distance: any of them is as good as the other.
        farthest = np.partition(distances, wanted - 1)[wanted - 1] + 1e-5
        ids = market.search.ranked(query, "semantic", filters=within, limit=RECALLED, vector=vector)
        short += len(ids) < wanted
        got += sum(distances[places[id]] <= farthest for id in ids)

    def one(number: int) -> object:
        return market.search.ranked(queries[number], "semantic", filters=within, limit=RECALLED, vector=asked[number])

    return {
        "kept": int(passed.sum()),
        "recall@10": round(got / (wanted * len(queries)), 4),
        "fewer than asked": short,
        **times(one, range(100), 2),
    }


def main() -> None:
    """Measure the sizes that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--home", type=Path, help="keep the stores in this folder, and find them there again")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures = {}
    for size in arguments.sizes:
        with ExitStack() as until:
            homes = arguments.home or Path(until.enter_context(tempfile.TemporaryDirectory()))
            market = until.enter_context(Market.open(Settings(home=homes / str(size))))
            fill(market, size)
            figures[size] = {"speed": speed(market), "recall": recall(market)}
        if not arguments.json:
            told(size, figures[size])
    if arguments.json:
        print(json.dumps(figures, indent=2))  # noqa: T201


def told(size: int, figures: dict[str, Any]) -> None:
    """The figures as lines, then the plans."""
    plans = {}
    for part in ("speed", "recall"):
        for name, values in figures[part].items():
            line = ", ".join(f"{key} {value}" for key, value in values.items() if "plan" not in key)
            print(f"{size:6,} products  {name:12}  {line}")  # noqa: T201
            plans |= {f"{name}: {key}": value for key, value in values.items() if "plan" in key}
    for name, text in plans.items():
        print(f"\n{name}\n{text}")  # noqa: T201


if __name__ == "__main__":
    main()
