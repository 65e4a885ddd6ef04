"""Evaluations in the background: one at a time in a process, seen from every window, ended when somebody says so."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.resources import as_file, files

import numpy as np

from marketplace.background import Task, end
from marketplace.errors import MarketplaceError
from marketplace.evaluation import searching
from marketplace.evaluation.models import Kind, Outcome, Plan, Recommending, Searching, Snapshot, Stamp
from marketplace.evaluation.recommending import CONTROLS, evaluate, metrics
from marketplace.progress import Progress
from marketplace.recommendations.science import STEP as EMBEDDING
from marketplace.recommendations.similarity.arithmetic import STEP as SIMILARITY
from marketplace.search.models import MODES, Mode
from marketplace.statements import statement
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres

JUDGED = "evaluation/judged/reporting"
"""The half of our judged queries on which no weight was chosen."""

CLOSING_SECONDS = 10


class EvaluationBusy(MarketplaceError):
    """Another evaluation runs in this process."""

    def __str__(self) -> str:
        return "An evaluation is running already: wait until it is done, or stop it, then start yours."


class Run(Task[Outcome]):
    """One evaluation, of a kind and in steps."""

    def __init__(self, kind: Kind, steps: Sequence[str], work: Callable[[Progress], Outcome]) -> None:
        self.kind, self._steps = kind, list(steps)
        super().__init__(f"evaluation of {kind}", work)

    def snapshot(self) -> Snapshot:
        """How far it is."""
        at = self.at
        step = at.step or self._steps[0]
        before = self._steps.index(step) if step in self._steps else 0
        return Snapshot(
            kind=self.kind,
            step=step,
            done=at.done,
            total=at.total,
            share=min(1.0, (before + (at.done / at.total if at.total else 0)) / len(self._steps)),
            seconds=self.seconds,
        )


class EvaluationService:
    """Starts evaluations of what is loaded, and keeps the last result of each kind.

    `ranked` is search past every cache, `known` says which of some products there are, `generation` the load's number.
    """

    def __init__(
        self,
        postgres: Postgres,
        graph: Graph,
        *,
        ranked: Callable[[str, Mode, int], Sequence[str]],
        known: Callable[[list[str]], int],
        generation: Callable[[], str],
    ) -> None:
        self.postgres, self.graph = postgres, graph
        self._ranked, self._known, self._generation = ranked, known, generation
        self._starting = threading.Lock()
        self.latest: Run | None = None
        self._outcomes: dict[Kind, Outcome] = {}

    def recommendations(self, plan: Plan) -> Run:
        """Hold everybody's last purchase out, and measure strategies; no store is written to. Raises EvaluationBusy."""
        strategies = tuple(dict.fromkeys([*(one for one in plan.strategies if one not in CONTROLS), *CONTROLS]))
        steps = ["reading purchases", SIMILARITY, *([EMBEDDING] if "embedding" in strategies else [])]
        steps += [step for strategy in strategies for step in (strategy, f"{strategy}: times")]
        work = partial(self._recommendations, plan.model_copy(update={"strategies": strategies}))
        return self._start("recommendations", steps, work)

    def search(self) -> Run:
        """Ask the judged queries that are for reporting, in every mode. Raises EvaluationBusy."""
        return self._start("search", MODES, self._search)

    def outcome(self, kind: Kind) -> Outcome | None:
        """The last result of a kind, by whomever it was asked for."""
        run = self.latest
        if run is not None and run.result is not None:
            self._outcomes[run.kind] = run.result
        return self._outcomes.get(kind)

    def stamp(self) -> Stamp:
        """Of which data a result would be now. Raises StoreUnavailable."""
        return Stamp(generation=self._generation(), **self.postgres.rows(statement("evaluation/stamp.sql"))[0])

    def close(self) -> None:
        """Stop what runs. Idempotent."""
        end(self.latest, CLOSING_SECONDS, "an evaluation goes on while its process ends")

    def _start(self, kind: Kind, steps: Sequence[str], work: Callable[[Progress], Recommending | Searching]) -> Run:
        with self._starting:
            if self.latest is not None and not self.latest.over:
                raise EvaluationBusy
            self.outcome(kind)  # that of the run before is kept
            self.latest = Run(kind, steps, partial(self._stamped, work))
            return self.latest

    def _stamped(self, work: Callable[[Progress], Recommending | Searching], progress: Progress) -> Outcome:
        began_at, began, stamp = datetime.now(UTC), time.perf_counter(), self.stamp()
        result = work(progress)
        return Outcome(result=result, began_at=began_at, seconds=time.perf_counter() - began, stamp=stamp)

    def _recommendations(self, plan: Plan, progress: Progress) -> Recommending:
        figures = evaluate(
            self.postgres,
            self.graph,
            plan.strategies,
            k=plan.k,
            weighing=plan.weighing,
            shoppers=plan.shoppers,
            progress=progress,
        )
        return Recommending(plan=plan, figures=figures)

    def _search(self, progress: Progress) -> Searching:
        with as_file(files("marketplace").joinpath(JUDGED)) as folder:
            queries = searching.read_queries(folder / "queries.tsv")
            judgments = searching.read_judgments(folder / "judgments.tsv")
        figures: dict[Mode, searching.Figures] = {}
        intervals: dict[Mode, dict[str, tuple[float, float]]] = {}
        for mode in MODES:
            asked = searching.ask(
                lambda text, limit, mode=mode: self._ranked(text, mode, limit),  # type: ignore[misc]
                queries,
                judgments,
                progress=partial(progress, mode),
            )
            figures[mode] = asked.figures()
            intervals[mode] = {
                name: metrics.interval(np.array(column))
                for name, column in zip(searching.MEASURES, zip(*asked.measures, strict=True), strict=True)
            }
        judged = sorted({id for grades in judgments.values() for id in grades})
        return Searching(figures=figures, intervals=intervals, judged=len(judged), known=self._known(judged))
