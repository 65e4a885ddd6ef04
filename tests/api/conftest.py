"""The application on databases of its own, opened and closed as a server would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from stall import Stall, own_shop

from api.calling import PLENTY
from marketplace.accounts.passwords import DEMO_PASSWORD
from marketplace.api import create_app
from marketplace.market import Market
from marketplace.ratelimits.service import RateLimits
from marketplace.settings import Settings


@pytest.fixture(scope="session")
def shop(settings: Settings) -> Iterator[Market]:
    """The databases the application runs on."""
    with own_shop(settings, redis_database=2) as market:
        yield market


@pytest.fixture(scope="session")
def app(shop: Market) -> FastAPI:
    """The application. Without `client` it is not running."""
    return create_app(shop.settings)


@pytest.fixture(scope="session")
def running(app: FastAPI) -> Iterator[TestClient]:
    """The application at work; an error it did not foresee is its answer 500, as over the wire."""
    with TestClient(app, raise_server_exceptions=False) as client:
        app.state.market.limits = RateLimits(app.state.market.redis, PLENTY)
        yield client


@pytest.fixture
def client(running: TestClient) -> Iterator[TestClient]:
    """Somebody who has not been here before."""
    running.cookies.clear()
    yield running
    running.cookies.clear()


@pytest.fixture(scope="session")
def shipped(shop: Market) -> Iterator[Market]:
    """The shop with those things in it that the document gives as examples; of the shipped data, as it were."""
    stall = Stall(shop)
    for table, id in (("users", "U0001"), ("users", "U0002"), ("sellers", "S001"), ("categories", "knitwear")):
        stall.execute(f"INSERT INTO {table} (id, name) VALUES (%s, %s)", (id, f"{id} as shipped"))
    for id in ("P0001", "P0002"):
        stall.product(id=id, stock=1_000_000, maker="S001", craft="knitwear")
    shop.accounts.set_password("U0001", DEMO_PASSWORD)
    review = shop.reviews.write("U0002", "P0001", 5, "Good.")
    shop.mongo.database["reviews"].delete_one({"_id": review.id})
    shop.mongo.database["reviews"].insert_one(review.model_dump(exclude={"id"}) | {"_id": "R00001"})
    yield shop
    stall.close()


@pytest.fixture
def stall(shop: Market) -> Iterator[Stall]:
    """A corner of that shop that is this test's alone."""
    stall = Stall(shop)
    yield stall
    stall.close()
