"""The shoppers: a thread each, on the services that everybody else uses."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from uuid import uuid4

from marketplace.carts.service import CartService
from marketplace.errors import EmptyCart, InvalidInput, MarketplaceError, OutOfStock
from marketplace.orders.service import OrderService
from marketplace.simulation.models import Act, Phase, Plan, Snapshot, Step
from marketplace.simulation.stage import Cast

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.1
"""How often whoever watches hears how far it is."""

REFUSALS = (OutOfStock, InvalidInput, EmptyCart)
"""The shop said no, as it should: there was not enough, or a cart takes no more. Anything else is a failure."""

Watch = Callable[[Snapshot], object]


class Crowd:
    """Runs a plan once. Every thread has ended when `run` returns or raises."""

    def __init__(self, plan: Plan, cast: Cast, carts: CartService, orders: OrderService) -> None:
        self.plan, self.cast, self.carts, self.orders = plan, cast, carts, orders
        self.steps: list[Step] = []
        self.problems: list[str] = []
        self._rush = threading.Barrier(len(cast.shoppers), action=self._rush_begins)
        self._stop = threading.Event()
        self._phase: Phase = "shopping"
        self._began = 0.0

    def run(self, watch: Watch | None = None) -> float:
        """Let everybody shop; the seconds it took. What `watch` raises ends the simulation early, and is raised."""
        threads = [
            threading.Thread(target=self._shop, args=(number, shopper), name=shopper, daemon=True)
            for number, shopper in enumerate(self.cast.shoppers)
        ]
        self._began = time.perf_counter()
        try:
            for thread in threads:
                thread.start()
            for thread in threads:
                while thread.is_alive():
                    thread.join(LOOK_SECONDS)
                    if watch is not None:
                        watch(self.snapshot())
        finally:
            self._stop.set()
            self._rush.abort()
            for thread in threads:
                if thread.ident is not None:
                    thread.join()
        return time.perf_counter() - self._began

    def snapshot(self) -> Snapshot:
        """How far it is."""
        counts = Counter(step.act for step in list(self.steps))
        return Snapshot(
            seconds=time.perf_counter() - self._began,
            phase=self._phase,
            added=counts["added"],
            bought=counts["bought"],
            refused=counts["refused"],
            failed=counts["failed"],
        )

    def _rush_begins(self) -> None:
        self._phase = "rush"

    def _shop(self, number: int, shopper: str) -> None:
        # Each shopper draws from dice of their own, so that a seed means the same whoever is faster.
        dice = random.Random(f"{self.plan.seed}/{number}")  # noqa: S311 - not a secret
        shelf, rush = self.cast.goods[:-1], self.cast.goods[-1]
        try:
            for _ in range(self.plan.rounds):
                if self._stop.is_set():
                    return
                self._add(number, shopper, "shopping", dice.choice(shelf).id, dice.randint(1, 2))
                if dice.random() < self.plan.checks_out:
                    self._buy(number, shopper, "shopping", self.carts.quantities(shopper))
            held = self._add(number, shopper, "rush", rush.id, 1)
            # All stand at the till with one in the cart before the first of them pays.
            self._rush.wait()
            if held:
                self._buy(number, shopper, "rush", {rush.id: 1})
        except threading.BrokenBarrierError:
            return
        except Exception as error:
            # A thread has nobody to raise to. Whatever went wrong is part of the result, and nobody waits for it.
            if not isinstance(error, MarketplaceError):
                log.exception("a simulated shopper failed")
            self.problems.append(f"Shopper {number + 1}: {str(error) or type(error).__name__}")
            self._rush.abort()

    def _add(self, number: int, shopper: str, phase: Phase, product: str, pieces: int) -> bool:
        return self._step(number, phase, "added", pieces, lambda: self.carts.add(shopper, product, pieces))

    def _buy(self, number: int, shopper: str, phase: Phase, quantities: dict[str, int]) -> bool:
        pieces = sum(quantities.values())
        return self._step(
            number, phase, "bought", pieces, lambda: self.orders.checkout(shopper, quantities, uuid4().hex)
        )

    def _step(self, number: int, phase: Phase, act: Act, pieces: int, work: Callable[[], object]) -> bool:
        """Do one thing and note it; whether the shop let it be done. Failures are noted and raised."""
        at = time.perf_counter()
        outcome: Act = "failed"
        try:
            work()
            outcome = act
        except REFUSALS:
            outcome = "refused"
        finally:
            ms = (time.perf_counter() - at) * 1000
            done = pieces if outcome == act else 0
            step = Step(shopper=number, phase=phase, act=outcome, at=at - self._began, ms=ms, pieces=done)
            self.steps.append(step)
        return outcome == act
