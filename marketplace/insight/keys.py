"""Redis looked at: its keys grouped by the name before the first colon or brace, and the figures of INFO."""

from __future__ import annotations

from collections.abc import Iterable

from marketplace.insight.models import KeyFamily, RedisInsight
from marketplace.stores.redis import Redis

SCANNED = 5_000
"""Keys looked at at most. SCAN in steps, never KEYS, which would keep every other client waiting."""

STEP = 1_000

MEANINGS = {
    "cart": "what a shopper means to buy: product and pieces",
    "cart_event": "marks that an order's pieces have left the cart, once",
    "product": "a product as the catalogue shows it",
    "picture": "a product's drawn picture",
    "catalogue": "one page of the catalogue, or the number of its edition",
    "search": "the ranking one search found",
    "vector": "a search's words as 384 numbers",
    "hot_products": "how hot each product was on one day",
    "hot_events": "orders counted in a day's heat, once",
    "recently_viewed": "what a shopper looked at, newest first",
    "views": "the stream of looks at products",
}


def look(redis: Redis) -> RedisInsight:
    """Redis as it is now. Raises StoreUnavailable."""
    info = redis.commands.info()
    names, total = _scan(redis), int(redis.commands.dbsize())
    return RedisInsight(
        families=_families(redis, names),
        keys=total,
        scanned=len(names),
        hits=info["keyspace_hits"],
        misses=info["keyspace_misses"],
        memory_bytes=info["used_memory"],
        commands=info["total_commands_processed"],
        clients=info["connected_clients"],
        uptime_seconds=info["uptime_in_seconds"],
        expired=info["expired_keys"],
        evicted=info["evicted_keys"],
        appendonly=bool(info["aof_enabled"]),
    )


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
