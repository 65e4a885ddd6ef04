"""How fast the services are, each beside the floor of its store: the bare driver doing the same, in the same run."""

from marketplace.bench.frame import Figures, Operation, measure
from marketplace.bench.operations import OPERATIONS, bench

__all__ = ["OPERATIONS", "Figures", "Operation", "bench", "measure"]
