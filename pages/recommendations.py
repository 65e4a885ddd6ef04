"""Recommendations: for a shopper by several strategies side by side, with reasons; around a product; and as a file."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

import streamlit as st

from marketplace.accounts.models import Shopper
from marketplace.catalog.models import Product
from marketplace.errors import NotFound
from marketplace.recommendations.models import Recommendation, Strategy
from marketplace.recommendations.ranking import DEFAULTS
from marketplace.ui import address, choosing, goods, recommended, shopper, side_by_side, weighing
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block, esc, href, linked
from marketplace.ui.opening import market
from marketplace.ui.products import grid
from marketplace.ui.wording import count

PAGE = "recommendations"
HERE = ("shopper", "view", "strategies", "path", "product", "q", *weighing.NAMES)
SHOWN, TAKEN, AROUND, TRAIL, FOUND = 6, 24, 6, 6, 12
FIRST: tuple[Strategy, ...] = ("personal", "makers", "popular")
VIEWS = {"shopper": "For a shopper", "product": "Around a product"}


def elsewhere(at: Mapping[str, str], **changes: object) -> str:
    """The page's address with something changed."""
    return href(PAGE, **{name: str(value) for name, value in {**at, **changes}.items() if value not in (None, "")})


def whose(at: Mapping[str, str]) -> Shopper | None:
    """The shopper whose recommendations are looked at: the address's, else whoever is shopping."""
    if "shopper" in at and not shopper.may_see(at["shopper"]):
        notice("What others bought is theirs to see. Here is what is for yourself.", kind="failed")
    elif "shopper" in at:
        try:
            return market().accounts.shopper(at["shopper"])
        except NotFound as error:
            notice(f"{error} Here is what is for yourself.", kind="failed")
    return shopper.me()


def take_away(lists: list[list[Recommendation]], name: str, key: str, label: str = "Take these away as CSV") -> None:
    """Lists as a file."""
    if any(lists):
        st.download_button(
            label,
            recommended.csv_text(*lists),
            file_name=f"{name}.csv",
            mime="text/csv",
            icon=":material/download:",
            key=key,
            on_click="ignore",
        )


def look(view: str, at: Mapping[str, str]) -> None:
    """For a shopper, or around a product."""

    def changed() -> None:
        address.write(PAGE, {**at, "view": st.session_state["am_recommendations_view"] or view})

    st.segmented_control(
        "What for",
        list(VIEWS),
        format_func=VIEWS.__getitem__,
        key=address.shows("am_recommendations_view", view),
        on_change=changed,
        label_visibility="collapsed",
    )


def last(who: Shopper) -> None:
    """What they bought and looked at last."""
    bought, looked = st.columns(2, gap="large")
    with bought, degraded("What was bought last"):
        block("<h2 class=am-small>Bought last</h2>")
        when = goods.bought_last(market().orders.of_shopper(who.id, limit=TRAIL), TRAIL)
        trail(list(when), "bought", f"{who.name} has bought nothing yet.", when)
    with looked, degraded("What was looked at last"):
        block("<h2 class=am-small>Looked at last</h2>")
        seen = market().activity.recently_viewed(who.id, limit=TRAIL)
        trail(seen, "looked", f"{who.name} has looked at nothing yet.")


def trail(ids: list[str], key: str, empty: str, when: Mapping[str, datetime] | None = None) -> None:
    """One row of small pictures."""
    products = market().catalog.products(ids)
    if not products:
        block(f'<p class="am-quiet">{esc(empty)}</p>')
        return
    linked(goods.trail_html(products, market().catalog.pictures(products), when or {}), key=key)


def shown(who: Shopper) -> bool:
    """What the shop shows them; whether their purchases had any part in it."""
    st.header("What the shop shows")
    with degraded("Personal recommendations"):
        found = market().recommendations.for_you(who.id, limit=TAKEN)
        known = any(one.strategy == "personal" for one in found)
        if not known:
            notice(f"Who has bought nothing yet has no taste the graph could know. {recommended.filled(found)}")
        else:
            st.caption(f"{recommended.filled(found)} Kept in Redis for ten minutes, or until their next order.")
        reasons = {one.product.id: one.reason for one in found}
        grid([one.product for one in found[:SHOWN]], key="shown", notes=reasons, shelf=True)
        take_away([found], f"recommendations-{who.id}", "am_csv_shown", f"Take all {len(found)} away as CSV")
        return known
    return True


