"""Two stores and one question as HTML and as a chart: statements, answers, times, and times as the data grow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from marketplace.comparison.measured import KEPT, Figure, Kept, Measured
from marketplace.comparison.models import (
    ALSO_BOUGHT,
    THREE_HOPS,
    WAY,
    AlsoBought,
    Answer,
    Asked,
    Compared,
    Question,
    Reached,
    Way,
)
from marketplace.ui.html import esc, href
from marketplace.ui.ran import code_html
from marketplace.ui.tables import Cell, Html, table_html
from marketplace.ui.wording import STORE_COLOURS, STORE_NAMES, count, milliseconds

STORES: tuple[Asked, Asked] = ("postgres", "neo4j")

COLOURS: dict[Kept, str] = {"orders": STORE_COLOURS["postgres"], "edges": "#b58a2b", "graph": STORE_COLOURS["neo4j"]}
"""Gold for the table that the shop does not have."""


class Told(NamedTuple):
    """A question in words, and what its two statements are like to write."""

    title: str
    asks: str
    written: str


QUESTIONS: dict[str, tuple[Question[Any], Told]] = {
    "also_bought": (
        ALSO_BOUGHT,
        Told(
            "Also bought",
            "Which products were bought by the most people who bought this one?",
            "Two joins or two hops: they read alike, and nobody needs a graph for it.",
        ),
    ),
    "three_hops": (
        THREE_HOPS,
        Told(
            "Three hops",
            "What do people buy who buy what I buy, and by how many ways does one get there?",
            "A hop more is a join more. In SQL each must be thinned out by hand, or rows multiply; in Cypher too.",
        ),
    ),
    "way": (
        WAY,
        Told(
            "A way between two",
            "By which purchases are two shoppers connected, and how far apart are they?",
            "How many joins it takes is not known beforehand. Cypher has a word for that; in SQL one writes the search "
            "oneself, from both ends, and back along the way it found.",
        ),
    ),
}


def chooser_html(questions: Iterable[str], current: str, at: Mapping[str, str]) -> str:
    """Links to each of these questions, the subjects kept."""
    rest = {name: value for name, value in at.items() if name != "question"}
    items = "".join(
        f'<li><a data-page href="{esc(href("why_a_graph", question=name, **rest))}"'
        f"{' aria-current=true' if name == current else ''}>{esc(QUESTIONS[name][1].title)}</a></li>"
        for name in questions
    )
    return f'<nav aria-label="Questions"><ul class="am-facet">{items}</ul></nav>'


def statement_html(question: Question[Any], store: Asked) -> str:
    """The file that ran, and how long it is without its comments."""
    file = question.statement(store)
    lines = [line for line in file.text.splitlines() if line.strip() and not line.lstrip().startswith(("--", "//"))]
    return (
        f'<div class="am-strategy" style="--store:var(--am-{store})"><h3>{STORE_NAMES[store]}</h3>'
        f"<p><code>{esc(file.name)}</code>, {count(len(lines), 'line')}</p></div>"
        f'<div class="am-statement">{code_html(file.name, file.text)}</div>'
    )


def times_html(compared: Compared[Any]) -> str:
    """The two medians as bars."""
    answers: dict[Asked, Answer[Any]] = {"postgres": compared.postgres, "neo4j": compared.neo4j}
    longest = max(answer.ms for answer in answers.values())
    return (
        '<div class="am-times">'
        + "".join(
            f'<p style="--store:var(--am-{store})"><span class="am-store">{STORE_NAMES[store]}</span>'
            f'<span class="am-track"><span class="am-bar" style="left:0;width:{answer.ms / longest:.1%}"></span></span>'
            f'<span class="am-number">{milliseconds(answer.ms)}</span></p>'
            for store, answer in answers.items()
        )
        + "</div>"
    )


def rows_html(rows: Sequence[AlsoBought | Reached], names: Mapping[str, str], caption: str) -> str:
    """Products found, with their figures."""

    def name(id: str) -> Html:
        return Html(f'<a data-page href="{esc(href("product", id=id))}">{esc(names.get(id, id))}</a>')

    cells: list[list[Cell]] = [
        [name(row.id), row.people, *([row.ways] if isinstance(row, Reached) else [])] for row in rows
    ]
    return table_html(["Product", "People", "Ways"][: len(cells[0])], cells, caption=caption)


def way_html(way: Way, names: Mapping[str, str]) -> str:
    """The way as words: who, what, who."""
    places = [
        href("graph", node=f"User:{id}") if step % 2 == 0 else href("product", id=id) for step, id in enumerate(way.ids)
    ]
    hops = "".join(
        f'<li><a data-page href="{esc(place)}">{esc(names.get(id, id))}</a></li>'
        for place, id in zip(places, way.ids, strict=True)
    )
    return f'<ol class="am-way">{hops}</ol>'


def agreed(compared: Compared[Any]) -> str:
    """That both gave the same, in words."""
    if compared.question.name != WAY.name:
        return f"Both stores gave the same {count(len(compared.postgres.rows), 'row')}."
    if not compared.postgres.rows:
        return "Neither store found a way of eight steps or fewer."
    same = compared.postgres.rows == compared.neo4j.rows
    known = ": the same one" if same else "; there are several, and each found another"
    return (
        f"Both stores found a way of {count(compared.postgres.rows[0].steps, 'step')}{known}. "
        "Every step of each is a purchase in the other store."
    )


def about_html(run: Measured) -> str:
    """What was measured, on what."""
    floor = {kept: ones[-1].p50 for kept, ones in run.of("nothing").items()}
    return (
        f"<p>Generated shops of {run.shoppers:,} shoppers and {run.products:,} products; "
        f"{count(run.subjects, 'subject')} drawn by lot for each question, all answers equal; measured "
        f"on {count(run.cores, 'core')} by <code>benchmarks/graph.py</code>. A table of edges is who bought what and "
        "nothing else, indexed from both ends: what relationships are, as a table. The shop does not keep one. "
        "Of each time the way there and back is a part: a question of nothing took "
        f"{milliseconds(floor['orders'])} to PostgreSQL and {milliseconds(floor['graph'])} to Neo4j.</p>"
    )


def growth(figures: Mapping[Kept, Sequence[Figure]]) -> dict[str, Any]:
    """The medians over the number of purchases, as a chart's options; both axes logarithmic."""
    return {
        "animation": False,
        "tooltip": {"trigger": "axis", "valueFormatter": "%,.1f"},
        "legend": {"top": 0, "left": 0, "itemGap": 14},
        "grid": {"left": 52, "right": 24, "top": 64, "bottom": 34, "containLabel": False, "outerBoundsMode": "none"},
        "xAxis": {"type": "category", "data": [f"{one.purchases:,}" for one in next(iter(figures.values()))]},
        "yAxis": {"type": "log", "axisLabel": {"formatter": "{value} ms"}, "splitNumber": 4},
        "series": [
            {
                "type": "line",
                "name": KEPT[kept],
                "data": [one.p50 for one in ones],
                "symbolSize": 8,
                "lineStyle": {"width": 2.5, "color": COLOURS[kept]},
                "itemStyle": {"color": COLOURS[kept]},
            }
            for kept, ones in figures.items()
        ],
    }


def growth_html(figures: Mapping[Kept, Sequence[Figure]], title: str) -> str:
    """The same as a table, with what the slowest took."""
    rows: list[tuple[int, str, float, float]] = [
        (one.purchases, KEPT[kept], one.p50, one.p95) for kept, ones in figures.items() for one in ones
    ]
    rows.sort(key=lambda row: row[0])
    return table_html(
        ["Purchases", "Asked", "Half took at most, ms", "95 of 100 took at most, ms"],
        rows,
        caption=f"{title}: milliseconds by number of purchases",
    )
