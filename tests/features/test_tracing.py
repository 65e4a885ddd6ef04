"""What just ran: every statement with its store, in order, from every thread, and from nobody else's run."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode
from stall import CLOSED, Stall

from marketplace import tracing
from marketplace.errors import StoreUnavailable
from marketplace.market import Market
from marketplace.statements import Statement
from marketplace.stores.redis import Redis
from marketplace.tracing import PARAMETER_LENGTH, recording, shorten, statement_span

ONE = Statement("test/one.sql", "SELECT %(n)s::int AS n")


def test_a_run_lists_its_statements_in_order(shop: Market, stall: Stall) -> None:
    bowl, user = stall.product(), stall.shopper()
    with recording("test") as run:
        shop.carts.add(user, bowl, 2)
        shop.carts.show(user)
    listed = [(s.store, s.name, s.rows) for s in run.statements]
    assert listed == [
        ("postgres", "carts/products.sql", 1),
        ("redis", "carts/add.lua", 1),
        ("redis", "pipeline of 3", 3),
        ("postgres", "carts/products.sql", 1),
    ]
    assert run.stores == ["postgres", "redis"]
    assert run.statements[1].parameters["ARGV[2]"] == "2"
    assert run.statements[0].text.startswith("-- Names, prices and stock")
    assert run.ms == sum(s.ms for s in run.statements) > 0
    offsets = [s.offset_ms for s in run.statements]
    assert offsets == sorted(offsets)


def test_a_cache_read_says_hit_or_miss(shop: Market, stall: Stall) -> None:
    bowl = stall.product()
    with recording("first") as first:
        shop.catalog.product(bowl)
    with recording("second") as second:
        shop.catalog.product(bowl)
    assert (first.stores, first.hits) == (["redis", "postgres", "mongo"], 0)
    assert [(s.store, s.outcome) for s in second.statements] == [("redis", "hit")]


def test_an_empty_cart_is_an_answer_and_not_a_miss(shop: Market, stall: Stall) -> None:
    user = stall.shopper()
    with recording("test") as run:
        assert shop.carts.quantities(user) == {}
        assert shop.redis.commands.get(stall.id()) is None
    assert [(s.name, s.rows, s.outcome) for s in run.statements] == [("HGETALL", 0, None), ("GET", 0, "miss")]


def test_threads_that_carry_the_context_are_part_of_the_run(shop: Market) -> None:
    with recording("test") as run, ThreadPoolExecutor(4) as pool:
        contexts = [copy_context() for _ in range(8)]
        list(pool.map(lambda pair: pair[1].run(shop.postgres.rows, ONE, {"n": pair[0]}), enumerate(contexts)))
    assert sorted(s.parameters["n"] for s in run.statements) == list("01234567")


def test_runs_at_the_same_time_do_not_mix(shop: Market) -> None:
    line = Barrier(8)

    def one(number: int) -> list[str]:
        with recording("test") as run:
            line.wait()
            for _ in range(5):
                shop.postgres.rows(ONE, {"n": number})
        return [s.parameters["n"] for s in run.statements]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(one, range(8))) == [[str(number)] * 5 for number in range(8)]


def test_a_run_within_a_run_is_seen_by_both_and_keeps_its_place_in_time(shop: Market) -> None:
    with recording("outer") as outer:
        shop.postgres.rows(ONE, {"n": 1})
        with recording("inner") as inner:
            shop.postgres.rows(ONE, {"n": 2})
        shop.postgres.rows(ONE, {"n": 3})
    assert [s.parameters["n"] for s in inner.statements] == ["2"]
    assert [s.parameters["n"] for s in outer.statements] == ["1", "2", "3"]
    offsets = [s.offset_ms for s in outer.statements]
    assert offsets == sorted(offsets)


def test_a_statement_that_fails_says_how() -> None:
    with recording("test") as run, pytest.raises(StoreUnavailable):
        Redis(CLOSED["redis"]).commands.get("key")
    [failed] = run.statements
    assert (failed.store, failed.name, failed.text) == ("redis", "GET", "GET key")
    assert failed.error is not None
    assert failed.error.startswith("StoreUnavailable: redis does not answer")


def test_without_a_recording_statements_run_all_the_same(shop: Market) -> None:
    assert shop.postgres.rows(ONE, {"n": 7}) == [{"n": 7}]
    with statement_span("redis", "GET", "GET key") as executed:
        executed.hit(True)
    assert executed.outcome == "hit"


def test_what_nobody_looks_at_makes_no_span_and_what_is_exported_makes_one_each(
    shop: Market, stall: Stall, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider, exporter = tracing._Provider(), InMemorySpanExporter()
    monkeypatch.setattr("opentelemetry.trace.get_tracer_provider", lambda: provider)
    assert not tracing.heard()
    shop.postgres.rows(ONE, {"n": 1})
    with recording("page"):
        assert tracing.heard()
        shop.postgres.rows(ONE, {"n": 2})
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    assert tracing.heard()
    shop.catalog.product(stall.product())
    shop.catalog.product(bowl := stall.product())
    exporter.clear()
    with recording("page"):
        shop.catalog.product(bowl)
        shop.postgres.rows(ONE, {"n": 3})
        with pytest.raises(StoreUnavailable):
            Redis(CLOSED["redis"]).commands.get("key")
    # The exporter hears whatever else runs meanwhile, such as the thread that writes the caches' counts to Redis.
    finished = exporter.get_finished_spans()
    [trace] = {span.context.trace_id for span in finished if span.name == "page"}
    read, asked, failed, page = (span for span in finished if span.context.trace_id == trace)
    assert [span.name for span in (read, asked, failed, page)] == [
        "redis GET",
        "postgres test/one.sql",
        "redis GET",
        "page",
    ]
    assert dict(asked.attributes or {}) == {
        "db.system.name": "postgres",
        "db.query.summary": "test/one.sql",
        "db.query.text": ONE.text,
        "db.query.parameter.n": "3",
        "db.response.returned_rows": 1,
    }
    assert (read.attributes or {})["marketplace.cache"] == "hit"
    assert failed.status.status_code is StatusCode.ERROR
    assert (failed.status.description or "").startswith("StoreUnavailable: redis does not answer")
    assert {span.parent and span.parent.span_id for span in (read, asked, failed)} == {page.context.span_id}


def test_parameters_are_shortened_for_a_person() -> None:
    assert shorten("a" * PARAMETER_LENGTH) == "a" * PARAMETER_LENGTH
    assert shorten("a" * 1000) == "a" * PARAMETER_LENGTH + "… (1000 characters)"
    assert shorten([0.5] * 384) == "[0.5, 0.5, 0.5, … 384 in all]"
    assert shorten([1, 2]) == "[1, 2]"
    assert shorten(None) == "None"
