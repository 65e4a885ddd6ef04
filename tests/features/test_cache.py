"""The cache: one load for all who ask at once, nothing older than the last drop, no page that fails for want of it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from stall import CLOSED, Stall, at_once

from marketplace.errors import InvalidInput, NotFound, StoreUnavailable
from marketplace.market import Market
from marketplace.stores import cache as caching
from marketplace.stores.cache import Cache, Served
from marketplace.stores.counts import FLUSH_READS, CacheCount, counts_on
from marketplace.stores.flights import Flights, Impatient
from marketplace.stores.kept import JITTER, Kept
from marketplace.stores.redis import Redis, hash_tag
from marketplace.tracing import recording


class Answer(BaseModel):
    """What these tests cache."""

    text: str


class Counting:
    """A loader that counts its calls."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> Answer:
        self.calls += 1
        return Answer(text=f"call {self.calls}")


class Held(Counting):
    """A loader that says that it was called, and returns when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.called, self.go = Event(), Event()

    def __call__(self) -> Answer:
        answer = super().__call__()
        self.called.set()
        assert self.go.wait(20)
        return answer


@pytest.fixture
def cache(redis: Redis, stall: Stall) -> Cache[Answer]:
    """A cache of a name of its own, so that its counts are this test's."""
    return Cache(redis, stall.id("answer"), Answer, seconds=100)


@pytest.fixture
def background() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(64) as pool:
        yield pool


def counted(cache: Cache[Answer]) -> CacheCount:
    [count] = [each for each in counts_on(cache.redis).counts() if each.name == cache.name]
    return count


def kept(cache: Cache[Answer], id: str) -> str | None:
    """The text that is kept, if any."""
    value: str | None = cache.redis.commands.get(cache.key(id))
    return json.loads(value)["value"]["text"] if value else None


def keep_until(cache: Cache[Answer], id: str, *, seconds: float, took: float) -> None:
    """Put an answer there that has so long to live, and took so long to load."""
    value = Kept(until=time.time() + seconds, took=took, value=Answer(text="kept"))
    cache.redis.commands.set(cache.key(id), value.model_dump_json())


# a hit, a miss


def test_a_miss_loads_and_keeps_and_a_hit_loads_nothing(cache: Cache[Answer]) -> None:
    load = Counting()
    first, second = cache.read("one", load, "postgres"), cache.read("one", load, "postgres")
    assert (first.value.text, first.hit, first.source) == ("call 1", False, "postgres")
    assert (second.value.text, second.hit, second.source) == ("call 1", True, "redis")
    assert load.calls == 1
    assert counted(cache) == CacheCount(name=cache.name, hits=1, misses=1)


def test_what_is_kept_is_readable_and_knows_its_end(cache: Cache[Answer]) -> None:
    def load() -> Answer:
        time.sleep(0.02)
        return Answer(text="slow")

    began = time.time()
    cache.read("one", load, "postgres")
    key = f"{cache.name}:{{one}}"
    found = json.loads(cache.redis.commands.get(key) or "")
    assert found["value"] == {"text": "slow"}
    assert 0.02 <= found["took"] < 1
    left = cache.redis.commands.pttl(key) / 1000
    assert 100 * (1 - JITTER) - 1 <= left <= 100 * (1 + JITTER)
    assert found["until"] == pytest.approx(began + left, abs=1)
    assert cache.redis.commands.exists(f"lease:{key}") == 0


def test_what_is_dropped_or_not_to_be_kept_is_loaded_again(cache: Cache[Answer]) -> None:
    load = Counting()
    assert not cache.read("one", load, "postgres", keep=lambda _: False).hit
    assert not cache.read("one", load, "postgres").hit
    assert cache.drop(["one"])
    assert cache.drop([])
    assert cache.read("one", load, "postgres").value.text == "call 3"
    assert counted(cache) == CacheCount(name=cache.name, misses=3)


