"""The command line, called in this process on the tests' stores."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from marketplace import cli
from marketplace.market import Market
from marketplace.settings import Settings

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(market: Market, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the command line; its exit status, and what it printed on either stream."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["marketplace", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return call


@pytest.fixture
def run_json(run: Run) -> Callable[..., Any]:
    """The same with --json, for a command that succeeds."""

    def call(*arguments: str) -> Any:
        status, out, err = run(*arguments, "--json")
        assert status == 0, err
        return json.loads(out)

    return call
