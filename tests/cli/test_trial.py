"""`marketplace trial`: a trial's figures, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cli.conftest import Run
from marketplace.market import Market


def test_trial_tells_the_figures(run: Run, run_json: Callable[..., Any], market: Market) -> None:
    trial = market.trials.start()
    try:
        market.trials.visit(trial.id, 40)
        results = market.trials.results(trial.id, 0.05)
        assert run_json("trial", "--least", "5") == results.model_dump(mode="json")
        status, out, _ = run("trial", "--id", str(trial.id))
        assert status == 0
        assert f"Trial {trial.id} runs: popular against personal." in out
        assert "still needed" in out
        assert "Figures of 40 simulated visitors alone; real shoppers: 0." in out
        visitors, shoppers = (run_json("trial", "--of", group) for group in ("visitors", "shoppers"))
        assert (visitors["group"], visitors["others"]) == ("visitors", 0)
        assert (shoppers["group"], shoppers["others"]) == ("shoppers", 40)
        assert run("trial", "--of", "everybody")[0] == 2
        assert run("trial", "--id", "999999")[0] == 1
        assert run("trial", "--least", "0")[0] == 2
    finally:
        market.trials.stop(trial.id)
        market.trials.forget(trial.id)
