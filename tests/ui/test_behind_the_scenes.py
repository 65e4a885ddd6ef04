"""The page that shows the stores themselves."""

import pytest
from stall import take_back

from marketplace.market import Market
from marketplace.ratelimits.service import limit_key
from marketplace.settings import STORES
from marketplace.ui.html import esc
from marketplace.ui.scenes import size
from marketplace.ui.wording import DESTINATION_NAMES, STORE_NAMES
from ui.conftest import Visit, html_of


@pytest.mark.parametrize("store", STORES)
def test_every_store_says_what_it_is_and_where_it_listens(visit: Visit, market: Market, store: str) -> None:
    app = visit("behind_the_scenes", store=store)
    assert not app.exception
    html = html_of(app)
    for each in market.insight.health():
        assert f"<dd>{esc(each.version)}</dd>" in html
        assert f"<dd>{each.address}</dd>" in html
    for name in STORES:
        password = market.urls[name].partition("://")[2].rpartition("@")[0].rpartition(":")[2]
        assert password
        assert password not in html
    assert app.header[0].value == STORE_NAMES[next(name for name in STORES if name == store)]


def test_postgres_shows_tables_rules_and_indexes(visit: Visit, market: Market) -> None:
    html = html_of(visit("behind_the_scenes"))
    for table in market.insight.tables():
        assert f"<summary><code>{table.name}</code>" in html
    assert '<pre class="am-code">CHECK ((stock &gt;= 0))</pre>' in html
    assert "<td><code>product_embeddings_hnsw</code></td><td>hnsw</td>" in html
    assert "<td><code>0001.schema</code></td>" in html


def test_mongo_shows_its_validators(visit: Visit) -> None:
    html = html_of(visit("behind_the_scenes", store="mongo"))
    assert html.count('<details class="am-opens">') == 4
    assert "&quot;$jsonSchema&quot;" in html
    assert "<td><code>one_per_shopper (unique)</code></td>" in html


def test_redis_shows_its_key_families(visit: Visit, market: Market) -> None:
    market.redis.commands.hset("cart:{scenes-test}", "P0001", "1")
    try:
        app = visit("behind_the_scenes", store="redis")
    finally:
        market.redis.commands.unlink("cart:{scenes-test}")
    html = html_of(app)
    assert "<td>cart</td><td>hash</td>" in html
    assert "None: Redis has no schema." in " ".join(caption.value for caption in app.caption)


def test_redis_shows_how_its_caches_fare_and_what_is_left_of_the_limits(visit: Visit, market: Market) -> None:
    name = "scenes_test"
    market.redis.commands.hset("cache_counts", mapping={f"{name}:hits": 3, f"{name}:misses": 1, f"{name}:waits": 2})
    limit = market.limits.policies["checkout"].amount
    stand_in = market.accounts.shoppers(limit=1)[0]
    market.limits.hit("checkout", stand_in.id)
    try:
        html = html_of(visit("behind_the_scenes", store="redis", **{"as": stand_in.id}))
    finally:
        market.redis.commands.hdel("cache_counts", f"{name}:hits", f"{name}:misses", f"{name}:waits")
        market.redis.commands.unlink(limit_key("checkout", stand_in.id))
    figures = "".join(f'<td class="am-number">{number}</td>' for number in (3, 1, 2, 0, 0))
    assert f"<td><code>{name}</code></td>{figures}<td>50%</td>" in html
    assert (
        f'<td>checkout</td><td class="am-number">{limit}</td><td>1 min</td><td class="am-number">{limit - 1}</td>'
        in html
    )


def test_neo4j_shows_counts_and_constraints(visit: Visit, market: Market) -> None:
    html = html_of(visit("behind_the_scenes", store="neo4j"))
    for each in market.insight.counts("neo4j"):
        assert f"<code>{f'(:{each.name})' if each.kind == 'label' else f'()-[:{each.name}]-&gt;()'}</code>" in html
    assert "<td><code>user_id</code></td><td>uniqueness</td><td><code>(:User {id})</code></td>" in html


def test_every_destination_is_shown_with_what_waits_for_it(visit: Visit, market: Market) -> None:
    html = html_of(visit("behind_the_scenes"))
    for each in market.relay.status().destinations:
        assert f"<td>{DESTINATION_NAMES[each.destination]}</td><td><span" in html
    assert "could not take an event" not in html


def test_an_event_that_was_given_up_is_shown_with_its_error_and_replayed(visit: Visit, market: Market) -> None:
    app = visit("behind_the_scenes")
    product = next(one for one in market.catalog.browse().value.items if one.stock > 3)
    order = market.orders.checkout("U0440", {product.id: 1})
    market.relay.drain()
    with market.postgres.transaction() as session:
        # Once the rest has arrived, whoever carries it.
        session.connection.execute(
            "SELECT 1 FROM deliveries d JOIN outbox o ON o.id = d.event WHERE o.aggregate_id = %s FOR UPDATE OF d",
            (order.id,),
        )
        session.connection.execute(
            "UPDATE deliveries d SET delivered_at = NULL, dead_at = now(), attempts = 10, last_error = 'Error: <b>'"
            " FROM outbox o WHERE o.id = d.event AND o.aggregate_id = %s AND destination IN ('graph', 'reviews')",
            (order.id,),
        )
    try:
        app.run()
        html = html_of(app)
        assert html.count("could not take an event</strong> after 10 attempts") == 2
        assert f"order <code>{order.id}</code>" in html
        assert "<small>Error: &lt;b&gt;</small>" in html
        buttons = {button.label for button in app.button}
        assert "Replay all 2" in buttons
        [event] = {each.event_id for each in market.relay.dead()}
        app.button(key=f"am_replay_{event}_graph").click().run()
        assert not app.exception
        assert "2 deliveries tried again." in html_of(app)
        assert "could not take an event" not in html_of(app)
        assert market.relay.dead() == []
        # The address of an event that is not dead any more: another window was quicker.
        app.session_state["am_scenes_again"] = event
        app.run()
        assert "There is no dead event" in html_of(app)
    finally:
        take_back(market, order)


def test_an_unknown_store_is_the_first(visit: Visit) -> None:
    assert visit("behind_the_scenes", store="oracle").header[0].value == "PostgreSQL"


@pytest.mark.parametrize(
    ("given", "said"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (48_300, "48 kB"), (1_300_000, "1.3 MB"), (2.5e9, "2.5 GB")],
)
def test_sizes_are_said_in_units_that_suit(given: float, said: str) -> None:
    assert size(int(given)) == said.replace(" ", "\N{NO-BREAK SPACE}")
