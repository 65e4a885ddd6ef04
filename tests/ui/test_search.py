"""Search: words beside meaning."""

from decimal import Decimal
from html import escape

import pytest

from marketplace.catalog.models import Filters
from marketplace.market import Market
from marketplace.ui import hits
from ui.conftest import Visit, html_of


def test_words_beside_meaning(visit: Visit, market: Market) -> None:
    words, meaning = (
        market.search.fulltext("wool hat", limit=12).value,
        market.search.semantic("wool hat", limit=12).value,
    )
    app = visit("search", q="wool hat")
    assert not app.exception
    assert not app.markdown  # what stands by itself in a page's file, Streamlit would write on the page
    assert [header.value for header in app.header] == ["By words", "By meaning"]
    html = html_of(app)
    assert html.count("am-hit-row") == len(words.hits) + len(meaning.hits)
    assert words.hits[0].headline is not None
    assert hits.excerpt(words.hits[0]) in html
    # A text without the words is shown from its beginning, and not a part of a sentence.
    without = next(hit for hit in meaning.hits if "<mark>" not in hits.excerpt(hit))
    assert without.headline is None
    assert hits.excerpt(without) in html
    assert f"cosine distance {meaning.hits[0].distance:.3f}" in html
    assert words.parsed is not None
    assert "&#x27;wool&#x27; | &#x27;hat&#x27;" in html


@pytest.mark.parametrize(
    ("asked", "far"), [("how to file a tax return", True), ("for somebody who is grieving", False)]
)
def test_where_nothing_is_near_that_is_said(visit: Visit, asked: str, far: bool) -> None:
    assert ("Nothing near." in html_of(visit("search", q=asked))) == far


def test_an_excerpt_has_dots_where_it_is_cut_off(market: Market) -> None:
    found = market.search.fulltext("wool hat", limit=1).value.hits[0]
    product = found.product.model_copy(update={"description": "Knit of <b>soft</b> wool, by hand. For cold days."})

    def shown(headline: str | None) -> str:
        return hits.excerpt(found.model_copy(update={"product": product, "headline": headline}))

    assert shown(None) == "Knit of &lt;b&gt;soft&lt;/b&gt; wool, by hand. For cold days."
    assert shown("&lt;b&gt;soft&lt;/b&gt; <mark>wool</mark>") == "… &lt;b&gt;soft&lt;/b&gt; <mark>wool</mark> …"
    assert shown("Knit of &lt;b&gt;soft&lt;/b&gt; ... <mark>cold</mark> days.") == (
        "Knit of &lt;b&gt;soft&lt;/b&gt; … <mark>cold</mark> days."
    )


def test_hybrid_says_where_each_half_ranked_a_hit(visit: Visit, market: Market) -> None:
    found = market.search.hybrid("wool hat", limit=12).value.hits
    html = html_of(visit("search", q="wool hat", view="hybrid"))
    assert html.count("am-hit-row") == len(found)
    both = next(hit for hit in found if len(hit.ranks) == 2)
    places = f"{both.ranks['fulltext']}. by words and {both.ranks['semantic']}. by meaning"
    assert f"{places} · score {both.score:.4f} · BM25 {both.fulltext:.2f}" in html


def test_filters_hold_in_every_view_and_say_what_they_leave(visit: Visit, market: Market) -> None:
    app = visit("search", q="bowl", view="all", max="40", stock="1")
    assert not app.exception
    html = html_of(app)
    found = market.search.found("bowl", "fulltext")
    within = market.catalog.facets(Filters(max_price=Decimal(40), in_stock=True), found)
    for value in within["craft"]:
        assert f"{escape(value.label)} <small>{value.products}</small>" in html
    assert 'href="search?q=bowl&amp;view=all&amp;max=40"' in html  # the stock filter's link takes it away
    ids = {part.partition('"')[0] for part in html.partition("am-hits")[2].split('href="product?id=')[1:]}
    assert all(
        product.price <= 40 and product.stock for product in market.catalog.products(sorted(ids)) if product.price
    )


def test_a_slip_of_the_finger_is_told(visit: Visit) -> None:
    assert "Searched for <strong>celadon bowl</strong>" in html_of(visit("search", q="celadn bowl"))


