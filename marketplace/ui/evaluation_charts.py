"""An evaluation as charts. Plotly's script comes with Streamlit: nothing is fetched. Each has a table as its twin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import plotly.graph_objects as go
import streamlit as st

from marketplace.evaluation.models import Searching
from marketplace.evaluation.recommending import CONTROLS, Figures
from marketplace.recommendations.models import Strategy
from marketplace.search.models import Mode
from marketplace.ui.recommended import described

OWN, OTHER, CONTROL = "#bb5530", "#4f8bb8", "#8d8579"
"""The app's own strategy, the others, and the controls; readable on paper and in the dark."""

MODES: dict[Mode, tuple[str, str]] = {
    "fulltext": ("By words", "#4f8bb8"),
    "semantic": ("By meaning", "#9a7cc4"),
    "hybrid": ("Both, fused", "#bb5530"),
}
MEASURES = {"ndcg@10": "nDCG@10", "mrr@10": "MRR@10", "recall@100": "Recall@100"}
Measure = Literal["ndcg", "hit_rate"]
BESIDE = {
    "coverage": "Share of all products in anybody’s list",
    "novelty": "Novelty, bits",
    "diversity": "Diversity within a list",
}
ROW, HEAD = 34, 70


def show(figure: go.Figure, key: str, alt: str) -> None:
    """One chart, as wide as its place, without a bar of tools."""
    st.plotly_chart(figure, key=f"am_evaluation_{key}", config={"displayModeBar": False}, alt=alt)


def colour(name: str, one: Figures) -> str:
    """A strategy's."""
    return CONTROL if name in CONTROLS else OWN if one.default else OTHER


def dots(figures: Mapping[Strategy, Figures], measure: Measure) -> go.Figure:
    """A dot and its 95 % a strategy; the controls hollow, under a line."""
    k = next(iter(figures.values())).k
    named = [described(name)[0] for name in figures]
    figure = go.Figure(layout=_layout(HEAD + ROW * len(figures)))
    for name, one in figures.items():
        value: float = getattr(one, measure)
        low, high = one.ndcg_interval if measure == "ndcg" else one.hit_rate_interval
        figure.add_scatter(
            **_interval(described(name)[0], value, low, high, colour(name, one), hollow=name in CONTROLS)
        )
    _rows(figure, named, sum(name not in CONTROLS for name in figures))
    figure.update_xaxes(title=f"{'nDCG' if measure == 'ndcg' else 'Hit rate'}@{k}", rangemode="tozero")
    return figure


def ahead(figures: Mapping[Strategy, Figures]) -> go.Figure:
    """How far each strategy is ahead of each control in nDCG, with 95 % of the difference."""
    measured = {name: one for name, one in figures.items() if one.minus}
    figure = go.Figure(layout=_layout(HEAD + (ROW + 8) * len(measured), showlegend=True))
    for control, place in zip(CONTROLS, (0.14, -0.14), strict=True):
        shown = [(row, one.minus[control]) for row, one in enumerate(measured.values()) if control in one.minus]
        figure.add_scatter(
            x=[difference.ndcg for _, difference in shown],
            y=[row + place for row, _ in shown],
            error_x=_bars([(each.ndcg, *each.interval) for _, each in shown], 1.5),
            mode="markers",
            name=f"less {described(control)[0].lower()}",
            marker={"size": 9, "color": OTHER if control == "popular" else CONTROL},
            hovertemplate="%{x:.4f}<extra>%{fullData.name}</extra>",
        )
    figure.add_vline(x=0, line={"color": CONTROL, "width": 1, "dash": "dot"})
    figure.update_yaxes(
        tickvals=list(range(len(measured))),
        ticktext=[f"{described(name)[0]}  " for name in measured],
        range=[len(measured) - 0.5, -0.5],
        automargin=True,
        zeroline=False,
        showgrid=False,
    )
    figure.update_xaxes(title="nDCG ahead")
    figure.update_layout(legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0})
    return figure


