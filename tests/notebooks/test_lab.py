"""What the notebooks share."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from marketplace import lab
from marketplace.errors import InvalidInput
from marketplace.market import Market
from marketplace.tracing import Executed, Recording


def test_a_table_escapes_its_values_and_aligns_figures() -> None:
    table = lab.Table.of(("what", "€"), [("<b>bowl</b>", Decimal("46.00")), ("a mug", None)], caption="A & B")
    html = table._repr_html_()
    assert "&lt;b&gt;bowl&lt;/b&gt;" in html
    assert "<b>" not in html
    assert "<caption>A &amp; B</caption>" in html
    assert '<td style="text-align:right">46.00</td>' in html
    assert repr(table) == "A & B\nwhat             €\n<b>bowl</b>  46.00\na mug"


def test_an_empty_table_is_shown_as_one() -> None:
    table = lab.Table([])
    assert len(table) == 0
    assert table._repr_html_() == "<table><thead><tr></tr></thead><tbody></tbody></table>"


def test_a_picture_says_its_figures_in_words() -> None:
    picture = lab.bars("Times & <more>", {"slow": 12.5, "fast": 0.25}, stores={"slow": "postgres", "fast": "redis"})
    assert repr(picture) == "Times & <more>. slow: 12.5 ms; fast: 0.25 ms."
    bundle = picture._repr_mimebundle_()
    assert set(bundle) == {"image/svg+xml", "text/plain"}
    assert "Times &amp; &lt;more&gt;" in bundle["image/svg+xml"]
    assert "<more>" not in bundle["image/svg+xml"]


def test_a_waterfall_has_a_bar_a_statement() -> None:
    run = Recording(
        statements=[Executed("redis", "GET", "", {}, 0.0, 1.0, 0, "miss"), Executed("neo4j", "x", "", {}, 1.0, 3.0)]
    )
    picture = lab.waterfall(run)
    assert picture.svg.count("<rect") == 3  # the paper and two bars
    assert repr(picture).startswith("What ran: 2 statements to 2 stores")
    assert lab.waterfall(Recording()).svg.count("<rect") == 1


def test_vectors_settle_alike_beside_alike_the_same_way_each_time() -> None:
    random = np.random.default_rng(1)
    one, other = np.eye(16)[:2]
    vectors = np.array([kind + random.normal(0, 0.1, 16) for kind in (one, other) for _ in range(20)])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    places = np.array(lab.settle(vectors, ties=4))
    assert np.allclose(places, lab.settle(vectors, ties=4))
    middles = places[:20].mean(axis=0), places[20:].mean(axis=0)
    nearest = [int(np.argmin([np.linalg.norm(place - middle) for middle in middles])) for place in places]
    assert nearest == [0] * 20 + [1] * 20


def test_threads_run_together_and_hand_back_what_they_raised() -> None:
    def fails() -> int:
        raise InvalidInput("no")

    outcome = lab.together([lambda: 1, fails])
    assert outcome[0] == 1
    assert isinstance(outcome[1], InvalidInput)


def test_waiting_has_an_end() -> None:
    assert lab.until(lambda: True) < 1
    with pytest.raises(TimeoutError):
        lab.until(lambda: False, seconds=0.02)


def test_times_are_measured_without_the_first_run_and_what_goes_before() -> None:
    calls: list[str] = []
    timing = lab.measure(lambda: calls.append("run"), runs=3, before=lambda: calls.append("before"))
    assert calls == ["before", "run"] * 4
    assert len(timing.runs) == 3
    assert timing.runs[0] <= timing.median <= timing.p95 <= timing.runs[-1]


def test_a_stand_sells_and_leaves_no_trace_in_any_store(market: Market) -> None:
    with lab.Stand(market, stock=2, shoppers=1) as stand:
        market.activity.viewed(stand.shopper, stand.product)
        market.carts.add(stand.shopper, stand.product, 2)
        market.orders.checkout(stand.shopper, {stand.product: 1})
        market.reviews.write(stand.shopper, stand.product, 5, "Round.")
        assert stand.stock() == 1
        there = stand.traces()
        assert there["postgres"] >= 3
        assert there["mongo"] == 1
        assert there["redis"] == 3
    assert stand.traces() == {"postgres": 0, "mongo": 0, "redis": 0, "neo4j": 0}
    hot = dict(market.activity.hot(limit=10_000))
    assert stand.product not in hot
    assert not [view for _, view in market.redis.commands.xrange("views") if view["user_id"] == stand.shopper]
    stand.close()
