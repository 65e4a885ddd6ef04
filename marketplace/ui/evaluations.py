"""An evaluation in words, as tables and as files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

from marketplace.evaluation.models import Outcome, Plan, Searching, Snapshot
from marketplace.evaluation.recommending import CONTROLS, Figures, left_out
from marketplace.recommendations.models import Strategy
from marketplace.recommendations.ranking import DEFAULTS
from marketplace.recommendations.science import STEP as EMBEDDING
from marketplace.recommendations.similarity.arithmetic import STEP as SIMILARITY
from marketplace.ui.evaluation_charts import MODES
from marketplace.ui.html import esc
from marketplace.ui.recommended import described
from marketplace.ui.tables import Cell, Figure, table_html
from marketplace.ui.wording import count, milliseconds, time_html

PROTOCOL = (
    "What everybody bought last is held out, the edges are worked out anew from the rest, and each strategy ranks all "
    "that a shopper has not bought. Hit rate is how often a held-out purchase stands in the list at all, and nDCG "
    "counts it the less the further down it stands; both have the 95 % that a bootstrap over shoppers gives. Coverage "
    "is the share of all products that stand in anybody’s list, novelty how rarely bought they are (in bits), and "
    "diversity how few buyers the products of one list share; popular and random are the controls, to be beaten."
)
STEPS = {
    "reading purchases": "Reading purchases",
    SIMILARITY: "Working out the edges",
    EMBEDDING: "Embedding what was bought",
}
GENERATED = (
    "Purchases that come with the shop are generated: shoppers have tastes that never change, which the shop does not "
    "know and has to find. So a figure says how well a strategy finds them, and nothing of what people do. The app’s "
    "own was chosen on real purchases in their order of time (Amazon Beauty), where the last ones say most."
)
JUDGED = (
    "Questions that people might ask a shop like this, each with the products that answer it: only the half of them on "
    "which no weight was chosen. nDCG@10 counts how well the best stand at the top, MRR@10 how soon the first good one "
    "comes, recall@100 how much of what is good is found at all; with the 95 % of a bootstrap over the questions."
)


def state_html(snapshot: Snapshot, *, stopping: bool) -> str:
    """How far one is that runs."""
    words = "Stopping …" if stopping else f"{_step(snapshot.step)} …"
    part = f"{snapshot.done:,} of {snapshot.total:,} · " if snapshot.total else ""
    return (
        f'<div class="am-stage"><p role="status"><b>{esc(words)}</b></p>'
        f'<span class="am-meter"><span style="width:{snapshot.share:.0%}"></span></span>'
        f'<small class="am-quiet am-number">{part}{snapshot.seconds:.0f} s</small></div>'
    )


def _step(step: str) -> str:
    name, times, _ = step.partition(": times")
    if times:
        return f"{described(name)[0]}: serving one shopper after the other, for the times"
    if step in MODES:
        return f"{MODES[step][0]}: asking the judged queries"
    if step in STEPS:
        return STEPS[step]
    return f"{described(step)[0]}: ranking for everybody"


def settings(plan: Plan) -> str:
    """How it was measured, in words: a result may be of other settings than those of the form above it."""
    shoppers = "all shoppers" if plan.shoppers is None else f"{plan.shoppers:,} shoppers at most"
    weighed = "as the shop weighs" if plan.weighing == DEFAULTS else "with the sliders moved"
    return f"Lists of {plan.k}, {shoppers}, {weighed}."


def others_ahead(figures: Mapping[Strategy, Figures]) -> str:
    """Which strategies stand above the app's own here; empty where none does, or it was not measured."""
    own = next((one for one in figures.values() if one.default), None)
    ahead = sorted((one.ndcg, name) for name, one in figures.items() if own is not None and one.ndcg > own.ndcg)
    said = [f"{described(name)[0].lower()} ({ndcg:.4f})" for ndcg, name in reversed(ahead)]
    return f"Above the app’s own here: {', '.join(said)}." if said else ""


def when_html(outcome: Outcome, *, same: bool) -> str:
    """When it was, of how much, and whether the data have changed since."""
    stamp = outcome.stamp
    changed = "" if same else " · <b>the data have changed since</b>"
    return (
        f'<p class="am-quiet">{time_html(outcome.began_at)}, in {milliseconds(outcome.seconds * 1000)} · '
        f"{count(stamp.products, 'product')}, {count(stamp.orders, 'order')}{changed}</p>"
    )


