"""Redis looked at: its keys grouped by the name before the first colon or brace, and the figures of INFO."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from marketplace.insight.models import KeyFamily, RedisInsight
from marketplace.stores.redis import Redis

SCANNED = 5_000
"""Keys looked at at most. SCAN in steps, never KEYS, which would keep every other client waiting."""

STEP = 1_000

MEANINGS = {
    "cart": "what a shopper means to buy: product and pieces",
    "cart_prices": "what a piece cost when it was put in the cart",
    "cart_taken": "a guest's cart on its way into a shopper's",
    "cart_merges": "guests' carts that are on their way into this one",
    "cart_event": "marks that an order's pieces have left the cart, once",
    "session": "somebody signed in: by the hash of their token",
    "sessions": "where a shopper is signed in",
    "product": "a product as the catalogue shows it",
    "picture": "a product's drawn picture",
    "catalogue": "one page of the catalogue, or the number of its edition",
    "facets": "what each filter of the catalogue, or of a search, would leave",
    "lease": "who is loading an answer for a cache just now",
    "cache_counts": "how often each cache had an answer, and had none",
    "search": "the ranking one search found",
    "vector": "a search's words as 384 numbers",
    "hot_products": "how hot each product was on one day",
    "hot_events": "orders counted in a day's heat, once",
    "recently_viewed": "what a shopper looked at, newest first",
    "trial_counts": "what came of what a trial showed a shopper",
    "trial_shown": "what a trial showed a shopper, and when",
    "trial_orders": "orders that a trial has heard of, once",
    "trial_changed": "whose figures of a trial PostgreSQL has not got yet",
    "rate_limit": "when a shopper or an address did something, newest first",
    "views": "the stream of looks at products",
}


def look(redis: Redis) -> RedisInsight:
    """Redis as it is now. Raises StoreUnavailable."""
    servers = redis.servers()
    names, total = _scan(redis), redis.size()
    return RedisInsight(
        families=_families(redis, names),
        keys=total,
        scanned=len(names),
        hits=_sum(servers, "keyspace_hits"),
        misses=_sum(servers, "keyspace_misses"),
        memory_bytes=_sum(servers, "used_memory"),
        commands=_sum(servers, "total_commands_processed"),
        clients=_sum(servers, "connected_clients"),
        uptime_seconds=min(int(info["uptime_in_seconds"]) for info in servers),
        expired=_sum(servers, "expired_keys"),
        evicted=_sum(servers, "evicted_keys"),
        appendonly=all(info["aof_enabled"] for info in servers),
    )


def _sum(servers: Iterable[Mapping[str, Any]], figure: str) -> int:
    """A figure of the whole cluster; a single server is one of one."""
    return sum(int(info[figure]) for info in servers)


def _scan(redis: Redis) -> set[str]:
    names: set[str] = set()  # SCAN may return a key twice
    for name in redis.commands.scan_iter(count=STEP):
        names.add(name)
        if len(names) >= SCANNED:
            break
    return names


def _families(redis: Redis, names: Iterable[str]) -> list[KeyFamily]:
    grouped: dict[str, list[str]] = {}
    for name in sorted(names):
        grouped.setdefault(family(name), []).append(name)
    if not grouped:
        return []
    pipeline = redis.commands.pipeline(transaction=False)
    for members in grouped.values():
        pipeline.type(members[0])
        pipeline.ttl(members[0])
    replies = iter(pipeline.execute())
    return [
        KeyFamily(
            name=name,
            meaning=MEANINGS.get(name, ""),
            type=next(replies),
            keys=len(members),
            example=members[0],
            seconds=seconds if (seconds := next(replies)) >= 0 else None,
        )
        for name, members in grouped.items()
    ]


def family(key: str) -> str:
    """What a key is of: the name before its first colon ("cart" of "cart:{U0001}")."""
    return key.partition(":")[0]
