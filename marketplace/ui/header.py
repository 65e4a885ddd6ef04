"""The head of every page: the shop's name, the way around, the stores' lights, who is shopping, and the cart."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import streamlit as st

from marketplace.errors import StoreUnavailable
from marketplace.settings import STORES
from marketplace.ui import shopper, signing_in
from marketplace.ui.html import block, esc
from marketplace.ui.opening import market, shop
from marketplace.ui.wording import STORE_NAMES, milliseconds

LIGHTS_EVERY = "15s"


class Header:
    """Drawn before the page; `finish`, after it, fills in what the page may have changed."""

    def __init__(self, pages: Sequence[st.Page]) -> None:
        shopper.arrive()
        self._cart_page = next((page for page in pages if page.url_path == "cart"), None)
        with st.container(key="am_head"):
            with st.container(key="am_head_top", horizontal=True, vertical_alignment="center"):
                st.page_link(pages[0], label="ArtisanMarket", query_params=_kept())
                with st.container(key="am_lights"):
                    lights()
                who = shopper.me()
                label = f"Shopping as {who.name}" if who else "Shopping as a guest"
                told = "Shop as another, sign in or out"
                if st.button(label, key="am_who", type="tertiary", icon=":material/person:", help=told):
                    signing_in.choose(who)
                self._cart = st.container(key="am_cart_count", width="content")
            with st.container(key="am_nav", horizontal=True):
                for page in pages:
                    if page.visibility == "visible":
                        st.page_link(page, query_params=_kept())
        shopper.show_news()

    def finish(self) -> None:
        """Count the cart, now that the page may have added to it."""
        if self._cart_page is None:
            return
        pieces = None
        with suppress(StoreUnavailable):
            pieces = sum(market().carts.quantities(shopper.basket()).values())
        label = "Cart" if pieces is None else f"Cart ({pieces})"
        with self._cart:
            st.page_link(self._cart_page, label=label, icon=":material/shopping_bag:", query_params=_kept())


@st.fragment(run_every=LIGHTS_EVERY)
def lights() -> None:
    """Four lights, one a store: lit in its colour where it answers. Keeps itself up to date, without a statement."""
    watch = shop().watch
    health = watch.health() if watch else {}
    items = []
    for store in STORES:
        found = health.get(store)
        if found is None:
            state, said = "unknown", "not asked yet"
        elif found.well:
            state, said = "well", f"{found.version}, answers in {milliseconds(found.ms)}"
        else:
            state, said = "down", found.reason or "does not answer"
        name = STORE_NAMES[store]
        items.append(
            f'<li class="am-light am-light-{state}" style="--store:var(--am-{store})" title="{esc(name)}: {esc(said)}">'
            f'<span class="am-hidden">{esc(said)}</span>{esc(name)}</li>'
        )
    block(f'<ul class="am-lights" aria-label="The four stores">{"".join(items)}</ul>')


def _kept() -> dict[str, str]:
    """What every link within the app carries on."""
    named = st.query_params.get("as")
    return {"as": named} if named else {}
