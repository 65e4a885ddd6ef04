"""On a Redis Cluster of three nodes: the same shop, every script, and what happens when nodes go away."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from cluster import cluster, url_of
from redis.exceptions import RedisClusterException
from stall import Stall

from marketplace.carts.keys import cart_key, new_guest
from marketplace.errors import InvalidInput, StoreUnavailable
from marketplace.events.models import Event
from marketplace.insight import keys
from marketplace.market import Market
from marketplace.statements import Statement, statement
from marketplace.stores import redis_clients
from marketplace.stores.redis import Redis, cluster_nodes
from marketplace.tracing import recording

PACKAGE = Path(str(files("marketplace")))
SCRIPTS = sorted(str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.lua"))


@pytest.fixture(scope="module")
def clustered(shop: Market, cluster_url: str) -> Iterator[Market]:
    """The tests' shop, but that its Redis is a cluster."""
    with Market.open(shop.settings.model_copy(update={"redis_url": cluster_url})) as market:
        yield market


@pytest.fixture
def corner(clustered: Market) -> Iterator[Stall]:
    """A stall in it."""
    stall = Stall(clustered)
    yield stall
    stall.close()


# the services


def test_a_shopper_looks_searches_puts_in_the_cart_and_buys(clustered: Market, corner: Stall) -> None:
    bowl, user = corner.product("Quernstone bowl", stock=5), corner.shopper()
    assert [clustered.catalog.product(bowl).hit for _ in range(2)] == [False, True]
    assert [product.id for product in clustered.catalog.products([bowl])] == [bowl]
    searched = [clustered.search.fulltext("quernstone", limit=50) for _ in range(2)]
    assert [served.hit for served in searched] == [False, True]
    assert bowl in [hit.product.id for hit in searched[1].value.hits]
    clustered.activity.viewed(user, bowl)
    clustered.limits.hit("add_to_cart", user)
    clustered.carts.add(user, bowl, 2)
    clustered.orders.checkout(user, clustered.carts.quantities(user), corner.id("key"))
    clustered.relay.drain()
    assert clustered.carts.quantities(user) == {}
    assert clustered.catalog.product(bowl).value.stock == 3
    assert dict(clustered.activity.hot(100))[bowl] == 6.0
    assert {each.name for each in clustered.caches.counts()} >= {"product", "search"}


def test_behind_the_scenes_adds_up_all_nodes(clustered: Market, corner: Stall) -> None:
    for number in range(30):
        clustered.redis.commands.set(f"scenes_test:{{{number}}}", "x", ex=100)
    seen = keys.look(clustered.redis)
    families = {family.name: family for family in seen.families}
    assert families["scenes_test"].keys == 30
    assert seen.scanned == seen.keys == clustered.redis.size()
    assert len(clustered.redis.servers()) == 3
    assert re.fullmatch(r"(Valkey|Redis) [\d.]+, a cluster of 3", clustered.redis.version())
    assert clustered.address("redis").count("127.0.0.1:") == 3


# every script

Scenario = Callable[[Market, Stall], object]


def _add(market: Market, stall: Stall) -> object:
    return market.carts.add(stall.shopper(), stall.product(), 2)


def _change(market: Market, stall: Stall) -> object:
    user, bowl = stall.shopper(), stall.product()
    market.carts.add(user, bowl)
    return market.carts.change(user, bowl, 3)


def _remove_ordered(market: Market, stall: Stall) -> object:
    user, bowl = stall.shopper(), stall.product()
    market.carts.add(user, bowl, 3)
    return market.carts.remove_ordered(user, stall.id(), {bowl: 2})


def _remove(market: Market, stall: Stall) -> object:
    user, bowl = stall.shopper(), stall.product()
    market.carts.add(user, bowl)
    return market.carts.remove(user, bowl)


def _merge(market: Market, stall: Stall) -> object:
    guest, user, bowl = new_guest(), stall.shopper(), stall.product()
    market.carts.add(guest, bowl, 2)
    assert market.carts.merge(guest, user).pieces == 2
    return market.carts.clear(user)


def _heat(market: Market, stall: Stall) -> object:
    return market.activity.ordered(stall.id(), datetime.now(UTC), [stall.product()])


def _read(market: Market, stall: Stall) -> object:
    return market.catalog.product(stall.product())


