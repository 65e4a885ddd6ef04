"""Rate limits: exactly so many win, whoever asks from wherever, and nobody is counted for another."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stall import CLOSED, Stall, at_once

from marketplace.errors import RateLimited
from marketplace.market import Market
from marketplace.ratelimits.models import POLICIES, Allowance, Policy
from marketplace.ratelimits.service import RateLimits, limit_key
from marketplace.stores.redis import Redis
from marketplace.tracing import recording


@pytest.fixture
def limits(redis: Redis) -> RateLimits:
    """Smaller than the shop's, to be reached at once."""
    return RateLimits(redis, {"checkout": Policy(5, 100), "search": Policy(2, 50)})


def test_of_a_hundred_threads_exactly_as_many_win_as_are_allowed(limits: RateLimits, stall: Stall) -> None:
    who = stall.id()
    outcomes = at_once(*[lambda: limits.hit("checkout", who)] * 100)
    won = [one for one in outcomes if isinstance(one, Allowance)]
    refused = [one for one in outcomes if isinstance(one, RateLimited)]
    assert (len(won), len(refused)) == (5, 95)
    assert {(error.action, error.limit, 99 <= error.retry_after <= 100) for error in refused} == {("checkout", 5, True)}


ASKING = """
import sys
from marketplace.errors import RateLimited
from marketplace.ratelimits.models import Policy
from marketplace.ratelimits.service import RateLimits
from marketplace.stores.redis import Redis

limits, won = RateLimits(Redis(sys.stdin.readline().strip()), {"checkout": Policy(5, 100)}), 0
print("ready", flush=True)
sys.stdin.readline()
for _ in range(20):
    try:
        limits.hit("checkout", sys.argv[1])
        won += 1
    except RateLimited:
        pass
print(won)
"""


