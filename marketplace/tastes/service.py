"""Tastes: read as they were found last, or found anew, one computation at a time, in the background."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from pydantic import ValidationError

from marketplace.background import Task, end
from marketplace.errors import MarketplaceError
from marketplace.progress import Progress, silent
from marketplace.statements import statement
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres
from marketplace.tastes.computing import STEPS, SUPPORT, Computation
from marketplace.tastes.models import Alike, Kept, Tastes
from marketplace.tastes.telling import told

log = logging.getLogger(__name__)

NAME = "tastes"

LOOK_SECONDS = 1.0
"""From one look for something to find tastes in to the next."""

CLOSING_SECONDS = 10


class TastesBusy(MarketplaceError):
    """Somebody else is working them out."""

    def __str__(self) -> str:
        return "Tastes are being worked out already: look again in a moment."


class TasteService:
    """Everything is read from the graph and kept in it; PostgreSQL tells the products' tags, and holds the lock.

    `within`: only of things whose ids begin with it. `more` is worked out before, for others.
    """

    def __init__(
        self, postgres: Postgres, graph: Graph, *, within: str = "", more: Callable[[Progress], object] | None = None
    ) -> None:
        self.postgres, self.graph, self.within, self._more = postgres, graph, within, more
        self.latest: Task[Tastes] | None = None
        self._starting = threading.Lock()

    def kept(self) -> Kept:
        """What was found last, and what there is now. Raises StoreUnavailable.

        What another version of the shop has kept, and this one cannot read, is as if it had not been found.
        """
        row = self.graph.read(statement("tastes/kept.cypher"), {"name": self._name})[0]
        tastes = None
        if row["report"]:
            try:
                tastes = Tastes.model_validate_json(row["report"])
            except ValidationError as error:
                log.warning(
                    "what is kept of tastes cannot be read, and waits to be replaced: %s", str(error).splitlines()[0]
                )
        return Kept(tastes=tastes, purchases=row["purchases"], cancelled=row["cancelled"])

    def similar_makers(self, seller_id: str, limit: int = 8) -> list[Alike]:
        """Makers with the same customers, by how many more than chance has it. Raises StoreUnavailable."""
        return self._alike("similar_makers", seller_id, limit)

    def similar_crafts(self, category_id: str, limit: int = 8) -> list[Alike]:
        """Crafts with the same customers."""
        return self._alike("similar_crafts", category_id, limit)

    def _alike(self, query: str, id: str, limit: int) -> list[Alike]:
        parameters = {"id": id, "support": SUPPORT, "limit": limit}
        rows = self.graph.read(statement(f"tastes/{query}.cypher"), parameters)
        return [Alike(**row | {"name": row["name"] or row["id"]}) for row in rows]

    def work_out(self, progress: Progress = silent) -> Tastes:
        """Find everything anew, and keep it. Raises TastesBusy, StoreUnavailable and ProcedureFailed."""
        with self.postgres.transaction() as guard:
            free = guard.row(statement("tastes/lock.sql"))
            if free is None or not free["free"]:
                raise TastesBusy
            tags = {row["id"]: row["tags"] for row in guard.rows(statement("tastes/tags.sql"), {"within": self.within})}
            computation = Computation(self.graph, self.within, progress)
            if self._more is not None:
                # First: between the marking of nodes and the report that names what they are marked with, nothing is
                # that takes long or may be stopped.
                with computation.step("more"):
                    self._more(lambda *_: progress(STEPS["more"], 0, len(STEPS)))
            now = self.kept()
            tastes = told(computation.run(), tags, now)
            parameters = {"name": self._name, "report": tastes.model_dump_json()}
            self.graph.write(statement("tastes/note.cypher"), parameters)
        progress("Done", len(STEPS), len(STEPS))
        return tastes

    def start(self) -> Task[Tastes]:
        """Find everything anew in the background; the one that goes on already, if one does in this process."""
        return self._start(self.work_out)

    def begin(self) -> Task[Tastes]:
        """The same, unless it was ever found, and as soon as there is something to find it in."""
        return self._start(self._first)

    def close(self) -> None:
        """Stop what goes on, its projections dropped while the graph can be reached. Idempotent."""
        left = "tastes are being worked out while the process ends: the next time clears away what is left"
        end(self.latest, CLOSING_SECONDS, left)

    def _start(self, work: Callable[[Progress], Tastes]) -> Task[Tastes]:
        with self._starting:
            if self.latest is None or self.latest.over:
                self.latest = Task("tastes", work)
            return self.latest

    def _first(self, progress: Progress) -> Tastes:
        while (tastes := self.kept().tastes) is None and not self._ready():
            progress("Waiting for purchases", 0, None)
            time.sleep(LOOK_SECONDS)
        return tastes or self.work_out(progress)

    def _ready(self) -> bool:
        return bool(self.graph.read(statement("tastes/ready.cypher"))[0]["ready"])

    @property
    def _name(self) -> str:
        return f"{NAME}:{self.within}" if self.within else NAME
