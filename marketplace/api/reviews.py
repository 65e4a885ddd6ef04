"""Reviews with their threads."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from marketplace.api.catalog import NO_PRODUCT
from marketplace.api.dependencies import WHOLE, Body, Id, OpenMarket, ProductId, ReviewId
from marketplace.api.etags import Tagged
from marketplace.api.identity import ShopperId
from marketplace.api.limits import Limited
from marketplace.api.paging import Page, Size, link_pages
from marketplace.api.problems import refusals
from marketplace.reviews.models import Comment, Order, Review, Threads
from marketplace.reviews.service import MAX_COMMENT, MAX_REVIEW, MAX_TITLE

router = APIRouter(tags=["reviews"], route_class=Tagged)

LIMITED = [Depends(Limited("review"))]
SAYS_SOMETHING = r"[^\s\x00]"


class ReviewDraft(Body):
    """A review as it is written."""

    rating: Annotated[int, Field(ge=1, le=5, examples=[5]), WHOLE]
    text: Annotated[
        str,
        Field(min_length=1, max_length=MAX_REVIEW, pattern=SAYS_SOMETHING, examples=["It rings when tapped."]),
    ]
    title: Annotated[str | None, Field(max_length=MAX_TITLE, examples=["As in the picture"])] = None


class CommentDraft(Body):
    """A comment as it is written: on the review, or (`reply_to`) on a comment below it."""

    text: Annotated[
        str, Field(min_length=1, max_length=MAX_COMMENT, pattern=SAYS_SOMETHING, examples=["Does it, still?"])
    ]
    reply_to: Id | None = None


@router.get("/products/{product_id}/reviews", responses=NO_PRODUCT)
def threads(
    request: Request,
    response: Response,
    market: OpenMarket,
    product_id: ProductId,
    order: Order = "newest",
    stars: Annotated[int | None, Query(ge=1, le=5, description="Only reviews that gave so many.")] = None,
    page: Page = 1,
    size: Size = 20,
) -> Threads:
    """A product's reviews with their threads, and the summary of all its ratings. `Link` leads to the other pages."""
    found = market.catalog.product(product_id).value
    threads = market.reviews.threads(found.id, order=order, stars=stars, skip=(page - 1) * size, limit=size)
    total = threads.summary.stars[stars] if stars else threads.summary.count
    link_pages(request, response, page, size, total)
    return threads


@router.post(
    "/products/{product_id}/reviews",
    status_code=HTTPStatus.CREATED,
    dependencies=LIMITED,
    responses=NO_PRODUCT | refusals(CONFLICT="The shopper has reviewed it already."),
)
def write(market: OpenMarket, shopper: ShopperId, product_id: ProductId, draft: ReviewDraft) -> Review:
    """Review a product: once a shopper."""
    return market.reviews.write(shopper, product_id, draft.rating, draft.text, draft.title)


@router.get("/reviews/{review_id}", responses=refusals(NOT_FOUND="There is no such review."))
def review(market: OpenMarket, review_id: ReviewId) -> Review:
    """One review with its thread."""
    return market.reviews.get(review_id)


@router.post(
    "/reviews/{review_id}/comments",
    status_code=HTTPStatus.CREATED,
    dependencies=LIMITED,
    responses=refusals(NOT_FOUND="There is no such review, or no such comment below it."),
)
def comment(market: OpenMarket, shopper: ShopperId, review_id: ReviewId, draft: CommentDraft) -> Comment:
    """Answer a review, or a comment in its thread."""
    return market.reviews.comment(shopper, review_id, draft.text, reply_to=draft.reply_to)
