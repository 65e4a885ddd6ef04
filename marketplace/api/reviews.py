"""Reviews with their threads."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from marketplace.api.dependencies import Id, Limit, OpenMarket, ProductId, ReviewId, ShopperId
from marketplace.reviews.models import Comment, Order, Review, Threads
from marketplace.reviews.service import MAX_COMMENT, MAX_REVIEW, MAX_TITLE

router = APIRouter(tags=["reviews"])


class ReviewDraft(BaseModel):
    """A review as it is written."""

    rating: Annotated[int, Field(ge=1, le=5)]
    text: Annotated[str, Field(min_length=1, max_length=MAX_REVIEW)]
    title: Annotated[str | None, Field(max_length=MAX_TITLE)] = None


class CommentDraft(BaseModel):
    """A comment as it is written: on the review, or (`reply_to`) on a comment below it."""

    text: Annotated[str, Field(min_length=1, max_length=MAX_COMMENT)]
    reply_to: Id | None = None


@router.get("/products/{product_id}/reviews")
def threads(
    market: OpenMarket,
    product_id: ProductId,
    order: Order = "newest",
    stars: Annotated[int | None, Query(ge=1, le=5, description="Only reviews that gave so many.")] = None,
    skip: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Limit = 20,
) -> Threads:
    """A product's reviews with their threads, and the summary of all its ratings."""
    found = market.catalog.product(product_id).value
    return market.reviews.threads(found.id, order=order, stars=stars, skip=skip, limit=limit)


@router.post("/products/{product_id}/reviews", status_code=HTTPStatus.CREATED)
def write(market: OpenMarket, shopper: ShopperId, product_id: ProductId, draft: ReviewDraft) -> Review:
    """Review a product: once a shopper."""
    return market.reviews.write(shopper, product_id, draft.rating, draft.text, draft.title)


@router.get("/reviews/{review_id}")
def review(market: OpenMarket, review_id: ReviewId) -> Review:
    """One review with its thread."""
    return market.reviews.get(review_id)


@router.post("/reviews/{review_id}/comments", status_code=HTTPStatus.CREATED)
def comment(market: OpenMarket, shopper: ShopperId, review_id: ReviewId, draft: CommentDraft) -> Comment:
    """Answer a review, or a comment in its thread."""
    return market.reviews.comment(shopper, review_id, draft.text, reply_to=draft.reply_to)
