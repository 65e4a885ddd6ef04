"""A simulation, running or done, as HTML and as a chart."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from marketplace.simulation.models import Plan, Result, Snapshot
from marketplace.ui.tables import table_html
from marketplace.ui.wording import STORE_COLOURS, milliseconds

ADDED, BOUGHT, REFUSED = STORE_COLOURS["redis"], STORE_COLOURS["postgres"], "#b58a2b"
"""In Redis' colour what Redis did, in PostgreSQL's what it did; gold for a no."""


def progress_html(snapshot: Snapshot, plan: Plan) -> str:
    """How far a running one is."""
    doing = "The rush: everybody pays" if snapshot.phase == "rush" else "Filling carts"
    expected = plan.shoppers * (plan.rounds + 1)
    share = min(100, round(100 * snapshot.added / expected))
    return (
        f'<div role="status"><p><b>{doing} …</b></p>'
        f'<span class="am-meter"><span style="width:{share}%"></span></span>'
        + facts(
            [
                (f"{snapshot.added:,}", "put into carts"),
                (f"{snapshot.bought:,}", "orders"),
                (f"{snapshot.refused:,}", "refused"),
                (f"{snapshot.seconds:.1f} s", "so far"),
            ]
        )
        + "</div>"
    )


def facts_html(result: Result) -> str:
    """A finished one in figures."""
    return facts(
        [
            (f"{result.count('added'):,}", "put into carts"),
            (f"{result.count('bought'):,}", "orders"),
            (f"{result.count('refused'):,}", "refused"),
            (f"{result.per_second:,.0f}", "steps a second"),
            (f"{result.seconds:.1f} s", "in all"),
        ]
    )


def facts(pairs: list[tuple[str, str]]) -> str:
    """Figures in a row, each with what it counts. For figures of our own: nothing here is escaped."""
    return f'<ul class="am-facts">{"".join(f"<li><strong>{a}</strong><span>{b}</span></li>" for a, b in pairs)}</ul>'


def chart(result: Result) -> Any:
    """Steps over time, stacked."""
    series = result.series()
    width = series[1].at - series[0].at if len(series) > 1 else 1.0
    at = [bucket.at + width / 2 for bucket in series]
    figure = go.Figure()
    for name, colour, values in (
        ("put into carts", ADDED, [bucket.added for bucket in series]),
        ("orders", BOUGHT, [bucket.bought for bucket in series]),
        ("refused", REFUSED, [bucket.refused for bucket in series]),
    ):
        figure.add_bar(x=at, y=values, name=name, marker_color=colour, hovertemplate="%{y} " + name + "<extra></extra>")
    rush = min((step.at for step in result.steps if step.phase == "rush" and step.act != "added"), default=None)
    if rush is not None:
        figure.add_vline(x=rush, line_dash="dot", line_color="#8a7a68", annotation_text="the rush begins")
    figure.update_layout(
        barmode="stack",
        bargap=0.08,
        height=330,
        margin={"l": 10, "r": 10, "t": 30, "b": 10},
        legend={"orientation": "h", "y": 1.12},
        xaxis_title="seconds",
        yaxis_title="steps",
        hovermode="x unified",
    )
    return figure


def series_html(result: Result) -> str:
    """The chart's figures, in fewer and wider stretches."""
    return table_html(
        ["From second", "Put into carts", "Orders", "Refused"],
        [[round(each.at, 2), each.added, each.bought, each.refused] for each in result.series(12)],
        caption="Steps over time",
    )


def books_html(result: Result) -> str:
    """Stock before, sold, after; the product of the rush first."""
    stocks = [result.rush, *result.stock[:-1]]
    return table_html(
        ["Product", "There", "Sold", "Left", "Adds up"],
        [[each.name, each.before, each.sold, each.after, "yes" if each.held else "NO"] for each in stocks],
        caption="Stock before and after",
    )


def speeds_html(result: Result) -> str:
    """Half of the steps took at most so long, 95 of a hundred at most so long."""
    return table_html(
        ["Step", "How often", "Half within", "95 of 100 within"],
        [[each.what, each.count, milliseconds(each.p50), milliseconds(each.p95)] for each in result.speeds()],
        caption="Times of the steps",
    )
