"""Processes killed at every step of buying, cancelling and carrying. Whatever they leave, the next relay puts right."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from stall import settled

from faults.books import Books
from faults.crashes import Crasher, Job
from marketplace.faultpoints import POINTS
from marketplace.market import Market
from marketplace.reviews.service import AlreadyReviewed

ROUNDS = 14
"""Times that every point is died at."""

AT_ONCE = 6
"""Processes that work, and die, side by side."""

BOUGHT = ("checkout.committed", "checkout.told")
"""Whoever dies at these has bought."""

CANCELLED = ("cancel.committed",)
"""Whoever dies at this has cancelled."""


class Round:
    """A process to die at every point, whose owners come back or not, and what must have come of it."""

    def __init__(self, shop: Market, books: Books, number: int) -> None:
        self.shop, self.books, self.number = shop, books, number
        self.dice = random.Random(number)
        self.people = iter(self.dice.sample(books.shoppers, len(books.shoppers)))
        books.stock_up(1000)
        self.jobs = [getattr(self, f"to_{point.partition('.')[0]}")(point) for point in POINTS]
        self.dice.shuffle(self.jobs)

    def to_checkout(self, point: str) -> Job:
        user, wanted = next(self.people), self.dice.sample(self.books.products, 2)
        self.shop.carts.clear(user)
        for product in wanted:
            self.shop.carts.add(user, product, self.dice.randint(1, 3))
        self.review(user, wanted[0])
        return Job("checkout", point, user, key=f"{self.number} {point}", quantities=self.shop.carts.quantities(user))

    def to_cancel(self, point: str) -> Job:
        user, bought = next(self.people), self.dice.sample(self.books.products, 2)
        order = self.shop.orders.checkout(user, dict.fromkeys(bought, 2))
        self.review(user, bought[0])
        return Job("cancel", point, user, order_id=order.id)

    def to_relay(self, point: str) -> Job:
        return Job("serve", point, next(self.people), self.dice.choice(self.books.products))

    to_views = to_relay

    def review(self, user: str, product: str) -> None:
        """Bought or not by somebody who said something of it: the mark must follow."""
        with suppress(AlreadyReviewed):
            self.shop.reviews.write(user, product, 5, "As I had hoped.")

    def come_back(self) -> None:
        """Half of those whose process died try again, and all find what is so."""
        for job in self.jobs:
            again = self.dice.random() < 0.5
            if job.work == "checkout":
                if again:
                    self.shop.orders.checkout(job.user_id, dict(job.quantities), job.key)
                made = self.books.sql("SELECT count(*) FROM orders WHERE idempotency_key = %s", (job.key,))
                assert made == [(int(again or job.at in BOUGHT),)], job.at
            elif job.work == "cancel":
                if again:
                    self.shop.orders.cancel(job.user_id, job.order_id)
                status = "cancelled" if again or job.at in CANCELLED else "paid"
                assert self.shop.orders.get(job.user_id, job.order_id).status == status, job.at

    def carts(self) -> None:
        """A line is gone only if it was ordered."""
        for job in self.jobs:
            if job.work == "checkout":
                made = self.books.sql("SELECT 1 FROM orders WHERE idempotency_key = %s", (job.key,))
                assert self.shop.carts.quantities(job.user_id) == ({} if made else job.quantities), job.at


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_process_killed_at_any_point_loses_and_doubles_nothing(
    shop: Market, books: Books, crasher: Crasher, number: int
) -> None:
    one = Round(shop, books, number)
    start = {id: stock + sold for id, (stock, sold) in books.shelves().items()}
    for first in range(0, len(one.jobs), AT_ONCE):
        jobs = one.jobs[first : first + AT_ONCE]
        for job, end in zip(jobs, crasher.run(*jobs), strict=True):
            assert end.died_at(job.at), (job, end)
    one.come_back()
    settled(shop)
    one.carts()
    books.add_up()
    assert {id: stock + sold for id, (stock, sold) in books.shelves().items()} == start


def test_that_is_at_least_five_hundred_crashes() -> None:
    assert ROUNDS * len(POINTS) >= 500
