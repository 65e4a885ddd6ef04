from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from marketplace.loading.dataset import COLUMNS, Dataset
from marketplace.loading.generator import AS_OF, SCALES, Scale, generate
from marketplace.loading.load import shipped_folder
from marketplace.loading.reader import read_folder


@pytest.fixture(scope="module")
def shipped() -> Iterator[Dataset]:
    with shipped_folder() as folder:
        yield read_folder(folder)


@pytest.fixture(scope="module")
def small(shipped: Dataset) -> Dataset:
    return generate(shipped, SCALES["small"], seed=1)


@pytest.fixture(scope="module")
def grown(shipped: Dataset) -> Dataset:
    return generate(shipped, Scale(2_000, 3_000, 20_000), seed=1)


def test_the_shipped_catalogue(shipped: Dataset) -> None:
    assert len(shipped.categories) == 13
    assert shipped.products["category_id"].value_counts().eq(48).all()
    assert len(shipped.products) == len(shipped.documents["product_specs"]) == 624
    assert len(shipped.users) == len(shipped.documents["user_preferences"]) == 440
    assert len(shipped.sellers) == len(shipped.documents["seller_profiles"])
    assert shipped.notes == []
    assert not shipped.products["name"].duplicated().any()


def test_the_same_seed_is_the_same_data_and_another_is_not(shipped: Dataset, small: Dataset) -> None:
    again, other = generate(shipped, SCALES["small"], seed=1), generate(shipped, SCALES["small"], seed=2)
    for name in COLUMNS:
        pd.testing.assert_frame_equal(small.frame(name), again.frame(name))
    assert not small.orders.equals(other.orders)


@pytest.mark.parametrize("name", ["small", "grown"])
def test_orders_that_could_have_been(name: str, request: pytest.FixtureRequest) -> None:
    data: Dataset = request.getfixturevalue(name)
    assert len(data.orders) == {"small": 6_000, "grown": 20_000}[name]
    lines = data.items.merge(data.orders, left_on="order_id", right_on="id").merge(
        data.products, left_on="product_id", right_on="id", suffixes=("", "_p")
    )
    lines = lines.merge(data.users, left_on="user_id", right_on="id", suffixes=("", "_u"))
    assert len(lines) == len(data.items)
    day = lines["placed_at"].dt.normalize()
    assert (day >= lines["listed_at"].dt.normalize()).all()
    assert (day >= pd.to_datetime(lines["joined_on"], utc=True)).all()
    assert (day <= pd.Timestamp(AS_OF, tz="UTC")).all()
    assert lines["quantity"].between(1, 3).all()
    assert (lines["unit_price_cents"] <= lines["price_cents"]).all()
    assert (lines["unit_price_cents"] > 0).all()
    assert data.orders["placed_at"].is_monotonic_increasing
    young = data.orders["placed_at"] > pd.Timestamp(AS_OF, tz="UTC") - pd.Timedelta(days=1)
    assert set(data.orders.loc[young, "status"]) <= {"paid", "cancelled"}
    kept = lines[lines["status"] != "cancelled"]
    assert data.items.groupby("order_id")["line"].agg(lambda s: s.tolist() == list(range(1, len(s) + 1))).all()
    assert len(kept) > 0.9 * len(lines)


def test_verified_reviews_are_of_what_was_bought_before_and_others_are_not(small: Dataset) -> None:
    lines = small.items.merge(small.orders, left_on="order_id", right_on="id").sort_values("placed_at")
    columns = ["user_id", "product_id", "placed_at", "status"]
    bought: dict[tuple[str, str], tuple[pd.Timestamp, str]] = {}
    for user, product, placed, status in lines[columns].itertuples(index=False):
        bought.setdefault((user, product), (placed, status))
    reviews = small.documents["reviews"]
    assert len(reviews) > 2_500
    for review in reviews:
        order = bought.get((review["user_id"], review["product_id"]))
        assert (order is not None) == review["verified"]
        if order is not None:
            assert order[0] < review["created_at"]
            assert order[1] == "delivered"


def test_shoppers_follow_their_interests(small: Dataset) -> None:
    lines = small.items.merge(small.orders, left_on="order_id", right_on="id")
    craft = lines["product_id"].map(
        small.products.set_index("id")["category_id"].map(small.categories.set_index("id")["name"])
    )
    interests = lines["user_id"].map(small.users.set_index("id")["interests"]).str.split(",")
    fits = np.mean([c in own for c, own in zip(craft, interests, strict=True)])
    # Two to three of thirteen crafts a shopper: by chance it would be a fifth.
    assert fits > 0.55


def test_tails_are_long_and_advent_is_busy(grown: Dataset) -> None:
    sold = grown.items["product_id"].value_counts()
    assert sold.head(len(sold) // 10).sum() > 0.3 * sold.sum()
    placed = grown.orders["user_id"].value_counts()
    assert placed.max() > 6 * placed.median()
    months = grown.orders["placed_at"].dt.month.value_counts()
    assert months.idxmax() == 12


def test_what_is_grown_is_all_different_and_keeps_what_is_shipped(shipped: Dataset, grown: Dataset) -> None:
    assert (len(grown.products), len(grown.users)) == (2_000, 3_000)
    pd.testing.assert_frame_equal(
        grown.products.head(624), shipped.frame("products").reset_index(drop=True), check_dtype=False
    )
    for column in ("id", "name"):
        assert not grown.products[column].duplicated().any()
    assert not grown.users["email"].duplicated().any()
    assert not grown.sellers["name"].duplicated().any()
    assert grown.products["description"].nunique() > 1_990
    assert not grown.products["description"].str.contains("[{}]").any()
    assert len(grown.documents["product_specs"]) == 2_000
    assert set(grown.products["seller_id"]) <= set(grown.sellers["id"])
