"""The market, opened once for the whole process in the background, while whoever waits sees how far it has come."""

from __future__ import annotations

import logging
import threading
import time

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from marketplace.catalog.models import BrowseQuery
from marketplace.errors import MarketplaceError
from marketplace.market import Market
from marketplace.stores.health import Watch
from marketplace.ui.html import block, esc
from marketplace.ui.wording import STORE_NAMES

log = logging.getLogger(__name__)


class Shop:
    """The market of this process: opening, open, or failed. Connections look after themselves from then on."""

    def __init__(self) -> None:
        self.market: Market | None = None
        self.watch: Watch | None = None
        self.error: str | None = None
        self.began = time.monotonic()
        self._warmed = self._stocked = False
        self._opened = threading.Event()
        threading.Thread(target=self._open, name="open-market", daemon=True).start()

    def _open(self) -> None:
        try:
            market = Market.open()
            for store, outcome in market.migrate().items():
                if isinstance(outcome, MarketplaceError):
                    log.warning("%s is not migrated: %s", store, outcome)
            # Orders placed here, or while nobody carried their news, reach the other stores from this process.
            market.start()
            market.simulation.sweep()
            self.watch = Watch(
                {
                    "postgres": market.postgres.version,
                    "mongo": market.mongo.version,
                    "redis": market.redis.version,
                    "neo4j": market.graph.version,
                }
            )
            self.market = market
        except Exception as error:
            # The thread has nobody to raise to: who waits is told instead.
            log.exception("the market could not be opened")
            self.error = str(error) or type(error).__name__
        finally:
            self._opened.set()

    def wait(self, seconds: float) -> bool:
        """Whether it is open (or has failed), waiting at most so long."""
        return self._opened.wait(seconds)

    def stocked(self) -> bool:
        """Whether there is anything for sale. Once there is, it is not asked again."""
        if not self._stocked and self.market is not None:
            try:
                self._stocked = self.market.catalog.browse(BrowseQuery(size=1)).value.total > 0
            except MarketplaceError:
                # The store is down: that is another message, each page's own.
                return True
        return self._stocked

    def warm(self) -> None:
        """Load the language model in the background, once: the first page stands, so it delays nobody."""
        if not self._warmed and self.market is not None:
            self._warmed = True
            self.market.search.warm()

    def close(self) -> None:
        """Give everything back."""
        if self.watch is not None:
            self.watch.close()
        if self.market is not None:
            self.market.close()


def _release(shop: Shop) -> None:
    shop.close()


def _usable(shop: Shop) -> bool:
    # One that failed to open is tried anew at the next visit; an open one mends its own connections.
    return shop.error is None


@st.cache_resource(show_spinner=False, validate=_usable, on_release=_release)
def _shop() -> Shop:
    return Shop()


def shop() -> Shop:
    """The open shop. While it opens, shows that it does; where it cannot, says why and ends the run."""
    if PagesManager.uses_pages_directory:
        # The very first visit to a new server, straight to a page's own address: Streamlit takes pages/ for pages of
        # the old kind, and runs the file without app.py around it. From the next run on it knows better.
        PagesManager.uses_pages_directory = False
        st.rerun()
    opened = _shop()
    if not opened.wait(0.05):
        place = st.empty()
        while not opened.wait(0.5):
            with place:
                _opening(time.monotonic() - opened.began)
        place.empty()
    if opened.error is not None:
        _failed(opened.error)
        st.stop()
    return opened


def market() -> Market:
    """The market whose services a page calls."""
    opened = shop().market
    assert opened is not None  # an open shop has one
    return opened


def _opening(seconds: float) -> None:
    stores = "".join(
        f'<li style="--store:var(--am-{store});--turn:{turn}">{esc(name)}</li>'
        for turn, (store, name) in enumerate(STORE_NAMES.items())
    )
    block(
        '<section class="am-opening" role="status"><p class="am-brand">ArtisanMarket</p>'
        "<h1>The shop is opening…</h1><p>Four database servers are starting on this machine. "
        f"It takes about ten seconds, the very first time longer.</p><ul>{stores}</ul>"
        f'<p class="am-quiet">{seconds:.0f} s</p></section>'
    )


def _failed(reason: str) -> None:
    block(
        '<section class="am-opening" role="alert"><p class="am-brand">ArtisanMarket</p>'
        f"<h1>The shop cannot open</h1><p>{esc(reason)}</p>"
        "<p><code>marketplace doctor</code> says what is wrong and what to do. Then reload this page.</p></section>"
    )


def nothing_loaded() -> None:
    """Say that the shelves are empty, and how to fill them."""
    block(
        '<section class="am-opening" role="status"><h1>The shelves are empty</h1>'
        "<p>The stores run, but nothing is loaded yet. Run</p><p><code>marketplace load all</code></p>"
        "<p>in a terminal, then reload this page: the shipped catalogue takes under a minute.</p></section>"
    )
