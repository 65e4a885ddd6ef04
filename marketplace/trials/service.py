"""Trials: one way to recommend against another, on the shop's own shoppers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from marketplace.carts.keys import GUEST
from marketplace.errors import InvalidInput, NotFound, NotPossible
from marketplace.events.models import Event
from marketplace.recommendations.models import Recommendation, Strategy
from marketplace.statements import statement
from marketplace.stores.postgres import Postgres
from marketplace.stores.redis import Redis
from marketplace.trials.counter import Counter
from marketplace.trials.judging import judged
from marketplace.trials.ledger import Ledger
from marketplace.trials.models import CHALLENGER, CONTROL, HOME, NAME, OFFERED, VISITOR, Group, Results, Shelf, Trial
from marketplace.trials.visitors import Visitors

MOST_VISITORS = 2000
LEAST = 0.02
"""The smallest difference worth having, of shoppers, if nobody says another."""


class TrialService:
    """`serve` makes a shopper's list, led by one strategy; `ranked` gives the ids of many shoppers' at once.

    Trials are PostgreSQL's. What happens is counted in Redis, and brought to PostgreSQL, of which `results` are asked.
    """

    def __init__(
        self,
        postgres: Postgres,
        redis: Redis,
        *,
        serve: Callable[[Strategy, str, int], list[Recommendation]],
        ranked: Callable[[Strategy, Sequence[str], int], Mapping[str, Sequence[str]]],
    ) -> None:
        self.postgres, self._serve = postgres, serve
        self.counter, self.ledger = Counter(redis), Ledger(postgres, redis)
        self._visitors = Visitors(postgres, self.counter, ranked)

    def start(self, control: Strategy = CONTROL, challenger: Strategy = CHALLENGER, share: float = 0.5) -> Trial:
        """Begin a trial at home. Raises InvalidInput, and NotPossible while one runs."""
        if control == challenger or not {control, challenger} <= set(OFFERED):
            raise InvalidInput(f"A trial needs two different arms of these: {', '.join(OFFERED)}.")
        if not 0.05 <= share <= 0.95:
            raise InvalidInput(f"Each arm serves at least 5 % of the shoppers: {share:.0%} cannot be the challenger’s.")
        row = self.postgres.row(
            statement("trials/start.sql"),
            {
                "place": HOME,
                "name": NAME,
                "control": control,
                "challenger": challenger,
                "share": share,
                # A new one each time: who was dealt to one trial's challenger is dealt anew in the next.
                "salt": token_hex(16),
            },
        )
        if row is None:
            raise NotPossible("A trial runs already: stop it first.")
        return Trial(**row)

    def stop(self, id: int) -> Trial:
        """End a trial. Harmless the second time. Raises NotFound.

        Whoever is first shown something after that is not in the results, nor is a click or an order after it. What
        still changes them is news of what came before: an order placed while it ran, told late, and the cancelling of
        such an order, whenever that is. A page under way may also add to the products shown, which no share is of.
        """
        row = self.postgres.row(statement("trials/stop.sql"), {"id": id})
        return Trial(**row) if row else self.trial(id)

    def running(self) -> Trial | None:
        """The trial that runs at home."""
        row = self.postgres.row(statement("trials/running.sql"), {"place": HOME})
        return Trial(**row) if row else None

    def trial(self, id: int) -> Trial:
        """One trial. Raises NotFound."""
        found = self._trials(id=id)
        if not found:
            raise NotFound("trial", str(id))
        return found[0]

    def latest(self, limit: int = 10) -> list[Trial]:
        """Trials, that which runs first, then the latest."""
        return self._trials(limit=limit)

    def shelf(self, visitor: str, limit: int = 6) -> Shelf | None:
        """What the running trial has for a shopper or guest; None while none runs. Nothing is counted yet."""
        trial = self.running()
        if trial is None:
            return None
        arm = trial.arm(visitor)
        return Shelf(trial=trial, visitor=visitor, arm=arm, items=self._serve(arm, visitor, limit))

    def shown(self, shelf: Shelf) -> int:
        """It is on the page; how many of its products count, for they are shown the first time today."""
        new = self.counter.shown(shelf.trial, shelf.visitor, [one.product.id for one in shelf.items])
        self.ledger.note(shelf.trial.id)
        return new

    def clicked(self, visitor: str, product_id: str, token: str) -> bool:
        """Somebody came to a product by a link that says it is of a trial ("12.personal"); whether that counts.

        Anybody can write such a link: it counts while that trial runs, for whom this arm serves, for what this shopper
        was shown in the last seven days, once a day and product.
        """
        # The click came before this was asked: if the trial runs by then, it ran when they clicked.
        now, trial = datetime.now(UTC), self.running()
        if trial is None or token != Shelf(trial=trial, visitor=visitor, arm=trial.arm(visitor), items=[]).token:
            return False
        counts = self.counter.clicked(trial, visitor, product_id, now)
        if counts:
            self.ledger.note(trial.id)
        return bool(counts)

    def tell(self, events: Sequence[Event]) -> None:
        """News of orders: what was shown before, and is bought, counts for the trials that ran when it was bought."""
        if not events:
            return
        for trial in self._trials(since=min(event.placed_at for event in events)):
            heard = [event for event in events if trial.ran_at(event.placed_at)]
            if heard and self.counter.ordered(trial, heard):
                self.ledger.note(trial.id)

    def results(self, id: int, least: float = LEAST, group: Group | None = None) -> Results:
        """What came of a trial until now. `least`: the smallest difference of shares worth finding. `group`: of whom;
        if nobody says, of real shoppers as soon as there are any, and until then of simulated visitors.

        Raises NotFound, InvalidInput, StoreUnavailable: where it is Redis, `kept` has what was brought over before.
        """
        trial = self.trial(id)
        self.ledger.flush(id)
        return self._kept(trial, least, group)

    def kept(self, id: int, least: float = LEAST, group: Group | None = None) -> Results:
        """The same, without what is still in Redis alone."""
        return self._kept(self.trial(id), least, group)

    def visit(self, id: int, many: int) -> int:
        """Let simulated visitors come by, see their arm's list, click and buy; how many came. Raises NotPossible.

        What they do is counted by what counts everybody's. They buy nothing of the stock: no order is placed.
        """
        trial = self.trial(id)
        if not trial.running:
            raise NotPossible("This trial is over: nobody can visit it.")
        if not 0 < many <= MOST_VISITORS:
            raise InvalidInput(f"Between 1 and {MOST_VISITORS:,} visitors can come at once, not {many:,}.")
        came = self._visitors.come(trial, many)
        self.ledger.note(id)
        return came

    def forget(self, id: int) -> int:
        """All figures of a trial go, everywhere; of how many people there were some."""
        return self.ledger.forget(self.trial(id).id)

    def close(self) -> None:
        """End the background work."""
        self.ledger.close()

    def _kept(self, trial: Trial, least: float, group: Group | None) -> Results:
        asked = {"trial": trial.id, "stopped_at": trial.stopped_at, "visitor": VISITOR, "guest": GUEST}
        return judged(trial, self.postgres.rows(statement("trials/figures.sql"), asked), least, group)

    def _trials(self, id: int | None = None, since: Any = None, limit: int = 50) -> list[Trial]:
        rows = self.postgres.rows(statement("trials/trials.sql"), {"id": id, "since": since, "limit": limit})
        return [Trial(**row) for row in rows]
