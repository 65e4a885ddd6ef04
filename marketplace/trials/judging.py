"""A trial's figures, judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marketplace.errors import InvalidInput
from marketplace.trials.models import ArmResult, Comparison, Group, Rate, Results, Trial
from marketplace.trials.statistics import newcombe, sample_ratio, sample_size, two_proportions, wilson

RAW = ("people", "guests", "impressions", "clicks", "purchases", "returns")


def judged(trial: Trial, rows: Sequence[Mapping[str, Any]], least: float, group: Group | None = None) -> Results:
    """Rows of `figures.sql`, one a group and arm, as results of one group.

    If nobody says which, of real shoppers as soon as there are any, and until then of simulated visitors. Raises
    InvalidInput for a `least` that is no difference.
    """
    if not 0 < least < 1:
        raise InvalidInput(f"A difference worth having is between 0 and 1, not {least}.")
    shoppers, visitors = (sum(row["people"] for row in rows if row["simulated"] is made) for made in (False, True))
    group = group or ("visitors" if visitors and not shoppers else "shoppers")
    by_arm = {row["arm"]: row for row in rows if row["simulated"] == (group == "visitors")}
    control, challenger = (_arm(trial, arm, by_arm.get(arm, {})) for arm in trial.arms)
    return Results(
        trial=trial,
        group=group,
        others=shoppers if group == "visitors" else visitors,
        arms=[control, challenger],
        clicked=compared("clicked", control.clicked, challenger.clicked, trial.share, least),
        bought=compared("bought", control.bought, challenger.bought, trial.share, least),
        least=least,
        mismatch=sample_ratio(control.people, challenger.people, trial.share),
    )


def _arm(trial: Trial, arm: str, row: Mapping[str, Any]) -> ArmResult:
    raw = {name: row.get(name, 0) for name in RAW}
    return ArmResult(
        arm=trial.control if arm == trial.control else trial.challenger,
        clicked=rate(row.get("clicked", 0), raw["people"]),
        bought=rate(row.get("bought", 0), raw["people"] - raw["guests"]),
        **raw,
    )


def rate(hits: int, of: int) -> Rate:
    """A share with its interval."""
    low, high = wilson(hits, of)
    return Rate(hits=hits, of=of, low=low, high=high)


def compared(measure: str, control: Rate, challenger: Rate, share: float, least: float) -> Comparison:
    """The challenger less the control, and how many people it takes to know."""
    if control.value is None or challenger.value is None:
        return Comparison(
            measure=measure, difference=None, low=None, high=None, p_value=None, wanted=None, missing=None
        )
    low, high = newcombe(challenger.hits, challenger.of, control.hits, control.of)
    wanted = sample_size(control.value, control.value + least, share=share)
    return Comparison(
        measure=measure,
        difference=challenger.value - control.value,
        low=low,
        high=high,
        p_value=two_proportions(challenger.hits, challenger.of, control.hits, control.of),
        wanted=wanted,
        missing=wanted and (max(0, wanted[0] - control.of), max(0, wanted[1] - challenger.of)),
    )
