"""A store that is down takes its part of a page with it, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import streamlit as st

from marketplace.market import NOWHERE, Market
from marketplace.settings import StoreName
from marketplace.ui.wording import STORE_NAMES
from ui.conftest import Visit, html_of


@contextmanager
def without(store: StoreName) -> Iterator[None]:
    """The app opened anew with one store where nobody listens; and anew again afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(f"MARKETPLACE_{store.upper()}_URL", NOWHERE[store])
        st.cache_resource.clear()
        try:
            yield
        finally:
            # Also after a failure, or every later test would meet an app without this store.
            st.cache_resource.clear()


@pytest.mark.parametrize(
    ("store", "gone", "still"),
    [
        ("mongo", ["Specifications", "Reviews"], ["Add to cart", "Also bought", "Similar by meaning"]),
        ("neo4j", ["What others bought"], ["Add to cart", "Similar by meaning", "verified"]),
        ("redis", [], ["Add to cart", "Also bought", "Similar by meaning", "verified"]),
    ],
)
def test_a_product_without_one_store(
    visit: Visit, market: Market, store: StoreName, gone: list[str], still: list[str]
) -> None:
    product = next(one for one in market.catalog.browse().value.items if one.stock > 1 and one.reviews)
    with without(store):
        app = visit("product", id=product.id)
        assert not app.exception
        html = html_of(app)
        shown = html + "".join(button.label for button in app.button) + "".join(one.value for one in app.header)
        for part in gone:
            assert f"{part} cannot be shown: {STORE_NAMES[store]} does not answer." in html
        assert html.count("cannot be shown") == len(gone)
        for part in still:
            assert part in shown
        assert f'am-light-down" style="--store:var(--am-{store})"' in html
        assert html.count("am-light am-light-well") == 3


def test_without_postgresql_every_page_says_so(visit: Visit) -> None:
    # What Redis still keeps is shown all the same: these ask for what nobody has asked for yet.
    pages = {"home": {}, "catalogue": {"min": "7", "max": "1233"}, "search": {"q": "an unasked question"}}
    with without("postgres"):
        for page, query in pages.items():
            app = visit(page, **query)
            assert not app.exception
            assert "PostgreSQL does not answer." in html_of(app)
            assert 'am-light-down" style="--store:var(--am-postgres)"' in html_of(app)
