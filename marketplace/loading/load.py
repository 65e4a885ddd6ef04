"""`load`: a folder, or the shipped catalogue grown to a scale, into each store in turn, with what it took."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from marketplace.accounts.passwords import DEMO_PASSWORD, Passwords
from marketplace.errors import InvalidInput, MarketplaceError
from marketplace.loading.dataset import Dataset
from marketplace.loading.documents import load_documents
from marketplace.loading.generator import SCALES, ScaleName, generate
from marketplace.loading.graph import load_graph
from marketplace.loading.looks import load_looks
from marketplace.loading.reader import read_folder
from marketplace.loading.relational import load_relational
from marketplace.loading.report import PARTS, LoadReport, PartReport, What
from marketplace.loading.vectors import load_similar, load_vectors, similar_is_current
from marketplace.progress import Progress, silent
from marketplace.settings import StoreName
from marketplace.statements import statement

if TYPE_CHECKING:
    from marketplace.market import Market

LIVES_IN: dict[What, StoreName] = {
    "relational": "postgres",
    "documents": "mongo",
    "graph": "neo4j",
    "vectors": "postgres",
}


def shipped_folder() -> AbstractContextManager[Path]:
    """The catalogue that comes with the package: a folder in the contract's own form."""
    return as_file(files("marketplace").joinpath("data"))


def read(
    data: Path | None,
    scale: ScaleName = "small",
    seed: int = 1,
    *,
    skip_bad_rows: bool = False,
    progress: Progress = silent,
) -> Dataset:
    """The data set of a folder; without one, the shipped catalogue grown to the scale. Raises BadRows, InvalidInput."""
    if data is not None:
        return read_folder(data, skip_bad_rows=skip_bad_rows, progress=progress)
    if scale not in SCALES:
        raise InvalidInput(f"There is no scale {scale!r}; there are {', '.join(SCALES)}.")
    with shipped_folder() as folder:
        return generate(read_folder(folder, progress=progress), SCALES[scale], seed, progress=progress)


def load(
    market: Market,
    what: Literal["all"] | What = "all",
    *,
    data: Path | None = None,
    scale: ScaleName = "small",
    seed: int = 1,
    skip_bad_rows: bool = False,
    progress: Progress = silent,
) -> LoadReport:
    """Bring the schemas up to date and load all stores, or one; loading the same again changes nothing.

    A store that is down does not keep the others from being loaded: its part of the report says what is wrong with it.
    Raises BadRows or InvalidInput, before anything is loaded, where the data cannot be used.
    """
    parts: tuple[What, ...] = PARTS if what == "all" else (what,)
    report = LoadReport()
    began = time.perf_counter()
    if "relational" in parts or "documents" in parts:
        dataset = read(data, scale, seed, skip_bad_rows=skip_bad_rows, progress=progress)
        report.skipped, report.notes = dataset.skipped, dataset.notes
    report.prepared_seconds = time.perf_counter() - began
    migrated = market.migrate()

    work: dict[What, Callable[[], dict[str, int]]] = {
        "relational": lambda: load_relational(market.postgres, dataset, progress, password_hash=_demo_password(data)),
        "documents": lambda: load_documents(market.mongo, dataset, progress),
        "graph": lambda: load_graph(market.postgres, market.graph, progress),
        "vectors": lambda: _vectors(market, progress, migrated),
    }
    for part in parts:
        problem = migrated[LIVES_IN[part]]
        report.parts.append(run_part(part, work[part], problem if isinstance(problem, MarketplaceError) else None))
    if "relational" in parts or "documents" in parts:
        _forget(market, report)
        _keep_facts(market, report)
    return report


def run_part(name: What, work: Callable[[], dict[str, int]], problem: MarketplaceError | None = None) -> PartReport:
    """One part, timed; what keeps it from being done is in its report."""
    part = PartReport(name)
    began = time.perf_counter()
    try:
        if problem is not None:
            raise problem
        part.rows = work()
    except MarketplaceError as error:
        part.error = str(error)
    part.seconds = time.perf_counter() - began
    return part


def is_empty(market: Market) -> bool:
    """Whether nothing is loaded yet, not even a schema. Raises StoreUnavailable where PostgreSQL does not answer."""
    with market.postgres.transaction() as session:
        schema = session.row(statement("loading/no_schema.sql"))
        if schema and schema["missing"]:
            return True
        row = session.row(statement("loading/nothing_loaded.sql"))
        return bool(row and row["empty"])


def _demo_password(data: Path | None) -> str | None:
    """The hash of the documented password, for shoppers who are made up: one for all, hashed once. None for a folder's.

    That they share a salt tells nobody more than the documentation does.
    """
    return Passwords().hash(DEMO_PASSWORD) if data is None else None


def _vectors(
    market: Market, progress: Progress, migrated: dict[StoreName, list[str] | MarketplaceError]
) -> dict[str, int]:
    rows = {"vectors": load_vectors(market.postgres, progress, market.search.encoder)}
    graph, documents = migrated["neo4j"], migrated["mongo"]
    if not isinstance(documents, MarketplaceError):
        rows["looks"] = load_looks(market.postgres, market.catalog.specs, progress)
    if isinstance(graph, MarketplaceError):
        raise graph
    if rows["vectors"] or not similar_is_current(market.postgres, market.graph):
        rows["similar"] = load_similar(market.postgres, market.graph, progress)
    if isinstance(documents, MarketplaceError):
        # Pictures are drawn of specifications.
        raise documents
    return rows


def _keep_facts(market: Market, report: LoadReport) -> None:
    try:
        market.catalog.keep_facts()
    except MarketplaceError as error:
        report.notes.append(f"Filters by rating and material do not know this load yet: {error}")


def _forget(market: Market, report: LoadReport) -> None:
    try:
        market.catalog.forget()
    except MarketplaceError as error:
        report.notes.append(f"Pages may show the former catalogue for some minutes: {error}")
