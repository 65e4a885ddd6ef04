"""A split by time of the purchases that are loaded: what each shopper bought last is held out. No store is touched."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from marketplace.errors import InvalidInput
from marketplace.recommendations.similarity import Purchases


def last_held_out(purchases: Purchases) -> tuple[Purchases, Mapping[str, list[str]]]:
    """What to learn from, and by shopper what to find: what they bought last, unless they had bought it before.

    Shoppers with one moment alone are learned from whole. Raises InvalidInput where nobody has two.
    """
    last = np.zeros(len(purchases.user_ids), dtype=np.int64)
    last[purchases.user] = purchases.moment
    first = np.full(len(purchases.user_ids), np.iinfo(np.int64).max)
    np.minimum.at(first, purchases.user, purchases.moment)
    held = (purchases.moment == last[purchases.user]) & (last > first)[purchases.user]
    if not held.any():
        raise InvalidInput(
            "Nobody has bought at two different times, so there is no last order to hold out: load orders with their "
            "times (ORDERED_AT), or give --test."
        )
    kept = ~held
    users, products = np.array(purchases.user_ids, dtype=object), np.array(purchases.product_ids, dtype=object)
    learned = Purchases.of(users[purchases.user[kept]], products[purchases.product[kept]], purchases.moment[kept])
    before = set(zip(purchases.user[kept].tolist(), purchases.product[kept].tolist(), strict=True))
    wanted: dict[str, list[str]] = {}
    for user, product in zip(purchases.user[held].tolist(), purchases.product[held].tolist(), strict=True):
        if (user, product) not in before:
            wanted.setdefault(purchases.user_ids[user], []).append(purchases.product_ids[product])
    if not wanted:
        raise InvalidInput("Everybody’s last order holds only what they had bought before: nothing is left to find.")
    return learned, wanted
