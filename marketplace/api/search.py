"""Finding products by words, by meaning, or both; and those near to one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from marketplace.api.catalog import NO_PRODUCT
from marketplace.api.dependencies import ID, OpenMarket, ProductId
from marketplace.api.limits import Limited
from marketplace.api.paging import Limit, link
from marketplace.search.models import Hit, Hits, Mode, Suggestion
from marketplace.search.parse import MAX_QUERY

router = APIRouter(tags=["search"], dependencies=[Depends(Limited("search"))])


@router.get("/search")
def search(
    request: Request,
    response: Response,
    market: OpenMarket,
    q: Annotated[
        str,
        Query(
            max_length=MAX_QUERY,
            description='Words, as in a search box: "phrases", or, -minus.',
            examples=["something warm for a reader"],
        ),
    ],
    mode: Annotated[Mode, Query(description="By words, by meaning, or both.")] = "hybrid",
    craft: Annotated[str | None, ID, Query(description="Only in this craft (its id).", examples=["knitwear"])] = None,
    limit: Limit = 20,
    after: Annotated[
        str | None, ID, Query(description="Only products ranked behind this one: the last one seen.")
    ] = None,
) -> Hits:
    """Products found, best first, of the best hundred. `headline` is safe HTML. `Link` leads to the next, if any."""
    hits = market.search.search(q, mode, category_id=craft, limit=limit, after=after).value
    if hits.next is not None:
        link(request, response, {"next": {"after": hits.next}})
    return hits


@router.get("/search/suggestions")
def suggestions(
    market: OpenMarket,
    q: Annotated[str, Query(max_length=MAX_QUERY, description="What has been typed so far.", examples=["bow"])],
    limit: Annotated[int, Query(ge=1, le=20)] = 6,
) -> list[Suggestion]:
    """Crafts, makers and products whose names go on like that."""
    return market.search.suggest(q, limit)


@router.get("/products/{product_id}/similar", responses=NO_PRODUCT)
def similar(market: OpenMarket, product_id: ProductId, limit: Limit = 8) -> list[Hit]:
    """Products closest to it in meaning."""
    return market.search.similar(market.catalog.product(product_id).value.id, limit)
