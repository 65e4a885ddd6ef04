"""Several strategies' lists beside each other: chosen, asked one after the other, and drawn with what they share."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from marketplace.accounts.models import Shopper
from marketplace.recommendations.models import Recommendation, Strategy
from marketplace.recommendations.ranking import Weighing
from marketplace.ui import address, recommended
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block, esc, linked
from marketplace.ui.opening import market

LONG = 10
MOST = 4
"""Lists that fit side by side."""

Elsewhere = Callable[..., str]
"""The page's address with something changed."""


def choose(page: str, at: Mapping[str, str], first: Sequence[Strategy]) -> list[Strategy]:
    """Which strategies stand side by side: the page's parameter `strategies`."""
    said = at.get("strategies", "").split(",")
    chosen = [one for one in recommended.FOR_SHOPPERS if one in said][:MOST] or list(first)
    key = f"am_{page}_strategies"

    def changed() -> None:
        picked = st.session_state[key]
        if len(picked) > MOST:
            st.toast("Four fit side by side: take one away first.", icon=":material/view_column:")
        elif picked:
            address.write(page, {**at, "strategies": ",".join(picked), "path": ""})

    st.pills(
        "Strategies, two to four",
        recommended.FOR_SHOPPERS,
        selection_mode="multi",
        wrap=True,
        format_func=lambda one: recommended.described(one)[0],
        key=address.shows(key, chosen),
        on_change=changed,
    )
    return chosen


def timed(strategy: str, ask: Callable[[], list[Recommendation]]) -> list[Recommendation]:
    """One list, under its heading with how long it took."""
    began, found = time.perf_counter(), None
    try:
        found = ask()
    finally:
        took = (time.perf_counter() - began) * 1000 if found is not None else None
        block(recommended.heading_html(strategy, took))
    if not found:
        notice("Nothing: too little is known to say anything.")
    return found


def draw(
    who: Shopper, strategies: Sequence[Strategy], weighed: Weighing, at: Mapping[str, str], elsewhere: Elsewhere
) -> list[list[Recommendation]]:
    """The lists. All are asked before any is drawn, for each says where else its products stand."""
    lists: dict[str, list[Recommendation]] = {}
    columns = st.columns(len(strategies), gap="medium")
    for column, strategy in zip(columns, strategies, strict=True):
        with column, degraded(recommended.described(strategy)[0]):
            ask = partial(market().recommendations.by, strategy, who.id, LONG, weighed)
            lists[strategy] = timed(strategy, ask)
    also = recommended.also_in(lists)
    for column, strategy in zip(columns, strategies, strict=True):
        if found := lists.get(strategy):
            with column, degraded(recommended.described(strategy)[0]):
                under = {one.product.id: _under(who, one, also[strategy], weighed, at, elsewhere) for one in found}
                pictures = market().catalog.pictures([one.product for one in found])
                linked(recommended.list_html(found, pictures, under), key=f"beside_{strategy}")
    if len(lists) > 1:
        block(recommended.shared_html(lists))
    return list(lists.values())


def _under(
    who: Shopper,
    one: Recommendation,
    also: Mapping[str, str],
    weighed: Weighing,
    at: Mapping[str, str],
    elsewhere: Elsewhere,
) -> str:
    """In which other lists it stands, and, when it is asked for, the way through the graph to it."""
    here = f"{one.strategy}:{one.product.id}"
    way, words = "", "The way through the graph"
    if opened := at.get("path") == here:
        steps = market().recommendations.path(who.id, one.product.id, weighed)
        if not market().accounts.may_sign_in_as:
            # Who else bought something is not everybody's to know.
            steps = [step.model_copy(update={"buyers": []}) for step in steps]
        way, words = recommended.path_html(who.id, who.name, one, steps), "Close the way"
    place = esc(elsewhere(path="" if opened else here))
    told = f'<p class="am-also">also in {esc(also[one.product.id])}</p>' if also[one.product.id] else ""
    return f'{told}<p class="am-how"><a data-page href="{place}">{words}</a></p>{way}'
