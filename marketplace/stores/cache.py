"""A read-through cache of pydantic models on Redis, that says where each answer came from and never stands in the way.

Keys are `NAME:{ID}`; the braces are Redis Cluster's hash tags. When Redis does not answer, the loader is called and
nothing is kept: a lost cache costs time, never a page. Of all who miss an answer at once, in all threads and processes,
one loads it under a lease (`lease.lua`, `settle.lua`) and the others wait for it, though not for one that died. Shortly
before an answer ends one of its readers renews it (`kept.py`), so that a busy one never ends at all.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, ValidationError

from marketplace.errors import MarketplaceError, StoreUnavailable
from marketplace.settings import StoreName
from marketplace.statements import statement
from marketplace.stores.counts import Outcome, counts_on
from marketplace.stores.flights import Flights, Impatient
from marketplace.stores.kept import Kept, lifetime
from marketplace.stores.redis import Redis, hash_tag
from marketplace.tracing import heard, statement_span

log = logging.getLogger(__name__)
Model = TypeVar("Model", bound=BaseModel)
T = TypeVar("T")

LEASE_SECONDS = 3.0
"""A loader that takes longer is given up: the next one loads, and what the first brings is not kept."""

PATIENCE_SECONDS = LEASE_SECONDS + 1
"""Who has waited so long for somebody else's loader calls their own."""

FIRST_PAUSE, LONGEST_PAUSE = 0.001, 0.05
"""Between two looks whether another process is done; each is half as long again as the last."""


