"""The main way through the shop in a real browser, the network beyond this machine cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from marketplace.accounts.models import Shopper
from marketplace.accounts.passwords import DEMO_PASSWORD
from marketplace.catalog.models import BrowseQuery
from marketplace.market import Market

WAIT = 60_000
"""Milliseconds: the first visit waits for the market to open, a first search for the model."""
expect.set_options(timeout=WAIT)

SIDEWAYS = "() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth }"


class Offline:
    """A page that reaches nothing but this machine, and notes what it tried and what went wrong."""

    def __init__(self, browser: Browser, width: int, scheme: str) -> None:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        context.set_default_timeout(WAIT)
        self.reached: list[str] = []
        self.errors: list[str] = []
        context.route("**/*", self._local_only)
        self.page: Page = context.new_page()
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _local_only(self, route, request) -> None:
        if urlsplit(request.url).hostname == "127.0.0.1" or request.url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            self.reached.append(request.url)
            route.abort()


WIDE, PHONE = (1366, "light"), (390, "dark")
both = pytest.mark.parametrize("offline", [WIDE, PHONE], ids=["wide", "phone"], indirect=True)


@pytest.fixture
def offline(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Offline]:
    """A wide page in daylight; marked `both`, a phone's in the dark as well."""
    width, scheme = getattr(request, "param", WIDE)
    visitor = Offline(chromium, width, scheme)
    yield visitor
    assert visitor.reached == []
    # Streamlit asks for its own health under a page's path first, and is told 404.
    assert [error for error in visitor.errors if "404" not in error] == []
    visitor.page.context.close()


@pytest.fixture
def shopper(market: Market) -> Iterator[Shopper]:
    """Somebody whose cart is empty, and is left so."""
    somebody = market.accounts.shoppers(limit=31)[30]
    market.carts.clear(somebody.id)
    yield somebody
    market.carts.clear(somebody.id)


@both
def test_from_home_to_the_cart(offline: Offline, address: str, market: Market, shopper: Shopper) -> None:
    page = offline.page
    page.goto(f"{address}/?as={shopper.id}")
    expect(page.get_by_role("heading", name="Every thing here was made by somebody")).to_be_visible()
    expect(page.get_by_role("button", name=f"Shopping as {shopper.name}")).to_be_visible()
    assert page.evaluate(SIDEWAYS) == 0
    page.evaluate("window.sameSession = true")

    page.get_by_role("link", name="Browse the catalogue").click()
    expect(page.get_by_role("heading", name="Catalogue", exact=True)).to_be_visible()
    page.get_by_role("link", name="Ceramics").click()
    expect(page.get_by_role("link", name="Ceramics")).to_have_attribute("aria-current", "true")
    assert "craft=ceramics" in page.url
    assert f"as={shopper.id}" in page.url
    page.get_by_text("In stock only").click()
    wanted = market.catalog.browse(BrowseQuery(category_id="ceramics", in_stock=True)).value.items
    expect(page.locator(".am-card")).to_have_count(len(wanted))
    expect(page).to_have_url(re.compile(r"/catalogue\?craft=ceramics&as=\w+&stock=1$"))
    assert page.evaluate(SIDEWAYS) == 0

    page.get_by_role("link", name=wanted[0].name).click()
    expect(page.get_by_role("heading", name=wanted[0].name, level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="Reviews")).to_be_visible()
    assert page.evaluate(SIDEWAYS) == 0
    page.get_by_role("button", name="Add to cart").click()
    expect(page.get_by_text("1 of it in your cart now.")).to_be_visible()
    expect(page.get_by_role("link", name="Cart (1)")).to_be_visible()
    assert page.evaluate("window.sameSession") is True, "a link loaded the app anew"
    assert market.carts.quantities(shopper.id) == {wanted[0].id: 1}

    page.go_back()
    expect(page.get_by_role("heading", name="Catalogue", exact=True)).to_be_visible()
    expect(page.locator(".am-card")).to_have_count(len(wanted))