@pytest.mark.parametrize("other", ['{"other": 1}', "not JSON", "[]", '{"text": "bare"}', ""])
def test_an_answer_of_another_form_is_no_answer(cache: Cache[Answer], other: str) -> None:
    load = Counting()
    cache.redis.commands.set(cache.key("one"), other)
    served = cache.read("one", load, "postgres")
    assert (served.value.text, served.hit) == ("call 1", False)
    assert cache.read("one", load, "postgres").hit
    cache.redis.commands.set(cache.key("one"), other)
    assert cache.read_many(["one"], lambda ids: dict.fromkeys(ids, Answer(text="many"))) == {"one": Answer(text="many")}
    assert kept(cache, "one") == "many"


def test_a_loader_that_fails_leaves_nothing_and_its_error_is_told(cache: Cache[Answer]) -> None:
    def fail() -> Answer:
        raise InvalidInput("no")

    for _ in range(2):
        with pytest.raises(InvalidInput):
            cache.read("one", fail, "postgres")
    assert kept(cache, "one") is None
    assert cache.redis.commands.exists(f"lease:{cache.key('one')}") == 0
    assert counted(cache) == CacheCount(name=cache.name, misses=2)


HOSTILE = ["", "}", "{", "{}", "}x{", "a}b", "%", "%7D", "a b", "a\n", "\0", "Ö", "\ud800", "x" * 3000]


def test_any_id_has_an_answer_of_its_own(cache: Cache[Answer]) -> None:
    for id in HOSTILE:
        assert cache.read(id, lambda id=id: Answer(text=str(HOSTILE.index(id))), "postgres").hit is False
    for id in HOSTILE:
        assert cache.read(id, Counting(), "postgres").value.text == str(HOSTILE.index(id))
    cache.drop(HOSTILE)
    assert cache.read_many(HOSTILE, lambda _: {}) == {}


@given(st.lists(st.text(st.characters()), min_size=2, max_size=2, unique=True))
def test_different_ids_have_different_tags(ids: list[str]) -> None:
    one, two = map(hash_tag, ids)
    assert one != two
    for tag in (one, two):
        assert (tag[0], tag[-1], tag.count("{"), tag.count("}")) == ("{", "}", 1, 1)
        assert len(tag) > 2
        tag.encode()


# several at once


def test_many_are_read_in_one_round_trip_and_a_hit_is_all_of_them(cache: Cache[Answer]) -> None:
    def load(ids: list[str]) -> dict[str, Answer]:
        return {id: Answer(text=id) for id in ids if id != "none"}

    assert cache.read_many(["a"], load) == {"a": Answer(text="a")}
    with recording("test") as run:
        assert cache.read_many(["a", "b", "b"], load) == {"a": Answer(text="a"), "b": Answer(text="b")}
        assert cache.read_many(["b", "a"], load) == {"a": Answer(text="a"), "b": Answer(text="b")}
        assert cache.read_many([], load) == {}
        assert cache.read_many(["none"], load) == {}
    assert [(s.name, s.rows, s.outcome) for s in run.statements if s.name == "GET"] == [
        ("GET", 1, "miss"),
        ("GET", 2, "hit"),
        ("GET", 0, "miss"),
    ]
    assert counted(cache) == CacheCount(name=cache.name, hits=3, misses=3)


def test_many_missed_cost_three_round_trips(cache: Cache[Answer]) -> None:
    ids = [str(number) for number in range(30)]
    cache.read_many(ids[:2], lambda ids: {id: Answer(text=id) for id in ids})  # makes the scripts known
    with recording("test") as run:
        cache.read_many(ids, lambda ids: {id: Answer(text=id) for id in ids})
    assert [s.name for s in run.statements] == ["GET", "28 x stores/lease.lua", "28 x stores/settle.lua"]
    assert all(kept(cache, id) == id for id in ids)


