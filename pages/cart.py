"""Cart: what Redis holds for this shopper at today's prices, buying it, and what was bought before."""

import time
from uuid import uuid4

import streamlit as st

from marketplace.carts.goods import MAX_QUANTITY
from marketplace.carts.models import Cart
from marketplace.errors import MarketplaceError, StoreUnavailable
from marketplace.orders.models import Order
from marketplace.ui import address, carts, shopper
from marketplace.ui.failures import degraded, notice, unavailable
from marketplace.ui.html import block, href, linked
from marketplace.ui.opening import market
from marketplace.ui.products import grid
from marketplace.ui.wording import count, money

WISH, TILL, LAST = "am_cart_wish", "am_cart_till", "am_cart_last_order"
ORDERS = 5


def wish(kind: str, product_id: str = "") -> None:
    """Note what was asked for; it is done when the page is drawn, so that it shows among what ran."""
    pieces = st.session_state[f"am_pieces_{product_id}"] if kind == "change" else 0
    st.session_state[WISH] = (kind, product_id, pieces)


def grant(user_id: str) -> None:
    """Do what was asked for, and say how it went."""
    kind, product_id, pieces = st.session_state.pop(WISH, ("", "", 0))
    try:
        if kind == "change":
            market().carts.change(user_id, product_id, pieces)
        elif kind == "remove":
            market().carts.remove(user_id, product_id)
        elif kind == "buy" and TILL in st.session_state:
            # Exactly what was drawn, under the key minted then: a second tap returns the same order, or comes too late.
            owner, key, quantities = st.session_state[TILL]
            st.session_state[LAST] = market().orders.checkout(owner, quantities, key)
            del st.session_state[TILL]
    except StoreUnavailable as error:
        unavailable("This", error)
    except MarketplaceError as error:
        notice(str(error), kind="failed")


def mint(cart: Cart) -> None:
    """A key for buying this cart: kept until it is used, a new one when the cart differs."""
    quantities = {line.product_id: line.quantity for line in cart.lines}
    owner, key, drawn = st.session_state.get(TILL, ("", "", {}))
    if (owner, drawn) != (cart.user_id, quantities):
        st.session_state[TILL] = (cart.user_id, key if not drawn and key else uuid4().hex, quantities)


def lines(cart: Cart) -> None:
    """One row a product: picture, price, pieces, sum."""
    products = market().catalog.products([line.product_id for line in cart.lines])
    pictures = market().catalog.pictures(products)
    makers = {product.id: product.seller for product in products}
    for line in cart.lines:
        id = line.product_id
        with st.container(key=f"am_row_{id}", horizontal=True, vertical_alignment="center"):
            linked(carts.line_html(line, pictures.get(id, ""), makers.get(id)), key=f"line_{id}")
            key = address.shows(f"am_pieces_{id}", line.quantity)
            most = max(line.quantity, MAX_QUANTITY)
            label = f"Pieces of {line.name}"
            st.number_input(
                label, 1, most, key=key, on_change=wish, args=("change", id), width=140, label_visibility="collapsed"
            )
            block(f'<p class="am-price">{money(line.total)}</p>')
            st.button(
                "Remove",
                key=f"am_remove_{id}",
                type="tertiary",
                icon=":material/close:",
                help=f"Take {line.name} out of the cart",
                on_click=wish,
                args=("remove", id),
            )


def till(cart: Cart) -> None:
    """The total, and buying."""
    short = [line for line in cart.lines if line.short]
    with st.form("am_till", border=True):
        block(f'<p class="am-sum"><span>{count(cart.count, "piece")}</span><strong>{money(cart.total)}</strong></p>')
        if short:
            names = ", ".join(line.name for line in short)
            notice(f"Not enough is left of {names}. Take fewer, or buying is refused as a whole.", kind="failed")
        st.form_submit_button(
            "Buy", type="primary", icon=":material/lock:", width="stretch", on_click=wish, args=("buy",)
        )
        st.caption(
            "One transaction in PostgreSQL: rows locked, stock taken, order and its news written, or nothing at all. "
            "No money moves: this is a demo."
        )


@st.fragment(run_every="1s")
def time_left(deadline: float) -> None:
    """How long the cart has to live, running down without asking Redis again."""
    block(carts.life_html(max(0, round(deadline - time.time()))))


def as_kept(cart: Cart) -> None:
    """The key in Redis, as it is."""
    st.header("As Redis keeps it")
    block(carts.key_html(cart.key, market().carts.quantities(cart.user_id)))
    time_left(time.time() + cart.expires_in)


def ordered(order: Order) -> None:
    """What was just bought."""
    notice(
        f"Order {order.id}: {count(sum(item.quantity for item in order.items), 'piece')} for {money(order.total)}. "
        "PostgreSQL has it; its news is on the way to the graph and the caches.",
        kind="done",
        title="Thank you.",
    )


def orders(user_id: str) -> None:
    """The shopper's latest orders."""
    st.header("Bought before")
    with degraded("Your orders"):
        found = market().orders.of_shopper(user_id, limit=ORDERS)
        if not found:
            notice("Nothing yet. What you buy is listed here.")
            return
        linked(carts.orders_html(found), key="orders")


def page(user_id: str) -> None:
    """The whole page of somebody who is shopping."""
    grant(user_id)
    last = st.session_state.get(LAST)
    if last is not None and last.user_id == user_id:
        ordered(last)
    with degraded("The cart"):
        cart = market().carts.show(user_id)
        if cart.lines:
            mint(cart)
            st.session_state.pop(LAST, None)
            goods, pay = st.columns([7, 4], gap="large")
            with goods:
                lines(cart)
            with pay:
                till(cart)
                with st.container(key="am_kept"):
                    as_kept(cart)
        else:
            empty()
    orders(user_id)


def empty() -> None:
    """Nothing in it: where to find something."""
    notice("There is nothing in it. Whatever you add waits here for a day, in Redis.", title="Your cart is empty.")
    linked(
        f'<p class="am-calls"><a class="am-call" data-page href="{href("catalogue")}">Browse the catalogue</a> '
        f'<a class="am-call am-second" data-page href="{href("simulation")}">Let a crowd shop instead</a></p>',
        key="empty",
    )
    with degraded("What others like"):
        hot = market().recommendations.trending(limit=6)
        if hot:
            st.header("What others look at")
            grid([one.product for one in hot], key="hot", shelf=True)


who = shopper.me()
st.title("Your cart")
if who is None:
    notice("Nobody is shopping. Choose somebody at the top of the page.")
else:
    page(who.id)
