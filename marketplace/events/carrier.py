"""Carries events to one destination, a batch at a time."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from marketplace.errors import StoreUnavailable
from marketplace.events.backoff import Backoff
from marketplace.events.models import Event, Handler
from marketplace.faultpoints import reach
from marketplace.statements import statement
from marketplace.stores.postgres import Postgres, Session

log = logging.getLogger(__name__)

BATCH = 100
"""Events of one transaction."""

MOST_ATTEMPTS = 10
"""An event that failed so often at a destination is given up there, until somebody replays it."""

ERROR_LENGTH = 500


class Carrier:
    """What is due at `destination` is locked, handed to its handler, and marked in the same transaction.

    A crash anywhere leaves the events waiting, and they are carried again: handlers are harmless the second time.
    """

    def __init__(self, postgres: Postgres, destination: str, handler: Handler, backoff: Backoff) -> None:
        self.postgres, self.destination, self._handler, self._backoff = postgres, destination, handler, backoff

    def carry(self) -> tuple[int, int]:
        """One batch: how many events were due, and how many of them arrived.

        Raises StoreUnavailable where a store does not answer. That is no event's fault: what had arrived before is
        marked, and the others wait as if nothing had been.
        """
        with self.postgres.transaction() as session:
            rows = session.rows(statement("events/due.sql"), {"destination": self.destination, "limit": BATCH})
            if not rows:
                return 0, 0
            self._reach("locked")
            events = [Event(**row) for row in rows]
            arrived, down = self._deliver(session, events)
            if arrived:
                ids = {"destination": self.destination, "ids": [event.id for event in arrived]}
                session.rows(statement("events/delivered.sql"), ids)
            self._reach("marked")
        self._reach("committed")
        if down is not None:
            raise down
        return len(events), len(arrived)

    def _deliver(self, session: Session, events: list[Event]) -> tuple[list[Event], StoreUnavailable | None]:
        """All at once; where that fails, one by one, so that only the one at fault is kept back."""
        try:
            self._handle(events)
            return events, None
        except StoreUnavailable as error:
            return [], error
        except Exception as error:
            if len(events) == 1:
                self._failed(session, events[0], error)
                return [], None
            log.info("%s: a batch failed, and is tried one by one", self.destination, exc_info=True)
        arrived = []
        for event in events:
            try:
                self._handle([event])
                arrived.append(event)
            except StoreUnavailable as error:
                return arrived, error
            except Exception as error:  # noqa: BLE001 - whatever it is, it is this event's alone
                self._failed(session, event, error)
        return arrived, None

    def _handle(self, events: Sequence[Event]) -> None:
        self._reach("before")
        self._handler(events)
        self._reach("after")

    def _failed(self, session: Session, event: Event, error: Exception) -> None:
        log.warning(
            "%s cannot take event %s (attempt %d): %s", self.destination, event.event_id, event.attempts + 1, error
        )
        # What PostgreSQL's text cannot hold, a NUL or half a character, may well be what is wrong with the event.
        said = f"{type(error).__name__}: {error}"[:ERROR_LENGTH].encode(errors="replace").decode().replace("\0", "?")
        session.rows(
            statement("events/failed.sql"),
            {
                "destination": self.destination,
                "id": event.id,
                "error": said,
                "seconds": self._backoff.seconds(event.attempts + 1),
                "most": MOST_ATTEMPTS,
            },
        )

    def _reach(self, step: str) -> None:
        reach(f"relay.{self.destination}.{step}")
