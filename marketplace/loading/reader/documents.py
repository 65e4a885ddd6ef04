"""The documents of a folder: JSON Lines, as they stand in MongoDB. Dates are extended JSON or ISO 8601 text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bson import json_util

from marketplace.loading.dataset import Document
from marketplace.loading.errors import Faults
from marketplace.loading.reader.rows import Names

OPTIONS = json_util.JSONOptions(tz_aware=True, tzinfo=UTC)
Check = Callable[[Document], None]


class Unfit(ValueError):
    """What is wrong with a document: the field, and why."""

    def __init__(self, field: str | None, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


class Follows(Exception):
    """The document names a row that is bad itself."""


def read_documents(path: Path, faults: Faults, check: Callable[[Document], Document], of: str) -> Iterator[Document]:
    """Each document that passes; those that do not go to `faults`. A second one of an id is refused."""
    seen: dict[str, int] = {}
    for number, line in enumerate(path.read_bytes().decode("utf-8-sig", errors="replace").split("\n"), 1):
        if not line.strip():
            continue
        try:
            document = json_util.loads(line, json_options=OPTIONS)
            if not isinstance(document, dict):
                raise Unfit(None, "it is not an object")
            document = check(document)
            if document["_id"] in seen:
                raise Unfit("_id", f"duplicate of {document['_id']!r} on line {seen[document['_id']]}")
        except json.JSONDecodeError as error:
            faults.add(path.name, number, None, f"it is not JSON: {error.msg} at character {error.pos + 1}")
        except Unfit as unfit:
            faults.add(path.name, number, unfit.field, unfit.reason)
        except Follows:
            faults.follow(path.name, 1, of)
        except (ValueError, TypeError, OverflowError) as error:
            faults.add(path.name, number, None, f"it cannot be read: {error}")
        else:
            seen[document["_id"]] = number
            yield document


def about(names: Names | None, kind: str, fallback: str) -> Callable[[Document], Document]:
    """A check for documents whose `_id` is the id of a product, a maker or a shopper."""

    def check(document: Document) -> Document:
        document = {"_id": str(document.get("_id", document.pop(fallback, None)) or ""), **_without(document, "_id")}
        _named(document["_id"], "_id", names, kind)
        return document

    return check


def review_check(products: Names, users: Names | None, author: Callable[[str], str]) -> Callable[[Document], Document]:
    """A check for reviews; what has a sensible value when it is missing gets it."""
    written: set[tuple[str, str]] = set()

    def check(review: Document) -> Document:
        for field in ("product_id", "user_id", "created_at"):
            if review.get(field) in (None, ""):
                raise Unfit(field, "it is missing")
        review["product_id"], review["user_id"] = str(review["product_id"]), str(review["user_id"])
        _named(review["product_id"], "product_id", products, "product")
        _named(review["user_id"], "user_id", users, "user")
        rating = review.get("rating")
        if isinstance(rating, bool) or not isinstance(rating, int | float) or rating not in (1, 2, 3, 4, 5):
            raise Unfit("rating", f"{rating!r} is not one of 1, 2, 3, 4, 5")
        text = review.get("text") or review.get("title")
        if not isinstance(text, str) or not 1 <= len(text) <= 5000:
            raise Unfit("text", "it is missing" if not text else "it is not a text of at most 5,000 characters")
        pair = review["product_id"], review["user_id"]
        identity = str(review.get("_id") or review.get("id") or "-".join(pair))
        if pair in written:
            raise Unfit("user_id", f"{pair[1]!r} has reviewed {pair[0]!r} on a line before")
        written.add(pair)
        return {
            "_id": identity,
            **_without(review, "_id", "id"),
            "author": str(review.get("author") or author(review["user_id"])),
            "rating": int(rating),
            "text": text,
            "verified": bool(review.get("verified", False)),
            "created_at": moment(review["created_at"], "created_at"),
            "comments": _comments(review.get("comments"), identity),
        }

    return check


def _comments(comments: Any, parent: str) -> list[Document]:
    if comments is None:
        return []
    if not isinstance(comments, list) or not all(isinstance(c, dict) and c.get("text") for c in comments):
        raise Unfit("comments", "each comment is an object with a text")
    threads = []
    for number, comment in enumerate(comments, 1):
        identity = str(comment.get("id") or f"{parent}-{number}")
        threads.append(
            {
                **comment,
                "id": identity,
                "author": str(comment.get("author") or "A shopper"),
                "role": comment.get("role") if comment.get("role") in ("maker", "reviewer", "shopper") else "shopper",
                "created_at": moment(comment.get("created_at"), "comments"),
                "replies": _comments(comment.get("replies"), identity),
            }
        )
    return threads


def moment(value: Any, field: str) -> datetime:
    """A date of a document, in UTC."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise Unfit(field, f"unreadable date {value!r}; ISO 8601 is read") from None
    if not isinstance(value, datetime):
        raise Unfit(field, f"unreadable date {value!r}")
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def _named(identity: str, field: str, names: Names | None, kind: str) -> None:
    if not identity:
        raise Unfit(field, "it is missing")
    if names is None or identity in names.sound:
        return
    if identity in names.lost:
        raise Follows
    raise Unfit(field, f"unknown {kind} {identity!r}")


def _without(document: Document, *fields: str) -> Document:
    return {key: value for key, value in document.items() if key not in fields}
