"""Trials: who is dealt to which arm, what counts, that it counts once, and what can be said of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from redis.exceptions import ResponseError
from stall import Stall, at_once, elsewhere

from marketplace.carts.keys import new_guest
from marketplace.errors import InvalidInput, NotFound, NotPossible, StoreUnavailable
from marketplace.events.models import Event
from marketplace.market import Market
from marketplace.statements import statement
from marketplace.trials.assignment import counted, place
from marketplace.trials.counter import WINDOW
from marketplace.trials.ledger import Ledger, Versions
from marketplace.trials.models import VISITOR, ArmResult, Results, Shelf, Trial
from marketplace.trials.service import MOST_VISITORS
from marketplace.trials.statistics import newcombe, sample_ratio, sample_size, two_proportions, wilson

NOW = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def trial(shop: Market) -> Iterator[Trial]:
    """A trial that runs, of one test; stopped afterwards, its figures forgotten."""
    begun = shop.trials.start("popular", "personal")
    yield begun
    shop.trials.stop(begun.id)
    shop.trials.forget(begun.id)


def _news(user: str, order: str, *products: str, at: datetime | None = None, kind: str = "order_placed") -> Event:
    placed = at or datetime.now(UTC)
    items = [{"product_id": product, "quantity": 1} for product in products]
    payload = {"order_id": order, "user_id": user, "placed_at": placed.isoformat(), "items": items}
    return Event(1, f"{order}-{kind}", kind, 1, payload, placed, 0)


def _sums(results: Results) -> tuple[int, int, int, int, int]:
    """People, impressions, clicks, purchases, returns of both arms together."""
    names = ("people", "impressions", "clicks", "purchases", "returns")
    first, second, third, fourth, fifth = (sum(getattr(arm, name) for arm in results.arms) for name in names)
    return first, second, third, fourth, fifth


def _served(results: Results, arm: str) -> ArmResult:
    return next(each for each in results.arms if each.arm == arm)


# who is dealt to which arm


@pytest.mark.parametrize("salt", ["a", "ab" * 16, "another"])
@pytest.mark.parametrize("ids", ["U{:04}", "guest-{}", "{}"])
def test_people_fall_evenly(salt: str, ids: str) -> None:
    many, cells = 20_000, 10
    places = [place(salt, ids.format(number)) for number in range(many)]
    assert min(places) >= 0
    assert max(places) < 1
    found = [sum(int(at * cells) == cell for at in places) for cell in range(cells)]
    # Five standard deviations: the ids are fixed, so it holds always or never.
    spread = 5 * (many * 0.1 * 0.9) ** 0.5
    assert all(abs(count - many / cells) < spread for count in found), found


def test_a_shopper_stays_in_their_arm_and_falls_anew_in_another_trial(trial: Trial) -> None:
    people = [f"U{number:05}" for number in range(4000)]
    again = Trial.model_validate_json(trial.model_dump_json())
    other = trial.model_copy(update={"salt": "another"})
    assert [trial.arm(one) for one in people] == [again.arm(one) for one in people]
    both = [(trial.arm(one), other.arm(one)) for one in people]
    # A quarter in each pair of arms, within five standard deviations.
    for pair in [(a, b) for a in trial.arms for b in trial.arms]:
        assert abs(both.count(pair) - 1000) < 5 * (4000 * 0.25 * 0.75) ** 0.5


def test_who_is_in_a_small_share_is_in_a_larger_too(trial: Trial) -> None:
    people = [f"U{number:05}" for number in range(4000)]
    sets = [
        {one for one in people if trial.model_copy(update={"share": share}).arm(one) == "personal"}
        for share in (0.1, 0.5, 0.9)
    ]
    assert sets[0] < sets[1] < sets[2]
    assert all(abs(len(found) / 4000 - share) < 0.03 for found, share in zip(sets, (0.1, 0.5, 0.9), strict=True))


def test_a_guest_is_counted_under_an_id_that_opens_no_cart() -> None:
    guest = new_guest()
    assert counted(guest).startswith("guest-")
    assert counted(guest) == counted(guest) != guest
    assert counted("U0001") == "U0001"


# a trial's life


def test_one_trial_runs_at_a_time(shop: Market, trial: Trial) -> None:
    assert shop.trials.running() == trial
    with pytest.raises(NotPossible, match="runs already"):
        shop.trials.start()
    stopped = shop.trials.stop(trial.id)
    assert stopped.stopped_at is not None
    assert shop.trials.running() is None
    assert shop.trials.stop(trial.id) == stopped == shop.trials.trial(trial.id)
    outcomes = at_once(*[lambda: shop.trials.start("popular", "blend", 0.25)] * 6)
    begun = [one for one in outcomes if isinstance(one, Trial)]
    assert len(begun) == 1
    assert sum(isinstance(one, NotPossible) for one in outcomes) == 5
    assert begun[0].salt != trial.salt
    assert [one.id for one in shop.trials.latest(2)] == [begun[0].id, trial.id]
    shop.trials.stop(begun[0].id)


def test_what_is_no_trial_is_refused(shop: Market) -> None:
    for arms in (("personal", "personal"), ("personal", "nonsense"), ("also_bought", "personal")):
        with pytest.raises(InvalidInput, match="two different arms"):
            shop.trials.start(*arms)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="at least 5 %"):
        shop.trials.start("popular", "personal", 0.99)
    assert shop.trials.running() is None
    with pytest.raises(NotFound, match="no trial"):
        shop.trials.results(2_000_000_000)


# what counts


def test_shown_clicked_bought(shop: Market, stall: Stall, trial: Trial) -> None:
    user, bowl, vase, mug = stall.shopper(), stall.product(), stall.product(), stall.product()
    counter = shop.trials.counter
    assert counter.shown(trial, user, [bowl, vase]) == 2
    assert counter.shown(trial, user, [bowl, vase, mug]) == 1  # the page is drawn again
    token = f"{trial.id}.{trial.arm(user)}"
    assert shop.trials.clicked(user, bowl, token)
    assert not shop.trials.clicked(user, bowl, token)  # loaded again
    shop.trials.tell([_news(user, stall.id("order"), bowl, mug, stall.product())])
    results = shop.trials.results(trial.id)
    assert _sums(results) == (1, 3, 1, 2, 0)
    served = _served(results, trial.arm(user))
    assert (served.clicked.hits, served.bought.hits, served.guests) == (1, 1, 0)
    assert results == shop.trials.kept(trial.id)


def test_the_next_day_it_counts_again_and_after_the_window_it_does_not(
    shop: Market, stall: Stall, trial: Trial
) -> None:
    user, bowl, counter = stall.shopper(), stall.product(), shop.trials.counter
    assert counter.shown(trial, user, [bowl], NOW) == 1
    assert counter.shown(trial, user, [bowl], NOW + timedelta(hours=11)) == 0
    assert counter.shown(trial, user, [bowl], NOW + timedelta(hours=12)) == 1
    assert counter.clicked(trial, user, bowl, NOW + timedelta(hours=13)) is True
    assert counter.clicked(trial, user, bowl, NOW + timedelta(hours=23)) is False
    assert counter.clicked(trial, user, bowl, NOW + timedelta(hours=12) + WINDOW) is True
    assert counter.clicked(trial, user, bowl, NOW + timedelta(hours=12.001) + WINDOW) is None


@pytest.mark.parametrize(
    ("placed", "counts"),
    [
        (timedelta(milliseconds=-1), 0),  # before it was shown
        (timedelta(0), 1),
        (timedelta(days=3) + WINDOW, 1),
        (timedelta(days=3, milliseconds=1) + WINDOW, 0),
    ],
)
def test_an_order_counts_from_the_first_look_to_the_window_after_the_last(
    shop: Market, stall: Stall, trial: Trial, placed: timedelta, counts: int
) -> None:
    user, bowl, counter = stall.shopper(), stall.product(), shop.trials.counter
    counter.shown(trial, user, [bowl], NOW)
    counter.shown(trial, user, [bowl], NOW + timedelta(days=3))
    # The news comes late: it has been shown again meanwhile, so long after that it begins anew.
    if placed > WINDOW + timedelta(days=3):
        counter.shown(trial, user, [bowl], NOW + timedelta(days=20))
    assert counter.ordered(trial, [_news(user, stall.id(), bowl, at=NOW + placed)]) == counts


def test_a_forged_click_is_refused(shop: Market, stall: Stall, trial: Trial) -> None:
    user, other, bowl, vase = stall.shopper(), stall.shopper(), stall.product(), stall.product()
    shop.trials.counter.shown(trial, user, [bowl])
    arm = trial.arm(user)
    wrong = next(each for each in trial.arms if each != arm)
    forged = [
        (user, vase, f"{trial.id}.{arm}"),  # not shown
        (other, bowl, f"{trial.id}.{trial.arm(other)}"),  # shown to somebody else
        (user, bowl, f"{trial.id}.{wrong}"),  # not their arm
        (user, bowl, f"{trial.id + 1}.{arm}"),  # not the trial that runs
        (user, bowl, ""),
        (user, bowl, "' OR 1=1 --"),
    ]
    assert [shop.trials.clicked(*one) for one in forged] == [False] * len(forged)
    assert _sums(shop.trials.results(trial.id)) == (1, 1, 0, 0, 0)
    assert shop.trials.clicked(user, bowl, f"{trial.id}.{arm}")
    shop.trials.stop(trial.id)
    shop.trials.counter.shown(trial, user, [vase])
    assert not shop.trials.clicked(user, vase, f"{trial.id}.{arm}")  # it is over


def test_an_order_told_twice_counts_once_and_a_cancelled_one_is_taken_back(
    shop: Market, stall: Stall, trial: Trial
) -> None:
    user, bowl, vase = stall.shopper(), stall.product(), stall.product()
    shop.trials.counter.shown(trial, user, [bowl, vase])
    placed = _news(user, stall.id("one"), bowl, vase)
    cancelled = _news(user, stall.id("one"), bowl, vase, at=placed.placed_at, kind="order_cancelled")
    for _ in range(2):
        shop.trials.tell([placed])
    assert _sums(shop.trials.results(trial.id)) == (1, 2, 0, 2, 0)
    for _ in range(2):
        shop.trials.tell([cancelled])
        shop.trials.tell([placed])  # late
    results = shop.trials.results(trial.id)
    assert _sums(results) == (1, 2, 0, 2, 2)
    assert _served(results, trial.arm(user)).bought.hits == 0
    # Told of its cancelling first, nothing of it counts.
    shop.trials.tell([_news(user, stall.id("two"), bowl, kind="order_cancelled")])
    shop.trials.tell([_news(user, stall.id("two"), bowl)])
    assert _sums(shop.trials.results(trial.id)) == (1, 2, 0, 2, 2)


def test_the_relay_tells_of_orders(shop: Market, stall: Stall, trial: Trial) -> None:
    user, bowl = stall.shopper(), stall.product(stock=5)
    shop.trials.counter.shown(trial, user, [bowl])
    order = shop.orders.checkout(user, {bowl: 2}, stall.id("key"))
    shop.relay.drain()
    with shop.postgres.transaction() as session:
        again = "UPDATE deliveries SET delivered_at = NULL WHERE destination = 'hot_products' AND event IN "
        session.connection.execute(again + "(SELECT id FROM outbox WHERE aggregate_id = %s)", (order.id,))
    shop.relay.drain()
    assert _sums(shop.trials.results(trial.id)) == (1, 1, 0, 1, 0)
    shop.orders.cancel(user, order.id)
    shop.relay.drain()
    assert _sums(shop.trials.results(trial.id)) == (1, 1, 0, 1, 1)


def test_only_orders_of_its_time_count(shop: Market, stall: Stall, trial: Trial) -> None:
    user, bowl = stall.shopper(), stall.product()
    shop.trials.counter.shown(trial, user, [bowl], trial.started_at - timedelta(minutes=1))
    shop.trials.tell([_news(user, stall.id(), bowl, at=trial.started_at - timedelta(seconds=1))])
    during = _news(user, stall.id(), bowl)
    stopped = shop.trials.stop(trial.id)
    assert stopped.stopped_at is not None
    shop.trials.tell([during, _news(user, stall.id(), bowl, at=stopped.stopped_at)])
    assert _sums(shop.trials.results(trial.id)) == (1, 1, 0, 1, 0)


def test_whoever_comes_when_it_is_over_is_in_no_figure(shop: Market, stall: Stall, trial: Trial) -> None:
    user, late, bowl = stall.shopper(), stall.shopper(), stall.product()
    _taste(stall)
    shop.trials.counter.shown(trial, user, [bowl])
    order = _news(user, stall.id("order"), bowl)
    shelves = [shop.trials.shelf(each) for each in (user, late)]
    shop.trials.stop(trial.id)
    # Pages and visitors that were under way, as whoever knows the trial from before brings them.
    for shelf in shelves:
        assert shelf is not None
        shop.trials.shown(shelf)
    assert shop.trials._visitors.come(trial, 20) == 20
    shop.trials.tell([order, _news(late, stall.id(), bowl)])
    results = shop.trials.results(trial.id)
    assert stall.execute("SELECT count(*) FROM trial_figures WHERE trial = %s", (trial.id,)) == [(22,)]
    assert (results.group, results.people, results.others) == ("shoppers", 1, 0)
    assert shop.trials.results(trial.id, group="visitors").people == 0
    assert _served(results, trial.arm(user)).bought.hits == 1
    # An order of its time is taken back whenever it is cancelled.
    shop.trials.tell([_news(user, stall.id("order"), bowl, at=order.placed_at, kind="order_cancelled")])
    assert _served(shop.trials.results(trial.id), trial.arm(user)).bought.hits == 0


def test_guests_are_none_of_those_who_could_have_bought(shop: Market, stall: Stall, trial: Trial) -> None:
    bowl, arm = stall.product(), trial.arms[0]
    users = [user for user in (stall.shopper() for _ in range(12)) if trial.arm(user) == arm][:2]
    guests = [guest for guest in (new_guest() for _ in range(24)) if trial.arm(guest) == arm][:3]
    for who in [*users, *guests]:
        shop.trials.counter.shown(trial, who, [bowl])
        shop.trials.clicked(who, bowl, f"{trial.id}.{arm}")
    shop.trials.tell([_news(users[0], stall.id(), bowl)])
    served = _served(shop.trials.results(trial.id), arm)
    assert (served.people, served.guests) == (len(users) + len(guests), len(guests))
    assert (served.clicked.hits, served.clicked.of) == (served.people, served.people)
    assert (served.bought.hits, served.bought.of) == (1, len(users))


# counted once, whatever happens


def test_threads_count_exactly(shop: Market, stall: Stall, trial: Trial) -> None:
    user, products = stall.shopper(), [stall.product() for _ in range(4)]
    token = f"{trial.id}.{trial.arm(user)}"
    order = _news(user, stall.id("order"), *products, at=datetime.now(UTC) + timedelta(seconds=1))
    shelf = Shelf(trial=trial, visitor=user, arm=trial.arm(user), items=[])

    def visit() -> int:
        shop.trials.shown(shelf)
        new = shop.trials.counter.shown(trial, user, products)
        clicks = sum(shop.trials.clicked(user, product, token) for product in products)
        shop.trials.counter.ordered(trial, [order])
        shop.trials.ledger.flush(trial.id)
        return new + 100 * clicks

    counted_new = at_once(*[visit] * 12)
    assert sum(one for one in counted_new if isinstance(one, int)) == 4 + 400, counted_new
    assert _sums(shop.trials.results(trial.id)) == (1, 4, 4, 4, 0)


def test_a_crash_between_the_stores_neither_loses_nor_doubles(shop: Market, stall: Stall, trial: Trial) -> None:
    users, bowl, vase = [stall.shopper() for _ in range(3)], stall.product(), stall.product()
    ledger, counter = shop.trials.ledger, shop.trials.counter
    for user in users:
        counter.shown(trial, user, [bowl])
    # Written, and the process ends before Redis hears of it.
    versions = ledger.write(trial.id, users)
    assert _sums(shop.trials.kept(trial.id)) == (3, 3, 0, 0, 0)
    # Another process goes on counting; then somebody brings all of it, twice, and the first is back with its old news.
    counter.clicked(trial, users[0], bowl)
    counter.shown(trial, users[1], [vase])
    ledger.settle(trial.id, versions)
    assert ledger.flush(trial.id) == 2  # what had not changed since is settled, what had is not
    assert ledger.flush(trial.id) == 0
    assert _sums(shop.trials.kept(trial.id)) == (3, 4, 1, 0, 0)


def test_a_connection_lost_before_the_commit_loses_nothing(shop: Market, stall: Stall, trial: Trial) -> None:
    user, bowl = stall.shopper(), stall.product()
    shop.trials.counter.shown(trial, user, [bowl])
    waiting = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with ThreadPoolExecutor() as pool, shop.postgres.transaction() as session:
        session.rows(statement("trials/lock.sql"), {"trial": trial.id})
        bringing = pool.submit(shop.trials.ledger.flush, trial.id)
        while not (pids := stall.execute(waiting)):
            pass
        stall.execute("SELECT pg_terminate_backend(%s)", pids[0])
        with pytest.raises(StoreUnavailable, match="postgres"):
            bringing.result()
    assert _sums(shop.trials.kept(trial.id)) == (0, 0, 0, 0, 0)
    assert shop.trials.ledger.flush(trial.id) == 1
    assert _sums(shop.trials.kept(trial.id)) == (1, 1, 0, 0, 0)


def test_an_older_copy_that_comes_late_takes_nothing_back(shop: Market, stall: Stall, trial: Trial) -> None:
    user, bowl, vase = stall.shopper(), stall.product(), stall.product()
    shop.trials.counter.shown(trial, user, [bowl, vase])
    outcomes = at_once(*[lambda: shop.trials.ledger.write(trial.id, [user])] * 6)
    (version,) = {version for one in outcomes if isinstance(one, dict) for version in one.values()}
    columns = {"shoppers": [user], "lives": [version.split()[0]], "arms": [trial.arm(user)], "firsts": [NOW]}
    figures = {"impressions": [1], "clicks": [0], "purchases": [0], "returns": [0]}
    shop.postgres.rows(statement("trials/keep.sql"), {"trial": trial.id, **columns, **figures})
    assert _sums(shop.trials.kept(trial.id)) == (1, 2, 0, 0, 0)


def test_counts_that_expired_begin_anew_and_are_added(shop: Market, stall: Stall, trial: Trial) -> None:
    user, bowl, vase = stall.shopper(), stall.product(), stall.product()
    shop.trials.counter.shown(trial, user, [bowl, vase])
    shop.trials.ledger.flush(trial.id)
    shop.trials.counter.shown(trial, user, [stall.product()])
    for key in shop.redis.commands.scan_iter(f"trial_*trial-{trial.id}-*{user}"):
        shop.redis.commands.unlink(key)  # as if its time were over, before the last of it was brought
    assert shop.trials.ledger.flush(trial.id) == 1
    assert shop.trials.ledger.flush(trial.id) == 0
    shop.trials.counter.shown(trial, user, [bowl])
    assert _sums(shop.trials.results(trial.id)) == (1, 3, 0, 0, 0)


def test_what_was_counted_is_brought_in_the_background(shop: Market, stall: Stall, trial: Trial) -> None:
    user, bowl = stall.shopper(), stall.product()
    with Market.open(shop.settings) as other:
        other.trials.counter.shown(trial, user, [bowl])
        other.trials.ledger.note(trial.id)
    # Closed, it has brought what it knew of.
    assert _sums(shop.trials.kept(trial.id)) == (1, 1, 0, 0, 0)


def test_the_background_outlives_whatever_goes_wrong(
    shop: Market, stall: Stall, trial: Trial, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    errors: list[Exception] = [psycopg.errors.DeadlockDetected("deadlock"), ResponseError("LOADING")]
    brought = threading.Event()

    class Unlucky(Ledger):
        def write(self, trial: int, units: Sequence[str]) -> Versions:
            if errors:
                raise errors.pop(0)
            versions = super().write(trial, units)
            brought.set()
            return versions

    monkeypatch.setattr("marketplace.trials.ledger.FLUSH_SECONDS", 0.01)
    ledger = Unlucky(shop.postgres, shop.redis)
    shop.trials.counter.shown(trial, stall.shopper(), [stall.product()])
    ledger.note(trial.id)
    assert brought.wait(5)
    assert _sums(shop.trials.kept(trial.id)) == (1, 1, 0, 0, 0)
    assert [record.exc_info is not None for record in caplog.records] == [True, True]
    ledger.close()


def test_figures_are_forgotten_everywhere(shop: Market, stall: Stall, trial: Trial) -> None:
    users, bowl = [stall.shopper() for _ in range(3)], stall.product()
    for user in users:
        shop.trials.counter.shown(trial, user, [bowl])
        shop.trials.counter.ordered(trial, [_news(user, stall.id(), bowl)])
    assert shop.trials.forget(trial.id) == 3
    assert list(shop.redis.commands.scan_iter(f"trial_*trial-{trial.id}-*")) == []
    # Whoever read before what is forgotten now does not bring it back.
    assert shop.trials.ledger.write(trial.id, users) == {}
    assert _sums(shop.trials.results(trial.id)) == (0, 0, 0, 0, 0)


# what is shown


def test_the_shelf_is_led_by_the_arm_and_fills_up(shop: Market, stall: Stall, trial: Trial) -> None:
    user, guest, hot = stall.shopper(), new_guest(), stall.product()
    shop.activity.viewed(stall.shopper(), hot)
    for visitor in (user, guest):
        # Room for whatever others have made popular or hot: what fills up comes after that.
        shelf = shop.trials.shelf(visitor, limit=5_000)
        assert shelf is not None
        assert shelf.arm == trial.arm(visitor)
        assert shelf.token == f"{trial.id}.{shelf.arm}"
        assert {one.strategy for one in shelf.items} <= {shelf.arm, "trending"}
        assert hot in [one.product.id for one in shelf.items]
    shop.trials.stop(trial.id)
    assert shop.trials.shelf(user) is None


def test_who_has_nothing_on_their_shelf_counts_too(shop: Market, stall: Stall, trial: Trial) -> None:
    user = stall.shopper()
    for _ in range(2):
        assert shop.trials.shown(Shelf(trial=trial, visitor=user, arm=trial.arm(user), items=[])) == 0
    assert _sums(shop.trials.results(trial.id)) == (1, 0, 0, 0, 0)


def _taste(stall: Stall) -> None:
    """A shopper whose taste visitors can be given."""
    user = stall.shopper()
    stall.execute("UPDATE users SET interests = ARRAY['Wood'] WHERE id = %s", (user,))
    stall.ordered(user, stall.product())


def test_visitors_and_shoppers_are_never_judged_together(shop: Market, stall: Stall, trial: Trial) -> None:
    user, bowl = stall.shopper(), stall.product()
    _taste(stall)
    assert shop.trials.results(trial.id).group == "shoppers"
    shop.trials.visit(trial.id, 60)
    before = shop.trials.results(trial.id)
    assert (before.group, before.people, before.others) == ("visitors", 60, 0)
    shop.trials.counter.shown(trial, user, [bowl])
    assert shop.trials.clicked(user, bowl, f"{trial.id}.{trial.arm(user)}")
    results = shop.trials.results(trial.id)
    assert (results.group, results.others) == ("shoppers", 60)
    assert _sums(results) == (1, 1, 1, 0, 0)
    assert results.mismatch == sample_ratio(*(arm.people for arm in results.arms), 0.5)
    assert results.clicked.wanted is None  # one arm is empty, however many visitors it had
    after = shop.trials.results(trial.id, group="visitors")
    assert after == before.model_copy(update={"others": 1})


def test_visitors_are_counted_like_everybody(shop: Market, stall: Stall, trial: Trial) -> None:
    _taste(stall)
    assert shop.trials.visit(trial.id, 60) == 60
    results = shop.trials.results(trial.id)
    assert _sums(results)[0] == 60
    assert (results.group, results.others) == ("visitors", 0)
    assert [arm.people > 10 for arm in results.arms] == [True, True]
    assert [arm.bought.of for arm in results.arms] == [arm.people for arm in results.arms]
    names = stall.execute("SELECT shopper FROM trial_figures WHERE trial = %s", (trial.id,))
    assert all(name.startswith(VISITOR) for (name,) in names)
    assert shop.trials.forget(trial.id) == 60
    for many in (0, MOST_VISITORS + 1):
        with pytest.raises(InvalidInput, match="visitors can come"):
            shop.trials.visit(trial.id, many)
    shop.trials.stop(trial.id)
    with pytest.raises(NotPossible, match="is over"):
        shop.trials.visit(trial.id, 1)


def test_without_redis_the_arm_still_serves_and_nothing_counts(shop: Market, stall: Stall, trial: Trial) -> None:
    user, bowl = stall.shopper(), stall.product()
    shop.trials.counter.shown(trial, user, [bowl])
    kept = shop.trials.results(trial.id)
    with Market.open(elsewhere(shop, "redis")) as without:
        shelf = without.trials.shelf(user)
        assert shelf is not None
        assert shelf.arm == trial.arm(user)
        for count in (
            lambda: without.trials.shown(shelf),
            lambda: without.trials.clicked(user, bowl, shelf.token),
            lambda: without.trials.results(trial.id),
        ):
            with pytest.raises(StoreUnavailable, match="redis"):
                count()
        assert without.trials.kept(trial.id) == kept
    assert shop.trials.results(trial.id) == kept


def test_without_postgresql_results_say_so(shop: Market, stall: Stall, trial: Trial) -> None:
    user, bowl = stall.shopper(), stall.product()
    with Market.open(elsewhere(shop, "postgres")) as without:
        for ask in (without.trials.running, lambda: without.trials.results(trial.id)):
            with pytest.raises(StoreUnavailable, match="postgres"):
                ask()
        # What is counted meanwhile waits in Redis.
        assert without.trials.counter.shown(trial, user, [bowl]) == 1
    assert _sums(shop.trials.results(trial.id)) == (1, 1, 0, 0, 0)


# what can be said of it


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_of_a_share_are_those_of_newcombe_1998a(hits: int, of: int, low: float, high: float) -> None:
    """Table I there, method 3."""
    assert [round(end, 4) for end in wilson(hits, of)] == [low, high]
    assert [round(1 - end, 4) for end in wilson(of - hits, of)] == [high, low]


@pytest.mark.parametrize(
    ("hits", "of", "other_hits", "other_of", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_intervals_of_a_difference_are_those_of_newcombe_1998b(
    hits: int, of: int, other_hits: int, other_of: int, low: float, high: float
) -> None:
    """Table II there, method 10."""
    assert [round(end, 4) for end in newcombe(hits, of, other_hits, other_of)] == [low, high]
    assert [round(end, 4) for end in newcombe(other_hits, other_of, hits, of)] == [-high, -low]


def test_the_test_of_two_shares_is_that_of_statsmodels() -> None:
    """The example of `proportions_ztest`: 0.159."""
    found = two_proportions(5, 83, 12, 99)
    assert found is not None
    assert round(found, 3) == 0.159
    assert two_proportions(12, 99, 5, 83) == found
    assert two_proportions(0, 10, 0, 20) == two_proportions(10, 10, 20, 20) == 1.0
    assert two_proportions(0, 0, 0, 20) is None


def test_sample_sizes_are_those_of_r() -> None:
    """`power.prop.test(p1 = .50, p2 = .75, power = .90)` of R's own examples: n = 76.7; and .60 against .70: 355.97."""
    assert sample_size(0.5, 0.75, power=0.9) == (77, 77)
    assert sample_size(0.6, 0.7) == sample_size(0.7, 0.6) == (356, 356)
    # Uneven groups need more people in all.
    first, second = sample_size(0.6, 0.7, share=0.25) or (0, 0)
    assert abs(first - 3 * second) <= 3
    assert first + second > 2 * 356
    assert sample_size(0.1, 0.1) is sample_size(0.99, 1.01) is None


