"""One product: its picture, what it is, who made it, what others say of it, and what goes with it."""

import streamlit as st

from marketplace.catalog.models import Maker, Product, Specs
from marketplace.errors import MarketplaceError, NotFound, StoreUnavailable
from marketplace.stores.cache import Served
from marketplace.ui import attributes, looks, shopper, trials
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block, esc, href, linked
from marketplace.ui.opening import market
from marketplace.ui.products import grid, stock_note
from marketplace.ui.threads import review_html, summary_html
from marketplace.ui.wording import STORE_NAMES, exactly, milliseconds, money, stars_html

SHELF = 6
REVIEWS = 8
MOST = 20
SAID, SEEN = "am_added", "am_viewed"


def seen(product: Product) -> None:
    """Note the look, once a visit: a rerun of the page is no second look."""
    who = shopper.basket()
    if st.session_state.get(SEEN) != (who, product.id):
        try:
            market().activity.viewed(who, product.id)
        except StoreUnavailable:
            # Nobody's page fails because Redis could not count a look.
            return
        st.session_state[SEEN] = (who, product.id)


def heading(served: Served[Product]) -> None:
    """Name, maker, price, description, tags; and where the answer came from."""
    product = served.value
    tags = "".join(
        f'<a class="am-tag" data-page href="{esc(href("catalogue", tag=tag))}">{esc(tag)}</a>' for tag in product.tags
    )
    stock = stock_note(product) or f"{product.stock} in stock"
    maker = (
        f'<p class="am-maker">by <a data-page href="{esc(href("catalogue", maker=product.seller_id))}">'
        f"{esc(product.seller)}</a></p>"
        if product.seller
        else ""
    )
    linked(
        '<div class="am-product"><nav aria-label="Where this is">'
        f'<a data-page href="{esc(href("catalogue"))}">Catalogue</a> › '
        f'<a data-page href="{esc(href("catalogue", craft=product.category_id))}">'
        f"{esc(product.category or 'Everything')}</a></nav><h1>{esc(product.name)}</h1>{maker}"
        f"{stars_html(product.rating, product.reviews) if product.rating_known else ''}"
        f'<p class="am-card-line"><span class="am-price">{esc(money(product.price))}</span>'
        f'<span class="am-stock">{esc(stock)}</span></p>'
        f'<p class="am-description">{esc(product.description)}</p><p>{tags}</p></div>',
        key="heading",
    )
    origin = (
        f"Kept in Redis, a hit: {milliseconds(served.ms)}."
        if served.hit
        else f"Read from {STORE_NAMES[served.source]} in {milliseconds(served.ms)}, for Redis had none: a miss."
    )
    st.caption(f"{origin} Listed {exactly(product.listed_at).partition(',')[0]}.")


def buying(product: Product) -> None:
    """How many, and into the cart."""
    if not product.for_sale:
        wording = "It is shown only: it has no price." if product.price is None else "The last one has gone."
        notice(wording, title="Not to be had just now.")
        return
    with st.form("buy", border=False):
        many, add = st.columns([1, 2], vertical_alignment="bottom")
        quantity = many.number_input("Pieces", 1, min(product.stock, MOST), 1, key="am_pieces")
        if add.form_submit_button("Add to cart", type="primary", icon=":material/shopping_bag:", width="stretch"):
            try:
                market().limits.hit("add_to_cart", shopper.counted_as())
                there = market().carts.add(shopper.basket(), product.id, int(quantity))
                st.session_state[SAID] = (product.id, "done", f"{there} of it in your cart now.")
            except MarketplaceError as error:
                st.session_state[SAID] = (product.id, "failed", str(error))
    told = st.session_state.get(SAID)
    if told and told[0] == product.id:
        notice(told[2], kind=told[1], title="Added." if told[1] == "done" else "Not added.")
        del st.session_state[SAID]


def specifications(product: Product) -> None:
    """What MongoDB holds of it: other crafts, other attributes."""
    st.header("Specifications")
    with degraded("Specifications"):
        found = market().catalog.specs([product.id]).get(product.id)
        if found is None:
            st.caption("The maker has not noted any.")
            return
        rows = "".join(f"<div><dt>{esc(name)}</dt><dd>{esc(value)}</dd></div>" for name, value in _lines(found))
        swatches = "".join(
            f'<span class="am-swatch" style="background:{colour}" title="{colour}"></span>'
            for colour in found.palette
            if _is_colour(colour)
        )
        block(f'<dl class="am-specs">{rows}</dl>{swatches}')


def _lines(specs: Specs) -> list[tuple[str, str]]:
    plain = {"materials": specs.materials, "technique": specs.technique, "colour": specs.colour}
    return attributes.described(plain | specs.attributes)


def _is_colour(text: str) -> bool:
    return len(text) == 7 and text[0] == "#" and all(digit in "0123456789abcdefABCDEF" for digit in text[1:])


