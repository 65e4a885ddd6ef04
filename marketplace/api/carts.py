"""The shopper's cart."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from marketplace.api.dependencies import Id, OpenMarket, ProductId, ShopperId
from marketplace.carts.models import Cart

router = APIRouter(prefix="/cart", tags=["cart"])

MOST = 1_000_000
"""Far above what a cart takes: the service says what it takes, this keeps numbers sane."""


class Addition(BaseModel):
    """What to put in the cart."""

    product_id: Id
    quantity: Annotated[int, Field(ge=1, le=MOST)] = 1


class Change(BaseModel):
    """How many pieces a line is to have; 0 removes it."""

    quantity: Annotated[int, Field(ge=0, le=MOST)]


@router.get("")
def show(market: OpenMarket, shopper: ShopperId) -> Cart:
    """The cart at today's prices."""
    return market.carts.show(shopper)


@router.post("/lines")
def add(market: OpenMarket, shopper: ShopperId, addition: Addition) -> Cart:
    """Put pieces of a product in the cart; the cart as it is then."""
    market.carts.add(shopper, addition.product_id, addition.quantity)
    return market.carts.show(shopper)


@router.put("/lines/{product_id}")
def change(market: OpenMarket, shopper: ShopperId, product_id: ProductId, change: Change) -> Cart:
    """Set how many pieces of a product are in the cart; the cart as it is then."""
    market.carts.change(shopper, product_id, change.quantity)
    return market.carts.show(shopper)


@router.delete("/lines/{product_id}", status_code=HTTPStatus.NO_CONTENT)
def remove(market: OpenMarket, shopper: ShopperId, product_id: ProductId) -> None:
    """Take a product out of the cart; harmless where it is not in it."""
    market.carts.remove(shopper, product_id)


@router.delete("", status_code=HTTPStatus.NO_CONTENT)
def clear(market: OpenMarket, shopper: ShopperId) -> None:
    """Empty the cart."""
    market.carts.clear(shopper)
