"""Filters as links, each with how many products it would leave: the same on the catalogue and beside a search."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from marketplace.catalog.facets import Facets
from marketplace.catalog.models import FacetName, Filters
from marketplace.ui import address
from marketplace.ui.html import esc, linked
from marketplace.ui.wording import count

PARAMETERS = ("craft", "maker", "tag", "min", "max", "rating", "stock", "material")
"""What of an address filters."""

MOST = 1_000_000

TITLES: dict[FacetName, str] = {
    "craft": "Craft",
    "maker": "Maker",
    "price": "Price",
    "rating": "Stars",
    "stock": "Stock",
    "material": "Material",
}


def filters(at: Mapping[str, str]) -> Filters:
    """What an address filters by; what cannot be read of it is left out."""
    rating = address.number(at.get("rating"), 1, 5)
    return Filters(
        category_id=at.get("craft"),
        seller_id=at.get("maker"),
        tag=at.get("tag"),
        min_price=_price(at.get("min")),
        max_price=_price(at.get("max")),
        in_stock=at.get("stock") == "1",
        min_rating=None if rating is None else float(rating),
        material=at.get("material"),
    )


def panel(
    found: Facets, at: Mapping[str, str], names: tuple[FacetName, ...], elsewhere: Callable[..., str], *, key: str
) -> None:
    """A row of links a facet, folded away unless one is chosen. A chosen value's link takes it away again."""
    rows, open_ = [], False
    for name in names:
        links = []
        for value in found[name]:
            changes = _changes(name, value.value)
            chosen = all(at.get(parameter) == wanted for parameter, wanted in changes.items())
            open_ = open_ or chosen
            # Said in full: folded away, a link has no text that a program could read out, and none says of what it is.
            said = f"{TITLES[name]}: {value.label}, {count(value.products, 'product')}"
            target = elsewhere(**(dict.fromkeys(changes) if chosen else changes))
            links.append(
                f'<li><a data-page href="{esc(target)}" aria-label="{esc(said)}"'
                f"{' aria-current=true' if chosen else ''}>"
                f"{esc(value.label)} <small>{value.products:,}</small></a></li>"
            )
        if links:
            title = TITLES[name]
            rows.append(
                f'<p class="am-quiet">{title}</p><ul class="am-facet" aria-label="{title}">{"".join(links)}</ul>'
            )
    if rows:
        linked(
            f"<details{' open' if open_ else ''}><summary>Filters, with what each would leave</summary>"
            f"{''.join(rows)}</details>",
            key=key,
        )


def _changes(name: FacetName, value: str) -> dict[str, str | None]:
    if name == "price":
        low, _, high = value.partition("-")
        return {"min": low or None, "max": high or None}
    return {name: value}


def _price(text: str | None) -> Decimal | None:
    whole = address.number(text, 0, MOST)
    return None if whole is None else Decimal(whole)
