"""`bench`: how fast the services are, beside the floor of their stores."""

from __future__ import annotations

from typing import Annotated

import typer

from marketplace.cli.output import Json, console, open_market, progress, show_json, show_table


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("bench")(bench_command)


def bench_command(
    operations: Annotated[list[str] | None, typer.Argument(help="Which; all if none is named.")] = None,
    rounds: Annotated[int, typer.Option(help="How often both sides take turns.", min=1, max=1000)] = 21,
    seconds: Annotated[float, typer.Option(help="How long a turn takes, about.", min=0.001, max=60)] = 0.1,
    plans: Annotated[bool, typer.Option("--plans", help="Show how the store goes about each.")] = False,
    json: Json = False,
) -> None:
    """Time operations of the services, each beside the bare driver doing the same, in turns."""
    from marketplace.bench.operations import bench

    with open_market() as market, progress() as tell:
        found = bench(market, operations or (), rounds=rounds, seconds=seconds, tell=tell)
    if json:
        show_json(found)
        return
    show_table(
        ["operation", "a second", "floor", "ratio", "p50 ms", "p95 ms", "p99 ms"],
        [
            [
                name,
                round(each.ops_s),
                round(each.floor_ops_s),
                f"{each.ratio:.2f}",
                each.p50_ms,
                each.p95_ms,
                each.p99_ms,
            ]
            for name, each in found.items()
        ],
    )
    for name, each in found.items():
        beside = f" {each.tool}: {each.tool_ops_s:,.0f} a second." if each.tool else ""
        console.print(
            f"{name}: {each.what}. Floor: {each.floor}.{beside}",
            style="dim",
            highlight=False,
            markup=False,
            soft_wrap=True,
        )
        if plans and each.plan:
            console.print(each.plan, highlight=False, markup=False, soft_wrap=True)
