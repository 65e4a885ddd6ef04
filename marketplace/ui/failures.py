"""What a page shows where a store is down or a request cannot be met: a plain message, and the rest works on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import get_args

import streamlit as st

from marketplace.errors import MarketplaceError, StoreUnavailable
from marketplace.settings import StoreName
from marketplace.ui.html import block, esc
from marketplace.ui.wording import STORE_NAMES


@contextmanager
def degraded(part: str) -> Iterator[None]:
    """Draw one part of a page; where its store does not answer, or what it asks for is not there, say so instead.

    `part` begins the sentence: "Reviews", "The cart".
    """
    try:
        yield
    except StoreUnavailable as error:
        unavailable(part, error)
    except MarketplaceError as error:
        notice(str(error), kind="failed")


def unavailable(part: str, error: StoreUnavailable) -> None:
    """Say that a part of the page cannot be shown, and which store it needs."""
    store = STORE_NAMES[_store(error.store)] if error.store in get_args(StoreName) else error.store
    with st.container(key=None):
        block(
            f'<div class="am-notice am-down" role="status" style="--store:var(--am-{esc(error.store)})">'
            f"<strong>{esc(part)} cannot be shown: {esc(store)} does not answer.</strong> "
            f"Everything that does not need it works on. <code>marketplace doctor</code> says what to do."
            f"<small>{esc(error.reason)}</small></div>"
        )


def notice(text: str, *, kind: str = "empty", title: str | None = None) -> None:
    """A designed message. `kind` is "empty" (nothing here), "failed" (it did not work) or "done" (it did)."""
    heading = f"<strong>{esc(title)}</strong> " if title else ""
    role = "alert" if kind == "failed" else "status"
    block(f'<div class="am-notice am-{esc(kind)}" role="{role}">{heading}{esc(text)}</div>')


def _store(name: str) -> StoreName:
    return next(store for store in get_args(StoreName) if store == name)
