"""Products as cards: a picture, what it is, who made it, what it costs, and whether there is one left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marketplace.catalog.models import Product
from marketplace.ui.failures import degraded
from marketplace.ui.html import esc, href, linked
from marketplace.ui.opening import market
from marketplace.ui.wording import count, money, stars_html

FEW = 3
"""So many left, or fewer, are worth a word."""


def stock_note(product: Product) -> str:
    """Empty where there are plenty; else "2 left", "sold out", "not for sale"."""
    if product.price is None:
        return "not for sale"
    if product.stock == 0:
        return "sold out"
    return f"{product.stock} left" if product.stock <= FEW else ""


def grid(
    products: Sequence[Product],
    *,
    key: str,
    notes: Mapping[str, str] | None = None,
    shelf: bool = False,
    came_from: str | None = None,
) -> None:
    """Cards for these products, in this order. `notes` is a line of plain text under a product, by its id.

    A shelf is smaller: six stand in a row. `came_from` goes along with their links, for a trial to know them by.
    """
    if not products:
        return
    with degraded("Products"):
        pictures = market().catalog.pictures(list(products))
        cards = "".join(
            card(product, pictures[product.id], (notes or {}).get(product.id), came_from) for product in products
        )
        linked(f'<ul class="am-grid{" am-shelf" if shelf else ""}">{cards}</ul>', key=key)


def card(product: Product, picture: str, note: str | None = None, came_from: str | None = None) -> str:
    """One card. The whole of it leads to the product, but only its name is read out as the link."""
    stock = stock_note(product)
    rating = stars_html(product.rating, product.reviews) if product.rating_known else ""
    address = href("product", id=product.id, **{"from": came_from})
    return (
        f'<li class="am-card{"" if product.for_sale else " am-gone"}">'
        f'<div class="am-picture" aria-hidden="true">{picture}</div>'
        f'<div class="am-card-text"><a data-page href="{esc(address)}">{esc(product.name)}</a>'
        f'<p class="am-maker">{esc(product.seller or "")}</p>'
        f'<p class="am-card-line"><span class="am-price">{esc(money(product.price))}</span>'
        f"{f'<span class=am-stock>{esc(stock)}</span>' if stock else ''}</p>{rating}"
        f"{f'<p class=am-note>{esc(note)}</p>' if note else ''}</div></li>"
    )


def how_many(total: int) -> str:
    """ "No products", "1 product", "576 products"."""
    return count(total, "product") if total else "No products"
