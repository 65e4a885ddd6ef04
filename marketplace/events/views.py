"""Looks at products, from the stream they are written to into the graph.

A consumer group of the stream (https://redis.io/docs/latest/develop/data-types/streams/#consumer-groups) hands each
entry to one carrier, and remembers it until that has said that it is done with it. What a carrier took and never
finished is claimed by another.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import uuid4

from redis.exceptions import ResponseError

from marketplace.carts.keys import is_guest
from marketplace.errors import StoreUnavailable
from marketplace.events.activity import VIEW_STREAM
from marketplace.faultpoints import reach
from marketplace.statements import statement
from marketplace.stores.graph import Graph
from marketplace.stores.redis import Redis

GROUP = "graph"
BATCH = 500
"""Entries taken at a time."""

RECENT = 20
"""Entries a relationship remembers: so many looks of a shopper at a product are written and acknowledged together."""

ABANDONED_MS = 60_000
"""An entry that somebody took so long ago and has not finished is taken over."""

log = logging.getLogger(__name__)
Entry = tuple[str, dict[str, str]]


class ViewCarrier:
    """One consumer of the group. Its entries stay its own until they are in the graph."""

    def __init__(self, redis: Redis, graph: Graph, *, abandoned_ms: int = ABANDONED_MS) -> None:
        self.redis, self.graph, self._abandoned_ms = redis, graph, abandoned_ms
        self.name = f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:6]}"
        self._unfinished = False
        self._lock = threading.Lock()

    def carry(self) -> int:
        """Carry a batch; how many entries were done with, guests' and strangers' among them.

        Raises StoreUnavailable; the entries then stay this carrier's, and come first the next time.
        """
        with self._lock:
            try:
                return self._carry()
            except ResponseError as error:
                # No stream yet, or no group: nobody has looked at anything, or Redis has come back with nothing in it.
                if not str(error).startswith("NOGROUP"):
                    raise
                self._found()
                return self._carry()

    def _carry(self) -> int:
        entries = self._taken() if self._unfinished else []
        entries = entries or self._claimed() or self._new()
        self._unfinished = bool(entries)
        done = 0
        for part in _parts(entries):
            reach("views.read")
            self._write(part)
            reach("views.written")
            self.redis.commands.xack(VIEW_STREAM, GROUP, *(id for id, _ in part))
            reach("views.acknowledged")
            done += len(part)
        return done

    def again(self) -> None:
        """Have all that the stream holds carried anew, into a graph that has lost it."""
        with suppress(ResponseError):
            self.redis.commands.xgroup_setid(VIEW_STREAM, GROUP, "0")

    def close(self) -> None:
        """Leave the group, where nothing of it is left unfinished."""
        if not self._unfinished:
            with suppress(StoreUnavailable, ResponseError):
                self.redis.commands.xgroup_delconsumer(VIEW_STREAM, GROUP, self.name)

    def _found(self) -> None:
        with suppress(ResponseError):  # another was quicker
            self.redis.commands.xgroup_create(VIEW_STREAM, GROUP, id="0", mkstream=True)

    def _taken(self) -> list[Entry]:
        return self._read("0")

    def _new(self) -> list[Entry]:
        return self._read(">")

    def _read(self, after: str) -> list[Entry]:
        streams: dict[Any, Any] = {VIEW_STREAM: after}
        replies: Any = self.redis.commands.xreadgroup(GROUP, self.name, streams, count=BATCH)
        found = replies.values() if isinstance(replies, dict) else [entries for _, entries in replies or []]
        return [entry for entries in found for entry in _flat(entries)]

    def _claimed(self) -> list[Entry]:
        reply: Any = self.redis.commands.xautoclaim(VIEW_STREAM, GROUP, self.name, self._abandoned_ms, count=BATCH)
        return list(_flat(reply[1]))

    def _write(self, entries: list[Entry]) -> None:
        looks: dict[tuple[str, str], dict[str, Any]] = {}
        for id, fields in entries:
            at = _look(fields)
            if at is None:
                continue
            pair = fields["user_id"], fields["product_id"]
            look = looks.setdefault(pair, {"user_id": pair[0], "product_id": pair[1], "entries": [], "at": at})
            look["entries"].append(id)
            look["at"] = max(look["at"], at)
        if looks:
            # Sorted: two carriers that share two shoppers do not each wait for the other.
            views = [looks[pair] for pair in sorted(looks)]
            self.graph.write(statement("events/viewed.cypher"), {"views": views, "kept": RECENT})


def _flat(entries: Any) -> Iterator[Entry]:
    """Entries of a reply. One that was trimmed from the stream while somebody had it comes without its fields."""
    for entry in entries:
        # The newer protocol has a level more.
        if entry and isinstance(entry[0], list | tuple):
            yield from _flat(entry)
        elif entry:
            yield entry[0], entry[1] or {}


def _look(fields: dict[str, str]) -> datetime | None:
    """When a shopper looked; None where it was a guest, or what is written there makes no sense."""
    try:
        at = datetime.fromisoformat(fields["at"])
        known = bool(fields["product_id"]) and not is_guest(fields["user_id"])
    except (KeyError, ValueError):
        return None
    return at if known and at.tzinfo is not None else None


def _parts(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Stretches in which nobody looks at one thing more often than the graph remembers: each can be told twice."""
    part: list[Entry] = []
    counts: dict[tuple[str | None, str | None], int] = {}
    for id, fields in entries:
        pair = fields.get("user_id"), fields.get("product_id")
        if counts.get(pair, 0) == RECENT:
            yield part
            part, counts = [], {}
        counts[pair] = counts.get(pair, 0) + 1
        part.append((id, fields))
    if part:
        yield part
