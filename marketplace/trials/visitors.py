"""Made-up visitors, to see a trial move. Their likings are a model of ours, and say nothing of real people."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from secrets import token_hex

from marketplace.events.models import Event
from marketplace.recommendations.models import Strategy
from marketplace.statements import statement
from marketplace.stores.postgres import Postgres
from marketplace.trials.counter import Counter
from marketplace.trials.models import VISITOR, Trial

SEEN = 6
"""Products a visitor is shown."""

CLICKS_LIKED, CLICKS_OTHER, BUYS = 0.12, 0.04, 0.2
"""How likely a visitor clicks on a product of a craft they say they like, on any other; and buys what they clicked."""


class Visitors:
    """Each has the taste and the past of a real shopper, drawn by lot, and an id of its own, by which it is dealt to an
    arm. `ranked` gives many shoppers' lists by a strategy."""

    def __init__(
        self,
        postgres: Postgres,
        counter: Counter,
        ranked: Callable[[Strategy, Sequence[str], int], Mapping[str, Sequence[str]]],
    ) -> None:
        self.postgres, self.counter, self._ranked = postgres, counter, ranked

    def come(self, trial: Trial, many: int, seed: str | None = None) -> int:
        """So many come, see, click and buy; how many did (none where no shopper says what they like)."""
        seed = seed or token_hex(8)
        dice = random.Random(seed)  # noqa: S311 - no secret hangs on it
        tastes = self.postgres.rows(statement("trials/tastes.sql"), {"seed": seed, "limit": many})
        if not tastes:
            return 0
        visitors = [(f"{VISITOR}{seed}-{number:04}", tastes[number % len(tastes)]) for number in range(many)]
        lists = {arm: self._lists(trial, arm, visitors) for arm in trial.arms}
        crafts = self._crafts({product for found in lists.values() for ids in found.values() for product in ids})
        bought = []
        for visitor, taste in visitors:
            shown = lists[trial.arm(visitor)].get(taste["id"], ())
            # All of a visit is at one moment, so that it is in a trial that is being stopped, or is not, as a whole.
            now = datetime.now(UTC)
            self.counter.shown(trial, visitor, shown, now)
            for product in shown:
                liked = not crafts.get(product, frozenset()).isdisjoint(taste["interests"])
                if dice.random() < (CLICKS_LIKED if liked else CLICKS_OTHER):
                    self.counter.clicked(trial, visitor, product, now)
                    if dice.random() < BUYS:
                        bought.append(_order(visitor, product, now))
        self.counter.ordered(trial, bought)
        return many

    def _lists(
        self, trial: Trial, arm: Strategy, visitors: Sequence[tuple[str, dict[str, str]]]
    ) -> Mapping[str, Sequence[str]]:
        served = sorted({taste["id"] for visitor, taste in visitors if trial.arm(visitor) == arm})
        return self._ranked(arm, served, SEEN) if served else {}

    def _crafts(self, products: set[str]) -> dict[str, frozenset[str]]:
        """By product: its craft's id and name; interests may be either."""
        rows = self.postgres.rows(statement("trials/crafts.sql"), {"ids": sorted(products)})
        return {row["id"]: frozenset((row["craft_id"], row["craft"])) for row in rows}


def _order(visitor: str, product: str, now: datetime) -> Event:
    """The news of an order that was never placed, as the relay would bring it."""
    order = f"{visitor}-{product}"
    payload = {
        "order_id": order,
        "user_id": visitor,
        "placed_at": now.isoformat(),
        "items": [{"product_id": product, "quantity": 1}],
    }
    return Event(id=0, event_id=order, kind="order_placed", sequence=1, payload=payload, created_at=now, attempts=0)
