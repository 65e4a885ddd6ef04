"""`simulate`: a crowd on the real services, from a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.live import Live
from rich.text import Text

from marketplace.cli.output import Json, console, errors, open_market, show_facts, show_json, show_table
from marketplace.simulation.plan import MOST_PRODUCTS, MOST_SECONDS, MOST_SHOPPERS, PRESETS, Plan

if TYPE_CHECKING:
    from marketplace.simulation.models import Result, Snapshot
    from marketplace.simulation.run import Run

LIVE, PLAIN = 0.25, 2.0
"""Seconds from one look to the next: on a terminal, where one line is drawn anew; elsewhere, where each is one more."""


class Crowd(StrEnum):
    """A plan to begin with."""

    QUIET_TUESDAY = "quiet-tuesday"
    MARKET_DAY = "market-day"
    TWO_HUNDRED_HANDS = "two-hundred-hands"


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("simulate")(simulate)


def simulate(
    crowd: Annotated[Crowd, typer.Option(help="The plan to begin with.")] = Crowd.MARKET_DAY,
    shoppers: Annotated[int | None, typer.Option(help="Each is a thread.", min=1, max=MOST_SHOPPERS)] = None,
    seconds: Annotated[float | None, typer.Option(help="The doors are open for.", min=0, max=MOST_SECONDS)] = None,
    visits: Annotated[int | None, typer.Option(help="Visits of each shopper at most.", min=0, max=1000)] = None,
    think: Annotated[
        float | None, typer.Option(help="Seconds to think before a step, on average.", min=0, max=5)
    ] = None,
    pay: Annotated[int | None, typer.Option(help="Of a hundred, how many pay.", min=0, max=100)] = None,
    mind: Annotated[int | None, typer.Option(help="Of a hundred, how many change their minds.", min=0, max=100)] = None,
    last: Annotated[int | None, typer.Option(help="Pieces of what all want in the end.", min=0, max=200)] = None,
    craft: Annotated[str | None, typer.Option(help="Goods modelled on real ones of this craft (its id).")] = None,
    products: Annotated[int | None, typer.Option(help="Products on the shelf.", min=1, max=MOST_PRODUCTS)] = None,
    pieces: Annotated[int | None, typer.Option(help="Pieces of each.", min=0, max=1000)] = None,
    seed: Annotated[int, typer.Option(help="The same seed plans the same wishes.", min=0)] = 1,
    json: Json = False,
) -> None:
    """Let a crowd shop on the real services, end in a rush on the last pieces, and clear every trace away.

    Exit 0 where the books add up and nothing went wrong. Ctrl-C sends the crowd home, and clears away all the same.
    """
    said: dict[str, Any] = {
        "shoppers": shoppers,
        "seconds": seconds,
        "visits": visits,
        "think_seconds": think,
        "checks_out": None if pay is None else pay / 100,
        "changes_mind": None if mind is None else mind / 100,
        "last_pieces": last,
        "products": products,
        "pieces": pieces,
        "seed": seed,
    }
    changed = {name: value for name, value in said.items() if value is not None}
    if craft is not None:
        changed |= {"craft": craft, "wanted": None}
    plan = Plan.model_validate(PRESETS[crowd.value].plan.model_dump() | changed)
    with open_market() as market:
        # What the crowd buys is told to the other stores meanwhile.
        market.start()
        run = market.simulation.start(plan)
        try:
            _watch(run)
        finally:
            run.stop()
            run.wait()
        result = run.result()
    if json:
        show_json(result)
    else:
        _show(result)
    if not result.held or result.problems or result.left_over:
        raise typer.Exit(1)


def _watch(run: Run) -> None:
    """Say how far it is until it is over."""
    with _line() as (say, every):
        while not run.wait(every):
            say(_said(run.snapshot()))


@contextmanager
def _line() -> Iterator[tuple[Any, float]]:
    if errors.is_terminal:
        with Live(Text("…"), console=errors, transient=True, auto_refresh=False) as live:
            yield lambda said: live.update(Text(said), refresh=True), LIVE
    else:
        yield lambda said: errors.print(said, markup=False, highlight=False, soft_wrap=True), PLAIN


def _said(snapshot: Snapshot) -> str:
    totals, series = snapshot.totals, snapshot.series
    carts, left = _latest(series.carts), _latest(series.last)
    return (
        f"{snapshot.seconds:5.1f} s  {snapshot.phase:<10}  {totals.steps:>6,} steps  {totals.orders:>5,} orders  "
        f"{totals.refused:>5,} refused  {carts:>4} carts open  {left:>4} of the last"
    )


def _latest(values: list[int | None]) -> str:
    return next((f"{value:,}" for value in reversed(values) if value is not None), "–")


def _show(result: Result) -> None:
    totals = result.snapshot.totals
    show_facts(
        {
            "crowd": f"{result.plan.shoppers} shoppers, {result.seconds:.1f} s{', stopped' if result.stopped else ''}",
            "steps": f"{totals.steps:,}, {result.per_second:,.0f} a second",
            "orders": f"{totals.orders:,} of {totals.pieces:,} pieces",
            "refused": totals.refused,
            "carts left standing": totals.abandoned,
        }
    )
    books = [*result.books[-1:], *result.books[:-1]]
    console.print()
    show_table(
        ["product", "there", "sold", "left", "adds up"],
        [[each.name, each.before, each.sold, each.after, "yes" if each.held else "NO"] for each in books],
        title="Books, by PostgreSQL",
    )
    console.print()
    show_table(
        ["step", "where", "how often", "p50 ms", "p95 ms", "p99 ms"],
        [[each.doing, each.where, each.count, each.p50, each.p95, each.p99] for each in result.snapshot.speeds],
        title="Times",
    )
    if result.refusals:
        console.print()
        show_table(
            ["refused", "at", "wanted", "there were", "how often"],
            [[each.product, each.doing, each.wanted, each.available, each.count] for each in result.refusals[:10]],
            title="Refusals",
        )
    console.print()
    show_table(
        ["destination", "store", "heard of", "waiting", "p50 ms", "p95 ms"],
        [[each.destination, each.store, each.delivered, each.waiting, each.p50, each.p95] for each in result.heard],
        title="What the other stores heard",
    )
    console.print()
    show_table(
        ["store", "cleared away", "still found"],
        [
            [each.store, ", ".join(f"{many:,} {what}" for what, many in each.removed.items()) or "nothing", each.left]
            for each in result.cleaned
        ],
        title="Cleared away",
    )
    console.print()
    for problem in [*result.problems, *result.left_over]:
        errors.print(problem, style="red", markup=False, highlight=False, soft_wrap=True)
    if result.held:
        console.print("Not one piece was sold twice.", style="green")
    elif result.books:
        console.print("The books do not add up: that must never happen.", style="red")
    else:
        console.print("The books could not be read.", style="red")
