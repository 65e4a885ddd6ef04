"""Where a page of the catalogue goes on from: the product last seen, by what it is sorted by and its id.

To whoever carries it, in an address, it is one word without a meaning. It belongs to one order of the catalogue.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError

from marketplace.catalog.models import MOST_PRICE, Product, Sort

LETTERS = 200
"""Letters of a name that are sorted by: a cursor holds them, and an address is only so long."""

LONGEST = 4000
"""Characters of a cursor that are read."""

Key = int | datetime | Decimal | str | None

COLUMNS: dict[Sort, str] = {
    "popular": "sold",
    "newest": "listed_at",
    "price_up": "price",
    "price_down": "price",
    "name": "name",
}
"""What each order sorts by."""

_Id = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[^\x00]+$")]
_Sold = Annotated[int, Field(ge=0, lt=2**31)]
_Price = Annotated[Decimal, Field(ge=0, le=MOST_PRICE, max_digits=12, decimal_places=2)]
_Name = Annotated[str, Field(max_length=LETTERS, pattern=r"^[^\x00]*$")]
_FORMS: TypeAdapter[Any] = TypeAdapter(
    tuple[Literal["popular"], bool, _Sold, _Id]
    | tuple[Literal["newest"], bool, AwareDatetime, _Id]
    | tuple[Literal["price_up", "price_down"], bool, _Price | None, _Id]
    | tuple[Literal["name"], bool, _Name, _Id]
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """`back`: the page before this product, not the one after it."""

    sort: Sort
    back: bool
    key: Key
    id: str

    @classmethod
    def at(cls, product: Product, sort: Sort, *, back: bool = False) -> Cursor:
        """The cursor that goes on from this product."""
        key = getattr(product, COLUMNS[sort])
        return cls(sort, back, key[:LETTERS] if isinstance(key, str) else key, product.id)

    @classmethod
    def read(cls, text: str | None, sort: Sort) -> Cursor | None:
        """The cursor of this word; None where it is none, or one of another order."""
        if not text or len(text) > LONGEST:
            return None
        try:
            said = base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
            of, back, key, id = _FORMS.validate_json(said, strict=True)
            # Whatever its zone: PostgreSQL knows fewer of them than an address can hold.
            key = key.astimezone(UTC) if isinstance(key, datetime) else key
        except (binascii.Error, ValueError, ValidationError, OverflowError):
            return None
        return cls(of, back, key, id) if of == sort else None

    def __str__(self) -> str:
        said = _FORMS.dump_json((self.sort, self.back, self.key, self.id))
        return base64.urlsafe_b64encode(said).decode().rstrip("=")


def parameters(cursor: Cursor | None) -> dict[str, object]:
    """What `beyond.sql` is told."""
    none: dict[str, object] = {"id": None, "back": False, "letters": LETTERS} | dict.fromkeys(COLUMNS.values())
    if cursor is None:
        return none
    return none | {"id": cursor.id, "back": cursor.back, COLUMNS[cursor.sort]: cursor.key}
