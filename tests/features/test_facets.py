"""Facets: what each value of a filter would leave, under all the others; and suggestions while somebody types."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stall import Stall

from marketplace.catalog.models import BrowseQuery, Filters
from marketplace.market import Market


def _counts(shop: Market, filters: Filters, ids: list[str] | None = None) -> dict[str, dict[str, int]]:
    found = shop.catalog.facets(filters, ids)
    return {name: {value.value: value.products for value in values} for name, values in found.items()}


def test_each_facet_leaves_its_own_filter_out(shop: Market, stall: Stall) -> None:
    craft, other, maker = stall.craft("Glass"), stall.craft("Wood"), stall.maker("Ada")
    cup = stall.product("Cup", craft=craft, maker=maker, price="10.00")
    vase = stall.product("Vase", craft=craft, maker=maker, price="60.00", stock=0)
    bowl = stall.product("Bowl", craft=other, maker=maker, price="25.00")
    stall.product("Elsewhere", price="25.00")
    for id, materials, rating in ((cup, "{glass}", 4.5), (vase, "{glass,lead}", 3.0)):
        stall.execute(
            "INSERT INTO product_facts (product_id, materials, rating, reviews) VALUES (%s, %s, %s, 1)",
            (id, materials, rating),
        )
    all_of_hers = _counts(shop, Filters(seller_id=maker))
    assert all_of_hers["craft"] == {craft: 2, other: 1}
    # Makers have the counts of all there are: the first of many, of whom she may not be one.
    in_both = _counts(shop, Filters(category_id=craft))
    assert in_both["maker"] == {maker: 2}
    assert all_of_hers["price"] == {"-25": 1, "25-50": 1, "50-100": 1}
    assert all_of_hers["rating"] == {"4": 1, "3": 2, "2": 2, "1": 2}
    assert all_of_hers["stock"] == {"1": 2}
    assert all_of_hers["material"] == {"glass": 2, "lead": 1}
    in_glass = _counts(shop, Filters(seller_id=maker, category_id=craft, max_price=50))
    assert in_glass["craft"] == {craft: 1, other: 1}
    assert in_glass["price"] == {"-25": 1, "50-100": 1}
    assert in_glass["material"] == {"glass": 1}
    assert _counts(shop, Filters(seller_id=maker), [bowl, vase])["craft"] == {craft: 1, other: 1}
    assert set().union(*_counts(shop, Filters(seller_id=maker), []).values()) == set()
    browsed = shop.catalog.browse(BrowseQuery(seller_id=maker, min_rating=4)).value
    assert [product.id for product in browsed.items] == [cup]


def test_facts_come_from_the_documents_and_follow_a_review(market: Market) -> None:
    market.catalog.keep_facts()
    found = market.catalog.facets(Filters(category_id="ceramics"))
    assert "porcelain" in {value.value for value in found["material"]}
    reviewed = market.catalog.product("P0001").value
    [[rating, reviews]] = [
        list(row)
        for row in Stall(market).execute("SELECT rating, reviews FROM product_facts WHERE product_id = 'P0001'")
    ]
    assert reviews == reviewed.reviews
    assert rating == pytest.approx(reviewed.rating, abs=0.006)


def test_what_is_typed_is_completed(shop: Market, stall: Stall) -> None:
    craft, maker = stall.craft("Quilting"), stall.maker("Quilla Quiller")
    most = stall.product("Quilted zebra cosy", sold=5)
    other = stall.product("Zebra quilt", sold=3)
    stall.product("Rug", description="Quilts and zebras", sold=9)
    typed = [(one.kind, one.id) for one in shop.search.suggest("quil")]
    assert typed == [("craft", craft), ("maker", maker), ("product", most), ("product", other)]
    assert [one.id for one in shop.search.suggest("Zebra qui")] == [most, other]
    assert [one.id for one in shop.search.suggest("zebra", limit=1)] == [most]
    assert shop.search.suggest("q") == shop.search.suggest("") == []


HOSTILE = [
    "'",
    "\\",
    "%",
    "a & | !b:*",
    "(((",
    "\0",
    "\ud800",
    "'; DROP TABLE products; --",
    "\U0001f9f6" * 99,
    "x" * 5000,
]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
@example("".join(HOSTILE))
def test_whatever_is_typed_is_only_text(shop: Market, typed: str) -> None:
    assert isinstance(shop.search.suggest(typed), list)
    for mode in ("fulltext", "semantic", "hybrid"):
        assert isinstance(shop.search.ranked(typed, mode, limit=3), list)


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("mode", ["fulltext", "semantic", "hybrid"])
def test_what_would_be_an_operator_elsewhere_harms_nothing(shop: Market, stall: Stall, typed: str, mode: str) -> None:
    product = stall.product("Kept")
    assert shop.search.search(typed, mode, limit=3).value.mode == mode  # type: ignore[arg-type]
    assert shop.catalog.product(product).value.name == "Kept"
