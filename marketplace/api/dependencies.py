"""What routes ask for, as named types."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Request, Security
from fastapi.security import APIKeyHeader
from pydantic import StringConstraints

from marketplace.errors import MarketplaceError, NotFound
from marketplace.market import Market

ID = StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")
"""Ids are whatever the loaded data calls its rows: any printable text."""

Id = Annotated[str, ID]
ProductId = Annotated[str, ID, Path(description="A product's id.", examples=["P0001"])]
ReviewId = Annotated[str, ID, Path(description="A review's id.", examples=["R00001"])]


class Unidentified(MarketplaceError):
    """A route that acts for a shopper was called without naming one."""

    def __str__(self) -> str:
        return "Name the shopper you act for in the header X-Shopper-Id, for example U0001."


async def _market(request: Request) -> Market:
    market: Market = request.app.state.market
    return market


OpenMarket = Annotated[Market, Depends(_market)]

_header = APIKeyHeader(
    name="X-Shopper-Id",
    scheme_name="Shopper",
    auto_error=False,
    description="A shopper's id, for example U0001. A demonstration: nothing proves that you are who you say.",
)


def _shopper(market: OpenMarket, named: Annotated[str | None, Security(_header)]) -> str:
    if not named:
        raise Unidentified
    try:
        return market.accounts.shopper(named).id
    except NotFound as error:
        raise Unidentified from error


ShopperId = Annotated[str, Depends(_shopper)]
Visitor = ShopperId


async def _who(request: Request) -> str:
    return f"address:{request.client.host if request.client else 'unknown'}"


Who = Annotated[str, Depends(_who)]
