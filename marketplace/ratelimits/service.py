"""Rate limits by the `limits` library: its moving window, its Lua, over our own connections to Redis.

Of the library's three strategies (https://limits.readthedocs.io/en/stable/strategies.html) the moving window is the
exact one: it keeps the time of each of the last N, so no stretch of time, wherever it begins, holds more than N, and
when the next one is free is known to the second. A fixed window is one counter, but lets 2 N through about its edge.
The sliding window counter is two counters, and takes the last window's to have come evenly, which a burst did not. The
price is the log: N numbers for somebody who is at the limit, here at most 600, and forgotten a window after the last.
Times are the asking machine's: machines whose clocks differ by a second are a second less exact.
"""

from __future__ import annotations

import hashlib
import logging
import math
import time
from collections.abc import Mapping
from typing import Any

from limits import RateLimitItemPerSecond
from limits.storage import RedisStorage, Storage
from limits.strategies import MovingWindowRateLimiter

from marketplace.errors import RateLimited, StoreUnavailable
from marketplace.ratelimits.models import POLICIES, Action, Allowance, Policy
from marketplace.statements import Statement
from marketplace.stores.redis import Redis, hash_tag

log = logging.getLogger(__name__)

FAMILY = "rate_limit"
MAX_WHO = 200
"""Characters of a name that a key holds; of a longer one it holds the hash."""


def limit_key(action: Action, who: str) -> str:
    """The Redis key of what somebody did: "rate_limit:{U0001}:search". The braces are a cluster hash tag."""
    return f"{FAMILY}:{_Limit.tail(action, who)}"


class _Limit(RateLimitItemPerSecond):
    """A policy as the library's item, but that its key reads as our keys do."""

    def __init__(self, action: Action, policy: Policy) -> None:
        super().__init__(policy.amount, policy.seconds, namespace=action)

    def key_for(self, *identifiers: bytes | str | float) -> str:
        return self.tail(self.namespace, *map(str, identifiers))

    @staticmethod
    def tail(action: str, who: str) -> str:
        tag = hash_tag(who)
        if len(tag) > MAX_WHO:
            # An escaped name never has this form: it has no percent sign that stands before an s.
            tag = f"{{%sha256:{hashlib.sha256(tag.encode()).hexdigest()}}}"
        return f"{tag}:{action}"


class _Storage(RedisStorage):
    """The library's scripts for one action, run as statements of ours: with our timeouts, traced, on a cluster too."""

    def __init__(self, redis: Redis, action: Action) -> None:
        # Not RedisStorage's: that opens connections of its own.
        Storage.__init__(self)
        self.key_prefix = FAMILY
        acquire = Statement(f"rate limit {action}", self.SCRIPT_ACQUIRE_MOVING_WINDOW.decode())
        look = Statement(f"rate limit {action}: what is left", self.SCRIPT_MOVING_WINDOW.decode())

        def run(statement: Statement) -> Any:
            return lambda keys, arguments: redis.run(statement, keys, arguments)

        self.lua_acquire_moving_window = run(acquire)
        self.lua_moving_window = run(look)

    @property
    def base_exceptions(self) -> type[Exception]:
        return StoreUnavailable


class RateLimits:
    """Ways in ask before they let somebody do something. `who` is a shopper's id, or "address:203.0.113.9".

    Redis keeps the counts, so they hold over all processes. Where it does not answer, everything is allowed: a limit
    protects the shop from haste, and a shop that is closed serves nobody.
    """

    def __init__(self, redis: Redis, policies: Mapping[Action, Policy] = POLICIES) -> None:
        self.policies = policies
        self._limits = {
            action: (_Limit(action, policy), MovingWindowRateLimiter(_Storage(redis, action)))
            for action, policy in policies.items()
        }

    def hit(self, action: Action, who: str) -> Allowance:
        """Count one more, and say what is left. Raises RateLimited, and then counts nothing."""
        item, limiter = self._limits[action]
        try:
            allowed = limiter.hit(item, who)
            allowance = self._left(action, who)
        except StoreUnavailable as error:
            log.warning("%s is not limited: %s", action, error)
            return Allowance(action=action, limit=item.amount, remaining=item.amount, reset_seconds=0)
        if not allowed:
            raise RateLimited(action, item.amount, max(1, allowance.reset_seconds))
        return allowance

    def usage(self, who: str) -> list[Allowance]:
        """What is left of every action, without counting. Raises StoreUnavailable."""
        return [self._left(action, who) for action in self.policies]

    def _left(self, action: Action, who: str) -> Allowance:
        item, limiter = self._limits[action]
        reset, remaining = limiter.get_window_stats(item, who)
        # With none counted the library's window begins now; for a person there is nothing to wait for.
        seconds = math.ceil(reset - time.time()) if remaining < item.amount else 0
        return Allowance(
            action=action,
            limit=item.amount,
            remaining=max(0, remaining),
            reset_seconds=min(max(0, seconds), item.get_expiry()),
        )