def test_a_craft_narrows_both(visit: Visit, market: Market) -> None:
    html = html_of(visit("search", q="a gift", craft="glass"))
    names = {product.name for product in market.catalog.products([f"P{n:04}" for n in range(1, 700)])}
    crafts = {hit.product.category_id for hit in market.search.semantic("a gift", category_id="glass").value.hits}
    assert names
    assert crafts == {"glass"}
    assert "· Glass ·" in html
    assert "· Ceramics ·" not in html


def test_the_craft_chosen_is_in_the_address(visit: Visit) -> None:
    app = visit("search", q="blue bowl", view="hybrid")
    app.selectbox(key="am_search_craft").set_value("ceramics").run()
    assert dict(app.query_params) == {"q": "blue bowl", "view": "hybrid", "craft": "ceramics"}
    assert "· Ceramics ·" in html_of(app)


def test_more_results_are_added_below_those_that_are_shown(visit: Visit, market: Market) -> None:
    found = market.search.hybrid("bowl", limit=24).value
    assert found.ranked == 100
    app = visit("search", q="bowl", view="hybrid")
    assert html_of(app).count("am-hit-row") == 12
    assert "The best 12 of 100 in" in html_of(app)
    app.button(key="am_search_more").click().run()
    assert dict(app.query_params) == {"q": "bowl", "view": "hybrid", "show": "24"}
    shown = [part.partition('"')[0] for part in html_of(app).partition("am-hits")[2].split('href="product?id=')[1:]]
    assert shown == [hit.product.id for hit in found.hits]
    whole = visit("search", q="bowl", view="hybrid", show="100")
    assert html_of(whole).count("am-hit-row") == 100
    assert not [button for button in whole.button if button.label == "More results"]


def test_the_plan_is_made_when_it_is_asked_for(visit: Visit) -> None:
    app = visit("search", q="celadn bowl", view="all")
    html = html_of(app)
    assert "<dt>corrected to</dt><dd><code>celadon bowl</code></dd>" in html
    assert "<dt>read as</dt><dd><code>&#x27;celadon&#x27; | &#x27;bowl&#x27;</code></dd>" in html
    assert "am-plan" not in html
    app.toggle(key="am_search_plan").set_value(True).run()
    assert not app.exception
    assert app.query_params["plan"] == "1"
    html = html_of(app)
    assert html.count("am-plan") == 3
    assert html.count("Execution Time: ") == 3
    assert html.count("What the words weigh") == 2 * 2  # a caption and a region's name; none for meaning
    assert "the halves count: by words 40% and by meaning 60%" in html


@pytest.mark.parametrize("nonsense", ["???", "!!! &&& |||", "''", "\x00"])
def test_nothing_and_nonsense_are_met_kindly(visit: Visit, nonsense: str) -> None:
    empty = visit("search")
    assert "light for a dark hallway" in html_of(empty)
    app = visit("search", q=nonsense)
    assert not app.exception
    assert "am-hit-row" not in html_of(app)
    assert "light for a dark hallway" in html_of(app)


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "'; DROP TABLE products; --", "ß" * 5000, "a & | ! b"]
)
def test_hostile_words_are_words(visit: Visit, hostile: str) -> None:
    app = visit("search", q=hostile)
    assert not app.exception
    assert "<script" not in html_of(app)


def test_every_plane_of_unicode_in_every_part_of_the_address(visit: Visit) -> None:
    hostile = "".join(chr((plane << 16) + 0x1F6B) for plane in range(17)) + "<img src=x onerror=alert(1)>'\"\\%\0&|!:*"
    parts = ("craft", "maker", "tag", "min", "max", "rating", "stock", "material", "sort", "cursor", "show", "plan")
    for page in ("search", "catalogue"):
        app = visit(page, q=hostile, view="all", **dict.fromkeys(parts, hostile))
        assert not app.exception, page
        assert "<img src=x" not in html_of(app), page
        app = visit(page, q=f"bowl {hostile}", view=hostile)
        assert not app.exception, page
        assert "<img src=x" not in html_of(app), page


def test_another_word_is_offered_as_a_link(visit: Visit) -> None:
    html = html_of(visit("search", q="lather bag", view="hybrid"))
    assert 'Did you mean <a data-page href="search?q=leather+bag&amp;view=hybrid">leather bag</a>?' in html


def test_no_such_words_points_to_meaning(visit: Visit) -> None:
    assert "No such words here." in html_of(visit("search", q="zzyzx"))
