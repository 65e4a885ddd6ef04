"""Buying, and what was bought."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, Path
from pydantic import BaseModel, Field

from marketplace.api.carts import MOST
from marketplace.api.dependencies import ID, Id, OpenMarket, ShopperId
from marketplace.api.paging import Limit
from marketplace.orders.models import Order

router = APIRouter(tags=["orders"])

IdempotencyKey = Annotated[
    str, ID, Header(description="Your own name for this purchase, a UUID say: however often it is sent, it buys once.")
]


class Purchase(BaseModel):
    """What to buy, where it is not the cart: then buying needs PostgreSQL alone."""

    quantities: Annotated[dict[Id, Annotated[int, Field(ge=1, le=MOST)]], Field(min_length=1, max_length=100)]


@router.post("/checkout", status_code=HTTPStatus.CREATED)
def checkout(
    market: OpenMarket, shopper: ShopperId, idempotency_key: IdempotencyKey, purchase: Purchase | None = None
) -> Order:
    """Buy what is in the cart (or `quantities`): all of it, or nothing. The same key again is the same order."""
    quantities = purchase.quantities if purchase else market.carts.quantities(shopper)
    return market.orders.checkout(shopper, quantities, idempotency_key)


@router.get("/orders")
def orders(market: OpenMarket, shopper: ShopperId, limit: Limit = 50) -> list[Order]:
    """The shopper's orders, newest first."""
    return market.orders.of_shopper(shopper, limit)


@router.get("/orders/{order_id}")
def order(
    market: OpenMarket, shopper: ShopperId, order_id: Annotated[str, ID, Path(description="An order's id.")]
) -> Order:
    """One of the shopper's orders. Another's is not found."""
    return market.orders.get(shopper, order_id)
