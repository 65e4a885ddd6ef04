"""Looks follow the pictures, which follow what the stores say of a product."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import marketplace.looks.workers
from marketplace.catalog.models import Specs
from marketplace.catalog.pictures import draw
from marketplace.errors import MarketplaceError
from marketplace.loading.looks import SHIPPED, load_looks, stale
from marketplace.loading.looks.shipping import shipped_pictures
from marketplace.loading.vectors.content import content_hash, shipped
from marketplace.looks.measures import measure
from marketplace.looks.pictures import rendered
from marketplace.looks.vector import MEASURE
from marketplace.looks.workers import workers
from marketplace.market import Market
from marketplace.stores.postgres import Postgres

BOWL = Specs(product_id="T1", form="bowl", palette=["#a9c4a4", "#5f7a63"], materials=["porcelain"])
VASE = Specs(product_id="T2", form="vase", palette=["#34506b"])
PARCEL = Specs(product_id="T3", form="no such form", palette=["#34506b"])


def sql(postgres: Postgres, query: str, *parameters: Any) -> list[Any]:
    with postgres.transaction() as session:
        cursor = session.connection.execute(query.encode(), parameters)
        return cursor.fetchall() if cursor.description else []


def held(postgres: Postgres) -> dict[str, tuple[str, str]]:
    rows = sql(postgres, "SELECT product_id, measure, picture_hash FROM product_looks ORDER BY product_id")
    return {id: (measured, picture) for id, measured, picture in rows}


@pytest.fixture
def goods(postgres: Postgres) -> dict[str, Specs]:
    """A bowl, a vase, something that nobody draws, and something that nobody has specified."""
    sql(postgres, "INSERT INTO categories (id, name) VALUES ('ceramics', 'Ceramics')")
    for number in range(1, 5):
        sql(
            postgres,
            "INSERT INTO products (id, name, category_id) VALUES (%s, %s, 'ceramics')",
            f"T{number}",
            f"T {number}",
        )
    return {"T1": BOWL, "T2": VASE, "T3": PARCEL}


def drawing(spec: Specs, name: str) -> str:
    return draw(spec.product_id, "ceramics", spec.form, spec.palette, spec.materials, title=name)


def test_what_is_drawn_is_measured_once(postgres: Postgres, goods: dict[str, Specs]) -> None:
    assert stale(postgres, lambda ids: goods) == {"T1": True, "T2": True}
    assert load_looks(postgres, lambda ids: goods) == 2
    bowl, vase = drawing(BOWL, "T 1"), drawing(VASE, "T 2")
    assert held(postgres) == {"T1": (MEASURE, content_hash(bowl)), "T2": (MEASURE, content_hash(vase))}
    (stored,) = sql(postgres, "SELECT look::real[] FROM product_looks WHERE product_id = 'T1'")[0]
    assert np.array(stored) == pytest.approx(measure(rendered(bowl)), abs=1e-6)
    assert load_looks(postgres, lambda ids: goods) == 0
    assert stale(postgres, lambda ids: goods) == {}


def test_a_look_follows_its_picture(postgres: Postgres, goods: dict[str, Specs]) -> None:
    load_looks(postgres, lambda ids: goods)
    before = held(postgres)
    goods["T2"] = VASE.model_copy(update={"palette": ["#d9a441"]})
    assert stale(postgres, lambda ids: goods) == {"T2": False}
    assert load_looks(postgres, lambda ids: goods) == 1
    assert held(postgres)["T1"] == before["T1"]
    assert held(postgres)["T2"] == (MEASURE, content_hash(drawing(goods["T2"], "T 2")))


def test_another_way_of_measuring_measures_all_anew(postgres: Postgres, goods: dict[str, Specs]) -> None:
    load_looks(postgres, lambda ids: goods)
    before = held(postgres)
    sql(postgres, "UPDATE product_looks SET measure = 'an older way' WHERE product_id = 'T1'")
    assert stale(postgres, lambda ids: goods) == {"T1": False}
    assert load_looks(postgres, lambda ids: goods) == 1
    assert held(postgres) == before


def test_what_nobody_draws_any_more_has_no_look(postgres: Postgres, goods: dict[str, Specs]) -> None:
    load_looks(postgres, lambda ids: goods)
    del goods["T1"]
    assert stale(postgres, lambda ids: goods) == {"T1": False}
    assert load_looks(postgres, lambda ids: goods) == 0
    assert set(held(postgres)) == {"T2"}


def test_many_are_measured_by_several_processes(
    postgres: Postgres, goods: dict[str, Specs], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_looks(postgres, lambda ids: goods)
    alone = sql(postgres, "SELECT product_id, picture_hash, look::text FROM product_looks ORDER BY product_id")
    sql(postgres, "DELETE FROM product_looks")
    monkeypatch.setattr(marketplace.looks.workers, "SHARED", 1)
    told: list[tuple[str, int, int | None]] = []
    assert load_looks(postgres, lambda ids: goods, lambda *step: told.append(step)) == 2
    assert told == [("measuring pictures", 4, 4)]
    assert sql(postgres, "SELECT product_id, picture_hash, look::text FROM product_looks ORDER BY product_id") == alone


def test_a_process_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marketplace.looks.workers, "SHARED", 1)
    with workers(1) as measured, pytest.raises(MarketplaceError, match="ended early"):
        measured(["no picture"])


def test_the_shipped_looks_are_those_of_the_shipped_pictures(market: Market) -> None:
    ready, pictures = shipped(MEASURE, SHIPPED), shipped_pictures()
    renew = "the shipped pictures have changed: python -m marketplace.loading.looks.shipping"
    assert {content_hash(svg) for svg in pictures} == set(ready), renew
    for svg in pictures[:: len(pictures) // 12]:
        assert float(ready[content_hash(svg)] @ measure(rendered(svg))) > 0.999, renew
    assert {picture for _, picture in held(market.postgres).values()} == set(ready)
    # They are the pictures that the shop shows.
    product = market.catalog.product("P0042").value
    shown = market.catalog.pictures([product])["P0042"]
    assert held(market.postgres)["P0042"] == (MEASURE, content_hash(shown))
