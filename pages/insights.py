"""Insights: communities of taste, influence and bridges between crafts, found by Graph Data Science and kept."""

import streamlit as st

from marketplace.background import Task
from marketplace.tastes.models import Tastes
from marketplace.ui import address, taste_charts, tastes
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block, linked
from marketplace.ui.opening import market

PAGE, HERE = "insights", ("maker", "craft")
LOOK = 0.4  # seconds from one look at a computation to the next


def begin() -> None:
    """Have it worked out, by a thread that goes on whoever leaves."""
    market().tastes.start()


@st.fragment(run_every=LOOK)
def under_way(job: Task[Tastes]) -> None:
    """How far it has come."""
    at = job.at
    st.progress(at.done / at.total if at.total else 0.0, text=f"{at.step or 'Beginning'} …")
    if job.over:
        st.rerun()


def anew(label: str) -> None:
    """The button, or how far it has come; and why the last time failed."""
    job = market().tastes.latest
    if job is not None and not job.over:
        under_way(job)
        return
    st.button(label, key="am_insights_anew", icon=":material/refresh:", on_click=begin)
    if job is not None and job.error is not None:
        notice(str(job.error), kind="failed")


def twin(label: str, html: str, key: str) -> None:
    """A chart's figures."""
    with st.expander(label, icon=":material/table:", key=f"am_insights_{key}_figures"):
        linked(html, key=f"insights_{key}")


def communities(found: Tastes) -> None:
    """Who belongs together, by what they buy."""
    st.header("Communities of taste")
    st.caption(
        "Two products are joined where more people bought both than chance would have it; Leiden finds the groups that "
        "are joined more among themselves than with others. Each is described by the crafts and tags that stand out in "
        "it: on how many of its products, and how many times as often as on all. Shoppers and makers belong where most "
        "of their purchases and sales do."
    )
    if not found.communities:
        notice("Nobody’s purchases join any two products yet: it takes two people who bought the same two things.")
        return
    block(tastes.facts_html(found))
    taste_charts.show(
        taste_charts.sizes(found.communities), "sizes", "Communities by size; the table below has the figures."
    )
    twin("The sizes as a table", tastes.sizes_table(found.communities), "sizes")
    linked(tastes.communities_html(found.communities), key="communities")


def influence(found: Tastes) -> None:
    """PageRank beside popularity."""
    st.header("Influence, and popularity")
    st.caption(
        "PageRank over what is bought next: where somebody ends up who goes from product to product along the "
        f"purchases of all. {tastes.agreement(found)}"
    )
    if not found.influential:
        return
    taste_charts.show(
        taste_charts.influence(found.influential),
        "influence",
        "Influence of products over their purchases; the tables below have the figures.",
    )
    first, differ = st.columns(2, gap="large")
    with first:
        html = tastes.influence_table(found.influential[: tastes.ROWS], "The most influential products")
        linked(html, key="insights_products")
    with differ:
        apart = tastes.differing(found.influential, tastes.ROWS)
        linked(tastes.influence_table(apart, "Furthest above their popularity"), key="insights_differing")
    html = tastes.influence_table(found.makers[: tastes.ROWS], "The most influential makers", makers=True)
    linked(html, key="insights_makers")
    st.caption("A maker’s influence is the sum of their products’.")


def bridges(found: Tastes) -> None:
    """What leads from one craft to another."""
    st.header("Bridges between crafts")
    of = (
        f"from {found.parameters.sample:,} products" if found.parameters.sample else "from every product to every other"
    )
    st.caption(
        f"The shortest ways {of}, where more people make a line shorter: these products lie on most of them, and join "
        "what would lie far apart."
    )
    linked(tastes.bridges_table(found.bridges), key="insights_bridges")
    if found.pairs:
        st.subheader("Which crafts go together")
        st.caption(
            "How many times as many shoppers bought in both crafts as would if one had nothing to do with the other: "
            "warm is more than chance, cool is less."
        )
        taste_charts.show(
            taste_charts.crafts(found.crafts, found.pairs), "crafts", "Crafts by crafts; the table has the figures."
        )
        twin("The crafts as a table", tastes.pairs_table(found), "crafts")


def refine() -> None:
    """A maker or a craft was chosen: the address follows."""
    address.write(PAGE, {name: st.session_state[f"am_insights_{name}"] for name in HERE})


def choose(name: str, label: str, options: dict[str, str], at: dict[str, str], first: str) -> str:
    """One of a list: the address's, or else the first."""
    return str(
        st.selectbox(
            label,
            list(options),
            format_func=lambda id: options.get(id, id),
            key=address.shows(f"am_insights_{name}", address.choice(at.get(name), options, first)),
            on_change=refine,
        )
    )


def alike(at: dict[str, str]) -> None:
    """Makers with the same customers, and crafts with the same."""
    st.header("The same customers")
    st.caption(
        "Who else sells to those who bought of a maker, and what other crafts go with one. In the order of people and "
        "lift: many, and more than chance would have it. Asked of the purchases as they stand now."
    )
    makers = {one.id: one.name for one in market().catalog.makers()}
    crafts = {one.id: one.name for one in market().catalog.crafts()}
    if not makers or not crafts:
        notice("There is no maker, or no craft, to begin with.")
        return
    left, right = st.columns(2, gap="large")
    with left:
        maker = choose("maker", "A maker", makers, at, next(iter(makers)))
        found = market().tastes.similar_makers(maker)
        linked(tastes.alike_table(found, f"Makers like {makers[maker]}", "maker"), key="insights_like_maker")
    with right:
        craft = choose("craft", "A craft", crafts, at, next(iter(crafts)))
        found = market().tastes.similar_crafts(craft)
        linked(tastes.alike_table(found, f"Crafts that go with {crafts[craft]}", "craft"), key="insights_like_craft")


at = address.read(PAGE, HERE)
st.title("Insights")
block(
    '<p class="am-lead">What nobody told the shop, and its purchases know: who shares a taste, what leads to more, and '
    "what joins one craft with another. Neo4j’s Graph Data Science finds it, and the graph keeps it.</p>"
)
with degraded("What was found"):
    kept = market().tastes.kept()
    if kept.tastes is None:
        notice(
            f"Nothing has been worked out yet. It takes some seconds for {kept.purchases:,} purchases, and is kept.",
        )
        anew("Work it out")
    else:
        block(tastes.when_html(kept.tastes))
        if said := tastes.changed(kept):
            notice(said, title="The shop has moved on.")
        anew("Work it out anew")
        communities(kept.tastes)
        influence(kept.tastes)
        bridges(kept.tastes)
with degraded("Who has the same customers"):
    alike(at)
