"""How good recommendations are, offline: held-out purchases, every strategy, and two controls."""

from __future__ import annotations

from marketplace.evaluation.recommending.figures import Difference, Figures
from marketplace.evaluation.recommending.files import read_pairs
from marketplace.evaluation.recommending.memory import Memory
from marketplace.evaluation.recommending.runner import ALL, CONTROLS, chosen, evaluate, left_out
from marketplace.evaluation.recommending.split import last_held_out

__all__ = [
    "ALL",
    "CONTROLS",
    "Difference",
    "Figures",
    "Memory",
    "chosen",
    "evaluate",
    "last_held_out",
    "left_out",
    "read_pairs",
]
