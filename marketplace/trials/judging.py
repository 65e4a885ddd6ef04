"""A trial's figures, judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marketplace.errors import InvalidInput
from marketplace.trials.models import ArmResult, Comparison, Rate, Results, Trial
from marketplace.trials.statistics import newcombe, sample_ratio, sample_size, two_proportions, wilson

RAW = ("shoppers", "simulated", "impressions", "clicks", "purchases", "returns")


def judged(trial: Trial, rows: Sequence[Mapping[str, Any]], least: float) -> Results:
    """Rows of `figures.sql`, one an arm, as results. Raises InvalidInput for a `least` that is no difference."""
    if not 0 < least < 1:
        raise InvalidInput(f"A difference worth having is between 0 and 1, not {least}.")
    by_arm = {row["arm"]: row for row in rows}
    control, challenger = (_arm(trial, arm, by_arm.get(arm, {})) for arm in trial.arms)
    return Results(
        trial=trial,
        arms=[control, challenger],
        clicked=compared("clicked", control.clicked, challenger.clicked, trial.share, least),
        bought=compared("bought", control.bought, challenger.bought, trial.share, least),
        least=least,
        mismatch=sample_ratio(control.shoppers, challenger.shoppers, trial.share),
    )


def _arm(trial: Trial, arm: str, row: Mapping[str, Any]) -> ArmResult:
    raw = {name: row.get(name, 0) for name in RAW}
    return ArmResult(
        arm=trial.control if arm == trial.control else trial.challenger,
        clicked=rate(row.get("clicked", 0), raw["shoppers"]),
        bought=rate(row.get("bought", 0), raw["shoppers"]),
        **raw,
    )


def rate(hits: int, of: int) -> Rate:
    """A share with its interval."""
    low, high = wilson(hits, of)
    return Rate(hits=hits, of=of, low=low, high=high)


def compared(measure: str, control: Rate, challenger: Rate, share: float, least: float) -> Comparison:
    """The challenger less the control, and how many shoppers it takes to know."""
    if control.value is None or challenger.value is None:
        return Comparison(
            measure=measure, difference=None, low=None, high=None, p_value=None, needed=None, wanted=None, missing=None
        )
    low, high = newcombe(challenger.hits, challenger.of, control.hits, control.of)
    wanted = sample_size(control.value, control.value + least, share=share)
    return Comparison(
        measure=measure,
        difference=challenger.value - control.value,
        low=low,
        high=high,
        p_value=two_proportions(challenger.hits, challenger.of, control.hits, control.of),
        needed=sample_size(control.value, challenger.value, share=share),
        wanted=wanted,
        missing=wanted and (max(0, wanted[0] - control.of), max(0, wanted[1] - challenger.of)),
    )
