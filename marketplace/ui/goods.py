"""What to start from beside a product, and what a shopper had in hand last, in little space."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from marketplace.catalog.models import Product
from marketplace.orders.models import Order
from marketplace.ui.html import esc, href
from marketplace.ui.wording import time_html


def bought_last(orders: Iterable[Order], most: int) -> dict[str, datetime]:
    """Products of these orders, the newest first, each once, with when they were bought last."""
    found: dict[str, datetime] = {}
    for order in orders:
        for item in order.items:
            found.setdefault(item.product_id, order.placed_at)
    return dict(list(found.items())[:most])


def trail_html(products: Sequence[Product], pictures: Mapping[str, str], when: Mapping[str, datetime]) -> str:
    """Products as a row of small pictures with their names, and `when` in words."""
    items = "".join(
        f'<li><a data-page href="{esc(href("product", id=product.id))}">'
        f'<span class="am-picture" aria-hidden="true">{pictures.get(product.id, "")}</span>'
        f"<span>{esc(product.name)}{f'<small>{time_html(when[product.id])}</small>' if product.id in when else ''}"
        f"</span></a></li>"
        for product in products
    )
    return f'<ul class="am-trail">{items}</ul>'
