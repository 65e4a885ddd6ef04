"""How often: a limited route counts who calls it, and says how much is left.

Headers as in draft-ietf-httpapi-ratelimit-headers-10: `RateLimit-Policy: "search";q=300;w=60` (300 in 60 seconds) and
`RateLimit: "search";r=299;t=60` (299 left, all of it again in 60 seconds).
"""

from __future__ import annotations

from fastapi import Response

from marketplace.api.dependencies import OpenMarket
from marketplace.api.identity import Who
from marketplace.market import Market
from marketplace.ratelimits.models import Action


class Limited:
    """A dependency that counts one more `action` of whoever calls. Raises RateLimited, which is answered with 429."""

    def __init__(self, action: Action) -> None:
        self.action = action

    def __call__(self, market: OpenMarket, who: Who, response: Response) -> None:
        """Count one, and put what is left in the headers of the answer."""
        allowance = market.limits.hit(self.action, who)
        response.headers.update(headers(market, self.action, allowance.remaining, allowance.reset_seconds))


def headers(market: Market, action: Action, remaining: int, seconds: int) -> dict[str, str]:
    """What is left of an action, as headers."""
    policy = market.limits.policies[action]
    return {
        "RateLimit-Policy": f'"{action}";q={policy.amount};w={policy.seconds}',
        "RateLimit": f'"{action}";r={remaining};t={seconds}',
    }
