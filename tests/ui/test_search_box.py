"""The search box in a real browser: it suggests while one types, and is a combobox to keyboard and screen reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from marketplace.ui.search_box import _typed

WAIT = 60_000

BOX = "document.querySelector('.am-box').box"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A phone: the narrowest that the list has to fit."""
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(WAIT)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
    context.close()


def _box(page: Page, address: str) -> Locator:
    page.goto(f"{address}/search")
    box = page.get_by_role("combobox", name="What are you looking for?")
    expect(box).to_be_visible(timeout=WAIT)
    box.focus()
    return box


def test_it_suggests_while_one_types_and_the_keyboard_picks(page: Page, address: str) -> None:
    box = _box(page, address)
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("celadon r")
    option = page.get_by_role("option", name="Celadon Rain Bowl product")
    expect(option).to_be_visible()
    assert option.locator("mark").all_inner_texts() == ["Celadon", "R"]
    expect(box).to_be_focused()
    expect(box).to_have_value("celadon r")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert page.get_by_role("listbox", name="Suggestions").get_attribute("id") == box.get_attribute("aria-controls")
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0

    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert box.get_attribute("aria-activedescendant") is None
    expect(box).to_have_value("celadon r")
    box.press("ArrowDown")
    expect(option).to_be_visible()
    box.press("ArrowUp")
    box.press("Enter")
    expect(page.get_by_role("heading", name="Celadon Rain Bowl", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/product\?id=P0001$"))


def test_home_and_end_move_among_options_and_otherwise_the_caret(page: Page, address: str) -> None:
    box = _box(page, address)
    box.press_sequentially("ce")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    box.press("End")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("Home")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("ArrowUp")
    box.press("Home")
    assert box.evaluate("input => input.selectionStart") == 0
    box.press_sequentially("i")
    expect(box).to_have_value("ice")


def test_enter_searches_and_a_crafts_page_opens_at_a_press(page: Page, address: str) -> None:
    box = _box(page, address)
    box.press_sequentially("  wool   hat ")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=wool\+hat$"))
    expect(page.locator(".am-hits").first).to_be_visible()
    expect(box).to_have_value("wool hat")
    box.fill("ceram")
    page.get_by_role("option", name="Ceramics craft").click()
    expect(page).to_have_url(re.compile(r"/catalogue\?craft=ceramics$"))


def test_a_late_answer_changes_nothing_and_no_text_is_markup(page: Page, address: str) -> None:
    box = _box(page, address)
    box.press_sequentially("cela")
    expect(page.get_by_role("option", name="Celadon Rain Bowl product")).to_be_visible()
    shown = page.evaluate(f"{BOX}.shown")
    answer = "{value: '', text: 'b', found: [{label: '<b>Bowl</b> & <img src=x>', kind: 'product', address: './'}]"
    page.evaluate(f"{BOX}.update({answer}, seq: {shown}}})")
    expect(page.get_by_role("option", name="Celadon Rain Bowl product")).to_be_visible()
    page.evaluate(f"{BOX}.update({answer}, seq: {shown + 1}}})")
    expect(page.get_by_role("option")).to_have_text("<b>Bowl</b> & <img src=x> product")
    expect(box).to_have_value("cela")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (None, (0, "")),
        ("celadon", (0, "")),
        ({"seq": "1", "text": "a"}, (0, "")),
        ({"seq": 1, "text": ["a"]}, (0, "")),
        ({"seq": 2, "text": "a\0\ud800b"}, (2, "a b")),
    ],
)
def test_whatever_a_browser_sends_is_a_question_or_none(said: object, read: tuple[int, str]) -> None:
    assert _typed(said) == read
