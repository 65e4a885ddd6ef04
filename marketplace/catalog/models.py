"""What the catalogue tells of a product, a craft and a maker."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

MOST_PRICE = Decimal("9999999999.99")
"""The most that the price's column holds."""

Sort = Literal["popular", "newest", "price_up", "price_down", "name"]


class Model(BaseModel):
    """Frozen, as every answer is: a cached one is shared."""

    model_config = ConfigDict(frozen=True)


class Product(Model):
    """A product with the names of its craft and maker. `price` None: shown, but not for sale."""

    id: str
    name: str
    description: str
    category_id: str | None
    category: str | None
    seller_id: str | None
    seller: str | None
    price: Decimal | None
    tags: list[str]
    stock: int
    sold: int
    listed_at: datetime
    rating: float | None = None
    reviews: int = 0
    rating_known: bool = True
    """False where MongoDB did not answer: such an answer is shown, and not kept."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def for_sale(self) -> bool:
        """Whether one can be bought now."""
        return self.price is not None and self.stock > 0


class Filters(Model):
    """Which products, of the catalogue or of what is found. Empty ones filter nothing; prices are inclusive."""

    category_id: str | None = None
    seller_id: str | None = None
    tag: str | None = None
    min_price: Decimal | None = Field(None, ge=0, le=MOST_PRICE)
    max_price: Decimal | None = Field(None, ge=0, le=MOST_PRICE)
    in_stock: bool = False
    min_rating: float | None = Field(None, ge=1, le=5)
    material: str | None = None

    @property
    def narrow(self) -> bool:
        """Whether anything is filtered at all."""
        return any(getattr(self, name) != field.default for name, field in Filters.model_fields.items())


class BrowseQuery(Filters):
    """One page of the catalogue under filters, in an order. A cursor that cannot be read, or is one of another order,
    is the first page's."""

    sort: Sort = "popular"
    cursor: str | None = Field(None, description="Where to go on from: as another page says it.")
    size: int = Field(24, ge=1, le=100)


class Craft(Model):
    """A category, with how many products it holds."""

    id: str
    name: str
    description: str
    products: int


FacetName = Literal["craft", "maker", "price", "rating", "stock", "material"]


class FacetValue(Model):
    """One value of a filter, and how many products it would leave. A price band is `FROM-TO`, either of which may be
    missing; a rating is that many stars or more."""

    value: str
    label: str
    products: int


class CataloguePage(Model):
    """One page of products, and the crafts under the same other filters.

    `total` is how many there are on all pages, `before` how many on those before this one. `next` and `previous` are
    the cursors of the pages beside it, where there are any.
    """

    items: list[Product]
    total: int
    before: int
    next: str | None
    previous: str | None
    crafts: list[Craft]


class Specs(Model):
    """A product's specifications as MongoDB holds them: `attributes` differ from craft to craft."""

    product_id: str
    form: str | None = None
    materials: list[str] = []
    technique: str | None = None
    colour: str | None = None
    palette: list[str] = []
    attributes: dict[str, Any] = {}


class Maker(Model):
    """A seller: the row PostgreSQL holds, and the profile MongoDB holds (None where there is none)."""

    id: str
    name: str
    specialty: str | None
    rating: Decimal | None
    joined_on: date | None
    products: int
    profile: dict[str, Any] | None = None
