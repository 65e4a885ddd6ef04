"""Home: what this is, the four stores at work, and a way into the shop."""

import streamlit as st

from marketplace.catalog.models import BrowseQuery, Product
from marketplace.ui import address, architecture, trials
from marketplace.ui.failures import degraded
from marketplace.ui.html import esc, href, linked
from marketplace.ui.opening import market
from marketplace.ui.products import grid
from marketplace.ui.wording import count

SHELF = 6
MEANT = "a gift for someone who is always cold"


def hero() -> list[Product]:
    """The shop in a sentence, with a few of its things; what is bought most."""
    with degraded("The window"):
        shown = market().catalog.browse(BrowseQuery(sort="popular", size=2 * SHELF)).value
        # One from every third craft: five soaps would say less of the shop.
        window_items = market().catalog.faces()[::3][:5]
        pictures = market().catalog.pictures(window_items)
        window = "".join(
            f'<a data-page href="{esc(href("product", id=product.id))}" aria-label="{esc(product.name)}">'
            f"{pictures[product.id]}</a>"
            for product in window_items
        )
        crafts = sum(craft.products > 0 for craft in shown.crafts)
        linked(
            '<section class="am-hero"><div><p class="am-eyebrow">Made by hand, kept by four databases</p>'
            "<h1>Every thing here was made by somebody</h1>"
            f'<p class="am-lead">{count(shown.total, "piece")} in {count(crafts, "craft")}, and four databases that '
            "each do what they are best at. Buy a bowl and see which of them was asked, with what statement, and how "
            'long it took: every page ends with <em>What just ran</em>.</p><p class="am-calls">'
            f'<a class="am-call" data-page href="{esc(href("catalogue"))}">Browse the catalogue</a> '
            f'<a class="am-call am-second" data-page href="{esc(href("search", q=MEANT))}">'
            f'Search by meaning</a></p></div><div class="am-window">{window}</div></section>',
            key="hero",
        )
        return shown.items
    return []


def crafts() -> None:
    """Every craft with the picture of its best-loved piece."""
    st.header("By craft")
    with degraded("The crafts"):
        faces = market().catalog.faces()
        pictures = market().catalog.pictures(faces)
        totals = {craft.id: craft.products for craft in market().catalog.crafts()}
        tiles = "".join(
            f'<li><a data-page href="{esc(href("catalogue", craft=face.category_id))}">'
            f'<span class="am-picture" aria-hidden="true">{pictures[face.id]}</span>'
            f"<strong>{esc(face.category)}</strong> <span>{totals.get(face.category_id or '', 0):,}</span></a></li>"
            for face in faces
        )
        linked(f'<ul class="am-crafts">{tiles}</ul>', key="crafts")


def hot(popular: list[Product]) -> None:
    """What is looked at and bought these days, from Redis; what sold most of all fills up the shelf."""
    st.header("Hot this week")
    with degraded("What is hot"):
        trending = market().recommendations.trending(limit=SHELF)
        notes = {one.product.id: one.reason for one in trending}
        shelf = [one.product for one in trending]
        if len(shelf) < SHELF:
            st.caption("Redis counts every look and every order. What sold most of all stands in until there are more.")
            shelf += [product for product in popular if product.id not in notes][: SHELF - len(shelf)]
        grid(shelf, key="hot", notes=notes, shelf=True)


def newest() -> None:
    """What the makers listed last."""
    st.header("Fresh from the workshops")
    with degraded("The newest products"):
        grid(market().catalog.browse(BrowseQuery(sort="newest", size=SHELF)).value.items, key="newest", shelf=True)


address.read("home", ())
popular = hero()
trials.shelf(SHELF)
hot(popular)
architecture.picture()
crafts()
newest()
