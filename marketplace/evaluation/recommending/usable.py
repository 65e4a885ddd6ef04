"""Whether held-out purchases and candidates are what they are said to be: else a figure would say nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marketplace.errors import InvalidInput
from marketplace.recommendations.similarity import Purchases

Pairs = Mapping[str, Sequence[str]]


def complaints(test: Pairs, candidates: Pairs | None, purchases: Purchases, product_ids: Sequence[str]) -> list[str]:
    """What keeps some of the held-out purchases from being found, each with how many it is.

    Raises InvalidInput where it keeps all of them: every figure would be 0.
    """
    users, products = set(purchases.user_ids), set(product_ids)
    numbers = zip(purchases.user.tolist(), purchases.product.tolist(), strict=True)
    bought = {(purchases.user_ids[user], purchases.product_ids[product]) for user, product in numbers}
    pairs = [(user, product) for user, wanted in test.items() for product in wanted]
    kinds = {
        "are of products that are not in the stores": [pair for pair in pairs if pair[1] not in products],
        "have been bought by that user already, so no list holds them": [pair for pair in pairs if pair in bought],
        "are of users who have bought nothing": [pair for pair in pairs if pair[0] not in users],
        "are not among that user's candidates": [
            (user, product)
            for user, product in pairs
            if candidates is not None and product not in set(candidates.get(user, ()))
        ],
    }
    said = [f"{len(found):,} of {len(pairs):,} held-out purchases {what}" for what, found in kinds.items() if found]
    if len({pair for found in kinds.values() for pair in found}) == len(set(pairs)):
        raise InvalidInput(f"None of the held-out purchases can be found: {'; '.join(said)}.")
    return [f"{one}." for one in said]
