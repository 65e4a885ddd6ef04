"""The stores' own modules: values stay values, migrations may meet."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stall import CLOSED, Stall, at_once, elsewhere

import marketplace
from marketplace.errors import InvalidInput, MarketplaceError, StoreUnavailable
from marketplace.market import Market
from marketplace.settings import StoreName
from marketplace.statements import Statement, statement
from marketplace.stores import fuse
from marketplace.stores.graph import Graph
from marketplace.stores.mongo import Mongo, bind
from marketplace.stores.postgres import Postgres
from marketplace.stores.redis import Redis

MIGRATIONS = sorted(path.stem for path in Path(marketplace.__file__).parent.glob("stores/migrations/postgres/*.sql"))

# bind


def test_bind_puts_values_where_their_names_stand() -> None:
    template = {
        "find": "reviews",
        "filter": {"_id": {"$in": {"$param": "ids"}}},
        "sort": [{"$param": "sort"}],
        "limit": 1,
    }
    assert bind(template, {"ids": ["a", "b"], "sort": {"at": -1}, "unused": 1}) == {
        "find": "reviews",
        "filter": {"_id": {"$in": ["a", "b"]}},
        "sort": [{"at": -1}],
        "limit": 1,
    }


@pytest.mark.parametrize(
    "hostile", [{"$gt": ""}, {"a": {"$where": "1"}}, [{"$ne": None}], {"a": [{"b": {"$regex": "."}}]}]
)
def test_bind_refuses_a_value_that_holds_an_operator(hostile: object) -> None:
    with pytest.raises(ValueError, match="holds the operator"):
        bind({"$param": "id"}, {"id": hostile})


def test_bind_wants_every_parameter() -> None:
    with pytest.raises(KeyError, match="id"):
        bind({"_id": {"$param": "id"}}, {})


@given(st.text())
def test_bind_leaves_text_as_it_is(text: str) -> None:
    assert bind({"_id": {"$param": "id"}}, {"id": text}) == {"_id": text}


# migrations


def test_migrating_again_and_at_once_changes_nothing(shop: Market) -> None:
    outcomes = at_once(*[shop.migrate] * 4)
    assert outcomes == [{"postgres": [], "mongo": [], "neo4j": []}] * 4


def test_a_new_database_is_migrated_once_by_many(shop: Market) -> None:
    name = shop.postgres.url.rpartition("/")[2] + "_new"
    with psycopg.connect(shop.postgres.url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
        fresh = [Postgres(f"{shop.postgres.url}_new", max_size=1) for _ in range(4)]
        try:
            outcomes = at_once(*[one.migrate for one in fresh])
            assert sorted(outcomes, key=str) == [MIGRATIONS, [], [], []]
            assert fresh[0].row(Statement("", "SELECT '[1,2]'::vector <=> '[1,2]' AS distance")) == {"distance": 0.0}
        finally:
            for one in fresh:
                one.close()
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


# values that no type holds, and transactions


@pytest.mark.parametrize(
    ("query", "value"),
    [("SELECT %(v)s", "a\0b"), ("SELECT %(v)s", "\ud800"), ("SELECT %(v)s::int", 10**30), ("SELECT %(v)s::int", "one")],
)
def test_a_value_that_a_type_cannot_hold_is_invalid_input(shop: Market, query: str, value: object) -> None:
    with pytest.raises(InvalidInput, match="A value cannot be used"):
        shop.postgres.row(Statement("", query), {"v": value})
    assert shop.postgres.row(Statement("", "SELECT 1 AS one")) == {"one": 1}


def test_a_transaction_that_raises_leaves_nothing(shop: Market, stall: Stall) -> None:
    id = stall.id()

    def begin_and_give_up() -> None:
        with shop.postgres.transaction() as session:
            session.rows(Statement("", "INSERT INTO sellers (id, name) VALUES (%(id)s, 'Ada')"), {"id": id})
            raise InvalidInput("I changed my mind.")

    with pytest.raises(InvalidInput, match="changed my mind"):
        begin_and_give_up()
    assert stall.execute("SELECT 1 FROM sellers WHERE id = %s", (id,)) == []


def test_stock_below_zero_is_refused_by_the_table_itself(shop: Market, stall: Stall) -> None:
    bowl = stall.product(stock=1)
    with pytest.raises(Exception, match="products_stock_check"):
        stall.execute("UPDATE products SET stock = stock - 2 WHERE id = %s", (bowl,))
    assert stall.stock(bowl) == 1


# stores that do not answer

ASK: dict[StoreName, Callable[[], object]] = {
    "postgres": lambda: _asked(Postgres(CLOSED["postgres"]), lambda store: store.version()),
    "mongo": lambda: _asked(Mongo(CLOSED["mongo"]), lambda store: store.run(statement("reviews/latest.json"))),
    "redis": lambda: _asked(Redis(CLOSED["redis"]), lambda store: store.run(statement("carts/add.lua"), ["k"], [1])),
    "neo4j": lambda: _asked(Graph(CLOSED["neo4j"]), lambda store: store.version()),
}


def _asked(store: Any, ask: Callable[[Any], object]) -> object:
    try:
        return ask(store)
    finally:
        store.close()


@pytest.mark.parametrize("store", ASK)
def test_a_store_that_does_not_answer_is_named(store: StoreName) -> None:
    with pytest.raises(
        StoreUnavailable, match=f"{store} does not answer: .+ `marketplace doctor` says what to do"
    ) as lost:
        ASK[store]()
    assert lost.value.store == store


def test_a_url_says_how_long_its_store_is_waited_for() -> None:
    for asked, seconds in (("", 5), ("?connect_timeout=1", 1)):
        postgres = Postgres("postgresql://nobody@127.0.0.1:9/none" + asked)
        assert (postgres.pool.timeout, postgres.pool.kwargs["connect_timeout"]) == (seconds, seconds)
        assert postgres.pool.reconnect_timeout == seconds, "who asks after that makes it try again at once"
        postgres.close()
    for asked, seconds in (("", 4), ("&serverselectiontimeoutms=600", 0.6)):
        mongo = Mongo("mongodb://127.0.0.1:9/none?directConnection=true" + asked)
        assert mongo.client.options.server_selection_timeout == seconds
        mongo.close()
    for asked, seconds in (("", 4), ("?connection_timeout=0.6", 0.6)):
        graph = Graph("bolt://127.0.0.1:9" + asked)
        assert graph.driver._default_workspace_config.max_transaction_retry_time == seconds
        graph.close()


def test_every_way_to_ask_redis_names_it() -> None:
    redis = Redis(CLOSED["redis"])
    for ask in (
        lambda: redis.commands.get("key"),
        lambda: redis.commands.pipeline().get("key").execute(),
        lambda: redis.get_values(["key"]),
        redis.version,
    ):
        with pytest.raises(StoreUnavailable) as lost:
            ask()
        assert lost.value.store == "redis"


def test_migrations_say_which_store_they_could_not_reach(shop: Market) -> None:
    with Market.open(elsewhere(shop, "mongo", "neo4j")) as market:
        outcome = market.migrate()
    assert outcome["postgres"] == []
    assert {store: error.store for store, error in outcome.items() if isinstance(error, StoreUnavailable)} == {
        "mongo": "mongo",
        "neo4j": "neo4j",
    }
    assert all(isinstance(error, MarketplaceError | list) for error in outcome.values())


def test_versions_name_the_servers(shop: Market) -> None:
    assert shop.postgres.version().startswith("18.")
    assert "pgvector 0." in shop.postgres.version()
    assert shop.redis.version().startswith(("Valkey ", "Redis "))
    assert shop.mongo.version().count(".") == 2
    assert shop.graph.version().startswith("5.26.")


@pytest.mark.parametrize("store", ["mongo", "neo4j"])
def test_who_asks_right_after_somebody_waited_in_vain_is_told_at_once(store: StoreName) -> None:
    ask, close = _asking(store)
    try:
        errors = []
        for _ in range(2):
            began = time.monotonic()
            with pytest.raises(StoreUnavailable) as lost:
                ask()
            errors.append((str(lost.value), time.monotonic() - began))
        assert errors[1][0] == errors[0][0]
        assert errors[0][1] > fuse.COSTLY_SECONDS
        assert errors[0][1] > 4 * errors[1][1]
    finally:
        close()


def _asking(store: StoreName) -> tuple[Callable[[], object], Callable[[], None]]:
    if store == "mongo":
        mongo = Mongo(CLOSED["mongo"])
        return lambda: mongo.run(statement("reviews/latest.json")), mongo.close
    graph = Graph(CLOSED["neo4j"])
    return graph.version, graph.close


def test_a_failure_that_came_at_once_is_not_remembered_and_a_store_that_returns_is_asked(monkeypatch: Any) -> None:
    clock = [100.0]
    monkeypatch.setattr(fuse.time, "monotonic", lambda: clock[0])
    one = fuse.Fuse()

    def fail(seconds: float) -> None:
        with one.guard():
            clock[0] += seconds
            raise StoreUnavailable("mongo", "gone")

    def works() -> bool:
        with one.guard():
            return True

    with pytest.raises(StoreUnavailable):
        fail(0.1)
    assert works()
    with pytest.raises(StoreUnavailable):
        fail(4)
    with pytest.raises(StoreUnavailable, match="mongo does not answer: gone"):
        works()
    clock[0] += fuse.BLOWN_SECONDS
    assert works()


def test_who_waited_in_vain_while_others_were_answered_again_keeps_nobody_from_asking(monkeypatch: Any) -> None:
    clock = [100.0]
    monkeypatch.setattr(fuse.time, "monotonic", lambda: clock[0])
    one = fuse.Fuse()

    def fail(*, another_is_answered: bool) -> None:
        with one.guard():
            clock[0] += 4
            if another_is_answered:
                one.answered()
            clock[0] += 1
            raise StoreUnavailable("postgres", "queued too long")

    with pytest.raises(StoreUnavailable, match="queued"):
        fail(another_is_answered=True)
    one.check()
    with pytest.raises(StoreUnavailable, match="queued"):
        fail(another_is_answered=False)
    with pytest.raises(StoreUnavailable, match="queued"):
        one.check()
