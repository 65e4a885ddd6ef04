"""Reviews: the latest, the most discussed, found by their words; a product's own; one thread, and answering in it."""

from typing import get_args

import streamlit as st

from marketplace.errors import MarketplaceError, NotFound
from marketplace.reviews.models import Comment, Order, Review
from marketplace.reviews.service import MAX_COMMENT, MAX_REVIEW, MAX_TITLE
from marketplace.ui import address, paging, shopper
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import esc, href, linked
from marketplace.ui.opening import market
from marketplace.ui.threads import Answer, review_html, summary_html
from marketplace.ui.wording import count

HERE = ("product", "review", "to", "stars", "sort", "page", "q", "view")
VIEWS = {"latest": "Latest", "discussed": "Most discussed"}
SORTS: dict[str, str] = {
    "newest": "Newest first",
    "highest": "Best first",
    "lowest": "Worst first",
    "most_discussed": "Most discussed first",
}
SIZE = 10
TOLD = "am_review_told"


def answering(review: Review) -> Answer:
    """Where this review, or a comment below it, is answered."""
    return lambda to: href("reviews", review=review.id, to=to or review.id)


def told() -> None:
    """How the last thing written went."""
    if message := st.session_state.pop(TOLD, None):
        notice(message, kind="done", title="Written.")


def fresh(name: str) -> str:
    """A key for a form that is empty again once what was in it is written."""
    return f"am_{name}_{st.session_state.get(f'am_written_{name}', 0)}"


def written(name: str, message: str) -> None:
    """Say so, and empty the form."""
    st.session_state[TOLD] = message
    st.session_state[f"am_written_{name}"] = st.session_state.get(f"am_written_{name}", 0) + 1


def hidden(heading: str) -> str:
    """A heading that the eye does not need, between the page's and those of its reviews."""
    return f'<h2 class="am-hidden">{heading}</h2>'


def several(found: list[Review], key: str, heading: str) -> None:
    """Reviews of different products, each with its product's name."""
    names = {product.id: product.name for product in market().catalog.products([one.product_id for one in found])}
    linked(
        heading
        + "".join(
            review_html(
                one,
                product=(names.get(one.product_id, one.product_id), href("reviews", product=one.product_id)),
                answer=answering(one),
            )
            for one in found
        ),
        key=key,
    )


def overview(at: dict[str, str]) -> None:
    """Everybody's reviews: chips, a search, a list."""
    st.title("What people say")
    view = address.choice(at.get("view"), VIEWS, "latest")
    chips = "".join(
        f'<li><a data-page href="{esc(href("reviews", view=name))}"'
        f"{' aria-current=true' if name == view and not at.get('q') else ''}>{label}</a></li>"
        for name, label in VIEWS.items()
    )
    linked(f'<nav aria-label="Which reviews"><ul class="am-facet">{chips}</ul></nav>', key="views")
    with st.form("am_find_reviews", border=False):
        box, button = st.columns([5, 1], vertical_alignment="bottom")
        key = address.shows("am_review_words", at.get("q", "")) if not st.session_state.get("am_review_words") else None
        words = box.text_input(
            "Find reviews by their words", key=key or "am_review_words", placeholder="gift, chipped …"
        )
        if button.form_submit_button("Find", width="stretch", icon=":material/search:"):
            address.write("reviews", {"q": words, "view": view})
            at = {"q": words, "view": view}
    with degraded("Reviews"):
        if at.get("q"):
            found = market().reviews.find(at["q"])
            st.header(f"{count(len(found), 'review')} for “{at['q']}”" if found else "Nothing found")
            if not found:
                notice("No review speaks of that. MongoDB looks for whole words, by their stems: try another.")
        else:
            found = market().reviews.discussed() if view == "discussed" else market().reviews.latest()
        several(found, "list", heading="" if at.get("q") else hidden(VIEWS[view]))


def write_form(product_id: str) -> None:
    """A review of one's own."""
    who = shopper.me()
    with st.expander("Write a review", icon=":material/edit:"), st.form(fresh("review"), border=False):
        stars = st.radio("Stars", [5, 4, 3, 2, 1], format_func=lambda n: f"{n} ★", horizontal=True)
        title = st.text_input("Title, if you like", max_chars=MAX_TITLE)
        text = st.text_area("What is it like?", max_chars=MAX_REVIEW, height=110)
        if who is None:
            st.caption("Guests cannot write reviews: say who you are at the top of the page.")
        if st.form_submit_button("Publish", type="primary", disabled=who is None) and who is not None:
            try:
                review = market().reviews.write(who.id, product_id, stars, text, title)
                verified = (
                    "as a verified purchase" if review.verified else "not as a verified purchase: no order has it"
                )
                written("review", f"Your review stands below, {verified}.")
                st.rerun()
            except MarketplaceError as error:
                notice(str(error), kind="failed")


