"""The page of a shopper's orders, and of how their news gets on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from stall import take_back
from streamlit.testing.v1 import AppTest

from marketplace.market import Market
from marketplace.orders.models import Order
from marketplace.ui.html import esc
from marketplace.ui.wording import money
from ui.conftest import Visit, html_of

SHOPPER = "U0439"


@pytest.fixture
def order(market: Market) -> Iterator[Order]:
    """An order of two products, whose news has arrived everywhere."""
    two = [one for one in market.catalog.browse().value.items if one.stock > 5][:2]
    placed = market.orders.checkout(SHOPPER, {two[0].id: 1, two[1].id: 2})
    market.relay.drain()
    yield placed
    take_back(market, placed)


def _set(market: Market, order: Order, destination: str, change: str) -> None:
    """Change how the news of an order gets on, once whoever carries it has put it down."""
    with market.postgres.transaction() as session:
        rows = "FROM deliveries d JOIN outbox o ON o.id = d.event WHERE o.aggregate_id = %s"
        session.connection.execute(f"SELECT 1 {rows} FOR UPDATE OF d".encode(), (order.id,))
        session.connection.execute(
            f"UPDATE deliveries SET {change} WHERE destination = %s AND event IN (SELECT d.event {rows})".encode(),
            (destination, order.id),
        )


def _visit(visit: Visit, **query: str) -> AppTest:
    app = visit("orders", **{"as": SHOPPER}, **query)
    assert not app.exception
    return app


def _articles(app: AppTest) -> list[str]:
    return re.findall(r'<article class="am-order">.*?</article>', html_of(app), re.DOTALL)


def test_an_order_is_shown_with_its_lines_and_its_news(visit: Visit, market: Market, order: Order) -> None:
    app = _visit(visit)
    newest = _articles(app)[0]
    assert f"<code>{order.id}</code>" in newest
    assert '<span class="am-state am-state-paid">paid</span>' in newest
    for item in order.items:
        assert f'href="product?id={item.product_id}&amp;as={SHOPPER}">{esc(item.name)}</a>' in newest
        assert f"{item.quantity} × {money(item.unit_price)}" in newest
    assert f"<span>3 pieces</span><strong>{money(order.total)}</strong>" in newest
    news = html_of(app)
    assert "Placed: all have heard" in news
    for name, store in (("Graph", "neo4j"), ("Hot products", "redis"), ("Reviews", "mongo")):
        assert re.search(
            rf'class="am-delivered" style="--store:var\(--am-{store}\)"><span class="am-store">{name}<', news
        )
    assert news.index(">Graph<") < news.index(">Cart<") < news.index(">Reviews<")


def test_orders_that_were_loaded_told_nobody(visit: Visit, market: Market) -> None:
    best = market.accounts.shoppers(limit=1)[0].id
    html = html_of(visit("orders", **{"as": best}))
    assert "Loaded with the catalogue, not bought here: nobody had to be told." in html


def test_pages_lead_from_the_newest_to_the_oldest(visit: Visit, market: Market) -> None:
    best = next(each.id for each in market.accounts.shoppers(limit=400) if 6 <= each.orders <= 9)
    wanted = [order.id for order in market.orders.of_shopper(best, limit=500)]
    seen: list[str] = []
    query: dict[str, str] = {}
    for _ in range(len(wanted)):
        html = html_of(visit("orders", **{"as": best}, **query))
        seen += re.findall(r'</span><span class="am-quiet"><code>(.*?)</code>', html)
        assert ("Newest orders" in html) == bool(query)
        older = re.search(r'href="orders\?before=([^"&]*)&amp;', html)
        if older is None:
            break
        query = {"before": older[1]}
    assert seen == wanted
    html = html_of(visit("orders", **{"as": best}, before="no-such-order"))
    assert "Nothing is older than that." in html
    assert "Newest orders" in html


def test_a_shopper_without_orders_is_told_so(visit: Visit, market: Market) -> None:
    nobody = "ui-orders-nobody"
    with market.postgres.transaction() as session:
        session.connection.execute("INSERT INTO users (id, name) VALUES (%s, 'Nobody Yet')", (nobody,))
    try:
        html = html_of(visit("orders", **{"as": nobody}))
    finally:
        with market.postgres.transaction() as session:
            session.connection.execute("DELETE FROM users WHERE id = %s", (nobody,))
    assert "No orders yet." in html
    assert f'href="catalogue?as={nobody}"' in html


def test_news_on_its_way_is_shown_until_it_has_arrived(visit: Visit, market: Market, order: Order) -> None:
    _set(market, order, "reviews", "delivered_at = NULL, next_attempt_at = now() + interval '1 hour', attempts = 2")
    app = _visit(visit)
    html = html_of(app)
    assert "Placed: 4 of 5 have heard" in html
    assert 'on its way<small title="">2 attempts failed</small>' in html
    _set(market, order, "reviews", "delivered_at = now()")
    app.run()
    assert "Placed: all have heard" in html_of(app)
    assert "on its way" not in html_of(app)


def test_news_that_was_given_up_says_so(visit: Visit, market: Market, order: Order) -> None:
    _set(market, order, "graph", "delivered_at = NULL, dead_at = now(), attempts = 10, last_error = '<i>'")
    html = html_of(_visit(visit))
    assert 'given up<small title="&lt;i&gt;">10 attempts failed</small>' in html


def test_an_order_is_cancelled_after_a_second_question(visit: Visit, market: Market, order: Order) -> None:
    app = _visit(visit)
    app.button(key=f"am_cancel_{order.id}").click().run()
    assert market.orders.get(SHOPPER, order.id).status == "paid"
    assert any("Its 3 pieces go back on the shelf" in one.value for one in app.markdown)
    app.button(key="am_cancel_no").click().run()
    assert market.orders.get(SHOPPER, order.id).status == "paid"
    app.button(key=f"am_cancel_{order.id}").click().run()
    app.button(key="am_cancel_yes").click().run()
    assert not app.exception
    assert market.orders.get(SHOPPER, order.id).status == "cancelled"
    html = html_of(app)
    assert f"3 pieces for {money(order.total)} are back on the shelf." in html
    assert '<span class="am-state am-state-cancelled">cancelled</span>' in _articles(app)[0]
    assert "Cancelled: " in html
    assert not [button for button in app.button if button.key == f"am_cancel_{order.id}"]


def test_an_order_sent_meanwhile_is_not_cancelled(visit: Visit, market: Market, order: Order) -> None:
    app = _visit(visit)
    app.button(key=f"am_cancel_{order.id}").click().run()
    status = "UPDATE orders SET status = %s WHERE id = %s"
    with market.postgres.transaction() as session:
        session.connection.execute(status, ("shipped", order.id))
    app.button(key="am_cancel_yes").click().run()
    assert "is shipped: only an order that is paid and not yet sent can be cancelled." in html_of(app)
    with market.postgres.transaction() as session:
        session.connection.execute(status, ("paid", order.id))


def test_anothers_order_cannot_be_cancelled_by_its_id(visit: Visit, market: Market, order: Order) -> None:
    app = visit("orders", **{"as": "U0001"})
    app.session_state["am_orders_wish"] = order.id
    app.run()
    assert "There is no order with the id" in html_of(app)
    assert market.orders.get(SHOPPER, order.id).status == "paid"
