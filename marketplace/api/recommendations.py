"""Recommendations, each with the counts that explain it; and looks at products, which some of them come from."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Depends, Response

from marketplace.api.catalog import NO_PRODUCT
from marketplace.api.dependencies import OpenMarket, ProductId
from marketplace.api.identity import ShopperId, Visitor
from marketplace.api.limits import Limited
from marketplace.api.paging import Limit
from marketplace.recommendations.models import Recommendation

router = APIRouter(tags=["recommendations"])

LIMITED = [Depends(Limited("recommend"))]


@router.get("/recommendations", dependencies=LIMITED)
def for_you(market: OpenMarket, shopper: ShopperId, limit: Limit = 12) -> list[Recommendation]:
    """What to show a shopper: by what they bought; else by what they like, what they looked at, and what is hot."""
    return market.recommendations.for_you(shopper, limit)


@router.get("/trending", dependencies=LIMITED)
def trending(market: OpenMarket, limit: Limit = 12) -> list[Recommendation]:
    """What is looked at and bought most these seven days."""
    return market.recommendations.trending(limit)


@router.get("/products/{product_id}/also-bought", dependencies=LIMITED, responses=NO_PRODUCT)
def also_bought(market: OpenMarket, product_id: ProductId, limit: Limit = 8) -> list[Recommendation]:
    """Products bought by the same people."""
    return market.recommendations.also_bought(market.catalog.product(product_id).value.id, limit)


@router.get("/products/{product_id}/bought-together", dependencies=LIMITED, responses=NO_PRODUCT)
def bought_together(market: OpenMarket, product_id: ProductId, limit: Limit = 4) -> list[Recommendation]:
    """Products of the same orders."""
    return market.recommendations.bought_together(market.catalog.product(product_id).value.id, limit)


@router.post(
    "/products/{product_id}/views",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    dependencies=[Depends(Limited("view"))],
    responses=NO_PRODUCT,
)
def look(market: OpenMarket, visitor: Visitor, product_id: ProductId) -> None:
    """Say that the visitor looked at a product: it goes on their trail, and the product becomes a little hotter."""
    market.activity.viewed(visitor, market.catalog.product(product_id).value.id)
