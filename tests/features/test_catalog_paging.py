"""Paging through the catalogue by where one is, not by how many came before: nothing twice, nothing left out."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stall import Stall

from marketplace.catalog.cursor import LETTERS, Cursor
from marketplace.catalog.models import BrowseQuery, CataloguePage, Product, Sort
from marketplace.market import Market

ADA = "Ada of the pages"
SORTS: tuple[Sort, ...] = get_args(Sort)
TIED: dict[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from(
        ["Bowl", "bowl", "Bowl 2", "Äpfel", "\U0001f9f6", "x" * LETTERS + "a", "x" * LETTERS + "b"]
    ),
    "price": st.sampled_from([None, "0.00", "9.99", "10.00", "9999999999.99"]),
    "sold": st.integers(0, 2),
    "listed_at": st.sampled_from([datetime(2026, 1, 1, 0, 0, 0, ms, tzinfo=UTC) for ms in (0, 1, 2)]),
}
"""Few values of each, so that many products are alike in what they are sorted by."""

GOODS = st.lists(st.fixed_dictionaries(TIED), max_size=7)


def at_adas(shop: Market) -> tuple[Stall, str]:
    """A stall with a maker who has nothing yet: what she had in another example is gone from the shop."""
    stall = Stall(shop)
    stall.execute("DELETE FROM products WHERE seller_id IN (SELECT id FROM sellers WHERE name = %s)", (ADA,))
    return stall, stall.maker(ADA)


def in_order(products: list[Product], sort: Sort) -> list[str]:
    """The ids as they ought to come."""
    last = Decimal("Infinity")
    keys: dict[Sort, Callable[[Product], Any]] = {
        "popular": lambda one: -one.sold,
        "newest": lambda one: -one.listed_at.timestamp(),
        "price_up": lambda one: last if one.price is None else one.price,
        "price_down": lambda one: last if one.price is None else -one.price,
        "name": lambda one: one.name[:LETTERS],
    }
    return [one.id for one in sorted(products, key=lambda one: (keys[sort](one), one.id))]


def walk(shop: Market, query: BrowseQuery, *, back: bool = False) -> Iterator[CataloguePage]:
    """Every page from this one on, by its neighbours' cursors."""
    cursor = query.cursor
    while True:
        page = shop.catalog.browse(query.model_copy(update={"cursor": cursor})).value
        yield page
        cursor = page.previous if back else page.next
        if cursor is None:
            return


@settings(max_examples=25, deadline=None)
@given(GOODS, st.sampled_from(SORTS), st.integers(1, 3))
def test_each_product_comes_once_in_order_forwards_and_backwards(
    shop: Market, goods: list[dict[str, Any]], sort: Sort, size: int
) -> None:
    stall, maker = at_adas(shop)
    ids = [stall.product(maker=maker, **one) for one in goods]
    wanted = in_order(shop.catalog.products(ids), sort)
    query = BrowseQuery(seller_id=maker, sort=sort, size=size)
    pages = list(walk(shop, query))
    assert [one.id for page in pages for one in page.items] == wanted
    assert [(page.total, page.before) for page in pages] == [(len(ids), size * n) for n in range(len(pages))]
    end = pages[-1].previous
    if end is None:
        assert len(ids) <= size
        return
    earlier = list(walk(shop, query.model_copy(update={"cursor": end}), back=True))
    assert [one.id for page in earlier[::-1] for one in page.items] == wanted[: -len(pages[-1].items)]
    assert earlier[-1].before == 0
    assert all(page.next for page in earlier)


