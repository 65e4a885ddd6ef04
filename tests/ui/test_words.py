"""What values read like, without any store."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from marketplace.events.models import RelayStatus
from marketplace.settings import STORES
from marketplace.tracing import Executed, Recording
from marketplace.ui import architecture, attributes, paging, ran, scenes
from marketplace.ui.checkouts import steps_of
from marketplace.ui.wording import (
    STORE_COLOURS,
    STORE_NAMES,
    ago,
    count,
    exactly,
    milliseconds,
    money,
    program,
    time_html,
)

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal("4.50"), "€4.50"),
        (Decimal("1240"), "€1,240.00"),
        (Decimal("0"), "€0.00"),
        (None, "not for sale"),
    ],
)
def test_money_carries_its_currency(amount: Decimal | None, words: str) -> None:
    assert money(amount) == words


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=15), "2 weeks ago"),
        (timedelta(days=70), "2 months ago"),
        (timedelta(days=800), "2 years ago"),
    ],
)
def test_times_are_peoples_and_exact_on_hover(before: timedelta, words: str) -> None:
    assert ago(NOW - before, NOW) == words
    assert f'title="{exactly(NOW - before)}">{words}</time>' in time_html(NOW - before, NOW)


def test_exact_time_is_utc_wherever_it_came_from() -> None:
    assert exactly(datetime.fromisoformat("2026-03-14T11:05:00+02:00")) == "14 March 2026, 09:05 UTC"


def test_counts_and_durations() -> None:
    assert [count(0, "hit"), count(1, "hit"), count(1204, "hit")] == ["0 hits", "1 hit", "1,204 hits"]
    assert count(2, "person", "people") == "2 people"
    assert [milliseconds(ms) for ms in (0.42, 38.2, 1234)] == ["0.4 ms", "38 ms", "1.2 s"]


def test_every_store_has_a_name_and_a_colour() -> None:
    assert tuple(STORE_NAMES) == tuple(STORE_COLOURS) == STORES


@pytest.mark.parametrize(
    ("attribute", "line"),
    [
        ({"diameter_cm": 18}, ("Diameter", "18 cm")),
        ({"stone_mm": "14 x 11"}, ("Stone", "14 x 11 mm")),
        ({"dishwasher_safe": True}, ("Dishwasher safe", "yes")),
        ({"suits": ["sake", "cold tea"]}, ("Suits", "sake, cold tea")),
        ({"paper_gsm": 110}, ("Paper", "110 g/m²")),
        ({"glaze": "celadon"}, ("Glaze", "celadon")),
        ({"workshop": {"size_m2": 46, "people": 2}}, ("Workshop", "size 46 m², people 2")),
        ({"signed_c": True}, ("Signed c", "yes")),
    ],
)
def test_attributes_read_as_a_person_would_say_them(attribute: dict[str, object], line: tuple[str, str]) -> None:
    assert attributes.described(attribute) == [line]


def test_attributes_without_a_value_are_left_out() -> None:
    assert attributes.described({"lid": None, "beads": [], "hem": ""}) == []


def test_page_numbers_leave_out_what_is_far() -> None:
    assert paging.numbers(1, 1) == [1]
    assert paging.numbers(5, 26) == [1, None, 3, 4, 5, 6, 7, None, 26]
    assert paging.numbers(3, 5) == [1, 2, 3, 4, 5]
    assert paging.links(1, 1, str) == ""
    links = paging.links(2, 3, lambda number: f'x?page={number}&q="')
    assert links.count("<a data-page") == 4
    assert 'href="x?page=1&amp;q=&quot;"' in links
    assert '<span aria-current="page">2</span>' in links
    assert paging.steps(None, None, None) == ""
    assert paging.steps("a", None, 'b?q="').count("<a data-page") == 2
    assert 'href="b?q=&quot;" aria-label="Next page"' in paging.steps("a", None, 'b?q="')


def test_what_ran_is_escaped_and_in_the_stores_colours() -> None:
    hostile = "<script>alert(1)</script>"
    statements = [
        Executed("postgres", "catalog/browse.sql", f"SELECT '{hostile}'", {"tag": hostile}, 0.0, 10.0, rows=1204),
        Executed("redis", "GET", f"GET {hostile}", {}, 10.0, 30.0, rows=1, outcome="hit"),
        Executed("mongo", "reviews/latest.json", '{"find": "reviews"}', {}, 20.0, 5.0, error=hostile),
    ]
    drawn = ran.waterfall(Recording(0.0, statements))
    assert "<script" not in drawn
    assert drawn.count("<tr style=") == 3
    for store in ("postgres", "redis", "mongo"):
        assert f"--store:var(--am-{store})" in drawn
    assert "left:0.0%;width:25.0%" in drawn
    assert "left:25.0%;width:75.0%" in drawn
    assert ">1,204</td>" in drawn
    assert '<span class="k">SELECT</span>' in drawn


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Version/18.0 Safari/605.1", "Safari on macOS"),
        ("python-httpx/0.28.1", "python-httpx/0.28.1"),
        ("", "a program that does not say its name"),
        ("![x](https://example.org)", "xhttps//example.org"),
        ("<b>*bold*</b>", "bbold/b"),
        ("x" * 1000, "x" * 40),
    ],
)
def test_a_program_is_called_by_its_name_and_never_by_markup(agent: str, words: str) -> None:
    assert program(agent) == words


def test_a_checkout_is_told_by_its_statements_and_its_commit() -> None:
    claimed = Executed("postgres", "orders/claim.sql", "", {}, 1.0, 2.0)
    sold = Executed("postgres", "orders/complete.sql", "", {}, 4.0, 3.0)
    emptied = Executed("redis", "carts/remove_ordered.lua", "", {}, 12.0, 1.0)
    other = Executed("redis", "test/other.lua", "", {}, 14.0, 1.0)
    steps = steps_of(Recording(0.0, [claimed, sold, emptied, other]))
    assert [(step.title, step.store, step.ms) for step in steps] == [
        ("Claimed", "postgres", 2.0),
        ("Sold", "postgres", 3.0),
        ("Committed", "postgres", 5.0),
        ("Cart emptied", "redis", 1.0),
        ("test/other.lua", "redis", 1.0),
    ]
    alone = Recording(statements=[sold])
    assert [step.title for step in steps_of(alone)] == ["Sold", "Committed"]
    assert steps_of(Recording()) == []


@pytest.mark.parametrize(
    ("waiting", "dead", "at_home", "behind"),
    [
        (0, 0, "everything is carried on", "is empty: whatever happened in PostgreSQL has reached the other stores."),
        (2, 0, "2 events waiting, the oldest for 5 s", "holds 2 events; the oldest has waited for 5 s."),
        (
            0,
            1,
            "1 event given up, to be tried again behind the scenes",
            "has 1 event given up, below; nothing else waits.",
        ),
        (
            1,
            2,
            "1 event waiting, the oldest for 5 s; 2 events given up, to be tried again behind the scenes",
            "holds 1 event; the oldest has waited for 5 s. It has 2 events given up, too, below.",
        ),
    ],
)
def test_an_outbox_with_dead_letters_is_not_empty(waiting: int, dead: int, at_home: str, behind: str) -> None:
    outbox = RelayStatus(waiting=waiting, dead=dead, oldest_seconds=5, p50_ms=None, p95_ms=None, destinations=[])
    assert architecture.outbox_said(outbox) == at_home
    assert scenes.outbox_html(outbox).endswith(f"</b> {behind}</p>")
