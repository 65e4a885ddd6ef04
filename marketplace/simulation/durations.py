"""How long things took: counted as they come, in a bounded room, percentiles at any time."""

from __future__ import annotations

import math
from collections import Counter

GROWTH = 1.02
"""Each class of the histogram reaches 2 % further than the one below: a percentile is right to within 1 %."""

_LOG = math.log(GROWTH)
_LEAST = 0.001


class Durations:
    """A histogram over classes that grow geometrically, as HdrHistogram has them. Whoever adds holds a lock."""

    def __init__(self) -> None:
        self.count = 0
        self._classes: Counter[int] = Counter()

    def add(self, ms: float) -> None:
        """One more, in milliseconds."""
        self.count += 1
        self._classes[math.floor(math.log(max(ms, _LEAST)) / _LOG)] += 1

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share (0 to 1) of them was done; 0 where there are none."""
        wanted, seen = share * self.count, 0
        for number, many in sorted(self._classes.items()):
            seen += many
            if seen >= wanted:
                return float(GROWTH ** (number + 0.5))
        return 0.0
