"""The application on databases of its own, opened and closed as a server would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from stall import Stall, own_shop

from marketplace.api import create_app
from marketplace.market import Market
from marketplace.settings import Settings


@pytest.fixture(scope="session")
def shop(settings: Settings) -> Iterator[Market]:
    """The databases the application runs on."""
    with own_shop(settings, redis_database=2) as market:
        yield market


@pytest.fixture(scope="session")
def client(shop: Market) -> Iterator[TestClient]:
    """The application; an error it did not foresee is its answer 500, as over the wire."""
    with TestClient(create_app(shop.settings), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def stall(shop: Market) -> Iterator[Stall]:
    """A corner of that shop that is this test's alone."""
    stall = Stall(shop)
    yield stall
    stall.close()
