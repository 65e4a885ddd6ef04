"""One simulation, in a thread of its own: whoever wants to look asks for a snapshot, and nobody has to stay."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from marketplace.carts.service import CartService
from marketplace.errors import MarketplaceError, StoreUnavailable
from marketplace.orders.service import OrderService
from marketplace.simulation.broom import Broom, Swept, cleaned
from marketplace.simulation.crowd import Crowd
from marketplace.simulation.ledger import Ledger
from marketplace.simulation.models import Heard, Phase, Result, Snapshot, Stock
from marketplace.simulation.plan import Plan
from marketplace.simulation.stage import Cast, Stage

log = logging.getLogger(__name__)

LOOK_SECONDS, MOST_LOOKS = 0.25, 160
"""The stores are asked four times a second; less often in a long run, so that its series stays short."""

BREATH_SECONDS, CARRYING_SECONDS = 0.05, 8.0
"""How long the news of the last orders is waited for before everything is cleared away."""


class SimulationBusy(MarketplaceError):
    """Another simulation runs, here or in another process."""

    def __str__(self) -> str:
        return "A simulation is running already: wait a moment until it is done, then start yours."


class Run:
    """A simulation from the opening of the doors until its last trace is gone. Every method may be called anywhere."""

    def __init__(
        self,
        plan: Plan,
        stage: Stage,
        broom: Broom,
        carts: CartService,
        orders: OrderService,
        carry: Callable[[], object],
    ) -> None:
        self.plan, self.began_at, self._carry = plan, datetime.now(UTC), carry
        self._stage, self._broom, self._carts, self._orders = stage, broom, carts, orders
        self._ledger = Ledger(max(LOOK_SECONDS, plan.seconds / MOST_LOOKS))
        self._phase: Phase = "setting up"
        self._cast: Cast | None = None
        self._crowd: Crowd | None = None
        self._began, self._seconds = time.perf_counter(), 0.0
        self._result: Result | None = None
        self._error: BaseException | None = None
        self._stop, self._admitted, self._over = threading.Event(), threading.Event(), threading.Event()
        # A daemon: a process that ends closes its market, which stops the run and waits for it.
        self._thread = threading.Thread(target=self._work, name="simulation", daemon=True)

    def begin(self) -> None:
        """Start. Raises SimulationBusy where another runs anywhere, and StoreUnavailable where PostgreSQL is down."""
        self._thread.start()
        self._admitted.wait()
        if self._cast is None and self._error is not None:
            raise self._error

    def stop(self) -> None:
        """End it early: everybody goes home, and everything is cleared away all the same."""
        self._stop.set()
        if self._crowd is not None:
            self._crowd.stop()

    @property
    def over(self) -> bool:
        """Whether it has ended, and has cleaned up after itself."""
        return self._over.is_set()

    @property
    def stopped(self) -> bool:
        """Whether somebody has asked for its end."""
        return self._stop.is_set()

    def wait(self, seconds: float | None = None) -> bool:
        """Whether it is over, waiting at most so long."""
        return self._over.wait(seconds)

    def result(self) -> Result:
        """How it came out, once it is over. Raises what it broke on, where it could not even begin."""
        self._over.wait()
        if self._result is None:
            raise self._error or RuntimeError("a simulation ended without a result")
        return self._result

    def snapshot(self) -> Snapshot:
        """How far it is; of a finished one, the last there was."""
        if self._result is not None:
            return self._result.snapshot
        crowd = self._crowd
        phase = self._phase
        if phase == "shopping" and crowd is not None and crowd.rush_at is not None:
            phase = "rush"
        return Snapshot(
            phase=phase,
            seconds=crowd.seconds if crowd is not None else 0.0,
            totals=self._ledger.totals(),
            series=self._ledger.series(),
            attempts=self._ledger.attempts(),
            speeds=self._ledger.speeds(),
            rush=self._cast.rush.label if self._cast is not None else "",
            rush_at=crowd.rush_at if crowd is not None else None,
        )

    def _work(self) -> None:
        try:
            with self._stage.postgres.transaction() as guard:
                if not self._stage.alone(guard):
                    raise SimulationBusy
                # What a process that was killed left behind.
                self._broom.sweep()
                self._cast = self._stage.cast(self.plan)
                self._admitted.set()
                self._perform(self._cast)
        except BaseException as error:
            # The thread has nobody to raise to: who started it is told, or who asks for the result. Where there is one,
            # this is PostgreSQL gone away under the lock that was held, and the result says so already.
            self._error = error
            if not isinstance(error, MarketplaceError):
                log.exception("a simulation broke")
        finally:
            self._phase = "over"
            self._admitted.set()
            self._over.set()

    def _perform(self, cast: Cast) -> None:
        problems: list[str] = []
        books: list[Stock] = []
        heard: list[Heard] = []
        first, second = Swept(), Swept()
        try:
            with _noted(problems):
                self._stage.set_up(cast)
                self._shop(cast)
            with _noted(problems, "The books could not be read"):
                books = self._stage.books(cast)
            with _noted(problems, "What the other stores heard is not known"):
                heard = self._stage.heard()
        finally:
            self._phase = "cleaning"
            first = self._broom.sweep()
            second = self._broom.sweep(first.events)
        crowd = self._crowd
        self._phase = "over"
        self._result = Result(
            plan=self.plan,
            began_at=self.began_at,
            seconds=self._seconds,
            stopped=self._stop.is_set(),
            snapshot=self.snapshot(),
            refusals=self._ledger.refusals(),
            books=books,
            heard=heard,
            cleaned=cleaned(first, second),
            problems=[*(crowd.problems if crowd else []), *problems],
            left_over=first.left_over,
        )

    def _shop(self, cast: Cast) -> None:
        since = self._stage.last_event()
        crowd = Crowd(self.plan, cast, self._carts, self._orders, self._ledger)
        self._phase, self._crowd = "shopping", crowd
        if self._stop.is_set():
            # Stopped before there was anybody to stop.
            return
        self._ledger.gauge(0.0, self._stage.gauges(cast, since))
        crowd.open()
        while not crowd.wait(self._ledger.width):
            self._ledger.gauge(crowd.seconds, self._stage.gauges(cast, since))
        self._seconds = crowd.seconds
        self._phase = "carrying"
        self._last_news(cast, crowd, since)

    def _last_news(self, cast: Cast, crowd: Crowd, since: int) -> None:
        """Help to carry the news, and look on until every destination has heard of every order, or long enough."""
        until = crowd.seconds + CARRYING_SECONDS
        while True:
            gauges = self._stage.gauges(cast, since)
            self._ledger.gauge(crowd.seconds, gauges)
            done = gauges.placed is None or gauges.placed == gauges.carried
            if done or crowd.seconds > until or self._stop.is_set():
                return
            self._carry()
            # What is not here yet is being carried by another relay.
            self._stop.wait(BREATH_SECONDS)


@contextmanager
def _noted(problems: list[str], what: str = "") -> Iterator[None]:
    """A store that does not answer is a problem to be told, and no more."""
    try:
        yield
    except StoreUnavailable as error:
        problems.append(f"{what}: {error}" if what else str(error))
