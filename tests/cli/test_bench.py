"""`marketplace bench`: the shape of what it says, both sides timed in turns, and nothing left behind."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from cli.conftest import Run
from marketplace.bench.api import ServerFailed, _server
from marketplace.bench.bare import ANY, tool_of
from marketplace.bench.frame import Figures, Operation, measure
from marketplace.bench.operations import OPERATIONS
from marketplace.market import Market
from marketplace.statements import Statement
from marketplace.stores.redis import Redis

TINY = ("--rounds", "2", "--seconds", "0.001")
FIGURES = {"ops_s", "floor_ops_s", "ratio", "p50_ms", "p95_ms", "p99_ms"}

LEFT = Statement(
    "what a stand has left",
    "SELECT (SELECT count(*) FROM products WHERE id LIKE 'bench-%')"
    " + (SELECT count(*) FROM users WHERE id LIKE 'bench-%')"
    " + (SELECT count(*) FROM orders WHERE user_id LIKE 'bench-%') AS n",
)


def test_every_operation_is_measured_and_leaves_nothing(run_json: Callable[..., Any], market: Market) -> None:
    found = run_json("bench", "--rounds", "1", "--seconds", "0.001")
    assert list(found) == list(OPERATIONS)
    for name, figures in found.items():
        assert set(figures) >= FIGURES, name
        assert all(figures[each] > 0 for each in FIGURES), name
        assert figures["p50_ms"] <= figures["p95_ms"] <= figures["p99_ms"], name
    assert found["cart_add"]["tool_ops_s"] > 0
    assert market.postgres.row(LEFT) == {"n": 0}
    assert [key for key in market.redis.commands.scan_iter(count=1000) if "bench-" in key] == []


def test_people_are_told_what_the_floor_is_and_how_far_it_is(run: Run) -> None:
    status, out, told = run("bench", "product_read", *TINY)
    assert status == 0
    assert out.split()[:7] == ["operation", "a", "second", "floor", "ratio", "p50", "ms"]
    assert "Floor: redis-py: GET of the same key, json.loads." in out
    assert told.splitlines() == ["product_read …", "product_read: 2 done"]


def test_an_operation_that_is_none_is_refused(run: Run) -> None:
    status, _, told = run("bench", "product_read", "flying")
    assert status == 1
    assert "There is no operation flying: there are product_read, cart_add," in " ".join(told.split())


def test_both_sides_take_turns_each_prepared_before() -> None:
    did: list[str] = []
    operation = Operation(
        what="ours",
        run=lambda: did.append("ours"),
        floor_is="a floor",
        floor=lambda: did.append("floor"),
        things=10,
        most=2,
        before=lambda: did.append("before"),
        beside=lambda: ("a tool", 12.345),
    )
    told: list[tuple[int, int]] = []
    figures = measure(operation, rounds=3, seconds=1, tell=lambda done, of: told.append((done, of)))
    ours, floor = ["before", "ours", "ours"], ["before", "floor", "floor"]
    assert did == [*floor, *ours, *ours, *floor, *floor, *ours, *ours, *floor, "before"]
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert isinstance(figures, Figures)
    assert (figures.what, figures.floor, figures.tool, figures.tool_ops_s) == ("ours", "a floor", "a tool", 12.3)


def test_a_ratio_of_one_with_itself() -> None:
    def work() -> None:
        sum(range(20_000))

    figures = measure(Operation("x", work, "x", lambda: work()), rounds=7, seconds=0.02)
    assert 0.5 < figures.ratio < 2


def test_what_stands_in_for_the_tool_does_what_it_is_told(market: Market) -> None:
    key = "bench-tool"
    try:
        tool, ops_s = tool_of(market.redis, ["HINCRBY", key, f"n{ANY}", 1], numbers=3, calls=7) or ("", 0)
        assert tool
        assert ops_s > 0
        assert sum(map(int, market.redis.commands.hvals(key))) == 7
        with pytest.raises(Exception, match="wrong number of arguments"):
            tool_of(market.redis, ["HINCRBY", key], numbers=1, calls=1)
    finally:
        market.redis.commands.unlink(key)
    with closing(Redis("redis+cluster://:x@127.0.0.1:9")) as cluster:
        assert tool_of(cluster, ["PING"], numbers=1, calls=1) is None


def test_a_server_that_does_not_start_says_why() -> None:
    with pytest.raises(ServerFailed, match=r"(?s)did not start: .*nothing"), _server("nothing", {}) as connect:
        connect()