def against(figures: Mapping[Strategy, Figures], beside: str) -> go.Figure:
    """Accuracy over what else the lists are like: one would like to be far up and to the right."""
    figure = go.Figure(layout=_layout(360))
    places = ("top center", "bottom center", "middle right", "middle left")
    for number, (name, one) in enumerate(sorted(figures.items(), key=lambda pair: getattr(pair[1], beside))):
        figure.add_scatter(
            x=[getattr(one, beside)],
            y=[one.ndcg],
            mode="markers+text",
            text=[described(name)[0]],
            textposition=places[number % 2],
            marker={
                "size": 12,
                "color": colour(name, one),
                "symbol": "circle-open" if name in CONTROLS else "circle",
                "line": {"width": 2, "color": colour(name, one)},
            },
            cliponaxis=False,
            hovertemplate=f"{beside} %{{x:.3f}}<br>nDCG %{{y:.4f}}<extra>%{{text}}</extra>",
        )
    values = [getattr(one, beside) for one in figures.values()]
    room = (max(values) - min(values) or 1.0) * 0.18
    figure.update_xaxes(title=BESIDE[beside], range=[min(values) - room, max(values) + room], zeroline=False)
    top = max(one.ndcg for one in figures.values()) or 1.0
    figure.update_yaxes(title="nDCG", range=[-0.12 * top, 1.15 * top], zeroline=False)
    return figure


def modes(found: Searching) -> go.Figure:
    """Each measure of each way to search, with 95 % over the queries."""
    figure = go.Figure(layout=_layout(360, showlegend=True, barmode="group"))
    for mode, one in found.figures.items():
        values = one.model_dump(by_alias=True)
        intervals = found.intervals[mode]
        label, tone = MODES[mode]
        figure.add_bar(
            x=[MEASURES[name] for name in intervals],
            y=[values[name] for name in intervals],
            error_y=_bars([(values[name], *each) for name, each in intervals.items()], 1.5),
            name=label,
            marker={"color": tone},
            hovertemplate="%{x}: %{y:.3f}<extra>%{fullData.name}</extra>",
        )
    figure.update_yaxes(range=[0, 1.05], zeroline=False)
    figure.update_layout(legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0})
    return figure


def _interval(label: str, value: float, low: float, high: float, tone: str, *, hollow: bool) -> dict[str, Any]:
    return {
        "x": [value],
        "y": [label],
        "error_x": _bars([(value, low, high)], 2) | {"color": tone},
        "mode": "markers",
        "marker": {
            "size": 11,
            "color": tone,
            "symbol": "circle-open" if hollow else "circle",
            "line": {"width": 2, "color": tone},
        },
        "hovertemplate": f"{value:.4f}, 95 % {low:.4f} to {high:.4f}<extra>{label}</extra>",
    }


def _bars(values: Sequence[tuple[float, float, float]], thickness: float) -> dict[str, Any]:
    """Error bars of (value, low, high)."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [high - value for value, _, high in values],
        "arrayminus": [value - low for value, low, _ in values],
        "thickness": thickness,
        "width": 4,
    }


def _rows(figure: go.Figure, names: list[str], strategies: int) -> None:
    figure.update_yaxes(
        categoryorder="array", categoryarray=names[::-1], automargin=True, ticksuffix="  ", showgrid=False
    )
    if 0 < strategies < len(names):
        figure.add_hline(
            y=len(names) - strategies - 0.5, line={"color": CONTROL, "width": 1, "dash": "dot"}, opacity=0.7
        )


def _layout(height: int, **more: Any) -> dict[str, Any]:
    # What cannot be dragged does not keep a finger from scrolling the page.
    return {
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 24, "b": 44},
        "showlegend": False,
        "dragmode": False,
        "xaxis": {"fixedrange": True},
        "yaxis": {"fixedrange": True},
    } | more
