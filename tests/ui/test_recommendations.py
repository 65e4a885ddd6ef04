"""The recommendations' page."""

import csv
import io
import re
from types import SimpleNamespace

import pytest

from marketplace.carts.keys import new_guest
from marketplace.events.activity import trail_key
from marketplace.market import Market
from marketplace.recommendations.models import Recommendation
from marketplace.recommendations.ranking import DEFAULTS, Weighing
from marketplace.ui import recommended
from marketplace.ui.html import esc
from marketplace.ui.weighing import weighed
from ui.conftest import Visit, html_of

SHOWN, TAKEN, LONG = 6, 24, 10


def beside(html: str) -> list[list[str]]:
    """The ids of each list that stands side by side."""
    lists = [part.split("</ol>\n")[0] for part in html.split('<ol class="am-beside">')[1:]]
    return [re.findall(r'<a data-page href="product\?id=([^"&]+)', each) for each in lists]


def test_what_the_shop_shows_comes_with_its_reasons(visit: Visit, market: Market) -> None:
    who = market.accounts.shoppers(limit=1)[0]
    app = visit("recommendations")
    assert not app.exception
    assert app.title[0].value == f"For {who.name}"
    html = html_of(app)
    found = market.recommendations.for_you(who.id, limit=TAKEN)
    assert {one.strategy for one in found} == {"personal"}
    assert len(found) == TAKEN
    for one in found[:SHOWN]:
        assert esc(one.reason) in html
    assert f"All {TAKEN} come from what they bought." in " ".join(each.value for each in app.caption)


def test_another_shoppers_are_seen_without_shopping_as_them(visit: Visit, market: Market) -> None:
    first, second = market.accounts.shoppers(limit=2)
    app = visit("recommendations", shopper=second.id)
    assert app.title[0].value == f"For {second.name}"
    assert app.button(key="am_who").label == f"Shopping as {first.name}"
    html = html_of(app)
    for one in market.recommendations.personal(second.id, limit=SHOWN):
        assert esc(one.reason) in html


def test_what_was_bought_last_stands_at_the_top(visit: Visit, market: Market) -> None:
    who = market.accounts.shoppers(limit=1)[0]
    html = html_of(visit("recommendations")).split('<ul class="am-trail">')[1].split("</ul>")[0]
    bought = [item.product_id for order in market.orders.of_shopper(who.id, limit=6) for item in order.items]
    assert re.findall(r"product\?id=([^\"&]+)", html) == list(dict.fromkeys(bought))[:6]


def test_strategies_for_a_shopper_stand_side_by_side(visit: Visit, market: Market) -> None:
    who = market.accounts.shoppers(limit=2)[1]
    app = visit("recommendations", shopper=who.id, strategies="popular,makers,nonsense,personal")
    by = market.recommendations.by
    lists = {one: by(one, who.id, LONG) for one in ("personal", "makers", "popular")}
    html = html_of(app)
    assert beside(html) == [[one.product.id for one in found] for found in lists.values()]
    for found in lists.values():
        for one in found:
            assert esc(one.reason) in html
            assert esc(recommended.figures(one)) in html
    # A heading a list, each with how long it took.
    heads = re.findall(r'<div class="am-strategy".*?<h3>([^<]+) <small class="am-number">[\d.]+ m?s</small>', html)
    assert heads == ["Personal", "Same makers", "Popular"]


def test_what_lists_share_is_marked_on_both_sides_and_counted(visit: Visit, market: Market) -> None:
    who = market.accounts.shoppers(limit=1)[0]
    lists = {one: market.recommendations.by(one, who.id, LONG) for one in ("personal", "blend")}
    ids = [[one.product.id for one in found] for found in lists.values()]
    shared = set(ids[0]) & set(ids[1])
    assert shared
    html = html_of(visit("recommendations", strategies="personal,blend"))
    for id in shared:
        assert f"also in Blend ({ids[1].index(id) + 1})" in html
        assert f"also in Personal ({ids[0].index(id) + 1})" in html
    assert html.count("also in ") == 2 * len(shared)
    row = f'<td>Personal and Blend</td><td class="am-number">{len(shared)}</td><td class="am-number">'
    assert f"{row}{2 * LONG - len(shared)}</td>" in html


