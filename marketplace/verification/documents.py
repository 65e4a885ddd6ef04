"""MongoDB compared with PostgreSQL: documents of what is there, and marks "verified purchase" as orders have them."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.settings import StoreName
from marketplace.statements import statement
from marketplace.stores.mongo import Document, Mongo
from marketplace.stores.postgres import Postgres
from marketplace.verification.books import strangers
from marketplace.verification.models import Check, Difference, Found, Only

BOTH: list[StoreName] = ["postgres", "mongo"]
OF = {"product_specs": "Product", "seller_profiles": "Seller", "user_preferences": "User"}


def checks(postgres: Postgres, mongo: Mongo) -> list[Check]:
    """Specifications, profiles and preferences; reviews, and their marks."""

    def described(collection: str) -> Check:
        return Check(collection.replace("_", " "), BOTH, lambda only: _described(postgres, mongo, collection, only))

    return [*map(described, OF), Check("reviews", BOTH, lambda only: _reviews(postgres, mongo, only))]


def _described(postgres: Postgres, mongo: Mongo, collection: str, only: Only) -> tuple[int, list[Found]]:
    things, found = 0, []
    for documents in _stretches(mongo, collection, only):
        things += len(documents)
        found += [
            _found(f"document of a {OF[collection].lower()} that is not there", id, f"in {collection}")
            for id in strangers(postgres, OF[collection], [document["_id"] for document in documents])
        ]
    return things, found


def _reviews(postgres: Postgres, mongo: Mongo, only: Only) -> tuple[int, list[Found]]:
    things, found = 0, []
    for documents in _stretches(mongo, "reviews", only):
        things += len(documents)
        for label, field in (("Product", "product_id"), ("User", "user_id")):
            gone = set(strangers(postgres, label, sorted({document[field] for document in documents})))
            found += [
                _found(f"review of a {label.lower()} that is not there", document["_id"], document[field])
                for document in documents
                if document[field] in gone
            ]
        parameters = {
            "ids": [document["_id"] for document in documents],
            "user_ids": [document["user_id"] for document in documents],
            "product_ids": [document["product_id"] for document in documents],
            "verified": [document["verified"] for document in documents],
        }
        for row in postgres.rows(statement("verification/marks.sql"), parameters):
            if row["verified"] != row["bought"] and not row["waits"]:
                said = (
                    "marked, and no order of it stands" if row["verified"] else "not marked, and an order of it stands"
                )
                found.append(_found("mark of a verified purchase differs", row["id"], said))
    return things, found


def _stretches(mongo: Mongo, collection: str, only: Only) -> Iterator[list[Document]]:
    after = ""
    query = statement(f"verification/{collection}.json")
    while documents := mongo.run(query, {"after": after}):
        after = documents[-1]["_id"]
        if wanted := [each for each in documents if only is None or each["_id"] in only]:
            yield wanted


def _found(kind: str, id: str, detail: str) -> Found:
    return Found(id, Difference(kind=kind, stores=BOTH, id=id, detail=detail))
