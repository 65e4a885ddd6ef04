"""Homes of these tests' own, and processes that hold them; every server started here is stopped here."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from marketplace import embedded
from marketplace.settings import STORES, StoreName
from tests.embedded.holding import QUICK, Holder

HOLDER = Path(__file__).with_name("holder.py")


@pytest.fixture(scope="session")
def new_home() -> Iterator[Callable[[], Path]]:
    """Makes homes under a path with spaces; stops what runs in them and removes them at the end."""
    base = Path(tempfile.mkdtemp(prefix="embedded stores "))
    made: list[Path] = []

    def make() -> Path:
        made.append(base / f"home {len(made)}")
        return made[-1]

    yield make
    for home in made:
        if home.is_dir():
            embedded.down(home)
    shutil.rmtree(base)


@pytest.fixture
def home(new_home: Callable[[], Path]) -> Path:
    """A home nobody has used yet."""
    return new_home()


@pytest.fixture
def hold() -> Iterator[Callable[..., Holder]]:
    """Starts holders, and ends those a test leaves."""
    holders: list[Holder] = []

    def start(home: Path, stores: tuple[StoreName, ...] = QUICK, *more: str, wrap: tuple[str, ...] = ()) -> Holder:
        command = [*wrap, sys.executable, "-W", "ignore", str(HOLDER), str(home), ",".join(stores), *more]
        process = subprocess.Popen(command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        holders.append(Holder(process))
        return holders[-1]

    yield start
    for holder in holders:
        if holder.process.poll() is None:
            holder.let_go()


@pytest.fixture(scope="session")
def four(new_home: Callable[[], Path]) -> Iterator[tuple[Path, embedded.Lease]]:
    """One home with all four servers, for the tests that only look."""
    home = new_home()
    with embedded.attach(home, STORES) as lease:
        assert not lease.failures
        yield home, lease
