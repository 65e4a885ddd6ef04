"""ALSO_BOUGHT: how strongly one purchase speaks for another, worked out in bulk and kept in the graph as edges."""

from __future__ import annotations

from marketplace.recommendations.similarity.arithmetic import Edges, Weights, similar
from marketplace.recommendations.similarity.build import build, read_purchases, refresh, touch, write
from marketplace.recommendations.similarity.purchases import Purchases

__all__ = ["Edges", "Purchases", "Weights", "build", "read_purchases", "refresh", "similar", "touch", "write"]
