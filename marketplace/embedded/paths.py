"""Where the embedded servers of one home keep what they own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from marketplace.errors import EmbeddedStoreError
from marketplace.settings import StoreName


@dataclass(frozen=True)
class Home:
    """The folder under which every embedded server lives, and the places inside it."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> Home:
        """The home at `root`, made if need be, private to its user."""
        home = cls(root.expanduser().absolute())
        try:
            home.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            for folder in (home.run, home.logs, home.secrets):
                folder.mkdir(exist_ok=True, mode=0o700)
            # A folder that exists may still refuse new files: find out here, with one clear sentence.
            home.start_lock.touch(mode=0o600)
        except OSError as error:
            raise EmbeddedStoreError(
                "home",
                f"{home.root} cannot be written ({error.strerror})",
                "Set MARKETPLACE_HOME to a folder that you may write to.",
            ) from error
        return home

    @property
    def run(self) -> Path:
        """What is running: locks, process ids, ports."""
        return self.root / "run"

    @property
    def logs(self) -> Path:
        """One log a server."""
        return self.root / "logs"

    @property
    def secrets(self) -> Path:
        """Passwords, one file a server."""
        return self.root / "secrets"

    @property
    def start_lock(self) -> Path:
        """Held while servers are started or stopped."""
        return self.run / "start.lock"

    @property
    def lease_lock(self) -> Path:
        """Held, shared, by every process that uses the servers."""
        return self.run / "lease.lock"

    @property
    def watcher_lock(self) -> Path:
        """Held by the one process that stops the servers when nobody is left."""
        return self.run / "watcher.lock"

    def data(self, store: StoreName) -> Path:
        """The data folder of a server."""
        return self.root / store

    def log(self, store: StoreName) -> Path:
        """The log file of a server."""
        return self.logs / f"{store}.log"
