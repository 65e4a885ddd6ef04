"""Neo4j's jars: exactly those of the committed lock, each checked by its sha256, kept once for all clones.

`python -m marketplace.embedded.jars` fetches what is missing and mends what is damaged.
"""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from marketplace.embedded.locks import exclusive
from marketplace.errors import EmbeddedStoreError
from marketplace.settings import Settings

if TYPE_CHECKING:
    import httpx

LOCK = Path(__file__).with_name("neo4j-jars.csv")
_THREADS = 16
_TRIES = 3

# Told how many jars are there, of how many.
JarProgress = Callable[[int, int], None]


@dataclass(frozen=True)
class Jar:
    """One line of the lock. `place` is lib, extra (class path only) or plugins (class path and plugin folder).

    Neo4j opens every class of every jar among its plugins to look for procedures. So only the jars of the Graph Data
    Science library that declare some are there, 13 of 113: the same 411 procedures, two seconds sooner.
    """

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str
    place: str

    @property
    def path(self) -> Path:
        """Where it lies inside the jar folder."""
        tail = f"-{self.classifier}" if self.classifier else ""
        return Path(self.place) / f"{self.artifact}-{self.version}{tail}.jar"

    @property
    def address(self) -> str:
        """Where it lies in a Maven repository."""
        return f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}/{self.path.name}"


@cache
def locked() -> tuple[Jar, ...]:
    """The lock, read once."""
    with LOCK.open(newline="", encoding="utf-8") as file:
        return tuple(Jar(**row) for row in csv.DictReader(file))


def folder() -> Path:
    """The jar folder of this lock: another lock has another folder, for all that lies in one is loaded."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]
    return user_cache_path("artisan-marketplace") / f"neo4j-{digest}"


def present() -> bool:
    """Whether every jar is there, by name: they are put in place only after their sum was checked."""
    base = folder()
    return all((base / jar.path).exists() for jar in locked())


def fetch_jars(progress: JarProgress | None = None, mirror: str | None = None) -> Path:
    """Fetch the jars that are missing or damaged; returns their folder. What was fetched before is kept."""
    base = folder()
    say = progress or (lambda done, total: None)
    try:
        base.mkdir(parents=True, exist_ok=True)
        with exclusive(base / ".lock"):
            for left in base.glob("staging-*"):
                shutil.rmtree(left, ignore_errors=True)
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                good = list(pool.map(lambda jar: _is_good(base / jar.path, jar), locked()))
            missing = [jar for jar, is_good in zip(locked(), good, strict=True) if not is_good]
            say(len(locked()) - len(missing), len(locked()))
            if missing:
                _fetch(missing, base, mirror, say)
    except OSError as error:
        raise _failed(f"the folder {base} for its jars cannot be written ({error.strerror or error})") from error
    return base


def _is_good(path: Path, jar: Jar) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256
    except FileNotFoundError:
        return False


def _fetch(missing: list[Jar], base: Path, mirror: str | None, say: JarProgress) -> None:
    # Here, not above: they take most of a second to import, and are needed once in the life of a machine.
    import httpx
    from jgo.constants import MAVEN_CENTRAL_URL

    for place in {jar.place for jar in missing}:
        (base / place).mkdir(exist_ok=True)
    repository = (mirror or MAVEN_CENTRAL_URL).rstrip("/") + "/"
    # One client, its connections kept: a new one for each of hundreds of small files takes most of a minute.
    limits = httpx.Limits(max_connections=_THREADS, max_keepalive_connections=_THREADS)
    with (
        tempfile.TemporaryDirectory(prefix="staging-", dir=base) as staging,
        httpx.Client(base_url=repository, follow_redirects=True, timeout=30, limits=limits) as client,
        ThreadPoolExecutor(_THREADS) as pool,
    ):
        waiting = [pool.submit(_fetch_one, jar, base, Path(staging), client) for jar in missing]
        try:
            for done, future in enumerate(as_completed(waiting), start=len(locked()) - len(missing) + 1):
                future.result()
                say(done, len(locked()))
        finally:
            # One that cannot be had is the end: the others would only wait for the same broken network.
            pool.shutdown(wait=False, cancel_futures=True)


def _fetch_one(jar: Jar, base: Path, staging: Path, client: httpx.Client) -> None:
    import httpx

    staged = staging / jar.path.name
    reason = ""
    for _ in range(_TRIES):
        try:
            with client.stream("GET", jar.address) as response, staged.open("wb") as file:
                response.raise_for_status()
                for chunk in response.iter_bytes():
                    file.write(chunk)
        except httpx.HTTPError as error:
            reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
            continue
        if _is_good(staged, jar):
            staged.replace(base / jar.path)
            return
        reason = f"{staged.name} does not have the sha256 of the lock"
    raise _failed(f"its jars cannot be fetched ({reason})")


def _failed(reason: str) -> EmbeddedStoreError:
    return EmbeddedStoreError(
        "neo4j",
        reason,
        "Run `make setup` with a network; or name a Maven mirror in MARKETPLACE_MAVEN_MIRROR; "
        "or set MARKETPLACE_NEO4J_URL to a running Neo4j (docker compose up neo4j).",
    )


def main() -> int:
    """Fetch with a progress bar on a terminal; one plain line elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    with Progress(TextColumn("Neo4j's jars"), BarColumn(), MofNCompleteColumn(), console=console) as bar:
        task = bar.add_task("jars", total=len(locked()))
        try:
            fetch_jars(lambda done, total: bar.update(task, completed=done), Settings().maven_mirror)
        except EmbeddedStoreError as error:
            console.print(str(error), style="red")
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