def test_no_more_than_four_strategies_are_shown(visit: Visit) -> None:
    app = visit("recommendations", strategies="personal,blend,makers,popular")
    pills = next(one for one in app.pills if one.label.startswith("Strategies"))
    pills.set_value([*pills.value, "random"]).run()
    assert app.query_params["strategies"] == "personal,blend,makers,popular"
    assert app.toast[0].value == "Four fit side by side: take one away first."
    pills = next(one for one in app.pills if one.label.startswith("Strategies"))
    pills.set_value(["blend", "popular"]).run()
    assert app.query_params["strategies"] == "blend,popular"
    assert len(beside(html_of(app))) == 2


def test_what_is_weighed_stands_in_the_address_and_changes_the_lists(visit: Visit, market: Market) -> None:
    who = market.accounts.shoppers(limit=1)[0]
    app = visit("recommendations", strategies="personal,random_walk")
    app.slider(key="am_recommendations_fading").set_value(1.0).run()
    app.slider(key="am_recommendations_walk_target").set_value(0.0).run()
    assert (app.query_params["fading"], app.query_params["walk_target"]) == ("1", "0")
    weighing = Weighing(fading=1.0, walk_target=0.0)
    lists = [market.recommendations.by(one, who.id, LONG, weighing) for one in ("personal", "random_walk")]
    assert beside(html_of(app)) == [[one.product.id for one in found] for found in lists]
    app.button(key="am_recommendations_reset").click().run()
    assert not {"fading", "walk_target"} & app.query_params.keys()
    assert app.slider(key="am_recommendations_fading").value == 0.5
    assert beside(html_of(app))[0] == [one.product.id for one in market.recommendations.personal(who.id, LONG)]


@pytest.mark.parametrize("said", ["2", "-1", "x", "nan", "inf", ""])
def test_what_no_slider_could_say_is_not_heard(said: str) -> None:
    assert weighed({"fading": said, "blend_personal": said if said == "x" else "1"}) == DEFAULTS


def test_the_way_through_the_graph_is_told_step_by_step(visit: Visit, market: Market) -> None:
    who = market.accounts.shoppers(limit=1)[0]
    first = market.recommendations.personal(who.id, limit=1)[0]
    shut = html_of(visit("recommendations", strategies="personal,makers"))
    assert "am-path" not in shut
    assert f"path=personal%3A{first.product.id}" in shut
    html = html_of(visit("recommendations", strategies="personal,makers", path=f"personal:{first.product.id}"))
    way = html.split('<div class="am-path">')[1].split("</div>")[0]
    steps = re.findall("<li>(.*?)</li>", way)
    step = next(one for one in market.recommendations.path(who.id, first.product.id) if one.via_id == first.because[0])
    assert steps[0] == f"{esc(who.name)} bought <b>{esc(step.via)}</b>."
    assert steps[1].endswith(f"an edge ALSO_BOUGHT of score {step.score:.3g}.")
    assert steps[2] == f"That leads to <b>{esc(first.product.name)}</b>."
    assert f'href="graph?limit=6&amp;node=Product%3A{step.via_id}&amp;open=User%3A{who.id}%2CProduct%3A' in way
    maker = market.recommendations.by("makers", who.id, 1)[0]
    html = html_of(visit("recommendations", strategies="makers", path=f"makers:{maker.product.id}"))
    assert f"<li>{esc(who.name)} bought something from " in html


def test_somebody_is_found_by_name_or_id_among_all(market: Market) -> None:
    who = market.accounts.shoppers(limit=40)[39]
    assert who in market.accounts.shoppers(who.name[1:].lower())
    assert market.accounts.shoppers(who.id.lower(), limit=1) == [who]
    assert len(market.accounts.shoppers(who.id[:3], limit=200)) == 100
    assert market.accounts.shoppers("U%") == []
    assert market.accounts.newcomers() == []


