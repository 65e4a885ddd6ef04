"""A cart, and how it was bought, as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marketplace.carts.models import CartLine
from marketplace.ui.checkouts import Step
from marketplace.ui.html import esc, href
from marketplace.ui.wording import STORE_NAMES, milliseconds, money


def line_html(line: CartLine, picture: str, maker: str | None) -> str:
    """A line's picture and name, its price, and what has changed since it was put in."""
    marks = "".join(f'<p class="am-short">{esc(mark)}</p>' for mark in marks_of(line))
    return (
        f'<div class="am-line"><div class="am-picture" aria-hidden="true">{picture}</div><div>'
        f'<a data-page href="{esc(href("product", id=line.product_id))}">{esc(line.name)}</a>'
        f'<p class="am-maker">{esc(maker or "")}</p><p class="am-number">{esc(money(line.price))} each</p>{marks}'
        "</div></div>"
    )


def marks_of(line: CartLine) -> list[str]:
    """What whoever put it in should know of it now, and do about it."""
    marks = []
    if line.price is None:
        marks.append("Not for sale any more: remove it to buy the rest.")
    elif line.available == 0:
        marks.append("Sold out: remove it to buy the rest.")
    elif line.short:
        marks.append(f"Only {line.available} left: take fewer to buy.")
    if line.changed and line.price is not None and line.price_then is not None:
        way = "more" if line.price > line.price_then else "less"
        marks.append(f"Costs {way} than when you put it in: it was {money(line.price_then)}.")
    return marks


def key_html(key: str, fields: Mapping[str, object]) -> str:
    """A hash as Redis' own tool would show it."""
    shown = "\n".join(f'{i}) "{name}" → {value}' for i, (name, value) in enumerate(sorted(fields.items()), 1))
    return f'<div class="am-key"><p><code>HGETALL {esc(key)}</code></p><pre>{esc(shown)}</pre></div>'


def steps_html(steps: Sequence[Step]) -> str:
    """The steps of a checkout as they ran, each with its time."""
    items = "".join(
        f'<li style="--store:var(--am-{step.store})"><span class="am-step"><strong>{esc(step.title)}</strong> '
        f'<span class="am-number">{milliseconds(step.ms)}</span></span>'
        f'<small>{esc(step.words)} <span class="am-store">{STORE_NAMES[step.store]}</span>'
        f"{f' <code>{esc(step.file)}</code>' if step.file else ''}</small></li>"
        for step in steps
    )
    return f'<ol class="am-steps">{items}</ol>'


def life_html(seconds: int) -> str:
    """How long a key has left, to the second."""
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return (
        f'<p class="am-quiet am-number">Forgotten in {hours} h {minutes:02} min {rest:02} s (<code>TTL</code>), '
        "unless it is changed before.</p>"
    )