def _trial(market: Market, stall: Stall) -> object:
    trial, user, bowl = market.trials.start(), stall.shopper(), stall.product()
    items = [{"product_id": bowl, "quantity": 1}]
    placed = datetime.now(UTC) + timedelta(seconds=1)
    payload = {"order_id": stall.id(), "user_id": user, "placed_at": placed.isoformat(), "items": items}
    try:
        assert market.trials.counter.shown(trial, user, [bowl]) == 1
        assert market.trials.counter.clicked(trial, user, bowl)
        for kind in ("order_placed", "order_cancelled"):
            assert market.trials.counter.ordered(trial, [Event(1, kind, kind, 1, payload, placed, 0)]) == 1
        return market.trials.ledger.flush(trial.id)
    finally:
        market.trials.stop(trial.id)
        market.trials.forget(trial.id)


RUN: dict[str, Scenario] = {
    "carts/add.lua": _add,
    "carts/change.lua": _change,
    "carts/merge_begin.lua": _merge,
    "carts/merge_end.lua": _merge,
    "carts/merge_receive.lua": _merge,
    "carts/merge_take.lua": _merge,
    "carts/remove.lua": _remove,
    "carts/remove_ordered.lua": _remove_ordered,
    "events/heat.lua": _heat,
    "stores/lease.lua": _read,
    "stores/settle.lua": _read,
    **{f"trials/{name}.lua": _trial for name in ("cancelled", "clicked", "ordered", "settled", "shown")},
}
"""What runs each Lua file of the package. A new one is to be run here too."""


def test_every_script_is_run_here() -> None:
    assert sorted(RUN) == SCRIPTS


@pytest.mark.parametrize("name", RUN)
def test_a_script_runs_on_the_cluster(clustered: Market, corner: Stall, name: str) -> None:
    clustered.redis.commands.script_flush()
    with recording("unknown to the node") as first:
        RUN[name](clustered, corner)
    with recording("known") as second:
        RUN[name](clustered, corner)
    for run in (first, second):
        assert name in [executed.name for executed in run.statements]
        assert not [executed.error for executed in run.statements if executed.error]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_touches_only_keys_that_it_is_given(name: str) -> None:
    """A key made up inside may live on another node. Those given are looked at by `Redis.run`, each time."""
    text = re.sub(r"--.*", "", statement(name).text)
    given = r"KEYS\[\w+\]"
    aliases = re.findall(rf"local (\w+) = {given}", text)
    touched = re.findall(r"redis\.p?call\(\s*'\w+',\s*([^,)]+)", text)
    assert touched, "no key at all"
    for key in touched:
        assert re.fullmatch(given, key) or key in aliases, key


@pytest.mark.parametrize("kind", ["server", "cluster"])
def test_keys_of_different_nodes_are_refused_everywhere(shop: Market, clustered: Market, kind: str) -> None:
    redis = (shop if kind == "server" else clustered).redis
    two = Statement("two.lua", "return {KEYS[1], KEYS[2]}")
    with pytest.raises(ValueError, match=r"two\.lua: its keys live on different nodes of a cluster: a:\{1\}, a:\{2\}"):
        redis.run(two, ["a:{1}", "a:{2}"])
    with pytest.raises(ValueError, match="different nodes"):
        redis.run_many(two, [(["a:{1}", "b:{1}"], []), (["a:{1}", "a:{2}"], [])])
    assert redis.run(two, ["a:{1}", "b:{1}"]) == ["a:{1}", "b:{1}"]


def test_many_scripts_go_to_all_nodes_in_one_pipeline(redis: Redis) -> None:
    both = Statement("both.lua", "return {KEYS[1], ARGV[1]}")
    redis.commands.script_flush()
    calls = [([f"many:{{{number}}}"], [number]) for number in range(40)]
    for _ in range(2):  # not known to the nodes, then known
        assert redis.run_many(both, calls) == [[f"many:{{{number}}}", str(number)] for number in range(40)]
    assert redis.run_many(both, []) == []
    with recording("test") as run:
        redis.run_many(both, calls)
    assert [(s.name, s.rows) for s in run.statements] == [("40 x both.lua", 40)]


# commands


