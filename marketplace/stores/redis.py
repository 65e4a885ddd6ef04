"""Redis (or Valkey), one server or a cluster: the driver's own client, each command and each script a span."""

from __future__ import annotations

import hashlib
import re
import threading
from typing import Any, cast
from urllib.parse import quote, unquote, urlsplit

from redis.cluster import RedisCluster
from redis.crc import key_slot
from redis.exceptions import NoScriptError

from marketplace.errors import InvalidInput
from marketplace.statements import Statement
from marketplace.stores.fuse import Fuse
from marketplace.stores.redis_clients import TracedCluster, TracedRedis
from marketplace.tracing import heard, statement_span

CLUSTER = "redis+cluster"
PORT = 6379


class Redis:
    """`redis://:password@host:port/0`, or `redis+cluster://:password@host:port,host:port`: some nodes of a cluster.

    `commands` is the driver's client; `run` runs a Lua file. Without a server nothing is raised before it is asked.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._fuse = Fuse()
        self._lock = threading.Lock()
        self._digests: dict[str, str] = {}
        # A cluster's client asks it at once what nodes it has, so it waits for the first question.
        self._nodes = cluster_nodes(url) if url.startswith(f"{CLUSTER}:") else None
        self._client = None if self._nodes else TracedRedis.to(url, self._fuse)

    @property
    def commands(self) -> TracedRedis:
        """The client. A cluster's has the same methods. Raises StoreUnavailable where a cluster is not to be had."""
        return self._client or self._connect()

    def _connect(self) -> TracedRedis:
        with self._lock:
            if self._client is None:
                assert self._nodes is not None
                parts = urlsplit(self.url)
                username, password = (part and unquote(part) for part in (parts.username, parts.password))
                client = TracedCluster.to(self._nodes, self._fuse, username or None, password or None)
                self._client = cast(TracedRedis, client)
            return self._client

    def run(self, statement: Statement, keys: list[str], arguments: list[str | int | float] | None = None) -> Any:
        """Run a Lua file: one round trip, atomic. Every key it touches is named, and all are in one slot of a cluster.

        Raises ValueError where they are not, on a single server too: a mistake of ours.
        """
        arguments = arguments or []
        _in_one_slot(statement, keys)
        if not heard():
            return self._evaluate(statement.text, keys, arguments)
        named = {f"KEYS[{i}]": key for i, key in enumerate(keys, 1)}
        named |= {f"ARGV[{i}]": str(value) for i, value in enumerate(arguments, 1)}
        with statement_span("redis", statement.name, statement.text, named) as executed:
            reply = self._evaluate(statement.text, keys, arguments)
            executed.rows = len(reply) if isinstance(reply, list) else int(reply is not None)
            return reply

    def run_many(self, statement: Statement, calls: list[tuple[list[str], list[str | int | float]]]) -> list[Any]:
        """Run a Lua file for each of these keys and arguments, in one round trip: each atomic, not all together."""
        if len(calls) < 2:
            return [self.run(statement, keys, arguments) for keys, arguments in calls]
        with statement_span("redis", f"{len(calls)} x {statement.name}", statement.text) as executed:
            executed.rows = len(calls)
            digest = self._digest(statement.text)
            pipeline = self.commands.pipeline(transaction=False)
            for keys, arguments in calls:
                _in_one_slot(statement, keys)
                command = "EVALSHA", digest, len(keys), *keys, *arguments
                pipeline.execute_command(*command, **self._target(keys[0]))  # type: ignore[no-untyped-call]
            replies = pipeline.ask(raise_on_error=False)
            for place, reply in enumerate(replies):
                if isinstance(reply, Exception):
                    # Not known there yet, or its node was lost on the way: the driver tries single commands again.
                    replies[place] = self._evaluate(statement.text, *calls[place])
            return replies

    def _target(self, key: str) -> dict[str, Any]:
        """A cluster's pipeline would ask the server where a script belongs."""
        if self._nodes is None:
            return {}
        node = cast(RedisCluster, self.commands).get_node_from_key(key)  # type: ignore[no-untyped-call]
        return {"target_nodes": node}

    def _digest(self, text: str) -> str:
        digest = self._digests.get(text)
        if digest is None:
            digest = self._digests[text] = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
        return digest

    def _evaluate(self, text: str, keys: list[str], arguments: list[str | int | float]) -> Any:
        try:
            return self.commands.ask("EVALSHA", self._digest(text), len(keys), *keys, *arguments)
        except NoScriptError:
            # Sent whole it is run, and from then on known by its hash: to that node alone, the one that has the keys.
            return self.commands.ask("EVAL", text, len(keys), *keys, *arguments)

    def get_values(self, keys: list[str]) -> list[str | None]:
        """Values of several keys in one round trip, without a span of its own: the cache that asks leaves one.

        A pipeline of GETs rather than MGET: on a cluster the keys live on different nodes.
        """
        if len(keys) == 1:
            return [self.commands.ask("GET", keys[0])]
        pipeline = self.commands.pipeline(transaction=False)
        for key in keys:
            pipeline.get(key)
        return pipeline.ask()

    def servers(self) -> list[dict[str, Any]]:
        """What INFO says: of the one server, or of each primary of a cluster."""
        if self._nodes is None:
            return [self.commands.info()]
        return list(self.commands.info(target_nodes=RedisCluster.PRIMARIES).values())

    def size(self) -> int:
        """How many keys there are."""
        if self._nodes is None:
            return int(self.commands.dbsize())
        return int(self.commands.execute_command("DBSIZE", target_nodes=RedisCluster.PRIMARIES))

    def version(self) -> str:
        """Server and version: "Valkey 9.1.2", "Redis 8.0.3, a cluster of 3"."""
        info = self.commands.info("server")
        name = f"Valkey {info['valkey_version']}" if "valkey_version" in info else f"Redis {info['redis_version']}"
        if self._nodes is None:
            return name
        primaries = cast(RedisCluster, self.commands).get_primaries()  # type: ignore[no-untyped-call]
        return f"{name}, a cluster of {len(primaries)}"

    def close(self) -> None:
        """Close every connection."""
        if self._client is not None:
            self._client.close()


