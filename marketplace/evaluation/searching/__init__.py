"""Search measured on judged queries: their files, the measures, and the run of one mode."""

from marketplace.evaluation.searching.files import Judgments, read_judgments, read_queries, shipped_queries
from marketplace.evaluation.searching.runner import MEASURES, Asked, Figures, ask, evaluate

__all__ = [
    "MEASURES",
    "Asked",
    "Figures",
    "Judgments",
    "ask",
    "evaluate",
    "read_judgments",
    "read_queries",
    "shipped_queries",
]
