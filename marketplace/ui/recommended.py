"""Recommendations as lists and as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from marketplace.recommendations.models import Recommendation
from marketplace.search.models import Hit
from marketplace.settings import StoreName
from marketplace.ui.html import esc, href
from marketplace.ui.wording import money

STRATEGIES: dict[str, tuple[str, StoreName, str]] = {
    "also_bought": (
        "Also bought",
        "neo4j",
        "By the same people, at whatever time. People are counted, not purchases; best sellers get no head start.",
    ),
    "bought_together": ("In the same basket", "neo4j", "In one order, so many times."),
    "similar": (
        "Similar by meaning",
        "postgres",
        "Nearest descriptions, by their vectors. Nobody has to have bought it.",
    ),
}


def similar(hits: Sequence[Hit]) -> list[Recommendation]:
    """Hits of the search by meaning, to stand beside what people's purchases found."""
    return [
        Recommendation(
            product=hit.product,
            strategy="similar",
            score=hit.score,
            people=0,
            reason=f"Cosine distance {hit.distance or 0:.2f}.",
        )
        for hit in hits
    ]


def list_html(found: Sequence[Recommendation], pictures: Mapping[str, str]) -> str:
    """A narrow list: a small picture, the name, the price, the reason."""
    items = "".join(
        f'<li class="am-line"><div class="am-picture" aria-hidden="true">{pictures.get(one.product.id, "")}</div><div>'
        f'<a data-page href="{esc(href("product", id=one.product.id))}">{esc(one.product.name)}</a>'
        f'<p class="am-number">{esc(money(one.product.price))}</p><p class="am-note">{esc(one.reason)}</p></div></li>'
        for one in found
    )
    return f'<ol class="am-beside">{items}</ol>'


def start(product_id: str, at: Mapping[str, str]) -> str:
    """The address of the page that starts from this product, all else as it is."""
    return href("recommendations", **{"shopper": at.get("shopper"), "q": at.get("q"), "product": product_id})


def csv_text(found: Sequence[Recommendation]) -> str:
    """The list as CSV, with the figures behind it. A cell that a spreadsheet would run as a formula is kept as text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["RANK", "STRATEGY", "PRODUCT_ID", "NAME", "CATEGORY", "PRICE", "SCORE", "PEOPLE", "REASON"])
    for rank, one in enumerate(found, 1):
        product = one.product
        cells = [product.id, product.name, product.category or "", str(product.price or "")]
        writer.writerow([rank, one.strategy, *map(_plain, cells), f"{one.score:.4f}", one.people, _plain(one.reason)])
    return out.getvalue()


def _plain(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