def test_a_pipeline_goes_to_all_nodes_and_is_one_span(clustered: Market, corner: Stall) -> None:
    keys = [corner.id() for _ in range(20)]
    with recording("test") as run:
        pipeline = clustered.redis.commands.pipeline(transaction=False)
        for number, key in enumerate(keys):
            pipeline.set(key, number, ex=100)
        assert pipeline.execute() == [True] * 20
        assert clustered.redis.get_values([*keys, "none"]) == [*map(str, range(20)), None]
        assert clustered.redis.commands.unlink(*keys) == 20
    assert [(s.name, s.rows) for s in run.statements] == [("pipeline of 20", 20)] * 2
    assert run.statements[0].text.splitlines()[1] == f"SET {keys[1]} 1 EX 100"


def test_a_mistake_of_ours_is_not_taken_for_a_store_that_is_down(clustered: Market) -> None:
    with pytest.raises(RedisClusterException, match="same key slot"):
        clustered.redis.commands.mset({"a": 1, "b": 2})


# addresses


def test_nodes_are_read_from_the_url() -> None:
    assert cluster_nodes("redis+cluster://:secret@one:7000,two:7001,three") == [
        ("one", 7000),
        ("two", 7001),
        ("three", 6379),
    ]
    assert cluster_nodes("redis+cluster://name:p%40ss@[::1]:7000/0") == [("::1", 7000)]


@pytest.mark.parametrize(
    "url", ["redis+cluster://", "redis+cluster://:secret@one:x", "redis+cluster://:p@one:1,,two:2"]
)
def test_an_address_that_is_none_is_told_with_the_setting_and_without_the_password(url: str) -> None:
    with pytest.raises(InvalidInput, match="MARKETPLACE_REDIS_URL") as refused:
        Redis(url)
    assert "secret" not in str(refused.value)


# nodes that go away


def test_a_lost_node_is_told_and_so_is_a_lost_cluster(shop: Market) -> None:
    with cluster() as nodes:
        redis = Redis(url_of(nodes))
        by_node = {
            redis._target(f"lost:{{{number}}}")["target_nodes"].port: f"lost:{{{number}}}" for number in range(50)
        }
        assert len(by_node) == 3
        nodes[1].process.kill()
        nodes[1].process.wait(10)
        for ask in (
            lambda: redis.commands.get(by_node[nodes[1].port]),
            lambda: redis.get_values(list(by_node.values())),
            lambda: redis.run(statement("carts/add.lua"), [by_node[nodes[1].port]], ["p", 1, 9, 9]),
            lambda: redis.run_many(statement("carts/add.lua"), [([key], ["p", 1, 9, 9]) for key in by_node.values()]),
        ):
            with pytest.raises(StoreUnavailable) as lost:
                ask()
            assert lost.value.store == "redis"
        for node in nodes:
            node.process.kill()
            node.process.wait(10)
        with pytest.raises(StoreUnavailable):
            redis.commands.get(by_node[nodes[0].port])
        redis.close()


def test_a_cluster_that_is_not_there_is_told_when_it_is_asked() -> None:
    redis = Redis("redis+cluster://:secret@127.0.0.1:9,127.0.0.1:10")
    for ask in (lambda: redis.commands.get("key"), redis.version, redis.servers, lambda: redis.get_values(["a", "b"])):
        with pytest.raises(StoreUnavailable) as lost:
            ask()
        assert lost.value.store == "redis"
    redis.close()


def test_a_single_server_is_no_cluster_and_says_so(shop: Market) -> None:
    server = shop.address("redis")
    password = shop.redis.url.partition("://:")[2].partition("@")[0]
    redis = Redis(f"redis+cluster://:{password}@{server}")
    with pytest.raises(StoreUnavailable, match="Cluster mode is not enabled"):
        redis.commands.get("key")
    redis.close()


def test_a_server_that_hangs_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(redis_clients.OPTIONS, "socket_timeout", 0.6)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        redis = Redis(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        took = []
        for ask in (
            lambda: redis.commands.get("key"),
            lambda: redis.get_values(["a", "b"]),
            lambda: redis.run(statement("carts/add.lua"), [cart_key("U1")], ["p", 1, 9, 9]),
            redis.version,
        ):
            began = time.monotonic()
            with pytest.raises(StoreUnavailable):
                ask()
            took.append(time.monotonic() - began)
        redis.close()
    assert 0.5 < took[0] < 1.5
    assert max(took[1:]) < 0.1
