"""Orders, and how the news of each gets on, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from marketplace.orders.models import Delivery, Order, OrderItem
from marketplace.ui.html import esc, href
from marketplace.ui.wording import DESTINATION_NAMES, STORE_NAMES, count, exactly, milliseconds, money, time_html

KINDS = {"order_placed": "Placed", "order_cancelled": "Cancelled"}


def order_html(order: Order, pictures: Mapping[str, str]) -> str:
    """An order: when, in which state, its lines with their pictures, its sum."""
    lines = "".join(_line(item, pictures.get(item.product_id, "")) for item in order.items)
    pieces = sum(item.quantity for item in order.items)
    return (
        f'<article class="am-order"><header><h2>{time_html(order.placed_at)}</h2>'
        f'<span class="am-state am-state-{order.status}">{order.status}</span>'
        f'<span class="am-quiet"><code>{esc(order.id)}</code></span></header>'
        f"<ul>{lines}</ul>"
        f'<p class="am-sum"><span>{count(pieces, "piece")}</span><strong>{money(order.total)}</strong></p></article>'
    )


def _line(item: OrderItem, picture: str) -> str:
    return (
        f'<li class="am-line"><div class="am-picture" aria-hidden="true">{picture}</div><div>'
        f'<a data-page href="{esc(href("product", id=item.product_id))}">{esc(item.name)}</a>'
        f'<p class="am-number am-quiet">{item.quantity} × {money(item.unit_price)}</p></div></li>'
    )


def news_html(deliveries: Sequence[Delivery]) -> str:
    """Each event of an order, and for each destination how long it took to get there, or that it is on its way."""
    if not deliveries:
        return '<p class="am-quiet">Loaded with the catalogue, not bought here: nobody had to be told.</p>'
    return "".join(_event(list(each)) for _, each in groupby(deliveries, lambda delivery: delivery.sequence))


def _event(deliveries: list[Delivery]) -> str:
    first = deliveries[0]
    told = sum(each.state == "delivered" for each in deliveries)
    name = KINDS.get(first.kind, first.kind.replace("_", " "))
    heading = f"{name}: {told} of {len(deliveries)} have heard" if told < len(deliveries) else f"{name}: all have heard"
    return (
        f'<section class="am-news"><h3 title="{esc(exactly(first.created_at))}">{esc(heading)}</h3>'
        f"<ul>{''.join(map(_delivery, _in_order(deliveries)))}</ul></section>"
    )


def _in_order(deliveries: Iterable[Delivery]) -> list[Delivery]:
    places = list(DESTINATION_NAMES)
    return sorted(deliveries, key=lambda each: places.index(each.destination) if each.destination in places else 99)


def _delivery(delivery: Delivery) -> str:
    name = DESTINATION_NAMES.get(delivery.destination, delivery.destination)
    return (
        f'<li class="am-{delivery.state}" style="--store:var(--am-{delivery.store})">'
        f'<span class="am-store">{esc(name)}</span><span class="am-quiet">{STORE_NAMES[delivery.store]}</span>'
        f'<span class="am-number">{_how(delivery)}</span></li>'
    )


def _how(delivery: Delivery) -> str:
    tries = f"{count(delivery.attempts, 'attempt')} failed"
    error = f'<small title="{esc(delivery.last_error or "")}">{tries}</small>' if delivery.attempts else ""
    if delivery.delivered_at is not None:
        return milliseconds((delivery.delivered_at - delivery.created_at).total_seconds() * 1000) + error
    return ("given up" if delivery.state == "dead" else "on its way") + error


def pages_html(older: str | None, *, first: bool) -> str:
    """Links to older orders, and back to the newest."""
    links = [] if first else [_link(href("orders"), "‹ Newest orders")]
    if older is not None:
        links.append(_link(href("orders", before=older), "Older orders ›"))
    return f'<nav class="am-pages" aria-label="Pages">{"".join(links)}</nav>' if links else ""


def _link(address: str, label: str) -> str:
    return f'<a data-page href="{esc(address)}">{label}</a>'
