"""The catalogue: browse, one product and what belongs to it, crafts, makers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from marketplace.api.dependencies import ID, OpenMarket, ProductId
from marketplace.api.etags import Tagged
from marketplace.api.paging import Page, Size, link, link_pages
from marketplace.api.problems import refusals
from marketplace.catalog.models import BrowseQuery, CataloguePage, Craft, Maker, Product, Specs

router = APIRouter(tags=["catalogue"], route_class=Tagged)

NO_PRODUCT = refusals(NOT_FOUND="There is no such product.")


@router.get("/products")
def browse(
    request: Request, response: Response, market: OpenMarket, query: Annotated[BrowseQuery, Query()]
) -> CataloguePage:
    """One page of products under these filters, with the crafts' counts. `Link` leads to the pages beside it."""
    page = market.catalog.browse(query).value
    cursors = {"first": None} | {
        relation: cursor for relation, cursor in (("prev", page.previous), ("next", page.next)) if cursor
    }
    link(request, response, {relation: {"cursor": cursor} for relation, cursor in cursors.items()})
    return page


@router.get("/products/{product_id}", responses=NO_PRODUCT)
def product(market: OpenMarket, product_id: ProductId) -> Product:
    """One product."""
    return market.catalog.product(product_id).value


@router.get("/products/{product_id}/specs", responses=NO_PRODUCT)
def specs(market: OpenMarket, product_id: ProductId) -> Specs:
    """A product's specifications: what they are differs from craft to craft."""
    found = market.catalog.product(product_id).value
    return market.catalog.specs([found.id]).get(found.id) or Specs(product_id=found.id)


@router.get(
    "/products/{product_id}/picture",
    response_class=Response,
    responses=NO_PRODUCT
    | {200: {"description": "The picture.", "content": {"image/svg+xml": {"schema": {"type": "string"}}}}},
)
def picture(market: OpenMarket, product_id: ProductId) -> Response:
    """A product's picture, drawn from its specifications."""
    found = market.catalog.product(product_id).value
    svg = market.catalog.pictures([found])[found.id]
    # An SVG opened by itself is a page: this one may run and load nothing.
    headers = {
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        "Cache-Control": "public, max-age=3600",
    }
    return Response(svg, media_type="image/svg+xml", headers=headers)


@router.get("/crafts")
def crafts(market: OpenMarket) -> list[Craft]:
    """Every craft with its number of products."""
    return market.catalog.crafts()


@router.get("/makers")
def makers(request: Request, response: Response, market: OpenMarket, page: Page = 1, size: Size = 100) -> list[Maker]:
    """Makers by name, without their profiles. `Link` leads to the other pages."""
    all_makers = market.catalog.makers()
    link_pages(request, response, page, size, len(all_makers))
    return all_makers[(page - 1) * size : page * size]


@router.get("/makers/{maker_id}", responses=refusals(NOT_FOUND="There is no such maker."))
def maker(
    market: OpenMarket, maker_id: Annotated[str, ID, Path(description="A maker's id.", examples=["S001"])]
) -> Maker:
    """One maker, with the profile where there is one."""
    return market.catalog.maker(maker_id)
