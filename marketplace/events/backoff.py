"""How long to wait before trying again: exponential, with full jitter.

After Marc Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015: of the ways compared there, a wait
drawn anywhere between nothing and the exponential bound costs the fewest calls, for those who failed together do not
come back together.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Backoff:
    """Bounds of `base` seconds, doubled with each failure, never above `cap`. `dice` draws from [0, 1)."""

    base: float
    cap: float
    dice: Callable[[], float] = random.random

    def seconds(self, failures: int) -> float:
        """The wait after so many failures in a row, of which there was at least one."""
        return self.dice() * min(self.cap, self.base * 2.0 ** min(failures - 1, 60))