def verdict(figures: Mapping[Strategy, Figures]) -> tuple[bool | None, str]:
    """Whether the app's own strategy is ahead of each control (None: it was not measured), and that in words.

    Ahead is where the difference's interval, of the same shoppers resampled for both, lies above 0. That the intervals
    of both do not touch says more than that, and is told too.
    """
    own = next(((name, one) for name, one in figures.items() if one.default), None)
    if own is None:
        return None, "The app’s own strategy was not among them, so nothing is said of it."
    name, one = own
    said = []
    for control in CONTROLS:
        theirs = figures[control].ndcg_interval
        touch = one.ndcg_interval[0] <= theirs[1] and theirs[0] <= one.ndcg_interval[1]
        words = "touch" if touch else "do not touch"
        said.append(f"those of {described(control)[0].lower()} ({_interval(theirs)}) {words}")
    return all(one.minus[control].interval[0] > 0 for control in CONTROLS), (
        f"With the same shoppers resampled for both it is {_ahead(one)}. "
        f"The 95 % of {described(name)[0].lower()} ({_interval(one.ndcg_interval)}) and {' and '.join(said)}."
    )


def _ahead(one: Figures) -> str:
    return " and ".join(
        f"{difference.ndcg:+.4f} ({_interval(difference.interval)}) from {described(control)[0].lower()}"
        for control, difference in one.minus.items()
    )


def not_measured(plan: Plan, figures: Mapping[Strategy, Figures]) -> str:
    """Which of the strategies asked for have no figures, and why; empty where all have."""
    users = next(iter(figures.values())).users
    reasons = left_out(plan.strategies, users)
    said = [f"{described(one)[0]}: {reasons[one]}" for one in plan.strategies if one not in figures and one in reasons]
    return f"Not measured: {'; '.join(said)}." if said else ""


def table(figures: Mapping[Strategy, Figures]) -> str:
    """All figures."""
    k = next(iter(figures.values())).k
    headings = [
        "Strategy", f"HR@{k}", "95 %", f"nDCG@{k}", "95 %", "less popular", f"MAP@{k}", "Coverage", "Novelty",
        "Diversity", "p50 ms", "p95 ms",
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            f"{described(name)[0]}{' (the app’s own)' if one.default else ''}",
            Figure(f"{one.hit_rate:.4f}"),
            Figure(_interval(one.hit_rate_interval)),
            Figure(f"{one.ndcg:.4f}"),
            Figure(_interval(one.ndcg_interval)),
            Figure(f"{one.minus['popular'].ndcg:+.4f}" if "popular" in one.minus else ""),
            Figure(f"{one.average_precision:.4f}"),
            *(Figure(f"{value:.3f}") for value in (one.coverage, one.novelty, one.diversity)),
            *(Figure("" if value is None else f"{value:.1f}") for value in (one.p50_ms, one.p95_ms)),
        ]
        for name, one in figures.items()
    ]
    return table_html(headings, rows, caption="All figures")


def search_table(found: Searching) -> str:
    """The figures of each way to search."""
    rows: list[list[Cell]] = [
        [
            MODES[mode][0],
            *(
                Figure(f"{one.model_dump(by_alias=True)[name]:.3f} ({_interval(found.intervals[mode][name], 3)})")
                for name in found.intervals[mode]
            ),
            one.queries,
            Figure(f"{one.p50_ms:.1f}"),
            Figure(f"{one.p95_ms:.1f}"),
        ]
        for mode, one in found.figures.items()
    ]
    headings = ["Way to search", "nDCG@10 (95 %)", "MRR@10 (95 %)", "Recall@100 (95 %)", "Queries", "p50 ms", "p95 ms"]
    return table_html(headings, rows, caption="All figures")


def json_text(figures: Mapping[Strategy, Figures]) -> str:
    """As `marketplace evaluate recommendations --json` prints it."""
    return json.dumps({name: one.named() for name, one in figures.items()}, indent=2)


def csv_text(figures: Mapping[Strategy, Figures]) -> str:
    """A row a strategy; the two ends of an interval are two columns."""
    rows = [{"strategy": name} | _flat(one) for name, one in figures.items()]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _flat(one: Figures) -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, value in one.named().items():
        if isinstance(value, list):
            flat |= {f"{name}_low": value[0], f"{name}_high": value[1]}
        elif not isinstance(value, dict):
            flat[name] = value
    for control, difference in one.minus.items():
        low, high = difference.interval
        flat |= {f"minus_{control}": difference.ndcg, f"minus_{control}_low": low, f"minus_{control}_high": high}
    return flat


def _interval(interval: tuple[float, float], digits: int = 4) -> str:
    # Unbroken, in a narrow table too.
    return f"{interval[0]:.{digits}f}\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}{interval[1]:.{digits}f}"
