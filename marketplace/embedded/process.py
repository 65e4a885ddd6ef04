"""Server processes: started apart from ours, recognised without trusting a bare pid, stopped for certain."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil

# Started servers whose parent we are. Kept so that `subprocess` reaps them and does not warn about them.
_children: dict[int, subprocess.Popen[bytes]] = {}


@dataclass(frozen=True)
class Spawn:
    """What to run for a server. `user` is a uid to become, where our own would be refused."""

    argv: list[str]
    cwd: Path
    env: Mapping[str, str] = field(default_factory=dict)
    user: int | None = None


@dataclass(frozen=True)
class Identity:
    """A process for certain: pids are used again, a pid together with its birth is not."""

    pid: int
    born: float

    @classmethod
    def of(cls, process: psutil.Process) -> Identity:
        return cls(process.pid, process.create_time())

    def process(self, names: Collection[str]) -> psutil.Process | None:
        """The live process this stands for, or None where it is gone or its pid now belongs to another."""
        try:
            process = psutil.Process(self.pid)
            # The birth is computed from the clock, which may be set right by a second or so while a server runs.
            same = abs(process.create_time() - self.born) < 2 and process.name() in names
            return process if same and process.status() != psutil.STATUS_ZOMBIE else None
        except psutil.NoSuchProcess:
            return None


def identity_kwargs(uid: int | None) -> dict[str, object]:
    """Arguments of `subprocess` that make the child an ordinary user with no group of ours left."""
    return {} if uid is None else {"user": uid, "group": uid, "extra_groups": []}


def spawn(what: Spawn, log: Path) -> Identity:
    """Start a server in a session of its own, so that Ctrl-C in our terminal does not reach it."""
    with log.open("ab") as out:
        child = subprocess.Popen(  # type: ignore[call-overload]  # the keywords below are a mapping
            what.argv,
            cwd=what.cwd,
            env={**os.environ, **what.env},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **identity_kwargs(what.user),
        )
    _children[child.pid] = child
    return Identity.of(psutil.Process(child.pid))


def exit_code(pid: int) -> int | None:
    """How a child of ours ended, or None while it runs (or where it is not our child)."""
    child = _children.get(pid)
    return child.poll() if child else None


def stop(asked: Collection[tuple[psutil.Process, signal.Signals]], seconds: float) -> None:
    """Ask servers, all at once, to end in their own way; those left after `seconds` are killed, with what they started.

    Without threads: this also runs while the interpreter ends, when none can be started any more.
    """
    families = {process: [process, *_descendants(process)] for process, _ in asked}
    for process, how in asked:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(how)
    _, alive = psutil.wait_procs([process for process, _ in asked], timeout=seconds)
    for process in alive:
        kill(families[process])
    for process, _ in asked:
        exit_code(process.pid)


def kill(processes: list[psutil.Process]) -> None:
    """End processes at once and wait until they are gone."""
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(processes, timeout=10)


def leftovers(folder: Path, names: Collection[str]) -> list[psutil.Process]:
    """Servers at work in `folder` of which no record was kept: their starter died between starting and noting them."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.name() not in names or process.status() == psutil.STATUS_ZOMBIE:
                continue
            if process.cwd().removesuffix(" (deleted)") == str(folder):  # so Linux names a folder that was removed
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
    return found


def _descendants(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []
