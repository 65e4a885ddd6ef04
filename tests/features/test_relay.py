"""The relay: an order reaches every store once, in order, whatever is down meanwhile and however often it is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from stall import Stall, at_once, elsewhere

from marketplace import faultpoints
from marketplace.errors import NotFound, StoreUnavailable
from marketplace.events.activity import HOT_DAYS_KEPT, ORDER_WEIGHT, counted_key, hot_key
from marketplace.events.backoff import Backoff
from marketplace.events.carrier import MOST_ATTEMPTS, Carrier
from marketplace.events.models import DESTINATIONS, Event, Handler
from marketplace.events.relay import Relay
from marketplace.events.views import ViewCarrier
from marketplace.market import Market
from marketplace.orders.models import Order
from marketplace.orders.service import OrderService
from marketplace.settings import StoreName
from marketplace.statements import Statement

ALL = len(DESTINATIONS)
"""Deliveries of one event."""


@pytest.fixture
def quiet(shop: Market) -> OrderService:
    """Orders that tell nobody: their events wait in an outbox that held nothing before."""
    with shop.postgres.transaction() as session:
        session.connection.execute("DELETE FROM outbox")
    return OrderService(shop.postgres, DESTINATIONS, placed=lambda *_: None)


class Heard:
    """A destination of the test's own: it notes what it is told, and fails as it is asked to."""

    def __init__(self) -> None:
        self.batches: list[list[tuple[str, int]]] = []
        self.fails: Callable[[Event], Exception | None] = lambda event: None

    def __call__(self, events: Sequence[Event]) -> None:
        for event in events:
            error = self.fails(event)
            if error is not None:
                raise error
        self.batches.append([(event.payload["order_id"], event.sequence) for event in events])

    @property
    def told(self) -> list[tuple[str, int]]:
        """Order and sequence of all events, in the order in which they came."""
        return [one for batch in self.batches for one in batch]


@pytest.fixture
def heard() -> Heard:
    """A handler that notes."""
    return Heard()


def _relay(
    shop: Market, handlers: dict[str, Handler], dice: Callable[[], float] = lambda: 0.5, idle: float = 3600
) -> Relay:
    """A relay of these destinations alone, whose workers never look without being woken."""
    return Relay(shop.postgres, handlers, ViewCarrier(shop.redis, shop.graph), shop.carts, dice=dice, idle=idle)


@pytest.fixture
def at() -> Iterator[Callable[[str, Callable[[], None]], None]]:
    """Have something done, once, when a named point is reached."""
    wanted: dict[str, Callable[[], None]] = {}

    def hook(point: str) -> None:
        if action := wanted.pop(point, None):
            action()

    faultpoints.hook = hook
    yield wanted.__setitem__
    faultpoints.hook = None


def _purchases(shop: Market, user: str) -> list[tuple[str, str, int, float]]:
    query = (
        "MATCH (:User {id: $user})-[r:PURCHASED]->(p:Product)"
        " RETURN r.order_id AS o, p.id AS p, r.quantity AS q, r.price AS price ORDER BY o, p"
    )
    rows = shop.graph.read(Statement("", query), {"user": user})
    return [(row["o"], row["p"], row["q"], row["price"]) for row in rows]


def _heat(shop: Market, product: str) -> float | None:
    heat: float | None = shop.redis.commands.zscore(hot_key(datetime.now(UTC)), product)
    return heat


def _due_now(stall: Stall) -> None:
    """Time passes: whatever waits for another attempt is due."""
    stall.execute("UPDATE deliveries SET next_attempt_at = now() - interval '1 second' WHERE delivered_at IS NULL")


