"""`evaluate`: how good search is, by judged queries; and how good recommendations are."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from marketplace.cli import evaluate_recommendations
from marketplace.cli.output import Json, console, open_market, progress, show_json, show_table

evaluate = typer.Typer(help="How good search and recommendations are, measured.", no_args_is_help=True)
evaluate_recommendations.register_on(evaluate)


class Modes(StrEnum):
    """Which way to search, or every way."""

    FULLTEXT = "fulltext"
    SEMANTIC = "semantic"
    HYBRID = "hybrid"
    ALL = "all"


class Gain(StrEnum):
    """What a grade is worth."""

    LINEAR = "linear"
    EXPONENTIAL = "exponential"


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(evaluate, name="evaluate")


@evaluate.command("search")
def evaluate_search(
    queries: Annotated[Path, typer.Option(help="Lines of query_id<TAB>text.", exists=True, dir_okay=False)],
    judgments: Annotated[
        Path,
        typer.Option(
            help="Lines of query_id<TAB>product_id<TAB>grade, or TREC's four columns.", exists=True, dir_okay=False
        ),
    ],
    mode: Annotated[Modes, typer.Option(help="Which way to search.")] = Modes.ALL,
    gain: Annotated[Gain, typer.Option(help="What a grade is worth: itself, or 2^grade - 1.")] = Gain.LINEAR,
    json: Json = False,
) -> None:
    """Ask judged queries one at a time, past every cache: nDCG@10, MRR@10, recall@100, and milliseconds."""
    # Imported here: numpy and the stores' drivers take seconds, and `--help` should not.
    from marketplace.evaluation import searching
    from marketplace.search.models import MODES

    texts, grades = searching.read_queries(queries), searching.read_judgments(judgments)
    figures: dict[str, searching.Figures] = {}
    with open_market() as market, progress() as tell:
        for each in MODES if mode is Modes.ALL else (MODES[MODES.index(mode.value)],):
            figures[each] = searching.evaluate(
                lambda text, limit, each=each: market.search.ranked(text, each, limit=limit),  # type: ignore[misc]
                texts,
                grades,
                gain.value,
                lambda done, total, each=each: tell(each, done, total),  # type: ignore[misc]
            )
    if json:
        show_json({each: one.model_dump(by_alias=True) for each, one in figures.items()})
        return
    rows = [[each, *one.model_dump().values()] for each, one in figures.items()]
    show_table(["mode", "ndcg@10", "mrr@10", "recall@100", "queries", "p50 ms", "p95 ms"], rows)
    console.print("One query at a time, warm, caches off.", style="dim")


@evaluate.command("looks")
def evaluate_looks(json: Json = False) -> None:
    """Of each picture's ten nearest: how many show a thing of the same form, and how far their colours are."""
    from marketplace.evaluation import looking

    with open_market() as market:
        figures = looking.evaluate(market.postgres, market.catalog.specs)
    if json:
        show_json(figures)
        return
    rows = [[name, *one.model_dump().values()] for name, one in figures.items()]
    show_table(["compared by", "same form", "colour difference", "queries"], rows)
    console.print("Forms and colours are the specifications'; the difference is CIEDE2000.", style="dim")
