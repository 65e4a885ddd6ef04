"""Where a trial meets the shop: the shelf that it fills, and the click that comes from it."""

from __future__ import annotations

import streamlit as st

from marketplace.errors import StoreUnavailable
from marketplace.recommendations.models import Strategy
from marketplace.trials.models import Shelf
from marketplace.ui import shopper
from marketplace.ui.failures import unavailable
from marketplace.ui.html import esc, href, linked
from marketplace.ui.opening import market
from marketplace.ui.products import grid
from marketplace.ui.recommended import described

PARTS = "What is chosen for you"


def named(arm: Strategy) -> str:
    """An arm in a word or two."""
    return described(arm)[0]


def shelf(limit: int) -> None:
    """While a trial runs: what this shopper's arm has for them, and the note that they were shown it. Else nothing."""
    try:
        found = market().trials.shelf(shopper.basket(), limit)
    except StoreUnavailable as error:
        # Without PostgreSQL nobody knows whether a trial runs: the shop is as if none did.
        if error.store != "postgres":
            unavailable(PARTS, error)
        return
    if found is None:
        return
    st.header("Chosen for you")
    linked(
        f'<p class="am-quiet">A trial runs here: your list begins with what “{esc(named(found.arm))}” has for you. '
        f'<a data-page href="{esc(href("trial"))}">How it fares</a></p>',
        key="chosen_why",
    )
    notes = {one.product.id: one.reason for one in found.items}
    grid([one.product for one in found.items], key="chosen", notes=notes, shelf=True, came_from=found.token)
    _shown(found)


def arrived(product_id: str) -> None:
    """Note a visit to this product if it comes from a trial's shelf, and take that out of the address."""
    token = st.query_params.get("from")
    if token is None:
        return
    # A copied link, or the page loaded again, is not another click.
    del st.query_params["from"]
    try:
        market().trials.clicked(shopper.basket(), product_id, token)
    except StoreUnavailable:
        # Nobody's page fails because a click could not be counted.
        return


def _shown(found: Shelf) -> None:
    try:
        market().trials.shown(found)
    except StoreUnavailable:
        # Nor because it could not be counted that they saw it.
        return
