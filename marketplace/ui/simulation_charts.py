"""The charts of a simulation, the same while it runs and when it is over, as options of ECharts.

They are drawn several times a second, so nothing in them may move but the data: axes are fixed by the plan, or grow in
steps, and nothing is animated. ECharts rather than Plotly: Streamlit keeps a chart of it in place when its data change,
where a Plotly chart is taken down and built again at each look, which flickers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from marketplace.simulation.models import Series, Snapshot
from marketplace.simulation.plan import Plan
from marketplace.ui.wording import STORE_COLOURS

Option = dict[str, Any]

CARTS = ADDED = STORE_COLOURS["redis"]
CHANGED = "#dba3b3"
ORDERS = LAST = STORE_COLOURS["postgres"]
CARRIED = STORE_COLOURS["neo4j"]
REFUSED = "#b58a2b"
SHELF = "#8fa3b1"
QUEUE = "rgba(138, 122, 104, 0.28)"
MARK = "rgba(138, 122, 104, 0.9)"
"""In Redis' colour what Redis did, in PostgreSQL's what it did, in Neo4j's what it heard; gold for a no."""

HEIGHT, RUSH_HEIGHT = 180, 400
GRID = {"left": 46, "right": 12, "top": 10, "bottom": 26, "containLabel": False, "outerBoundsMode": "none"}
AFTER = 2
"""Seconds on the axis beyond the doors' closing: the rush, and the news on its way."""


def carts(plan: Plan, snapshot: Snapshot) -> Option:
    """Carts that stand in Redis."""
    series = snapshot.series
    return _option(plan, snapshot, [_line("carts open", _ends(series), series.carts, CARTS, fill=True)], plan.shoppers)


def steps(plan: Plan, snapshot: Snapshot) -> Option:
    """What was asked of the shop a second, by what became of it."""
    series = snapshot.series
    at = [round((number + 0.5) * series.width, 3) for number in range(len(series.added))]
    bars = [
        {
            "type": "bar",
            "name": name,
            "stack": "steps",
            "data": [[x, round(count / series.width)] for x, count in zip(at, counts, strict=True)],
            "barCategoryGap": "12%",
            "itemStyle": {"color": colour},
        }
        for counts, colour, name in (
            (series.added, ADDED, "put into carts"),
            (series.changed, CHANGED, "changed"),
            (series.orders, ORDERS, "paid"),
            (series.refused, REFUSED, "refused"),
        )
    ]
    most = max(map(sum, zip(series.added, series.changed, series.orders, series.refused, strict=True)), default=0)
    expected = min(1.2 * plan.shoppers / max(plan.think_seconds, 0.1), 100)
    return _option(plan, snapshot, bars, _ceiling(max(most / series.width, expected)))


def orders(plan: Plan, snapshot: Snapshot) -> Option:
    """Orders in PostgreSQL, of how many the other stores have heard, and refusals: all so far."""
    series = snapshot.series
    refused = list(accumulate(series.refused))
    lines = [
        _line("refused", _ends(series), refused, REFUSED),
        _line("orders", _ends(series), series.placed, ORDERS),
        _line("heard of", _ends(series), series.carried, CARRIED, dashed=True),
    ]
    most = max([*refused, *(value or 0 for value in series.placed)], default=0)
    return _option(plan, snapshot, lines, _ceiling(max(most, plan.shoppers)))


def stock(plan: Plan, snapshot: Snapshot) -> Option:
    """Pieces left: of all goods on the shelf (left axis), and of the one that all will want (right axis)."""
    series = snapshot.series
    shelf = _line("on the shelf", _ends(series), series.shelf, SHELF, fill=True, steps=True)
    last = _line("of the last", _ends(series), series.last, LAST, steps=True) | {"yAxisIndex": 1}
    option = _option(plan, snapshot, [shelf, last], plan.products * plan.pieces)
    right = _scale(plan.last_pieces) | {"position": "right", "splitLine": {"show": False}}
    right["axisLabel"] = right["axisLabel"] | {"color": LAST}
    option["yAxis"] = [option["yAxis"], right]
    option["grid"] = GRID | {"right": 40}
    return option


