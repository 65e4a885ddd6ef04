"""A simulation, planned, running or over, as HTML."""

from __future__ import annotations

import math
from collections.abc import Sequence

from marketplace.simulation.models import Cleaned, Heard, Phase, Refusal, Result, Snapshot
from marketplace.simulation.plan import PRESETS, Plan
from marketplace.ui.html import esc, href
from marketplace.ui.tables import Cell, table_html
from marketplace.ui.wording import STORE_NAMES, count, milliseconds, time_html

PHASES: dict[Phase, str] = {
    "setting up": "Putting the goods on the shelf …",
    "shopping": "The doors are open",
    "rush": "The rush: everybody pays",
    "carrying": "The last news is on its way to the other stores …",
    "cleaning": "Clearing everything away …",
    "over": "Over",
}
DOINGS = {"add": "put into a cart", "change": "change pieces", "remove": "take out", "checkout": "check out"}
ROWS = 12
LATELY = 2.0
"""Seconds over which a speed is a speed."""


def facts(pairs: list[tuple[str, str]]) -> str:
    """Figures in a row, each with what it counts. For figures of our own: nothing here is escaped."""
    return f'<ul class="am-facts">{"".join(f"<li><strong>{a}</strong><span>{b}</span></li>" for a, b in pairs)}</ul>'


def presets_html(current: str | None) -> str:
    """Plans with a name, as cards that fill the form."""
    cards = "".join(
        f'<li><a class="am-preset" data-page href="{esc(href("simulation", crowd=slug))}"'
        f"{' aria-current=true' if slug == current else ''}>"
        f"<strong>{esc(preset.name)}</strong><span>{esc(preset.sentence)}</span></a></li>"
        for slug, preset in PRESETS.items()
    )
    return f'<ul class="am-presets" aria-label="Crowds to begin with">{cards}</ul>'


def plan_html(plan: Plan, rush: str, when: str = "") -> str:
    """What was asked for, in a line, and `when` (HTML) it was."""
    name = next(
        (one.name for one in PRESETS.values() if one.plan == plan.model_copy(update={"seed": one.plan.seed})), ""
    )
    said = [
        count(plan.shoppers, "shopper"),
        f"open for {plan.seconds:g} s",
        f"{plan.think_seconds:g} s to think" if plan.think_seconds else "no time to think",
        f"{plan.checks_out:.0%} pay",
        f"{plan.changes_mind:.0%} change their minds",
        f"{plan.products} × {count(plan.pieces, 'piece')}",
        f"{plan.last_pieces} × {rush or 'the last'}",
    ]
    title = f"<b>{esc(name)}</b> · " if name else ""
    return f'<p class="am-quiet am-asked">{title}{esc(" · ".join(said))}{f" · {when}" if when else ""}</p>'


def hidden(heading: str) -> str:
    """A heading that the eye does not need, between the page's and those of its charts."""
    return f'<h2 class="am-hidden">{heading}</h2>'


def state_html(plan: Plan, snapshot: Snapshot, *, stopping: bool) -> str:
    """What is going on, with how much of the time is over."""
    words = (
        "Stopping: everybody goes home …"
        if stopping and snapshot.phase in ("shopping", "rush")
        else PHASES[snapshot.phase]
    )
    share = 0 if snapshot.phase == "setting up" else min(1.0, snapshot.seconds / plan.seconds) if plan.seconds else 1
    return (
        f'<div class="am-stage"><p role="status"><b>{words}</b></p>'
        f'<span class="am-meter"><span style="width:{share:.0%}"></span></span></div>'
    )


def facts_html(snapshot: Snapshot, pace: float) -> str:
    """A simulation in figures: `pace` is steps a second."""
    totals, checkout = snapshot.totals, snapshot.speed("checkout")
    carts = (
        (f"{totals.abandoned:,}", "left a cart standing")
        if snapshot.phase == "over"
        else (f"{_latest(snapshot.series.carts) or 0:,}", "carts open")
    )
    return facts(
        [
            carts,
            (f"{pace:,.0f}", "steps a second"),
            (f"{totals.orders:,}", "orders"),
            (f"{totals.pieces:,}", "pieces sold"),
            (f"{totals.refused:,}", "refused"),
            (milliseconds(checkout.p50) if checkout else "–", "median checkout"),
        ]
    )


def pace(snapshot: Snapshot) -> float:
    """Steps a second lately, in whole stretches of the series."""
    series = snapshot.series
    whole = int(snapshot.seconds / series.width)
    first = max(0, whole - round(LATELY / series.width))
    steps = sum(sum(column[first:whole]) for column in (series.added, series.changed, series.orders, series.refused))
    return steps / ((whole - first) * series.width) if whole > first else 0.0


def chart_heading(title: str, *legend: tuple[str, str]) -> str:
    """A chart's title, and what its colours mean: (colour, words)."""
    items = "".join(f'<li style="--kind:{colour}">{esc(words)}</li>' for colour, words in legend)
    return f'<div class="am-chart"><h3>{esc(title)}</h3><ul class="am-legend">{items}</ul></div>'


