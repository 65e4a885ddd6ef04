"""What a comparison of the stores finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, computed_field

from marketplace.settings import StoreName


class Model(BaseModel):
    """Frozen, as every answer is."""

    model_config = ConfigDict(frozen=True)


class Difference(Model):
    """Two stores, or two tables of one, that do not say the same of `id`. `detail` says what each says."""

    kind: str
    stores: list[StoreName]
    id: str
    detail: str


class Compared(Model):
    """One comparison: of how many things, with what result. `reason`: why it could not be made, where it could not."""

    name: str
    stores: list[StoreName]
    things: int
    differences: int
    seconds: float
    reason: str | None = None


class Verification(Model):
    """Every difference found; what was compared; and the events that are under way, which are none.

    `dead`: events that a store could not digest. Their effects are missing there until they are replayed.
    """

    differences: list[Difference]
    compared: list[Compared]
    waiting: int
    dead: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def clean(self) -> bool:
        """Whether everything was compared, and nothing differs."""
        return not self.differences and all(each.reason is None for each in self.compared)


@dataclass(frozen=True)
class Found:
    """A difference, and the id under which it is looked at again."""

    subject: str
    difference: Difference


Only = Sequence[str] | None
"""Subjects to look at; None is all of them."""


@dataclass(frozen=True)
class Check:
    """One comparison. `look` gives how many things it compared, and what differs among them."""

    name: str
    stores: list[StoreName]
    look: Callable[[Only], tuple[int, list[Found]]]
