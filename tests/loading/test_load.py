"""The whole load, on the shipped catalogue that all tests share: each test leaves it as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import numpy as np
import psycopg
import pytest

from marketplace.accounts.passwords import DEMO_PASSWORD
from marketplace.loading import add_purchases, is_empty, load
from marketplace.loading.graph import load_graph, load_purchases
from marketplace.loading.vectors import load_similar, load_vectors
from marketplace.loading.vectors.content import content, shipped
from marketplace.market import NOWHERE, Market
from marketplace.search.encoder import MODEL, Encoder
from marketplace.statements import Statement

COUNTS = Statement("test", "MATCH ()-[r]->() RETURN type(r) AS kind, count(r) AS n ORDER BY kind")


def graph(market: Market, query: str, **parameters: Any) -> list[dict[str, Any]]:
    return market.graph.read(Statement("test", query), parameters)


def sql(market: Market, query: str, *parameters: Any) -> list[Any]:
    with market.postgres.transaction() as session:
        cursor = session.connection.execute(query.encode(), parameters)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def stray(market: Market) -> Iterator[str]:
    """A shopper with an order of two lines of one product, known to PostgreSQL alone."""
    sql(market, "INSERT INTO users (id, name, location) VALUES ('T-user', 'Test', 'Here')")
    sql(market, "INSERT INTO products (id, name, price, search) VALUES ('T-product', 'Thing', 9.99, '')")
    sql(
        market,
        "INSERT INTO orders (id, user_id, total, placed_at) VALUES ('T-order', 'T-user', 29.97, '2025-05-05 10:00Z')",
    )
    sql(
        market,
        "INSERT INTO order_items VALUES ('T-order', 1, 'T-product', 2, 9.99), ('T-order', 2, 'T-product', 1, 9.99)",
    )
    yield "T-user"
    for table in ("orders", "products", "users"):
        sql(market, f"DELETE FROM {table} WHERE id LIKE 'T-%%'")
    load_graph(market.postgres, market.graph)
    assert graph(market, "MATCH (n) WHERE n.id STARTS WITH 'T-' RETURN n") == []


EDGE = """
MATCH (u:User {id: 'T-user'})-[r:PURCHASED]->(p)
RETURN p.id AS p, r.order_id AS o, r.quantity AS q, r.price AS c, toString(r.at) AS at"""


def test_loading_again_changes_nothing(market: Market) -> None:
    def state() -> tuple[Any, ...]:
        tables = ("products", "orders", "order_items", "product_embeddings", "product_looks")
        return (
            [sql(market, f"SELECT count(*), max(xmin::text::bigint) FROM {table}") for table in tables],
            market.graph.read(COUNTS),
            [market.mongo.database[name].estimated_document_count() for name in ("reviews", "product_specs")],
        )

    load(market, "all")
    before = state()
    report = load(market, "all")
    assert not report.failed
    assert state() == before
    assert [part.name for part in report.parts] == ["relational", "documents", "graph", "vectors"]
    assert report.to_dict()["vectors"]["rows"] == {"vectors": 0, "looks": 0}
    assert not is_empty(market)


def test_the_graph_holds_what_postgres_holds(market: Market) -> None:
    (bought,) = sql(
        market,
        "SELECT count(DISTINCT (o.id, i.product_id)), sum(i.quantity), sum(i.quantity * i.unit_price)::float8 "
        "FROM orders o JOIN order_items i ON i.order_id = o.id WHERE status NOT IN ('cancelled', 'returned')",
    )
    (edges,) = graph(
        market,
        "MATCH ()-[r:PURCHASED]->() RETURN count(r) AS n, sum(r.quantity) AS q, sum(r.quantity * r.price) AS spent",
    )
    assert (edges["n"], edges["q"]) == bought[:2]
    assert edges["spent"] == pytest.approx(bought[2])


def test_an_order_becomes_an_edge_a_product_and_goes_when_it_is_cancelled(market: Market, stray: str) -> None:
    load_graph(market.postgres, market.graph)
    edge = {"p": "T-product", "o": "T-order", "q": 3, "c": 9.99, "at": "2025-05-05T10:00:00Z"}
    assert graph(market, EDGE) == [edge]
    sql(market, "UPDATE order_items SET quantity = 4 WHERE order_id = 'T-order' AND line = 1")
    for _ in range(2):
        assert load_purchases(market.postgres, market.graph, shoppers=[stray]) == 1
        assert graph(market, EDGE) == [edge | {"q": 5}]
    sql(market, "UPDATE orders SET status = 'cancelled' WHERE id = 'T-order'")
    assert load_purchases(market.postgres, market.graph, shoppers=[stray]) == 0
    assert graph(market, EDGE) == []


def test_an_edge_younger_than_the_reading_stays(market: Market, stray: str) -> None:
    load_graph(market.postgres, market.graph)
    relayed = Statement(
        "test",
        "MATCH (u:User {id: 'T-user'}), (p:Product {id: 'T-product'}) "
        "CREATE (u)-[:PURCHASED {order_id: 'T-later', quantity: 1, price: 1.0, at: datetime()}]->(p)",
    )
    market.graph.write(relayed)
    load_purchases(market.postgres, market.graph, shoppers=[stray])
    assert {row["o"] for row in graph(market, EDGE)} == {"T-order", "T-later"}


def test_a_vector_follows_its_text(market: Market, stray: str) -> None:
    assert load_vectors(market.postgres) == 1
    assert load_vectors(market.postgres) == 0
    sql(market, "UPDATE products SET description = 'A lantern for a winter evening' WHERE id = 'T-product'")
    assert load_vectors(market.postgres) == 1
    ((stored,),) = sql(market, "SELECT embedding FROM product_embeddings WHERE product_id = 'T-product'")
    text = content({"name": "Thing", "craft": None, "tags": [], "description": "A lantern for a winter evening"})
    wanted = Encoder().encode([text])[0]
    assert np.asarray(stored.to_numpy() if hasattr(stored, "to_numpy") else stored) == pytest.approx(wanted, abs=1e-5)


def test_the_shipped_vectors_are_those_of_the_shipped_texts(market: Market) -> None:
    assert len(shipped(MODEL)) == 624
    assert shipped("another model") == {}
    rows = sql(
        market,
        "SELECT content_hash, name, description FROM product_embeddings JOIN products ON id = product_id LIMIT 624",
    )
    assert {row[0] for row in rows} == set(shipped(MODEL))


def test_every_product_is_like_eight_others_and_not_itself(market: Market) -> None:
    assert load_similar(market.postgres, market.graph) == 624 * 8
    found = graph(
        market,
        "MATCH (p:Product)-[r:SIMILAR_TO]->(o) "
        "RETURN count(DISTINCT p) AS products, count(r) AS edges, sum(toInteger(p = o)) AS own",
    )
    assert found == [{"products": 624, "edges": 624 * 8, "own": 0}]


def test_a_store_that_is_down_does_not_keep_the_others_from_being_loaded(market: Market) -> None:
    broken = Market({**market.urls, "neo4j": NOWHERE["neo4j"]}, market.settings)
    try:
        report = load(broken, "all")
    finally:
        broken.close()
    problems = {part.name: part.error for part in report.parts}
    assert problems["relational"] is None
    assert problems["documents"] is None
    assert (problems["graph"] or "").startswith("neo4j does not answer")
    assert report.failed


def test_more_purchases_reach_postgres_and_the_graph(market: Market) -> None:
    before = market.graph.read(COUNTS)
    stock = sql(market, "SELECT sum(stock) FROM products")
    report = add_purchases(market, 40, seed=5)
    try:
        assert not report.failed
        assert report.parts[0].rows["orders"] == 40
        (new,) = sql(
            market,
            "SELECT count(DISTINCT o.id), count(*), bool_and(o.placed_at < now()) FROM orders o "
            "JOIN order_items i ON i.order_id = o.id WHERE o.id LIKE 'G%%-%%' AND i.quantity > 0",
        )
        assert new == (40, report.parts[0].rows["items"], True)
        (edges,) = graph(market, "MATCH ()-[r:PURCHASED]->() WHERE r.order_id STARTS WITH 'G' RETURN count(r) AS n")
        (kept,) = sql(
            market,
            "SELECT count(DISTINCT (o.id, i.product_id)) FROM orders o JOIN order_items i ON i.order_id = o.id "
            "WHERE o.id LIKE 'G%%-%%' AND status NOT IN ('cancelled', 'returned')",
        )
        assert edges["n"] == kept[0]
        assert sql(market, "SELECT sum(stock) FROM products") == stock
    finally:
        sql(market, "DELETE FROM orders WHERE id LIKE 'G%%-%%'")
        load(market, "relational")
        load_graph(market.postgres, market.graph)
    assert market.graph.read(COUNTS) == before


def test_a_database_without_even_a_schema_is_empty(market: Market) -> None:
    name = "loading_no_schema"
    with psycopg.connect(market.urls["postgres"], autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {name}")
        try:
            urls = market.urls | {"postgres": urlunsplit(urlsplit(market.urls["postgres"])._replace(path=f"/{name}"))}
            with Market(urls, market.settings) as bare:
                assert is_empty(bare)
                bare.postgres.migrate()
                assert is_empty(bare)
            assert not is_empty(market)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_every_shipped_shopper_has_the_documented_password(market: Market) -> None:
    # A home that was filled before there were passwords gets them with the next load.
    load(market, "relational")
    rows = sql(market, "SELECT count(*), count(password_hash), count(DISTINCT password_hash) FROM users")
    assert rows == [(440, 440, 1)]
    signed_in = market.accounts.sign_in("U0001", DEMO_PASSWORD)
    assert signed_in.session.user_id == "U0001"
    market.accounts.sign_out(signed_in.token)
