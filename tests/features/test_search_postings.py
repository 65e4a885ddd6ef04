"""Postings say at every moment what the products say; BM25 over them is BM25; slips of the finger are understood."""

from __future__ import annotations

from collections import Counter
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stall import Stall, at_once

from marketplace.catalog.models import Filters
from marketplace.market import Market
from marketplace.search.corrections import TIMES, Candidate, best, edits, offer
from marketplace.tracing import recording

DIFFERENCES = """
WITH said AS (
    SELECT term, product, tf, length FROM search_postings
), meant AS (
    SELECT u.lexeme AS term, p.number AS product,
           (SELECT sum(CASE w WHEN 'A' THEN 4 WHEN 'B' THEN 2 ELSE 1 END) FROM unnest(u.weights) AS w)::real AS tf,
           (SELECT sum(cardinality(positions)) FROM unnest(p.search))::integer AS length
    FROM products p, unnest(p.search) AS u
)
(TABLE said EXCEPT TABLE meant) UNION ALL (TABLE meant EXCEPT TABLE said)
"""
TOTALS = "SELECT sum(products), sum(length) FROM search_totals"
COUNTED = """
SELECT count(*), coalesce(sum((SELECT sum(cardinality(positions)) FROM unnest(search))), 0) FROM products
"""


def _true(stall: Stall) -> None:
    assert stall.execute(DIFFERENCES) == []
    assert stall.execute(TOTALS) == stall.execute(COUNTED)


def test_postings_follow_every_change(shop: Market, stall: Stall) -> None:
    craft, maker = stall.craft("Turning"), stall.maker("Quillfeather")
    bowl = stall.product("Oak bowl", craft=craft, maker=maker, tags=["oak", "kitchen"], description="Oak, turned.")
    spoon = stall.product("Spoon", craft=craft)
    _true(stall)
    for change in (
        "UPDATE products SET name = 'Elm bowl', description = '' WHERE id = %(bowl)s",
        "UPDATE products SET tags = '{ash}', seller_id = NULL WHERE id = %(bowl)s",
        "UPDATE products SET stock = stock - 1, sold = sold + 1 WHERE id = %(bowl)s",
        "UPDATE sellers SET name = 'Nettlefold' WHERE id = %(maker)s",
        "UPDATE categories SET name = 'Whittling ' || id WHERE id = %(craft)s",
        "INSERT INTO products (id, name, search) VALUES (%(bowl)s, 'Yew bowl', '')"
        " ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name",
        "UPDATE products SET id = id || '-again' WHERE id = %(spoon)s",
        "DELETE FROM products WHERE id = %(bowl)s",
    ):
        ids = {"bowl": bowl, "spoon": spoon, "craft": craft, "maker": maker}
        with shop.postgres.transaction() as session:
            session.connection.execute(change.encode(), ids)
        _true(stall)


def test_postings_follow_writers_at_the_same_time_without_waiting_in_a_circle(shop: Market, stall: Stall) -> None:
    def write(number: int) -> None:
        names = [f"Elm tray {'rye ' * number}", f"Plum lid {number}", "Elm lid"]
        with shop.postgres.transaction() as session:
            for name in names if number % 2 else reversed(names):
                session.connection.execute(
                    "INSERT INTO products (id, name) VALUES (%s, %s)",
                    (stall.id(f"{number}-{name[:5]}-{len(name)}"), name),
                )

    assert at_once(*[lambda number=n: write(number) for n in range(6)]) == [None] * 6
    _true(stall)


def test_totals_are_folded_when_there_are_many(shop: Market, stall: Stall) -> None:
    for _ in range(3):
        with shop.postgres.transaction() as session:
            for _ in range(60):
                session.connection.execute("SELECT search_count(0, 0)")
    assert stall.execute("SELECT count(*) < 102 FROM search_totals") == [(True,)]
    _true(stall)


def test_the_score_is_bm25_with_the_name_counting_four_times(shop: Market, stall: Stall) -> None:
    craft = stall.craft("Joinery")
    dovetail = stall.product("Dovetail box", craft=craft, tags=["dovetail"], description="A dovetail in walnut.")
    stall.product("Walnut box", craft=craft, description="Plain, with a lid.")
    [[documents, length]] = stall.execute(COUNTED)
    found = Counter(stall.execute("SELECT unnest(tsvector_to_array(search)) FROM products"))
    [[own]] = stall.execute("SELECT max(length) FROM search_postings WHERE term = 'dovetail'")
    expected = {}
    for term, tf in (("dovetail", 4 + 2 + 1), ("walnut", 1)):
        holding = found[(term,)]
        idf = log(1 + (documents - holding + 0.5) / (holding + 0.5))
        expected[term] = idf * tf / (tf + 1.2 * (0.25 + 0.75 * own / (float(length) / documents)))
    hits = shop.search.fulltext("walnut dovetails", category_id=craft).value.hits
    assert hits[0].product.id == dovetail
    assert hits[0].gave == pytest.approx(expected)
    assert hits[0].score == pytest.approx(sum(expected.values()))
    assert hits[0].name == "<mark>Dovetail</mark> box"


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("blue celadn", "blue celadon"),
        ("celadno bowl", "celadon bowl"),
        ("seladon", "celadon"),
        ("porcel", "porcelain"),  # the beginning of a word
        ("PORCELIAN, please", "porcelain please"),
        ("celadon", None),
        ('"celadn" bowl', None),  # who quotes means it
        ("qqqq", None),
        ("c3ladon", None),
    ],
)
def test_a_word_that_nobody_has_is_read_as_the_one_that_was_meant(
    shop: Market, stall: Stall, typed: str, corrected: str | None
) -> None:
    craft = stall.craft("Glazing")
    stall.product("Celadon bowl", craft=craft, description="Porcelain, to please.")
    stall.product("Blue bowl", craft=craft)
    hits = shop.search.fulltext(typed, category_id=craft).value
    assert hits.corrected == corrected
    if corrected is not None:
        assert hits.query == typed
        assert "Celadon bowl" in [hit.product.name for hit in hits.hits]


