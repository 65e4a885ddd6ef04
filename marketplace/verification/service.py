"""Compares the stores, part by part. What differs is looked at twice: it may have been on its way."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from marketplace.errors import StoreUnavailable
from marketplace.events.models import RelayStatus
from marketplace.verification.models import Check, Compared, Difference, Verification

Progress = Callable[[str, int, int | None], object]


class VerificationService:
    """`status` says what still waits in the outbox: each check leaves out what that will change."""

    def __init__(self, checks: Sequence[Check], status: Callable[[], RelayStatus]) -> None:
        self.checks, self._status = checks, status

    def run(self, progress: Progress = lambda step, done, total: None) -> Verification:
        """Every comparison. One whose store does not answer is told with the reason, and the others are made.

        Raises StoreUnavailable where PostgreSQL does not answer: it is what the others are compared with.
        """
        differences: list[Difference] = []
        compared: list[Compared] = []
        status = self._status()
        for number, check in enumerate(self.checks):
            progress("comparing the stores", number, len(self.checks))
            began, reason, things = time.perf_counter(), None, 0
            found: list[Difference] = []
            try:
                things, found = _look(check)
            except StoreUnavailable as error:
                reason = str(error)
            differences += found
            compared.append(
                Compared(
                    name=check.name,
                    stores=check.stores,
                    things=things,
                    differences=len(found),
                    seconds=time.perf_counter() - began,
                    reason=reason,
                )
            )
        progress("comparing the stores", len(self.checks), len(self.checks))
        return Verification(differences=differences, compared=compared, waiting=status.waiting, dead=status.dead)


def _look(check: Check) -> tuple[int, list[Difference]]:
    """What differs both times. One thing is read from two stores one after the other, and the shop is open."""
    things, found = check.look(None)
    if found:
        _, again = check.look(sorted({each.subject for each in found}))
        still = {(each.difference.kind, each.difference.id) for each in again}
        found = [each for each in found if (each.difference.kind, each.difference.id) in still]
    return things, [each.difference for each in found]
