"""What two strategies need of Graph Data Science: a graph to walk over, and products near each other."""

from __future__ import annotations

from marketplace.recommendations.science.near import NEIGHBOURS, find_near
from marketplace.recommendations.science.walk import Walk

__all__ = ["NEIGHBOURS", "Walk", "find_near"]