class Served(BaseModel, Generic[T]):
    """An answer, and where it came from. `hit`: it was kept, and is what was kept."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    value: T
    source: StoreName
    hit: bool
    ms: float


class Cache(Generic[Model]):
    """Answers of one kind, each kept for about `seconds`."""

    def __init__(self, redis: Redis, name: str, model: type[Model], seconds: int) -> None:
        self.redis, self.name, self.model, self.seconds = redis, name, model, seconds
        self._kept: type[Kept[Model]] = Kept[model]  # type: ignore[valid-type]
        self._flights: Flights[Model | None] = Flights()
        self._counts = counts_on(redis)
        self._counts.register(name)

    def key(self, id: str) -> str:
        """The Redis key of one answer."""
        return f"{self.name}:{hash_tag(id)}"

    def read(
        self, id: str, load: Callable[[], Model], source: StoreName, *, keep: Callable[[Model], bool] | None = None
    ) -> Served[Model]:
        """The kept answer, or else the loader's, which is then kept (unless `keep` says no). Errors of `load` pass."""
        began = time.perf_counter()
        outcome: Outcome = "misses"
        try:
            value: Model | None
            try:
                kept = self._get(id)
            except StoreUnavailable as error:
                log.warning("cache %s is bypassed: %s", self.name, error)
                outcome, value = self._join(id, lambda _: {id: load()}, keep, down=True)
            else:
                if kept is None:
                    outcome, value = self._join(id, lambda _: {id: load()}, keep)
                elif kept.due() and (renewed := self._renew([id], lambda _: {id: load()}, keep)):
                    outcome, value = "refreshes", renewed[id]
                else:
                    outcome, value = "hits", kept.value
            if value is None:
                # The loader that we waited for was asked for several, and had none for this one: ours may say why.
                outcome, value = "misses", load()
        finally:
            self._counts.add(self.name, outcome)
        hit = outcome == "hits"
        return Served(value=value, source="redis" if hit else source, hit=hit, ms=(time.perf_counter() - began) * 1000)

    def read_many(
        self,
        ids: Iterable[str],
        load: Callable[[list[str]], dict[str, Model]],
        *,
        keep: Callable[[Model], bool] | None = None,
    ) -> dict[str, Model]:
        """The kept answers to `ids`, and the loader's to all others at once; what it does not know is left out.

        One round trip where all are kept, three where none is. Errors of `load` pass.
        """
        ids = list(dict.fromkeys(ids))
        if not ids:
            return {}
        try:
            kept = self._get_many(ids)
            missing = [id for id in ids if id not in kept]
            token = uuid4().hex
            leases = dict(zip(missing, self._lease(missing, token), strict=True))
        except StoreUnavailable as error:
            log.warning("cache %s is bypassed: %s", self.name, error)
            self._counts.add(self.name, "bypasses", len(ids))
            return load(ids)
        renewed = self._renew([id for id, each in kept.items() if each.due()], load, keep)
        mine = [id for id, (said, *_) in leases.items() if said == "lease"]
        self._counts.add(self.name, "hits", len(kept) - len(renewed))
        self._counts.add(self.name, "refreshes", len(renewed))
        self._counts.add(self.name, "misses", len(mine))
        found = {id: each.value for id, each in kept.items()} | renewed | self._load(mine, token, load, keep)[0]
        for id, (said, *_) in leases.items():
            if said != "lease":
                # Somebody else is at it: in the usual case at all of these, with one query, which is soon done.
                outcome, value = self._join(id, load, keep)
                self._counts.add(self.name, outcome)
                if value is not None:
                    found[id] = value
        return found

    def held(self, ids: list[str]) -> dict[str, Model]:
        """What is kept of these, looked at for its own sake: it is not counted. Raises StoreUnavailable."""
        return {id: kept.value for id, kept in self._get_many(ids).items()}

    def drop(self, ids: Iterable[str]) -> bool:
        """Forget these answers: their data has changed. What is being loaded just now will not be kept either.

        False where Redis does not answer, and has what it had.
        """
        ids = list(ids)
        if not ids:
            return True
        self._flights.forget(ids)
        try:
            pipeline = self.redis.commands.pipeline(transaction=False)
            for key, lease in map(self._keys, ids):
                # The lease first: between the two a loader could otherwise put back what it read before.
                pipeline.unlink(lease)
                pipeline.unlink(key)
            pipeline.execute()
        except StoreUnavailable as error:
            log.warning("cache %s keeps what it had until it expires: %s", self.name, error)
            return False
        return True

    def _keys(self, id: str) -> list[str]:
        """Of an answer and of its lease, with the same hash tag."""
        key = self.key(id)
        return [key, f"lease:{key}"]

    def _get(self, id: str) -> Kept[Model] | None:
        """What is kept, if anything: the way nearly every read goes, so a short one. Raises StoreUnavailable."""
        key = self.key(id)
        if not heard():
            reply = self.redis.commands.ask("GET", key)
            return None if reply is None else self._parse(reply)
        with statement_span("redis", "GET", f"GET {key}") as executed:
            reply = self.redis.commands.ask("GET", key)
            kept = None if reply is None else self._parse(reply)
            executed.rows = int(kept is not None)
            executed.hit(kept is not None)
            return kept

    def _get_many(self, ids: list[str]) -> dict[str, Kept[Model]]:
        """Those of `ids` that are kept, in one round trip. Raises StoreUnavailable."""
        keys = [self.key(id) for id in ids]
        text = f"GET {keys[0]}" if len(keys) == 1 else f"{len(keys)} x GET {' '.join(keys[:24])}"
        with statement_span("redis", "GET", text) as executed:
            replies = zip(ids, self.redis.get_values(keys), strict=True)
            found = {
                id: kept for id, reply in replies if reply is not None and (kept := self._parse(reply)) is not None
            }
            executed.rows = len(found)
            executed.hit(len(found) == len(ids))
            return found

    def _parse(self, reply: str) -> Kept[Model] | None:
        try:
            return self._kept.model_validate_json(reply)
        except ValidationError:
            # Kept by another version of this package, whose model was another: as good as nothing, and soon replaced.
            log.warning("cache %s: an answer of another form is not used", self.name)
            return None

    def _join(
        self,
        id: str,
        load: Callable[[list[str]], dict[str, Model]],
        keep: Callable[[Model], bool] | None,
        *,
        down: bool = False,
    ) -> tuple[Outcome, Model | None]:
        """What is not kept: from another thread that is at it, from another process that is, or from the loader."""
        outcome: Outcome = "bypasses" if down else "waits"

        def lead() -> tuple[Model | None, bool]:
            nonlocal outcome
            if down:
                return load([id]).get(id), True
            outcome, value, shared = self._fetch(id, load, keep)
            return value, shared

        try:
            value = self._flights.join(id, lead, PATIENCE_SECONDS)
        except Impatient:
            return "misses", load([id]).get(id)
        return outcome, value

    def _fetch(
        self, id: str, load: Callable[[list[str]], dict[str, Model]], keep: Callable[[Model], bool] | None
    ) -> tuple[Outcome, Model | None, bool]:
        """From another process that is at it, or from the loader, under a lease.

        The third value says whether others may have the answer: not where it was dropped while it was loaded.
        """
        token, unreadable, pause = uuid4().hex, False, FIRST_PAUSE
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                said, *text = self._lease([id], token, anew=unreadable)[0]
            except StoreUnavailable as error:
                log.warning("cache %s is bypassed: %s", self.name, error)
                return "bypasses", load([id]).get(id), True
            if said == "lease":
                loaded, shared = self._load([id], token, load, keep)
                return "misses", loaded.get(id), shared
            if text and (kept := self._parse(text[0])) is not None:
                return "waits", kept.value, True
            unreadable = bool(text)
            if not unreadable:
                time.sleep(pause)
                pause = min(1.5 * pause, LONGEST_PAUSE)
        return "misses", load([id]).get(id), True

    def _renew(
        self,
        ids: list[str],
        load: Callable[[list[str]], dict[str, Model]],
        keep: Callable[[Model], bool] | None,
    ) -> dict[str, Model]:
        """Answers loaded anew before their end: those that nobody else renews, if the loader can. The others stand."""
        token = uuid4().hex
        try:
            leases = zip(ids, self._lease(ids, token, anew=True), strict=True)
            return self._load([id for id, (said, *_) in leases if said == "lease"], token, load, keep)[0]
        except MarketplaceError as error:
            log.warning("cache %s: an answer is not renewed before its end: %s", self.name, error)
            return {}

    def _lease(self, ids: list[str], token: str, *, anew: bool = False) -> list[list[str]]:
        """For each what `lease.lua` says: ["kept", JSON], ["lease"] or ["wait"]. Raises StoreUnavailable."""
        arguments: list[str | int | float] = [token, int(LEASE_SECONDS * 1000), int(anew)]
        return self.redis.run_many(statement("stores/lease.lua"), [(self._keys(id), arguments) for id in ids])

    def _load(
        self,
        ids: list[str],
        token: str,
        load: Callable[[list[str]], dict[str, Model]],
        keep: Callable[[Model], bool] | None,
    ) -> tuple[dict[str, Model], bool]:
        """Load what we have the leases of, keep it, give them back; and whether all were ours until then."""
        if not ids:
            return {}, True
        loaded: dict[str, Model] = {}
        began = time.perf_counter()
        try:
            loaded = load(ids)
        finally:
            took, now = time.perf_counter() - began, time.time()
            calls: list[tuple[list[str], list[str | int | float]]] = []
            for id in ids:
                value, ms, text = loaded.get(id), lifetime(self.seconds), ""
                if value is not None and (keep is None or keep(value)):
                    text = self._kept(until=now + ms / 1000, took=took, value=value).model_dump_json()
                calls.append((self._keys(id), [token, text, ms]))
            ours = self._settle(calls)
        return loaded, ours

    def _settle(self, calls: list[tuple[list[str], list[str | int | float]]]) -> bool:
        try:
            return all(self.redis.run_many(statement("stores/settle.lua"), calls))
        except StoreUnavailable as error:
            log.warning("cache %s is not filled: %s", self.name, error)
            return True
