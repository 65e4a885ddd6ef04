"""Measures the shipped catalogue's pictures anew, for whoever has changed it, how it is drawn, or how it is measured:

`python -m marketplace.loading.looks.shipping`
"""

from __future__ import annotations

from importlib.resources import files

from marketplace.catalog.models import Specs
from marketplace.loading.load import read
from marketplace.loading.looks import SHIPPED, drawings, drawn
from marketplace.loading.vectors.content import content_hash, ship
from marketplace.looks.measures import measure
from marketplace.looks.pictures import rendered
from marketplace.looks.vector import MEASURE, Vector


def shipped_pictures() -> list[str]:
    """The pictures of the shipped catalogue, as SVG."""
    dataset = read(None)
    specs = {one["_id"]: Specs(product_id=one["_id"], **one) for one in dataset.documents["product_specs"]}
    products = dataset.products[["id", "name", "category_id"]].assign(measure=None, picture_hash=None)
    found, _ = drawings(products.to_dict("records"), lambda ids: specs)  # type: ignore[arg-type]  # keys are text
    return [drawn(one) for one in found]


def main() -> None:
    """Write the vectors that come with the package."""
    looks: dict[str, Vector] = {content_hash(svg): measure(rendered(svg)) for svg in shipped_pictures()}
    ship(str(files("marketplace").joinpath(SHIPPED)), MEASURE, looks)


if __name__ == "__main__":
    main()
