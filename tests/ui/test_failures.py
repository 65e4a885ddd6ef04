"""A store that is down takes its part of a page with it, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import streamlit as st

from marketplace.market import NOWHERE, Market
from marketplace.settings import STORES, StoreName
from marketplace.ui.wording import STORE_NAMES
from ui.conftest import ROOT, Visit, html_of


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


# What Redis still keeps is shown all the same: these ask for what nobody has asked for yet.
ASKED = {
    "catalogue": {"min": "7", "max": "1233"},
    "search": {"q": "an unasked question"},
    "product": {"id": "P0611"},
    "recommendations": {"as": "U0399"},
}
LOST: dict[StoreName, dict[str, set[str]]] = {
    "postgres": {
        "behind_the_scenes": {"What waits between the stores", "PostgreSQL"},
        "cart": set(),
        "catalogue": {"The catalogue"},
        "evaluation": set(),
        "graph": set(),
        "home": {"The window", "The outbox", "The crafts"},
        "insights": {"Who has the same customers"},
        "orders": {"Your orders"},
        "product": {"The page “Product”"},
        "recommendations": set(),
        "reviews": {"Reviews"},
        "search": {"The search form", "The filters", "Search by words", "Search by meaning"},
        "simulation": {"The crafts"},
        "why_a_graph": {"The comparison"},
        "trial": {"The trial"},
    },
    "mongo": {"product": {"Specifications", "Reviews"}, "reviews": {"Reviews"}},
    "redis": {
        "cart": {"The cart"},
        "home": {"What is hot"},
        "recommendations": {"What was looked at last"},
    },
    "neo4j": {
        "graph": {"The graph"},
        "insights": {"What was found", "Who has the same customers"},
        "product": {"What others bought"},
        "recommendations": {"Personal recommendations", "Personal", "Same makers", "Popular"},
        "why_a_graph": {"The comparison"},
    },
}
"""What each page cannot show without a store, by the page. Without PostgreSQL it may be more: what no cache has."""

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


def test_every_page_is_tried() -> None:
    assert sorted(LOST["postgres"]) == PAGES


@pytest.mark.parametrize("store", STORES)
def test_every_page_says_what_it_has_lost_and_shows_the_rest(visit: Visit, market: Market, store: StoreName) -> None:
    market.recommendations.forget(market.accounts.shoppers(limit=1)[0].id)  # or what is kept would be shown
    with without(store):
        app = visit("home")
        for page in PAGES:
            app.switch_page(f"pages/{page}.py")
            app.query_params.clear()
            for name, value in ASKED.get(page, {}).items():
                app.query_params[name] = value
            app.run()
            html = html_of(app)
            told = re.findall(r">([^<>]+) cannot be shown: ([^<>]+) does not answer\.<", html)
            assert not app.exception, page
            assert f"{store} does not answer: " in html, page
            assert f'am-light-down" style="--store:var(--am-{store})"' in html, page
            assert {said for _, said in told} <= {STORE_NAMES[store]}, page
            lost = {what for what, _ in told}
            expected = LOST[store].get(page, set())
            assert lost >= expected if store == "postgres" else lost == expected, (page, lost)
