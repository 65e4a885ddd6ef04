"""Views of the stores themselves, read live; nothing here writes.

`collections.json` leaves out names that begin with an underscore: they are ours to keep books in.
`document_counts.json` counts all four collections in one round trip; `$collStats` reads the count that MongoDB keeps,
not the documents. `collection_indexes.json` asks `$indexStats`, which knows how often each index was used since the
server started.
"""

from __future__ import annotations

import contextvars
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from marketplace.errors import StoreUnavailable
from marketplace.events.models import RelayStatus
from marketplace.insight import keys
from marketplace.insight.models import (
    Collection,
    Column,
    Constraint,
    Count,
    GraphInsight,
    Index,
    Migration,
    RedisInsight,
    StoreHealth,
    Table,
)
from marketplace.settings import STORES, StoreName
from marketplace.statements import statement
from marketplace.stores.graph import Graph
from marketplace.stores.mongo import Mongo
from marketplace.stores.postgres import Postgres
from marketplace.stores.redis import Redis


class InsightService:
    """What each store is, holds and keeps. `address` says where a store listens, without user and password."""

    def __init__(
        self,
        postgres: Postgres,
        mongo: Mongo,
        redis: Redis,
        graph: Graph,
        *,
        address: Callable[[StoreName], str],
        relay: Callable[[], RelayStatus],
    ) -> None:
        self.postgres, self.mongo, self.redis, self.graph = postgres, mongo, redis, graph
        self._address, self._relay = address, relay
        self._versions: dict[StoreName, Callable[[], str]] = {
            "postgres": postgres.version,
            "mongo": mongo.version,
            "redis": redis.version,
            "neo4j": graph.version,
        }

    def health(self) -> list[StoreHealth]:
        """Every store, asked at the same time: what is slow to fail delays nobody else."""
        with ThreadPoolExecutor(len(STORES), thread_name_prefix="insight") as pool:
            # Each in a copy of this context, so that what they run is recorded with the page that asked.
            asked = [pool.submit(contextvars.copy_context().run, self.store_health, store) for store in STORES]
            return [answer.result() for answer in asked]

    def store_health(self, store: StoreName) -> StoreHealth:
        """One store, asked now. Never raises for a store that is down."""
        began = time.perf_counter()
        version = reason = None
        try:
            version = self._versions[store]()
        except StoreUnavailable as error:
            reason = error.reason
        ms = (time.perf_counter() - began) * 1000
        return StoreHealth(store=store, version=version, reason=reason, ms=ms, address=self._address(store))

    def counts(self, store: StoreName) -> list[Count]:
        """What one store holds, in figures. Raises StoreUnavailable."""
        if store == "postgres":
            rows = self.postgres.rows(statement("insight/row_counts.sql"))
            return [Count(store=store, kind="table", **row) for row in rows]
        if store == "mongo":
            documents = self.mongo.run(statement("insight/document_counts.json"))
            return [Count(store=store, kind="collection", **document) for document in documents]
        if store == "redis":
            families = self.key_families().families
            return [Count(store=store, kind="keys", name=family.name, count=family.keys) for family in families]
        return [Count(store=store, **record) for record in self.graph.read(statement("insight/graph_counts.cypher"))]

    def tables(self) -> list[Table]:
        """PostgreSQL's tables, read from its own catalogue, their rows counted."""
        with self.postgres.transaction() as session:
            rows = session.rows(statement("insight/tables.sql"))
            counts = {row["name"]: row["count"] for row in session.rows(statement("insight/row_counts.sql"))}
        return [
            Table(
                name=row["name"],
                rows=counts[row["name"]],
                bytes=row["bytes"],
                index_bytes=row["index_bytes"],
                columns=[Column(**column) for column in row["columns"]],
                constraints=row["constraints"],
            )
            for row in rows
            if row["name"] in counts
        ]

    def indexes(self) -> list[Index]:
        """PostgreSQL's indexes."""
        return [
            Index(
                on=row["on_what"],
                name=row["name"],
                kind=row["method"],
                definition=row["definition"],
                unique=row["is_unique"],
                uses=row["uses"],
                bytes=row["bytes"],
            )
            for row in self.postgres.rows(statement("insight/indexes.sql"))
        ]

    def collections(self) -> list[Collection]:
        """MongoDB's collections with their validators and indexes, by name."""
        found = self.mongo.run(statement("insight/collections.json"))
        return [self._collection(document) for document in sorted(found, key=lambda document: document["name"])]

    def _collection(self, document: dict[str, Any]) -> Collection:
        name = {"collection": document["name"]}
        size = self.mongo.run(statement("insight/collection_size.json"), name)[0]
        return Collection(
            name=document["name"],
            documents=size["documents"],
            bytes=size["bytes"],
            index_bytes=size["index_bytes"],
            validator=document["options"].get("validator", {}),
            indexes=[
                Index(
                    on=document["name"],
                    name=index["name"],
                    kind=_mongo_kind(index["key"]),
                    definition=_mongo_definition(index),
                    unique=index["spec"].get("unique", index["name"] == "_id_"),
                    uses=index["accesses"]["ops"],
                )
                for index in self.mongo.run(statement("insight/collection_indexes.json"), name)
            ],
        )

    def key_families(self) -> RedisInsight:
        """Redis: which keys there are, and what INFO says of memory, hits and misses."""
        return keys.look(self.redis)

    def graph_schema(self) -> GraphInsight:
        """Neo4j: what it holds, its constraints and indexes."""
        constraints = self.graph.read(statement("insight/graph_constraints.cypher"))
        indexes = self.graph.read(statement("insight/graph_indexes.cypher"))
        return GraphInsight(
            counts=self.counts("neo4j"),
            constraints=[
                Constraint(name=row["name"], kind=row["type"], on=_pattern("NODE", row)) for row in constraints
            ],
            indexes=[
                Index(
                    on=", ".join(row["on_what"]) or "every " + row["entity"].lower(),
                    name=row["name"],
                    kind=row["type"].lower(),
                    definition=_pattern(row["entity"], row),
                    unique=row["constraint"] is not None,
                    uses=row["uses"],
                )
                for row in indexes
            ],
        )

    def migrations(self, store: StoreName) -> list[Migration]:
        """Schema files applied to a store, oldest first; Redis has none."""
        if store == "postgres":
            rows = self.postgres.rows(statement("insight/migrations.sql"))
            return [Migration(store=store, **row) for row in rows]
        if store == "mongo":
            documents = self.mongo.run(statement("insight/applied.json"))
            return [Migration(store=store, name=found["_id"], applied_at=None) for found in documents]
        if store == "neo4j":
            records = self.graph.read(statement("insight/graph_migrations.cypher"))
            return [
                Migration(store=store, name=record["name"], applied_at=record["applied_at"].to_native())
                for record in records
            ]
        return []

    def outbox(self) -> RelayStatus:
        """Events not carried to the other stores yet, and how far behind each of those is."""
        return self._relay()


def _mongo_kind(key: Mapping[str, Any]) -> str:
    if "_fts" in key:
        return "text"
    return "wildcard" if any("$**" in field for field in key) else "btree"


def _mongo_definition(index: Mapping[str, Any]) -> str:
    if "_fts" in index["key"]:
        weights = index["spec"].get("weights", {})
        return ", ".join(f"{field}: text (weight {weight})" for field, weight in sorted(weights.items()))
    return ", ".join(f"{field}: {direction}" for field, direction in index["key"].items())


def _pattern(entity: str, row: Mapping[str, Any]) -> str:
    """A Cypher pattern of what an index or constraint is on: "(:User {id})"."""
    names, properties = "|".join(row["on_what"]), ", ".join(row["properties"])
    inner = (f":{names}" if names else "") + (f" {{{properties}}}" if properties else "")
    return f"({inner})" if entity == "NODE" else f"()-[{inner}]-()"
