"""`evaluate`: how good search and recommendations are, measured."""

from __future__ import annotations

import typer

from marketplace.cli import evaluate_recommendations

evaluate = typer.Typer(help="How good search and recommendations are, measured.", no_args_is_help=True)
evaluate_recommendations.register_on(evaluate)


@evaluate.callback()
def group() -> None:
    """Keeps the command's name, while there is one alone."""


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(evaluate, name="evaluate")
