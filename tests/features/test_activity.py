"""What is hot and what was looked at last: Redis alone, by hand-counted heat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from stall import CLOSED, Stall

from marketplace.errors import StoreUnavailable
from marketplace.events.activity import HOT_DAYS_KEPT, TRAIL_LENGTH, Activity, hot_key, trail_key
from marketplace.market import Market
from marketplace.stores.redis import Redis
from marketplace.tracing import recording


@pytest.fixture
def days(shop: Market) -> list[str]:
    """The keys of hot products, today's first, with nothing in them."""
    now = datetime.now(UTC)
    keys = [hot_key(now - timedelta(days=back)) for back in range(-1, HOT_DAYS_KEPT)]
    shop.redis.commands.unlink(*keys)
    return keys[1:]


def test_a_look_counts_one_and_an_order_five(shop: Market, stall: Stall, days: list[str]) -> None:
    bowl, vase, mug = (stall.product() for _ in range(3))
    ada, grace = stall.shopper(), stall.shopper()
    shop.activity.viewed(ada, bowl)
    shop.activity.viewed(grace, bowl)
    shop.activity.viewed(ada, vase)
    shop.activity.ordered(stall.id(), datetime.now(UTC), [mug])
    assert shop.activity.hot() == [(mug, 5.0), (bowl, 2.0), (vase, 1.0)]
    assert shop.activity.hot(limit=1) == [(mug, 5.0)]


def test_heat_adds_up_over_the_days_asked_for_and_ties_go_by_id(shop: Market, stall: Stall, days: list[str]) -> None:
    a, b, c = sorted(stall.product() for _ in range(3))
    redis = shop.redis.commands
    redis.zadd(days[0], {a: 1, b: 2})
    redis.zadd(days[1], {a: 1, c: 4})
    redis.zadd(days[6], {b: 3})
    redis.zadd(days[7], {b: 100})
    assert shop.activity.hot() == [(b, 5.0), (c, 4.0), (a, 2.0)]
    assert shop.activity.hot(days=2) == [(c, 4.0), (a, 2.0), (b, 2.0)]


def test_a_look_is_one_round_trip_and_what_it_writes_expires(shop: Market, stall: Stall, days: list[str]) -> None:
    user, bowl = stall.shopper(), stall.product()
    with recording("test") as run:
        shop.activity.viewed(user, bowl)
    assert [(s.store, s.name) for s in run.statements] == [("redis", "pipeline of 7")]
    redis = shop.redis.commands
    assert HOT_DAYS_KEPT * 86400 - 5 <= redis.ttl(days[0]) <= HOT_DAYS_KEPT * 86400
    assert 30 * 86400 - 5 <= redis.ttl(trail_key(user)) <= 30 * 86400
    [(_, fields)] = redis.xrevrange("views", count=1)
    assert (fields["user_id"], fields["product_id"]) == (user, bowl)
    assert datetime.fromisoformat(fields["at"]).utcoffset() == timedelta(0)


def test_the_trail_is_newest_first_without_repeats_and_cut(shop: Market, stall: Stall) -> None:
    user = stall.shopper()
    for number in [*range(40), 35]:
        shop.activity.viewed(user, f"{number}")
    trail = ["35", "39", "38", "37", "36", *map(str, range(34, 9, -1))]
    assert shop.activity.recently_viewed(user, limit=100) == trail
    assert len(trail) == TRAIL_LENGTH
    assert shop.activity.recently_viewed(user, limit=2) == ["35", "39"]
    assert shop.activity.recently_viewed(stall.shopper()) == []


def test_without_redis_activity_says_so() -> None:
    activity = Activity(Redis(CLOSED["redis"]))
    for ask in (lambda: activity.viewed("u", "p"), activity.hot, lambda: activity.recently_viewed("u")):
        with pytest.raises(StoreUnavailable, match="redis does not answer"):
            ask()
