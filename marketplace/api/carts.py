"""The cart: a shopper's, or a guest's until they sign in."""

from __future__ import annotations

from decimal import Decimal
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from marketplace.api.catalog import NO_PRODUCT
from marketplace.api.dependencies import WHOLE, Body, Id, OpenMarket, ProductId
from marketplace.api.identity import Visitor
from marketplace.api.limits import Limited
from marketplace.api.problems import refusals
from marketplace.carts.goods import MAX_QUANTITY
from marketplace.carts.models import Cart, CartLine
from marketplace.market import Market

router = APIRouter(prefix="/cart", tags=["cart"])

LIMITED = [Depends(Limited("add_to_cart"))]
SHORT = refusals(CONFLICT="Not so many are left, or the cart takes no more of it, or it is not for sale.")


class Contents(BaseModel):
    """A cart at today's prices. `expires_in` is seconds until it is forgotten (0: there is none).

    Whose it is, is not said: a guest's id is a secret that only its cookie holds.
    """

    lines: list[CartLine]
    total: Decimal
    count: int
    expires_in: int

    @classmethod
    def of(cls, cart: Cart) -> Contents:
        """What a cart holds."""
        return cls(lines=cart.lines, total=cart.total, count=cart.count, expires_in=cart.expires_in)


class Addition(Body):
    """What to put in the cart."""

    product_id: Annotated[Id, Field(examples=["P0001"])]
    quantity: Annotated[int, Field(ge=1, le=MAX_QUANTITY, examples=[1]), WHOLE] = 1


class Change(Body):
    """How many pieces a line is to have; 0 removes it."""

    quantity: Annotated[int, Field(ge=0, le=MAX_QUANTITY, examples=[2]), WHOLE]


def _contents(market: Market, visitor: str) -> Contents:
    return Contents.of(market.carts.show(visitor))


@router.get("")
def show(market: OpenMarket, visitor: Visitor) -> Contents:
    """The cart at today's prices."""
    return _contents(market, visitor)


@router.post("/lines", dependencies=LIMITED, responses=NO_PRODUCT | SHORT)
def add(market: OpenMarket, visitor: Visitor, addition: Addition) -> Contents:
    """Put pieces of a product in the cart; the cart as it is then."""
    market.carts.add(visitor, addition.product_id, addition.quantity)
    return _contents(market, visitor)


@router.put(
    "/lines/{product_id}",
    dependencies=LIMITED,
    responses=refusals(NOT_FOUND="There is no such product, or it is not in the cart.") | SHORT,
)
def change(market: OpenMarket, visitor: Visitor, product_id: ProductId, change: Change) -> Contents:
    """Set how many pieces of a product are in the cart; the cart as it is then."""
    market.carts.change(visitor, product_id, change.quantity)
    return _contents(market, visitor)


@router.delete("/lines/{product_id}", status_code=HTTPStatus.NO_CONTENT, response_class=Response)
def remove(market: OpenMarket, visitor: Visitor, product_id: ProductId) -> None:
    """Take a product out of the cart; harmless where it is not in it."""
    market.carts.remove(visitor, product_id)


@router.delete("", status_code=HTTPStatus.NO_CONTENT, response_class=Response)
def clear(market: OpenMarket, visitor: Visitor) -> None:
    """Empty the cart."""
    market.carts.clear(visitor)
