"""Views: each look at a product counted once in the graph, whoever carries it and however often."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from stall import Stall, at_once, elsewhere

from marketplace import faultpoints
from marketplace.errors import StoreUnavailable
from marketplace.events.activity import VIEW_STREAM
from marketplace.events.views import BATCH, GROUP, RECENT, ViewCarrier
from marketplace.market import Market
from marketplace.statements import Statement

VIEWED = Statement(
    "",
    "MATCH (u:User)-[r:VIEWED]->(p:Product) WHERE u.id STARTS WITH $prefix"
    " RETURN u.id AS user, p.id AS product, r.times AS times, r.at AS at, size(r.recent) AS recent"
    " ORDER BY user, product",
)
KNOWN = Statement(
    "", "UNWIND $users AS id MERGE (:User {id: id}) WITH count(*) AS n UNWIND $products AS id MERGE (:Product {id: id})"
)


@pytest.fixture(autouse=True)
def empty(shop: Market) -> Iterator[None]:
    """No stream, no group."""
    shop.redis.commands.unlink(VIEW_STREAM)
    yield
    shop.redis.commands.unlink(VIEW_STREAM)


@pytest.fixture
def carrier(shop: Market) -> ViewCarrier:
    """One that takes over at once what another has left."""
    return ViewCarrier(shop.redis, shop.graph, abandoned_ms=0)


@pytest.fixture
def known(shop: Market, stall: Stall) -> Callable[[int, int], tuple[list[str], list[str]]]:
    """So many shoppers and products that the graph knows."""

    def make(shoppers: int = 1, products: int = 1) -> tuple[list[str], list[str]]:
        users, goods = [stall.id() for _ in range(shoppers)], [stall.id() for _ in range(products)]
        shop.graph.write(KNOWN, {"users": users, "products": goods})
        return users, goods

    return make


def _times(shop: Market, stall: Stall) -> dict[tuple[str, str], int]:
    rows = shop.graph.read(VIEWED, {"prefix": stall.prefix})
    return {(row["user"], row["product"]): row["times"] for row in rows}


def _pending(shop: Market) -> int:
    pending: Any = shop.redis.commands.xpending(VIEW_STREAM, GROUP)
    return int(pending["pending"])


def test_looks_become_one_relationship_with_how_often_and_when(
    shop: Market, stall: Stall, carrier: ViewCarrier, known: Callable[..., tuple[list[str], list[str]]]
) -> None:
    (ada, grace), (bowl, vase) = known(2, 2)
    for user, product in ((ada, bowl), (ada, vase), (ada, bowl), (grace, bowl)):
        shop.activity.viewed(user, product)
    assert carrier.carry() == 4
    rows = shop.graph.read(VIEWED, {"prefix": stall.prefix})
    assert [(row["user"], row["product"], row["times"], row["recent"]) for row in rows] == [
        (ada, bowl, 2, 2),
        (ada, vase, 1, 1),
        (grace, bowl, 1, 1),
    ]
    assert all(timedelta() <= datetime.now(UTC) - row["at"].to_native() < timedelta(minutes=1) for row in rows)
    assert (carrier.carry(), _pending(shop)) == (0, 0)
    shop.activity.viewed(ada, bowl)
    assert carrier.carry() == 1
    assert _times(shop, stall)[ada, bowl] == 3


def test_the_time_is_that_of_the_latest_look(
    shop: Market, stall: Stall, carrier: ViewCarrier, known: Callable[..., tuple[list[str], list[str]]]
) -> None:
    (ada,), (bowl,) = known()
    for hour in (12, 11):
        fields: dict[Any, Any] = {"user_id": ada, "product_id": bowl, "at": f"2026-05-01T{hour}:00:00+00:00"}
        shop.redis.commands.xadd(VIEW_STREAM, fields)
        carrier.carry()
    [row] = shop.graph.read(VIEWED, {"prefix": stall.prefix})
    assert (row["times"], row["at"].to_native()) == (2, datetime(2026, 5, 1, 12, tzinfo=UTC))


def test_guests_strangers_and_nonsense_are_passed_over_and_done_with(
    shop: Market, stall: Stall, carrier: ViewCarrier, known: Callable[..., tuple[list[str], list[str]]]
) -> None:
    (ada,), (bowl,) = known()
    now = datetime.now(UTC).isoformat()
    entries: list[dict[Any, Any]] = [
        {"user_id": "guest-1f", "product_id": bowl, "at": now},
        {"user_id": stall.id("nobody"), "product_id": bowl, "at": now},
        {"user_id": ada, "product_id": stall.id("nothing"), "at": now},
        {"user_id": ada, "product_id": bowl, "at": "yesterday"},
        {"user_id": ada, "product_id": bowl, "at": "2026-05-01T12:00:00"},
        {"something": "else"},
        {"user_id": ada, "product_id": bowl, "at": now},
    ]
    for entry in entries:
        shop.redis.commands.xadd(VIEW_STREAM, entry)
    assert carrier.carry() == len(entries)
    assert (_times(shop, stall), _pending(shop)) == ({(ada, bowl): 1}, 0)


def test_many_looks_at_one_thing_are_all_counted(
    shop: Market, stall: Stall, carrier: ViewCarrier, known: Callable[..., tuple[list[str], list[str]]]
) -> None:
    (ada,), (bowl,) = known()
    looks = 2 * RECENT + 5
    for _ in range(looks):
        shop.activity.viewed(ada, bowl)
    assert carrier.carry() == looks
    assert _times(shop, stall) == {(ada, bowl): looks}
    [row] = shop.graph.read(VIEWED, {"prefix": stall.prefix})
    assert row["recent"] == RECENT


@pytest.mark.parametrize("point", ["views.read", "views.written", "views.acknowledged"])
def test_a_carrier_that_dies_leaves_its_entries_to_another_and_each_counts_once(
    shop: Market,
    stall: Stall,
    carrier: ViewCarrier,
    known: Callable[..., tuple[list[str], list[str]]],
    monkeypatch: pytest.MonkeyPatch,
    point: str,
) -> None:
    class Crash(BaseException):
        pass

    def crash(reached: str) -> None:
        if reached == point:
            raise Crash

    (ada,), (bowl,) = known()
    for _ in range(RECENT + 3):
        shop.activity.viewed(ada, bowl)
    monkeypatch.setattr(faultpoints, "hook", crash)
    with pytest.raises(Crash):
        ViewCarrier(shop.redis, shop.graph).carry()
    monkeypatch.undo()
    assert _pending(shop) > 0

    shop.activity.viewed(ada, bowl)
    while carrier.carry():
        pass
    assert (_times(shop, stall), _pending(shop)) == ({(ada, bowl): RECENT + 4}, 0)


def test_what_another_is_still_at_is_not_taken_from_it(
    shop: Market, stall: Stall, known: Callable[..., tuple[list[str], list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (ada,), (bowl,) = known()
    shop.activity.viewed(ada, bowl)
    meanwhile: list[int] = []

    def hook(point: str) -> None:
        if point == "views.read":
            meanwhile.append(ViewCarrier(shop.redis, shop.graph).carry())

    monkeypatch.setattr(faultpoints, "hook", hook)
    assert ViewCarrier(shop.redis, shop.graph).carry() == 1
    assert (meanwhile, _times(shop, stall)) == ([0], {(ada, bowl): 1})


def test_several_carriers_share_the_stream(
    shop: Market, stall: Stall, known: Callable[..., tuple[list[str], list[str]]]
) -> None:
    users, goods = known(4, 3)
    for number in range(3 * BATCH):
        shop.activity.viewed(users[number % 4], goods[number % 3])

    def carry() -> int:
        one, done = ViewCarrier(shop.redis, shop.graph), 0
        while carried := one.carry():
            done += carried
        return done

    assert sum(each for each in at_once(carry, carry, carry) if isinstance(each, int)) == 3 * BATCH
    assert _times(shop, stall) == {(user, product): BATCH // 4 for user in users for product in goods}


def test_without_neo4j_entries_stay_and_come_first_when_it_is_back(
    shop: Market, stall: Stall, known: Callable[..., tuple[list[str], list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (ada,), (bowl,) = known()
    shop.activity.viewed(ada, bowl)
    carrier = ViewCarrier(shop.redis, shop.graph)  # patient: it would not take over what is another's
    with Market.open(elsewhere(shop, "neo4j")) as market:
        monkeypatch.setattr(carrier, "graph", market.graph)
        with pytest.raises(StoreUnavailable) as raised:
            carrier.carry()
    assert raised.value.store == "neo4j"
    monkeypatch.undo()
    shop.activity.viewed(ada, bowl)
    assert (carrier.carry(), carrier.carry()) == (1, 1)
    assert (_times(shop, stall), _pending(shop)) == ({(ada, bowl): 2}, 0)


def test_a_stream_that_was_lost_is_begun_anew(
    shop: Market, stall: Stall, carrier: ViewCarrier, known: Callable[..., tuple[list[str], list[str]]]
) -> None:
    (ada,), (bowl,) = known()
    assert carrier.carry() == 0, "no stream yet: the group makes it"
    shop.activity.viewed(ada, bowl)
    assert carrier.carry() == 1
    shop.redis.commands.unlink(VIEW_STREAM)  # Redis has come back with nothing in it
    shop.activity.viewed(ada, bowl)
    assert carrier.carry() == 1
    assert _times(shop, stall) == {(ada, bowl): 2}


def test_entries_trimmed_while_somebody_had_them_are_let_go(
    shop: Market, stall: Stall, carrier: ViewCarrier, known: Callable[..., tuple[list[str], list[str]]]
) -> None:
    (ada,), (bowl,) = known()
    for _ in range(3):
        shop.activity.viewed(ada, bowl)
    streams: dict[Any, Any] = {VIEW_STREAM: ">"}
    carrier.carry()
    for _ in range(3):
        shop.activity.viewed(ada, bowl)
    shop.redis.commands.xreadgroup(GROUP, carrier.name, streams, count=2)
    shop.redis.commands.xtrim(VIEW_STREAM, maxlen=1, approximate=False)
    carrier._unfinished = True
    while carrier.carry():
        pass
    assert (_times(shop, stall), _pending(shop)) == ({(ada, bowl): 4}, 0)


def test_a_graph_that_lost_its_views_gets_those_the_stream_holds(
    shop: Market, stall: Stall, carrier: ViewCarrier, known: Callable[..., tuple[list[str], list[str]]]
) -> None:
    (ada,), (bowl,) = known()
    carrier.again()  # nothing there: nothing happens
    for _ in range(3):
        shop.activity.viewed(ada, bowl)
    carrier.carry()
    shop.graph.write(Statement("", "MATCH (:User {id: $id})-[r:VIEWED]->() DELETE r"), {"id": ada})
    carrier.again()
    assert carrier.carry() == 3
    assert _times(shop, stall) == {(ada, bowl): 3}


def test_a_carrier_leaves_the_group_unless_it_has_something_left(shop: Market, carrier: ViewCarrier) -> None:
    shop.activity.viewed("a", "b")
    carrier.carry()
    carrier.carry()
    other = ViewCarrier(shop.redis, shop.graph)
    shop.activity.viewed("a", "b")
    other._unfinished = bool(other._new())
    carrier.close()
    other.close()
    consumers: Any = shop.redis.commands.xinfo_consumers(VIEW_STREAM, GROUP)
    assert [each["name"] for each in consumers] == [other.name]


def test_the_relay_carries_views(shop: Market, stall: Stall, known: Callable[..., tuple[list[str], list[str]]]) -> None:
    (ada,), (bowl,) = known()
    shop.activity.viewed(ada, bowl)
    shop.relay.drain()
    assert _times(shop, stall) == {(ada, bowl): 1}
    shop.activity.viewed(ada, bowl)
    shop.relay.drain()
    drawn = shop.subgraphs.neighbourhood("User", ada, kinds=["VIEWED"])
    assert [node.key for node in drawn.nodes] == [f"User:{ada}", f"Product:{bowl}"]
    assert [(edge.kind, edge.weight) for edge in drawn.edges] == [("VIEWED", 2)]
