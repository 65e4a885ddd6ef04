"""Neo4j: managed transactions over one driver, each Cypher file a span."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from neo4j import Driver, GraphDatabase, ManagedTransaction
from neo4j.exceptions import (
    AuthError,
    DatabaseUnavailable,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from marketplace.errors import ProcedureFailed, StoreUnavailable
from marketplace.statements import Statement, statement
from marketplace.stores.fuse import Fuse
from marketplace.tracing import statement_span

Record = dict[str, Any]


class Graph:
    """One Neo4j server, its default database.

    `?connection_timeout=` in the URL says how many seconds a server that does not answer is waited for; or else 4.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._fuse = Fuse()
        parts = urlsplit(url)
        # What else the query says is the driver's own (a routing context).
        query = dict(parse_qsl(parts.query))
        patience = float(query.pop("connection_timeout", 4))
        address = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, urlencode(query), ""))
        auth = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        self.driver: Driver = GraphDatabase.driver(
            address,
            auth=auth,
            # Below the idle cut-off of common load balancers: an old connection is replaced, not found dead.
            max_connection_lifetime=240,
            liveness_check_timeout=30,
            connection_timeout=patience,
            connection_acquisition_timeout=patience + 2,
            # A call is tried again for a leader change, but a page does not wait half a minute for a dead server.
            max_transaction_retry_time=patience,
            notifications_min_severity="OFF",
            user_agent="artisan-marketplace",
        )

    def read(self, query: Statement, parameters: Mapping[str, Any] | None = None) -> list[Record]:
        """Run a reading statement; its records as dicts."""
        return self._run(query, parameters, write=False)

    def write(self, query: Statement, parameters: Mapping[str, Any] | None = None) -> list[Record]:
        """Run a writing statement in a transaction of its own, tried again on a passing failure."""
        return self._run(query, parameters, write=True)

    def _run(self, query: Statement, parameters: Mapping[str, Any] | None, *, write: bool) -> list[Record]:
        def work(transaction: ManagedTransaction) -> list[Record]:
            return transaction.run(query.text, dict(parameters or {})).data()

        with statement_span("neo4j", query.name, query.text, parameters) as executed, self._fuse.guard():
            try:
                with self.driver.session() as session:
                    records = session.execute_write(work) if write else session.execute_read(work)
            except (ServiceUnavailable, SessionExpired, DatabaseUnavailable, AuthError, DriverError) as error:
                raise StoreUnavailable("neo4j", str(error).splitlines()[0]) from error
            except Neo4jError as error:
                if "gds." in query.text:
                    raise ProcedureFailed(_reason(error)) from error
                raise
            executed.rows = len(records)
            return records

    def migrate(self) -> list[str]:
        """Apply the schema files not applied yet; their names. Each says IF NOT EXISTS, so a repeat is harmless."""
        applied = []
        folder = files("marketplace").joinpath("stores/migrations/neo4j")
        done = {record["name"] for record in self.read(statement("stores/migrations_applied.cypher"))}
        for path in sorted((p for p in folder.iterdir() if p.name.endswith(".cypher")), key=lambda p: p.name):
            if path.name in done:
                continue
            for text in path.read_text(encoding="utf-8").split(";"):
                if "CREATE" in text:
                    self.write(Statement(f"stores/migrations/neo4j/{path.name}", text))
            self.write(statement("stores/migration_note.cypher"), {"name": path.name})
            applied.append(path.name)
        return applied

    def version(self) -> str:
        """Version and edition: "5.26.30 community"."""
        version: str = self.read(statement("stores/version.cypher"))[0]["version"]
        return version

    def close(self) -> None:
        """Close every connection."""
        self.driver.close()


def _reason(error: Neo4jError) -> str:
    """What a procedure said, without the names of Java's classes before it, in a line."""
    said = (error.message or str(error)).splitlines()[0].rpartition("Exception: ")[2]
    return said.strip().rstrip(".")
