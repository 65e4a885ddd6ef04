"""Measures the shipped catalogue's pictures anew, for whoever has changed it, how it is drawn, or how it is measured:

`python -m marketplace.loading.looks.shipping`
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any, cast

from marketplace.catalog.models import Specs
from marketplace.loading.load import read
from marketplace.loading.looks import SHIPPED, drawn
from marketplace.loading.vectors.content import content_hash, ship
from marketplace.looks.vector import MEASURE
from marketplace.looks.workers import workers


def shipped_pictures() -> list[str]:
    """The pictures of the shipped catalogue, as SVG."""
    dataset = read(None)
    specs = {one["_id"]: Specs(product_id=one["_id"], **one) for one in dataset.documents["product_specs"]}
    products = dataset.products[["id", "name", "category_id"]].assign(measure=None, picture_hash=None)
    rows = cast("list[dict[str, Any]]", products.to_dict("records"))
    return [one.svg for one in drawn(rows, lambda ids: specs) if one.svg is not None]


def main() -> None:
    """Write the vectors that come with the package."""
    pictures = shipped_pictures()
    with workers() as measured:
        looks = dict(zip(map(content_hash, pictures), measured(pictures), strict=True))
    ship(str(files("marketplace").joinpath(SHIPPED)), MEASURE, looks)


if __name__ == "__main__":
    main()
