"""A cart and its orders as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marketplace.carts.models import CartLine
from marketplace.orders.models import Order
from marketplace.ui.html import esc, href
from marketplace.ui.tables import Html, table_html
from marketplace.ui.wording import money, time_html


def line_html(line: CartLine, picture: str, maker: str | None) -> str:
    """A line's picture and name, its price, and what is wrong with it."""
    short = ""
    if line.price is None:
        short = "not for sale any more"
    elif line.available == 0:
        short = "sold out"
    elif line.short:
        short = f"only {line.available} left"
    return (
        f'<div class="am-line"><div class="am-picture" aria-hidden="true">{picture}</div><div>'
        f'<a data-page href="{esc(href("product", id=line.product_id))}">{esc(line.name)}</a>'
        f'<p class="am-maker">{esc(maker or "")}</p><p class="am-number">{esc(money(line.price))} each</p>'
        f"{f'<p class=am-short>{esc(short)}</p>' if short else ''}</div></div>"
    )


def key_html(key: str, quantities: Mapping[str, int]) -> str:
    """The hash as Redis' own tool would show it."""
    fields = "\n".join(f'{i}) "{id}" → {pieces}' for i, (id, pieces) in enumerate(sorted(quantities.items()), 1))
    return f'<div class="am-key"><p><code>HGETALL {esc(key)}</code></p><pre>{esc(fields)}</pre></div>'


def life_html(seconds: int) -> str:
    """How long a key has left, to the second."""
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return (
        f'<p class="am-quiet am-number">Forgotten in {hours} h {minutes:02} min {rest:02} s (<code>TTL</code>), '
        "unless it is changed before.</p>"
    )


def orders_html(orders: Sequence[Order]) -> str:
    """Orders with their lines, newest first."""
    return table_html(
        ["When", "What", "State", "Sum"],
        [[Html(time_html(order.placed_at)), _items(order), order.status, order.total] for order in orders],
        caption="Latest orders",
    )


def _items(order: Order) -> Html:
    return Html(
        "<br>".join(
            f'{item.quantity} × <a data-page href="{esc(href("product", id=item.product_id))}">{esc(item.name)}</a>'
            for item in order.items
        )
    )