def _bought(shop: Market, stall: Stall, quiet: OrderService) -> tuple[str, str, str, Order]:
    """A cart of which two lines were ordered, and what has changed in it since."""
    user = stall.shopper()
    bowl, vase, mug = (
        stall.product(name, price="7.50", stock=9, id=stall.id(name)) for name in ("bowl", "vase", "mug")
    )
    shop.carts.add(user, bowl, 2)
    shop.carts.add(user, vase, 1)
    order = quiet.checkout(user, shop.carts.quantities(user))
    shop.carts.add(user, bowl, 3)
    shop.carts.add(user, mug, 1)
    return user, bowl, vase, order


def test_an_order_reaches_every_destination(shop: Market, stall: Stall, quiet: OrderService) -> None:
    user, bowl, vase, order = _bought(shop, stall, quiet)
    stranger = stall.shopper()
    shop.reviews.write(stranger, bowl, 4, "Never bought it")
    stall.execute("UPDATE orders SET status = 'returned' WHERE id = %s", (order.id,))
    review = shop.reviews.write(user, bowl, 5, "Good")
    assert not review.verified
    stall.execute("UPDATE orders SET status = 'paid' WHERE id = %s", (order.id,))
    assert shop.catalog.product(vase).value.stock == 8
    stall.execute("UPDATE products SET stock = 5 WHERE id = %s", (vase,))
    status = shop.relay.status()
    assert (status.waiting, status.dead, 0 <= status.oldest_seconds < 60) == (1, 0, True)

    assert shop.relay.drain() == ALL

    assert _purchases(shop, user) == [(order.id, bowl, 2, 7.5), (order.id, vase, 1, 7.5)]
    assert shop.carts.quantities(user) == {bowl: 3, stall.id("mug"): 1}
    served = shop.catalog.product(vase)
    assert (served.hit, served.value.stock) == (False, 5)
    assert (_heat(shop, bowl), _heat(shop, vase)) == (ORDER_WEIGHT, ORDER_WEIGHT)
    assert {each.user_id: each.verified for each in shop.reviews.threads(bowl).reviews} == {
        user: True,
        stranger: False,
    }
    assert {each.state for each in quiet.deliveries(user, order.id)} == {"delivered"}
    assert shop.relay.drain() == 0


def test_a_cancelled_order_leaves_every_destination(shop: Market, stall: Stall, quiet: OrderService) -> None:
    user, bowl, vase, order = _bought(shop, stall, quiet)
    kept = quiet.checkout(user, {bowl: 1})
    shop.reviews.write(user, bowl, 5, "Good")
    vases = shop.reviews.write(user, vase, 5, "Good")
    shop.relay.drain()
    cart = shop.carts.quantities(user)
    assert vases.verified
    shop.catalog.product(vase)

    quiet.cancel(user, order.id)
    assert shop.relay.drain() == ALL

    assert _purchases(shop, user) == [(kept.id, bowl, 1, 7.5)]
    assert shop.carts.quantities(user) == cart
    assert shop.catalog.product(vase).value.stock == 9
    assert (_heat(shop, bowl), _heat(shop, vase)) == (ORDER_WEIGHT, None)
    assert [each.verified for each in shop.reviews.threads(bowl).reviews] == [True]
    assert [each.verified for each in shop.reviews.threads(vase).reviews] == [False]


@pytest.mark.parametrize("destination", DESTINATIONS)
def test_told_twice_is_told_once(shop: Market, stall: Stall, quiet: OrderService, destination: str) -> None:
    user, bowl, vase, order = _bought(shop, stall, quiet)
    for _ in range(3):
        stall.execute("UPDATE deliveries SET delivered_at = NULL WHERE destination = %s", (destination,))
        shop.relay.drain()
        assert _purchases(shop, user) == [(order.id, bowl, 2, 7.5), (order.id, vase, 1, 7.5)]
        assert shop.carts.quantities(user) == {bowl: 3, stall.id("mug"): 1}
        assert (_heat(shop, bowl), _heat(shop, vase)) == (ORDER_WEIGHT, ORDER_WEIGHT)
    quiet.cancel(user, order.id)
    for _ in range(3):
        stall.execute("UPDATE deliveries SET delivered_at = NULL WHERE destination = %s", (destination,))
        shop.relay.drain()
        assert _purchases(shop, user) == []
        assert shop.carts.quantities(user) == {bowl: 3, stall.id("mug"): 1}
        assert (_heat(shop, bowl), _heat(shop, vase)) == (None, None)


