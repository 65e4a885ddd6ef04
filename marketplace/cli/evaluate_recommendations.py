"""`evaluate recommendations`: how good each strategy is, on purchases held out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marketplace.cli.output import Json, console, errors, open_market, progress, show_json, show_table


def register_on(group: typer.Typer) -> None:
    """Add this command."""
    group.command("recommendations")(recommendations)


def recommendations(
    test: Annotated[
        Path | None,
        typer.Option(
            help="CSV of user_id,product_id: purchases held out of the stores. Without it, everybody's last ones are.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    candidates: Annotated[
        Path | None,
        typer.Option(
            help="CSV of user_id,product_id: rank these alone. Without it, all that a shopper has not bought.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    strategy: Annotated[str, typer.Option(help="A strategy's name, or all. The controls always run.")] = "all",
    k: Annotated[int, typer.Option(help="Length of the lists.", min=1, max=100)] = 10,
    json: Json = False,
) -> None:
    """Hit rate, nDCG, MAP, coverage, novelty, diversity and times of each strategy."""
    # Imported here: numpy and the stores' drivers take seconds, and `--help` should not.
    from marketplace.evaluation.recommending import chosen, evaluate, left_out, read_pairs

    strategies = chosen(strategy)
    wanted, among = (read_pairs(path) if path else None for path in (test, candidates))
    with open_market() as market, progress() as tell:
        figures = evaluate(market.postgres, market.graph, strategies, test=wanted, candidates=among, k=k, progress=tell)
    users = next(iter(figures.values())).users if figures else 0
    for name, why in left_out(strategies, users).items():
        errors.print(f"{name} is left out: {why}.", style="dim", highlight=False)
    for name, one in figures.items():
        if one.coverage == 0:
            errors.print(f"{name} has no list for anybody: these data tell it nothing.", style="dim", highlight=False)
    if json:
        show_json({name: one.named() for name, one in figures.items()})
        return
    named = {name: f"{name} *" if one.default else name for name, one in figures.items()}
    show_table(
        ["strategy", f"hr@{k}", f"ndcg@{k}", "95 %", f"map@{k}", "ahead of popular"],
        [
            [
                named[name],
                *(f"{value:.4f}" for value in (one.hit_rate, one.ndcg)),
                "{:.4f}–{:.4f}".format(*one.ndcg_interval),
                f"{one.average_precision:.4f}",
                "{:+.4f} ({:.4f}–{:.4f})".format(ahead.ndcg, *ahead.interval)
                if (ahead := one.minus.get("popular"))
                else "",
            ]
            for name, one in figures.items()
        ],
    )
    console.print()
    show_table(
        ["strategy", "coverage", "novelty", "diversity", "p50 ms", "p95 ms"],
        [
            [
                named[name],
                *(f"{value:.3f}" for value in (one.coverage, one.novelty, one.diversity)),
                *(f"{value:.1f}" if value is not None else "" for value in (one.p50_ms, one.p95_ms)),
            ]
            for name, one in figures.items()
        ],
    )
    console.print(
        f"{users:,} shoppers; * is the app's own. "
        + (
            "Lists are the graph's own; the controls are counted in memory."
            if test
            else "Their last purchases were held out and every list counted in memory, by the graph's own arithmetic."
        )
        + " Times are of one shopper at a time, from the graph, warm, nothing cached.",
        style="dim",
    )
