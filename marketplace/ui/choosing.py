"""Choosing whose recommendations to look at, by name or id among any number of shoppers; one shops on as oneself."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from marketplace.accounts.models import Shopper
from marketplace.ui import address
from marketplace.ui.failures import degraded
from marketplace.ui.opening import market
from marketplace.ui.wording import count

FOUND, NEWCOMERS = 10, 3


def choose_shopper(page: str, at: Mapping[str, str], current: Shopper | None) -> None:
    """A popover in which a page's parameter `shopper` is chosen. Nobody is looked for until it is open."""
    opener = st.popover(
        "Look at somebody else’s", icon=":material/person_search:", key=f"am_{page}_whose", on_change="rerun"
    )
    if not opener.open:
        return
    with opener, degraded("Shoppers"):
        text = st.text_input(
            "Find a shopper by name or id", key=f"am_{page}_whose_name", placeholder="A name, or how an id begins"
        ).strip()
        found = market().accounts.shoppers(text or None, limit=FOUND)
        if not found:
            st.write(f"Nobody is called “{text}”.")
        _offer(page, at, current, found)
        if newcomers := market().accounts.newcomers(NEWCOMERS) if not text else []:
            st.caption("Who has bought nothing yet")
            _offer(page, at, current, newcomers)


def _offer(page: str, at: Mapping[str, str], current: Shopper | None, found: list[Shopper]) -> None:
    for one in found:
        if current is None or one.id != current.id:
            label = f"{one.name} · {one.id} · {count(one.orders, 'order')}"
            st.button(
                label, key=f"am_{page}_whose_{one.id}", type="tertiary", on_click=_look, args=(page, dict(at), one.id)
            )


def _look(page: str, at: Mapping[str, str], user_id: str) -> None:
    address.write(page, {**at, "shopper": user_id, "path": ""})
