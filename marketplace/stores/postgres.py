"""PostgreSQL: a connection pool whose every statement comes from a file and leaves a span."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from importlib.resources import as_file, files
from typing import Any, TypeVar

import psycopg
import yoyo
from pgvector.psycopg import register_vector
from psycopg import Connection, Cursor
from psycopg.rows import class_row, dict_row
from psycopg_pool import ConnectionPool, PoolTimeout

from marketplace.errors import InvalidInput, StoreUnavailable
from marketplace.statements import Statement, statement
from marketplace.stores.fuse import Fuse
from marketplace.tracing import statement_span

Row = dict[str, Any]
Parameters = Mapping[str, Any]
T = TypeVar("T")

TRANSACTION_FAULTS = (
    psycopg.errors.QueryCanceled,
    psycopg.errors.SerializationFailure,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.ProgramLimitExceeded,
)
"""Operational errors that a well server reports of one transaction."""

MIGRATION_LOCK = 4_207_849_001
"""Key of the advisory lock under which migrations run. yoyo's own lock is a row, and a killed process leaves it."""

TRUSTED_SECONDS = 0.5
"""A connection that was in use so short a time ago is lent again without asking the server first."""

LISTEN_SECONDS = 0.5
"""How long a listener hears nothing before it says so, and may be told to stop."""


def _configure(connection: Connection[Any]) -> None:
    # Before the first migration there is no vector type yet; a pool opened then is refreshed by `migrate`.
    if connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'vector'").fetchone():
        register_vector(connection)
    connection.execute(statement("stores/session.sql").text.encode())
    connection.commit()


class Session:
    """One connection inside one transaction. Statements run in the order given."""

    def __init__(self, connection: Connection[Any]) -> None:
        self.connection = connection

    def rows(self, query: Statement, parameters: Parameters | None = None, *, prepare: bool | None = None) -> list[Row]:
        """Run a statement and return its rows as dicts (none for a statement that returns none).

        `prepare` False has it planned each time for just these parameters: worth it where they decide the plan.
        """
        with statement_span("postgres", query.name, query.text, parameters) as executed:
            with self.connection.cursor(row_factory=dict_row) as cursor:
                cursor.execute(query.text.encode(), parameters, prepare=prepare)
                result, executed.rows = _fetched(cursor)
            return result

    def all(self, of: type[T], query: Statement, parameters: Parameters | None = None) -> list[T]:
        """Run a statement and return each row as an `of`, built by keyword from the columns."""
        with statement_span("postgres", query.name, query.text, parameters) as executed:
            with self.connection.cursor(row_factory=class_row(of)) as cursor:
                cursor.execute(query.text.encode(), parameters)
                result = cursor.fetchall()
                executed.rows = len(result)
            return result

    def row(self, query: Statement, parameters: Parameters | None = None) -> Row | None:
        """The first row, or None."""
        return next(iter(self.rows(query, parameters)), None)

    def many(self, query: Statement, rows: Sequence[Parameters]) -> int:
        """Run a statement once for each of these parameters, in batches; how many."""
        with (
            statement_span("postgres", query.name, query.text) as executed,
            self.connection.cursor() as cursor,
        ):
            cursor.executemany(query.text.encode(), rows)
            executed.rows = len(rows)
        return len(rows)

    def together(self, *queries: tuple[Statement, Parameters]) -> list[list[Row]]:
        """Several statements in one round trip, each one's rows: none may need to know what another returned.

        PostgreSQL runs them one after the other, and none after one that fails (libpq's pipeline mode).
        """
        with ExitStack() as open_:
            cursors = []
            with self.connection.pipeline():
                for query, parameters in queries:
                    executed = open_.enter_context(statement_span("postgres", query.name, query.text, parameters))
                    cursor = open_.enter_context(self.connection.cursor(row_factory=dict_row))
                    cursor.execute(query.text.encode(), parameters)
                    cursors.append((cursor, executed))
            found = []
            for cursor, executed in cursors:
                rows, executed.rows = _fetched(cursor)
                found.append(rows)
            return found


def _fetched(cursor: Cursor[Row]) -> tuple[list[Row], int]:
    """What a statement returned, and how many rows it returned or touched."""
    # Whether it returns any is seen by its columns; `description` would describe each of them, at some cost.
    if cursor.pgresult is not None and cursor.pgresult.nfields:
        rows = cursor.fetchall()
        return rows, len(rows)
    return [], cursor.rowcount


class Pooled(Connection[Any]):
    """A connection that knows when it was last in use, in seconds of the monotonic clock."""

    proved_at = 0.0

    def prove(self) -> None:
        """Ask the server, unless it has answered just now. Raises OperationalError where it does not answer."""
        if time.monotonic() - self.proved_at > TRUSTED_SECONDS:
            ConnectionPool.check_connection(self)


