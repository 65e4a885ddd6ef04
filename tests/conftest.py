"""One set of real embedded stores for the whole run, in a home of the tests' own, with the shipped catalogue loaded.

`make test` runs two processes side by side (pytest-xdist, `-n 2`), for most of the time is spent waiting for servers
and browsers. Each has a home and stores of its own, so that nothing written by one is seen by the other, and takes a
file of tests at a time (`--dist loadfile`): all of a file run in one process, in their order. `pytest tests/…` alone
is one process.

MARKETPLACE_TEST_HOME names a home to keep between runs: the stores start with what the last run left, which saves the
load. Nothing here ever touches the user's own home or servers: every MARKETPLACE_ variable is cleared first.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import browser
import pytest
from playwright.sync_api import Browser, sync_playwright

from marketplace.market import Market
from marketplace.settings import STORES, Settings

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
TEST_HOME = os.environ.pop("MARKETPLACE_TEST_HOME", None)
for name in [name for name in os.environ if name.startswith(("MARKETPLACE_", "OTEL_"))]:
    del os.environ[name]
# A developer's .env may hold URLs of real servers: neither this process nor one it starts may see them.
Settings.model_config["env_file"] = None
for store in STORES:
    os.environ[f"MARKETPLACE_{store.upper()}_URL"] = ""
os.environ["TOKENIZERS_PARALLELISM"] = "false"
# A graph of some hundred nodes gains nothing from Java's second compiler, which takes half of all that a start costs.
os.environ["JAVA_TOOL_OPTIONS"] = "-XX:TieredStopAtLevel=1"

BROWSER_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

LONGEST_FIRST = ("faults", "embedded", "notebooks", "ui")
"""Folders whose files take longest: begun first, so that two processes end at about the same time."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files in the order in which they are handed out; within a file nothing changes."""
    items.sort(key=lambda item: next((i for i, name in enumerate(LONGEST_FIRST) if name in item.path.parts), 9))


@pytest.fixture(scope="session")
def settings() -> Iterator[Settings]:
    """Settings of the tests: every store embedded, in a home that is removed afterwards (unless one was named)."""
    home = Path(TEST_HOME, WORKER) if TEST_HOME else Path(tempfile.mkdtemp(prefix="marketplace-tests-"))
    # The app and commands under test read the environment.
    os.environ["MARKETPLACE_HOME"] = str(home)
    yield Settings(home=home)
    if TEST_HOME is None:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def market(settings: Settings) -> Iterator[Market]:
    """The marketplace with the shipped catalogue and its orders. Tests that write clean up after themselves."""
    from marketplace.loading import is_empty, load

    with Market.open(settings) as opened:
        problems = {store: outcome for store, outcome in opened.migrate().items() if isinstance(outcome, Exception)}
        assert not problems, problems
        if is_empty(opened):
            report = load(opened, "all")
            assert not report.failed, report
        yield opened


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser, a file of tests long: until it is closed, Playwright keeps an event loop in this thread."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser.find(), args=BROWSER_FLAGS)
        yield opened
        opened.close()
