"""Why a graph: one question, asked of tables and of a graph; one answer, two times, and what growth does to them."""

from typing import Any

import streamlit as st

from marketplace.catalog.models import BrowseQuery
from marketplace.comparison.measured import conclusion, measured, verdict
from marketplace.comparison.models import Compared
from marketplace.ui import address, comparing, shopper
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block, linked
from marketplace.ui.opening import market

PAGE = "why_a_graph"
HERE = ("question", "product", "shopper", "other")
OFFERED = 60  # products and shoppers one can choose from; an address may name any other


def moved(name: str) -> None:
    """A widget has changed: the address follows it."""
    address.write(PAGE, address.read(PAGE, HERE) | {name: st.session_state[f"am_why_{name}"]})


def choose(name: str, label: str, names: dict[str, str], current: str) -> None:
    """One subject of the question."""
    st.selectbox(
        label,
        list(names),
        format_func=lambda id: names.get(id, id),
        key=address.shows(f"am_why_{name}", current),
        on_change=moved,
        args=(name,),
    )


def ask_product(at: dict[str, str]) -> Compared[Any]:
    """Choose a product, and ask."""
    offered = market().catalog.browse(BrowseQuery(size=OFFERED)).value.items
    chosen = at.get("product") or offered[0].id
    names = {product.id: product.name for product in [*offered, market().catalog.product(chosen).value]}
    choose("product", "Product", names, chosen)
    return market().comparison.also_bought(chosen)


def people(*ids: str | None) -> dict[str, str]:
    """Names of shoppers to choose from: the busiest, and these. Raises NotFound."""
    offered = {one.id: one.name for one in market().accounts.shoppers(limit=OFFERED)}
    return offered | {id: market().accounts.shopper(id).name for id in ids if id and id not in offered}


def ask_shopper(at: dict[str, str]) -> Compared[Any]:
    """Choose a shopper, and ask."""
    me = shopper.me()
    names = people(at.get("shopper"), me.id if me else None)
    chosen = at.get("shopper") or (me.id if me else next(iter(names)))
    choose("shopper", "Shopper", names, chosen)
    return market().comparison.three_hops(chosen)


def ask_two(at: dict[str, str]) -> Compared[Any]:
    """Choose two shoppers, and ask. The one offered beside the first is the least busy of those offered."""
    me = shopper.me()
    names = people(at.get("shopper"), at.get("other"), me.id if me else None)
    one = at.get("shopper") or (me.id if me else next(iter(names)))
    other = at.get("other") or next(id for id in reversed(names) if id != one)
    left, right = st.columns(2)
    with left:
        choose("shopper", "From", names, one)
    with right:
        choose("other", "To", names, other)
    return market().comparison.way(one, other)


ASK = {"also_bought": ask_product, "three_hops": ask_shopper, "way": ask_two}


def answer(question: str, rows: list[Any], said_by: str) -> None:
    """What was found."""
    if not rows:
        notice("Nothing.")
        return
    products = list(rows[0].ids[1::2]) if question == "way" else [row.id for row in rows]
    names = {product.id: product.name for product in market().catalog.products(products)}
    if question == "way":
        names |= {id: market().accounts.shopper(id).name for id in rows[0].ids[::2]}
        html = comparing.way_html(rows[0], names)
    else:
        html = comparing.rows_html(rows, names, f"What {said_by} answered")
    linked(html, key=f"answer_{said_by}")


def live(question: str, at: dict[str, str]) -> None:
    """Asked just now: the answer, whether both agree, and how long each took."""
    compared = ASK[question](at)
    if compared.same:
        notice(comparing.agreed(compared), kind="done")
    else:
        notice(
            "News of an order may be on its way to the graph. If it stays so, marketplace verify says what is missing.",
            kind="failed",
            title="The two stores differ.",
        )
    found, times = st.columns([3, 2], gap="large")
    with times:
        block(comparing.times_html(compared))
        st.caption(f"The median of {len(compared.postgres.runs)} runs each, warm, past every cache.")
    with found:
        if compared.postgres.rows == compared.neo4j.rows:
            answer(question, compared.postgres.rows, "both stores")
        else:
            for said_by, rows in (("PostgreSQL", compared.postgres.rows), ("Neo4j", compared.neo4j.rows)):
                st.caption(said_by)
                answer(question, rows, said_by)


def as_data_grow(question: str, title: str) -> None:
    """What was measured, as a chart, in words, and as a table."""
    figures = measured().of(question)
    said = verdict(figures)
    st.echarts_chart(comparing.growth(figures), key=f"am_why_{question}_growth", height=300, alt=f"{title}. {said}")
    st.write(said)
    with st.expander(f"{title}: the figures as a table", icon=":material/table:"):
        block(comparing.growth_html(figures, title))


at = address.read(PAGE, HERE)
# What shoppers have in common is not everybody's to see, but where anybody may shop as anybody.
FIRST = "also_bought"
questions = comparing.QUESTIONS if market().accounts.may_sign_in_as else {FIRST: comparing.QUESTIONS[FIRST]}
question = address.choice(at.get("question"), questions, FIRST)
asked, told = comparing.QUESTIONS[question]
st.title("Why a graph")
block(
    '<p class="am-lead">PostgreSQL holds every purchase, and Neo4j a copy of them. Here both are asked the same, each '
    "in its own language and as an expert would ask it; the answers are compared, and the times stand side by side.</p>"
)
linked(comparing.chooser_html(questions, question, at), key="questions")
st.header(told.asks)
with degraded("The comparison"):
    live(question, at)
st.subheader("The two statements")
st.caption(told.written)
for column, store in zip(st.columns(2, gap="large"), comparing.STORES, strict=True):
    with column:
        block(comparing.statement_html(asked, store))

st.header("As the data grow")
block(comparing.about_html(measured()))
as_data_grow(question, told.title)
if question == "also_bought":
    st.subheader("Worked out beforehand")
    st.caption(
        "The shop’s own list of what was also bought is read from ALSO_BOUGHT edges, not counted. The same edges as "
        "rows of a table, with an index by product and score:"
    )
    as_data_grow("read", "Worked out beforehand")

st.header("So why a graph?")
st.write(conclusion(measured()))
st.write(
    "What else speaks for it: a search that is one word of Cypher and a page of SQL, ways that are answers and can be "
    "drawn, and the algorithms of Graph Data Science over the same edges: communities, influence, similarity. What it "
    "costs: a second copy of every purchase, brought up to date by the relay, and one server more."
)
