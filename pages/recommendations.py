"""Recommendations: for a shopper with reasons, for a product by several strategies side by side, and as a file."""

from collections.abc import Callable

import streamlit as st

from marketplace.accounts.models import Shopper
from marketplace.errors import NotFound
from marketplace.recommendations.models import Recommendation
from marketplace.ui import address, recommended, shopper
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block, esc, href, linked
from marketplace.ui.opening import market
from marketplace.ui.products import grid
from marketplace.ui.wording import count

HERE = ("shopper", "product", "q")
PERSONAL, BESIDE, SHELF, FOUND = 12, 6, 6, 12


def whose(at: dict[str, str]) -> Shopper | None:
    """The shopper whose recommendations are looked at: the address's, else whoever is shopping."""
    if "shopper" in at:
        try:
            return market().accounts.shopper(at["shopper"])
        except NotFound as error:
            notice(f"{error} Here is what is for yourself.", kind="failed")
    return shopper.me()


def choose_shopper(at: dict[str, str], current: Shopper) -> None:
    """Look at another's; one goes on shopping as oneself."""
    with st.popover("Look at somebody else’s", icon=":material/person_search:"):
        text = st.text_input("Find a shopper by name", key="am_whose_name", placeholder="A name, or a part of one")
        for one in market().accounts.shoppers(text or None, limit=FOUND):
            label = f"{one.name} · {count(one.orders, 'order')}"
            if one.id != current.id and st.button(label, key=f"am_whose_{one.id}", type="tertiary"):
                address.write("recommendations", at | {"shopper": one.id})
                st.rerun()


def personal(who: Shopper) -> list[Recommendation]:
    """What people of this shopper's taste bought; for who has bought too little, what else is known of them."""
    with degraded("Personal recommendations"):
        found = market().recommendations.for_you(who.id, limit=PERSONAL)
        if not any(one.strategy == "personal" for one in found):
            notice(
                "Who has bought nothing yet has no taste the graph could know. These come from the crafts they say "
                "they like, from what they looked at, and from what is hot."
            )
        grid([one.product for one in found], key="personal", notes={one.product.id: one.reason for one in found})
        return found
    return []


def take_away(who: Shopper, found: list[Recommendation], name: str, key: str) -> None:
    """The list as a file."""
    if found:
        st.download_button(
            "Take it away as CSV",
            recommended.csv_text(found),
            file_name=f"{name}.csv",
            mime="text/csv",
            icon=":material/download:",
            key=key,
            on_click="ignore",
        )


def choose_product(at: dict[str, str], who: Shopper) -> str | None:
    """The product the strategies start from: found by words, or one of the shopper's own."""
    with st.form("am_start_from", border=False):
        box, button = st.columns([5, 1], vertical_alignment="bottom")
        words = box.text_input("Start from a product", at.get("q", ""), placeholder="Words of its name or description")
        if button.form_submit_button("Find", width="stretch", icon=":material/search:"):
            at = {"shopper": at.get("shopper", ""), "q": words}
            address.write("recommendations", at)
    if at.get("q"):
        products = [hit.product for hit in market().search.fulltext(at["q"], limit=FOUND).value.hits]
        if not products:
            notice(f"No product speaks of “{at['q']}”. These were bought before.")
    if not at.get("q") or not products:
        bought = [item.product_id for order in market().orders.of_shopper(who.id, limit=8) for item in order.items]
        products = market().catalog.products(list(dict.fromkeys(bought))[:FOUND])
    chosen = at.get("product") or next((product.id for product in products), None)
    if chosen and chosen not in {product.id for product in products}:
        products = [*market().catalog.products([chosen]), *products]
    chips = "".join(
        f'<li><a data-page href="{esc(recommended.start(product.id, at))}"'
        f"{' aria-current=true' if product.id == chosen else ''}>{esc(product.name)}</a></li>"
        for product in products
    )
    linked(f'<nav aria-label="Start from"><ul class="am-facet">{chips}</ul></nav>', key="starts")
    return chosen


def side_by_side(product_id: str) -> list[Recommendation]:
    """What three strategies say goes with a product, each with the counts behind it."""
    services = market()
    strategies: dict[str, Callable[[], list[Recommendation]]] = {
        "also_bought": lambda: services.recommendations.also_bought(product_id, limit=BESIDE),
        "bought_together": lambda: services.recommendations.bought_together(product_id, limit=BESIDE),
        "similar": lambda: recommended.similar(services.search.similar(product_id, limit=BESIDE)),
    }
    everything: list[Recommendation] = []
    columns = st.columns(3, gap="large")
    for column, (strategy, ask) in zip(columns, strategies.items(), strict=True):
        with column:
            title, store, about = recommended.STRATEGIES[strategy]
            block(f'<div class="am-strategy" style="--store:var(--am-{store})"><h3>{title}</h3><p>{about}</p></div>')
            with degraded(title):
                found = ask()
                everything += found
                if not found:
                    notice("Nothing: too few people, or too few orders, to trust it.")
                pictures = services.catalog.pictures([one.product for one in found])
                linked(recommended.list_html(found, pictures), key=f"beside_{strategy}")
    return everything


def shelf(title: str, about: str, found: list[Recommendation], key: str, empty: str) -> None:
    """One row of cards."""
    st.header(title)
    st.caption(about)
    if not found:
        notice(empty)
    grid([one.product for one in found], key=key, notes={one.product.id: one.reason for one in found}, shelf=True)


def page(who: Shopper, at: dict[str, str]) -> None:
    """The whole page, for one shopper."""
    interests = f" Said to like {', '.join(who.interests)}." if who.interests else ""
    st.caption(
        f"{count(who.orders, 'order')}.{interests} Neo4j starts from what they bought, the latest "
        "counting most, and follows the edges to what its buyers bought as well."
    )
    with st.container(horizontal=True):
        choose_shopper(at, who)
        file = st.container(width="content")
        in_graph = esc(href("graph", node=f"User:{who.id}"))
        linked(
            f'<p class="am-calls am-flat"><a class="am-tag" data-page href="{in_graph}">See it in the graph</a></p>',
            key="in_graph",
        )
    found = personal(who)
    with file:
        take_away(who, found, f"recommendations-{who.id}", "am_csv_personal")

    st.header("Goes with it: strategies side by side")
    with degraded("What goes with a product"):
        chosen = choose_product(at, who)
        if chosen:
            beside = side_by_side(chosen)
            take_away(who, beside, f"goes-with-{chosen}", "am_csv_beside")

    with degraded("What is trending"):
        shelf(
            "Trending",
            "Looks and orders of the last seven days, added up from Redis’ sorted sets, one a day.",
            market().recommendations.trending(limit=SHELF),
            "trending",
            "Nobody has looked at anything these seven days.",
        )
    with degraded("What was looked at last"):
        st.header("Looked at last")
        st.caption("A list in Redis, newest first.")
        trail = market().catalog.products(market().activity.recently_viewed(who.id, limit=SHELF))
        if not trail:
            notice(f"{who.name} has looked at nothing yet.")
        grid(trail, key="trail", shelf=True)


at = address.read("recommendations", HERE)
who = whose(at)
st.title(f"For {who.name}" if who else "Recommendations")
if who is None:
    notice("A guest has bought nothing from which a taste could be told. Say who you are at the top of the page.")
else:
    page(who, at)
