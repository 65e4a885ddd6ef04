"""MongoDB: operations kept as JSON files, values bound by name, each one a span.

A file holds one operation in the words of the database's own commands, for example

    {"find": "reviews", "filter": {"product_id": {"$param": "product_id"}}, "sort": {"created_at": -1}, "limit": 20}

`{"$param": "name"}` is replaced by the value given: a value never becomes an operator, whatever a person typed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from pymongo import MongoClient, ReturnDocument
from pymongo.database import Database
from pymongo.errors import ConfigurationError, ConnectionFailure
from pymongo.operations import IndexModel

from marketplace.errors import StoreUnavailable
from marketplace.statements import Statement
from marketplace.stores.fuse import Fuse
from marketplace.tracing import statement_span

Document = dict[str, Any]
DATABASE = "marketplace"
TIMEOUTS = ("serverSelectionTimeoutMS", "connectTimeoutMS")


class Mongo:
    """One database of a MongoDB server."""

    def __init__(self, url: str) -> None:
        self.url = url
        # The driver lets keywords win over the URL; ours are for URLs that say nothing of it.
        options: dict[str, Any] = {name: 4000 for name in TIMEOUTS if f"{name}=".lower() not in url.lower()}
        self.client: MongoClient[Document] = MongoClient(url, tz_aware=True, appname="artisan-marketplace", **options)
        self.database: Database[Document] = self.client.get_default_database(DATABASE)
        self._fuse = Fuse()

    def run(self, statement: Statement, parameters: Mapping[str, Any] | None = None) -> list[Document]:
        """Run the operation in the file; the documents it returns (for a write: those it changed, or its counts).

        Knows find, aggregate, count, distinct, insert, update (one document; with `multi`, all), findAndModify, delete
        (one document; with a `limit` of 0, all) and listCollections.
        """
        operation = bind(json.loads(statement.text), parameters or {})
        with statement_span("mongo", statement.name, statement.text, parameters) as executed, self._fuse.guard():
            try:
                documents = self._perform(operation)
            except (ConnectionFailure, ConfigurationError) as error:
                raise StoreUnavailable("mongo", str(error).split(",", 1)[0]) from error
            executed.rows = len(documents)
        return documents

    def _perform(self, operation: Document) -> list[Document]:
        verb, name = next(iter(operation.items()))
        if verb == "listCollections":
            return [dict(each) for each in self.database.list_collections(filter=operation.get("filter"))]
        collection = self.database[name]
        rest = {key: value for key, value in operation.items() if key != verb}
        match verb:
            case "find":
                rest["sort"] = list(rest["sort"].items()) if "sort" in rest else None
                return list(collection.find(**rest))
            case "aggregate":
                return list(collection.aggregate(**rest))
            case "count":
                return [{"n": collection.count_documents(rest["query"])}]
            case "distinct":
                return [{"value": value} for value in collection.distinct(rest["key"], rest.get("query"))]
            case "insert":
                collection.insert_many(rest["documents"])
                return list(rest["documents"])
            case "update":
                change = collection.update_many if rest.get("multi") else collection.update_one
                outcome = change(rest["q"], rest["u"], upsert=rest.get("upsert", False))
                return [{"matched": outcome.matched_count, "modified": outcome.modified_count}]
            case "findAndModify":
                found = collection.find_one_and_update(
                    rest["query"],
                    rest["update"],
                    upsert=rest.get("upsert", False),
                    return_document=ReturnDocument.AFTER,
                )
                return [found] if found else []
            case "delete":
                remove = collection.delete_one if rest.get("limit", 1) else collection.delete_many
                return [{"deleted": remove(rest["q"]).deleted_count}]
        raise ValueError(f"{verb} is no operation this module knows")

    def migrate(self) -> list[str]:
        """Create the collections, their validators and indexes; names of the migrations applied now.

        Each step is idempotent, so that an interrupted or a concurrent run does no harm; the version is noted last.
        """
        applied = []
        try:
            done = {document["_id"] for document in self.database["_migrations"].find()}
            folder = files("marketplace").joinpath("stores/migrations/mongo")
            for path in sorted((p for p in folder.iterdir() if p.name.endswith(".json")), key=lambda p: p.name):
                if path.name in done:
                    continue
                for name, wanted in json.loads(path.read_text(encoding="utf-8")).items():
                    self._ensure_collection(name, wanted)
                self.database["_migrations"].update_one({"_id": path.name}, {"$set": {"applied": True}}, upsert=True)
                applied.append(path.name)
        except ConnectionFailure as error:
            raise StoreUnavailable("mongo", str(error).split(",", 1)[0]) from error
        return applied

    def _ensure_collection(self, name: str, wanted: Document) -> None:
        if name not in self.database.list_collection_names():
            self.database.command({"create": name, "validator": wanted["validator"]}, allowable_errors=[48])
        self.database.command({"collMod": name, "validator": wanted["validator"], "validationLevel": "strict"})
        indexes = [
            IndexModel(
                list(index["key"].items()),
                name=index["name"],
                unique=index.get("unique", False),
                **({"weights": index["weights"]} if "weights" in index else {}),
            )
            for index in wanted["indexes"]
        ]
        self.database[name].create_indexes(indexes)

    def version(self) -> str:
        """The server's version."""
        try:
            return str(self.client.server_info()["version"])
        except ConnectionFailure as error:
            raise StoreUnavailable("mongo", str(error).split(",", 1)[0]) from error

    def close(self) -> None:
        """Close every connection."""
        self.client.close()


def bind(template: Any, parameters: Mapping[str, Any]) -> Any:
    """Replace every `{"$param": name}` in a template by that parameter's value.

    Raises KeyError for a parameter that was not given. A value that could be read as an operator (a dict with a key
    that begins with "$") is refused: ValueError.
    """
    if isinstance(template, dict):
        if set(template) == {"$param"}:
            return _inert(parameters[template["$param"]])
        return {key: bind(value, parameters) for key, value in template.items()}
    if isinstance(template, list):
        return [bind(value, parameters) for value in template]
    return template


def _inert(value: Any) -> Any:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.startswith("$"):
                raise ValueError(f"a parameter holds the operator {key}")
            _inert(inner)
    elif isinstance(value, list):
        for inner in value:
            _inert(inner)
    return value