def test_an_order_older_than_a_cart_remembers_takes_nothing_out(
    shop: Market, stall: Stall, quiet: OrderService
) -> None:
    user, _, _, order = _bought(shop, stall, quiet)
    stall.execute(
        "UPDATE outbox SET created_at = now() - interval '25 hours' WHERE aggregate_id = %s",
        (order.id,),
    )
    before = shop.carts.quantities(user)
    assert shop.relay.drain() == ALL
    assert shop.carts.quantities(user) == before != {}


def test_the_heat_of_a_day_that_is_forgotten_is_not_kept(shop: Market, stall: Stall) -> None:
    bowl, day = stall.product(), datetime.now(UTC) - timedelta(days=HOT_DAYS_KEPT, seconds=1)
    shop.activity.ordered(stall.id(), day, [bowl])
    assert shop.redis.commands.exists(hot_key(day), counted_key(day)) == 0


def test_two_orders_of_one_product_are_two_purchases(shop: Market, stall: Stall, quiet: OrderService) -> None:
    user, bowl = stall.shopper(), stall.product(price="1.00")
    orders = sorted(quiet.checkout(user, {bowl: 1}).id for _ in range(2))
    assert shop.relay.drain() == 2 * ALL
    assert _purchases(shop, user) == [(id, bowl, 1, 1.0) for id in orders]


