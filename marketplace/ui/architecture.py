"""The architecture as a live picture: four stores, what each is for, what it holds now, and what flows between them."""

from __future__ import annotations

import streamlit as st

from marketplace.errors import StoreUnavailable
from marketplace.events.models import RelayStatus
from marketplace.insight.models import Count
from marketplace.settings import STORES, StoreName
from marketplace.ui.failures import degraded
from marketplace.ui.html import block, esc
from marketplace.ui.opening import market, shop
from marketplace.ui.wording import STORE_NAMES, count, milliseconds

REFRESH = "20s"

ROLES: dict[StoreName, tuple[str, str]] = {
    "postgres": ("The truth", "Products, stock and orders. Full text, and with pgvector search by meaning."),
    "mongo": ("What differs", "Reviews with their threads, specifications that no two crafts share, makers' stories."),
    "redis": ("What is now", "Carts that expire, caches, what is hot, who looked at what."),
    "neo4j": ("What connects", "Who bought what, and so what to show whom. A copy: it can be rebuilt."),
}
WORTH_SAYING: dict[StoreName, tuple[str, ...]] = {
    "postgres": ("products", "users", "orders", "order_items", "product_embeddings"),
    "mongo": ("reviews", "product_specs", "seller_profiles", "user_preferences"),
    "redis": (),
    "neo4j": ("User", "Product", "PURCHASED", "SIMILAR_TO"),
}
SAID_AS = {"order_items": "order lines", "product_embeddings": "vectors", "product_specs": "specifications"}
LINES = 5


@st.fragment(run_every=REFRESH)
def picture() -> None:
    """Draw it, and again every now and then: counts and lights are those of the moment."""
    st.header("How the shop is kept")
    watch = shop().watch
    health = watch.health() if watch else {}
    cards = []
    for store in STORES:
        found = health.get(store)
        try:
            held = _held(store, market().insight.counts(store))
        except StoreUnavailable as error:
            held = f'<p class="am-error">{esc(error.reason)}</p>'
        state = "unknown" if found is None else "well" if found.well else "down"
        said = f"{found.version} · {milliseconds(found.ms)}" if found and found.well else "does not answer"
        title, role = ROLES[store]
        cards.append(
            f'<li class="am-node" style="--store:var(--am-{store})"><p class="am-eyebrow">{title}</p>'
            f'<h3 class="am-light am-light-{state}">{STORE_NAMES[store]}</h3><p>{role}</p>{held}'
            f'<p class="am-quiet">{esc(said)}</p></li>'
        )
    block(f'<ul class="am-stores">{"".join(cards)}</ul>')
    _flow()


def _held(store: StoreName, counts: list[Count]) -> str:
    """The figures worth saying, in their order; all there are, largest first, where none are singled out."""
    by_name = {one.name: one.count for one in counts}
    names = WORTH_SAYING[store] or tuple(one.name for one in sorted(counts, key=lambda one: -one.count))
    lines = "".join(
        f"<div><dt>{esc(SAID_AS.get(name, name.replace('_', ' ') if name.islower() else name))}</dt>"
        f"<dd>{by_name[name]:,}</dd></div>"
        for name in names[:LINES]
        if name in by_name
    )
    return f"<dl>{lines}</dl>" if lines else '<p class="am-quiet">Nothing yet.</p>'


def _flow() -> None:
    with degraded("The outbox"):
        outbox = market().insight.outbox()
        block(
            '<p class="am-flow">An order is one transaction in '
            '<b class="am-store" style="--store:var(--am-postgres)">PostgreSQL</b>, with its news in an outbox '
            f"({esc(outbox_said(outbox))}). A relay carries it on: the purchase to "
            '<b class="am-store" style="--store:var(--am-neo4j)">Neo4j</b>, the cart and the caches in '
            '<b class="am-store" style="--store:var(--am-redis)">Redis</b>, the mark “verified purchase” to reviews in '
            '<b class="am-store" style="--store:var(--am-mongo)">MongoDB</b>. A store that is down catches up when it '
            "is back; buying goes on without it.</p>"
        )


def outbox_said(outbox: RelayStatus) -> str:
    """Where its events are: what waits, and what was given up and will not go by itself."""
    said = []
    if outbox.waiting:
        said.append(f"{count(outbox.waiting, 'event')} waiting, the oldest for {outbox.oldest_seconds:.0f} s")
    if outbox.dead:
        said.append(f"{count(outbox.dead, 'event')} given up, to be tried again behind the scenes")
    return "; ".join(said) or "everything is carried on"
