"""Search: the same words put to full text and to meaning, side by side, and both fused."""

import textwrap
from functools import partial

import streamlit as st

from marketplace.catalog.models import Filters
from marketplace.search.models import Hit, Hits, Mode
from marketplace.stores.cache import Served
from marketplace.ui import address, facets
from marketplace.ui.by_picture import by_picture
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block, esc, href, linked
from marketplace.ui.opening import market
from marketplace.ui.products import stock_note
from marketplace.ui.wording import count, milliseconds, money

PAGE = "search"
FOUND = 12
EXCERPT = 150
TITLES: dict[Mode, tuple[str, str]] = {
    "fulltext": ("By words", "BM25 in PostgreSQL: rare words weigh more, and so do names; “phrases”, or, -without."),
    "semantic": ("By meaning", "pgvector: the nearest descriptions among 384-dimensional vectors."),
    "hybrid": ("Both, fused", "The scores of both, each as a share of its best: words count two parts in five."),
}
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


def form(at: dict[str, str]) -> None:
    """The words and the craft; sent together."""
    crafts = {craft.id: craft.name for craft in market().catalog.crafts()}
    with st.form("search", border=False):
        words, craft, send = st.columns([6, 3, 1.4], vertical_alignment="bottom")
        words.text_input(
            "What are you looking for?",
            key=address.shows("am_search_q", at.get("q", "")),
            placeholder="A bowl the colour of rain",
            max_chars=1000,
        )
        craft.selectbox(
            "In",
            list(crafts),
            format_func=lambda id: crafts[id],
            key=address.shows("am_search_craft", at.get("craft") if at.get("craft") in crafts else None),
            index=None,
            placeholder="Every craft",
        )
        send.form_submit_button(
            "Search", type="primary", icon=":material/search:", width="stretch", on_click=sent, args=(at,)
        )


def sent(at: dict[str, str]) -> None:
    """The form was sent: what it holds becomes the address."""
    state = st.session_state
    address.write(PAGE, at | {"q": state.am_search_q.strip(), "craft": state.am_search_craft})


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


def results(mode: Mode, text: str, within: Filters) -> None:
    """One way's answer."""
    title, how = TITLES[mode]
    st.header(title)
    st.caption(how)
    waiting = mode != "fulltext" and not market().search.encoder.loaded()
    said = "The language model is being loaded: the first search by meaning takes some seconds…"
    with degraded(f"Search {title.lower()}"):
        with st.spinner(said if waiting else "Searching…", show_time=waiting):
            served = market().search.search(text, mode, filters=within, limit=FOUND)
        found = served.value
        if not found.hits:
            nothing(mode, filtered=within.narrow)
            return
        block(f'<p class="am-quiet">{_told(mode, served)}</p>')
        pictures = market().catalog.pictures([hit.product for hit in found.hits])
        rows = "".join(_hit(number, hit, found, pictures[hit.product.id]) for number, hit in enumerate(found.hits, 1))
        linked(f'<ol class="am-hits">{rows}</ol>', key=f"hits_{mode}")


def _told(mode: Mode, served: Served[Hits]) -> str:
    found = served.value
    origin = "from Redis, a hit" if served.hit else "asked anew, a miss"
    parsed = f" Read as <code>{esc(found.parsed)}</code>." if found.parsed and mode != "semantic" else ""
    corrected = ""
    if found.corrected and mode != "semantic":
        corrected = f"Searched for <strong>{esc(found.corrected)}</strong>: nothing here has “{esc(found.query)}”. "
    return f"{corrected}{count(len(found.hits), 'hit')} in {milliseconds(served.ms)}, {origin}.{parsed}"


