"""A cart as it is shown, and what came of joining two."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, computed_field


class CartLine(BaseModel):
    """One product of a cart, at today's price. `available` is the stock: fewer than `quantity` cannot be bought.

    `price_then` is what a piece cost when it was last put in or changed; None where that is not known.
    """

    model_config = ConfigDict(frozen=True)

    product_id: str
    name: str
    price: Decimal | None
    price_then: Decimal | None
    quantity: int
    available: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def total(self) -> Decimal:
        """Price times quantity; 0 for what is not for sale any more."""
        return (self.price or Decimal(0)) * self.quantity

    @computed_field  # type: ignore[prop-decorator]
    @property
    def short(self) -> bool:
        """Whether fewer are left than wanted, or it is not for sale any more."""
        return self.price is None or self.available < self.quantity

    @computed_field  # type: ignore[prop-decorator]
    @property
    def changed(self) -> bool:
        """Whether it costs more or less now than when it was put in."""
        return self.price is not None and self.price_then is not None and self.price != self.price_then


class Cart(BaseModel):
    """A shopper's cart. `expires_in` is seconds until Redis forgets it (0: there is none)."""

    model_config = ConfigDict(frozen=True)

    user_id: str
    key: str
    lines: list[CartLine]
    expires_in: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def total(self) -> Decimal:
        """Sum over the lines."""
        return sum((line.total for line in self.lines), Decimal(0))

    @computed_field  # type: ignore[prop-decorator]
    @property
    def count(self) -> int:
        """Pieces, all lines together."""
        return sum(line.quantity for line in self.lines)


class LeftBehind(BaseModel):
    """Pieces of a guest's cart that did not fit into the shopper's: not enough on sale, or more than a cart takes."""

    model_config = ConfigDict(frozen=True)

    product_id: str
    name: str
    pieces: int


class Merged(BaseModel):
    """What came of a guest's cart: `pieces` are in the shopper's now, the others are told of."""

    model_config = ConfigDict(frozen=True)

    pieces: int = 0
    left_behind: list[LeftBehind] = []
