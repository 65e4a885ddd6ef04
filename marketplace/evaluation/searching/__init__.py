"""Search measured on judged queries: their files, the measures, and the run of one mode."""

from marketplace.evaluation.searching.files import Judgments, read_judgments, read_queries
from marketplace.evaluation.searching.runner import Figures, evaluate

__all__ = ["Figures", "Judgments", "evaluate", "read_judgments", "read_queries"]
