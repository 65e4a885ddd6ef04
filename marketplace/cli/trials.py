"""`trial`: what came of the A/B trial that runs, or ran last."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from marketplace.cli.output import Json, console, open_market, show_json, show_table
from marketplace.errors import NotPossible


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("trial")(trial)


def trial(
    id: Annotated[int | None, typer.Option(help="Which trial, if not the running or the latest.")] = None,
    least: Annotated[float, typer.Option(help="The smallest difference worth having, in points.", min=0.1, max=99)] = 2,
    of: Annotated[
        Literal["shoppers", "visitors"] | None,
        typer.Option(
            help="Whose figures, if not those of real shoppers, or of simulated visitors until there are any."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """The figures of an A/B trial: shares with 95 % intervals, their difference, and the people still needed."""
    with open_market() as market:
        if id is None:
            id = next((known.id for known in market.trials.latest(1)), None)
        if id is None:
            raise NotPossible("There has been no trial yet: the page “A/B trial” of the app begins one.")
        found = market.trials.results(id, least / 100, of)
    if json:
        show_json(found)
        return
    state = "runs" if found.trial.running else "is over"
    console.print(f"Trial {id} {state}: {found.trial.control} against {found.trial.challenger}.", highlight=False)
    names = ("simulated visitors", "real shoppers")
    whose, others = names if found.group == "visitors" else names[::-1]
    console.print(f"Figures of {found.people:,} {whose} alone; {others}: {found.others:,}.", highlight=False)
    rows = [
        [arm.arm, name, rate.of, rate.hits, _percent(rate.value), f"{_percent(rate.low)} to {_percent(rate.high)}"]
        for arm in found.arms
        for name, rate in (("clicked", arm.clicked), ("bought", arm.bought))
    ]
    show_table(["arm", "who", "of", "people", "share", "95 %"], rows)
    compared = [
        [each.measure, _percent(each.difference), f"{_percent(each.low)} to {_percent(each.high)}", each.p_value]
        + [" and ".join(f"{many:,}" for many in pair) if pair else "–" for pair in (each.wanted, each.missing)]
        for each in (found.clicked, found.bought)
    ]
    show_table(["difference", "points", "95 %", "p", f"needed for {least:g}", "still needed"], compared)
    if found.mismatched:
        console.print("The split is not what was meant: find out why before you believe any of this.", style="red")


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"
