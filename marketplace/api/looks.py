"""Finding products by how their pictures look: like another product, or like a picture that is sent."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request

from marketplace.api.catalog import NO_PRODUCT
from marketplace.api.dependencies import OpenMarket, ProductId
from marketplace.api.limits import Limited
from marketplace.api.paging import Limit
from marketplace.api.problems import refusals
from marketplace.looks.models import Lookalike
from marketplace.looks.pictures import MAX_BYTES, MEDIA_TYPES

router = APIRouter(tags=["looks"], dependencies=[Depends(Limited("search"))])

LONG_BODIES = {"/search/by-picture": MAX_BYTES}
"""Where a body may be longer than elsewhere: its bytes by the address."""

PICTURE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": f"The bytes of the picture, at most {MAX_BYTES:,}.",
        "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in MEDIA_TYPES},
    }
}


async def _picture(request: Request) -> bytes:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in MEDIA_TYPES:
        message = f"A picture is sent as {', '.join(MEDIA_TYPES)}, with its bytes as the body. Set Content-Type so."
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, message)
    return await request.body()


@router.get("/products/{product_id}/looks-like", responses=NO_PRODUCT)
def looks_like(market: OpenMarket, product_id: ProductId, limit: Limit = 8) -> list[Lookalike]:
    """Products whose pictures are alike in colour, form and texture, as measured: nothing knows what they show."""
    return market.looks.like(market.catalog.product(product_id).value.id, limit)


@router.post(
    "/search/by-picture",
    openapi_extra=PICTURE,
    responses=refusals(UNSUPPORTED_MEDIA_TYPE="The body is no PNG, JPEG or WebP by its Content-Type."),
)
def by_picture(market: OpenMarket, picture: Annotated[bytes, Depends(_picture)], limit: Limit = 20) -> list[Lookalike]:
    """Products whose pictures are most like the one that is sent. It is measured, and not kept."""
    return market.looks.like_picture(picture, limit)
