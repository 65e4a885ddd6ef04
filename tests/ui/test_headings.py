"""Headings go down one level at a time, as who reads a page by its headings expects."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest

from marketplace.catalog.models import BrowseQuery
from marketplace.market import Market
from marketplace.settings import STORES

Visit = Callable[..., AppTest]


def levels(app: AppTest) -> list[int]:
    """The levels of all headings, in their order on the page."""
    found: list[int] = []
    for element in app.main:
        if element.type in ("title", "header", "subheader"):
            found.append(int(element.tag[1:]))
        elif element.type == "html":
            found += map(int, re.findall(r"<h([1-6])", element.proto.body))
        elif element.type == "bidi_component" and isinstance(data := json.loads(element.proto.json), str):
            found += map(int, re.findall(r"<h([1-6])", data))
    return found


def in_order(found: list[int]) -> bool:
    """One first heading at the top, and none more than a level below the one before it."""
    return found.count(1) == found[0] == 1 and all(b - a <= 1 for a, b in pairwise(found))


@pytest.mark.parametrize(
    "page",
    [
        "home",
        "catalogue",
        "search",
        "cart",
        "orders",
        "reviews",
        "recommendations",
        "graph",
        "insights",
        "evaluation",
        "simulation",
        "trial",
    ],
)
def test_headings_skip_no_level(page: str, visit: Visit) -> None:
    found = levels(visit(page))
    assert in_order(found), found


@pytest.mark.parametrize("store", STORES)
def test_headings_behind_the_scenes_skip_no_level(store: str, visit: Visit) -> None:
    found = levels(visit("behind_the_scenes", store=store))
    assert in_order(found), found


def test_headings_of_one_product_skip_no_level(visit: Visit, market: Market) -> None:
    titled = next(review for review in market.reviews.latest() if review.title)
    shopper = market.accounts.shoppers(limit=1)[0]
    product = market.catalog.browse(BrowseQuery(in_stock=True)).value.items[0]
    market.carts.add(shopper.id, product.id)
    shown = [
        visit("product", id=titled.product_id),
        visit("reviews", product=titled.product_id),
        visit("reviews", review=titled.id),
        visit("reviews", view="discussed"),
        visit("cart", **{"as": shopper.id}),
    ]
    market.carts.clear(shopper.id)
    assert all(3 in levels(app) for app in shown[:-1])
    assert [in_order(levels(app)) for app in shown] == [True] * 5, [levels(app) for app in shown]
