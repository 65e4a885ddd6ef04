"""Chance that is none: choices which follow from a product's id alone."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of choices that depends on nothing but its seed."""

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._drawn = 0
        self._pool: list[int] = []

    def _next(self) -> float:
        if not self._pool:
            digest = blake2b(self._seed + b"/%d" % self._drawn).digest()
            self._drawn += 1
            self._pool = [int.from_bytes(digest[i : i + 2], "big") for i in range(0, 64, 2)]
        return self._pool.pop() / 65536

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._next()

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._next() * (high - low + 1))

    def pick(self, options: Sequence[T]) -> T:
        return options[int(self._next() * len(options))]

    def yes(self, share: float = 0.5) -> bool:
        return self._next() < share
