"""The driver's clients for a server and for a cluster, each command and each pipeline a span, its failures ours."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextvars import Context
from typing import Any, TypeVar, cast

import redis
from redis.backoff import ExponentialBackoff
from redis.cluster import ClusterNode, ClusterPipeline, RedisCluster
from redis.exceptions import ClusterError, RedisClusterException, SlotNotCoveredError
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.retry import Retry

from marketplace.errors import StoreUnavailable
from marketplace.stores.fuse import Fuse
from marketplace.tracing import heard, shorten, statement_span

CONNECT_SECONDS = 2
ANSWER_SECONDS = 3
"""What a command may take. One that waits for something to come (BLOCK) must give up before."""

OPTIONS: dict[str, Any] = {
    "decode_responses": True,
    "socket_connect_timeout": CONNECT_SECONDS,
    "socket_timeout": ANSWER_SECONDS,
    "health_check_interval": 30,
    # More threads at once than anybody runs: who finds no connection left would take it for a store that is down.
    "max_connections": 1000,
}

UNANSWERED = (RedisConnectionError, RedisTimeoutError, ClusterError, RedisClusterException)

T = TypeVar("T")


def _retry(times: int) -> Retry:
    """Quick tries more for a dropped connection; a server that keeps us waiting is not asked again."""
    return Retry(ExponentialBackoff(cap=0.1, base=0.01), times, supported_errors=(RedisConnectionError,))


def answered(fuse: Fuse, ask: Callable[[], T]) -> T:
    """What `ask` returns. Raises StoreUnavailable where Redis does not answer, or has just kept somebody waiting."""
    fuse.check()
    began = time.monotonic()
    try:
        found = ask()
    except UNANSWERED as error:
        if _is_our_mistake(error):
            raise
        unavailable = StoreUnavailable("redis", str(error) or type(error).__name__)
        fuse.heed(unavailable, began)
        raise unavailable from error
    fuse.answered()
    return found


def _is_our_mistake(error: Exception) -> bool:
    """The driver has one class for a cluster that is not to be had and for commands that no cluster can run.

    The first comes of another error, the second out of nothing.
    """
    if not isinstance(error, RedisClusterException) or isinstance(error, SlotNotCoveredError):
        return False
    return error.__cause__ is None and error.__context__ is None


class _Traced:
    """Spans round a client's commands, whichever client it is."""

    fuse: Fuse

    def execute_command(self, *args: Any, **options: Any) -> Any:
        """One command, its text the command with its arguments shortened."""
        if not heard():
            return self.ask(*args, **options)
        words = [shorten(_text(part)) for part in args]
        with statement_span("redis", words[0], " ".join(words)) as executed:
            reply = self.ask(*args, **options)
            # A GET asks for what may have been kept; an empty cart or list is an answer, not a miss.
            if words[0] == "GET":
                executed.hit(reply is not None)
            executed.rows = len(reply) if isinstance(reply, list | dict | set) else int(reply is not None)
            return reply

    def ask(self, *args: Any, **options: Any) -> Any:
        """One command without a span, for whoever leaves one that says more."""
        perform = super().execute_command  # type: ignore[misc]
        return answered(self.fuse, lambda: perform(*args, **options))


class TracedRedis(_Traced, redis.Redis):
    """A single server."""

    @classmethod
    def to(cls, url: str, fuse: Fuse) -> TracedRedis:
        """A client of the server at `url`; it connects when it is asked something."""
        client = cast(TracedRedis, cls.from_url(url, retry=_retry(2), **OPTIONS))
        client.fuse = fuse
        return client

    def pipeline(self, transaction: bool = True, shard_hint: Any = None) -> TracedPipeline:
        pipeline = TracedPipeline(self.connection_pool, self.response_callbacks, transaction, shard_hint)
        pipeline.fuse = self.fuse
        return pipeline


class TracedCluster(_Traced, RedisCluster):
    """A cluster. It has no transactions over several nodes: pipelines are asked for with `transaction=False`."""

    def __init__(self, fuse: Fuse, **options: Any) -> None:
        # First of all: the driver asks the cluster about its commands before it is done.
        self.fuse = fuse
        super().__init__(**options)

    @classmethod
    def to(
        cls, nodes: Sequence[tuple[str, int]], fuse: Fuse, username: str | None, password: str | None
    ) -> TracedCluster:
        """A client of the cluster that any of these nodes belongs to: it asks one which others there are.

        Raises StoreUnavailable.
        """

        def connect() -> TracedCluster:
            try:
                return cls(
                    fuse,
                    startup_nodes=[ClusterNode(*node) for node in nodes],  # type: ignore[no-untyped-call]
                    username=username,
                    password=password,
                    # It also retries what timed out, and asks the other nodes before.
                    retry=_retry(1),
                    # Whether a cluster that lacks some slots serves the others is for its own settings to say.
                    require_full_coverage=False,
                    **OPTIONS,
                )
            except RedisClusterException as error:
                raise RedisConnectionError(str(error)) from error

        # In a context of its own: what the driver asks to get its bearings is no statement of who happens to be first.
        return answered(fuse, lambda: Context().run(connect))

    def pipeline(self, transaction: bool | None = None, shard_hint: Any = None) -> TracedClusterPipeline:
        pipeline = super().pipeline(transaction, shard_hint)  # type: ignore[no-untyped-call]
        # The driver makes its own kind, of a dozen of its own parts.
        pipeline.__class__ = TracedClusterPipeline
        pipeline.fuse = self.fuse
        return cast(TracedClusterPipeline, pipeline)


class _TracedPipeline:
    """A pipeline is one round trip, so it is one span: its text lists its commands."""

    fuse: Fuse

    def execute(self, raise_on_error: bool = True) -> list[Any]:
        """Send everything, and return every answer in order."""
        if not heard():
            return self.ask(raise_on_error)
        sent = self._sent()
        commands = [" ".join(shorten(_text(part)) for part in args) for args in sent[:50]]
        with statement_span("redis", f"pipeline of {len(sent)}", "\n".join(commands)) as executed:
            executed.rows = len(sent)
            return self.ask(raise_on_error)

    def ask(self, raise_on_error: bool = True) -> list[Any]:
        """The same without a span, for whoever leaves one that says more."""
        perform = super().execute  # type: ignore[misc]
        return answered(self.fuse, lambda: perform(raise_on_error))

    def _sent(self) -> list[Sequence[Any]]:
        raise NotImplementedError


class TracedPipeline(_TracedPipeline, redis.client.Pipeline):
    """Commands to a single server."""

    def _sent(self) -> list[Sequence[Any]]:
        return [command[0] for command in self.command_stack]


class TracedClusterPipeline(_TracedPipeline, ClusterPipeline):
    """Commands to several nodes of a cluster: one round trip to each, all under way at once."""

    def _sent(self) -> list[Sequence[Any]]:
        return [command.args for command in self._execution_strategy.command_queue]


def _text(part: Any) -> str:
    return part.decode(errors="replace") if isinstance(part, bytes) else str(part)
