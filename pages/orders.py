"""Orders: what the shopper has bought, cancelling it, and each order's news on its way to the other stores."""

import streamlit as st

from marketplace.errors import MarketplaceError, StoreUnavailable
from marketplace.orders.models import Delivery, Order
from marketplace.ui import address, orders, shopper
from marketplace.ui.failures import degraded, notice, unavailable
from marketplace.ui.html import block, href, linked
from marketplace.ui.opening import market
from marketplace.ui.wording import count, money

HERE = ("before",)
WISH, NEWS = "am_orders_wish", "am_orders_news"
SHOWN = 5  # orders a page


def wish(order_id: str) -> None:
    """Note that an order is to be cancelled; it is done when the page is drawn, so that it shows among what ran."""
    st.session_state[WISH] = order_id


def grant(user_id: str) -> None:
    """Cancel what was asked for, and say how it went."""
    order_id = st.session_state.pop(WISH, None)
    if order_id is None:
        return
    try:
        order = market().orders.cancel(user_id, order_id)
    except StoreUnavailable as error:
        unavailable("Cancelling", error)
    except MarketplaceError as error:
        notice(str(error), kind="failed")
    else:
        pieces = count(sum(item.quantity for item in order.items), "piece")
        notice(f"{pieces} for {money(order.total)} are back on the shelf.", kind="done", title="Cancelled.")


@st.dialog("Cancel this order?")
def confirm(order: Order) -> None:
    """Ask once more."""
    pieces = count(sum(item.quantity for item in order.items), "piece")
    st.write(f"Its {pieces} go back on the shelf, for others to buy. No money moves: this is a demo.")
    with st.container(horizontal=True):
        if st.button("Cancel the order", key="am_cancel_yes", type="primary", on_click=wish, args=(order.id,)):
            st.rerun()
        if st.button("Keep it", key="am_cancel_no"):
            st.rerun()


def under_way(deliveries: list[Delivery]) -> bool:
    """Whether some of it is still to arrive."""
    return any(delivery.state == "waiting" for delivery in deliveries)


@st.fragment(run_every="1s")
def watched(user_id: str, order_id: str) -> None:
    """An order's news, looked at again every second until all of it has arrived; from then on nothing is asked."""
    known = st.session_state.setdefault(NEWS, {})
    with degraded("How its news gets on"):
        if order_id not in known or under_way(known[order_id]):
            known[order_id] = market().orders.deliveries(user_id, order_id)
        block(orders.news_html(known[order_id]))


def show(order: Order, news: list[Delivery], pictures: dict[str, str]) -> None:
    """One order."""
    with st.container(key=f"am_order_{order.id}", border=True):
        linked(orders.order_html(order, pictures), key=f"order_{order.id}")
        if under_way(news):
            st.session_state.setdefault(NEWS, {})[order.id] = news
            watched(order.user_id, order.id)
        else:
            block(orders.news_html(news))
        if order.status == "paid" and st.button(
            "Cancel this order", key=f"am_cancel_{order.id}", type="tertiary", icon=":material/undo:"
        ):
            confirm(order)


def page(user_id: str) -> None:
    """The whole page of somebody who is shopping."""
    grant(user_id)
    before = address.read("orders", HERE).get("before")
    with degraded("Your orders"):
        service = market().orders
        found = service.of_shopper(user_id, limit=SHOWN + 1, before=before)
        shown = found[:SHOWN]
        if not shown:
            empty(first=before is None)
            return
        news = service.news(user_id, [order.id for order in shown])
        products = market().catalog.products(list({item.product_id: None for o in shown for item in o.items}))
        pictures = market().catalog.pictures(products)
        for order in shown:
            show(order, news[order.id], pictures)
        older = shown[-1].id if len(found) > SHOWN else None
        linked(orders.pages_html(older, first=before is None), key="order_pages")


def empty(*, first: bool) -> None:
    """Nothing bought, or nothing older."""
    if not first:
        notice("Nothing is older than that.")
        linked(orders.pages_html(None, first=False), key="order_pages")
        return
    notice("What you buy is listed here, with its news as it reaches each store.", title="No orders yet.")
    linked(
        f'<p class="am-calls"><a class="am-call" data-page href="{href("catalogue")}">Browse the catalogue</a></p>',
        key="empty",
    )


def guest() -> None:
    """Nobody is signed in: a guest, or somebody whom PostgreSQL would know, if it answered."""
    with degraded("Your orders"):
        market().accounts.shoppers(limit=1)
        notice("A guest has bought nothing: say who you are at the top of the page.")


who = shopper.me()
st.title("Your orders")
block(
    '<p class="am-lead">An order is one transaction in PostgreSQL. Its news then goes to each store that keeps a copy, '
    "at that store’s own pace; below each order is how long it took.</p>"
)
if who is None:
    guest()
else:
    page(who.id)