def series_html(plan: Plan, snapshot: Snapshot) -> str:
    """The four charts' figures, in fewer and wider stretches: what was counted in each, what was there at its end."""
    series = snapshot.series
    size = max(1, math.ceil(len(series.added) / ROWS))
    rows: list[list[Cell]] = []
    for first in range(0, len(series.added), size):
        stretch = slice(first, first + size)
        counted = [sum(column[stretch]) for column in (series.added, series.changed, series.orders, series.refused)]
        there = [_latest(column[stretch]) for column in (series.carts, series.placed, series.carried)]
        left = [_latest(column[stretch]) for column in (series.shelf, series.last)]
        rows.append([f"{first * series.width:.1f} s", *counted, *there, *left])
    return table_html(
        [
            "From",
            "Put into carts",
            "Changed",
            "Paid",
            "Refused",
            "Carts open",
            "Orders so far",
            "Heard of",
            "On the shelf",
            "Of the last",
        ],
        rows,
        caption="The charts as figures",
    )


def awaited_html(plan: Plan, snapshot: Snapshot) -> str:
    """What will be seen of the rush, as tall as it will be."""
    what = f"the same {snapshot.rush}" if snapshot.rush else "the same thing"
    return (
        '<div class="am-awaited"><p>When the doors close, everybody puts one piece of '
        f"{esc(what)} into the cart, and pays at the same moment: {count(plan.shoppers, 'shopper')} for "
        f"{count(plan.last_pieces, 'piece')}. Who gets one is drawn here, to the millisecond.</p></div>"
    )


def rush_html(snapshot: Snapshot) -> str:
    """The rush, a shopper a line, in the order in which they were done."""
    words = {"done": "got one", "refused": "there was none left", "failed": "failed"}
    return table_html(
        ["Done as number", "Waited", "At the till", "And"],
        [
            [number, milliseconds(each.served), milliseconds(each.done - each.served), words[each.outcome]]
            for number, each in enumerate(snapshot.attempts, 1)
        ],
        caption="The rush, shopper by shopper",
    )


def books_html(result: Result) -> str:
    """Stock before, sold, after; the product of the rush first."""
    stocks = [*result.books[-1:], *result.books[:-1]]
    return table_html(
        ["Product", "There", "Sold", "Left", "Adds up"],
        [[each.name, each.before, each.sold, each.after, "yes" if each.held else "NO"] for each in stocks],
        caption="Stock before and after",
    )


def speeds_html(snapshot: Snapshot) -> str:
    """What each step took, and of that what its statements took in each store: half within, 95 of a hundred within."""
    rows: list[list[Cell]] = []
    for doing, words in DOINGS.items():
        cells: list[Cell] = [words]
        for where in ("served", "postgres", "redis", "queue"):
            speed = next((one for one in snapshot.speeds if (one.doing, one.where) == (doing, where)), None)
            if where == "served":
                cells.append(speed.count if speed else 0)
            cells.append(f"{milliseconds(speed.p50)} / {milliseconds(speed.p95)}" if speed else "–")
        rows.append(cells)
    return table_html(
        ["Step", "How often", "Took", "in PostgreSQL", "in Redis", "In the queue before"],
        rows,
        caption="Half of them within / 95 of a hundred within",
        seen=True,
    )


def refusals_html(refusals: Sequence[Refusal]) -> str:
    """Why the shop said no, the most frequent reasons first."""
    shown = refusals[:ROWS]
    rows: list[list[Cell]] = [
        [each.count, each.product or "the cart", DOINGS[each.doing], each.wanted, each.available] for each in shown
    ]
    more = sum(each.count for each in refusals[ROWS:])
    if more:
        rows.append([more, f"for {count(len(refusals) - ROWS, 'more reason')}", None, None, None])
    return table_html(["How often", "What", "When", "Wanted", "There were"], rows, caption="Refusals by their reason")


def heard_html(heard: Sequence[Heard]) -> str:
    """How the news of the orders got on."""
    return table_html(
        ["Destination", "Store", "Heard of", "Still waiting", "Half within", "95 of 100 within"],
        [
            [
                each.destination.replace("_", " "),
                STORE_NAMES[each.store],
                each.delivered,
                each.waiting,
                None if each.p50 is None else milliseconds(each.p50),
                None if each.p95 is None else milliseconds(each.p95),
            ]
            for each in heard
        ],
        caption="How long after an order each destination heard of it",
    )


def cleaned_html(cleaned: Sequence[Cleaned]) -> str:
    """A card a store: what was removed from it, and what a second look found."""
    cards = []
    for each in cleaned:
        lines = "".join(f"<div><dt>{esc(what)}</dt><dd>{many:,}</dd></div>" for what, many in each.removed.items())
        body = f"<dl>{lines}</dl>" if each.removed else "<p>Nothing of it was ever there.</p>"
        if each.left:
            after = f'<p class="am-error">A second look found {each.left:,} more, and removed them.</p>'
        else:
            after = '<p class="am-quiet">A second look found nothing: it is as it was before.</p>'
        cards.append(
            f'<li class="am-node" style="--store:var(--am-{each.store})"><h3>{STORE_NAMES[each.store]}</h3>{body}'
            f"{after if each.removed else ''}</li>"
        )
    return f'<ul class="am-stores am-cleaned">{"".join(cards)}</ul>'


def when_html(result: Result) -> str:
    """When it ran, and how long the crowd was there."""
    return f"{time_html(result.began_at)}, {'stopped after' if result.stopped else 'over in'} {result.seconds:.1f} s"


def _latest(values: Sequence[int | None]) -> int | None:
    return next((value for value in reversed(values) if value is not None), None)