@settings(max_examples=25, deadline=None)
@given(GOODS, st.sampled_from(SORTS), st.integers(1, 2), st.booleans(), st.data())
def test_what_comes_and_goes_meanwhile_repeats_and_hides_nothing(
    shop: Market, goods: list[dict[str, Any]], sort: Sort, size: int, back: bool, data: st.DataObject
) -> None:
    stall, maker = at_adas(shop)
    there = [stall.product(maker=maker, **one) for one in goods]
    query = BrowseQuery(seller_id=maker, sort=sort, size=size)
    if back:
        query = query.model_copy(update={"cursor": list(walk(shop, query))[-1].previous})
    first = there if query.cursor is None else [one.id for page in walk(shop, query, back=True) for one in page.items]
    # Pages that were looked at on the way to the end are kept for a minute: they are of another load now.
    shop.catalog.forget()
    came: list[dict[str, Any]] = data.draw(GOODS)
    gone, seen = [], []
    for page in walk(shop, query, back=back and query.cursor is not None):
        seen += [one.id for one in page.items][:: -1 if back and query.cursor else 1]
        if came:
            stall.product(maker=maker, **came.pop())
        if there and data.draw(st.booleans()):
            gone.append(there.pop(data.draw(st.integers(0, len(there) - 1))))
            stall.execute("DELETE FROM products WHERE id = %s", (gone[-1],))
    assert len(seen) == len(set(seen))
    assert set(first) - set(gone) <= set(seen)


def test_a_page_of_which_all_is_gone_is_empty_and_says_where_it_was(shop: Market, stall: Stall) -> None:
    maker = stall.maker("Ada")
    bowls = [stall.product(f"Bowl {n}", maker=maker) for n in range(3)]
    query = BrowseQuery(seller_id=maker, sort="name", size=1)
    second = list(walk(shop, query))[1]
    shop.catalog.forget()
    for bowl in (bowls[0], bowls[2]):
        stall.execute("DELETE FROM products WHERE id = %s", (bowl,))
    earlier, later = (
        shop.catalog.browse(query.model_copy(update={"cursor": cursor})).value
        for cursor in (second.previous, second.next)
    )
    assert (earlier.items, earlier.total, earlier.before, earlier.previous, earlier.next) == ([], 1, 0, None, None)
    assert (later.items, later.total, later.before, later.previous, later.next) == ([], 1, 1, None, None)


@pytest.mark.parametrize("sort", SORTS)
def test_a_cursor_is_read_as_it_was_written_and_for_its_own_order_alone(shop: Market, stall: Stall, sort: Sort) -> None:
    id = stall.product("Ünï\U0001f9f6 " * 99, price="0.10", id=f"{stall.prefix}-\U0001f9f6 ?&")
    cursor = Cursor.at(shop.catalog.product(id).value, sort, back=True)
    assert Cursor.read(str(cursor), sort) == cursor
    assert str(cursor).isascii()
    assert [other for other in SORTS if Cursor.read(str(cursor), other)] == [sort]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60) | st.binary(max_size=80).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
@example("\ud800")
@example("A" * 9999)
@example(base64.urlsafe_b64encode(b'["newest",false,"0001-01-01T00:00:00+23:59","P"]').decode())
@example(base64.urlsafe_b64encode(b'["newest",false,"9999-12-31T23:59:59-23:59","P"]').decode())
@example(base64.urlsafe_b64encode(b'["newest",false,"2026-01-01T00:00:00","P"]').decode())
@example(base64.urlsafe_b64encode(b'["price_up",false,"1e-99999","P"]').decode())
@example(base64.urlsafe_b64encode(b'["price_up",false,"NaN","P"]').decode())
@example(base64.urlsafe_b64encode(b'["popular",false,99999999999,"P"]').decode())
@example(base64.urlsafe_b64encode(b'["name",false,"\\u0000","P"]').decode())
@example(base64.urlsafe_b64encode(b'["name",false,"\\ud800","P"]').decode())
@example(base64.urlsafe_b64encode(b'["name",false,"a","P\' OR 1=1 --"]').decode())
def test_whatever_stands_for_a_cursor_there_is_a_page(shop: Market, text: str) -> None:
    for sort in SORTS:
        cursor = Cursor.read(text, sort)
        page = shop.catalog.browse(BrowseQuery(sort=sort, cursor=text, size=1)).value
        assert cursor is not None or page.before == 0