def test_callers_whose_wishes_overlap_load_each_answer_once(cache: Cache[Answer]) -> None:
    loaded: list[str] = []

    def load(ids: list[str]) -> dict[str, Answer]:
        loaded.extend(ids)
        return {id: Answer(text=id) for id in ids}

    wishes = [[str(number) for number in range(first, first + 20)] for first in range(0, 40, 2)]
    outcomes = at_once(*[lambda ids=ids: cache.read_many(ids, load) for ids in wishes])
    assert outcomes == [{id: Answer(text=id) for id in ids} for ids in wishes]
    assert sorted(loaded, key=int) == [str(number) for number in range(58)]
    count = counted(cache)
    assert count.misses == 58
    assert count.hits + count.misses + count.waits == 20 * 20


def test_who_waits_for_a_loader_that_knows_nothing_is_told_so_by_their_own(
    cache: Cache[Answer], background: ThreadPoolExecutor
) -> None:
    asked, go = Event(), Event()

    def none(ids: list[str]) -> dict[str, Answer]:
        asked.set()
        assert go.wait(20)
        return {}

    def refuse() -> Answer:
        raise NotFound("answer", "one")

    many = background.submit(cache.read_many, ["one", "two"], none)
    assert asked.wait(20)
    single = background.submit(cache.read, "one", refuse, "postgres")
    go.set()
    assert many.result(20) == {}
    with pytest.raises(NotFound):
        single.result(20)


# a stampede


def test_of_two_hundred_who_miss_at_once_one_loads(cache: Cache[Answer]) -> None:
    load = Held()
    line = Barrier(201)

    def ask() -> Served[Answer]:
        line.wait()
        return cache.read("one", load, "postgres")

    with ThreadPoolExecutor(200) as pool:
        asked = [pool.submit(ask) for _ in range(200)]
        line.wait()
        assert load.called.wait(20)
        load.go.set()
        served = [each.result(20) for each in asked]
    assert load.calls == 1
    assert {each.value.text for each in served} == {"call 1"}
    # Who came when it was done already had a hit.
    hits = sum(each.hit for each in served)
    assert counted(cache) == CacheCount(name=cache.name, hits=hits, misses=1, waits=199 - hits)


ASKING = """
import sys, time
from concurrent.futures import ThreadPoolExecutor
from pydantic import BaseModel
from threading import Barrier
from marketplace.stores.cache import Cache
from marketplace.stores.counts import counts_on
from marketplace.stores.redis import Redis

class Answer(BaseModel):
    text: str

redis, line, calls = Redis(sys.stdin.readline().strip()), Barrier(50), []
cache = Cache(redis, sys.argv[1], Answer, 100)

def load():
    calls.append(1)
    time.sleep(0.05)  # what a query takes
    return Answer(text="loaded")

def ask(_):
    line.wait()
    return cache.read("one", load, "postgres").value.text

cache.read_many(["none"], lambda _: {})
print("ready", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor(50) as pool:
    assert set(pool.map(ask, range(50))) == {"loaded"}
counts_on(redis).close()
print(len(calls))
"""


def test_of_two_hundred_in_four_processes_one_loads(cache: Cache[Answer]) -> None:
    command = [sys.executable, "-c", ASKING, cache.name]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(f"{cache.redis.url}\n")
        process.stdin.flush()
    assert [process.stdout.readline() for process in processes if process.stdout] == ["ready\n"] * 4
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert sum(int(process.communicate(timeout=60)[0]) for process in processes) == 1
    count = counted(cache)
    assert count.misses == 1 + 4  # each process asked for "none" once, before
    assert count.hits + count.waits == 199


def test_everybody_hears_of_the_error_and_the_next_loads_again(
    cache: Cache[Answer], background: ThreadPoolExecutor
) -> None:
    called, go, calls = Event(), Event(), []

    def fail() -> Answer:
        calls.append(1)
        called.set()
        assert go.wait(20)
        raise StoreUnavailable("postgres", "gone")

    first = background.submit(cache.read, "one", fail, "postgres")
    assert called.wait(20)
    waiting = [background.submit(cache.read, "one", fail, "postgres") for _ in range(10)]
    _until(lambda: cache._flights.waiting("one") == 10)
    go.set()
    for each in (first, *waiting):
        with pytest.raises(StoreUnavailable):
            each.result(20)
    assert len(calls) == 1
    assert cache.read("one", Counting(), "postgres").value.text == "call 1"


