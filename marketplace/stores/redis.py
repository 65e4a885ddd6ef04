"""Redis (or Valkey): the driver's own client, each command and each script a span."""

from __future__ import annotations

from typing import Any

import redis
from redis.backoff import ExponentialBackoff
from redis.commands.core import Script
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.retry import Retry

from marketplace.errors import StoreUnavailable
from marketplace.statements import Statement
from marketplace.tracing import shorten, statement_span

UNANSWERED = (RedisConnectionError, RedisTimeoutError)


class TracedPipeline(redis.client.Pipeline):
    """A pipeline is one round trip, so it is one span: its text lists its commands."""

    def execute(self, raise_on_error: bool = True) -> list[Any]:
        commands = [" ".join(shorten(_text(part)) for part in command[0]) for command in self.command_stack]
        with statement_span("redis", f"pipeline of {len(commands)}", "\n".join(commands[:50])) as executed:
            executed.rows = len(commands)
            try:
                return super().execute(raise_on_error)
            except UNANSWERED as error:
                raise StoreUnavailable("redis", str(error)) from error


class TracedRedis(redis.Redis):
    """Every command is a span, its text the command with its arguments shortened."""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        words = [shorten(_text(part)) for part in args]
        # A script shows by its file (see `Redis.run`), not by its hash.
        if words[0] in ("EVALSHA", "SCRIPT LOAD"):
            return self._perform(*args, **options)
        with statement_span("redis", words[0], " ".join(words)) as executed:
            reply = self._perform(*args, **options)
            # A GET asks for what may have been kept; an empty cart or list is an answer, not a miss.
            if words[0] == "GET":
                executed.hit(reply is not None)
            executed.rows = len(reply) if isinstance(reply, list | dict | set) else int(reply is not None)
            return reply

    def _perform(self, *args: Any, **options: Any) -> Any:
        try:
            return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        except UNANSWERED as error:
            raise StoreUnavailable("redis", str(error)) from error

    def pipeline(self, transaction: bool = True, shard_hint: Any = None) -> TracedPipeline:
        return TracedPipeline(self.connection_pool, self.response_callbacks, transaction, shard_hint)


class Redis:
    """One Redis server. `commands` is the driver's client; `run` runs a Lua file."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.commands = TracedRedis.from_url(
            url,
            decode_responses=True,
            socket_connect_timeout=4,
            socket_timeout=8,
            health_check_interval=30,
            # Two quick tries for a dropped connection; a page does not wait seconds for a cache that is gone.
            retry=Retry(ExponentialBackoff(cap=0.1, base=0.01), 2),
        )
        self._scripts: dict[str, Script] = {}

    def run(self, statement: Statement, keys: list[str], arguments: list[str | int | float] | None = None) -> Any:
        """Run a Lua file: one round trip, atomic. Keys touched are all named, so it runs on a cluster as well."""
        script = self._scripts.get(statement.name)
        if script is None:
            script = self._scripts[statement.name] = Script(self.commands, statement.text)
        named = {f"KEYS[{i}]": key for i, key in enumerate(keys, 1)}
        named |= {f"ARGV[{i}]": str(value) for i, value in enumerate(arguments or [], 1)}
        with statement_span("redis", statement.name, statement.text, named) as executed:
            try:
                reply = script(keys=keys, args=arguments or [])
            except UNANSWERED as error:
                raise StoreUnavailable("redis", str(error)) from error
            executed.rows = len(reply) if isinstance(reply, list) else int(reply is not None)
            return reply

    def get_values(self, keys: list[str]) -> list[str | None]:
        """Values of several keys in one round trip, without a span of its own: the cache that asks leaves one.

        A pipeline of GETs rather than MGET: on a cluster the keys live on different nodes.
        """
        pipeline = redis.client.Pipeline(self.commands.connection_pool, self.commands.response_callbacks, False, None)
        for key in keys:
            pipeline.get(key)
        try:
            return pipeline.execute()
        except UNANSWERED as error:
            raise StoreUnavailable("redis", str(error)) from error

    def version(self) -> str:
        """Server and version: "Valkey 9.1.2" or "Redis 8.0.3"."""
        info = self.commands.info("server")
        if "valkey_version" in info:
            return f"Valkey {info['valkey_version']}"
        return f"Redis {info['redis_version']}"

    def close(self) -> None:
        """Close every connection."""
        self.commands.close()


def _text(part: Any) -> str:
    return part.decode(errors="replace") if isinstance(part, bytes) else str(part)
