"""What routes ask for, as named types. Who calls is in identity.py."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from marketplace.market import Market

ID = StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")
"""Ids are whatever the loaded data calls its rows: any printable text."""

Id = Annotated[str, ID]


class Body(BaseModel):
    """What is sent: a number is a number, and neither true nor "1"."""

    model_config = ConfigDict(strict=True)


def _whole(value: object) -> object:
    # JSON knows one kind of number: 2.0 is an integer there (JSON Schema Core, 4.2.3), and none to a strict model.
    return int(value) if isinstance(value, float) and value.is_integer() else value


WHOLE = BeforeValidator(_whole)
"""Behind the bounds of a whole number in a body, so that the document tells the bounds."""
ProductId = Annotated[str, ID, Path(description="A product's id.", examples=["P0001"])]
ReviewId = Annotated[str, ID, Path(description="A review's id.", examples=["R00001"])]


async def _market(request: Request) -> Market:
    market: Market = request.app.state.market
    return market


OpenMarket = Annotated[Market, Depends(_market)]
