"""One product's page."""

from collections.abc import Iterator

import pytest

from marketplace.accounts.models import Shopper
from marketplace.catalog.models import BrowseQuery, Product
from marketplace.market import Market
from marketplace.ui import attributes, looks
from marketplace.ui.html import esc
from marketplace.ui.wording import money
from ui.conftest import Visit, html_of


@pytest.fixture
def shopper(market: Market) -> Iterator[Shopper]:
    """Somebody whose cart is empty, and is left so."""
    somebody = market.accounts.shoppers(limit=30)[29]
    market.carts.clear(somebody.id)
    yield somebody
    market.carts.clear(somebody.id)


@pytest.fixture
def product(market: Market) -> Product:
    """A product that is plenty."""
    items = market.catalog.browse(BrowseQuery(category_id="ceramics", in_stock=True)).value.items
    return next(product for product in items if product.stock > 5 and product.reviews > 2)


def test_everything_known_of_it_is_there(visit: Visit, market: Market, product: Product) -> None:
    app = visit("product", id=product.id)
    assert not app.exception
    html = html_of(app)
    assert f"<h1>{esc(product.name)}</h1>" in html
    assert esc(product.description) in html
    assert money(product.price) in html
    specs = market.catalog.specs([product.id])[product.id]
    for name, value in attributes.described(specs.attributes):
        assert f"<dt>{esc(name)}</dt><dd>{esc(value)}</dd>" in html
    assert product.seller_id is not None
    maker = market.catalog.maker(product.seller_id)
    assert maker.profile is not None
    assert esc(maker.profile["story"]) in html
    threads = market.reviews.threads(product.id, limit=8)
    assert html.count('<article class="am-review') == len(threads.reviews)
    for hit in market.search.similar(product.id, limit=6):
        assert f"product?id={hit.product.id}" in html
    alike = market.looks.like(product.id, limit=6)
    assert len(alike) == 6
    for one in alike:
        assert f"<p class=am-note>{looks.parts(one)}</p>" in html
    for also in market.recommendations.also_bought(product.id, limit=6):
        assert esc(also.reason) in html


def test_a_look_is_counted_once_a_visit(visit: Visit, market: Market, product: Product, shopper: Shopper) -> None:
    def heat() -> float:
        return dict(market.activity.hot(limit=1000)).get(product.id, 0.0)

    before = heat()
    app = visit("product", id=product.id, **{"as": shopper.id})
    app.run()
    assert heat() == before + 1
    assert market.activity.recently_viewed(shopper.id, 1) == [product.id]


def test_it_goes_into_the_cart_as_often_as_pressed(
    visit: Visit, market: Market, product: Product, shopper: Shopper
) -> None:
    app = visit("product", id=product.id, **{"as": shopper.id})
    app.number_input(key="am_pieces").set_value(2)
    next(button for button in app.button if button.label == "Add to cart").click().run()
    assert market.carts.quantities(shopper.id) == {product.id: 2}
    assert "2 of it in your cart now." in html_of(app)
    app.run()
    assert market.carts.quantities(shopper.id) == {product.id: 2}
    assert "in your cart now" not in html_of(app)


def test_more_than_there_is_is_refused_in_words(
    visit: Visit, market: Market, product: Product, shopper: Shopper
) -> None:
    app = visit("product", id=product.id, **{"as": shopper.id})
    market.carts.add(shopper.id, product.id, min(product.stock, 20))
    next(button for button in app.button if button.label == "Add to cart").click().run()
    assert "Not added." in html_of(app)
    assert market.carts.quantities(shopper.id) == {product.id: min(product.stock, 20)}


def test_what_is_sold_out_cannot_be_bought(visit: Visit, market: Market) -> None:
    products = market.catalog.products([f"P{number:04}" for number in range(1, 700)])
    gone = next(product for product in products if product.stock == 0)
    app = visit("product", id=gone.id)
    assert "The last one has gone." in html_of(app)
    assert not [button for button in app.button if button.label == "Add to cart"]


@pytest.mark.parametrize("query", [{"id": "P999999"}, {}, {"id": "<script>alert(1)</script>"}])
def test_no_such_product_is_said(visit: Visit, query: dict[str, str]) -> None:
    app = visit("product", **query)
    assert not app.exception
    assert app.title[0].value == "No such piece"
    assert "<script" not in html_of(app)
