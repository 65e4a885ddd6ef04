"""Fetching jars from a real server on this machine: whole, interrupted, damaged, out of reach."""

from __future__ import annotations

import hashlib
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from marketplace import embedded
from marketplace.embedded import jars
from marketplace.errors import EmbeddedStoreError
from marketplace.settings import STORES
from tests.embedded import ask
from tests.embedded.holding import QUICK

NAMES = ("neo4j-server", "proc", "part-2", "part-3", "part-4", "part-5", "part-6", "part-7")
CONTENT = {name: f"the jar {name}".encode() * 20_000 for name in NAMES}


class Repository(http.server.ThreadingHTTPServer):
    """A Maven repository of eight jars that can be told to misbehave."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str] = []
        self.cut: set[str] = set()
        self.damaged: set[str] = set()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/maven2"


class Answer(http.server.BaseHTTPRequestHandler):
    server: Repository

    def do_GET(self) -> None:
        *_, artifact, _, name = self.path.split("/")
        if not name.endswith(".jar") or not self.path.startswith("/maven2/org/example/"):
            self.send_error(404)
            return
        self.server.asked.append(artifact)
        body = CONTENT[artifact]
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if artifact in self.server.cut:
            self.wfile.write(body[: len(body) // 2])
            return
        self.wfile.write(body[::-1] if artifact in self.server.damaged else body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the base's)
        """Keeps the test's output to the test's own."""


@pytest.fixture
def repository() -> Iterator[Repository]:
    with Repository() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def small_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A lock of eight jars, and a cache folder of its own."""
    lines = ["group,artifact,version,classifier,sha256,place"]
    lines += [f"org.example,{name},1.0,,{hashlib.sha256(body).hexdigest()},lib" for name, body in CONTENT.items()]
    lock = tmp_path / "lock.csv"
    lock.write_text("\n".join(lines) + "\n")
    monkeypatch.setattr(jars, "LOCK", lock)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    jars.locked.cache_clear()
    yield tmp_path / "cache"
    jars.locked.cache_clear()


def lying(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


WHOLE = {f"{name}-1.0.jar": body for name, body in CONTENT.items()}


def test_every_jar_is_fetched_once_and_told(repository: Repository, small_lock: Path) -> None:
    told: list[tuple[int, int]] = []
    assert not jars.present()
    folder = jars.fetch_jars(lambda done, total: told.append((done, total)), repository.url)
    assert folder.is_relative_to(small_lock)
    assert lying(folder) == WHOLE
    assert told == [(done, 8) for done in range(9)]
    assert jars.present()
    jars.fetch_jars(mirror=repository.url + "/")
    assert sorted(repository.asked) == sorted(CONTENT), "the second time asks for nothing"


def test_an_interrupted_fetch_goes_on_where_it_stopped(repository: Repository, small_lock: Path) -> None:
    repository.cut = {"part-7"}
    with pytest.raises(EmbeddedStoreError, match="its jars cannot be fetched") as failure:
        jars.fetch_jars(mirror=repository.url)
    assert "MARKETPLACE_MAVEN_MIRROR" in failure.value.remedy
    assert "MARKETPLACE_NEO4J_URL" in failure.value.remedy
    had = lying(jars.folder())
    assert "part-7-1.0.jar" not in had, "half a jar is never in place"
    assert had.items() <= WHOLE.items()
    repository.cut = set()
    # What a killed fetch leaves lying about is cleared away.
    (jars.folder() / "staging-dead").mkdir()
    (jars.folder() / "staging-dead" / "half.jar").write_text("half")
    repository.asked.clear()
    assert lying(jars.fetch_jars(mirror=repository.url)) == WHOLE
    assert {f"{name}-1.0.jar" for name in repository.asked} == WHOLE.keys() - had.keys()


def test_a_damaged_jar_is_refused_and_one_damaged_later_is_mended(repository: Repository, small_lock: Path) -> None:
    repository.damaged = {"part-3"}
    with pytest.raises(EmbeddedStoreError, match=r"part-3-1\.0\.jar does not have the sha256 of the lock"):
        jars.fetch_jars(mirror=repository.url)
    assert "part-3-1.0.jar" not in lying(jars.folder())
    repository.damaged = set()
    folder = jars.fetch_jars(mirror=repository.url)
    (folder / "lib" / "part-5-1.0.jar").write_bytes(b"rot")
    repository.asked.clear()
    assert lying(jars.fetch_jars(mirror=repository.url)) == WHOLE
    assert repository.asked == ["part-5"]


def test_without_jars_the_other_three_work_and_the_graph_says_what_to_do(
    small_lock: Path, new_home: Callable[[], Path]
) -> None:
    home = new_home()
    with embedded.attach(home, STORES, maven_mirror="http://127.0.0.1:9/maven2") as lease:
        assert lease.urls.keys() == set(QUICK)
        assert lease.failures.keys() == {"neo4j"}
        error = lease.failures["neo4j"]
        assert "its jars cannot be fetched" in str(error)
        assert "MARKETPLACE_MAVEN_MIRROR" in str(error)
        ask.write(lease.urls, "mark")
        assert ask.read(lease.urls, "mark") == dict.fromkeys(QUICK, 1)
        graph = embedded.status(home)[STORES.index("neo4j")]
        assert not graph.running
        assert graph.problem == "its jars are not there yet"
        assert "make setup" in (graph.remedy or "")