class Postgres:
    """A pool of connections to one PostgreSQL database."""

    def __init__(self, url: str, *, max_size: int = 16) -> None:
        self.url = url
        patience = _patience(url)
        self.pool: ConnectionPool[Pooled] = ConnectionPool(
            url,
            connection_class=Pooled,
            min_size=1,
            max_size=max_size,
            open=False,
            configure=_configure,
            timeout=patience,
            # By default the pool tries again for five minutes, at ever longer intervals, and nobody who asks meanwhile
            # makes it try sooner: a server would be back for a minute or two before it was noticed.
            reconnect_timeout=patience,
            kwargs={"connect_timeout": patience, "application_name": "artisan-marketplace"},
            check=Pooled.prove,
        )
        self.pool.open(wait=False)
        self._fuse, self._lent, self._counting = Fuse(), 0, threading.Lock()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A transaction: committed when the block ends, rolled back when it raises.

        Raises StoreUnavailable where the server does not answer or goes away meanwhile, and InvalidInput where a value
        cannot be held by its type: a text with a NUL in it, a number out of range.
        """
        try:
            with ExitStack() as lent:
                connection = self._lend(lent)
                yield Session(connection)
        except psycopg.OperationalError as error:
            if isinstance(error, TRANSACTION_FAULTS):
                raise
            raise StoreUnavailable("postgres", _first_line(error)) from error
        except (psycopg.DataError, UnicodeEncodeError) as error:
            raise InvalidInput(f"A value cannot be used: {_first_line(error)}.") from error

    def _lend(self, until: ExitStack) -> Pooled:
        """One of the pool's connections, given back when the stack ends."""
        # Where all are lent out the server is busy, not gone, and who comes next may well get one: no fuse for that.
        guard = nullcontext() if self._lent else self._fuse.guard()
        with guard:
            try:
                connection = until.enter_context(self.pool.connection())
            except PoolTimeout as error:
                raise StoreUnavailable("postgres", _first_line(error)) from error
        self._fuse.answered()
        with self._counting:
            self._lent += 1
        until.callback(self._returned, connection)
        return connection

    def _returned(self, connection: Pooled) -> None:
        # One that is broken the pool does not keep. (Its own hook for this hands each over to another thread.)
        connection.proved_at = time.monotonic()
        with self._counting:
            self._lent -= 1

    def rows(self, query: Statement, parameters: Parameters | None = None, *, prepare: bool | None = None) -> list[Row]:
        """One statement in a transaction of its own, rows as dicts."""
        with self.transaction() as session:
            return session.rows(query, parameters, prepare=prepare)

    def all(self, of: type[T], query: Statement, parameters: Parameters | None = None) -> list[T]:
        """One statement in a transaction of its own, each row an `of`."""
        with self.transaction() as session:
            return session.all(of, query, parameters)

    def row(self, query: Statement, parameters: Parameters | None = None) -> Row | None:
        """One statement in a transaction of its own, its first row or None."""
        with self.transaction() as session:
            return session.row(query, parameters)

    def maintain(self, query: Statement) -> None:
        """One statement that cannot be part of a transaction, as VACUUM. Raises StoreUnavailable."""
        try:
            with (
                psycopg.connect(self.url, autocommit=True, connect_timeout=_patience(self.url)) as connection,
                statement_span("postgres", query.name, query.text),
            ):
                connection.execute(query.text.encode())
        except psycopg.OperationalError as error:
            raise StoreUnavailable("postgres", _first_line(error)) from error

    def listen(self, query: Statement) -> Iterator[bool]:
        """Run a LISTEN on a connection of its own, and yield True whenever something was told, False every half second.

        The first is True: whatever was told before was not heard. Raises StoreUnavailable where the connection ends.
        """
        try:
            with psycopg.connect(
                self.url, autocommit=True, connect_timeout=5, application_name="artisan-marketplace"
            ) as connection:
                connection.execute(query.text.encode())
                yield True
                while True:
                    yield bool(list(connection.notifies(timeout=LISTEN_SECONDS, stop_after=1)))
        except psycopg.OperationalError as error:
            raise StoreUnavailable("postgres", _first_line(error)) from error

    def migrate(self) -> list[str]:
        """Bring the schema up to date; ids of the migrations applied now. Safe to call from many processes at once."""
        try:
            with (
                psycopg.connect(self.url, autocommit=True, connect_timeout=_patience(self.url)) as guard,
                as_file(files("marketplace").joinpath("stores/migrations/postgres")) as folder,
            ):
                guard.execute("SELECT pg_advisory_lock(%s)", (MIGRATION_LOCK,))
                backend = yoyo.get_backend(_yoyo_url(self.url))
                try:
                    pending = backend.to_apply(yoyo.read_migrations(str(folder)))
                    applied = [migration.id for migration in pending]
                    backend.apply_migrations(pending)
                finally:
                    backend.connection.close()
        except psycopg.OperationalError as error:
            raise StoreUnavailable("postgres", _first_line(error)) from error
        if applied:
            # Connections made before the vector type existed do not know it.
            self.pool.drain()
        return applied

    def version(self) -> str:
        """The server's version, its pgvector's too: "18.6, pgvector 0.8.6"."""
        row = self.row(statement("stores/version.sql"))
        return f"{row['server'].split()[0]}, pgvector {row['vector']}" if row else "not migrated yet"

    def close(self) -> None:
        """Close every connection."""
        self.pool.close()


def _patience(url: str) -> int:
    """Seconds to wait for a connection: what the URL says in libpq's own word, `?connect_timeout=`, or else 5."""
    return int(psycopg.conninfo.conninfo_to_dict(url).get("connect_timeout") or 5)


def _yoyo_url(url: str) -> str:
    scheme, rest = url.split("://", 1)
    return f"{scheme.replace('postgres', 'postgresql') if scheme == 'postgres' else scheme}+psycopg://{rest}"


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
