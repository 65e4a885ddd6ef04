"""What two strategies need of Graph Data Science: a graph to walk over, and products near each other."""

from __future__ import annotations

from marketplace.recommendations.science.near import NEIGHBOURS, STEP, find_near, near_without
from marketplace.recommendations.science.walk import Walk

__all__ = ["NEIGHBOURS", "STEP", "Walk", "find_near", "near_without"]