def of_product(product_id: str, at: dict[str, str]) -> None:
    """One product's reviews, by stars, in the order wished."""
    product = market().catalog.product(product_id).value
    picture = market().catalog.pictures([product])[product_id]
    linked(
        f'<div class="am-line"><div class="am-picture" aria-hidden="true">{picture}</div><div>'
        f'<p class="am-eyebrow">Reviews of</p><h1><a data-page href="{esc(href("product", id=product_id))}">'
        f'{esc(product.name)}</a></h1><p class="am-maker">by {esc(product.seller or "")} · '
        f'<a data-page href="{esc(href("reviews", view="latest"))}">All reviews</a></p></div></div>',
        key="about",
    )
    told()
    stars = address.number(at.get("stars"), 1, 5)
    sort = address.choice(at.get("sort"), SORTS, "newest")
    page = address.number(at.get("page")) or 1

    def to(page: int = 1, stars: int | None = stars, sort: str = sort) -> str:
        shown = {"stars": stars, "sort": None if sort == "newest" else sort, "page": None if page == 1 else page}
        return href("reviews", product=product_id, **shown)

    with degraded("Reviews"):
        order: Order = next(name for name in get_args(Order) if name == sort)
        found = market().reviews.threads(product_id, order=order, stars=stars, skip=(page - 1) * SIZE, limit=SIZE)
        left, right = st.columns([2, 5], gap="large")
        with left:
            linked(summary_html(found.summary, address=lambda star: to(stars=star), stars=stars), key="summary")
            write_form(product_id)
        with right:
            if not found.summary.count:
                notice("Nobody has written about it yet. Be the first.", title="No reviews.")
                return
            chips = "".join(
                f'<li><a data-page href="{esc(to(sort=name))}"{" aria-current=true" if name == sort else ""}>{label}'
                "</a></li>"
                for name, label in SORTS.items()
            )
            linked(f'<nav aria-label="Order"><ul class="am-facet">{chips}</ul></nav>', key="sorts")
            if not found.reviews:
                notice(f"No review here gives {count(stars or 0, 'star')}." if stars else "There are no more.")
            linked(
                hidden(SORTS[sort])
                + "".join(review_html(review, answer=answering(review)) for review in found.reviews),
                key="threads",
            )
            shown = found.summary.stars[stars] if stars else found.summary.count
            linked(paging.links(page, max(1, -(-shown // SIZE)), to), key="pages")


def comment_of(comments: list[Comment], id: str) -> Comment | None:
    """A comment anywhere in a thread."""
    for comment in comments:
        if comment.id == id:
            return comment
        if (below := comment_of(comment.replies, id)) is not None:
            return below
    return None


def answer_form(review: Review, to: str | None) -> None:
    """Answer the review, or the comment named in the address."""
    who, comment = shopper.me(), comment_of(review.comments, to or "")
    whom = f"{comment.author}: “{comment.text[:80]}{'…' if len(comment.text) > 80 else ''}”" if comment else None
    with st.form(fresh("answer")):
        label = f"Reply to {whom}" if whom else f"Comment on the review by {review.author}"
        text = st.text_area(label, max_chars=MAX_COMMENT, height=90)
        name = who.name if who else "nobody: guests cannot write"
        if st.form_submit_button(f"Publish as {name}", type="primary", disabled=who is None) and who is not None:
            try:
                market().reviews.comment(who.id, review.id, text, reply_to=comment.id if comment else None)
                written("answer", "MongoDB pushed your comment at its place in the thread, in the same document.")
                address.write("reviews", {"review": review.id})
                st.rerun()
            except MarketplaceError as error:
                notice(str(error), kind="failed")


def thread(review_id: str, to: str | None) -> None:
    """One review with its whole thread, and a form to answer."""
    review = market().reviews.get(review_id)
    product = market().catalog.product(review.product_id).value
    st.title("One thread")
    told()
    left, right = st.columns([5, 4], gap="large")
    with left:
        linked(
            hidden("The review")
            + review_html(
                review,
                product=(product.name, href("reviews", product=product.id)),
                answer=answering(review),
                here=to,
            ),
            key="thread",
        )
        linked(f'<p><a data-page href="{esc(href("reviews", view="latest"))}">All reviews</a></p>', key="back")
    with right:
        answer_form(review, to)
        st.caption("Choose “Reply” beside any comment to answer there: threads go as deep as twelve.")


at = address.read("reviews", HERE)
try:
    if "review" in at:
        thread(at["review"], at.get("to"))
    elif "product" in at:
        of_product(at["product"], at)
    else:
        overview(at)
except NotFound as error:
    notice(str(error), kind="failed")
    linked(f'<p><a data-page href="{esc(href("reviews", view="latest"))}">All reviews</a></p>', key="lost")
