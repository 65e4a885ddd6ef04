"""How a long load tells its caller how far it is. The caller draws: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called often, and cheap to ignore. `done` of `total` (None: not known), of one named step at a time."""

    def __call__(self, step: str, done: int, total: int | None) -> None: ...


def silent(step: str, done: int, total: int | None) -> None:
    """Tells nobody."""
