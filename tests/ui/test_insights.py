"""The page of what Graph Data Science found."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from marketplace.background import Task
from marketplace.market import Market
from marketplace.progress import Progress
from marketplace.statements import Statement
from marketplace.tastes.models import Bridge, Community, CraftPair, Influence, Joined, Kept, Named, Standing, Tastes
from marketplace.ui import opening, taste_charts, tastes
from ui.conftest import Visit, html_of
from ui.test_failures import without

FORGET_NOTE = Statement("test", "MATCH (c:Computed {name: 'tastes'}) DELETE c")
HOSTILE = "<img src=x onerror=alert(1)>&amp;"


@pytest.fixture(scope="module")
def found(market: Market) -> Tastes:
    return market.tastes.work_out()


@pytest.fixture
def unknown(market: Market) -> Iterator[None]:
    """Nothing has been worked out yet."""
    market.graph.write(FORGET_NOTE)
    yield
    shop = opening._shop()
    if shop.market is not None:
        shop.market.tastes.latest = None


def test_never_worked_out_it_offers_to(visit: Visit, unknown: None) -> None:
    app = visit("insights")
    assert not app.exception
    assert "Nothing has been worked out yet." in html_of(app)
    app.button(key="am_insights_anew").click().run()
    job = opening.market().tastes.latest
    assert job is not None
    assert job.wait(60)
    app.run()
    assert not app.exception
    html = html_of(app)
    assert "Worked out <time" in html
    assert "am-communities" in html


def test_that_it_is_being_worked_out_is_shown_to_whoever_comes(visit: Visit, found: Tastes) -> None:
    on = threading.Event()

    def held(progress: Progress) -> Tastes:
        progress("Following purchases", 4, 7)
        assert on.wait(60)
        return found

    visit("insights")
    opening.market().tastes.latest = job = Task("tastes", held)
    app = visit("insights")
    assert not app.exception
    assert "am_insights_anew" not in {button.key for button in app.button}
    [bar] = [element for element in app.main if element.type == "progress"]
    assert bar.proto.text == "Following purchases …"
    on.set()
    assert job.wait(60)
    assert "am_insights_anew" in {button.key for button in app.run().button}


def test_a_loaded_shop_finds_by_itself_what_was_never_found(market: Market, unknown: None) -> None:
    job = market.tastes.begin()
    assert job.wait(60)
    assert market.tastes.kept().tastes == job.result is not None


def test_what_is_kept_is_shown_with_when_and_over_how_much(visit: Visit, market: Market, found: Tastes) -> None:
    app = visit("insights")
    html = html_of(app)
    assert f"over {found.purchases:,} purchases of {found.shoppers:,} shoppers" in html
    assert len(re.findall(r'<li style="--kind:', html)) == len(found.communities) > 3
    charts = [element for element in app.main if element.type == "plotly_chart"]
    assert len(charts) == 3
    # A table for each chart: sizes, influence (three of them), bridges, crafts.
    captions = set(re.findall(r"<caption[^>]*>([^<]+)</caption>", html))
    assert {"Communities by size", "The most influential products", "Shoppers who bought in both crafts"} <= captions
    assert html.count('am-table"') == 8


def test_it_says_that_the_shop_has_moved_on(market: Market, found: Tastes) -> None:
    def said(more: int, cancelled: int) -> str | None:
        return tastes.changed(
            Kept(tastes=found, purchases=found.purchases + more, cancelled=found.cancelled + cancelled)
        )

    assert tastes.changed(Kept(tastes=None, purchases=9, cancelled=1)) is None
    assert said(0, 0) is None
    # Cancelled orders of a simulation were cleared away with it.
    assert said(0, -3) is None
    assert said(1, 0) == "There is 1 purchase more now than what is shown was worked out from."
    fewer = "There are 2 purchases fewer now than what is shown was worked out from."
    assert said(-2, 2) == f"{fewer} 2 orders have been cancelled since it was."
    # As many placed as cancelled.
    assert said(0, 1) == "1 order has been cancelled since what is shown was worked out."


@pytest.mark.parametrize("store", ["neo4j", "postgres"])
def test_without_a_store(visit: Visit, store: str, found: Tastes) -> None:
    with without(store):
        app = visit("insights")
        assert not app.exception
        assert ("What was found cannot be shown: Neo4j does not answer." in html_of(app)) == (store == "neo4j")
        if store == "postgres":
            app.button(key="am_insights_anew").click().run()
            job = opening.market().tastes.latest
            assert job is not None
            assert job.wait(60)
            assert "postgres does not answer" in html_of(app.run())


def test_names_are_text_wherever_they_stand() -> None:
    standing = Standing(name=HOSTILE, products=3, lift=2.0)
    community = Community(
        number=1,
        name=HOSTILE,
        products=3,
        shoppers=2,
        makers=1,
        crafts=[standing],
        tags=[standing],
        examples=[Named(id='"><script>', name=HOSTILE)],
    )
    one = Influence(id="x", name=HOSTILE, of=HOSTILE, community=1, score=1.0, place=1, purchases=3, popular_place=1)
    joined = [Joined(craft=HOSTILE, share=0.5)]
    bridge = Bridge(id="x", name=HOSTILE, craft=HOSTILE, community=1, between=0.1, elsewhere=0.5, joins=joined)
    pair = CraftPair(one=HOSTILE, other="Glass", people=2, expected=1.0, lift=2.0)
    drawn = [
        tastes.communities_html([community]),
        tastes.sizes_table([community]),
        tastes.influence_table([one], "Makers", makers=True),
        tastes.bridges_table([bridge]),
    ]
    assert all("<img" not in html and "<script" not in html for html in drawn)
    figures = [
        taste_charts.sizes([community]),
        taste_charts.influence([one]),
        taste_charts.crafts([HOSTILE, "Glass"], [pair]),
    ]
    # Plotly reads some tags in texts: none is left to read.
    assert all("<img" not in figure.to_json() and "\\u003cimg" not in figure.to_json() for figure in figures)


def test_it_is_drawn_offline_on_a_phone(chromium: Browser, address: str, found: Tastes) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/insights")
    expect(page.get_by_role("heading", name="Bridges between crafts")).to_be_visible(timeout=90_000)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    sideways = (
        "() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth }"
    )
    assert page.evaluate(sideways) == 0
    assert [url for url in asked if "127.0.0.1" not in url and not url.startswith(("data:", "blob:"))] == []
    page.close()
