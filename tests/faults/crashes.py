"""Pieces of work done in processes that die of it: the test's side of `crasher.py`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from marketplace.settings import StoreName

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Job:
    """One piece of work of `crasher.WORK`, to die of at the point `at` ("" is nowhere)."""

    work: str
    at: str = ""
    user_id: str = ""
    product_id: str = ""
    order_id: str = ""
    key: str = ""
    quantities: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class End:
    """How a process ended: by which signal (0: of none), and what it had said."""

    signal: int
    said: list[str]

    def died_at(self, point: str) -> bool:
        """Whether it was killed, and at that point."""
        return self.signal == signal.SIGKILL and self.said[-1:] == [f"at {point}"]

    @property
    def bought(self) -> list[str]:
        """Orders it had been told of."""
        return [word.removeprefix("bought ") for word in self.said if word.startswith("bought ")]


class Crasher:
    """The forking process, for as long as the `with` lasts."""

    def __init__(self, urls: Mapping[StoreName, str]) -> None:
        # Threads of numpy's and Arrow's own would be in the way of forking.
        quiet = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", str(Path(__file__).with_name("crasher.py"))],
            env=os.environ | quiet | {"PYTHONPATH": str(ROOT)},
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(dict(urls)) + "\n")

    def run(self, *jobs: Job) -> list[End]:
        """All of these at once, each in a process of its own; how they ended, when all have."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([asdict(job) for job in jobs]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"the forking process ended with {self._process.wait()}"
        return [End(**each) for each in json.loads(answer)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate("", timeout=60)
