"""The shoppers: a thread each, on the services that everybody else uses."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from itertools import count
from uuid import uuid4

from marketplace import tracing
from marketplace.carts.service import CartService
from marketplace.errors import EmptyCart, InvalidInput, MarketplaceError, OutOfStock
from marketplace.orders.service import OrderService
from marketplace.simulation.ledger import Ledger, No, Step
from marketplace.simulation.models import Doing, Outcome
from marketplace.simulation.plan import Plan
from marketplace.simulation.stage import Cast

log = logging.getLogger(__name__)

SERVED_AT_ONCE = 8
"""Shoppers that the shop deals with at one moment; the others queue. The visitors of the same process need some of its
connections to PostgreSQL, and a part of its time."""

REFUSALS = (OutOfStock, InvalidInput, EmptyCart)
"""The shop said no, as it should: there was not enough, or a cart takes no more. Anything else is a failure."""


class SentHome(Exception):
    """Within a shopper's thread: it is over."""


class Crowd:
    """Lets a plan's shoppers loose, once: `open` the doors, then `wait` until all have left. `stop` sends them home."""

    def __init__(self, plan: Plan, cast: Cast, carts: CartService, orders: OrderService, ledger: Ledger) -> None:
        self.plan, self.cast, self.carts, self.orders, self.ledger = plan, cast, carts, orders, ledger
        self.rush_at: float | None = None
        """Seconds after the doors opened at which all stood at the till; None before."""
        self._problems: Counter[str] = Counter()
        self._served = threading.BoundedSemaphore(SERVED_AT_ONCE)
        self._rush = threading.Barrier(len(cast.shoppers), action=self._rush_begins)
        self._stop, self._gone = threading.Event(), threading.Event()
        self._inside, self._counting = len(cast.shoppers), threading.Lock()
        self._opened = time.perf_counter()

    def open(self) -> None:
        """Let everybody in."""
        self._opened = time.perf_counter()
        for number, shopper in enumerate(self.cast.shoppers):
            try:
                threading.Thread(target=self._visit, args=(number, shopper), name=shopper, daemon=True).start()
            except RuntimeError:  # this system lets nobody start so many threads
                self._problem(
                    f"Only {number} of {len(self.cast.shoppers)} shoppers got in: no more threads can be had."
                )
                self.stop()
                for _ in self.cast.shoppers[number:]:
                    self._left()
                return

    def wait(self, seconds: float) -> bool:
        """Whether all have left, waiting at most so long."""
        return self._gone.wait(seconds)

    def stop(self) -> None:
        """Everybody goes home after the step they are at."""
        self._stop.set()
        self._rush.abort()

    @property
    def seconds(self) -> float:
        """Since the doors opened."""
        return time.perf_counter() - self._opened

    @property
    def problems(self) -> list[str]:
        """What went wrong, each with how many shoppers met it."""
        return [
            f"{problem} ({many} shoppers met it)" if many > 1 else problem for problem, many in self._problems.items()
        ]

    def _rush_begins(self) -> None:
        self.rush_at = self.seconds

    def _problem(self, sentence: str) -> None:
        with self._counting:
            self._problems[sentence] += 1

    def _left(self) -> None:
        with self._counting:
            self._inside -= 1
            if self._inside == 0:
                self._gone.set()

    def _visit(self, number: int, shopper: str) -> None:
        # Each shopper draws from dice of their own, so that a seed means the same whoever is faster.
        dice = random.Random(f"{self.plan.seed}/{number}")  # noqa: S311 - not a secret
        try:
            self._shop(number, shopper, dice)
            self._want_the_last(number, shopper)
        except (SentHome, threading.BrokenBarrierError):
            pass
        except Exception as error:
            # A thread has nobody to raise to. Whatever went wrong is part of the result, and nobody waits for it.
            if not isinstance(error, MarketplaceError):
                log.exception("a simulated shopper failed")
            self._problem(str(error) or type(error).__name__)
            self.stop()
        finally:
            self._left()

    def _shop(self, number: int, shopper: str, dice: random.Random) -> None:
        for visit in count():
            if visit == self.plan.visits or not self._think(dice):
                return
            for _ in range(dice.randint(1, 3)):
                self._add(number, shopper, dice.choice(self.cast.shelf).id, dice.randint(1, 2))
                if not self._think(dice):
                    return
            if dice.random() < self.plan.changes_mind:
                self._change_mind(number, shopper, dice)
                if not self._think(dice):
                    return
            if dice.random() < self.plan.checks_out:
                self._buy(number, shopper, self.carts.quantities(shopper))
            else:
                self.ledger.abandoned()

    def _want_the_last(self, number: int, shopper: str) -> None:
        held = self._add(number, shopper, self.cast.rush.id, 1)
        # All stand at the till with one in the cart before the first of them pays.
        self._rush.wait()
        if held:
            self._buy(number, shopper, {self.cast.rush.id: 1}, rushed_at=self.rush_at)

    def _think(self, dice: random.Random) -> bool:
        """Take a moment; whether the doors are still open after it."""
        moment = dice.expovariate(1 / self.plan.think_seconds) if self.plan.think_seconds else 0.0
        left = self.plan.seconds - self.seconds
        if self._stop.wait(max(0.0, min(moment, left))):
            raise SentHome
        return moment < left

    def _change_mind(self, number: int, shopper: str, dice: random.Random) -> None:
        which, fewer = dice.random(), dice.random() < 0.5
        quantities = self.carts.quantities(shopper)
        if not quantities:
            return
        product = sorted(quantities)[int(which * len(quantities))]
        if fewer:
            self._step(number, "remove", product, lambda: self.carts.remove(shopper, product))
        else:
            pieces = 1 if quantities[product] > 1 else 2
            self._step(number, "change", product, lambda: self.carts.change(shopper, product, pieces))

    def _add(self, number: int, shopper: str, product: str, pieces: int) -> bool:
        return self._step(number, "add", product, lambda: self.carts.add(shopper, product, pieces))

    def _buy(self, number: int, shopper: str, quantities: dict[str, int], *, rushed_at: float | None = None) -> bool:
        # Where everything was refused there is nothing to pay.
        return bool(quantities) and self._step(
            number,
            "checkout",
            "",
            lambda: self.orders.checkout(shopper, quantities, uuid4().hex),
            pieces=sum(quantities.values()),
            rushed_at=rushed_at,
        )

    def _step(
        self,
        number: int,
        doing: Doing,
        product: str,
        work: Callable[[], object],
        *,
        pieces: int = 0,
        rushed_at: float | None = None,
    ) -> bool:
        """Do one thing in one's turn and note it; whether the shop let it be done. Failures are noted and raised."""
        outcome: Outcome = "failed"
        noes: tuple[No, ...] = ()
        came = time.perf_counter()
        with self._served:
            if self._stop.is_set():
                raise SentHome
            began = time.perf_counter()
            with tracing.recording(f"simulation: {doing}") as run:
                try:
                    work()
                    outcome = "done"
                except REFUSALS as error:
                    outcome, noes = "refused", self._noes(error, product)
                finally:
                    ended = time.perf_counter()
                    stores: dict[str, float] = {}
                    for executed in run.statements:
                        stores[executed.store] = stores.get(executed.store, 0.0) + executed.ms
                    self.ledger.note(
                        Step(
                            shopper=number,
                            doing=doing,
                            outcome=outcome,
                            at=ended - self._opened,
                            queued_ms=(began - came) * 1000,
                            ms=(ended - began) * 1000,
                            in_stores=stores,
                            pieces=pieces if outcome == "done" else 0,
                            noes=noes,
                            rushed_at=rushed_at,
                        )
                    )
        return outcome == "done"

    def _noes(self, error: MarketplaceError, product: str) -> tuple[No, ...]:
        if isinstance(error, OutOfStock):
            return tuple(
                No(self.cast.label(short.product_id), short.wanted, short.available, "not enough in stock")
                for short in error.shortfalls
            )
        return (No(self.cast.label(product), None, None, "the cart takes no more of it"),)
