"""Recommendations, each with the counts that explain it."""

from __future__ import annotations

from fastapi import APIRouter

from marketplace.api.dependencies import Limit, OpenMarket, ProductId, ShopperId
from marketplace.recommendations.models import Recommendation

router = APIRouter(tags=["recommendations"])


@router.get("/recommendations")
def personal(market: OpenMarket, shopper: ShopperId, limit: Limit = 12) -> list[Recommendation]:
    """What shoppers of like taste bought and this one did not."""
    return market.recommendations.personal(shopper, limit)


@router.get("/trending")
def trending(market: OpenMarket, limit: Limit = 12) -> list[Recommendation]:
    """What is looked at and bought most these seven days."""
    return market.recommendations.trending(limit)


@router.get("/products/{product_id}/also-bought")
def also_bought(market: OpenMarket, product_id: ProductId, limit: Limit = 8) -> list[Recommendation]:
    """Products bought by the same people."""
    return market.recommendations.also_bought(market.catalog.product(product_id).value.id, limit)


@router.get("/products/{product_id}/bought-together")
def bought_together(market: OpenMarket, product_id: ProductId, limit: Limit = 4) -> list[Recommendation]:
    """Products of the same orders."""
    return market.recommendations.bought_together(market.catalog.product(product_id).value.id, limit)
