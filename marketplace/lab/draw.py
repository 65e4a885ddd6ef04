"""Pictures for notebooks: bars, a waterfall of what ran, a grid of cells, columns, a cloud of points, a network.

Plain SVG, so that they show offline and on a code host; each carries what it shows in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, log10
from typing import Any

import numpy.typing as npt

from marketplace.lab.svg import ACCENT, INK, LINE, SOFT, STORES, WIDTH, Picture, Sheet, fitted, width_of
from marketplace.tracing import Recording

Vectors = npt.NDArray[Any]

HUES = (
    "#a94a28", "#2f6690", "#43702f", "#a82f50", "#6d4d97", "#b58a2b", "#3a7f7a",
    "#7a5230", "#5b6b2f", "#8a3b6e", "#46618f", "#c07a4f", "#555555",
)  # fmt: skip
KINDS = {"User": "#a3701a", "Product": "#a94a28", "Category": "#43702f", "Seller": "#2f6690"}


def bars(
    title: str,
    values: Mapping[str, float],
    *,
    unit: str = "ms",
    stores: Mapping[str, str] | None = None,
    log: bool = False,
) -> Picture:
    """One horizontal bar a value. `stores` names the store whose colour a bar has; `log` draws tenfold steps alike."""
    colours = {label: STORES.get((stores or {}).get(label, ""), ACCENT) for label in values}
    sheet = Sheet(title, 64 + 34 * len(values))
    left = min(330.0, 40 + max(width_of(label) for label in values))
    room = WIDTH - left - 130
    top = max(values.values()) or 1.0
    low = min((value for value in values.values() if value > 0), default=1.0) / 2
    for i, (label, value) in enumerate(values.items()):
        y = 56 + 34 * i
        share = log10(value / low) / log10(top / low) if log and value > 0 and top > low else value / top
        sheet.text(left - 12, y + 17, fitted(label, left - 24), anchor="end")
        sheet.box(left, y, room * share, 24, colours[label], says=f"{label}: {_figure(value)} {unit}")
        sheet.text(left + room * share + 8, y + 17, f"{_figure(value)} {unit}", weight=600)
    scale = " Each step to the right is the same multiple." if log else ""
    said = "; ".join(f"{label}: {_figure(value)} {unit}" for label, value in values.items())
    if log:
        sheet.text(WIDTH - 24, 34, "logarithmic", size=11, fill=SOFT, anchor="end")
    return sheet.picture(f"{title}. {said}.{scale}")


def waterfall(run: Recording, title: str = "What ran") -> Picture:
    """Each statement as a bar that begins when it began and is as long as it took, in its store's colour."""
    whole = max((each.offset_ms + each.ms for each in run.statements), default=1.0) or 1.0
    sheet = Sheet(title, 84 + 22 * len(run.statements))
    left, room = 250.0, WIDTH - 250.0 - 90
    for i, store in enumerate(run.stores):
        sheet.dot(30 + 110 * i, 55, 5, STORES[store])
        sheet.text(40 + 110 * i, 59, store, size=12, fill=SOFT)
    for i, each in enumerate(run.statements):
        y = 74 + 22 * i
        x, long = left + room * each.offset_ms / whole, max(2.0, room * each.ms / whole)
        outcome = f" ({each.outcome})" if each.outcome else ""
        sheet.text(left - 12, y + 13, fitted(each.name + outcome, left - 36, 12), size=12, anchor="end")
        sheet.box(x, y + 2, long, 14, STORES[each.store], says=f"{each.store} {each.name}: {each.ms:.1f} ms")
        sheet.text(min(x + long, left + room) + 6, y + 13, f"{each.ms:.1f} ms", size=11, fill=SOFT)
    said = ", ".join(f"{each.store} {each.name} {each.ms:.1f} ms" for each in run.statements)
    return sheet.picture(f"{title}: {len(run.statements)} statements to {len(run.stores)} stores in order. {said}.")


def cells(title: str, rows: Mapping[str, Sequence[float]], *, colour: str = ACCENT, alt: str = "") -> Picture:
    """A grid, one line a row, each cell as dark as its value (0 to 1): what is filled, and what stays empty."""
    left, wide = 180.0, WIDTH - 204.0
    columns = max(len(values) for values in rows.values())
    sheet = Sheet(title, 64 + 16 * len(rows))
    for i, (label, values) in enumerate(rows.items()):
        y = 54 + 16 * i
        sheet.text(left - 10, y + 11, fitted(label, left - 30, 12), size=12, anchor="end")
        sheet.box(left, y, wide, 14, "#f1e8d9", corner=0)
        for j, value in enumerate(values):
            if value > 0:
                shade = _mixed(colour, 0.3 + 0.7 * value)
                sheet.box(left + wide * j / columns, y, max(wide / columns - 0.3, 1), 14, shade, corner=0)
    return sheet.picture(alt or title)


def columns(
    title: str,
    values: Mapping[str, float],
    *,
    unit: str = "",
    colour: str = STORES["postgres"],
    marks: Mapping[str, str] | None = None,
    alt: str = "",
) -> Picture:
    """One column a value. `marks` are what stands below some of them; without, every column's own label does."""
    sheet = Sheet(title, 280)
    left, base, tall, wide = 80.0, 236.0, 170.0, WIDTH - 104.0
    top = max(values.values()) or 1.0
    for share in (0.5, 1.0):
        sheet.line(left, base - tall * share, left + wide, base - tall * share)
        scale = f"{_figure(top * share)} {unit}".strip()
        sheet.text(left - 8, base - tall * share + 4, scale, size=11, fill=SOFT, anchor="end")
    for i, (label, value) in enumerate(values.items()):
        x, each = left + wide * i / len(values), wide / len(values)
        high = tall * value / top
        sheet.box(x, base - high, each - 1.5, high, colour, says=f"{label}: {_figure(value)} {unit}".strip())
        mark = (marks or {}).get(label, "") if marks is not None else label
        if mark:
            sheet.text(x + each / 2, base + 18, mark, size=11, fill=SOFT, anchor="middle")
    best = max(values, key=lambda label: values[label])
    said = f"{title}: {len(values)} columns, the highest {best} with {_figure(values[best])} {unit}".strip()
    return sheet.picture(alt or f"{said}.")


