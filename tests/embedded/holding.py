"""Processes that hold the servers of a home, and what became of them."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from marketplace.settings import StoreName

QUICK: tuple[StoreName, ...] = (
    "postgres",
    "mongo",
    "redis",
)  # what starts in a second; the graph takes its time, so its tests share starts


@dataclass
class Holder:
    """A process that holds a lease; `told` is what it said once every server answered."""

    process: subprocess.Popen[str]
    _told: dict[str, Any] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, Any]:
        if not self._told:
            assert self.process.stdout is not None
            line = self.process.stdout.readline()
            assert line, f"the holder ended with {self.process.wait()}"
            self._told = json.loads(line)
        return self._told

    def servers(self) -> list[psutil.Process]:
        return [psutil.Process(pid) for pid in self.told["pids"].values()]

    def let_go(self) -> int:
        """End as a command ends; its exit code."""
        self.process.communicate("", timeout=60)
        return self.process.returncode


def gone(processes: list[psutil.Process], seconds: float) -> bool:
    """Whether all of them end within that time."""
    return not psutil.wait_procs(processes, timeout=seconds)[1]


def watchers_of(home: Path) -> list[psutil.Process]:
    """The processes that stop the servers of a home when nobody is left; there is never more than one."""
    return [process for process in psutil.process_iter(["cmdline"]) if str(home) in (process.info["cmdline"] or ())[3:]]
