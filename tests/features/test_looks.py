"""Looks like this: the nearest are the nearest, each with its parts; and a stall's pictures are found by an upload."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from looks.drawn import disc, file, rod, thing
from PIL import Image
from stall import Stall, elsewhere

from marketplace.errors import InvalidInput, StoreUnavailable
from marketplace.looks import service
from marketplace.looks.measures import measure
from marketplace.looks.vector import DIMENSION, PARTS, Vector
from marketplace.market import Market

RUST, GREEN = (50, 45, 35), (50, -45, 35)


def put(stall: Stall, name: str, look: Vector | Image.Image) -> str:
    """A product with this look, or with that of this picture."""
    product = stall.product(name)
    vector = measure(look) if isinstance(look, Image.Image) else look
    stall.execute("INSERT INTO product_looks VALUES (%s, 'test', '', %s)", (product, vector))
    return product


@pytest.fixture
def pictures(stall: Stall) -> Iterator[dict[str, str]]:
    """Products by what their pictures show; the shop has no other looks."""
    shown = {
        "rust disc": thing(disc, RUST),
        "green disc": thing(disc, GREEN),
        "rust rod": thing(rod, RUST),
        "green rod": thing(rod, GREEN),
        "rust striped disc": thing(disc, RUST, stripes=16),
    }
    yield {name: put(stall, name, picture) for name, picture in shown.items()}
    stall.execute("DELETE FROM product_looks")


def brute(vectors: dict[str, Vector], query: Vector) -> list[str]:
    return sorted(vectors, key=lambda id: (-float(vectors[id] @ query), id))


@pytest.mark.parametrize("few", [service.FEW, 0], ids=["all compared", "by the index"])
def test_the_nearest_are_those_of_brute_force(
    shop: Market, stall: Stall, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "FEW", few)
    rng = np.random.default_rng(7)
    vectors: dict[str, Vector] = {}
    try:
        for number in range(60):
            vector = rng.gamma(0.4, size=DIMENSION)
            for part in PARTS.values():
                stretch = slice(part.start, part.start + part.length)
                vector[stretch] *= np.sqrt(part.weight) / np.linalg.norm(vector[stretch])
            vectors[put(stall, f"Thing {number}", vector.astype(np.float32))] = vector.astype(np.float32)
        for product in list(vectors)[:5]:
            others = {id: vector for id, vector in vectors.items() if id != product}
            found = shop.looks.like(product, limit=10)
            assert [one.product.id for one in found] == brute(others, vectors[product])[:10]
            for one in found:
                assert one.score == pytest.approx(float(others[one.product.id] @ vectors[product]), abs=1e-5)
                for name, part in PARTS.items():
                    stretch = slice(part.start, part.start + part.length)
                    likeness = float(others[one.product.id][stretch] @ vectors[product][stretch]) / part.weight
                    assert getattr(one.parts, name) == pytest.approx(likeness, abs=1e-5)
    finally:
        stall.execute("DELETE FROM product_looks")


def test_a_product_is_told_in_what_another_is_like_it(shop: Market, pictures: dict[str, str]) -> None:
    found = {one.product.name: one.parts for one in shop.looks.like(pictures["rust disc"])}
    assert set(found) == set(pictures) - {"rust disc"}
    assert found["green disc"].form > 0.95 > found["rust rod"].form
    assert found["rust rod"].colour > 0.9 > found["green disc"].colour
    assert found["green disc"].texture > 0.9 > found["rust striped disc"].texture
    assert len(shop.looks.like(pictures["rust disc"], limit=2)) == 2


def test_an_uploaded_picture_finds_what_looks_like_it(shop: Market, pictures: dict[str, str]) -> None:
    photo = thing(disc, (52, 42, 30), ground=(80, 0, 0), side=500, moved=30)
    found = shop.looks.like_picture(file(photo, "JPEG", quality=80), limit=3)
    assert found[0].product.id == pictures["rust disc"]
    assert min(found[0].parts.model_dump().values()) > 0.7
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert found == shop.looks.like_picture(file(photo, "JPEG", quality=80), limit=3)


def test_a_picture_of_nothing_finds_by_colour(shop: Market, pictures: dict[str, str]) -> None:
    found = shop.looks.like_picture(file(Image.new("RGB", (5, 5), (10, 120, 20))))
    assert found[0].product.name.startswith("green")
    assert {one.parts.form for one in found} == {0.0}


def test_what_has_not_been_measured_is_like_nothing(shop: Market, stall: Stall) -> None:
    assert shop.looks.like(stall.product()) == []
    assert shop.looks.like("no such product") == []
    assert shop.looks.like_picture(file(thing())) == []


def test_what_is_no_picture_asks_no_store(shop: Market) -> None:
    with Market.open(elsewhere(shop, "postgres")) as market:
        with pytest.raises(InvalidInput):
            market.looks.like_picture(b"no picture")
        with pytest.raises(StoreUnavailable):
            market.looks.like_picture(file(thing()))