def test_several_relays_share_the_work_and_carry_each_event_once(
    shop: Market, stall: Stall, quiet: OrderService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marketplace.events.carrier.BATCH", 3)
    bowl = stall.product(stock=100)
    users = [stall.shopper() for _ in range(3)]
    orders = [(users[number % 3], quiet.checkout(users[number % 3], {bowl: 1}).id) for number in range(24)]
    for user, order in orders[::4]:
        quiet.cancel(user, order)
    carried = at_once(*[shop.relay.drain] * 4)
    assert [each for each in carried if not isinstance(each, int)] == []
    # What one skipped because another held what comes before it, that one has carried: nothing is left.
    assert sum(each for each in carried if isinstance(each, int)) + shop.relay.drain() == 30 * ALL
    kept = [order for order in orders if order not in orders[::4]]
    assert [len(_purchases(shop, user)) for user in users] == [len([o for o in kept if o[0] == u]) for u in users]
    assert _heat(shop, bowl) == 18 * ORDER_WEIGHT


def test_nothing_overtakes_an_earlier_event_of_its_order(
    shop: Market, stall: Stall, quiet: OrderService, heard: Heard
) -> None:
    ada, bowl = stall.shopper(), stall.product()
    first, second = quiet.checkout(ada, {bowl: 1}), quiet.checkout(ada, {bowl: 1})
    quiet.cancel(ada, first.id)
    relay = _relay(shop, {"graph": heard})
    assert relay.drain() == 3
    assert heard.batches == [[(first.id, 1), (second.id, 1)], [(first.id, 2)]]


def test_another_relay_does_not_overtake_either(
    shop: Market,
    stall: Stall,
    quiet: OrderService,
    heard: Heard,
    at: Callable[[str, Callable[[], None]], None],
) -> None:
    ada, bowl = stall.shopper(), stall.product()
    order = quiet.checkout(ada, {bowl: 1})
    other = Heard()

    def meanwhile() -> None:
        # The placing is in the first relay's hands: cancelled now, and another relay looks for work.
        quiet.cancel(ada, order.id)
        assert _relay(shop, {"graph": other}).drain() == 0

    at("relay.graph.after", meanwhile)
    assert _relay(shop, {"graph": heard}).drain() == 2
    assert (heard.told, other.told) == ([(order.id, 1), (order.id, 2)], [])


def test_a_poison_keeps_back_itself_alone_and_what_follows_it(
    shop: Market, stall: Stall, quiet: OrderService, heard: Heard
) -> None:
    ada, bowl = stall.shopper(), stall.product(stock=50)
    orders = [quiet.checkout(ada, {bowl: 1}).id for _ in range(5)]
    poison = orders[2]
    quiet.cancel(ada, poison)
    quiet.cancel(ada, orders[3])
    heard.fails = lambda event: ValueError("no\0t this one") if event.payload["order_id"] == poison else None
    relay = _relay(shop, {"graph": heard}, dice=lambda: 0.75)

    assert relay.drain() == 5
    assert sorted(heard.told) == sorted([(order, 1) for order in orders if order != poison] + [(orders[3], 2)])
    [[attempts, error, seconds]] = stall.execute(
        "SELECT attempts, last_error, round(extract(epoch FROM next_attempt_at - clock_timestamp())::numeric, 1)"
        " FROM deliveries WHERE attempts > 0"
    )
    assert (attempts, error) == (1, "ValueError: no?t this one")
    assert 0.5 <= seconds <= 0.8  # three quarters of a second from then on
    assert relay.drain() == 0, "it is not due yet"
    _due_now(stall)
    assert relay.drain() == 0
    assert stall.execute("SELECT max(attempts) FROM deliveries") == [(2,)]

    heard.fails = lambda event: None
    _due_now(stall)
    assert relay.drain() == 2
    assert heard.told[-2:] == [(poison, 1), (poison, 2)]


def test_a_dead_letter_blocks_its_successors_until_it_is_replayed(
    shop: Market, stall: Stall, quiet: OrderService, heard: Heard
) -> None:
    ada, bowl = stall.shopper(), stall.product()
    order = quiet.checkout(ada, {bowl: 1})
    quiet.cancel(ada, order.id)
    heard.fails = lambda event: RuntimeError("indigestible")
    relay = _relay(shop, {"graph": heard})
    for _ in range(MOST_ATTEMPTS):
        assert relay.status().dead == 0
        assert relay.drain() == 0
        _due_now(stall)

    [letter] = relay.dead()
    assert (letter.order_id, letter.user_id, letter.kind, letter.sequence) == (order.id, ada, "order_placed", 1)
    assert (letter.destination, letter.attempts, letter.behind) == ("graph", MOST_ATTEMPTS, 1)
    assert letter.last_error == "RuntimeError: indigestible"
    status = {each.destination: each for each in relay.status().destinations}["graph"]
    assert (status.dead, status.waiting) == (1, 1)
    assert {each.state for each in quiet.deliveries(ada, order.id) if each.sequence == 1} == {"waiting", "dead"}
    heard.fails = lambda event: None
    assert relay.drain() == 0, "neither the dead event nor the one behind it"

    with pytest.raises(NotFound, match="no dead event"):
        relay.replay(stall.id("none"))
    assert relay.replay(letter.event_id) == 1
    assert relay.dead() == []
    assert relay.drain() == 2
    assert heard.told == [(order.id, 1), (order.id, 2)]


def test_all_dead_letters_are_replayed_at_once(shop: Market, stall: Stall, quiet: OrderService, heard: Heard) -> None:
    ada, bowl = stall.shopper(), stall.product()
    for _ in range(3):
        quiet.checkout(ada, {bowl: 1})
    stall.execute("UPDATE deliveries SET dead_at = now(), attempts = 9 WHERE destination IN ('graph', 'cart')")
    relay = _relay(shop, {"graph": heard})
    assert relay.status().dead == 3
    assert relay.replay() == 6
    assert relay.replay() == 0
    assert stall.execute("SELECT max(attempts) FROM deliveries") == [(0,)]
    assert relay.drain() == 3


def test_back_off_doubles_up_to_its_cap_and_is_jittered_all_the_way() -> None:
    certain = Backoff(base=1, cap=300, dice=lambda: 1.0)
    assert [certain.seconds(n) for n in (1, 2, 3, 9, 10, 10_000)] == [1, 2, 4, 256, 300, 300]
    assert Backoff(base=1, cap=300, dice=lambda: 0.25).seconds(3) == 1.0
    assert Backoff(base=1, cap=300, dice=lambda: 0.0).seconds(9) == 0.0
    assert 0 <= Backoff(base=1, cap=300).seconds(5) <= 16


def test_a_store_that_is_down_counts_no_attempt_and_marks_what_had_arrived(
    shop: Market, stall: Stall, quiet: OrderService, heard: Heard
) -> None:
    ada, bowl = stall.shopper(), stall.product()
    first, poison, last = (quiet.checkout(ada, {bowl: 1}).id for _ in range(3))
    down = StoreUnavailable("neo4j", "gone")

    def fails(event: Event) -> Exception | None:
        return {poison: ValueError("bad"), last: down}.get(event.payload["order_id"])

    heard.fails = fails
    carrier = Carrier(shop.postgres, "graph", heard, Backoff(1, 300))
    with pytest.raises(StoreUnavailable):
        carrier.carry()
    assert heard.told == [(first, 1)]
    found = stall.execute(
        "SELECT o.aggregate_id, d.attempts, d.delivered_at IS NOT NULL FROM deliveries d"
        " JOIN outbox o ON o.id = d.event WHERE d.destination = 'graph' ORDER BY o.id"
    )
    assert found == [(first, 0, True), (poison, 1, False), (last, 0, False)]


@pytest.mark.parametrize("store", ["neo4j", "redis", "mongo"])
def test_a_store_that_is_down_delays_only_its_own_and_is_caught_up_when_it_is_back(
    shop: Market, stall: Stall, quiet: OrderService, store: StoreName
) -> None:
    user, bowl, vase, order = _bought(shop, stall, quiet)
    theirs = {name for name, lives_in in DESTINATIONS.items() if lives_in == store}
    with Market.open(elsewhere(shop, store)) as market:
        assert market.relay.drain() == ALL - len(theirs)
    waiting = {each.destination for each in quiet.deliveries(user, order.id) if each.state == "waiting"}
    assert waiting == theirs
    assert stall.execute("SELECT max(attempts) FROM deliveries") == [(0,)]
    assert shop.relay.drain() == len(theirs)
    assert _purchases(shop, user) == [(order.id, bowl, 2, 7.5), (order.id, vase, 1, 7.5)]
    assert shop.carts.quantities(user) == {bowl: 3, stall.id("mug"): 1}


def test_without_postgresql_there_is_nothing_to_carry(shop: Market) -> None:
    with Market.open(elsewhere(shop, "postgres")) as market:
        assert market.relay.drain() == 0
        with pytest.raises(StoreUnavailable):
            market.relay.status()


def test_a_write_that_arrives_after_the_cancel_changes_nothing(shop: Market, stall: Stall, quiet: OrderService) -> None:
    """A relay that stalled, and lost its transaction, wakes up when all is over: it tells of the placing."""
    user, bowl, vase, order = _bought(shop, stall, quiet)
    review = shop.reviews.write(user, vase, 5, "Good")
    assert review.verified
    late: list[Sequence[Event]] = []
    with pytest.raises(StoreUnavailable):
        Carrier(shop.postgres, "graph", lambda events: _stalled(late, events), Backoff(1, 1)).carry()
    shop.relay.drain()
    quiet.cancel(user, order.id)
    shop.relay.drain()
    cart = shop.carts.quantities(user)

    for handler in shop.relay.handlers.values():
        handler(late[0])

    assert _purchases(shop, user) == []
    assert shop.carts.quantities(user) == cart
    assert (_heat(shop, bowl), _heat(shop, vase)) == (None, None)
    assert [each.verified for each in shop.reviews.threads(vase).reviews] == [False]


def _stalled(late: list[Sequence[Event]], events: Sequence[Event]) -> None:
    late.append(events)
    raise StoreUnavailable("postgres", "the connection was lost")


def test_a_mark_read_before_a_cancel_does_not_land_after_it(
    shop: Market, stall: Stall, quiet: OrderService, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, bowl = stall.shopper(), stall.product()
    order = quiet.checkout(user, {bowl: 1})
    shop.reviews.write(user, bowl, 5, "Good")
    quiet.cancel(user, order.id)
    run, late = shop.mongo.run, []

    def keep(statement: Statement, parameters: dict[str, object]) -> object:
        late.append((statement, parameters))

    monkeypatch.setattr(shop.mongo, "run", keep)
    stall.execute("UPDATE orders SET status = 'paid' WHERE id = %s", (order.id,))
    shop.reviews.verify({(user, bowl)})  # read while the order stood, and written only at the end
    stall.execute("UPDATE orders SET status = 'cancelled' WHERE id = %s", (order.id,))
    monkeypatch.undo()
    shop.relay.drain()
    assert [each.verified for each in shop.reviews.threads(bowl).reviews] == [False]
    [(statement, parameters)] = late
    run(statement, parameters)
    assert [each.verified for each in shop.reviews.threads(bowl).reviews] == [False]


def test_an_order_cancelled_while_its_review_is_written_leaves_it_unmarked(
    shop: Market, stall: Stall, quiet: OrderService, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, bowl = stall.shopper(), stall.product()
    order = quiet.checkout(user, {bowl: 1})
    shop.relay.drain()
    run, carried = shop.mongo.run, []

    def slowly(statement: Statement, parameters: dict[str, object]) -> object:
        if statement.name == "reviews/write.json":
            # Between what PostgreSQL said and what MongoDB is told: the cancel is heard of, and waits for its turn.
            quiet.cancel(user, order.id)
            thread = threading.Thread(target=shop.relay.drain)
            thread.start()
            carried.append(thread)
        return run(statement, parameters)

    monkeypatch.setattr(shop.mongo, "run", slowly)
    assert shop.reviews.write(user, bowl, 5, "Good").verified
    carried[0].join()
    assert [each.verified for each in shop.reviews.threads(bowl).reviews] == [False]


def test_a_crash_between_telling_and_marking_tells_again(
    shop: Market,
    stall: Stall,
    quiet: OrderService,
    heard: Heard,
    at: Callable[[str, Callable[[], None]], None],
) -> None:
    class Crash(BaseException):
        pass

    def crash() -> None:
        raise Crash

    order = quiet.checkout(stall.shopper(), {stall.product(): 1})
    relay = _relay(shop, {"graph": heard})
    at("relay.graph.marked", crash)
    with pytest.raises(Crash):
        relay.drain()
    assert relay.drain() == 1
    assert heard.told == [(order.id, 1), (order.id, 1)]


def test_an_order_wakes_the_relay_of_another_process(shop: Market, stall: Stall, quiet: OrderService) -> None:
    told = threading.Event()
    relay = _relay(shop, {"graph": lambda events: told.set()})
    ready = _listening(relay)
    relay.start()
    relay.start()
    try:
        assert ready.wait(20)
        quiet.checkout(stall.shopper(), {stall.product(): 1})
        assert told.wait(20), "its worker looks once an hour, unless it is told"
    finally:
        relay.close()


def test_a_listener_whose_connection_was_cut_listens_again(shop: Market, stall: Stall, quiet: OrderService) -> None:
    told = threading.Event()
    relay = _relay(shop, {"graph": lambda events: told.set()}, dice=lambda: 0.0)
    ready = _listening(relay)
    relay.start()
    try:
        assert ready.wait(20)
        ready.clear()
        stall.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%%LISTEN outbox%%'"
            " AND datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert ready.wait(20)
        quiet.checkout(stall.shopper(), {stall.product(): 1})
        assert told.wait(20)
    finally:
        relay.close()


def _listening(relay: Relay) -> threading.Event:
    """Set whenever the relay wakes its workers, which it does once it listens."""
    ready, wake = threading.Event(), relay.wake

    def woken() -> None:
        wake()
        ready.set()

    relay.wake = woken  # type: ignore[method-assign]
    return ready


def test_a_worker_outlives_whatever_its_handler_raises(
    shop: Market, stall: Stall, quiet: OrderService, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what goes wrong outside any event, in the carrier itself."""
    told = threading.Event()
    relay = _relay(shop, {"graph": lambda events: told.set()}, dice=lambda: 0.0)
    carry, failures = Carrier.carry, [StoreUnavailable("postgres", "gone"), ValueError("a mistake of ours")]

    def failing(self: Carrier) -> tuple[int, int]:
        if failures:
            raise failures.pop()
        return carry(self)

    monkeypatch.setattr(Carrier, "carry", failing)
    quiet.checkout(stall.shopper(), {stall.product(): 1})
    relay.start()
    try:
        assert told.wait(20)
    finally:
        relay.close()


def test_what_is_bought_leaves_the_cart_at_once(shop: Market, stall: Stall, quiet: OrderService) -> None:
    user, bowl = stall.shopper(), stall.product(price="2.00")
    shop.carts.add(user, bowl, 2)
    order = shop.orders.checkout(user, shop.carts.quantities(user))
    assert shop.carts.quantities(user) == {}
    shop.carts.add(user, bowl, 1)
    shop.relay.drain()
    assert _purchases(shop, user) == [(order.id, bowl, 2, 2.0)]
    assert shop.carts.quantities(user) == {bowl: 1}


def test_the_lag_of_the_latest_is_measured(shop: Market, stall: Stall, quiet: OrderService) -> None:
    nothing = shop.relay.status()
    assert (nothing.waiting, nothing.oldest_seconds, nothing.p50_ms, nothing.p95_ms) == (0, 0.0, None, None)
    assert [each.destination for each in nothing.destinations] == list(DESTINATIONS)
    ada, bowl = stall.shopper(), stall.product(stock=300)
    for _ in range(3):
        quiet.checkout(ada, {bowl: 1})
    stall.execute(
        "UPDATE deliveries d SET delivered_at = o.created_at + make_interval(secs => n.place)"
        " FROM (SELECT id, created_at, row_number() OVER (ORDER BY id) AS place FROM outbox) n, outbox o"
        " WHERE o.id = d.event AND n.id = o.id AND d.destination IN ('graph', 'cart')"
    )
    status = shop.relay.status()
    by_name = {each.destination: each for each in status.destinations}
    assert (by_name["graph"].p50_ms, by_name["graph"].p95_ms) == (2000.0, pytest.approx(2900.0))
    assert (status.p50_ms, by_name["caches"].p50_ms) == (2000.0, None)
    assert (by_name["graph"].waiting, by_name["caches"].waiting, status.waiting) == (0, 3, 3)


def test_closing_twice_and_unused_is_harmless(shop: Market) -> None:
    relay = _relay(shop, {})
    relay.close()
    relay.close()
    relay.start()
    relay.close()


def test_every_point_is_reached_and_has_its_name(
    shop: Market, stall: Stall, quiet: OrderService, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[str] = []
    monkeypatch.setattr(faultpoints, "hook", reached.append)
    user, bowl = stall.shopper(), stall.product()
    order = shop.orders.checkout(user, {bowl: 1})
    shop.activity.viewed(user, bowl)
    shop.relay.drain()
    shop.orders.cancel(user, order.id)
    assert set(reached) == set(faultpoints.POINTS)
    assert tuple(DESTINATIONS) == faultpoints.DESTINATIONS
