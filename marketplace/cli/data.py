"""`load` and `generate-purchases`: putting data in."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from marketplace.cli.output import Json, console, open_market, progress, show_json, show_table


class Part(StrEnum):
    """What to load."""

    ALL = "all"
    RELATIONAL = "relational"
    DOCUMENTS = "documents"
    GRAPH = "graph"
    VECTORS = "vectors"


class Scale(StrEnum):
    """How far the shipped catalogue is grown."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("load")(load_command)
    app.command("generate-purchases")(generate_purchases)


def load_command(
    part: Annotated[Part, typer.Argument(help="Which stores to load.")] = Part.ALL,
    data: Annotated[
        Path | None,
        typer.Option(help="A folder of your own files, of which only products.csv is needed.", file_okay=False),
    ] = None,
    scale: Annotated[Scale, typer.Option(help="How large the shipped catalogue is grown.")] = Scale.SMALL,
    seed: Annotated[int, typer.Option(help="The same seed makes the same data.", min=0)] = 1,
    skip_bad_rows: Annotated[bool, typer.Option("--skip-bad-rows", help="Leave bad rows out.")] = False,
    json: Json = False,
) -> None:
    """Bring every schema up to date and load: the shipped catalogue with generated orders, or a folder of your own."""
    from marketplace.loading import load

    with open_market() as market, progress() as tell:
        report = load(
            market, part.value, data=data, scale=scale.value, seed=seed, skip_bad_rows=skip_bad_rows, progress=tell
        )
    if json:
        show_json(report.to_dict())
    else:
        if report.skipped:
            console.print(f"{report.skipped:,} bad rows were left out.", highlight=False)
        for note in report.notes:
            console.print(note, markup=False, highlight=False)
        rows: list[list[object]] = [
            [
                each.name,
                each.total,
                f"{each.seconds:.1f} s",
                each.error or f"{each.total / each.seconds if each.seconds else 0:,.0f} rows/s",
            ]
            for each in report.parts
        ]
        show_table(["part", "rows", "time", ""], rows)
    if report.failed:
        raise typer.Exit(1)


def generate_purchases(
    count: Annotated[int, typer.Argument(help="How many orders to add.", min=1, max=1_000_000)],
    seed: Annotated[int, typer.Option(help="The same seed and data make the same orders.", min=0)] = 1,
    json: Json = False,
) -> None:
    """Add orders of the loaded shoppers and products, from the latent-taste model, to PostgreSQL and the graph."""
    from marketplace.loading import add_purchases

    with open_market() as market, progress() as tell:
        report = add_purchases(market, count, seed=seed, progress=tell)
    if json:
        show_json(report.to_dict())
    else:
        rows = [[each.name, each.total, f"{each.seconds:.1f} s"] for each in report.parts]
        show_table(["part", "rows", "time"], rows)
    if report.failed:
        raise typer.Exit(1)
