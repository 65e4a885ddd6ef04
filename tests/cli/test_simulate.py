"""`marketplace simulate`: a crowd from a terminal, and for programs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from cli.conftest import Run
from marketplace.cli.simulate import Crowd
from marketplace.market import Market
from marketplace.simulation.plan import PRESETS
from marketplace.simulation.stage import SHOPPERS


SMALL = ("simulate", "--shoppers", "6", "--visits", "1", "--think", "0", "--products", "3", "--last", "2")


def test_simulate_tells_the_books_and_that_all_is_cleared_away(run: Run) -> None:
    status, out, err = run(*SMALL)
    assert (status, err) == (0, "")
    assert out.endswith("Not one piece was sold twice.\n")
    assert len(re.findall(r"\byes\b", out)) == 3 + 1
    assert re.search(r"^Checked Bamboo Bread Box +checkout +1 +0 +4$", out, re.MULTILINE)
    assert re.search(r"^neo4j .* relationships +0 *$", out, re.MULTILINE)


def test_simulate_for_programs(run_json: Callable[..., Any]) -> None:
    found = run_json(*SMALL, "--crowd", "two-hundred-hands", "--pay", "100", "--seed", "5")
    assert found["held"] is True
    assert found["stopped"] is False
    assert (found["plan"]["shoppers"], found["plan"]["checks_out"], found["plan"]["seed"]) == (6, 1.0, 5)
    assert found["books"][-1] == {
        "product_id": "simulation-rush",
        "name": "Celadon Rain Bowl",
        "before": 2,
        "sold": 2,
        "after": 0,
        "held": True,
    }
    totals, series = found["snapshot"]["totals"], found["snapshot"]["series"]
    assert sum(series["orders"]) == totals["orders"]
    assert [each["left"] for each in found["cleaned"]] == [0, 0, 0, 0]


def test_a_second_simulation_is_refused_in_a_sentence(run: Run, market: Market) -> None:
    with market.postgres.transaction() as session:
        assert market.simulation.stage.alone(session)
        status, _, err = run(*SMALL)
    assert status == 1
    assert "A simulation is running already" in err


def test_simulate_knows_every_preset(run: Run) -> None:
    assert {crowd.value for crowd in Crowd} == set(PRESETS)
    assert run("simulate", "--crowd", "a-riot")[0] == 2
    assert run("simulate", "--shoppers", "201")[0] == 2


def test_a_crowd_is_sent_home_by_ctrl_c(run: Run, market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    # As it comes while the line on the terminal is drawn.
    monkeypatch.setattr("marketplace.cli.simulate._said", interrupt)
    monkeypatch.setattr("marketplace.cli.simulate.PLAIN", 0.01)
    assert run("simulate", "--shoppers", "4", "--seconds", "60")[0] == 130
    with market.postgres.transaction() as session:
        assert market.simulation.stage.alone(session)
    assert market.carts.standing(SHOPPERS) == 0
