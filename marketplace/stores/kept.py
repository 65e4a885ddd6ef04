"""An answer as it lies in a cache: with its end and its price, by which readers know when to renew it."""

from __future__ import annotations

import math
import random
import time
from typing import Generic, TypeVar

from pydantic import BaseModel

Model = TypeVar("Model", bound=BaseModel)

JITTER = 0.1
"""Lifetimes differ by up to this share, so that what was filled together does not expire together."""

RARE = 40.0
"""-ln of the smallest random number is below this: with more loading times than this to live, no answer is due."""


class Kept(BaseModel, Generic[Model]):
    """`until`: its end (Unix time); `took`: seconds it took to load; `value`: the answer."""

    until: float
    took: float
    value: Model

    def due(self) -> bool:
        """Whether this reader shall renew it: the surer, the nearer its end and the longer it takes to load.

        XFetch with beta 1: Vattani, Chierichetti, Lowenstein, "Optimal probabilistic cache stampede prevention", PVLDB
        8(8), 2015. Each reader draws for itself, and yet one or few renew it, in time.
        """
        left = self.until - time.time()
        if left > RARE * self.took:
            return False
        return left <= -self.took * math.log(1 - random.random())  # noqa: S311 - not a secret


def lifetime(seconds: float) -> int:
    """Milliseconds to keep an answer of a cache that keeps them for about `seconds`."""
    return int(1000 * seconds * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311 - not a secret