def test_a_loader_that_dies_frees_the_key_when_its_lease_ends(cache: Cache[Answer]) -> None:
    cache.redis.commands.set(f"lease:{cache.key('one')}", "of a process that was killed", px=150)
    began = time.monotonic()
    served = cache.read("one", Counting(), "postgres")
    assert (served.value.text, served.hit) == ("call 1", False)
    assert 0.1 < time.monotonic() - began < 2
    assert kept(cache, "one") == "call 1"


def test_who_has_waited_too_long_loads_alone_and_keeps_nothing(
    cache: Cache[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "PATIENCE_SECONDS", 0.05)
    cache.redis.commands.set(f"lease:{cache.key('one')}", "of a process that hangs", px=60_000)
    assert cache.read("one", Counting(), "postgres").value.text == "call 1"
    assert kept(cache, "one") is None


def test_a_thread_that_waits_too_long_for_another_loads_alone(
    cache: Cache[Answer], background: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Held()
    first = background.submit(cache.read, "one", slow, "postgres")
    assert slow.called.wait(20)
    monkeypatch.setattr(caching, "PATIENCE_SECONDS", 0.05)
    assert cache.read("one", lambda: Answer(text="mine"), "postgres").value.text == "mine"
    slow.go.set()
    assert first.result(20).value.text == "call 1"
    assert kept(cache, "one") == "call 1"


def test_a_flight_whose_answer_others_may_not_have_is_flown_again() -> None:
    flights: Flights[int] = Flights()
    called, go = Event(), Event()

    def stale() -> tuple[int, bool]:
        called.set()
        assert go.wait(20)
        return 1, False

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(flights.join, "key", stale, 20)
        assert called.wait(20)
        second = pool.submit(flights.join, "key", lambda: (2, True), 20)
        with pytest.raises(Impatient):
            flights.join("key", lambda: (3, True), 0.01)
        go.set()
        assert (first.result(20), second.result(20)) == (1, 2)


# what is dropped


def test_what_was_loaded_before_a_drop_is_never_kept_after_it(
    cache: Cache[Answer], background: ThreadPoolExecutor
) -> None:
    """The row changes, and is dropped, while a reader holds what it read of it before."""
    old = Held()
    reading = background.submit(cache.read, "one", old, "postgres")
    assert old.called.wait(20)
    cache.drop(["one"])
    # Who asks after the drop does not get the old answer, from the thread that still has it or from anywhere else.
    assert cache.read("one", lambda: Answer(text="new"), "postgres").value.text == "new"
    old.go.set()
    assert reading.result(20).value.text == "call 1"
    assert kept(cache, "one") == "new"


def test_a_drop_in_another_process_is_heeded_by_who_loads_and_by_who_waits_for_it(
    cache: Cache[Answer], background: ThreadPoolExecutor
) -> None:
    elsewhere: Cache[Answer] = Cache(Redis(cache.redis.url), cache.name, Answer, 100)
    texts = iter(("old", "new"))
    called, go = Event(), Event()

    def load() -> Answer:
        answer = Answer(text=next(texts))
        called.set()
        assert go.wait(20)
        return answer

    first = background.submit(cache.read, "one", load, "postgres")
    assert called.wait(20)
    elsewhere.drop(["one"])
    second = background.submit(cache.read, "one", load, "postgres")
    _until(lambda: cache._flights.waiting("one") == 1)
    go.set()
    assert first.result(20).value.text == "old"
    assert second.result(20).value.text == "new"
    assert kept(cache, "one") == "new"
    elsewhere.redis.close()


def test_of_many_only_what_was_not_dropped_meanwhile_is_kept(
    cache: Cache[Answer], background: ThreadPoolExecutor
) -> None:
    called, go = Event(), Event()

    def load(ids: list[str]) -> dict[str, Answer]:
        called.set()
        assert go.wait(20)
        return {id: Answer(text="old") for id in ids}

    reading = background.submit(cache.read_many, ["one", "two"], load)
    assert called.wait(20)
    cache.drop(["one"])
    go.set()
    assert reading.result(20) == dict.fromkeys(("one", "two"), Answer(text="old"))
    assert (kept(cache, "one"), kept(cache, "two")) == (None, "old")


def test_a_race_of_writers_and_readers_never_ends_with_an_old_answer(cache: Cache[Answer]) -> None:
    truth = [0]

    def write() -> None:
        for _ in range(30):
            truth[0] += 1
            cache.drop(["one"])

    def read() -> None:
        for _ in range(60):
            before = truth[0]
            served = cache.read("one", lambda: Answer(text=str(truth[0])), "postgres")
            # A read that begins after a write has been dropped sees it; one write may be under way.
            assert int(served.value.text) >= before - 1

    outcomes = at_once(write, *[read] * 6)
    assert outcomes == [None] * 7
    assert cache.read("one", lambda: Answer(text=str(truth[0])), "postgres").value.text == "30"


# renewed before its end


def test_near_its_end_one_reader_renews_an_answer_and_the_others_have_what_is_kept(
    cache: Cache[Answer], background: ThreadPoolExecutor
) -> None:
    keep_until(cache, "one", seconds=5, took=1e9)
    load = Held()
    renewing = background.submit(cache.read, "one", load, "postgres")
    assert load.called.wait(20)
    others = [background.submit(cache.read, "one", load, "postgres") for _ in range(30)]
    served = [each.result(20) for each in others]
    assert {(each.value.text, each.hit, each.source) for each in served} == {("kept", True, "redis")}
    load.go.set()
    renewed = renewing.result(20)
    assert (renewed.value.text, renewed.hit, renewed.source) == ("call 1", False, "postgres")
    assert load.calls == 1
    assert kept(cache, "one") == "call 1"
    assert counted(cache) == CacheCount(name=cache.name, hits=30, refreshes=1)


def test_several_that_near_their_end_are_renewed_together(cache: Cache[Answer]) -> None:
    for id in "abc":
        keep_until(cache, id, seconds=5, took=1e9)
    keep_until(cache, "d", seconds=50, took=0.001)
    found = cache.read_many("abcde", lambda ids: {id: Answer(text="".join(ids)) for id in ids})
    assert {id: answer.text for id, answer in found.items()} == {
        "a": "abc",
        "b": "abc",
        "c": "abc",
        "d": "kept",
        "e": "e",
    }
    assert counted(cache) == CacheCount(name=cache.name, hits=1, refreshes=3, misses=1)


def test_what_cannot_be_renewed_stands_until_its_end(cache: Cache[Answer]) -> None:
    keep_until(cache, "one", seconds=5, took=1e9)

    def fail() -> Answer:
        raise StoreUnavailable("postgres", "gone")

    served = cache.read("one", fail, "postgres")
    assert (served.value.text, served.hit) == ("kept", True)
    assert cache.redis.commands.exists(f"lease:{cache.key('one')}") == 0


@pytest.mark.parametrize(
    ("left", "took", "drawn", "due"),
    [
        # Due where left <= -took * ln(1 - drawn): with a half drawn, within 0.69 loading times.
        (0.69, 1.0, 0.5, True),
        (0.70, 1.0, 0.5, False),
        (6.9, 10.0, 0.5, True),
        (41.0, 1.0, 1 - 2**-53, False),
        (36.0, 1.0, 1 - 2**-53, True),
        (0.001, 0.0, 0.999, False),
        (-1.0, 0.0, 0.0, True),
    ],
)
def test_when_an_answer_is_due(
    left: float, took: float, drawn: float, due: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marketplace.stores.kept.time.time", lambda: 1000.0)
    monkeypatch.setattr("marketplace.stores.kept.random.random", lambda: drawn)
    assert Kept(until=1000.0 + left, took=took, value=Answer(text="")).due() is due


# without Redis


def test_without_redis_every_read_is_a_miss_that_works() -> None:
    load = Counting()
    cache = Cache(Redis(CLOSED["redis"]), "answer", Answer, seconds=100)
    for number in (1, 2):
        served = cache.read("id", load, "mongo")
        assert (served.value.text, served.hit, served.source) == (f"call {number}", False, "mongo")
    assert cache.read_many(["a", "b"], lambda ids: {id: Answer(text=id) for id in ids}).keys() == {"a", "b"}
    assert not cache.drop(["id"])
    counts_on(cache.redis).flush()
    assert dict(counts_on(cache.redis)._pending) == {"answer:bypasses": 4}


def test_without_redis_one_of_many_loads_all_the_same(background: ThreadPoolExecutor) -> None:
    cache = Cache(Redis(CLOSED["redis"]), "answer", Answer, seconds=100)
    load = Held()
    first = background.submit(cache.read, "one", load, "mongo")
    assert load.called.wait(20)
    others = [background.submit(cache.read, "one", load, "mongo") for _ in range(20)]
    _until(lambda: cache._flights.waiting("one") == 20)
    load.go.set()
    assert {each.result(20).value.text for each in (first, *others)} == {"call 1"}


@pytest.mark.parametrize("moment", ["stores/lease.lua", "stores/settle.lua"])
def test_redis_that_goes_away_in_the_middle_costs_only_the_copy(
    cache: Cache[Answer], moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(method: Callable[..., object]) -> Callable[..., object]:
        def call(statement: object, *rest: object) -> object:
            if getattr(statement, "name", "") == moment:
                raise StoreUnavailable("redis", "gone")
            return method(statement, *rest)

        return call

    monkeypatch.setattr(cache.redis, "run", gone(cache.redis.run))
    monkeypatch.setattr(cache.redis, "run_many", gone(cache.redis.run_many))
    load = Counting()
    assert cache.read("one", load, "postgres").value.text == "call 1"
    assert cache.read_many(["two", "three"], lambda ids: {id: Answer(text=id) for id in ids}).keys() == {"two", "three"}
    assert [kept(cache, id) for id in ("one", "two", "three")] == [None] * 3
    assert load.calls == 1


# counts


def test_counts_are_written_down_in_the_background_and_after_many(cache: Cache[Answer]) -> None:
    counts = counts_on(cache.redis)
    counts.flush()
    counts.add(cache.name, "hits", FLUSH_READS)
    _until(lambda: cache.redis.commands.hget("cache_counts", f"{cache.name}:hits") == str(FLUSH_READS))
    assert counted(cache).hits == FLUSH_READS


def test_counts_of_all_processes_are_added_up_and_a_close_leaves_none_behind(cache: Cache[Answer]) -> None:
    here, there = counts_on(cache.redis), counts_on(other := Redis(cache.redis.url))
    here.add(cache.name, "hits", 2)
    there.add(cache.name, "hits", 3)
    there.add(cache.name, "bypasses")
    there.close()
    other.close()
    assert counted(cache) == CacheCount(name=cache.name, hits=5, bypasses=1)
    assert counted(cache).hit_rate == 1.0
    assert CacheCount(name="new").hit_rate is None


def test_counts_are_right_under_many_threads(cache: Cache[Answer]) -> None:
    load = Counting()
    cache.read("one", load, "postgres")
    at_once(*[lambda: [cache.read("one", load, "postgres") for _ in range(20)]] * 20)
    assert counted(cache) == CacheCount(name=cache.name, hits=400, misses=1)


def test_the_shop_counts_its_caches(shop: Market, stall: Stall) -> None:
    bowl = stall.product()
    before = {each.name: each for each in shop.caches.counts()}
    for _ in range(3):
        shop.catalog.product(bowl)
    after = {each.name: each for each in shop.caches.counts()}
    assert {"product", "picture", "catalogue", "search", "vector"} <= set(after)
    product = after["product"]
    assert (product.hits - before["product"].hits, product.misses - before["product"].misses) == (2, 1)


def _until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.001)
