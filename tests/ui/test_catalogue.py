"""The catalogue: what the address says is what is shown, and what is chosen is what the address says."""

import re
from decimal import Decimal

import pytest

from marketplace.catalog.cursor import Cursor
from marketplace.catalog.models import BrowseQuery
from marketplace.market import Market
from ui.conftest import Visit, html_of


def shown_ids(html: str) -> list[str]:
    """Ids of the products on the page, in order."""
    cards = html[html.index('<ul class="am-grid') :] if '<ul class="am-grid' in html else ""
    return [part.partition('"')[0].partition("&")[0] for part in cards.split('href="product?id=')[1:]]


def test_the_address_is_what_is_shown(visit: Visit, market: Market) -> None:
    app = visit("catalogue", craft="glass", max="60", stock="1", sort="price_up")
    assert not app.exception
    query = BrowseQuery(category_id="glass", max_price=Decimal(60), in_stock=True, sort="price_up")
    wanted = market.catalog.browse(query).value
    assert shown_ids(html_of(app)) == [product.id for product in wanted.items]
    assert app.caption[0].value.startswith(f"{wanted.total} products")
    assert app.number_input(key="am_cat_max").value == 60
    assert app.toggle(key="am_cat_stock").value is True
    assert app.selectbox(key="am_cat_sort").value == "price_up"


def test_what_is_chosen_is_in_the_address_from_the_first_page_on(visit: Visit, market: Market) -> None:
    second = market.catalog.browse(BrowseQuery(category_id="wood")).value.next
    app = visit("catalogue", craft="wood", cursor=str(second))
    app.toggle(key="am_cat_stock").set_value(True).run()
    assert dict(app.query_params) == {"craft": "wood", "stock": "1"}
    maker = market.catalog.browse(BrowseQuery(category_id="wood")).value.items[0].seller_id
    app.selectbox(key="am_cat_maker").set_value(maker).run()
    assert dict(app.query_params) == {"craft": "wood", "stock": "1", "maker": maker}
    wanted = market.catalog.browse(BrowseQuery(category_id="wood", seller_id=maker, in_stock=True)).value
    assert shown_ids(html_of(app)) == [product.id for product in wanted.items]


def test_pages_follow_one_another_without_overlap(visit: Visit, market: Market) -> None:
    shown = market.catalog.browse().value
    first, second = visit("catalogue"), visit("catalogue", cursor=str(shown.next))
    assert len(shown_ids(html_of(first))) == len(shown_ids(html_of(second))) == 24
    assert not set(shown_ids(html_of(first))) & set(shown_ids(html_of(second)))
    assert first.caption[0].value == f"{shown.total} products · 1 to 24"
    assert second.caption[0].value == f"{shown.total} products · 25 to 48"
    assert f'href="catalogue?cursor={shown.next}" aria-label="Next page"' in html_of(first)
    assert 'aria-label="Previous page"' not in html_of(first)
    back = re.search(r'href="catalogue\?cursor=([\w-]+)" aria-label="Previous page"', html_of(second))
    assert back is not None
    assert shown_ids(html_of(visit("catalogue", cursor=back[1]))) == shown_ids(html_of(first))


def test_state_survives_leaving_the_page(visit: Visit) -> None:
    app = visit("catalogue", craft="leather", min="50")
    before = shown_ids(html_of(app))
    app.query_params.clear()
    app.switch_page("pages/search.py").run()
    app.query_params.clear()
    app.switch_page("pages/catalogue.py").run()
    assert dict(app.query_params) == {"craft": "leather", "min": "50"}
    assert shown_ids(html_of(app)) == before


def test_clear_all_clears_all(visit: Visit, market: Market) -> None:
    app = visit("catalogue", craft="leather", min="50")
    app.button(key="am_cat_clear").click().run()
    assert dict(app.query_params) == {}
    assert app.caption[0].value.startswith(f"{market.catalog.browse().value.total} products")


@pytest.mark.parametrize(
    "query",
    [
        {"cursor": "x"},
        {"cursor": "\U0001f9f6 &=%00"},
        {"cursor": str(Cursor("name", False, "", "P0001"))},
        {"min": "1e9"},
        {"max": "٣"},
        {"sort": "'; DROP TABLE products"},
        {"stock": "maybe"},
    ],
)
def test_what_cannot_be_read_of_an_address_is_left_out(visit: Visit, market: Market, query: dict[str, str]) -> None:
    app = visit("catalogue", **query)
    assert not app.exception
    assert shown_ids(html_of(app)) == [product.id for product in market.catalog.browse().value.items]


def test_nothing_found_past_the_end_and_upside_down_prices_are_said(visit: Visit) -> None:
    assert "Nothing found." in html_of(visit("catalogue", tag="<b>no such tag</b>"))
    past = html_of(visit("catalogue", sort="name", cursor=str(Cursor("name", False, "\U0001f9f6", "P1"))))
    assert "Past the end." in past
    assert 'href="catalogue?sort=name" aria-label="First page"' in past
    assert "is above the highest" in html_of(visit("catalogue", min="90", max="10"))
    assert "<b>no such" not in html_of(visit("catalogue", tag="<b>no such tag</b>"))