def test_over_two_processes_exactly_as_many_win(shop: Market, stall: Stall) -> None:
    who = stall.id()
    processes = [
        subprocess.Popen([sys.executable, "-c", ASKING, who], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdin is not None
        assert process.stdout is not None
        # Not as an argument: the password would show in the list of processes.
        process.stdin.write(f"{shop.redis.url}\n")
        process.stdin.flush()
    assert [process.stdout.readline() for process in processes if process.stdout] == ["ready\n"] * 2
    outcomes = [process.communicate("go\n", timeout=60)[0] for process in processes]
    assert sum(map(int, outcomes)) == 5


def test_what_is_left_goes_down_and_a_refusal_says_when_to_come_back(limits: RateLimits, stall: Stall) -> None:
    who = stall.id()
    assert [limits.hit("search", who).remaining for _ in range(2)] == [1, 0]
    with pytest.raises(RateLimited, match=r"^Too many times \(search\): 2 are allowed\. Try again in (49|50) s\.$"):
        limits.hit("search", who)


def test_who_waits_as_long_as_told_is_let_in_and_not_a_moment_before(
    limits: RateLimits, stall: Stall, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, began = stall.id(), time.time()
    clock = [began]
    monkeypatch.setattr("limits.storage.redis.time.time", lambda: clock[0])
    limits.hit("search", who)
    clock[0] += 20
    limits.hit("search", who)
    clock[0] += 5.5
    with pytest.raises(RateLimited) as refused:
        limits.hit("search", who)
    # The first of the two is forgotten 50 s after it was counted, that is in 24.5 s.
    assert refused.value.retry_after == 25
    clock[0] += 24
    with pytest.raises(RateLimited) as refused:
        limits.hit("search", who)
    assert refused.value.retry_after == 1
    clock[0] += 1
    assert limits.hit("search", who) == Allowance(action="search", limit=2, remaining=0, reset_seconds=20)


def test_usage_counts_nothing_and_neither_does_a_refusal(limits: RateLimits, redis: Redis, stall: Stall) -> None:
    who = stall.id()
    for _ in range(3):
        assert [(each.action, each.limit, each.remaining, each.reset_seconds) for each in limits.usage(who)] == [
            ("checkout", 5, 5, 0),
            ("search", 2, 2, 0),
        ]
    limits.hit("search", who)
    limits.hit("search", who)
    key = limit_key("search", who)
    before = redis.commands.lrange(key, 0, -1)
    with pytest.raises(RateLimited):
        limits.hit("search", who)
    assert redis.commands.lrange(key, 0, -1) == before
    assert {each.action: each.remaining for each in limits.usage(who)} == {"checkout": 5, "search": 0}


def test_keys_read_as_they_are_said_to_and_end_with_their_window(
    limits: RateLimits, stall: Stall, redis: Redis
) -> None:
    who = stall.id()
    limits.hit("search", who)
    assert limit_key("search", "U0001") == "rate_limit:{U0001}:search"
    assert limit_key("view", "address:203.0.113.9") == "rate_limit:{address:203.0.113.9}:view"
    assert limit_key("view", "address:2001:db8::1") == "rate_limit:{address:2001:db8::1}:view"
    assert 49 <= redis.commands.ttl(f"rate_limit:{{{who}}}:search") <= 50


HOSTILE = [
    *(
        "",
        "U1",
        "u1",
        "U1}",
        "{U1",
        "{U1}",
        "U1}:search",
        "U1}:checkout",
        "U1:search",
        "}{",
        "{}",
        "U1\n",
        "U1\r\n",
        " U1",
    ),
    *("U1 ", "U1\0", "Ü1", "U\N{COMBINING DIAERESIS}1", "\ud800", "\udc80", "%", "%7B", "{", "*", "\N{SNOWMAN}"),
    *("x" * 10_000, "x" * 10_001, "%sha256:" + "0" * 64),
]


def test_nobody_is_counted_for_another_whatever_they_are_called(limits: RateLimits, stall: Stall) -> None:
    names = [stall.id("") + name for name in HOSTILE] + [name + stall.id("") for name in HOSTILE]
    for name in names:
        assert limits.hit("checkout", name).remaining == 4
        assert limits.hit("search", name).remaining == 1
    for name in names:
        assert [each.remaining for each in limits.usage(name)] == [4, 1]


@given(st.lists(st.text(st.characters()), min_size=2, max_size=2, unique=True))
def test_different_names_have_different_keys(names: list[str]) -> None:
    one, two = (limit_key("search", name) for name in names)
    assert one != two
    for key in (one, two):
        assert key.encode().startswith(b"rate_limit:{")
        assert (key.count("{"), key.count("}")) == (1, 1)
        assert not any(each <= " " for each in key)
        assert len(key) < 250


def test_actions_are_counted_apart(limits: RateLimits, stall: Stall) -> None:
    who = stall.id()
    for _ in range(2):
        limits.hit("search", who)
    assert limits.hit("checkout", who).remaining == 4


def test_each_decision_shows_as_a_statement(limits: RateLimits, stall: Stall) -> None:
    who = stall.id()
    with recording("test") as run:
        limits.hit("search", who)
    assert [(s.store, s.name) for s in run.statements] == [
        ("redis", "rate limit search"),
        ("redis", "rate limit search: what is left"),
    ]
    decided = run.statements[0]
    assert "redis.call('lpush'" in decided.text
    assert decided.parameters["KEYS[1]"] == f"rate_limit:{{{who}}}:search"
    assert decided.rows == 1


def test_without_redis_everything_is_allowed(caplog: pytest.LogCaptureFixture) -> None:
    limits = RateLimits(Redis(CLOSED["redis"]), {"sign_in": Policy(1, 60)})
    for _ in range(3):
        assert limits.hit("sign_in", "U1") == Allowance(action="sign_in", limit=1, remaining=1, reset_seconds=0)
    assert Counter(record.levelname for record in caplog.records) == {"WARNING": 3}
    assert caplog.records[0].message.startswith("sign_in is not limited: redis does not answer")


def test_the_shop_has_a_policy_for_every_action(shop: Market, stall: Stall) -> None:
    assert {each.action: each.limit for each in shop.limits.usage(stall.id())} == {
        action: policy.amount for action, policy in POLICIES.items()
    }
    assert all(policy.amount >= 20 for policy in POLICIES.values())
