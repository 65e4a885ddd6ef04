"""How long each loader takes at each scale, and the relational one as a ratio to a bare COPY of the same rows.

    python benchmarks/loading.py [small|medium|large …] [--json] [--without-vectors]

The servers and the data are this run's own, in a temporary home. The bare COPY goes into tables like ours that hold
nothing, once as heaps and once with our keys, checks and indexes; it neither works out totals, sales and search
columns, nor checks a reference, nor would it survive being run twice.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

from marketplace.loading.dataset import COLUMNS, Dataset
from marketplace.loading.documents import load_documents
from marketplace.loading.generator import SCALES, generate
from marketplace.loading.graph import load_graph
from marketplace.loading.load import run_part, shipped_folder
from marketplace.loading.reader import read_folder
from marketplace.loading.relational import copy_frame, load_relational
from marketplace.loading.report import PartReport
from marketplace.loading.vectors import load_similar, load_vectors
from marketplace.market import Market
from marketplace.progress import silent
from marketplace.settings import Settings

TABLES = {name: "order_items" if name == "items" else name for name in COLUMNS}


def bare_copy(market: Market, dataset: Dataset, like: str) -> float:
    """Seconds of COPY alone, into empty tables like ours; `like` is what of ours they have."""
    with market.postgres.transaction() as session:
        run = session.connection.execute
        for name, table in TABLES.items():
            run(f"CREATE TABLE floor_{name} (LIKE {table} {like})".encode())
            if name in ("categories", "sellers", "users"):
                run(f"ALTER TABLE floor_{name} ADD made_up boolean".encode())
        run(b"ALTER TABLE floor_users ALTER interests TYPE text, ALTER interests DROP DEFAULT")
        run(b"ALTER TABLE floor_orders ALTER total DROP NOT NULL")
        run(b"DROP INDEX IF EXISTS floor_products_tags_idx")
        run(b"ALTER TABLE floor_products ALTER tags DROP DEFAULT, ALTER tags DROP NOT NULL, ALTER tags TYPE text")
        run(b"ALTER TABLE floor_products ALTER search DROP NOT NULL, ALTER listed_at DROP NOT NULL")
        run(b"ALTER TABLE floor_products RENAME price TO price_cents")
        run(b"ALTER TABLE floor_items RENAME unit_price TO unit_price_cents")
        began = time.perf_counter()
        for name in TABLES:
            copy_frame(session, f"floor_{name}", dataset.frame(name), silent)
        seconds = time.perf_counter() - began
        session.connection.rollback()
    return seconds


def measure(market: Market, scale: str, *, vectors: bool) -> dict[str, Any]:
    """Everything at one scale, into stores that are empty."""
    began = time.perf_counter()
    with shipped_folder() as folder:
        dataset = generate(read_folder(folder), SCALES[scale], seed=1)  # type: ignore[index]
    generated = time.perf_counter() - began
    heap, keyed = bare_copy(market, dataset, "INCLUDING DEFAULTS"), bare_copy(market, dataset, "INCLUDING ALL")
    parts = [
        run_part("relational", lambda: load_relational(market.postgres, dataset)),
        run_part("documents", lambda: load_documents(market.mongo, dataset)),
        run_part("graph", lambda: load_graph(market.postgres, market.graph)),
    ]
    again = run_part("relational", lambda: load_relational(market.postgres, dataset))
    if vectors:
        parts.append(run_part("vectors", lambda: {"vectors": load_vectors(market.postgres)}))
        parts.append(_similar(market))
    seconds = parts[0].seconds
    return {
        "generated_seconds": round(generated, 2),
        **{f"{part.name}{'' if n < 4 else ' (similar)'}": part.to_dict() for n, part in enumerate(parts)},
        "relational again, nothing written": again.to_dict(),
        "bare_copy_seconds": {"heaps": round(heap, 2), "with keys and indexes": round(keyed, 2)},
        "ratio_to_bare_copy": {"heaps": round(seconds / heap, 2), "with keys and indexes": round(seconds / keyed, 2)},
    }


def _similar(market: Market) -> PartReport:
    return run_part("vectors", lambda: {"similar": load_similar(market.postgres, market.graph)})


def main() -> None:
    """Measure the scales that were asked for, each in a home of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("scales", nargs="*", default=["small", "medium"])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--without-vectors", action="store_true", help="leave out encoding: at large it takes long")
    arguments = parser.parse_args()
    figures = {}
    for scale in arguments.scales:
        with tempfile.TemporaryDirectory() as home, Market.open(Settings(home=Path(home))) as market:
            market.migrate()
            figures[scale] = measure(market, scale, vectors=not arguments.without_vectors)
        if not arguments.json:
            print(scale, json.dumps(figures[scale], indent=2))  # noqa: T201
    if arguments.json:
        print(json.dumps(figures, indent=2))  # noqa: T201


if __name__ == "__main__":
    main()
