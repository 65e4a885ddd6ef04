"""What routes ask for, as named types. Who calls is in identity.py."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Request
from pydantic import BaseModel, ConfigDict, StringConstraints

from marketplace.market import Market


class Body(BaseModel):
    """What is sent: a number is a number, and neither true nor "1"."""

    model_config = ConfigDict(strict=True)


ID = StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")
"""Ids are whatever the loaded data calls its rows: any printable text."""

Id = Annotated[str, ID]
ProductId = Annotated[str, ID, Path(description="A product's id.", examples=["P0001"])]
ReviewId = Annotated[str, ID, Path(description="A review's id.", examples=["R00001"])]


async def _market(request: Request) -> Market:
    market: Market = request.app.state.market
    return market


OpenMarket = Annotated[Market, Depends(_market)]
