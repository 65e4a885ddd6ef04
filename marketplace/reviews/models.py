"""A review with the comments below it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Role = Literal["maker", "reviewer", "shopper"]
Order = Literal["newest", "highest", "lowest", "most_discussed"]


class Comment(BaseModel):
    """A comment and the replies to it, each of which may have replies."""

    model_config = ConfigDict(frozen=True)

    id: str
    user_id: str | None = None
    author: str
    role: Role
    text: str
    created_at: datetime
    replies: list[Comment] = []

    @property
    def size(self) -> int:
        """Itself and everything below it."""
        return 1 + sum(reply.size for reply in self.replies)


class Review(BaseModel):
    """One shopper's review of one product. `verified`: they had bought it when they wrote."""

    model_config = ConfigDict(frozen=True)

    id: str
    product_id: str
    user_id: str
    author: str
    rating: int
    title: str | None = None
    text: str
    verified: bool
    helpful: int = 0
    created_at: datetime
    comments: list[Comment] = []

    @classmethod
    def of(cls, document: dict[str, Any]) -> Review:
        """From MongoDB's document."""
        return cls(id=document["_id"], **{key: value for key, value in document.items() if key != "_id"})


class RatingSummary(BaseModel):
    """Ratings of a product: their mean (None without any), and how many gave 5, 4, 3, 2, 1 stars."""

    model_config = ConfigDict(frozen=True)

    average: float | None
    count: int
    stars: dict[int, int]


class Threads(BaseModel):
    """One page of a product's reviews (or of all, newest first), with the summary."""

    model_config = ConfigDict(frozen=True)

    reviews: list[Review]
    summary: RatingSummary