def points(title: str, places: Sequence[tuple[float, float, str, str]], *, alt: str = "") -> Picture:
    """A cloud: (x, y, group, name), one colour a group. In JupyterLab one can point at each and switch groups off."""
    import plotly.graph_objects as go

    groups = sorted({group for _, _, group, _ in places})
    hues = dict(zip(groups, (HUES * ceil(len(groups) / len(HUES)))[: len(groups)], strict=True))
    xs, ys = [place[0] for place in places], [place[1] for place in places]
    sheet = Sheet(title, 520)
    for x, y, group, name in places:
        px = 30 + (WIDTH - 210) * (x - min(xs)) / (max(xs) - min(xs))
        py = 60 + 430 * (max(ys) - y) / (max(ys) - min(ys))
        sheet.dot(px, py, 3.6, hues[group], says=f"{name} ({group})", opacity=0.75)
    figure = go.Figure(layout={"title": title, "height": 560, "template": "plotly_white", "margin": {"l": 20, "r": 20}})
    for i, group in enumerate(groups):
        sheet.dot(WIDTH - 150, 70 + 22 * i, 5, hues[group])
        sheet.text(WIDTH - 138, 74 + 22 * i, group, size=12)
        members = [place for place in places if place[2] == group]
        figure.add_scatter(
            x=[round(place[0], 3) for place in members],
            y=[round(place[1], 3) for place in members],
            mode="markers",
            name=group,
            text=[place[3] for place in members],
            hovertemplate="%{text}",
            marker={"color": hues[group], "size": 8, "opacity": 0.75},
        )
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return sheet.picture(alt or title, figure)


def settle(vectors: Vectors, ties: int = 8) -> list[tuple[float, float]]:
    """Places on paper for vectors of unit length: each is tied to its nearest by springs, and all push each other away.

    ForceAtlas2 (Jacomy et al., PLoS ONE 2014), begun from the two widest directions of the cloud.
    """
    import networkx
    import numpy as np

    alike = vectors @ vectors.T - 2 * np.eye(len(vectors))
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(vectors)))
    for one, row in enumerate(alike):
        graph.add_weighted_edges_from((one, int(other), float(row[other]) ** 2) for other in np.argsort(-row)[:ties])
    centred = vectors - vectors.mean(axis=0)
    begin = 2 * centred @ np.linalg.svd(centred, full_matrices=False)[2][:2].T
    at = networkx.forceatlas2_layout(graph, pos=dict(enumerate(begin)), max_iter=120, seed=1)
    return [(float(at[i][0]), float(at[i][1])) for i in range(len(vectors))]


def network(
    title: str,
    nodes: Mapping[str, tuple[str, str]],
    edges: Sequence[tuple[str, str, float]],
    *,
    alt: str = "",
    seed: int = 7,
    height: int = 520,
) -> Picture:
    """A graph: nodes by key as (label, kind), edges as (from, to, weight). The same graph is always drawn the same."""
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_weighted_edges_from(edges)
    at = networkx.kamada_kawai_layout(graph) if len(nodes) < 60 else networkx.spring_layout(graph, seed=seed)
    xs, ys = [float(p[0]) for p in at.values()], [float(p[1]) for p in at.values()]

    def place(key: str) -> tuple[float, float]:
        x, y = at[key]
        return (
            70 + (WIDTH - 140) * (float(x) - min(xs)) / (max(xs) - min(xs) or 1),
            84 + (height - 130) * (float(y) - min(ys)) / (max(ys) - min(ys) or 1),
        )

    sheet = Sheet(title, height)
    for source, target, weight in edges:
        sheet.line(*place(source), *place(target), LINE, min(5.0, 0.8 + 0.5 * weight))
    kinds = list(dict.fromkeys(kind for _, kind in nodes.values()))
    colours = {kind: KINDS.get(kind, HUES[i % len(HUES)]) for i, kind in enumerate(kinds)}
    taken: list[tuple[float, float]] = []
    for key, (label, kind) in nodes.items():
        x, y = place(key)
        sheet.dot(x, y, 7, colours[kind], says=f"{label} ({kind})")
        if all(abs(x - tx) > 90 or abs(y - ty) > 12 for tx, ty in taken) or len(nodes) < 16:
            sheet.text(x, y - 11, fitted(label, 150, 11), size=11, anchor="middle", fill=INK)
            taken.append((x, y))
    for i, kind in enumerate(kinds if len(kinds) > 1 else []):
        sheet.dot(WIDTH - 40 - 100 * (len(kinds) - i - 1) - 60, 30, 5, colours[kind])
        sheet.text(WIDTH - 40 - 100 * (len(kinds) - i - 1) - 50, 34, kind, size=12, fill=SOFT)
    return sheet.picture(alt or f"{title}: {len(nodes)} nodes, {len(edges)} edges.")


def _figure(value: float) -> str:
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _mixed(colour: str, share: float) -> str:
    """A colour thinned towards paper."""
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    paper = (255, 253, 248)
    return "#" + "".join(f"{round(p + (c - p) * min(share, 1)):02x}" for c, p in zip(channels, paper, strict=True))