def rush(plan: Plan, snapshot: Snapshot) -> Option:
    """The rush by the millisecond: above the pieces that are left, below a line for each shopper."""
    attempts = snapshot.attempts
    sold = [attempt.done for attempt in attempts if attempt.outcome == "done"]
    end = max((attempt.done for attempt in attempts), default=1.0)
    left = [[0.0, plan.last_pieces], *([round(at, 1), plan.last_pieces - n] for n, at in enumerate(sold, 1))]
    stairs = _line(
        "left", [x for x, _ in left] + [end], [y for _, y in left] + [left[-1][1]], LAST, fill=True, steps=True
    )
    lanes = [
        {
            "type": "bar",
            "name": name,
            "stack": "turn",
            "xAxisIndex": 1,
            "yAxisIndex": 1,
            "barCategoryGap": "18%",
            "itemStyle": {"color": colour},
            "data": [round(span, 1) for span in spans],
        }
        for name, colour, spans in (
            ("waited for a turn", QUEUE, [each.served for each in attempts]),
            (
                "at the till, got one",
                ORDERS,
                [_turn(each.done - each.served, each.outcome == "done") for each in attempts],
            ),
            (
                "at the till, none left",
                REFUSED,
                [_turn(each.done - each.served, each.outcome != "done") for each in attempts],
            ),
        )
    ]
    time = {"type": "value", "min": 0, "max": math.ceil(end), "splitLine": {"show": False}}
    above = GRID | {"bottom": None, "height": 86}
    return {
        "animation": False,
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "shadow"}, "valueFormatter": "%,.1f"},
        "legend": {"show": False},
        "grid": [above, {**above, "top": 116, "height": RUSH_HEIGHT - 146}],
        "xAxis": [
            time | {"axisLabel": {"show": False}},
            time
            | {"gridIndex": 1, "axisLabel": {"formatter": "{value} ms", "hideOverlap": True, "showMaxLabel": False}},
        ],
        "yAxis": [
            _scale(plan.last_pieces),
            {
                "type": "category",
                "gridIndex": 1,
                "inverse": True,
                "data": [f"shopper {each.shopper + 1}" for each in attempts],
                "axisLabel": {"show": False},
                "axisTick": {"show": False},
            },
        ],
        "series": [stairs, *lanes],
    }


def _turn(ms: float, theirs: bool) -> float:
    return ms if theirs else 0.0


def _line(
    name: str,
    at: Sequence[float],
    values: Sequence[float | None],
    colour: str,
    *,
    fill: bool = False,
    dashed: bool = False,
    steps: bool = False,
) -> dict[str, Any]:
    # What was not asked for in a stretch is no gap: the line goes on to the next that is known.
    known = [[x, y] for x, y in zip(at, values, strict=True) if y is not None]
    return {
        "type": "line",
        "name": name,
        "data": known,
        "showSymbol": False,
        "itemStyle": {"color": colour},
        "lineStyle": {"color": colour, "width": 2, "type": "dotted" if dashed else "solid"},
        **({"step": "end"} if steps else {}),
        **({"areaStyle": {"color": colour, "opacity": 0.18}} if fill else {}),
    }


def _option(plan: Plan, snapshot: Snapshot, series: list[dict[str, Any]], top: float) -> Option:
    """Series on axes that stay where they are."""
    if snapshot.rush_at is not None:
        series[0] |= {
            "markLine": {
                "silent": True,
                "symbol": "none",
                "animation": False,
                "label": {"show": False},
                "lineStyle": {"color": MARK, "type": "dotted", "width": 1},
                "data": [{"xAxis": round(snapshot.rush_at, 2)}],
            }
        }
    return {
        "animation": False,
        "grid": GRID,
        "legend": {"show": False},
        "tooltip": {"trigger": "axis", "valueFormatter": "%,d"},
        "xAxis": {
            "type": "value",
            "min": 0,
            "max": _end(plan, snapshot.series),
            "splitLine": {"show": False},
            "axisLabel": {"formatter": "{value} s", "hideOverlap": True, "showMaxLabel": False},
        },
        "yAxis": _scale(top),
        "series": series,
    }


def _scale(top: float) -> dict[str, Any]:
    """An axis from nought to `top`."""
    top = max(top, 1)
    # Marked at its ends, and in the middle where that is a whole number.
    return {"type": "value", "min": 0, "max": top, "interval": top if top % 2 else top / 2, "axisLabel": {}}


def _ends(series: Series) -> list[float]:
    return [round((number + 1) * series.width, 3) for number in range(len(series.added))]


def _end(plan: Plan, series: Series) -> float:
    """Where the axis of time ends: a little after the doors close; beyond, in steps."""
    planned, reached = plan.seconds + AFTER, len(series.added) * series.width
    return planned if reached <= planned else 5.0 * math.ceil(reached / 5)


def _ceiling(value: float) -> float:
    """The next of 10, 20, 30, 50, 100 and so on: an axis that grows with its data, but seldom."""
    power = 10 ** math.floor(math.log10(max(value, 10)))
    return next(float(step * power) for step in (1, 2, 3, 5, 10) if value <= step * power)
