"""The recommendations' page."""

import csv
import io

import pytest

from marketplace.market import Market
from marketplace.recommendations.models import Recommendation
from marketplace.ui import recommended
from marketplace.ui.html import esc
from ui.conftest import Visit, html_of


def test_personal_ones_come_with_their_reasons(visit: Visit, market: Market) -> None:
    who = market.accounts.shoppers(limit=1)[0]
    app = visit("recommendations")
    assert not app.exception
    assert app.title[0].value == f"For {who.name}"
    html = html_of(app)
    found = market.recommendations.personal(who.id, limit=12)
    assert len(found) == 12
    for one in found:
        assert esc(one.reason) in html


def test_another_shoppers_are_seen_without_shopping_as_them(visit: Visit, market: Market) -> None:
    first, second = market.accounts.shoppers(limit=2)
    app = visit("recommendations", shopper=second.id)
    assert app.title[0].value == f"For {second.name}"
    assert app.button(key="am_who").label == f"Shopping as {first.name}"
    html = html_of(app)
    for one in market.recommendations.personal(second.id, limit=12):
        assert esc(one.reason) in html


def test_an_unknown_shopper_is_said(visit: Visit, market: Market) -> None:
    app = visit("recommendations", shopper="nobody")
    assert "There is no shopper with the id" in html_of(app)
    assert app.title[0].value == f"For {market.accounts.shoppers(limit=1)[0].name}"


def test_strategies_stand_side_by_side_with_their_counts(visit: Visit, market: Market) -> None:
    html = html_of(visit("recommendations", product="P0007"))
    beside = [part.split("</ol>")[0] for part in html.split('<ol class="am-beside">')[1:]]
    assert len(beside) == 3
    expected = [
        market.recommendations.also_bought("P0007", limit=6),
        market.recommendations.bought_together("P0007", limit=6),
        recommended.similar(market.search.similar("P0007", limit=6)),
    ]
    assert len(expected[0]) == 6
    for listed, found in zip(beside, expected, strict=True):
        assert [part.split('">')[1].split("</p>")[0] for part in listed.split('<p class="am-note')[1:]] == [
            esc(one.reason) for one in found
        ]


def test_a_product_to_start_from_is_found_by_words(visit: Visit, market: Market) -> None:
    app = visit("recommendations")
    next(box for box in app.text_input if box.label == "Start from a product").set_value("teapot")
    next(button for button in app.button if button.label == "Find").click().run()
    assert app.query_params["q"] == "teapot"
    starts = html_of(app).split('aria-label="Start from">')[1].split("</nav>")[0]
    hits = market.search.fulltext("teapot", limit=12).value.hits
    assert hits
    assert [f">{esc(hit.product.name)}</a>" in starts for hit in hits] == [True] * len(hits)
    assert starts.count("<li>") == len(hits)


def test_words_that_find_nothing_fall_back(visit: Visit) -> None:
    app = visit("recommendations", q="zyxwvutsrq")
    assert not app.exception
    assert "No product speaks of “zyxwvutsrq”." in html_of(app)
    assert '<ol class="am-beside">' in html_of(app)


def test_the_file_holds_the_list_and_the_figures(market: Market) -> None:
    found = market.recommendations.also_bought("P0007", limit=5)
    rows = list(csv.DictReader(io.StringIO(recommended.csv_text(found))))
    assert [row["PRODUCT_ID"] for row in rows] == [one.product.id for one in found]
    assert [row["RANK"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert [row["PEOPLE"] for row in rows] == [str(one.people) for one in found]
    assert [row["SCORE"] for row in rows] == [f"{one.score:.4f}" for one in found]
    assert {row["STRATEGY"] for row in rows} == {"also_bought"}


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_the_file_runs_nothing_in_a_spreadsheet(market: Market, name: str) -> None:
    product = market.catalog.product("P0007").value.model_copy(update={"name": name})
    one = Recommendation(product=product, strategy="personal", score=1, people=2, reason="because")
    [row] = csv.DictReader(io.StringIO(recommended.csv_text([one])))
    assert row["NAME"] == f"'{name}"
