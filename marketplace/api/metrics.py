"""`/metrics` for Prometheus: requests by route, statements by store, and what the caches and the relay say.

Names are OpenTelemetry's (https://opentelemetry.io/docs/specs/semconv/http/http-metrics/ and .../db/database-metrics/),
written as Prometheus writes them. A route is its template: neither an id nor anything else of a person is ever a label.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator

from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, Histogram, ProcessCollector, disable_created_metrics
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from marketplace.errors import StoreUnavailable
from marketplace.market import Market
from marketplace.settings import STORES
from marketplace.stores.health import Watch

# When each series began says nothing that its counts do not, and is as many lines again.
disable_created_metrics()  # type: ignore[no-untyped-call]

log = logging.getLogger(__name__)
router = APIRouter(tags=["health"])

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
NO_ROUTE = "none"
"""The route of what has no route: whatever address was tried, it is one series."""

REQUEST_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
STATEMENT_SECONDS = (0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5)


class Metrics:
    """The counts of one application: its own, and those it asks for when it is looked at."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.requests = Histogram(
            "http_server_request_duration_seconds",
            "Requests, by route and answer.",
            ("http_request_method", "http_route", "http_response_status_code"),
            buckets=REQUEST_SECONDS,
            registry=self.registry,
        )
        self.statements = Histogram(
            "db_client_operation_duration_seconds",
            "Statements that requests ran, by store.",
            ("db_system_name",),
            buckets=STATEMENT_SECONDS,
            registry=self.registry,
        )

    def count(self, scope: Scope, status: int, seconds: float) -> None:
        """Count one request that is over, and the statements it ran."""
        method = scope["method"] if scope["method"] in METHODS else "other"
        route = getattr(scope.get("route"), "path", NO_ROUTE)
        self.requests.labels(method, route, str(status)).observe(seconds)
        if (run := scope.get("recording")) is not None:
            for executed in run.statements:
                self.statements.labels(executed.store).observe(executed.ms / 1000)


class Measured:
    """Counts and times every request. Outside `ServerTiming`, whose recording it reads when the request is over."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            self.metrics.count(scope, status, time.perf_counter() - began)


class Shop(Collector):
    """What the stores, the caches and the relay say when they are asked; what does not answer is left out."""

    def __init__(self, market: Market, watch: Watch) -> None:
        self.market, self.watch = market, watch

    def describe(self) -> Iterable[Metric]:
        """Nothing: to register this asks nobody."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """All of it, as it is now."""
        yield self._stores()
        for part in (self._caches, self._outbox):
            try:
                yield from part()
            except StoreUnavailable as error:
                log.warning("metrics are told without some: %s", error)

    def _stores(self) -> Metric:
        up = GaugeMetricFamily("marketplace_store_up", "Whether a store answered when last asked.", labels=["store"])
        health = self.watch.health(wait=0)
        for store in STORES:
            up.add_metric([store], float(store in health and health[store].well))
        return up

    def _caches(self) -> Iterator[Metric]:
        reads = CounterMetricFamily(
            "marketplace_cache_reads", "Answers asked of a cache, by how it went.", labels=["cache", "outcome"]
        )
        for count in self.market.caches.counts():
            for outcome, times in count.model_dump(exclude={"name"}).items():
                reads.add_metric([count.name, outcome], times)
        yield reads

    def _outbox(self) -> Iterator[Metric]:
        names = ["destination"]
        waiting = GaugeMetricFamily("marketplace_outbox_waiting", "Events that wait for a destination.", labels=names)
        dead = GaugeMetricFamily("marketplace_outbox_dead", "Events that a destination could not take.", labels=names)
        oldest = GaugeMetricFamily(
            "marketplace_outbox_oldest_seconds", "How long the oldest event has waited for a destination.", labels=names
        )
        lag = GaugeMetricFamily(
            "marketplace_outbox_lag_seconds",
            "How long after they were written the latest events reached a destination.",
            labels=[*names, "quantile"],
        )
        for each in self.market.relay.status().destinations:
            waiting.add_metric([each.destination], each.waiting)
            dead.add_metric([each.destination], each.dead)
            oldest.add_metric([each.destination], each.oldest_seconds)
            for quantile, ms in (("0.5", each.p50_ms), ("0.95", each.p95_ms)):
                if ms is not None:
                    lag.add_metric([each.destination, quantile], ms / 1000)
        yield from (waiting, dead, oldest, lag)


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"description": "Metrics.", "content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def metrics(request: Request) -> Response:
    """Counts and times since the start, for Prometheus. There is nothing of a person among them."""
    return Response(generate_latest(request.app.state.metrics.registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)