def test_a_guest_is_told_what_goes_with_what_they_looked_at(visit: Visit, market: Market) -> None:
    guest = new_guest()
    market.activity.viewed(guest, "P0007")
    app = visit("recommendations")
    app.session_state["am_guest"], app.session_state["am_as_guest"] = guest, True
    for name in ("am_shopper", "am_token", "am_session"):
        del app.session_state[name]
    app.run()
    assert not app.exception
    assert app.title[0].value == "Recommendations"
    html = html_of(app)
    assert "Goes with Kick Wheel Mug, which you looked at." in html
    assert beside(html)[0] == [one.product.id for one in market.recommendations.by("viewed", guest, LONG)]
    market.redis.commands.delete(trail_key(guest))


def test_who_has_bought_nothing_is_told_what_filled_the_list() -> None:
    one = (
        SimpleNamespace(strategy="interests"),
        SimpleNamespace(strategy="trending"),
        SimpleNamespace(strategy="trending"),
    )
    assert recommended.filled(one) == (  # type: ignore[arg-type]
        "Filled up in turn: 1 from the crafts they say they like, 2 from what is trending. "
        "There was nothing from what they bought or what they looked at last."
    )


def test_an_unknown_shopper_is_said(visit: Visit, market: Market) -> None:
    app = visit("recommendations", shopper="nobody")
    assert "There is no shopper with the id" in html_of(app)
    assert app.title[0].value == f"For {market.accounts.shoppers(limit=1)[0].name}"


def test_strategies_stand_side_by_side_with_their_counts(visit: Visit, market: Market) -> None:
    html = html_of(visit("recommendations", product="P0007"))
    told = [part.split("</ol>")[0] for part in html.split('<ol class="am-beside">')[1:]]
    expected = [
        market.recommendations.also_bought("P0007", limit=6),
        market.recommendations.bought_together("P0007", limit=6),
        recommended.similar(market.search.similar("P0007", limit=6)),
    ]
    assert len(expected[0]) == 6
    for listed, found in zip(told, expected, strict=True):
        assert re.findall(r'<p class="am-note">(.*?)</p>', listed) == [esc(one.reason) for one in found]


def test_a_product_to_start_from_is_found_by_words(visit: Visit, market: Market) -> None:
    app = visit("recommendations", view="product")
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


def test_the_file_holds_each_list_and_its_figures(market: Market) -> None:
    lists = market.recommendations.also_bought("P0007", limit=3), market.recommendations.by("popular", "U0001", 2)
    rows = list(csv.DictReader(io.StringIO(recommended.csv_text(*lists))))
    everything = [one for found in lists for one in found]
    assert [row["RANK"] for row in rows] == ["1", "2", "3", "1", "2"]
    assert [row["PRODUCT_ID"] for row in rows] == [one.product.id for one in everything]
    assert [row["NAME"] for row in rows] == [one.product.name for one in everything]
    assert [row["STRATEGY"] for row in rows] == ["also_bought"] * 3 + ["popular"] * 2
    assert [row["PEOPLE"] for row in rows] == [str(one.people) for one in everything]
    assert [row["SCORE"] for row in rows] == [f"{one.score:.6g}" for one in everything]
    assert [row["LIFT"] for row in rows] == [f"{one.lift:.4f}" if one.lift else "" for one in everything]
    assert [row["REASON"] for row in rows] == [one.reason for one in everything]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1"])
def test_the_file_runs_nothing_in_a_spreadsheet(market: Market, name: str) -> None:
    product = market.catalog.product("P0007").value.model_copy(update={"name": name, "id": name})
    one = Recommendation(product=product, strategy="personal", score=1, people=2, reason=name)
    [row] = csv.DictReader(io.StringIO(recommended.csv_text([one]), newline=""))
    assert (row["NAME"], row["PRODUCT_ID"], row["REASON"]) == (f"'{name}",) * 3
