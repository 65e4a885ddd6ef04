"""Reviews and the comments below them as HTML: a thread of any depth, each comment with a link that answers it."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.reviews.models import Comment, RatingSummary, Review
from marketplace.ui.html import esc
from marketplace.ui.wording import count, stars_html, time_html

DEEPEST = 5
"""Indentation stops here; the thread goes on."""

ROLES = {"maker": "the maker", "reviewer": "who wrote the review", "shopper": ""}

Answer = Callable[[str | None], str]
"""The address at which a comment (by its id), or the review itself (None), is answered."""


def review_html(
    review: Review, *, answer: Answer | None = None, product: tuple[str, str] | None = None, here: str | None = None
) -> str:
    """A review with its whole thread. `product` is the name and address to name it by, where it stands alone.

    `here` is the id of the comment (or the review) that is being answered: it is marked.
    """
    about = f'<a data-page href="{esc(product[1])}">{esc(product[0])}</a>' if product else ""
    title = f"<h3>{esc(review.title)}</h3>" if review.title else ""
    verified = '<span class="am-verified">Verified purchase</span>' if review.verified else ""
    thread = "".join(_comment(comment, 1, answer, here) for comment in review.comments)
    talk = sum(comment.size for comment in review.comments)
    mark = " am-answered" if here == review.id else ""
    return (
        f'<article class="am-review{mark}" id="review-{esc(review.id)}"><header>{stars_html(float(review.rating))}'
        f"{about}</header>{title}<p>{_text(review.text)}</p>"
        f"<footer><b>{esc(review.author)}</b> · {time_html(review.created_at)} {verified}"
        f"{_answer(answer, None, 'Comment', review.author)}</footer>"
        + (f'<p class="am-hidden">{count(talk, "comment")}</p><ol class="am-thread">{thread}</ol>' if thread else "")
        + "</article>"
    )


def _comment(comment: Comment, depth: int, answer: Answer | None, here: str | None) -> str:
    role = f'<span class="am-role">{ROLES[comment.role]}</span>' if ROLES[comment.role] else ""
    replies = "".join(_comment(reply, depth + 1, answer, here) for reply in comment.replies)
    # A list within a list all the way down, for who hears it; the eye is spared more than so much indentation.
    flat = " am-flat" if depth >= DEEPEST else ""
    mark = ' class="am-answered"' if here == comment.id else ""
    return (
        f"<li{mark}><p>{_text(comment.text)}</p><footer><b>{esc(comment.author)}</b> {role} · "
        f"{time_html(comment.created_at)}{_answer(answer, comment.id, 'Reply', comment.author)}</footer>"
        + (f'<ol class="am-thread{flat}">{replies}</ol>' if replies else "")
        + "</li>"
    )


def _answer(answer: Answer | None, id: str | None, word: str, author: str) -> str:
    if answer is None:
        return ""
    label = f"{word} to {author}" if word == "Reply" else f"Comment on the review by {author}"
    return f' · <a data-page class="am-reply" href="{esc(answer(id))}" aria-label="{esc(label)}">{word}</a>'


def _text(text: str) -> str:
    return "<br>".join(esc(line) for line in text.splitlines())


def summary_html(summary: RatingSummary, *, address: Callable[[int | None], str], stars: int | None = None) -> str:
    """The mean and a bar for each number of stars, each a link that shows only those reviews."""
    if not summary.count:
        return ""
    bars = "".join(_bar(star, many, summary.count, address, stars) for star, many in summary.stars.items())
    every = f'<a data-page class="am-tag" href="{esc(address(None))}">Show all</a>' if stars else ""
    return (
        f'<section class="am-summary" aria-label="Ratings"><p class="am-average">{summary.average or 0:.1f}</p>'
        f"<div>{stars_html(summary.average, summary.count)}<ul>{bars}</ul>{every}</div></section>"
    )


def _bar(star: int, many: int, total: int, address: Callable[[int | None], str], chosen: int | None) -> str:
    label = f"{count(star, 'star')}: {count(many, 'review')}"
    current = ' aria-current="true"' if chosen == star else ""
    return (
        f'<li><a data-page href="{esc(address(star))}" aria-label="{label}"{current}><span>{star} ★</span>'
        f'<span class="am-meter"><span style="width:{100 * many / total:.1f}%"></span></span>'
        f'<span class="am-number">{many:,}</span></a></li>'
    )
