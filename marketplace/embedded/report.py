"""What there is to know about the servers of a home, without starting any."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from marketplace.embedded import records, supervisor
from marketplace.embedded.launcher import Place
from marketplace.embedded.launchers import LAUNCHERS
from marketplace.embedded.paths import Home
from marketplace.errors import EmbeddedStoreError
from marketplace.settings import STORES, StoreName


@dataclass(frozen=True)
class StoreStatus:
    """One server of a home. `url` has its password hidden; `kept` is by `up`; `problem` and `remedy` go together."""

    store: StoreName
    running: bool
    pid: int | None
    port: int | None
    url: str | None
    version: str
    data_dir: Path
    size_bytes: int
    memory_bytes: int
    kept: bool
    problem: str | None
    remedy: str | None


def status(home: Path) -> list[StoreStatus]:
    """Every server of the home, in the order of STORES. Makes nothing and starts nothing."""
    place = Home(home.expanduser().absolute())
    try:
        return [_status(place, store) for store in STORES]
    except PermissionError as error:
        raise EmbeddedStoreError(
            "home", f"{error.filename} cannot be read ({error.strerror})", "Run as the user whom this home belongs to."
        ) from error


def _status(home: Home, store: StoreName) -> StoreStatus:
    launcher = LAUNCHERS[store]
    process = supervisor.find(home, store)
    port = records.ports(home).get(store)
    url = problem = remedy = None
    if process is not None and port is not None:
        place = Place(home, store, port, records.password(home, store))
        url = re.sub(r":[^:@/]+@", ":***@", launcher.url(place))
        if not supervisor.answers(launcher, place):
            problem, remedy = "it runs but does not answer", "Run `marketplace down`, then try again."
    else:
        trouble = launcher.check() or records.failure(home, store)
        problem, remedy = (trouble.reason, trouble.remedy) if trouble else (None, None)
    folder = launcher.folder(home)
    return StoreStatus(
        store=store,
        running=process is not None,
        pid=process.pid if process else None,
        port=port,
        url=url,
        version=launcher.version(),
        data_dir=folder,
        size_bytes=sum(_sizes(folder)),
        memory_bytes=_memory(process) if process else 0,
        kept=store in records.kept(home),
        problem=problem,
        remedy=remedy,
    )


def _sizes(folder: Path) -> Iterator[int]:
    """Bytes on disk of each file; a server may remove one while we look."""
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                yield Path(parent, name).lstat().st_blocks * 512
            except FileNotFoundError:
                continue


def _memory(process: psutil.Process) -> int:
    """Resident memory of the server and what it started; memory they share is counted once where that can be told."""
    total = 0
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    for each in family:
        try:
            full = each.memory_full_info()
            total += getattr(full, "pss", 0) or full.rss
        except psutil.AccessDenied:
            total += each.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total
