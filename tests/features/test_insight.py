"""The views of the stores: what they say is what is there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from marketplace import tracing
from marketplace.errors import StoreUnavailable
from marketplace.events.models import RelayStatus
from marketplace.insight import keys
from marketplace.insight.models import Count, KeyFamily
from marketplace.insight.service import InsightService
from marketplace.market import NOWHERE, Market
from marketplace.settings import STORES
from marketplace.stores.graph import Graph
from marketplace.stores.mongo import Mongo
from marketplace.stores.postgres import Postgres
from marketplace.stores.redis import Redis


def _nothing_waits() -> RelayStatus:
    return RelayStatus(waiting=0, dead=0, oldest_seconds=0.0, p50_ms=None, p95_ms=None, destinations=[])


@pytest.fixture
def nowhere() -> Iterator[InsightService]:
    """Insight into four stores of which none is there."""
    stores = Postgres(NOWHERE["postgres"]), Mongo(NOWHERE["mongo"]), Redis(NOWHERE["redis"]), Graph(NOWHERE["neo4j"])
    yield InsightService(*stores, address=lambda store: "127.0.0.1:9", relay=_nothing_waits)
    for store in stores:
        store.close()


def test_every_store_is_well_and_says_where_it_listens_without_a_password(market: Market) -> None:
    health = market.insight.health()
    assert [each.store for each in health] == list(STORES)
    assert all(each.well and each.reason is None and each.ms > 0 for each in health)
    assert [each.address for each in health] == [market.address(store) for store in STORES]
    assert all("@" not in each.address and each.address.startswith("127.0.0.1:") for each in health)
    assert [each.version.split()[0].rstrip(",") for each in health if each.version] == [
        market.postgres.version().split(",")[0],
        market.mongo.version(),
        market.redis.version().split()[0],
        market.graph.version().split()[0],
    ]


def test_asking_for_health_is_recorded_with_the_page_that_asks(market: Market) -> None:
    with tracing.recording("a page") as run:
        market.insight.health()
    assert {"stores/version.sql", "INFO", "stores/version.cypher"} <= {executed.name for executed in run.statements}


def test_a_store_that_is_down_is_told_and_does_not_raise(nowhere: InsightService) -> None:
    health = nowhere.health()
    assert [each.store for each in health] == list(STORES)
    assert not any(each.well for each in health)
    assert all(each.version is None and each.reason for each in health)


def test_counts_of_a_store_that_is_down_name_it(nowhere: InsightService) -> None:
    with pytest.raises(StoreUnavailable) as raised:
        nowhere.counts("redis")
    assert raised.value.store == "redis"


def test_rows_are_counted_exactly(market: Market) -> None:
    counts = {each.name: each.count for each in market.insight.counts("postgres")}
    assert list(counts) == sorted(counts)
    assert counts["categories"] == len(market.catalog.crafts())
    assert counts["sellers"] == len(market.catalog.makers())
    assert counts["products"] == market.catalog.browse().value.total
    assert set(counts) == {
        *("categories", "deliveries", "order_items", "orders", "outbox", "product_embeddings", "products", "sellers"),
        *("product_looks", "users"),
    }


def test_documents_are_counted_exactly(market: Market) -> None:
    collections = ("product_specs", "reviews", "seller_profiles", "user_preferences")
    assert market.insight.counts("mongo") == [
        Count(store="mongo", kind="collection", name=name, count=market.mongo.database[name].count_documents({}))
        for name in collections
    ]


def test_nodes_are_counted_and_relationships_by_type(market: Market) -> None:
    counts = market.insight.counts("neo4j")
    assert [(each.kind, each.name) for each in counts] == [
        *(("label", name) for name in ("User", "Product", "Category", "Seller")),
        *(
            ("relationship", name)
            for name in ("PURCHASED", "VIEWED", "BELONGS_TO", "SOLD_BY", "ALSO_BOUGHT", "SIMILAR_TO")
        ),
    ]
    found = {each.name: each.count for each in counts}
    assert found["Product"] == market.catalog.browse().value.total
    assert found["BELONGS_TO"] == found["SOLD_BY"] == found["Product"]


def test_tables_show_their_columns_and_rules(market: Market) -> None:
    tables = {table.name: table for table in market.insight.tables()}
    products = tables["products"]
    assert [column.name for column in products.columns[:6]] == [
        *("id", "name", "description", "category_id", "seller_id", "price"),
    ]
    assert products.columns[5].type == "numeric(12,2)"
    assert not products.columns[5].required
    assert products.constraints[0] == "PRIMARY KEY (id)"
    assert "CHECK ((stock >= 0))" in products.constraints
    assert products.rows == market.catalog.browse().value.total
    assert products.bytes > 0
    assert products.index_bytes > 0
    assert not any(name.startswith(("yoyo", "_yoyo")) for name in tables)


def test_indexes_are_of_their_kinds(market: Market) -> None:
    indexes = {index.name: index for index in market.insight.indexes()}
    assert indexes["products_search"].kind == "gin"
    assert indexes["product_embeddings_hnsw"].kind == "hnsw"
    assert indexes["product_embeddings_hnsw"].on == "product_embeddings"
    assert indexes["products_pkey"].unique
    assert indexes["deliveries_due"].definition.endswith("WHERE ((delivered_at IS NULL) AND (dead_at IS NULL))")


def test_collections_show_their_validators_and_indexes(market: Market) -> None:
    collections = {each.name: each for each in market.insight.collections()}
    assert list(collections) == ["product_specs", "reviews", "seller_profiles", "user_preferences"]
    reviews = collections["reviews"]
    assert reviews.validator["$jsonSchema"]["properties"]["rating"] == {"bsonType": "int", "minimum": 1, "maximum": 5}
    assert {index.name: (index.kind, index.unique) for index in reviews.indexes} == {
        "_id_": ("btree", True),
        "author": ("btree", False),
        "newest": ("btree", False),
        "one_per_shopper": ("btree", True),
        "product_newest": ("btree", False),
        "words": ("text", False),
    }
    words = next(index for index in reviews.indexes if index.name == "words")
    assert words.definition == "text: text (weight 1), title: text (weight 3)"
    assert {index.name: index.kind for index in collections["product_specs"].indexes}["any_attribute"] == "wildcard"


def test_key_families_name_an_example_and_its_life(market: Market) -> None:
    commands = market.redis.commands
    commands.set("insight_test:{1}", "x", ex=500)
    commands.rpush("insight_test_list:{1}", "a", "b")
    try:
        seen = market.insight.key_families()
    finally:
        commands.unlink("insight_test:{1}", "insight_test_list:{1}")
    families = {family.name: family for family in seen.families}
    found = families["insight_test"]
    assert found.seconds is not None
    assert 490 < found.seconds <= 500
    assert (found.type, found.keys, found.example) == ("string", 1, "insight_test:{1}")
    assert families["insight_test_list"] == KeyFamily(
        name="insight_test_list", meaning="", type="list", keys=1, example="insight_test_list:{1}", seconds=None
    )
    assert seen.scanned == seen.keys == sum(family.keys for family in seen.families)
    assert seen.appendonly


def test_the_look_at_keys_ends_at_its_bound(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"insight_bound:{{{i}}}" for i in range(40)]
    market.redis.commands.mset(dict.fromkeys(names, "x"))
    monkeypatch.setattr(keys, "SCANNED", 7)
    try:
        seen = market.insight.key_families()
    finally:
        market.redis.commands.unlink(*names)
    assert seen.scanned == 7
    assert seen.keys >= 40


def test_the_hit_rate_counts_lookups(market: Market) -> None:
    before = market.insight.key_families()
    market.redis.commands.set("insight_hit", "x")
    for key in ("insight_hit", "insight_hit", "insight_hit", "insight_missing"):
        market.redis.commands.get(key)
    market.redis.commands.unlink("insight_hit")
    after = market.insight.key_families()
    assert after.hits - before.hits >= 3
    assert after.misses - before.misses >= 1
    assert after.hit_rate == after.hits / (after.hits + after.misses)


def test_the_graph_shows_its_constraints_and_indexes(market: Market) -> None:
    graph = market.insight.graph_schema()
    assert [(each.name, each.kind, each.on) for each in graph.constraints] == [
        ("cancelled_order_id", "UNIQUENESS", "(:CancelledOrder {id})"),
        ("category_id", "UNIQUENESS", "(:Category {id})"),
        ("computed_name", "UNIQUENESS", "(:Computed {name})"),
        ("product_id", "UNIQUENESS", "(:Product {id})"),
        ("seller_id", "UNIQUENESS", "(:Seller {id})"),
        ("user_id", "UNIQUENESS", "(:User {id})"),
    ]
    indexes = {index.name: index for index in graph.indexes}
    assert indexes["product_id"].definition == "(:Product {id})"
    assert indexes["user_id"].unique
    assert graph.counts == market.insight.counts("neo4j")


def test_migrations_are_those_of_the_folder(market: Market) -> None:
    assert market.insight.migrations("postgres")[0].name == "0001.schema"
    assert market.insight.migrations("mongo")[0].name == "0001.schema.json"
    neo4j = market.insight.migrations("neo4j")
    assert neo4j[0].name == "0001.schema.cypher"
    assert neo4j[0].applied_at is not None
    assert neo4j[0].applied_at.tzinfo is not None
    assert market.insight.migrations("redis") == []


def test_the_outbox_says_what_waits(market: Market) -> None:
    assert market.insight.outbox() == market.relay.status()
