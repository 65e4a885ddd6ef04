"""What is said of carts, sessions and activity elsewhere, said again of a shop whose Redis is a cluster."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from features import test_activity, test_cart_merging, test_carts, test_sessions

# Fixtures of the tests that run here again.
from features.test_activity import days  # noqa: F401
from features.test_cart_merging import guest  # noqa: F401
from features.test_sessions import sessions, user  # noqa: F401
from marketplace.market import Market


@pytest.fixture(scope="module")
def shop(shop: Market, cluster_url: str) -> Iterator[Market]:
    """The tests' shop, but that its Redis is a cluster."""
    with Market.open(shop.settings.model_copy(update={"redis_url": cluster_url})) as market:
        yield market


for _module in (test_activity, test_cart_merging, test_carts, test_sessions):
    for _name, _member in vars(_module).items():
        if _name.startswith("test_"):
            globals()[f"{_name}__{_module.__name__.rpartition('.')[2]}"] = _member
