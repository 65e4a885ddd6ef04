"""Finding products by words, by meaning, or both; and those near to one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from marketplace.api.dependencies import ID, Limit, OpenMarket, ProductId
from marketplace.search.models import Hit, Hits, Mode
from marketplace.search.service import MAX_QUERY

router = APIRouter(tags=["search"])


@router.get("/search")
def search(
    market: OpenMarket,
    q: Annotated[str, Query(max_length=MAX_QUERY, description='Words, as in a search box: "phrases", or, -minus.')],
    mode: Annotated[Mode, Query(description="By words, by meaning, or both.")] = "hybrid",
    craft: Annotated[str | None, ID, Query(description="Only in this craft (its id).")] = None,
    limit: Limit = 20,
) -> Hits:
    """Products found, best first. `headline` is safe HTML."""
    return market.search.search(q, mode, category_id=craft, limit=limit).value


@router.get("/products/{product_id}/similar")
def similar(market: OpenMarket, product_id: ProductId, limit: Limit = 8) -> list[Hit]:
    """Products whose description means nearly the same."""
    return market.search.similar(market.catalog.product(product_id).value.id, limit)
