"""Behind the scenes: each store looked at live: what it is, what it holds, how it is built, and what waits."""

import streamlit as st

from marketplace.settings import STORES
from marketplace.ui import address, scenes
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import block, linked
from marketplace.ui.opening import market
from marketplace.ui.shopper import counted_as
from marketplace.ui.wording import STORE_NAMES, count

HERE = ("store",)
AGAIN = "am_scenes_again"
LETTERS = 20  # events that were given up, shown at most


def postgres() -> None:
    """Tables, indexes."""
    insight = market().insight
    tables = insight.tables()
    block(scenes.tables_html(tables))
    st.subheader("Indexes")
    block(scenes.indexes_html(insight.indexes(), sizes=True))


def mongo() -> None:
    """Collections with their validators, indexes."""
    collections = market().insight.collections()
    block(scenes.collections_html(collections))
    st.subheader("Indexes")
    block(scenes.indexes_html([index for each in collections for index in each.indexes], sizes=False))


def redis() -> None:
    """What INFO says, how the caches fare, what is left of the limits, key families."""
    seen = market().insight.key_families()
    block(scenes.redis_html(seen))
    st.subheader("Caches")
    block(scenes.caches_html(market().caches.counts()))
    st.subheader("Rate limits")
    limits = market().limits
    block(scenes.limits_html(limits.policies, limits.usage(counted_as())))
    st.subheader("Keys")
    if not seen.families:
        notice("No key yet. Look at a product, or put one in the cart.")
        return
    block(scenes.families_html(seen))
    if seen.scanned < seen.keys:
        st.caption(f"The first {seen.scanned:,} of {seen.keys:,} keys that SCAN came across.")


def neo4j() -> None:
    """Nodes, relationships, constraints, indexes."""
    graph = market().insight.graph_schema()
    block(scenes.graph_html(graph))
    st.subheader("Constraints")
    block(scenes.constraints_html(graph))
    st.subheader("Indexes")
    block(scenes.indexes_html(graph.indexes, sizes=False))


def again(event_id: str | None) -> None:
    """Note that an event (None: every one) is to be tried again: it is done when the page is drawn."""
    st.session_state[AGAIN] = event_id


def between() -> None:
    """The outbox: what waits, how far behind each destination is, and what was given up, to be tried again."""
    relay = market().relay
    if AGAIN in st.session_state:
        replayed = relay.replay(st.session_state.pop(AGAIN))
        notice(f"{count(replayed, 'delivery', 'deliveries')} tried again.", kind="done")
    status = relay.status()
    block(scenes.outbox_html(status))
    block(scenes.destinations_html(status))
    letters = relay.dead() if status.dead else []
    for letter in letters[:LETTERS]:
        with st.container(key=f"am_dead_{letter.event_id}_{letter.destination}", horizontal=True):
            block(scenes.dead_letter_html(letter))
            st.button(
                "Replay",
                key=f"am_replay_{letter.event_id}_{letter.destination}",
                icon=":material/replay:",
                help="Try this event again wherever it was given up",
                on_click=again,
                args=(letter.event_id,),
            )
    if len(letters) > 1:
        st.button(
            f"Replay all {len(letters)}", key="am_replay_all", icon=":material/replay:", on_click=again, args=(None,)
        )


SHOW = {"postgres": postgres, "mongo": mongo, "redis": redis, "neo4j": neo4j}

st.title("Behind the scenes")
block(
    '<p class="am-lead">Nothing here is a drawing of how it was meant to be: every line is what the store itself '
    "answers when it is asked just now.</p>"
)
block(scenes.health_html(market().insight.health()))
with degraded("What waits between the stores"):
    between()

asked = address.read("behind_the_scenes", HERE).get("store")
store = next((name for name in STORES if name == asked), STORES[0])
linked(scenes.chooser_html(store), key="stores")
st.header(STORE_NAMES[store])
with degraded(STORE_NAMES[store]):
    SHOW[store]()
    migrations = market().insight.migrations(store)
    st.subheader("Schema files applied")
    if migrations:
        block(scenes.migrations_html(migrations))
    else:
        st.caption("None: Redis has no schema. A key’s name and type are all there is.")