def _hit(number: int, hit: Hit, found: Hits, picture: str) -> str:
    product = hit.product
    # Name and headline are safe HTML already: the service escapes the text before it marks the words.
    excerpt = hit.headline or esc(textwrap.shorten(product.description, EXCERPT, placeholder=" …"))
    stock = stock_note(product)
    return (
        f'<li class="am-hit-row"><div class="am-picture" aria-hidden="true">{picture}</div><div>'
        f'<a data-page href="{esc(href("product", id=product.id))}">{number}. {hit.name or esc(product.name)}</a>'
        f'<p class="am-maker">{esc(product.seller or "")} · {esc(product.category or "")} · '
        f'<span class="am-price">{esc(money(product.price))}</span> {esc(stock)}</p>'
        f"<p>{excerpt}</p>{_score(hit, found)}</div></li>"
    )


def _score(hit: Hit, found: Hits) -> str:
    """What made it a hit, as a bar (of the best one's) and in words."""
    best = max(one.score for one in found.hits) or 1.0
    share, said = hit.score / best, []
    if found.mode == "hybrid":
        halves = {"fulltext": "by words", "semantic": "by meaning"}
        said.append(" and ".join(f"{rank}. {halves[half]}" for half, rank in hit.ranks.items()))
        said.append(f"score {hit.score:.4f}")
    if found.mode != "semantic" and hit.fulltext is not None:
        gave = ", ".join(f"{term} {score:.1f}" for term, score in sorted(hit.gave.items(), key=lambda one: -one[1])[:4])
        said.append(f"BM25 {hit.fulltext:.2f}" + (f" ({gave})" if gave else ""))
    if found.mode != "fulltext" and hit.distance is not None:
        said.append(f"cosine distance {hit.distance:.3f}" + (", 0 is alike" if found.mode == "semantic" else ""))
        share = max(0.0, 1 - hit.distance) if found.mode == "semantic" else share
    return (
        f'<p class="am-score"><span class="am-track" aria-hidden="true">'
        f'<span class="am-bar" style="left:0;width:{min(1.0, max(0.02, share)):.0%}"></span></span>'
        f"{esc(' · '.join(said))}</p>"
    )


def nothing(mode: Mode, *, filtered: bool) -> None:
    """Kind words for a search without hits."""
    if filtered:
        notice("Nothing under these filters fits. Take one away.", title="Nothing left.")
    elif mode == "fulltext":
        notice("No description has these words. Search by meaning needs none of them.", title="No such words here.")
    else:
        notice("Nothing has a vector yet: `marketplace load vectors` makes them.", title="Nothing to compare with.")


def elsewhere(at: dict[str, str], **changes: object) -> str:
    """The address with other filters."""
    return href(PAGE, **{name: str(value) for name, value in (at | changes).items() if value not in (None, "")})


def suggestions(text: str) -> None:
    """Crafts, makers and products that go on as the words do."""
    pages = {"craft": ("catalogue", "craft"), "maker": ("catalogue", "maker"), "product": ("product", "id")}
    found = market().search.suggest(text)
    if found:
        links = "".join(
            f'<li><a data-page href="{esc(href(pages[one.kind][0], **{pages[one.kind][1]: one.id}))}">'
            f"{esc(one.label)} <small>{one.kind}</small></a></li>"
            for one in found
        )
        linked(f'<ul class="am-facet" aria-label="Suggestions">{links}</ul>', key="suggestions")


at = address.read(PAGE, ("q", "view", *facets.PARAMETERS))
text = " ".join(at.get("q", "").replace("\0", " ").split())
st.title("Search")
with degraded("The search form"):
    form(at)
by_picture()
if not text:
    block('<p class="am-lead">Ask for a thing by its name, or for what it should be good for.</p>')
    examples()
elif not any(letter.isalnum() for letter in text):
    notice("Those are signs without a word. Write what the thing should be.", title="Nothing to search for.")
    examples()
else:
    with degraded("Suggestions"):
        suggestions(text)
    modes = view(at)
    within = facets.filters(at)
    with degraded("The filters"):
        found = market().search.found(text, modes[0])
        facets.panel(
            market().catalog.facets(within, found),
            at,
            ("craft", "maker", "price", "rating", "stock", "material"),
            partial(elsewhere, at),
            key="facets",
        )
    for column, mode in zip(st.columns(len(modes), gap="large"), modes, strict=True):
        with column:
            results(mode, text, within)
