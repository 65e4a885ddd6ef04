"""Cart: what Redis holds for this shopper at today's prices, and buying it."""

import time
from contextlib import suppress
from decimal import Decimal
from uuid import uuid4

import streamlit as st

from marketplace.carts.goods import MAX_QUANTITY
from marketplace.carts.keys import prices_key
from marketplace.carts.models import Cart, CartLine
from marketplace.errors import MarketplaceError, StoreUnavailable
from marketplace.orders.models import Order
from marketplace.tracing import recording
from marketplace.ui import address, carts, shopper, signing_in
from marketplace.ui.checkouts import Step, steps_of
from marketplace.ui.failures import degraded, notice, unavailable
from marketplace.ui.html import block, esc, href, linked
from marketplace.ui.opening import market
from marketplace.ui.products import grid
from marketplace.ui.wording import count, money

WISH, TILL, LAST = "am_cart_wish", "am_cart_till", "am_cart_last_order"
CHANGED = "A price has changed since this page was drawn, and nothing was bought. Look at the sum, then buy."


def wish(kind: str, product_id: str = "", pieces: int | None = None) -> None:
    """Note what was asked for; it is done when the page is drawn, so that it shows among what ran."""
    if pieces is None and kind == "change":
        pieces = st.session_state[f"am_pieces_{product_id}"]
    st.session_state[WISH] = (kind, product_id, pieces or 0)


def grant(user_id: str) -> None:
    """Do what was asked for, and say how it went."""
    kind, product_id, pieces = st.session_state.pop(WISH, ("", "", 0))
    try:
        if kind == "change":
            market().limits.hit("add_to_cart", shopper.counted_as())
            market().carts.change(user_id, product_id, pieces)
        elif kind == "remove":
            market().carts.remove(user_id, product_id)
        elif kind == "buy" and TILL in st.session_state:
            buy(*st.session_state[TILL])
    except StoreUnavailable as error:
        unavailable("This", error)
    except MarketplaceError as error:
        notice(str(error), kind="failed")


def buy(owner: str, key: str, quantities: dict[str, int], prices: dict[str, Decimal | None]) -> None:
    """Exactly what was drawn, under the key minted then: a second tap returns the same order, or comes too late."""
    with suppress(StoreUnavailable):
        # Nobody pays a price that they were not shown. Without Redis, buying goes on: it needs PostgreSQL alone.
        now = {line.product_id: line.price for line in market().carts.show(owner).lines}
        if any(now[id] != price for id, price in prices.items() if id in now):
            notice(CHANGED, kind="failed")
            return
    market().limits.hit("checkout", owner)
    with recording("checkout") as run:
        order = market().orders.checkout(owner, quantities, key)
        st.session_state[LAST] = (order, steps_of(run))
    del st.session_state[TILL]


def mint(cart: Cart) -> None:
    """A key for buying this cart at these prices: kept until it is used, a new one when the cart differs."""
    quantities = {line.product_id: line.quantity for line in cart.lines}
    prices = {line.product_id: line.price for line in cart.lines}
    owner, key, drawn, _ = st.session_state.get(TILL, ("", "", {}, {}))
    if (owner, drawn) != (cart.user_id, quantities):
        key = uuid4().hex
    st.session_state[TILL] = (cart.user_id, key, quantities, prices)


def remedy(line: CartLine) -> None:
    """One tap for what a line's mark asks for."""
    if line.price is not None and 0 < line.available < line.quantity:
        pieces, label, told = line.available, f"Take {line.available}", f"Take all {line.available} {line.name} left"
    elif line.changed and not line.short:
        pieces, label, told = line.quantity, f"Keep it at {money(line.price)}", f"Keep {line.name} at today’s price"
    else:
        return
    id = line.product_id
    st.button(label, key=f"am_remedy_{id}", help=told, on_click=wish, args=("change", id, pieces))


def lines(cart: Cart) -> None:
    """One row a product: picture, price, pieces, sum."""
    products = market().catalog.products([line.product_id for line in cart.lines])
    pictures = market().catalog.pictures(products)
    makers = {product.id: product.seller for product in products}
    for line in cart.lines:
        id = line.product_id
        with st.container(key=f"am_row_{id}", horizontal=True, vertical_alignment="center"):
            with st.container(key=f"am_goods_{id}"):
                linked(carts.line_html(line, pictures.get(id, ""), makers.get(id)), key=f"line_{id}")
                remedy(line)
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
    """The total, and buying. A guest says who they are first."""
    guest = shopper.me() is None
    with st.container(border=True) if guest else st.form("am_till", border=True):
        block(f'<p class="am-sum"><span>{count(cart.count, "piece")}</span><strong>{money(cart.total)}</strong></p>')
        if short := [line.name for line in cart.lines if line.short]:
            names = ", ".join(short)
            notice(f"Not enough is left of {names}. Take fewer, or buying is refused as a whole.", kind="failed")
        if guest:
            asked = st.button("Sign in to buy", key="am_sign_in_to_buy", type="primary", width="stretch")
            st.caption("What is in this cart joins your own, with what you left in it when you were last here.")
        else:
            st.form_submit_button(
                "Buy", type="primary", icon=":material/lock:", width="stretch", on_click=wish, args=("buy",)
            )
            st.caption(
                "One transaction in PostgreSQL: rows locked, stock taken, order and its news written, or nothing at "
                "all. No money moves: this is a demo."
            )
    if guest and asked:
        signing_in.choose(None)


@st.fragment(run_every="1s")
def time_left(deadline: float) -> None:
    """How long the cart has to live, running down without asking Redis again."""
    block(carts.life_html(max(0, round(deadline - time.time()))))


def as_kept(cart: Cart) -> None:
    """The keys in Redis, as they are."""
    st.header("As Redis keeps it")
    block(carts.key_html(cart.key, market().carts.quantities(cart.user_id)))
    block(carts.key_html(prices_key(cart.user_id), market().carts.prices(cart.user_id)))
    time_left(time.time() + cart.expires_in)
    st.caption("Both hashes live as long. The price is what a piece cost when you put it in: you pay today’s.")


def ordered(order: Order, steps: list[Step]) -> None:
    """What was just bought, and how."""
    notice(
        f"Order {order.id}: {count(sum(item.quantity for item in order.items), 'piece')} for {money(order.total)}. "
        "PostgreSQL has it; its news is on the way to the graph and the caches.",
        kind="done",
        title="Thank you.",
    )
    linked(f'<p><a data-page href="{esc(href("orders"))}">See the news reach each store</a></p>', key="news")
    if steps:
        st.header("How it was bought")
        block(carts.steps_html(steps))


def page(user_id: str) -> None:
    """The whole page of somebody who is shopping."""
    grant(user_id)
    last = st.session_state.get(LAST)
    if last is not None and last[0].user_id == user_id:
        ordered(*last)
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
    if shopper.me() is not None:
        linked(f'<p><a data-page href="{esc(href("orders"))}">What you bought before</a></p>', key="before")


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


st.title("Your cart")
page(shopper.basket())