def maker(product: Product) -> None:
    """Who made it: PostgreSQL's row, MongoDB's profile."""
    if product.seller_id is None:
        return
    st.header("The maker")
    with degraded("The maker"):
        found = market().catalog.maker(product.seller_id)
        linked(f'<div class="am-maker-card">{_maker_html(found)}</div>', key="maker")


def _maker_html(found: Maker) -> str:
    profile = found.profile or {}
    line = ", ".join(str(profile[part]) for part in ("person", "location") if profile.get(part))
    since = f"since {esc(profile['founded'])}" if profile.get("founded") else ""
    story = f"<blockquote>{esc(profile['story'])}</blockquote>" if profile.get("story") else ""
    steps = profile.get("process") if isinstance(profile.get("process"), list) else []
    process = "".join(f"<li>{esc(step)}</li>" for step in steps or [])
    shown = {"_id", "name", "person", "specialty", "location", "founded", "joined", "story", "process"}
    rest = attributes.described({key: value for key, value in profile.items() if key not in shown})
    facts = "".join(f"<div><dt>{esc(name)}</dt><dd>{esc(value)}</dd></div>" for name, value in rest)
    return (
        f'<p class="am-eyebrow">{esc(found.specialty or "")}</p><h3>{esc(found.name)}</h3>'
        f'<p class="am-quiet">{esc(line)} {since}</p>'
        f"{story}{f'<ol>{process}</ol>' if process else ''}{f'<dl class=am-specs>{facts}</dl>' if facts else ''}"
        f'<p><a data-page href="{esc(href("catalogue", maker=found.id))}">Everything by {esc(found.name)} '
        f"({found.products})</a></p>"
    )


def reviews(product: Product) -> None:
    """What others say, newest first, with every thread."""
    st.header("Reviews")
    with degraded("Reviews"):
        found = market().reviews.threads(product.id, limit=REVIEWS)
        if not found.summary.count:
            notice("Nobody has written about this piece yet.", title="No reviews.")
        else:
            left, right = st.columns([2, 5], gap="large")
            with left:
                linked(
                    summary_html(found.summary, address=lambda stars: href("reviews", product=product.id, stars=stars)),
                    key="ratings",
                )
            with right:
                linked("".join(review_html(review) for review in found.reviews), key="reviews")
                if found.summary.count > len(found.reviews):
                    st.caption(f"The newest {len(found.reviews)} of {found.summary.count}.")
        address = esc(href("reviews", product=product.id))
        linked(f'<p><a data-page href="{address}">Write a review, or answer one</a></p>', key="write")


def alike(product: Product) -> None:
    """What is closest in meaning, by pgvector."""
    with degraded("Similar pieces"):
        hits = market().search.similar(product.id, limit=SHELF)
        if hits:
            st.header("Similar by meaning")
            st.caption("Nearest descriptions, by the cosine distance of their vectors in PostgreSQL (0 is alike).")
            notes = {hit.product.id: f"distance {hit.distance:.2f}" for hit in hits if hit.distance is not None}
            grid([hit.product for hit in hits], key="alike", notes=notes, shelf=True)


def lookalikes(product: Product) -> None:
    """What looks nearly the same, by the second vector: what its picture measures."""
    with degraded("Pieces that look like this"):
        found = market().looks.like(product.id, limit=SHELF)
        if found:
            st.header("Looks like this")
            st.caption(f"Nearest by {looks.HOW}. Form counts half; 1 is the same.")
            notes = {one.product.id: looks.parts(one) for one in found}
            grid([one.product for one in found], key="looks", notes=notes, shelf=True)


def company(product: Product) -> None:
    """What the graph says goes with it."""
    with degraded("What others bought"):
        together = market().recommendations.bought_together(product.id, limit=SHELF)
        also = market().recommendations.also_bought(product.id, limit=SHELF)
        for title, found, key in (("Bought together", together, "together"), ("Also bought", also, "also")):
            if found:
                st.header(title)
                notes = {one.product.id: one.reason for one in found}
                grid([one.product for one in found], key=key, notes=notes, shelf=True)


def page(product_id: str) -> None:
    """The whole page of a product that exists."""
    served = market().catalog.product(product_id)
    product = served.value
    seen(product)
    trials.arrived(product.id)
    picture, text = st.columns([6, 5], gap="large")
    with picture:
        svg = market().catalog.pictures([product])[product.id]
        linked(f'<div class="am-picture am-big">{svg}</div>', key="picture")
    with text:
        heading(served)
        buying(product)
    left, right = st.columns([1, 1], gap="large")
    with left:
        specifications(product)
    with right:
        maker(product)
    company(product)
    alike(product)
    lookalikes(product)
    reviews(product)


product_id = st.query_params.get("id", "")
try:
    if not product_id:
        raise NotFound("product", "")
    page(product_id)
except NotFound as error:
    st.title("No such piece")
    notice(f"{error} It may have been taken out of the shop." if product_id else "The address names no product.")
    linked(f'<p><a data-page href="{esc(href("catalogue"))}">To the catalogue</a></p>', key="back")
