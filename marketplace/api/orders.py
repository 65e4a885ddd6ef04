"""Buying, what was bought, and how each order reaches the other stores."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from pydantic import Field, TypeAdapter, WithJsonSchema

from marketplace.api.dependencies import ID, WHOLE, Body, Id, OpenMarket
from marketplace.api.identity import ShopperId
from marketplace.api.limits import Limited
from marketplace.api.paging import Limit, link
from marketplace.api.problems import refusals
from marketplace.orders.models import Delivery, Order

router = APIRouter(tags=["orders"])

MOST_PIECES = 1_000_000
"""Far above any stock: how many there are is the stock's to say, this keeps numbers sane."""

MOST_LINES = 100

OrderId = Annotated[str, ID, Path(description="An order's id, as `GET /orders` says it.")]
IdempotencyKey = Annotated[
    str,
    ID,
    Header(
        description="Your own name for this purchase, a UUID say: however often it is sent, it buys once.",
        examples=["9f6d1c1e-6f0b-4d5e-9a53-2f1b7c7c0a11"],
    ),
]


def _next(operation: str) -> dict[str, Any]:
    """A link of the document: what can be done with the order that is answered here."""
    return {"operationId": operation, "parameters": {"order_id": "$response.body#/id"}}


NO_ORDER = refusals(NOT_FOUND="The shopper has no such order.")


class Purchase(Body):
    """What to buy, where it is not the cart: then buying needs PostgreSQL alone."""

    quantities: Annotated[
        dict[Id, Annotated[int, Field(ge=1, le=MOST_PIECES), WHOLE]],
        Field(min_length=1, max_length=MOST_LINES),
        # The model's own would let every name pass that is no id, with anything under it.
        WithJsonSchema(
            {
                "type": "object",
                "minProperties": 1,
                "maxProperties": MOST_LINES,
                "propertyNames": TypeAdapter(Id).json_schema(),
                "additionalProperties": {"type": "integer", "minimum": 1, "maximum": MOST_PIECES},
                "description": "Pieces by product id.",
                "examples": [{"P0001": 1, "P0002": 2}],
            }
        ),
    ]


@router.post(
    "/checkout",
    status_code=HTTPStatus.CREATED,
    dependencies=[Depends(Limited("checkout"))],
    responses=refusals(
        NOT_FOUND="There is no such product.",
        CONFLICT="Not enough is left (`shortfalls` says of what), the cart is empty, or a product is not for sale.",
    )
    | {201: {"links": {name: _next(f"orders_{name}") for name in ("order", "cancel", "deliveries")}}},
)
def checkout(
    market: OpenMarket, shopper: ShopperId, idempotency_key: IdempotencyKey, purchase: Purchase | None = None
) -> Order:
    """Buy what is in the cart (or `quantities`): all of it, or nothing. The same key again is the same order."""
    quantities = purchase.quantities if purchase else market.carts.quantities(shopper)
    return market.orders.checkout(shopper, quantities, idempotency_key)


@router.get("/orders")
def orders(
    request: Request,
    response: Response,
    market: OpenMarket,
    shopper: ShopperId,
    limit: Limit = 50,
    before: Annotated[str | None, ID, Query(description="Only orders older than this one: the last one seen.")] = None,
) -> list[Order]:
    """The shopper's orders, newest first. `Link` leads to older ones, where there are any."""
    # One more than asked for says whether there are more.
    found = market.orders.of_shopper(shopper, limit + 1, before)
    page = found[:limit]
    if len(found) > limit:
        link(request, response, {"next": {"before": page[-1].id, "limit": limit}})
    return page


@router.get("/orders/{order_id}", responses=NO_ORDER)
def order(market: OpenMarket, shopper: ShopperId, order_id: OrderId) -> Order:
    """One of the shopper's orders. Another's is not found."""
    return market.orders.get(shopper, order_id)


@router.post("/orders/{order_id}/cancel", responses=NO_ORDER | refusals(CONFLICT="It is on its way, or was returned."))
def cancel(market: OpenMarket, shopper: ShopperId, order_id: OrderId) -> Order:
    """Cancel an order: its pieces are for sale again. To cancel it again changes nothing."""
    return market.orders.cancel(shopper, order_id)


@router.get("/orders/{order_id}/deliveries", responses=NO_ORDER)
def deliveries(market: OpenMarket, shopper: ShopperId, order_id: OrderId) -> list[Delivery]:
    """How the news of an order has reached each store."""
    return market.orders.deliveries(shopper, market.orders.get(shopper, order_id).id)