def _in_one_slot(statement: Statement, keys: list[str]) -> None:
    if len(keys) > 1 and len({key_slot(key.encode()) for key in keys}) > 1:
        raise ValueError(f"{statement.name}: its keys live on different nodes of a cluster: {', '.join(keys)}")


def cluster_nodes(url: str) -> list[tuple[str, int]]:
    """Hosts and ports of `redis+cluster://:password@host:port,host:port`. Raises InvalidInput."""
    try:
        hosts = urlsplit(url).netloc.rpartition("@")[2].split(",")
        parts = [urlsplit(f"//{host.strip()}") for host in hosts]
        nodes = [(part.hostname, part.port or PORT) for part in parts]
    except ValueError as error:
        raise InvalidInput(f"MARKETPLACE_REDIS_URL cannot be read: {error}.") from error
    found = [(host, port) for host, port in nodes if host]
    if len(found) < len(nodes):
        raise InvalidInput(
            f"MARKETPLACE_REDIS_URL needs a host for every node: {CLUSTER}://:password@host:port,host:port."
        )
    return found


_PLAIN = re.compile(r"[^\x00-\x20\x7f{}%\ud800-\udfff]+")


def hash_tag(id: str) -> str:
    """An id in braces, a Redis Cluster hash tag: keys with the same one live on one node, for one script to touch.

    Different ids never make the same tag, whatever they hold: what would end a tag, or cannot be kept, is escaped.
    """
    if _PLAIN.fullmatch(id):
        return f"{{{id}}}"
    return f"{{{quote(id, safe=':@', errors='surrogatepass') or '%'}}}"
