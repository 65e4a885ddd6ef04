"""A read-through cache of pydantic models on Redis, that says where each answer came from and never stands in the way.

Keys are `NAME:{ID}`; the braces are Redis Cluster's hash tags. When Redis does not answer, the loader is called and
nothing is kept: a lost cache costs time, never a page.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from marketplace.errors import StoreUnavailable
from marketplace.settings import StoreName
from marketplace.stores.redis import Redis
from marketplace.tracing import statement_span

log = logging.getLogger(__name__)
Model = TypeVar("Model", bound=BaseModel)
T = TypeVar("T")

JITTER = 0.1
"""Lifetimes differ by up to this share, so that what was filled together does not expire together."""


class Served(BaseModel, Generic[T]):
    """An answer, and where it came from."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    value: T
    source: StoreName
    hit: bool
    ms: float


class Cache(Generic[Model]):
    """Answers of one kind, each kept for about `seconds`."""

    def __init__(self, redis: Redis, name: str, model: type[Model], seconds: int) -> None:
        self.redis, self.name, self.model, self.seconds = redis, name, model, seconds

    def key(self, id: str) -> str:
        """The Redis key of one answer."""
        return f"{self.name}:{{{id}}}"

    def read(
        self, id: str, load: Callable[[], Model], source: StoreName, *, keep: Callable[[Model], bool] | None = None
    ) -> Served[Model]:
        """The kept answer, or else the loader's, which is then kept (unless `keep` says no). Errors of `load` pass."""
        began = time.perf_counter()
        kept = self.get_many([id]).get(id)
        if kept is not None:
            return Served(value=kept, source="redis", hit=True, ms=_since(began))
        value = load()
        if keep is None or keep(value):
            self.put_many({id: value})
        return Served(value=value, source=source, hit=False, ms=_since(began))

    def get_many(self, ids: list[str]) -> dict[str, Model]:
        """Those of `ids` that are kept, in one round trip."""
        if not ids:
            return {}
        keys = [self.key(id) for id in ids]
        text = f"GET {keys[0]}" if len(keys) == 1 else f"{len(keys)} x GET {' '.join(keys[:24])}"
        try:
            with statement_span("redis", "GET", text) as executed:
                replies = zip(ids, self.redis.get_values(keys), strict=True)
                found = {id: value for id, reply in replies if reply and (value := self._read(reply)) is not None}
                executed.rows = len(found)
                executed.hit(len(found) == len(ids))
        except StoreUnavailable as error:
            log.warning("cache %s is bypassed: %s", self.name, error)
            return {}
        return found

    def _read(self, reply: str) -> Model | None:
        try:
            return self.model.model_validate_json(reply)
        except ValidationError:
            # Kept by another version of this package, whose model was another: as good as nothing, and soon replaced.
            log.warning("cache %s: an answer of another form is not used", self.name)
            return None

    def put_many(self, values: dict[str, Model]) -> None:
        """Keep these answers."""
        if not values:
            return
        try:
            pipeline = self.redis.commands.pipeline(transaction=False)
            for id, value in values.items():
                lifetime = self.seconds * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - not a secret
                pipeline.set(self.key(id), value.model_dump_json(), px=int(lifetime * 1000))
            pipeline.execute()
        except StoreUnavailable as error:
            log.warning("cache %s is not filled: %s", self.name, error)

    def drop(self, ids: Iterable[str]) -> None:
        """Forget these answers: their data has changed."""
        keys = [self.key(id) for id in ids]
        if not keys:
            return
        try:
            pipeline = self.redis.commands.pipeline(transaction=False)
            for key in keys:
                pipeline.unlink(key)
            pipeline.execute()
        except StoreUnavailable as error:
            log.warning("cache %s keeps what it had until it expires: %s", self.name, error)


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000
