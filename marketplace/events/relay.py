"""The relay: carries what happened in PostgreSQL to every store that keeps a copy of it, and views to the graph.

A thread for each destination, so that a store that is down delays only its own; one that listens to PostgreSQL and
wakes them; and a slow look at the table, should nobody be heard. Any number of relays, in any processes, share the
work.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Mapping

from marketplace.carts.service import CartService
from marketplace.errors import NotFound, StoreUnavailable
from marketplace.events.backoff import Backoff
from marketplace.events.carrier import Carrier
from marketplace.events.models import DESTINATIONS, DeadLetter, DestinationStatus, Handler, RelayStatus
from marketplace.events.views import ViewCarrier
from marketplace.statements import statement
from marketplace.stores.postgres import Postgres

log = logging.getLogger(__name__)

IDLE_SECONDS = 5.0
"""How often a worker looks without being woken: for what was to be tried again, and should listening have failed."""

VIEWS_SECONDS = 1.0
"""How often views are carried: not one by one, for a batch costs the graph hardly more."""

LATEST = 200
"""Events over which the lag is measured."""


class Relay:
    """`start` works in the background until `close`; `drain` does what is due now, here.

    `dice` draws the jitter, from [0, 1); `idle` is the pause of a worker that nobody wakes, in seconds.
    """

    def __init__(
        self,
        postgres: Postgres,
        handlers: Mapping[str, Handler],
        views: ViewCarrier,
        carts: CartService,
        *,
        dice: Callable[[], float] = random.random,
        idle: float = IDLE_SECONDS,
    ) -> None:
        self.postgres, self.handlers, self.views, self._carts, self._idle = postgres, handlers, views, carts, idle
        self._again = Backoff(base=1.0, cap=300.0, dice=dice)
        self._store_back = Backoff(base=0.5, cap=10.0, dice=dice)
        self._carriers = {name: Carrier(postgres, name, handler, self._again) for name, handler in handlers.items()}
        self._woken = {name: threading.Event() for name in handlers}
        self._threads: list[threading.Thread] = []
        self._lock, self._stopping = threading.Lock(), threading.Event()
        self._tell: Callable[[str, int], object] = lambda what, many: None

    def placed(self, user_id: str, event_id: str, quantities: dict[str, int]) -> None:
        """An order has just been committed: its pieces leave the cart at once.

        The shopper looks at the cart next, and what is bought must not lie there to be bought again. When the event is
        carried, taking the pieces out is the second time, and takes nothing.
        """
        try:
            self._carts.remove_ordered(user_id, event_id, quantities)
        except StoreUnavailable as error:
            log.warning("the cart hears of the order from the outbox: %s", error)

    def drain(self) -> int:
        """Carry all that is due, in this thread; how many deliveries arrived (an event at one destination is one).

        A store that is down keeps its own waiting; what another relay is carrying is left to it.
        """
        arrived = 0
        for name, carrier in self._carriers.items():
            try:
                while (batch := carrier.carry())[0]:
                    arrived += batch[1]
            except StoreUnavailable as error:
                log.warning("events for %s wait in the outbox: %s", name, error)
        try:
            while self.views.carry():
                pass
        except StoreUnavailable as error:
            log.warning("views wait in their stream: %s", error)
        return arrived

    def start(self, tell: Callable[[str, int], object] = lambda what, many: None) -> None:
        """Work in the background from now on. Once started, again is nothing.

        `tell` hears whenever something has arrived, of the destination (or "views") and how many.
        """
        with self._lock:
            if self._threads:
                return
            self._stopping, self._tell = threading.Event(), tell
            works: dict[str, Callable[[threading.Event], None]] = {"listen": self._listen, "views": self._watch}
            works |= {name: self._worker(carrier) for name, carrier in self._carriers.items()}
            self._threads = [
                threading.Thread(target=work, args=(self._stopping,), name=f"relay-{name}", daemon=True)
                for name, work in works.items()
            ]
            for thread in self._threads:
                thread.start()

    def wake(self) -> None:
        """There may be something to carry."""
        for woken in self._woken.values():
            woken.set()

    def close(self) -> None:
        """End the background work, each after the batch it is at. It may be started again."""
        with self._lock:
            self._stopping.set()
            self.wake()
            for thread in self._threads:
                thread.join(timeout=10)
            self._threads = []
        self.views.close()

    def status(self) -> RelayStatus:
        """What waits, what was given up, and how far behind each destination is. Raises StoreUnavailable."""
        parameters = {"destinations": list(DESTINATIONS), "latest": LATEST}
        rows = self.postgres.rows(statement("events/status.sql"), parameters)
        found = [
            DestinationStatus(
                store=DESTINATIONS[row["destination"]],
                **{name: row[name] for name in DestinationStatus.model_fields if name != "store"},
            )
            for row in rows
        ]
        return RelayStatus(
            waiting=rows[0]["events_waiting"],
            dead=rows[0]["events_dead"],
            oldest_seconds=max(each.oldest_seconds for each in found),
            p50_ms=rows[0]["whole_p50_ms"],
            p95_ms=rows[0]["whole_p95_ms"],
            destinations=found,
        )

    def dead(self) -> list[DeadLetter]:
        """What was given up, the latest first."""
        return self.postgres.all(DeadLetter, statement("events/dead.sql"))

    def replay(self, event_id: str | None = None) -> int:
        """Try a dead event again wherever it is dead, or all of them; how many deliveries that is.

        Raises NotFound where this event is dead nowhere.
        """
        replayed = len(self.postgres.rows(statement("events/replay.sql"), {"event_id": event_id}))
        if event_id is not None and not replayed:
            raise NotFound("dead event", event_id)
        self.wake()
        return replayed

    def _worker(self, carrier: Carrier) -> Callable[[threading.Event], None]:
        woken = self._woken[carrier.destination]

        def carry() -> None:
            # Whatever is told from here on wakes this worker again, if it is too late for this look.
            woken.clear()
            while (batch := carrier.carry())[0]:
                if batch[1]:
                    self._tell(carrier.destination, batch[1])

        return lambda stopping: self._repeat(carrier.destination, carry, stopping, lambda: woken.wait(self._idle))

    def _watch(self, stopping: threading.Event) -> None:
        def carry() -> None:
            while not stopping.is_set() and (done := self.views.carry()):
                self._tell("views", done)

        self._repeat("views", carry, stopping, lambda: stopping.wait(VIEWS_SECONDS))

    def _listen(self, stopping: threading.Event) -> None:
        def hear() -> None:
            for told in self.postgres.listen(statement("events/listen.sql")):
                if stopping.is_set():
                    return
                if told:
                    self.wake()

        self._repeat("listening", hear, stopping, lambda: None)

    def _repeat(
        self, name: str, work: Callable[[], None], stopping: threading.Event, pause: Callable[[], object]
    ) -> None:
        """Do it again and again. While it fails, in a rhythm of its own, which no news quickens."""
        failures = 0
        while not stopping.is_set():
            try:
                work()
                failures = 0
                pause()
            except Exception as error:
                failures += 1
                if not isinstance(error, StoreUnavailable):
                    # A worker that died would go unnoticed.
                    log.exception("relay, %s", name)
                elif failures == 1:
                    log.warning("relay, %s: %s", name, error)
                stopping.wait(self._store_back.seconds(failures))
