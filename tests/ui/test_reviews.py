"""The reviews' page."""

from collections.abc import Iterator

import pytest

from marketplace.accounts.models import Shopper
from marketplace.market import Market
from marketplace.reviews.models import Comment, Review
from marketplace.ui.html import esc
from marketplace.ui.threads import DEEPEST, review_html
from ui.conftest import Visit, html_of

NASTY = "<script>alert(1)</script> & \"quoted\" $where {'$gt': ''}"


@pytest.fixture
def writer(market: Market) -> Shopper:
    """Somebody who writes."""
    return market.accounts.shoppers(limit=52)[51]


@pytest.fixture
def product_id(market: Market, writer: Shopper) -> str:
    """A product that others have reviewed with different stars, and the writer has not."""
    for review in market.reviews.latest():
        found = market.reviews.threads(review.product_id, limit=100)
        if found.summary.count >= 4 and all(one.user_id != writer.id for one in found.reviews):
            return review.product_id
    raise AssertionError("no product among the latest reviews' has four")


@pytest.fixture
def review(market: Market, writer: Shopper, product_id: str) -> Iterator[Review]:
    """A review of the writer's, gone afterwards."""
    written = market.reviews.write(writer.id, product_id, 4, "Holds what it promises.", "Good")
    yield written
    market.mongo.database["reviews"].delete_one({"_id": written.id})
    market.catalog.drop([product_id])


@pytest.fixture
def clean(market: Market, writer: Shopper, product_id: str) -> Iterator[None]:
    """Whatever the writer writes of the product is gone afterwards."""
    yield
    market.mongo.database["reviews"].delete_many({"product_id": product_id, "user_id": writer.id})
    market.catalog.drop([product_id])


def test_the_latest_and_the_most_discussed(visit: Visit, market: Market) -> None:
    latest = html_of(visit("reviews"))
    for one in market.reviews.latest():
        assert f'id="review-{one.id}"' in latest
    discussed = html_of(visit("reviews", view="discussed"))
    assert [part.split('"')[0] for part in discussed.split('id="review-')[1:]] == [
        one.id for one in market.reviews.discussed()
    ]


def test_reviews_are_found_by_their_words(visit: Visit, market: Market) -> None:
    app = visit("reviews")
    app.text_input[0].set_value("handle")
    next(button for button in app.button if button.label == "Find").click().run()
    found = market.reviews.find("handle")
    assert app.header[0].value == f"{len(found)} reviews for “handle”"
    assert app.query_params["q"] == "handle"
    assert html_of(app).count('<article class="am-review') == len(found)


def test_words_nobody_wrote_find_nothing_kindly(visit: Visit) -> None:
    app = visit("reviews", q="zyxwvutsrq")
    assert app.header[0].value == "Nothing found"
    assert "No review speaks of that." in html_of(app)


def test_a_products_reviews_by_stars_and_order(visit: Visit, market: Market, product_id: str) -> None:
    everything = market.reviews.threads(product_id, limit=100)
    html = html_of(visit("reviews", product=product_id))
    assert html.count('<article class="am-review') == min(10, everything.summary.count)
    assert f'<p class="am-average">{everything.summary.average:.1f}</p>' in html
    star = next(star for star, many in everything.summary.stars.items() if many)
    only = html_of(visit("reviews", product=product_id, stars=str(star)))
    assert only.count('<article class="am-review') == min(10, everything.summary.stars[star])
    worst = html_of(visit("reviews", product=product_id, sort="lowest"))
    assert [part.split('"')[0] for part in worst.split('id="review-')[1:]] == [
        one.id for one in market.reviews.threads(product_id, order="lowest", limit=10).reviews
    ]


def test_a_review_is_written_once(visit: Visit, market: Market, writer: Shopper, product_id: str, clean: None) -> None:
    before = market.reviews.threads(product_id).summary.count
    app = visit("reviews", product=product_id, **{"as": writer.id})
    app.radio[0].set_value(2)
    app.text_input[0].set_value(NASTY)
    app.text_area[0].set_value(NASTY)
    publish = next(button for button in app.button if button.label == "Publish")
    publish.click().run()
    html = html_of(app)
    assert "Your review stands below" in html
    assert esc(NASTY) in html
    assert "<script>alert" not in html
    found = market.reviews.threads(product_id)
    assert found.summary.count == before + 1
    assert (found.reviews[0].rating, found.reviews[0].text, found.reviews[0].user_id) == (2, NASTY, writer.id)
    assert app.text_area[0].value == ""
    app.text_area[0].set_value("Once more.")
    next(button for button in app.button if button.label == "Publish").click().run()
    assert "You have reviewed this product already." in html_of(app)
    assert app.text_area[0].value == "Once more."
    assert market.reviews.threads(product_id).summary.count == before + 1


def test_a_thread_is_answered_at_any_place(visit: Visit, market: Market, writer: Shopper, review: Review) -> None:
    first = market.reviews.comment(writer.id, review.id, "And after a year?")
    app = visit("reviews", review=review.id, to=first.id, **{"as": writer.id})
    assert app.text_area[0].label == f"Reply to {writer.name}: “And after a year?”"
    app.text_area[0].set_value(NASTY)
    next(button for button in app.button if button.label == f"Publish as {writer.name}").click().run()
    [comment] = market.reviews.get(review.id).comments
    assert [reply.text for reply in comment.replies] == [NASTY]
    html = html_of(app)
    assert "MongoDB pushed your comment" in html
    assert esc(NASTY) in html
    assert "<script>alert" not in html


def test_an_empty_comment_is_refused_in_words(visit: Visit, market: Market, writer: Shopper, review: Review) -> None:
    app = visit("reviews", review=review.id, **{"as": writer.id})
    next(button for button in app.button if button.label == f"Publish as {writer.name}").click().run()
    assert "An empty comment says nothing: write a few words." in html_of(app)
    assert market.reviews.get(review.id).comments == []


@pytest.mark.parametrize("query", [{"product": "nothing"}, {"review": "nothing"}])
def test_what_is_not_there_is_said(visit: Visit, query: dict[str, str]) -> None:
    app = visit("reviews", **query)
    assert not app.exception
    assert "with the id" in html_of(app)


def test_threads_nest_to_any_depth_and_indentation_ends(review: Review) -> None:
    deepest = Comment(id="c12", author="A", role="shopper", text="level 12", created_at=review.created_at)
    thread = deepest
    for level in range(11, 0, -1):
        thread = deepest.model_copy(update={"id": f"c{level}", "text": f"level {level}", "replies": [thread]})
    html = review_html(review.model_copy(update={"comments": [thread]}))
    assert [f"level {level}" in html for level in range(1, 13)] == [True] * 12
    assert html.count('<ol class="am-thread">') == DEEPEST
    assert html.count('<ol class="am-thread am-flat">') == 12 - DEEPEST
