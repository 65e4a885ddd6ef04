"""Reviews and threads: what is written stays text, nothing written at the same time is lost, one review a shopper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stall import Stall, at_once, elsewhere

from marketplace.errors import InvalidInput, NotFound, StoreUnavailable
from marketplace.market import Market
from marketplace.reviews.models import Comment, Order, RatingSummary, Review
from marketplace.reviews.service import MAX_COMMENT, MAX_DEPTH, MAX_REVIEW, AlreadyReviewed

HOSTILE = [
    "<script>alert(1)</script>",
    '"; db.dropDatabase(); //',
    '{"$gt": ""}',
    "$where: 1",
    "$rating",
    "$$ROOT",
    "a.b.$[].c",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \u202e \u200b 👩\u200d🎨",
]


def test_a_review_is_read_back_as_written(shop: Market, stall: Stall) -> None:
    user, bowl = stall.shopper("Grace Hopper"), stall.product()
    review = shop.reviews.write(user, bowl, 4, "  A good bowl.\n", "  Solid ")
    expected = {
        "product_id": bowl,
        "user_id": user,
        "author": "Grace Hopper",
        "rating": 4,
        "title": "Solid",
        "text": "A good bowl.",
        "verified": False,
        "helpful": 0,
        "comments": [],
    }
    assert review.model_dump(exclude={"id", "created_at"}) == expected
    assert timedelta(0) <= datetime.now(UTC) - review.created_at < timedelta(minutes=1)
    assert shop.reviews.get(review.id) == review
    threads = shop.reviews.threads(bowl)
    assert threads.reviews == [review]
    assert threads.summary == RatingSummary(average=4.0, count=1, stars={5: 0, 4: 1, 3: 0, 2: 0, 1: 0})


def test_nobody_has_reviewed_it_yet(shop: Market, stall: Stall) -> None:
    threads = shop.reviews.threads(stall.product())
    assert threads.reviews == []
    assert threads.summary == RatingSummary(average=None, count=0, stars=dict.fromkeys((5, 4, 3, 2, 1), 0))


def test_who_has_bought_it_is_verified_unless_it_was_sent_back(shop: Market, stall: Stall) -> None:
    bowl = stall.product(stock=9)
    keeper, returner = stall.shopper(), stall.shopper()
    for user in (keeper, returner):
        shop.orders.checkout(user, {bowl: 1})
    stall.execute("UPDATE orders SET status = 'returned' WHERE user_id = %s", (returner,))
    assert shop.reviews.write(keeper, bowl, 5, "Mine.").verified
    assert not shop.reviews.write(returner, bowl, 1, "Not mine.").verified


def test_a_shopper_reviews_a_product_once(shop: Market, stall: Stall) -> None:
    user, bowl, vase = stall.shopper(), stall.product(), stall.product()
    first = shop.reviews.write(user, bowl, 5, "Good.")
    with pytest.raises(AlreadyReviewed, match="You have reviewed this product already"):
        shop.reviews.write(user, bowl, 1, "Bad.")
    assert shop.reviews.threads(bowl).reviews == [first]
    assert shop.reviews.write(user, vase, 1, "Bad.").rating == 1


def test_sixteen_reviews_of_one_shopper_at_once_are_one(shop: Market, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product()
    outcomes = at_once(*[lambda: shop.reviews.write(user, bowl, 5, "Good.")] * 16)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyReviewed"] * 15 + ["Review"]
    assert shop.reviews.threads(bowl).summary.count == 1


@pytest.mark.parametrize("rating", [0, 6, -1, 10**20])
def test_a_rating_is_one_to_five(shop: Market, stall: Stall, rating: int) -> None:
    user, bowl = stall.shopper(), stall.product()
    with pytest.raises(InvalidInput, match="give 1 to 5 stars"):
        shop.reviews.write(user, bowl, rating, "Hm.")
    assert shop.reviews.threads(bowl).summary.count == 0


def test_text_has_to_say_something_and_not_too_much(shop: Market, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product()
    for text in ("", "  \n", "\0\0"):
        with pytest.raises(InvalidInput, match="An empty review says nothing"):
            shop.reviews.write(user, bowl, 5, text)
    with pytest.raises(InvalidInput, match="This review has 5001 characters, and 5000 are the most"):
        shop.reviews.write(user, bowl, 5, "a" * (MAX_REVIEW + 1))
    review = shop.reviews.write(user, bowl, 5, "👩" * MAX_REVIEW, "t" * 300)
    assert (len(review.text), len(review.title or "")) == (MAX_REVIEW, 200)
    with pytest.raises(InvalidInput, match="An empty comment says nothing"):
        shop.reviews.comment(user, review.id, " ")
    with pytest.raises(InvalidInput, match="This comment has 2001 characters"):
        shop.reviews.comment(user, review.id, "a" * (MAX_COMMENT + 1))
    assert shop.reviews.comment(user, review.id, "é" * MAX_COMMENT).text == "é" * MAX_COMMENT


def test_whoever_writes_exists_and_so_does_what_is_written_of(shop: Market, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product()
    with pytest.raises(NotFound, match="no shopper"):
        shop.reviews.write(stall.id("x"), bowl, 5, "Good.")
    with pytest.raises(NotFound, match="no product"):
        shop.reviews.write(user, stall.id("x"), 5, "Good.")
    review = shop.reviews.write(user, bowl, 5, "Good.")
    with pytest.raises(NotFound, match="no shopper"):
        shop.reviews.comment(stall.id("x"), review.id, "Yes.")
    with pytest.raises(NotFound, match="no review"):
        shop.reviews.comment(user, stall.id("x"), "Yes.")
    with pytest.raises(NotFound, match="no comment"):
        shop.reviews.comment(user, review.id, "Yes.", reply_to="x")
    assert shop.reviews.get(review.id) == review


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_written_stays_text(shop: Market, stall: Stall, text: str) -> None:
    user, bowl = stall.shopper(text), stall.product()
    review = shop.reviews.write(user, bowl, 5, f"a\0{text}", f"\0{text}")
    comment = shop.reviews.comment(user, review.id, text)
    reply = shop.reviews.comment(user, review.id, f"{text}\0", reply_to=comment.id)
    kept = shop.reviews.get(review.id)
    assert (kept.author, kept.title, kept.text) == (text, text, f"a{text}")
    assert kept.comments == [comment.model_copy(update={"replies": [reply]})]
    assert reply.text == text


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
def test_any_id_and_any_words_are_only_looked_for(shop: Market, text: str) -> None:
    assert shop.reviews.threads(text).reviews == []
    with pytest.raises(NotFound):
        shop.reviews.get(text)
    assert isinstance(shop.reviews.find(text), list)


def test_a_thread_grows_where_it_is_answered(shop: Market, stall: Stall) -> None:
    ada, grace, bowl = stall.shopper("Ada"), stall.shopper("Grace"), stall.product()
    review = shop.reviews.write(ada, bowl, 5, "Good.")
    first = shop.reviews.comment(grace, review.id, "Why?")
    second = shop.reviews.comment(grace, review.id, "And?")
    deep = shop.reviews.comment(ada, review.id, "So.", reply_to=second.id)
    deeper = shop.reviews.comment(grace, review.id, "Oh.", reply_to=deep.id)
    beside = shop.reviews.comment(grace, review.id, "Ah.", reply_to=second.id)

    [top, other] = shop.reviews.get(review.id).comments
    assert top == first
    assert [reply.id for reply in other.replies] == [deep.id, beside.id]
    assert other.replies[0].replies == [deeper]
    assert other.size == 4
    assert [(c.author, c.role) for c in (first, deep)] == [("Grace", "shopper"), ("Ada", "reviewer")]


def test_replies_at_the_same_time_are_all_kept_each_in_its_place(shop: Market, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product()
    review = shop.reviews.write(user, bowl, 5, "Good.")
    parents = [shop.reviews.comment(user, review.id, f"parent {number}") for number in range(4)]

    def replying(parent: Comment | None, number: int) -> Callable[[], Comment]:
        under = parent and parent.id
        return lambda: shop.reviews.comment(user, review.id, f"to {under}: {number}", reply_to=under)

    outcomes = at_once(*[replying(parent, number) for number in range(6) for parent in (*parents, None)])

    assert [outcome for outcome in outcomes if isinstance(outcome, BaseException)] == []
    kept = shop.reviews.get(review.id).comments
    assert [comment.id for comment in kept[:4]] == [parent.id for parent in parents]
    for parent in kept[:4]:
        assert sorted(reply.text for reply in parent.replies) == [f"to {parent.id}: {number}" for number in range(6)]
    assert sorted(comment.text for comment in kept[4:]) == [f"to None: {number}" for number in range(6)]


def test_a_thread_has_a_bottom(shop: Market, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product()
    review = shop.reviews.write(user, bowl, 5, "Good.")
    last: str | None = None
    for depth in range(MAX_DEPTH):
        last = shop.reviews.comment(user, review.id, f"level {depth}", reply_to=last).id
    with pytest.raises(InvalidInput, match="too deep to answer here"):
        shop.reviews.comment(user, review.id, "further", reply_to=last)
    [top] = shop.reviews.get(review.id).comments
    assert top.size == MAX_DEPTH


@pytest.mark.parametrize(
    ("order", "wanted"),
    [("newest", "dcba"), ("highest", "dabc"), ("lowest", "cbda"), ("most_discussed", "bdca")],
)
def test_reviews_are_ordered_and_paged(shop: Market, stall: Stall, order: Order, wanted: str) -> None:
    bowl = stall.product()
    written: dict[str, Review] = {}
    # Milliseconds tell them apart: those of one test are set, not waited for.
    for number, (name, stars, comments) in enumerate((("a", 5, 0), ("b", 3, 2), ("c", 1, 0), ("d", 5, 1))):
        user = stall.shopper()
        written[name] = shop.reviews.write(user, bowl, stars, name)
        at = datetime(2026, 1, 1 + number, tzinfo=UTC)
        shop.mongo.database["reviews"].update_one({"_id": written[name].id}, {"$set": {"created_at": at}})
        for _ in range(comments):
            shop.reviews.comment(user, written[name].id, "Yes.")

    def texts(**page: int) -> str:
        return "".join(review.text for review in shop.reviews.threads(bowl, order=order, **page).reviews)

    assert texts() == wanted
    assert [texts(skip=skip, limit=2) for skip in (0, 2, 4)] == [wanted[:2], wanted[2:], ""]
    only = shop.reviews.threads(bowl, order=order, stars=5)
    assert {review.text for review in only.reviews} == {"a", "d"}
    assert only.summary == RatingSummary(average=3.5, count=4, stars={5: 2, 4: 0, 3: 1, 2: 0, 1: 1})


def test_reviews_are_found_by_their_words(shop: Market, stall: Stall) -> None:
    user, bowl, vase = stall.shopper(), stall.product(), stall.product()
    word = "zephyrine"
    inside = shop.reviews.write(user, bowl, 5, f"It is {word}.")
    titled = shop.reviews.write(user, vase, 5, "It is.", f"So {word}")
    assert [review.id for review in shop.reviews.find(word)] == [titled.id, inside.id]
    assert shop.reviews.find("  ") == []


def test_without_mongodb_reviews_say_so_and_without_postgresql_they_can_be_read(shop: Market, stall: Stall) -> None:
    user, bowl = stall.shopper(), stall.product()
    review = shop.reviews.write(user, bowl, 5, "Good.")
    with Market.open(elsewhere(shop, "postgres")) as market:
        assert market.reviews.threads(bowl).reviews == [review]
        with pytest.raises(StoreUnavailable, match="postgres"):
            market.reviews.comment(user, review.id, "Yes.")
    with Market.open(elsewhere(shop, "mongo")) as market, pytest.raises(StoreUnavailable, match="mongo"):
        market.reviews.threads(bowl)
