"""A small shop on servers of these tests' own: they are killed, and everything in all four stores is compared."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.books import Books
from faults.crashes import Crasher
from marketplace import embedded
from marketplace.events.views import ViewCarrier
from marketplace.loading import load
from marketplace.loading.load import shipped_folder
from marketplace.market import Market
from marketplace.settings import Settings

SHOPPERS, PRODUCTS = 64, 8


@pytest.fixture(scope="package")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose servers nobody else uses."""
    base = Path(tempfile.mkdtemp(prefix="marketplace-faults-"))
    yield base / "home"
    embedded.down(base / "home")
    shutil.rmtree(base)


@pytest.fixture(scope="package")
def shop(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Market]:
    """Eight products and 64 shoppers out of the shipped catalogue, in all four stores, and not one order."""
    folder = tmp_path_factory.mktemp("catalogue")
    with shipped_folder() as shipped:
        for name, most in (("categories", None), ("sellers", None), ("products", PRODUCTS), ("users", SHOPPERS)):
            with (shipped / f"{name}.csv").open(encoding="utf-8", newline="") as source:
                rows = list(csv.reader(source))
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as copy:
                csv.writer(copy).writerows(rows[: most and most + 1])
    with Market.open(Settings(home=home)) as market:
        report = load(market, "all", data=folder)
        assert not report.failed, report
        # What a killed process took from the stream and never finished is taken over at once, not after a minute.
        market.relay.views = ViewCarrier(market.redis, market.graph, abandoned_ms=0)
        assert market.verify().clean
        yield market


@pytest.fixture(scope="package")
def books(shop: Market) -> Books:
    """What the stores hold of this shop, to compare."""
    return Books(shop)


@pytest.fixture(scope="package")
def crasher(shop: Market) -> Iterator[Crasher]:
    """Runs pieces of work in processes of their own that die where they are told to."""
    with Crasher(shop.urls) as forking:
        yield forking