def test_a_word_whose_last_product_is_gone_is_no_correction(shop: Market, stall: Stall) -> None:
    product = stall.product("Xylophone")
    assert shop.search.fulltext("xylophoone").value.corrected == "xylophone"
    stall.execute("DELETE FROM products WHERE id = %s", (product,))
    assert shop.search.fulltext("xylophooone").value.corrected is None


def _like(word: str, products: int, *, begins: bool = False, alike: float = 0.5) -> Candidate:
    return Candidate(word, word, products, begins, alike)


def test_of_equally_near_words_the_more_common_is_meant() -> None:
    near = [_like("bowl", 3), _like("bowls", 9), _like("owl", 99)]
    assert best("bowll", near) == "bowls"
    assert best("bow", [*near, _like("bower", 1, begins=True), _like("bowie", 2, begins=True)]) == "bowie"
    assert best("bo", []) is None
    assert best("table", [_like("cables", 1)]) is None


@pytest.mark.parametrize(
    ("typed", "products", "candidates", "offered"),
    [
        ("lamb", 1, [_like("lamp", 10)], "lamp"),
        ("lamb", 2, [_like("lamp", 10)], None),  # not so much more common
        ("lamb", 1, [_like("lamp", 10, alike=0.39)], None),
        ("lather", 3, [_like("leather", 60), _like("rather", 60, alike=0.4)], "leather"),
        ("lather", 3, [_like("weather", 60)], None),  # two edits
        ("maker", 1, [_like("make", 50), _like("makers", 50)], None),  # other forms of it
        ("carver", 1, [_like("carved", 50)], None),
        ("lamb", 1, [Candidate("lam", "lamb", 50, False, 0.9)], None),  # the very same stem
        ("lamb", 1, [], None),
    ],
)
def test_a_word_that_hardly_any_product_has_is_asked_about(
    typed: str, products: int, candidates: list[Candidate], offered: str | None
) -> None:
    assert offer(typed, typed, products, candidates) == offered


def test_what_may_have_been_meant_is_offered_and_not_assumed(shop: Market, stall: Stall) -> None:
    craft = stall.craft("Hedging")
    for number in range(TIMES):
        stall.product(f"Wattle hurdle {number}", craft=craft)
    stall.product("Wattie", craft=craft)
    hits = shop.search.fulltext("Wattie xyzzy", category_id=craft).value
    assert (hits.offered, hits.corrected) == ("wattle xyzzy", None)
    assert [hit.product.name for hit in hits.hits] == ["Wattie"]
    # Whoever asks for what many have is asked nothing, and nor is PostgreSQL.
    with recording("test") as run:
        hits = shop.search.fulltext("wattle hurdle", category_id=craft).value
    assert (hits.offered, len(hits.hits)) == (None, TIMES)
    assert {"search/alike.sql", "search/looser.sql"}.isdisjoint(one.name for one in run.statements)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("oak", "oak", 0), ("oak", "oka", 1), ("oak", "oaks", 1), ("oak", "ash", 3), ("", "ab", 2), ("ca", "abc", 3)],
)
def test_edits_exactly(one: str, other: str, distance: int) -> None:
    assert edits(one, other, 3) == edits(other, one, 3) == distance


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_edits_are_a_distance(one: str, other: str) -> None:
    assert edits(one, other, 9) == edits(other, one, 9) <= max(len(one), len(other))
    assert (edits(one, other, 9) == 0) == (one == other)
    assert edits(one, other, 1) == min(edits(one, other, 9), 2)


@pytest.mark.parametrize("mode", ["fulltext", "semantic", "hybrid"])
def test_every_filter_holds_in_every_mode(shop: Market, stall: Stall, mode: str) -> None:
    craft, maker = stall.craft("Weaving"), stall.maker("Arachne")
    cheap = stall.product("Rush mat", craft=craft, price="5.00", tags=["floor"], vector=[1, 0])
    dear = stall.product("Rush chair", craft=craft, price="50.00", maker=maker, vector=[1, 1])
    none = stall.product("Rush hat", craft=craft, price=None, stock=0, vector=[1, 2])
    stall.execute(
        "INSERT INTO product_facts (product_id, materials, rating, reviews) VALUES (%s, '{rush,oak}', 4.5, 2)", (dear,)
    )

    def found(**filters: object) -> set[str]:
        within = Filters.model_validate({"category_id": craft, **filters})
        return set(shop.search.ranked("rush", mode, filters=within))  # type: ignore[arg-type]

    assert found() == {cheap, dear, none}
    assert found(min_price=6) == found(seller_id=maker) == {dear}
    assert found(max_price=50) == {cheap, dear}
    assert found(tag="floor") == {cheap}
    assert found(in_stock=True, max_price=10) == {cheap}
    assert found(min_rating=4) == found(material="oak") == {dear}
    assert found(min_rating=5) == found(material="elm") == set()
