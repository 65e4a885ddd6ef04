"""The page that asks tables and a graph the same."""

from __future__ import annotations

import pytest

from marketplace.comparison.measured import measured, verdict
from marketplace.comparison.models import ALSO_BOUGHT, AlsoBought, Answer, Compared
from marketplace.comparison.service import ComparisonService
from marketplace.market import Market
from marketplace.ui import comparing
from marketplace.ui.html import esc
from ui.conftest import Visit, html_of
from ui.test_headings import in_order, levels


def test_a_product_is_asked_of_both(visit: Visit, market: Market) -> None:
    app = visit("why_a_graph", product="P0007")
    assert not app.exception
    found = market.comparison.also_bought("P0007", runs=1).postgres.rows
    products = market.catalog.products([row.id for row in found])
    html = html_of(app)
    assert "Both stores gave the same 10 rows." in html
    assert [f">{esc(product.name)}</a></td>" in html for product in products] == [True] * 10
    assert "comparison/also_bought.sql" in html
    assert "comparison/also_bought.cypher" in html
    assert html.count('class="am-times"') == 1
    assert app.selectbox(key="am_why_product").value == "P0007"
    assert in_order(levels(app)), levels(app)


def test_another_choice_is_in_the_address(visit: Visit, market: Market) -> None:
    one, other = (shopper.id for shopper in market.accounts.shoppers(limit=2))
    app = visit("why_a_graph", question="three_hops", shopper=one)
    app.selectbox(key="am_why_shopper").set_value(other).run()
    assert app.query_params["shopper"] == other
    assert app.query_params["question"] == "three_hops"
    first = market.comparison.three_hops(other, runs=1).postgres.rows[0]
    assert f'<td class="am-number">{first.people:,}</td><td class="am-number">{first.ways:,}</td>' in html_of(app)


def test_a_way_is_told_by_names(visit: Visit, market: Market) -> None:
    one, other = (shopper for shopper in market.accounts.shoppers(limit=60)[::59])
    app = visit("why_a_graph", question="way", shopper=one.id, other=other.id)
    assert not app.exception
    html = html_of(app)
    way = market.comparison.way(one.id, other.id, runs=1).postgres.rows[0]
    assert f"Both stores found a way of {way.steps} steps" in html
    told = html.split('<ol class="am-way">')[1].split("</ol>")[0]
    assert told.count("<li>") == way.steps + 1
    assert told.index(esc(one.name)) < told.index(esc(other.name))


def test_from_one_to_the_same_is_no_way(visit: Visit, market: Market) -> None:
    one = market.accounts.shoppers(limit=1)[0].id
    app = visit("why_a_graph", question="way", shopper=one, other=one)
    assert not app.exception
    assert "choose two" in html_of(app)
    assert "comparison/way.cypher" in html_of(app)


@pytest.mark.parametrize("question", comparing.QUESTIONS)
def test_what_was_measured_is_shown_in_figures_and_words(visit: Visit, question: str) -> None:
    app = visit("why_a_graph", question=question)
    figures = measured().of(question)
    assert verdict(figures) in [text.value for text in app.markdown]
    html = html_of(app)
    for one in (one for ones in figures.values() for one in ones):
        assert f'<td class="am-number">{one.purchases:,}</td>' in html
        assert f'<td class="am-number">{one.p95:,.1f}</td>' in html


def test_a_difference_is_told(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [AlsoBought(id="P0001", people=3)], [AlsoBought(id="P0002", people=3)]
    tables, graph = (Answer[AlsoBought](rows=each, runs=(1.0,)) for each in rows)
    differing = Compared[AlsoBought](question=ALSO_BOUGHT, postgres=tables, neo4j=graph, same=False)
    monkeypatch.setattr(ComparisonService, "also_bought", lambda *_: differing)
    html = html_of(visit("why_a_graph"))
    assert "The two stores differ." in html
    by_tables, by_graph = (html.split(f"What {store} answered</caption>")[1] for store in ("PostgreSQL", "Neo4j"))
    assert 'id=P0001"' in by_tables.split("</table>")[0]
    assert 'id=P0002"' in by_graph.split("</table>")[0]
