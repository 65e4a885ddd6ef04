"""What the supervisor asks of each server: one small module a server keeps to this."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from marketplace.embedded.paths import Home
from marketplace.embedded.process import Spawn
from marketplace.errors import EmbeddedStoreError
from marketplace.settings import StoreName

Progress = Callable[[StoreName, str], None]


@dataclass(frozen=True)
class Place:
    """One server of one home: where it keeps its data, where it listens, what opens it."""

    home: Home
    store: StoreName
    port: int
    password: str
    maven_mirror: str | None = None
    progress: Progress | None = None
    abandoned: threading.Event = field(default_factory=threading.Event)

    @property
    def data(self) -> Path:
        return self.home.data(self.store)

    @property
    def log(self) -> Path:
        return self.home.log(self.store)

    def say(self, message: str) -> None:
        """Tell whoever waits what is being done."""
        if self.progress:
            self.progress(self.store, message)


class Launcher(Protocol):
    """How one kind of server is prepared, started, asked and stopped."""

    store: StoreName
    process_names: frozenset[str]
    start_seconds: float
    stop_signal: signal.Signals

    def version(self) -> str:
        """Name and version of the server, without starting it."""

    def check(self) -> EmbeddedStoreError | None:
        """What keeps this server from running on this machine, if anything does."""

    def folder(self, home: Home) -> Path:
        """Where the server works: its data folder, and the working folder of its processes."""

    def prepare(self, place: Place) -> Spawn:
        """Make its data folder and settings ready; says what to run. Raises what `check` finds, or mends it."""

    def ready(self, place: Place) -> bool:
        """Whether it answers to our password, ready for work. Finishes what only a running server can set up."""

    def url(self, place: Place) -> str:
        """How to reach it, password and all."""

    def explain(self, last_words: str) -> tuple[str, str] | None:
        """Reason and remedy of a failed start, where its last log lines tell."""
