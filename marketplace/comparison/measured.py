"""What was measured as the data grow: figures that `benchmarks/graph.py --write` put beside this file, and their sense.

What is said of them is worked out from them, so that nothing stands here that the next measurement would belie.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from marketplace.comparison.models import Model

Kept = Literal["orders", "edges", "graph"]
"""What is asked: PostgreSQL's orders and their lines, a table of edges in PostgreSQL, or the graph."""

FILE: Final = "measured.json"

KEPT: Final[dict[Kept, str]] = {
    "orders": "PostgreSQL from its orders",
    "edges": "PostgreSQL from a table of edges",
    "graph": "Neo4j",
}

WALKED: Final = ("also_bought", "three_hops", "way")

AS_GOOD: Final = 1.25
"""Two times are told apart when one is that many times the other: less is the machine's mood."""


class Figure(Model):
    """Milliseconds of one question, half of the subjects took at most `p50`, 95 of a hundred at most `p95`."""

    question: str
    kept: Kept
    purchases: int
    p50: float
    p95: float


class Measured(Model):
    """All figures of one run: of how many shoppers and products, how many subjects each, on how many cores."""

    cores: int
    shoppers: int
    products: int
    subjects: int
    figures: tuple[Figure, ...]

    def of(self, question: str) -> dict[Kept, list[Figure]]:
        """A question's figures by what was asked, from few purchases to many."""
        mine = sorted((one for one in self.figures if one.question == question), key=lambda one: one.purchases)
        return {
            kept: [one for one in mine if one.kept == kept] for kept in KEPT if any(one.kept == kept for one in mine)
        }


@cache
def measured() -> Measured:
    """The figures that are shipped."""
    return Measured.model_validate_json(files("marketplace.comparison").joinpath(FILE).read_text(encoding="utf-8"))


def verdict(figures: dict[Kept, Sequence[Figure]]) -> str:
    """Who answered sooner at the largest size, and what growth did to each: sentences."""
    last = {kept: ones[-1] for kept, ones in figures.items()}
    least = min(last, key=lambda kept: last[kept].p50)
    graph, sentences = last["graph"], [f"At {last['graph'].purchases:,} purchases {KEPT[least]} answered soonest."]
    for kept, one in last.items():
        if kept != "graph":
            sentences.append(f"{KEPT[kept]}{_against(one.p50, graph.p50)}.")
    grown = [
        f"{ones[-1].p50 / ones[0].p50:,.{0 if ones[-1].p50 > 10 * ones[0].p50 else 1}f} times for {KEPT[kept]}"
        for kept, ones in figures.items()
        if ones[0].p50 > 0
    ]
    if len(figures["graph"]) > 1:
        more = graph.purchases / figures["graph"][0].purchases
        sentences.append(
            f"From the smallest shop to the largest, {more:.0f} times the purchases, time grew {', '.join(grown)}."
        )
    return " ".join(sentences)


def conclusion(run: Measured) -> str:
    """How the questions that are walked went at the largest size: sentences."""
    walked = [run.of(question) for question in WALKED]
    sentences = []
    for kept in ("orders", "edges"):
        ratios = [figures[kept][-1].p50 / figures["graph"][-1].p50 for figures in walked]
        ahead, behind = sum(ratio < 1 / AS_GOOD for ratio in ratios), sum(ratio > AS_GOOD for ratio in ratios)
        sentences.append(
            f"{KEPT[kept]} was faster than Neo4j in {ahead} of {len(ratios)} questions, as good in "
            f"{len(ratios) - ahead - behind}, slower in {behind}."
        )
    read = run.of("read")
    sentences.append(f"Worked out beforehand, {KEPT['edges']}{_against(read['edges'][-1].p50, read['graph'][-1].p50)}.")
    if not behind:
        sentences.append("So it is not for speed: a table of edges in PostgreSQL would serve these as well.")
    return f"At {walked[0]['graph'][-1].purchases:,} purchases, {' '.join(sentences)}"


def _against(tables: float, graph: float) -> str:
    """How PostgreSQL compares with Neo4j."""
    if max(tables, graph) < AS_GOOD * min(tables, graph):
        return " was as good as Neo4j"
    if tables < graph:
        return f" was {graph / tables:.1f} times as fast as Neo4j"
    return f": Neo4j was {tables / graph:.1f} times as fast"
