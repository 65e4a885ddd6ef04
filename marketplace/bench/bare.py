"""The bare drivers and tools that are the floors."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from urllib.parse import unquote, urlsplit

import hiredis
import redis
from redis.cluster import ClusterNode, RedisCluster

from marketplace.stores.redis import CLUSTER, PORT, Redis, cluster_nodes

TOOLS = ("valkey-benchmark", "redis-benchmark")
ANY = "__rand_int__"
"""Stands for a number of twelve digits, as those tools have it."""


@contextmanager
def bare_redis(store: Redis) -> Iterator[redis.Redis]:
    """The driver's client with nothing of ours round it."""
    client = _client(store)
    try:
        yield client
    finally:
        client.close()


def _client(store: Redis) -> redis.Redis:
    if not store.url.startswith(f"{CLUSTER}:"):
        return redis.Redis.from_url(store.url, decode_responses=True)
    parts = urlsplit(store.url)
    nodes = [ClusterNode(*node) for node in cluster_nodes(store.url)]  # type: ignore[no-untyped-call]
    return RedisCluster(  # type: ignore[return-value]  # the same methods
        startup_nodes=nodes, username=parts.username, password=unquote(parts.password or ""), decode_responses=True
    )


def tool_of(store: Redis, command: Sequence[str | int], numbers: int, calls: int) -> tuple[str, float] | None:
    """What the store's own tool does of a command, one at a time: its name, calls a second. None for a cluster.

    `ANY` in the command is a number below `numbers`. Without such a tool, what comes next to it: commands packed
    before, sent on a bare socket, the replies read by hiredis, which is C as the tool is.
    """
    if store.url.startswith(f"{CLUSTER}:"):
        return None
    for tool in TOOLS:
        if path := shutil.which(tool):
            return tool, _by_tool(path, store.url, command, numbers, calls)
    return "one request at a time on a bare socket, hiredis", _by_socket(store.url, command, numbers, calls)


def _by_tool(path: str, url: str, command: Sequence[str | int], numbers: int, calls: int) -> float:
    parts = urlsplit(url)
    options = ["-h", parts.hostname, "-p", parts.port or PORT, "--dbnum", parts.path.strip("/") or 0]
    options += ["-c", 1, "-n", calls, "-r", numbers, "--csv"]
    password = unquote(parts.password or "")
    out = subprocess.run(
        [path, *map(str, options), *map(str, command)],
        # Not on the command line: it would show in the list of processes.
        env={"REDISCLI_AUTH": password, "VALKEYCLI_AUTH": password},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    return float(out.strip().splitlines()[-1].split(",")[-7].strip('"'))


def _by_socket(url: str, command: Sequence[str | int], numbers: int, calls: int) -> float:
    parts, reader = urlsplit(url), hiredis.Reader()
    texts = [str(part) for part in command]
    packed = [_packed(*(text.replace(ANY, f"{number:012}") for text in texts)) for number in range(numbers)]
    with socket.create_connection((parts.hostname, parts.port or PORT)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def ask(request: bytes) -> None:
            line.sendall(request)
            while (reply := reader.gets()) is False:
                reader.feed(line.recv(65536))
            if isinstance(reply, Exception):
                raise reply

        if parts.password:
            name = unquote(parts.username or "") or "default"
            ask(_packed("AUTH", name, unquote(parts.password)))
        ask(_packed("SELECT", parts.path.strip("/") or "0"))
        began = time.perf_counter()
        for request in islice(cycle(packed), calls):
            ask(request)
        return calls / (time.perf_counter() - began)


def _packed(*words: str) -> bytes:
    packed: bytes = hiredis.pack_command(words)  # type: ignore[arg-type]  # its stub has tuples of one
    return packed
