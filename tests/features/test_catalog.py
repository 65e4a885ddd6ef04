"""The catalogue: filters, order and paging to the row; what the cache keeps; and what is shown when a store is gone."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stall import Stall, elsewhere

from marketplace.catalog.models import BrowseQuery, Maker, Product, Sort, Specs
from marketplace.errors import InvalidInput, NotFound
from marketplace.market import Market
from marketplace.tracing import recording


@pytest.fixture
def maker(stall: Stall) -> str:
    """A maker with four products, in all ways different: named for what they are asked about."""
    maker = stall.maker("Ada's kiln")
    other = stall.craft("Wood")
    own = stall.craft("Ceramics")
    for name, price, stock, sold, day, tags, craft in (
        ("Bowl", "20.00", 5, 1, 4, ["blue", "gift"], own),
        ("Vase", "10.00", 0, 9, 3, ["blue"], own),
        ("Mug", "30.00", 1, 9, 1, [], other),
        ("Shard", None, 1, 0, 2, ["gift"], None),
    ):
        stall.product(
            name,
            id=f"{maker}-{name}",
            price=price,
            stock=stock,
            sold=sold,
            listed_at=datetime(2026, 1, day, tzinfo=UTC),
            tags=tags,
            craft=craft,
            maker=maker,
        )
    return maker


def _names(shop: Market, **query: object) -> list[str]:
    return [product.name for product in shop.catalog.browse(BrowseQuery.model_validate(query)).value.items]


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("popular", ["Mug", "Vase", "Bowl", "Shard"]),
        ("newest", ["Bowl", "Vase", "Shard", "Mug"]),
        ("price_up", ["Vase", "Bowl", "Mug", "Shard"]),
        ("price_down", ["Mug", "Bowl", "Vase", "Shard"]),
        ("name", ["Bowl", "Mug", "Shard", "Vase"]),
    ],
)
def test_each_order_is_whole_and_ties_go_by_id(shop: Market, maker: str, sort: Sort, names: list[str]) -> None:
    assert _names(shop, seller_id=maker, sort=sort) == names


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"tag": "blue"}, ["Bowl", "Vase"]),
        ({"tag": "Blue"}, []),
        ({"min_price": "20"}, ["Bowl", "Mug"]),
        ({"max_price": "20.00"}, ["Bowl", "Vase"]),
        ({"min_price": "20", "max_price": "20"}, ["Bowl"]),
        ({"in_stock": True}, ["Bowl", "Mug"]),
        ({"in_stock": True, "tag": "blue", "max_price": 25}, ["Bowl"]),
        ({"tag": "none such"}, []),
    ],
)
def test_filters_narrow_together(shop: Market, maker: str, filters: dict[str, object], names: list[str]) -> None:
    assert _names(shop, seller_id=maker, sort="name", **filters) == names


def test_a_page_counts_all_and_the_crafts_under_the_other_filters(shop: Market, maker: str) -> None:
    page = shop.catalog.browse(BrowseQuery(seller_id=maker, size=3)).value
    assert (page.total, page.before, len(page.items)) == (4, 0, 3)
    counts = {craft.name.split()[0]: craft.products for craft in page.crafts if craft.products}
    assert counts == {"Ceramics": 2, "Wood": 1}
    ceramics = next(craft.id for craft in page.crafts if craft.products == 2)
    narrowed = shop.catalog.browse(BrowseQuery(seller_id=maker, category_id=ceramics)).value
    assert narrowed.total == 2
    assert narrowed.crafts == page.crafts


def test_prices_the_wrong_way_round_are_refused(shop: Market) -> None:
    with pytest.raises(InvalidInput, match=r"The lowest price \(2\) is above the highest \(1\)"):
        shop.catalog.browse(BrowseQuery(min_price=Decimal(2), max_price=Decimal(1)))


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=40), field=st.sampled_from(["category_id", "seller_id", "tag"]))
def test_no_filter_is_ever_more_than_a_value(shop: Market, text: str, field: str) -> None:
    try:
        assert shop.catalog.browse(BrowseQuery.model_validate({field: text})).value.items == []
    except InvalidInput:
        assert "\0" in text


def test_a_product_is_whole_and_the_second_time_from_the_cache(shop: Market, stall: Stall) -> None:
    craft, maker = stall.craft("Wood"), stall.maker("Ada")
    bowl = stall.product(
        "Bowl", craft=craft, maker=maker, price="12.30", stock=2, sold=4, tags=["a"], description="Oak."
    )
    first, second = shop.catalog.product(bowl), shop.catalog.product(bowl)
    assert first.value == Product(
        id=bowl,
        name="Bowl",
        description="Oak.",
        category_id=craft,
        category=f"Wood {craft}",
        seller_id=maker,
        seller="Ada",
        price=Decimal("12.30"),
        tags=["a"],
        stock=2,
        sold=4,
        listed_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    assert second.value == first.value
    assert [(served.hit, served.source) for served in (first, second)] == [(False, "postgres"), (True, "redis")]
    assert first.value.for_sale


@pytest.mark.parametrize(("price", "stock"), [(None, 5), ("1.00", 0)])
def test_what_has_no_price_or_no_stock_is_not_for_sale(
    shop: Market, stall: Stall, price: str | None, stock: int
) -> None:
    assert not shop.catalog.product(stall.product(price=price, stock=stock)).value.for_sale


def test_a_dropped_product_is_read_again(shop: Market, stall: Stall) -> None:
    bowl = stall.product(stock=2)
    shop.catalog.product(bowl)
    stall.execute("UPDATE products SET stock = 1 WHERE id = %s", (bowl,))
    assert shop.catalog.product(bowl).value.stock == 2
    shop.catalog.drop([bowl])
    assert shop.catalog.product(bowl).value.stock == 1


def test_a_product_that_is_not_there_is_not_found_and_not_kept(shop: Market, stall: Stall) -> None:
    id = stall.id()
    for _ in range(2):
        with pytest.raises(NotFound, match=f"There is no product with the id '{id}'"):
            shop.catalog.product(id)
    stall.product(id=id)
    assert shop.catalog.product(id).value.id == id


def test_products_come_in_the_order_asked_and_only_the_missing_are_read(shop: Market, stall: Stall) -> None:
    one, two, three = (stall.product(name) for name in ("one", "two", "three"))
    shop.catalog.product(two)
    with recording("test") as run:
        found = shop.catalog.products([three, stall.id("none"), two, one, three])
    assert [product.name for product in found] == ["three", "two", "one", "three"]
    read = next(s for s in run.statements if s.name == "catalog/products.sql")
    assert read.rows == 2
    with recording("test") as again:
        assert shop.catalog.products([one, two]) == [found[2], found[1]]
    assert again.stores == ["redis"]
    assert shop.catalog.products([]) == []


def test_ratings_are_the_mean_of_the_reviews(shop: Market, stall: Stall) -> None:
    bowl, vase = stall.product(), stall.product()
    for stars in (5, 4, 4):
        shop.reviews.write(stall.shopper(), bowl, stars, "Good.")
    found = {product.id: (product.rating, product.reviews) for product in shop.catalog.products([bowl, vase])}
    assert found == {bowl: (4.33, 3), vase: (None, 0)}


def test_a_review_drops_the_cached_rating(shop: Market, stall: Stall) -> None:
    bowl = stall.product()
    assert shop.catalog.product(bowl).value.reviews == 0
    shop.reviews.write(stall.shopper(), bowl, 3, "Fair.")
    assert (shop.catalog.product(bowl).value.rating, shop.catalog.product(bowl).value.reviews) == (3.0, 1)


def test_specs_and_pictures(shop: Market, stall: Stall) -> None:
    bowl, plain = stall.product("Bowl <script>alert('&')</script>"), stall.product("Plain")
    document = {"_id": bowl, "form": "bowl", "palette": ["#a9c4a4"], "attributes": {"height_cm": 7}, "more": 1}
    shop.mongo.database["product_specs"].insert_one(document)

    assert shop.catalog.specs([bowl, plain]) == {
        bowl: Specs(product_id=bowl, form="bowl", palette=["#a9c4a4"], attributes={"height_cm": 7})
    }
    products = shop.catalog.products([bowl, plain])
    pictures = shop.catalog.pictures(products)
    assert list(pictures) == [bowl, plain]
    for svg in pictures.values():
        assert ElementTree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - our own drawing
        assert "<script" not in svg
    with recording("again") as run:
        assert shop.catalog.pictures(products) == pictures
    assert run.stores == ["redis"]


def test_a_maker_with_and_without_a_profile(shop: Market, stall: Stall) -> None:
    ada, grace = stall.maker("Ada"), stall.maker("Grace")
    stall.product(maker=ada)
    shop.mongo.database["seller_profiles"].insert_one({"_id": ada, "story": "Clay."})
    assert shop.catalog.maker(ada) == Maker(
        id=ada,
        name="Ada",
        specialty=None,
        rating=None,
        joined_on=None,
        products=1,
        profile={"_id": ada, "story": "Clay."},
    )
    assert (shop.catalog.maker(grace).products, shop.catalog.maker(grace).profile) == (0, None)
    assert {ada, grace} <= {maker.id for maker in shop.catalog.makers()}
    with pytest.raises(NotFound, match="no maker"):
        shop.catalog.maker(stall.id())


def test_pages_are_kept_until_the_catalogue_is_loaded_anew(shop: Market, stall: Stall) -> None:
    maker = stall.maker("Ada")
    bowl = stall.product("Bowl", maker=maker)
    query = BrowseQuery(seller_id=maker)
    assert [shop.catalog.browse(query).hit for _ in range(2)] == [False, True]
    shop.catalog.product(bowl)
    stall.execute("UPDATE products SET name = 'Dish' WHERE id = %s", (bowl,))
    shop.catalog.forget()
    served = shop.catalog.browse(query)
    assert (served.hit, served.value.items[0].name) == (False, "Dish")
    assert shop.catalog.product(bowl).value.name == "Dish"


def test_without_mongodb_products_show_without_ratings_and_are_not_kept(shop: Market, stall: Stall) -> None:
    maker = stall.maker("Ada")
    bowl = stall.product(maker=maker)
    shop.reviews.write(stall.shopper(), bowl, 5, "Good.")
    with Market.open(elsewhere(shop, "mongo")) as market:
        product = market.catalog.product(bowl).value
        assert (product.rating, product.reviews, product.rating_known) == (None, 0, False)
        [shown] = market.catalog.browse(BrowseQuery(seller_id=maker)).value.items
        assert shown == product
        assert market.catalog.products([bowl]) == [product]
        assert market.catalog.pictures([product])[bowl].startswith("<svg")
        assert market.catalog.maker(maker).profile is None
    served = shop.catalog.product(bowl)
    assert (served.hit, served.value.rating, served.value.rating_known) == (False, 5.0, True)
    assert not shop.catalog.browse(BrowseQuery(seller_id=maker)).hit


def test_without_redis_the_catalogue_works(shop: Market, stall: Stall) -> None:
    maker = stall.maker("Ada")
    bowl = stall.product(maker=maker, stock=3)
    with Market.open(elsewhere(shop, "redis")) as market:
        for _ in range(2):
            served = market.catalog.browse(BrowseQuery(seller_id=maker))
            assert (served.hit, served.source, served.value.total) == (False, "postgres", 1)
            assert market.catalog.product(bowl).value.stock == 3
        market.catalog.drop([bowl])
        market.catalog.forget()
        assert market.catalog.pictures(served.value.items)[bowl].startswith("<svg")
