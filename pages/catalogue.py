"""Catalogue: everything for sale, by craft, maker, price and whether it is there, all of it in the address."""

from functools import partial
from typing import get_args

import streamlit as st

from marketplace.catalog.models import BrowseQuery, CataloguePage, Sort
from marketplace.errors import StoreUnavailable
from marketplace.ui import address, facets, paging
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block, esc, href, linked
from marketplace.ui.opening import market
from marketplace.ui.products import grid, how_many

PAGE = "catalogue"
FILTERS = (*facets.PARAMETERS, "sort", "cursor")
SORTS: dict[Sort, str] = {
    "popular": "Most bought",
    "newest": "Newest",
    "price_up": "Price, lowest first",
    "price_down": "Price, highest first",
    "name": "Name",
}
assert set(SORTS) == set(get_args(Sort))


def query(at: dict[str, str]) -> BrowseQuery:
    """What the address asks for; what cannot be read of it is left out."""
    return BrowseQuery(
        **facets.filters(at).model_dump(),
        sort=next((sort for sort in SORTS if sort == at.get("sort")), "popular"),
        cursor=at.get("cursor"),
    )


def elsewhere(at: dict[str, str], **changes: object) -> str:
    """The address with other filters: on its first page, unless that is what changes."""
    merged = {name: value for name, value in at.items() if name != "cursor"} | changes
    return href(PAGE, **{name: str(value) for name, value in merged.items() if value not in (None, "")})


def changed(at: dict[str, str]) -> None:
    """A control was used: what they all show now becomes the address."""
    state = st.session_state
    address.write(
        PAGE,
        {
            **{name: at.get(name) for name in ("craft", "tag", "rating", "material")},
            "maker": state.am_cat_maker,
            "min": state.am_cat_min,
            "max": state.am_cat_max,
            "stock": "1" if state.am_cat_stock else None,
            "sort": None if state.am_cat_sort == "popular" else state.am_cat_sort,
        },
    )


def controls(at: dict[str, str], asked: BrowseQuery) -> None:
    """Maker, price, stock and order."""
    try:
        makers = {maker.id: f"{maker.name} ({maker.products})" for maker in market().catalog.makers()}
    except StoreUnavailable:
        makers = {}
    lowest = None if asked.min_price is None else int(asked.min_price)
    highest = None if asked.max_price is None else int(asked.max_price)
    columns = st.columns([3, 1.4, 1.4, 2.2, 1.5], vertical_alignment="bottom")
    columns[0].selectbox(
        "Maker",
        list(makers),
        format_func=lambda id: makers[id],
        key=address.shows("am_cat_maker", asked.seller_id if asked.seller_id in makers else None),
        index=None,
        placeholder="Every maker",
        on_change=changed,
        args=(at,),
    )
    for column, label, name, value in (
        (columns[1], "From €", "am_cat_min", lowest),
        (columns[2], "To €", "am_cat_max", highest),
    ):
        column.number_input(
            label,
            min_value=0,
            max_value=facets.MOST,
            step=5,
            value=None,
            key=address.shows(name, value),
            placeholder="any",
            on_change=changed,
            args=(at,),
        )
    columns[3].selectbox(
        "Sorted by",
        list(SORTS),
        format_func=lambda sort: SORTS[sort],
        key=address.shows("am_cat_sort", asked.sort),
        on_change=changed,
        args=(at,),
    )
    columns[4].toggle("In stock only", key=address.shows("am_cat_stock", asked.in_stock), on_change=changed, args=(at,))


def crafts(at: dict[str, str], shown: CataloguePage) -> None:
    """Links to each craft, with what it holds under the other filters."""
    everything = sum(craft.products for craft in shown.crafts)
    chosen = at.get("craft")
    items = [("", "All crafts", everything), *((craft.id, craft.name, craft.products) for craft in shown.crafts)]
    links = "".join(
        f'<li><a data-page href="{esc(elsewhere(at, craft=id))}"{" aria-current=true" if (chosen or "") == id else ""}'
        f"{' class=am-none-left' if not number else ''}>{esc(name)} <small>{number:,}</small></a></li>"
        for id, name, number in items
    )
    linked(f'<ul class="am-facet" aria-label="Crafts">{links}</ul>', key="crafts")


def results(at: dict[str, str], shown: CataloguePage) -> None:
    """How many there are, the cards, and links to the other pages."""
    tag = f" tagged “{at['tag']}”" if at.get("tag") else ""
    last = shown.before + len(shown.items)
    place = f" · {shown.before + 1:,} to {last:,}" if shown.items and len(shown.items) < shown.total else ""
    line, clear = st.columns([5, 1], vertical_alignment="center")
    line.caption(f"{how_many(shown.total)}{tag}{place}")
    if at and clear.button("Clear all", key="am_cat_clear", type="tertiary", icon=":material/close:"):
        address.write(PAGE, {})
        st.rerun()
    if shown.items:
        grid(shown.items, key="products")
    elif shown.total:
        notice("What was to come here has gone meanwhile.", title="Past the end.")
    else:
        notice("Nothing in the shop fits all of these. Take one away, or clear them all.", title="Nothing found.")

    def page(cursor: str | None) -> str | None:
        return elsewhere(at, cursor=cursor) if cursor else None

    begun = elsewhere(at) if shown.before or (not shown.items and shown.total) else None
    linked(paging.steps(begun, page(shown.previous), page(shown.next)), key="pages")


at = address.read(PAGE, FILTERS)
asked = query(at)
st.title("Catalogue")
with degraded("The catalogue"):
    shown = market().catalog.browse(asked).value
    craft = next((craft for craft in shown.crafts if craft.id == asked.category_id), None)
    if craft is not None and craft.description:
        block(f'<p class="am-lead">{esc(craft.description)}</p>')
    crafts(at, shown)
    controls(at, asked)
    facets.panel(
        market().catalog.facets(asked),
        at,
        ("price", "rating", "material"),
        partial(elsewhere, at),
        key="facets",
    )
    results(at, shown)
