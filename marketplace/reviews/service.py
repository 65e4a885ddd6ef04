"""Reviews in MongoDB: a review and its whole thread are one document, read in one go.

A reply is pushed at its place in the tree ("comments.0.replies.2.replies"). Comments are only ever appended, so a
place once found stays right; the filter names the parent's id at that place all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from pymongo.errors import BulkWriteError, DuplicateKeyError

from marketplace.errors import InvalidInput, MarketplaceError, NotFound, NotPossible
from marketplace.reviews.models import Comment, Order, RatingSummary, Review, Role, Threads
from marketplace.statements import statement
from marketplace.stores.mongo import Mongo
from marketplace.stores.postgres import Postgres, Session

MAX_REVIEW, MAX_TITLE, MAX_COMMENT, MAX_DEPTH = 5000, 200, 2000, 12

SORTS: dict[Order, dict[str, int]] = {
    "newest": {"created_at": -1, "_id": 1},
    "highest": {"rating": -1, "created_at": -1, "_id": 1},
    "lowest": {"rating": 1, "created_at": -1, "_id": 1},
    "most_discussed": {"discussed": -1, "created_at": -1, "_id": 1},
}


class AlreadyReviewed(MarketplaceError):
    """A shopper reviews a product once."""

    def __str__(self) -> str:
        return "You have reviewed this product already. Comment on your review to add to it."


class ReviewService:
    """Read threads, write a review, answer anywhere in a thread."""

    def __init__(self, postgres: Postgres, mongo: Mongo, reviewed: Callable[[str], object]) -> None:
        self.postgres, self.mongo, self._reviewed = postgres, mongo, reviewed

    def threads(
        self, product_id: str, *, order: Order = "newest", stars: int | None = None, skip: int = 0, limit: int = 20
    ) -> Threads:
        """A product's reviews with their threads, and the summary of all of its ratings: one aggregation."""
        parameters = {
            "product_id": product_id,
            "ratings": [stars] if stars else [1, 2, 3, 4, 5],
            "sort": SORTS[order],
            "skip": skip,
            "limit": limit,
        }
        found = self.mongo.run(statement("reviews/threads.json"), parameters)[0]
        counts = {document["_id"]: document["count"] for document in found["stars"]}
        total = sum(counts.values())
        average = sum(star * count for star, count in counts.items()) / total if total else None
        return Threads(
            reviews=[Review.of(document) for document in found["reviews"]],
            summary=RatingSummary(
                average=average, count=total, stars={star: counts.get(star, 0) for star in (5, 4, 3, 2, 1)}
            ),
        )

    def latest(self) -> list[Review]:
        """The newest reviews of all."""
        return [Review.of(document) for document in self.mongo.run(statement("reviews/latest.json"))]

    def discussed(self) -> list[Review]:
        """Reviews with the most comments."""
        return [Review.of(document) for document in self.mongo.run(statement("reviews/discussed.json"))]

    def find(self, words: str, limit: int = 20) -> list[Review]:
        """Reviews that speak of these words, by MongoDB's text index."""
        if not words.strip():
            return []
        parameters = {"words": words.replace("\0", " "), "limit": limit}
        return [Review.of(document) for document in self.mongo.run(statement("reviews/find_words.json"), parameters)]

    def get(self, review_id: str) -> Review:
        """One review. Raises NotFound."""
        found = self.mongo.run(statement("reviews/by_id.json"), {"id": review_id})
        if not found:
            raise NotFound("review", review_id)
        return Review.of(found[0])

    def write(self, user_id: str, product_id: str, rating: int, text: str, title: str | None = None) -> Review:
        """Review a product. Raises InvalidInput, NotFound (shopper or product), AlreadyReviewed."""
        if not 1 <= rating <= 5:
            raise InvalidInput(f"A rating of {rating} is not possible: give 1 to 5 stars.")
        text, title = _checked(text, MAX_REVIEW, "review"), (title or "").replace("\0", "").strip()[:MAX_TITLE] or None
        with self.postgres.transaction() as session:
            # Locked until the review is written: an order cancelled meanwhile is heard of after it, and finds it.
            standing, fence = self._standing(session, {(user_id, product_id)})
            writer = session.row(statement("reviews/author.sql"), {"user_id": user_id, "product_id": product_id})
            if writer is None:
                raise NotFound("shopper", user_id)
            if not writer["product_exists"]:
                raise NotFound("product", product_id)
            document = {
                "_id": uuid4().hex,
                "product_id": product_id,
                "user_id": user_id,
                "author": writer["author"],
                "rating": rating,
                "title": title,
                "text": text,
                "verified": (user_id, product_id) in standing,
                "fence": fence,
                "helpful": 0,
                "created_at": _now(),
                "comments": [],
            }
            try:
                self.mongo.run(statement("reviews/write.json"), {"review": document})
            except (BulkWriteError, DuplicateKeyError) as error:
                if _is_duplicate(error):
                    raise AlreadyReviewed from error
                raise
        self._reviewed(product_id)
        return Review.of(document)

    def verify(self, pairs: Collection[tuple[str, str]]) -> None:
        """Set the mark "verified purchase" of these shoppers' reviews of these products to what PostgreSQL says now.

        Each mark carries the number under which its truth was read, drawn while nobody else could read it for the same
        shopper: a mark that arrives late does not replace a later one (the fencing token of Kleppmann, "How to do
        distributed locking", 2016).
        """
        if not pairs:
            return
        with self.postgres.transaction() as session:
            standing, fence = self._standing(session, pairs)
            parameters = {
                "pairs": [{"user_id": user, "product_id": product} for user, product in sorted(pairs)],
                "standing": [{"user_id": user, "product_id": product} for user, product in sorted(standing)],
                "fence": fence,
            }
            self.mongo.run(statement("reviews/verify.json"), parameters)

    def _standing(self, session: Session, pairs: Collection[tuple[str, str]]) -> tuple[set[tuple[str, str]], int]:
        """Which of these shoppers has an order of which product that stands, and the number of this reading."""
        parameters = {"user_ids": [user for user, _ in pairs], "product_ids": [product for _, product in pairs]}
        session.rows(statement("reviews/lock_shoppers.sql"), parameters)
        row = session.rows(statement("reviews/standing.sql"), parameters)[0]
        return {(user, product) for user, product in row["standing"]}, row["fence"]

    def comment(self, user_id: str, review_id: str, text: str, *, reply_to: str | None = None) -> Comment:
        """Answer a review, or a comment in its thread (`reply_to`). Raises InvalidInput, NotFound, NotPossible."""
        text = _checked(text, MAX_COMMENT, "comment")
        review = self.get(review_id)
        writer = self.postgres.row(
            statement("reviews/author.sql"), {"user_id": user_id, "product_id": review.product_id}
        )
        if writer is None:
            raise NotFound("shopper", user_id)
        role: Role = "reviewer" if user_id == review.user_id else "shopper"
        comment = Comment(
            id=uuid4().hex, user_id=user_id, author=writer["author"], role=role, text=text, created_at=_now()
        )
        place, condition = "comments", {"_id": review_id}
        if reply_to is not None:
            path = _path(review.comments, reply_to)
            if path is None:
                raise NotFound("comment", reply_to)
            if len(path) >= MAX_DEPTH:
                raise NotPossible("This thread is too deep to answer here. Answer a comment further up.")
            parent = "comments." + ".replies.".join(map(str, path))
            place, condition = f"{parent}.replies", condition | {f"{parent}.id": reply_to}
        push = {place: comment.model_dump()}
        outcome = self.mongo.run(statement("reviews/add_comment.json"), {"filter": condition, "push": push})[0]
        if not outcome["matched"]:
            raise NotFound("comment", reply_to or review_id)
        return comment


def _path(comments: list[Comment], wanted: str) -> list[int] | None:
    """Indexes that lead to a comment in the tree."""
    for index, comment in enumerate(comments):
        if comment.id == wanted:
            return [index]
        below = _path(comment.replies, wanted)
        if below is not None:
            return [index, *below]
    return None


def _checked(text: str, longest: int, what: str) -> str:
    text = text.replace("\0", "").strip()
    if not text:
        raise InvalidInput(f"An empty {what} says nothing: write a few words.")
    if len(text) > longest:
        raise InvalidInput(f"This {what} has {len(text)} characters, and {longest} are the most: shorten it.")
    return text


def _now() -> datetime:
    # MongoDB keeps milliseconds: what is returned equals what is read back.
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def _is_duplicate(error: Any) -> bool:
    details = error.details or {}
    return error.code == 11000 or any(problem.get("code") == 11000 for problem in details.get("writeErrors", []))