@both
def test_search_and_what_just_ran(offline: Offline, address: str, market: Market) -> None:
    page = offline.page
    page.goto(f"{address}/search")
    page.get_by_label("What are you looking for?").fill("wool hat")
    page.get_by_label("What are you looking for?").press("Enter")
    best = market.search.fulltext("wool hat", limit=12).value.hits[0].product
    expect(page.locator(".am-hits").first.get_by_role("link").first).to_have_text(f"1. {best.name}")
    expect(page.locator(".am-hits")).to_have_count(2)
    expect(page.locator("mark").first).to_be_visible()
    assert page.evaluate(SIDEWAYS) == 0

    page.get_by_text("What just ran:").click()
    rows = page.locator(".am-ran tbody tr")
    expect(rows.first).to_be_visible()
    page.locator(".am-ran summary", has_text="catalog/crafts.sql").click()
    expect(page.locator(".am-ran pre", has_text="FROM categories c")).to_be_visible()
    assert page.evaluate(SIDEWAYS) == 0


def test_one_becomes_another_by_name(offline: Offline, address: str, market: Market) -> None:
    page = offline.page
    wanted = market.accounts.shoppers(limit=10)[9]
    page.goto(address)
    page.get_by_role("button", name="Shopping as").click()
    page.get_by_label("Find a shopper by name").fill(wanted.name)
    page.get_by_label("Find a shopper by name").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name=wanted.name).click()
    expect(page.get_by_role("button", name=f"Shopping as {wanted.name}")).to_be_visible()
    assert f"as={wanted.id}" in page.url


@both
def test_a_guest_signs_in_and_their_cart_joins(
    offline: Offline, address: str, market: Market, shopper: Shopper
) -> None:
    page = offline.page
    wanted = market.catalog.browse(BrowseQuery(category_id="ceramics", in_stock=True)).value.items[0]
    page.goto(f"{address}/product?id={wanted.id}&as={shopper.id}")
    page.get_by_role("button", name="Shopping as").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Shopping as a guest")).to_be_visible()
    page.get_by_role("button", name="Add to cart").click()
    page.get_by_role("link", name="Cart (1)").click()
    page.get_by_role("button", name="Sign in to buy").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Sign in", exact=True).first.click()
    dialog.get_by_label("Id or e-mail address").fill(shopper.id)
    dialog.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    dialog.get_by_label("Password", exact=True).press("Enter")
    expect(page.get_by_text("1 piece of the guest’s cart joined yours.")).to_be_visible()
    expect(page.get_by_role("button", name=f"Shopping as {shopper.name}")).to_be_visible()
    expect(page.get_by_role("button", name="Buy")).to_be_visible()
    assert page.evaluate(SIDEWAYS) == 0
    assert market.carts.quantities(shopper.id) == {wanted.id: 1}
    market.accounts.revoke_all(shopper.id)


def test_the_keyboard_reaches_a_product(offline: Offline, address: str, market: Market) -> None:
    page = offline.page
    page.goto(f"{address}/catalogue?sort=name")
    first = market.catalog.browse(BrowseQuery(sort="name")).value.items[0]
    page.get_by_role("link", name=first.name, exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=first.name, level=1)).to_be_visible()


def open_doors(page: Page, address: str) -> None:
    """Let the crowd in that the address tells of. Where there was one before, the form is folded away."""
    page.goto(address)
    again = page.get_by_text("Let another crowd in")
    expect(again.or_(page.get_by_text("There is not enough for all."))).to_be_visible()
    if again.is_visible():
        again.click()
    page.get_by_role("button", name="Open the doors").click()


@both
def test_a_crowd_is_seen_while_it_shops(offline: Offline, address: str) -> None:
    page = offline.page
    open_doors(page, f"{address}/simulation?shoppers=8&seconds=60&think=0.1")
    expect(page.locator(".st-key-am_live canvas")).to_have_count(4)
    assert page.evaluate(SIDEWAYS) == 0
    page.evaluate("window.chart = document.querySelector('.st-key-am_live canvas'); window.seen = chart.toDataURL()")
    page.wait_for_function("chart.toDataURL() !== seen")
    assert page.evaluate("chart.isConnected"), "the chart was taken down and built again"
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("It was ended before the rush, and what was sold until then adds up.")).to_be_visible()

    open_doors(page, f"{address}/simulation?shoppers=8&seconds=0&last=2")
    expect(page.get_by_text("2 were there, 2 were sold, 0 are left; 6 of 8 shoppers")).to_be_visible()
    expect(page.get_by_text("8 at the till at the same moment")).to_be_visible()
    expect(page.locator("canvas")).to_have_count(5)
    assert page.evaluate(SIDEWAYS) == 0
