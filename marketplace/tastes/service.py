"""Tastes: read as they were found last, or found anew, one computation at a time, in the background."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from marketplace.background import Task
from marketplace.errors import MarketplaceError
from marketplace.progress import Progress, silent
from marketplace.statements import statement
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres
from marketplace.tastes.computing import STEPS, SUPPORT, Computation
from marketplace.tastes.models import Alike, Kept, Tastes
from marketplace.tastes.telling import told

NAME = "tastes"


class TastesBusy(MarketplaceError):
    """Somebody else is working them out."""

    def __str__(self) -> str:
        return "Tastes are being worked out already: look again in a moment."


class TasteService:
    """Everything is read from the graph and kept in it; PostgreSQL tells the products' tags, and holds the lock.

    `within`: only of things whose ids begin with it. `more` is worked out at the same time, for others.
    """

    def __init__(
        self, postgres: Postgres, graph: Graph, *, within: str = "", more: Callable[[], object] | None = None
    ) -> None:
        self.postgres, self.graph, self.within, self._more = postgres, graph, within, more
        self.latest: Task[Tastes] | None = None
        self._starting = threading.Lock()

    def kept(self) -> Kept:
        """What was found last, and how many purchases there are now. Raises StoreUnavailable."""
        row = self.graph.read(statement("tastes/kept.cypher"), {"name": self._name})[0]
        tastes = Tastes.model_validate_json(row["report"]) if row["report"] else None
        return Kept(tastes=tastes, purchases=row["purchases"])

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
            purchases = self.kept().purchases
            found = Computation(self.graph, self.within, progress).run()
            if self._more is not None:
                progress(STEPS["more"], len(STEPS) - 1, len(STEPS))
                began = time.perf_counter()
                self._more()
                found.seconds["more"] = time.perf_counter() - began
            tastes = told(found, tags, purchases)
            parameters = {"name": self._name, "report": tastes.model_dump_json()}
            self.graph.write(statement("tastes/note.cypher"), parameters)
        progress("Done", len(STEPS), len(STEPS))
        return tastes

    def start(self) -> Task[Tastes]:
        """Find everything anew in the background; the one that goes on already, if one does in this process."""
        with self._starting:
            if self.latest is None or self.latest.over:
                self.latest = Task("tastes", self.work_out)
            return self.latest

    @property
    def _name(self) -> str:
        return f"{NAME}:{self.within}" if self.within else NAME
