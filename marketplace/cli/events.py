"""`relay`, `verify`, `rebuild`, `cancel`: what happens between the stores."""

from __future__ import annotations

import signal
import threading
from enum import StrEnum
from typing import Annotated

import typer

from marketplace.cli.output import Json, console, errors, open_market, progress, show_facts, show_json, show_table

SHOWN = 50
"""Differences shown to a person; a program gets all."""


class Copy(StrEnum):
    """What can be made anew."""

    GRAPH = "graph"
    CACHE = "cache"
    VECTORS = "vectors"


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (relay, verify, cancel):
        app.command(command.__name__)(command)
    app.command("rebuild")(rebuild_command)


def relay(
    once: Annotated[bool, typer.Option("--once", help="Carry what is due now, and end.")] = False,
    dead: Annotated[bool, typer.Option("--dead", help="List the events that were given up.")] = False,
    replay: Annotated[
        str | None, typer.Option(metavar="EVENT_ID|all", help="Try an event that was given up again, or all of them.")
    ] = None,
    json: Json = False,
) -> None:
    """Carry events and views from where they happen to the stores that keep copies, until Ctrl-C."""
    if sum((once, dead, replay is not None)) > 1:
        raise typer.BadParameter("--once, --dead and --replay exclude one another")
    if dead:
        _list_dead(json)
    elif replay is not None:
        _replay(replay, json)
    elif once:
        _once(json)
    else:
        _until_stopped(json)


def _until_stopped(json: bool) -> None:
    if json:
        raise typer.BadParameter("--json goes with --once, --dead or --replay")
    stopped = threading.Event()
    before = signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    try:
        with open_market() as market:
            market.migrate()
            market.start(tell=lambda what, many: console.print(f"{what:<12}  {many:,}", highlight=False))
            errors.print("Carrying events and views (Ctrl-C ends it).")
            stopped.wait()
    except KeyboardInterrupt:
        pass  # how it is meant to end
    finally:
        signal.signal(signal.SIGTERM, before)


def _once(json: bool) -> None:
    with open_market() as market:
        arrived = market.relay.drain()
        status = market.relay.status()
    if json:
        show_json({"arrived": arrived, **status.model_dump(mode="json")})
        return
    rows = [
        [each.destination, each.store, each.waiting, each.dead, each.p50_ms, each.p95_ms]
        for each in status.destinations
    ]
    show_table(["destination", "store", "waiting", "dead", "p50 ms", "p95 ms"], rows)
    console.print(
        f"{arrived:,} deliveries arrived; {status.waiting:,} events wait, {status.dead:,} are dead.", highlight=False
    )


def _list_dead(json: bool) -> None:
    with open_market() as market:
        letters = market.relay.dead()
    if json:
        show_json(letters)
        return
    if not letters:
        console.print("No event was given up.")
        return
    # Lines, not a table: an id that is cut short is none.
    for each in letters:
        behind = f", {each.behind:,} wait behind it" if each.behind else ""
        line = f"{each.event_id}  {each.destination}: {each.kind} of {each.order_id}, {each.attempts} attempts{behind}"
        console.print(f"{line}: {each.last_error}", markup=False, highlight=False, soft_wrap=True)


def _replay(event_id: str, json: bool) -> None:
    with open_market() as market:
        replayed = market.relay.replay(None if event_id == "all" else event_id)
        arrived = market.relay.drain()
        letters = market.relay.dead()
    if json:
        show_json({"replayed": replayed, "arrived": arrived, "dead": letters})
    else:
        console.print(f"{replayed:,} deliveries tried again; {arrived:,} arrived.", highlight=False)


def verify(json: Json = False) -> None:
    """Compare the stores and name every difference. Exits with 1 where there is one, or a store does not answer."""
    with open_market() as market, progress() as tell:
        found = market.verify(tell)
    if json:
        show_json(found)
    else:
        rows = [
            [
                each.name,
                " ".join(each.stores),
                each.things,
                each.differences,
                f"{each.seconds * 1000:,.0f} ms",
                each.reason,
            ]
            for each in found.compared
        ]
        show_table(["compared", "stores", "things", "differences", "time", ""], rows)
        for each in found.differences[:SHOWN]:
            # Lines, not a table: an id that is cut short is none.
            console.print(f"{each.kind}: {each.id}: {each.detail}", markup=False, highlight=False, soft_wrap=True)
        more = len(found.differences) - SHOWN
        if more > 0:
            console.print(f"… and {more:,} more: --json names them all.", highlight=False)
        if found.waiting or found.dead:
            show_facts({"events under way": found.waiting, "events given up": found.dead})
        if found.clean:
            console.print("The stores agree.")
    if not found.clean:
        raise typer.Exit(1)


def rebuild_command(
    copy: Annotated[Copy, typer.Argument(help="What to make anew.")],
    json: Json = False,
) -> None:
    """Make a copy anew from what it is a copy of, while the shop stays open.

    graph: from PostgreSQL; looks at products, which only the graph has, are kept. cache: forgotten, and filled as it is
    asked for. vectors: every text is encoded again.
    """
    from marketplace.loading import rebuild

    with open_market() as market, progress() as tell:
        made = rebuild(market, copy.value, tell)
    if json:
        show_json(made)
    else:
        show_facts({name.replace("_", " "): number for name, number in made.items()})


def cancel(
    order: Annotated[str, typer.Argument(help="An order's id.")],
    user: Annotated[str, typer.Option(help="The shopper whose order it is.")],
    json: Json = False,
) -> None:
    """Cancel an order that is paid and not yet sent: its pieces go back on the shelf."""
    with open_market() as market:
        cancelled = market.orders.cancel(user, order)
        # This process ends now: what it did is carried to the other stores first.
        market.relay.drain()
    if json:
        show_json(cancelled)
    else:
        console.print(f"Order {cancelled.id} is {cancelled.status}: € {cancelled.total}.", highlight=False)
