"""What an evaluation says of one strategy."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from marketplace.recommendations.models import Strategy


class Difference(BaseModel):
    """Mean nDCG of a strategy less that of a control, and 95 % of it where the same shoppers are resampled for both."""

    model_config = ConfigDict(frozen=True)

    ndcg: float
    interval: tuple[float, float]


class Figures(BaseModel):
    """One strategy's. `served_from`: where its lists came from; its times are always the graph's, of one shopper.

    `minus`: what it is ahead of each control by, of which it has none itself.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    k: int
    hit_rate: float
    ndcg: float
    average_precision: float
    ndcg_interval: tuple[float, float]
    hit_rate_interval: tuple[float, float]
    coverage: float
    novelty: float
    diversity: float
    users: int
    p50_ms: float | None
    p95_ms: float | None
    served_from: Literal["graph", "memory"]
    default: bool = False
    minus: dict[Strategy, Difference] = {}

    def named(self) -> dict[str, object]:
        """By the names that say the list's length: "hr@10"."""
        at = f"@{self.k}"
        found: dict[str, object] = {
            f"hr{at}": self.hit_rate,
            f"ndcg{at}": self.ndcg,
            f"ndcg{at}_interval": list(self.ndcg_interval),
            f"hr{at}_interval": list(self.hit_rate_interval),
            f"map{at}": self.average_precision,
            "coverage": self.coverage,
            "novelty": self.novelty,
            "diversity": self.diversity,
            "users": self.users,
            "p50_ms": self.p50_ms,
            "p95_ms": self.p95_ms,
            "served_from": self.served_from,
        }
        if self.minus:
            found[f"ndcg{at}_minus"] = {
                control: {"difference": one.ndcg, "interval": list(one.interval)} for control, one in self.minus.items()
            }
        return found | ({"default": True} if self.default else {})