def for_shopper(who: Shopper, at: dict[str, str]) -> None:
    """All that is for one shopper."""
    interests = f" Says they like {', '.join(who.interests)}." if who.interests else ""
    st.caption(f"{count(who.orders, 'order')}.{interests}")
    last(who)
    reader = shopper.me()
    if reader is None or reader.id != who.id:
        st.caption(f"Reasons stand as {who.name} reads them: “you” is {who.name}.")
    known = shown(who)
    st.header("Strategies side by side")
    strategies = side_by_side.choose(PAGE, at, FIRST if known else recommended.FOR_COLD)
    weighing.ask(PAGE, HERE, at)
    lists = side_by_side.draw(who, strategies, weighing.weighed(at), at, partial(elsewhere, at))
    take_away(lists, f"strategies-{who.id}", "am_csv_beside")
    st.caption(
        "Asked just now, nothing kept: the time is of ranking in the graph, of the edges that give the reasons, and of "
        "reading the products."
    )


def for_guest(at: dict[str, str]) -> None:
    """What can be said to who has not told who they are."""
    notice(
        "A guest has bought nothing from which a taste could be told: here is what goes with what you looked at, and "
        "what is trending. Say who you are at the top of the page."
    )
    guest = Shopper(id=shopper.basket(), name="You", location=None, interests=[], joined_on=None, orders=0)
    st.header("Strategies side by side")
    side_by_side.draw(guest, ("viewed", "trending"), DEFAULTS, at, partial(elsewhere, at))


def choose_product(at: dict[str, str], who: Shopper | None) -> Product | None:
    """The product the strategies start from: found by words, or one of the shopper's own, or a best seller."""
    with st.form("am_start_from", border=False):
        box, button = st.columns([5, 1], vertical_alignment="bottom")
        words = box.text_input("Start from a product", at.get("q", ""), placeholder="Words of its name or description")
        if button.form_submit_button("Find", width="stretch", icon=":material/search:"):
            at = {"shopper": at.get("shopper", ""), "view": "product", "q": words}
            address.write(PAGE, at)
    products = []
    if at.get("q"):
        products = [hit.product for hit in market().search.fulltext(at["q"], limit=FOUND).value.hits]
        if not products:
            notice(f"No product speaks of “{at['q']}”. These are what there is to begin with.")
    if not products and who is not None:
        bought = goods.bought_last(market().orders.of_shopper(who.id, limit=8), FOUND)
        products = market().catalog.products(list(bought))
    if not products:
        products = market().catalog.browse().value.items[:FOUND]
    named = market().catalog.products([at["product"]]) if "product" in at else []
    if "product" in at and not named:
        notice(f"There is no product with the id “{at['product']}”. Here is another.", kind="failed")
    products = [*named, *(product for product in products if product not in named)]
    if not products:
        return None
    chosen = products[0]
    chips = "".join(
        f'<li><a data-page href="{esc(elsewhere(at, view="product", product=product.id))}"'
        f"{' aria-current=true' if product.id == chosen.id else ''}>{esc(product.name)}</a></li>"
        for product in products
    )
    linked(f'<nav aria-label="Start from"><ul class="am-facet">{chips}</ul></nav>', key="starts")
    return chosen


def around_product(who: Shopper | None, at: dict[str, str]) -> None:
    """What three strategies say goes with a product, each with the counts behind it."""
    with degraded("What goes with a product"):
        found = choose_product(at, who)
        if found is None:
            return
        st.header(f"Goes with {found.name}")
        chosen = found.id
        services = market()
        strategies: dict[str, Callable[[], list[Recommendation]]] = {
            "also_bought": lambda: services.recommendations.also_bought(chosen, limit=AROUND),
            "bought_together": lambda: services.recommendations.bought_together(chosen, limit=AROUND),
            "nearest": lambda: recommended.similar(services.search.similar(chosen, limit=AROUND)),
        }
        lists = []
        for column, (strategy, ask) in zip(st.columns(3, gap="large"), strategies.items(), strict=True):
            with column, degraded(recommended.described(strategy)[0]):
                found = side_by_side.timed(strategy, ask)
                pictures = services.catalog.pictures([one.product for one in found])
                linked(recommended.list_html(found, pictures), key=f"around_{strategy}")
                lists.append(found)
        take_away(lists, f"goes-with-{chosen}", "am_csv_around")


at = address.read(PAGE, HERE)
who = whose(at)
view = address.choice(at.get("view"), VIEWS, "product" if at.keys() & {"product", "q"} else "shopper")
st.title(f"For {who.name}" if who and view == "shopper" else "Recommendations")
with st.container(horizontal=True, vertical_alignment="center"):
    look(view, at)
    if market().accounts.may_sign_in_as:
        choosing.choose_shopper(PAGE, at, who)
if view == "product":
    around_product(who, at)
elif who is None:
    for_guest(at)
else:
    for_shopper(who, at)
