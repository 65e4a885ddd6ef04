"""Search: the same words put to full text and to meaning, side by side, and both fused."""

from functools import partial

import streamlit as st

from marketplace.search.models import Hits, Mode
from marketplace.search.parse import clean
from marketplace.ui import address, facets, hits, plans, search_box
from marketplace.ui.by_picture import by_picture
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block, esc, href, linked
from marketplace.ui.opening import market

PAGE = "search"
# Hits of each way at first, and so many more at each "more results": the list grows, to as many as a ranking holds.
FOUND, MOST = 12, 100

VIEWS: dict[str, tuple[Mode, ...]] = {
    "side": ("fulltext", "semantic"),
    "hybrid": ("hybrid",),
    "all": ("fulltext", "semantic", "hybrid"),
}
LABELS = {"side": "Words beside meaning", "hybrid": "Hybrid", "all": "All three"}
EXAMPLES = (
    "blue bowl",
    '"ash glaze" -mug',
    "something for a friend who is always cold",
    "a gift for a new baby",
    "light for a dark hallway",
)


def form(at: dict[str, str], text: str) -> None:
    """The words, with suggestions while they are typed, and the craft."""
    crafts = {craft.id: craft.name for craft in market().catalog.crafts()}
    words, craft = st.columns([7, 3], vertical_alignment="bottom")
    with words:
        search_box.box(text, lambda sent: address.write(PAGE, at | {"q": sent, "show": None}))
    craft.selectbox(
        "In",
        list(crafts),
        format_func=lambda id: crafts[id],
        key=address.shows("am_search_craft", at.get("craft") if at.get("craft") in crafts else None),
        index=None,
        placeholder="Every craft",
        on_change=lambda: address.write(PAGE, at | {"craft": st.session_state.am_search_craft}),
    )


def examples() -> None:
    """Something to try, for who has nothing in mind."""
    links = "".join(
        f'<li><a data-page href="{esc(href(PAGE, q=example))}">{esc(example)}</a></li>' for example in EXAMPLES
    )
    linked(f'<p class="am-quiet">Try</p><ul class="am-facet" aria-label="Examples">{links}</ul>', key="examples")


def view(at: dict[str, str]) -> tuple[Mode, ...]:
    """Which ways to search, from the address."""
    chosen = address.choice(at.get("view"), VIEWS, "side")

    def changed() -> None:
        picked = st.session_state.am_search_view or "side"
        address.write(PAGE, at | {"view": None if picked == "side" else picked})

    st.segmented_control(
        "How to search",
        list(VIEWS),
        format_func=lambda name: LABELS[name],
        key=address.shows("am_search_view", chosen),
        on_change=changed,
        label_visibility="collapsed",
    )
    return VIEWS[chosen]


def elsewhere(at: dict[str, str], **changes: object) -> str:
    """The address with other filters, and as much of what they leave as at first."""
    merged = {name: value for name, value in at.items() if name != "show"} | changes
    return href(PAGE, **{name: str(value) for name, value in merged.items() if value not in (None, "")})


at = address.read(PAGE, ("q", "view", "show", "plan", *facets.PARAMETERS))
text = clean(at.get("q", ""))
st.title("Search")
with degraded("The search form"):
    form(at, text)
by_picture()
if not text:
    block('<p class="am-lead">Ask for a thing by its name, or for what it should be good for.</p>')
    examples()
elif not any(letter.isalnum() for letter in text):
    notice("Those are signs without a word. Write what the thing should be.", title="Nothing to search for.")
    examples()
else:
    modes, shown = view(at), address.number(at.get("show"), FOUND, MOST) or FOUND
    within = facets.filters(at)
    with degraded("The filters"):
        facets.panel(
            market().catalog.facets(within, market().search.found(text, modes[0])),
            at,
            ("craft", "maker", "price", "rating", "stock", "material"),
            partial(elsewhere, at),
            key="facets",
        )
    above = st.container()
    found: dict[Mode, Hits] = {}
    for column, mode in zip(st.columns(len(modes), gap="large"), modes, strict=True):
        with column:
            answer = hits.results(mode, text, within, shown)
            if answer is not None:
                found[mode] = answer
    offered = next((answer.offered for answer in found.values() if answer.offered), None)
    if offered:
        with above:
            meant = esc(elsewhere(at, q=offered))
            linked(f'<p>Did you mean <a data-page href="{meant}">{esc(offered)}</a>?</p>', key="offered")
    if any(answer.next for answer in found.values()):
        more = at | {"show": min(shown + FOUND, MOST)}
        st.button("More results", key="am_search_more", on_click=address.write, args=(PAGE, more))
    plans.panel(
        found,
        within,
        asked=at.get("plan") == "1",
        ask=lambda asked: address.write(PAGE, at | {"plan": "1" if asked else None}),
    )
