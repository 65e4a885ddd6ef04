"""What was found in the purchases, as charts. Plotly comes with Streamlit: nothing is fetched, and each has a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from marketplace.tastes.models import Community, CraftPair, Influence
from marketplace.ui.wording import count

COLOURS = (
    "#bb5530", "#2a7d78", "#8c4f78", "#b8892b", "#4f8bb8", "#6b7f3f",
    "#c2607f", "#6d5fa8", "#a0764f", "#3f8f5c", "#8a8f2f", "#b0533f",
)  # fmt: skip
"""Of communities, by number; those beyond have none of their own."""

NO_COLOUR = "#8d8579"
LESS, AS_MUCH, MORE = "#3f76a3", "rgba(141,133,121,0.10)", "#bb5530"
MOST_LIFT = 0.4
"""A lift so far from 1 has the full colour."""


def colour(number: int | None) -> str:
    """A community's."""
    return COLOURS[number - 1] if number is not None and number <= len(COLOURS) else NO_COLOUR


def show(figure: go.Figure, key: str, alt: str) -> None:
    """One chart, as wide as its place, without a bar of tools."""
    st.plotly_chart(figure, key=f"am_insights_{key}", config={"displayModeBar": False}, alt=alt)


def sizes(communities: Sequence[Community]) -> go.Figure:
    """Products and shoppers of each community, the largest on top."""
    shown = list(reversed(communities))
    names = [_short(f"{one.number}. {one.name}") for one in shown]
    figure = go.Figure(layout=_layout(60 + 42 * len(shown), barmode="group", showlegend=True))
    for what, values, opacity in (
        ("shoppers", [one.shoppers for one in shown], 0.45),
        ("products", [one.products for one in shown], 1.0),
    ):
        figure.add_bar(
            y=names,
            x=values,
            orientation="h",
            name=what,
            marker={"color": [colour(one.number) for one in shown], "opacity": opacity},
            hovertemplate=f"%{{y}}<br>%{{x:,}} {what}<extra></extra>",
        )
    figure.update_layout(legend={"orientation": "h", "y": 1.04, "yanchor": "bottom", "x": 0, "traceorder": "reversed"})
    figure.update_yaxes(automargin=True, ticksuffix="  ")
    return figure


def influence(things: Sequence[Influence]) -> go.Figure:
    """Influence over purchases; on the line, both say the same: the average influence of a purchase."""
    figure = go.Figure(layout=_layout(440))
    figure.add_scatter(
        x=[one.purchases for one in things],
        y=[one.score for one in things],
        mode="markers",
        marker={"color": [colour(one.community) for one in things], "size": 9, "opacity": 0.8},
        customdata=[[_inert(one.name), one.place, one.popular_place] for one in things],
        hovertemplate=(
            "%{customdata[0]}<br>place %{customdata[1]} by influence, %{customdata[2]} by purchases"
            "<br>%{y:.2f} × the average, %{x:,} purchases<extra></extra>"
        ),
    )
    most = max((one.purchases for one in things), default=1)
    slope = sum(one.score for one in things) / max(sum(one.purchases for one in things), 1)
    figure.add_scatter(
        x=[0, most], y=[0, slope * most], mode="lines", line={"color": NO_COLOUR, "dash": "dot"}, hoverinfo="skip"
    )
    figure.update_xaxes(title="purchases", rangemode="tozero")
    figure.update_yaxes(title="influence, average = 1", rangemode="tozero")
    return figure


def crafts(names: Sequence[str], pairs: Sequence[CraftPair]) -> go.Figure:
    """Craft by craft: how many times as many people buy in both as chance would have it."""
    of = {(pair.one, pair.other): pair for pair in pairs} | {(pair.other, pair.one): pair for pair in pairs}
    cells = [[of.get((one, other)) for other in names] for one in names]
    figure = go.Figure(layout=_layout(150 + 27 * len(names)))
    figure.add_heatmap(
        x=[_inert(name) for name in names],
        y=[_inert(name) for name in names],
        z=[[pair.lift if pair else None for pair in row] for row in cells],
        customdata=[[_told(pair) for pair in row] for row in cells],
        hovertemplate="%{customdata}<extra></extra>",
        hoverongaps=False,
        texttemplate="%{z:.2f}",
        textfont={"size": 10},
        zmin=1 - MOST_LIFT,
        zmid=1,
        zmax=1 + MOST_LIFT,
        colorscale=[[0, LESS], [0.5, AS_MUCH], [1, MORE]],
        showscale=False,
        xgap=2,
        ygap=2,
    )
    figure.update_xaxes(tickangle=-45, showgrid=False)
    figure.update_yaxes(autorange="reversed", automargin=True, showgrid=False)
    return figure


def _told(pair: CraftPair | None) -> str:
    if pair is None:
        return ""
    return (
        f"{_inert(pair.one)} and {_inert(pair.other)}<br>{count(pair.people, 'person', 'people')} bought in both; "
        f"chance would have {pair.expected:,.0f}"
    )


def _inert(text: str) -> str:
    """Plotly reads a few tags and entities in its texts: what a maker wrote is to be read as it stands."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _short(text: str) -> str:
    return _inert(text if len(text) <= 34 else f"{text[:33].rstrip()}…")


def _layout(height: int, **more: Any) -> dict[str, Any]:
    return {"height": height, "margin": {"l": 8, "r": 8, "t": 8, "b": 8}, "showlegend": False, **more}