def test_a_mismatch_is_that_of_kohavi_tang_and_xu() -> None:
    """Trustworthy Online Controlled Experiments, 2020, chapter 3: 821,588 and 815,482 people, p = 1.8E-6."""
    found = sample_ratio(821_588, 815_482, 0.5)
    assert found is not None
    assert f"{found:.1e}" == "1.8e-06"
    assert sample_ratio(750, 250, 0.25) == 1.0
    assert sample_ratio(0, 0, 0.5) is None


@pytest.mark.parametrize("counts", [(3, 2), (-1, 2)])
def test_what_is_no_share_is_refused(counts: tuple[int, int]) -> None:
    with pytest.raises(InvalidInput, match="is no share"):
        wilson(*counts)


def test_results_say_what_is_still_to_come(shop: Market, stall: Stall, trial: Trial) -> None:
    assert shop.trials.results(trial.id).clicked.difference is None
    rows = [(arm, number) for arm in trial.arms for number in range(40)]
    clicks = {"popular": 4, "personal": 16}
    stall.execute(
        "INSERT INTO trial_figures SELECT %s, shopper, '', arm, now(), 1, clicks, 0, 0"
        " FROM unnest(%s::text[], %s::text[], %s::integer[]) AS one(shopper, arm, clicks)",
        (
            trial.id,
            [stall.id(f"{arm}-{number}") for arm, number in rows],
            [arm for arm, _ in rows],
            [int(number < clicks[arm]) for arm, number in rows],
        ),
    )
    results = shop.trials.results(trial.id, least=0.1)
    found = results.clicked
    assert found.difference == pytest.approx(0.3)
    assert found.wanted == sample_size(0.1, 0.2) == (199, 199)
    assert found.missing == (159, 159)
    assert found.p_value == two_proportions(16, 40, 4, 40)
    assert (found.low, found.high) == newcombe(16, 40, 4, 40)
    assert results.mismatch == 1.0
    assert not results.mismatched
    bought = results.bought
    assert (bought.difference, bought.p_value) == (0.0, 1.0)
    with pytest.raises(InvalidInput, match="difference worth having"):
        shop.trials.results(trial.id, least=0)
