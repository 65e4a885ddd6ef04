"""What a search found, each hit with its picture, the words found in it marked, and why it is one."""

from __future__ import annotations

import re
import textwrap
from html import unescape

import streamlit as st

from marketplace.catalog.models import Filters
from marketplace.search.models import Hit, Hits, Mode
from marketplace.stores.cache import Served
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block, esc, href, linked
from marketplace.ui.opening import market
from marketplace.ui.products import stock_note
from marketplace.ui.wording import count, milliseconds, money

EXCERPT = 150
MARK, FRAGMENTS = re.compile(r"</?mark>"), " ... "
"""As PostgreSQL and the service mark words, and join fragments."""

TITLES: dict[Mode, tuple[str, str]] = {
    "fulltext": ("By words", "BM25 in PostgreSQL: rare words weigh more, and so do names; “phrases”, or, -without."),
    "semantic": ("By meaning", "pgvector: the nearest descriptions among 384-dimensional vectors."),
    "hybrid": ("Both, fused", "The scores of both, each as a share of its best: words count two parts in five."),
}
FAR = 0.68
"""Farther than this the best answer is no answer. Of the 78 judged questions about the shipped catalogue the best is at
most .64 away; of words that have nothing to do with it, mostly .7 and more (all-MiniLM-L6-v2)."""

HALVES = {"fulltext": "by words", "semantic": "by meaning"}
"""What the halves of a hybrid search go by, as a person reads it."""


def results(mode: Mode, text: str, within: Filters, limit: int) -> Hits | None:
    """Draw one way's answer; None where its store is down."""
    title, how = TITLES[mode]
    st.header(title)
    st.caption(how)
    waiting = mode != "fulltext" and not market().search.encoder.loaded()
    said = "The language model is being loaded: the first search by meaning takes some seconds…"
    with degraded(f"Search {title.lower()}"):
        with st.spinner(said if waiting else "Searching…", show_time=waiting):
            served = market().search.search(text, mode, filters=within, limit=limit)
        found = served.value
        if not found.hits:
            nothing(mode, filtered=within.narrow)
            return found
        block(f'<p class="am-quiet">{_told(mode, served)}</p>')
        if mode != "fulltext" and all(hit.distance is None or hit.distance > FAR for hit in found.hits):
            notice(
                "Nothing here is close to that in meaning: what follows is only the least far.", title="Nothing near."
            )
        pictures = market().catalog.pictures([hit.product for hit in found.hits])
        rows = "".join(_hit(number, hit, found, pictures[hit.product.id]) for number, hit in enumerate(found.hits, 1))
        linked(f'<ol class="am-hits">{rows}</ol>', key=f"hits_{mode}")
        return found
    return None


def _told(mode: Mode, served: Served[Hits]) -> str:
    found = served.value
    origin = "from Redis, a hit" if served.hit else "asked anew, a miss"
    parsed = f" Read as <code>{esc(found.parsed)}</code>." if found.parsed and mode != "semantic" else ""
    corrected = ""
    if found.corrected and mode != "semantic":
        corrected = f"Searched for <strong>{esc(found.corrected)}</strong>: nothing here has “{esc(found.query)}”. "
    of = f"The best {len(found.hits)} of {found.ranked}" if found.next else count(len(found.hits), "hit")
    return f"{corrected}{of} in {milliseconds(served.ms)}, {origin}.{parsed}"


def _hit(number: int, hit: Hit, found: Hits, picture: str) -> str:
    product = hit.product
    stock = stock_note(product)
    return (
        f'<li class="am-hit-row"><div class="am-picture" aria-hidden="true">{picture}</div><div>'
        f'<a data-page href="{esc(href("product", id=product.id))}">{number}. {hit.name or esc(product.name)}</a>'
        f'<p class="am-maker">{esc(product.seller or "")} · {esc(product.category or "")} · '
        f'<span class="am-price">{esc(money(product.price))}</span> {esc(stock)}</p>'
        f"<p>{excerpt(hit)}</p>{_score(hit, found)}</div></li>"
    )


def excerpt(hit: Hit) -> str:
    """What is shown of a description, as HTML: around the words found, dots where it is cut off; or its beginning."""
    description = " ".join(hit.product.description.split())
    if not hit.headline:
        return esc(textwrap.shorten(description, EXCERPT, placeholder=" …"))
    # Safe HTML already: the service escapes the text before it marks the words.
    parts = hit.headline.split(FRAGMENTS)
    first, last = (" ".join(unescape(MARK.sub("", part)).split()) for part in (parts[0], parts[-1]))
    before, after = "" if description.startswith(first) else "… ", "" if description.endswith(last) else " …"
    return f"{before}{hit.headline.replace(FRAGMENTS, ' … ')}{after}"


def _score(hit: Hit, found: Hits) -> str:
    """What made it a hit, as a bar (of the best one's) and in words."""
    best = max(one.score for one in found.hits) or 1.0
    share, said = hit.score / best, []
    if found.mode == "hybrid":
        said.append(" and ".join(f"{rank}. {HALVES[half]}" for half, rank in hit.ranks.items()))
        said.append(f"score {hit.score:.4f}")
    if found.mode != "semantic" and hit.fulltext is not None:
        gave = ", ".join(f"{term} {score:.1f}" for term, score in sorted(hit.gave.items(), key=lambda one: -one[1])[:4])
        said.append(f"BM25 {hit.fulltext:.2f}" + (f" ({gave})" if gave else ""))
    if found.mode != "fulltext" and hit.distance is not None:
        said.append(f"cosine distance {hit.distance:.3f}" + (", 0 is alike" if found.mode == "semantic" else ""))
        share = max(0.0, 1 - hit.distance) if found.mode == "semantic" else share
    return (
        f'<p class="am-score"><span class="am-track" aria-hidden="true">'
        f'<span class="am-bar" style="left:0;width:{min(1.0, max(0.02, share)):.0%}"></span></span>'
        f"{esc(' · '.join(said))}</p>"
    )


def nothing(mode: Mode, *, filtered: bool) -> None:
    """Kind words for a search without hits."""
    if filtered:
        notice("Nothing under these filters fits. Take one away.", title="Nothing left.")
    elif mode == "fulltext":
        notice("No description has these words. Search by meaning needs none of them.", title="No such words here.")
    else:
        notice("Nothing has a vector yet: `marketplace load vectors` makes them.", title="Nothing to compare with.")
