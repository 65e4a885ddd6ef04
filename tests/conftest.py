"""One set of real embedded stores for the whole run, in a home of the tests' own, with the shipped catalogue loaded.

MARKETPLACE_TEST_HOME names a home to keep between runs: the stores start with what the last run left, which saves the
load. Nothing here ever touches the user's own home or servers: every MARKETPLACE_ variable is cleared first.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from marketplace.market import Market
from marketplace.settings import STORES, Settings

TEST_HOME = os.environ.pop("MARKETPLACE_TEST_HOME", None)
for name in [name for name in os.environ if name.startswith(("MARKETPLACE_", "OTEL_"))]:
    del os.environ[name]
# A developer's .env may hold URLs of real servers: neither this process nor one it starts may see them.
Settings.model_config["env_file"] = None
for store in STORES:
    os.environ[f"MARKETPLACE_{store.upper()}_URL"] = ""
os.environ["TOKENIZERS_PARALLELISM"] = "false"


@pytest.fixture(scope="session")
def settings() -> Iterator[Settings]:
    """Settings of the tests: every store embedded, in a home that is removed afterwards (unless one was named)."""
    home = Path(TEST_HOME or tempfile.mkdtemp(prefix="marketplace-tests-"))
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
