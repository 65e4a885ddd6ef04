"""The shop these tests share, and a stall in it for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cluster import cluster_url, redis  # noqa: F401 - fixtures
from stall import Stall, own_shop

from marketplace.market import Market
from marketplace.settings import Settings


@pytest.fixture(scope="session")
def shop(settings: Settings) -> Iterator[Market]:
    """A market with nothing in it, on databases of its own."""
    with own_shop(settings, redis_database=1) as market:
        yield market


@pytest.fixture
def stall(shop: Market) -> Iterator[Stall]:
    """A corner of that shop that is this test's alone."""
    stall = Stall(shop)
    yield stall
    stall.close()
