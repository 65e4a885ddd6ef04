"""A cart as it is shown."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, computed_field


class CartLine(BaseModel):
    """One product of a cart, at today's price. `available` is the stock: fewer than `quantity` cannot be bought."""

    model_config = ConfigDict(frozen=True)

    product_id: str
    name: str
    price: Decimal | None
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
