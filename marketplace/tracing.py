"""Every statement to any store is an OpenTelemetry span; a page collects the spans of the run that drew it.

`statement_span` wraps one statement. `recording` opens a root span and gathers every statement under it, from any
thread that carries the context. OTLP export is switched on by the usual OTEL_* variables. What nobody looks at costs
next to nothing: no span is made unless something exports it, and no text is shortened unless something shows it.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

from opentelemetry import trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, StatusCode, Tracer

from marketplace.settings import StoreName

Outcome = Literal["hit", "miss"]

PARAMETER_LENGTH = 120
"""Characters kept of one parameter: enough to recognise it, too few for a vector of 384 numbers."""


class Secret(str):
    """A parameter that is bound like any other text, and that no span shows."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "(not shown)"


@dataclass
class Executed:
    """One statement as it ran: what the panel "what just ran" shows a line of."""

    store: StoreName
    name: str
    text: str
    parameters: dict[str, str]
    offset_ms: float
    ms: float = 0.0
    rows: int | None = None
    outcome: Outcome | None = None
    error: str | None = None

    def hit(self, found: bool) -> None:
        """Mark a cache read: found there, or not."""
        self.outcome = "hit" if found else "miss"


@dataclass
class Recording:
    """The statements of one run, in the order in which they began."""

    started: float = field(default_factory=time.perf_counter)
    statements: list[Executed] = field(default_factory=list)

    @property
    def stores(self) -> list[StoreName]:
        """Stores that were asked, in the order first asked."""
        return list(dict.fromkeys(s.store for s in self.statements))

    @property
    def ms(self) -> float:
        """Milliseconds spent in stores, all statements added up."""
        return sum(s.ms for s in self.statements)

    @property
    def hits(self) -> int:
        """Cache reads that found what they sought."""
        return sum(s.outcome == "hit" for s in self.statements)


_current: ContextVar[Recording | None] = ContextVar("recording", default=None)
_lock = threading.Lock()


class _Provider(TracerProvider):
    """Knows whether anybody wants its spans."""

    exports = False

    def add_span_processor(self, span_processor: SpanProcessor) -> None:
        super().add_span_processor(span_processor)
        self.exports = True


def _tracer() -> Tracer:
    return trace.get_tracer("marketplace")


def configure() -> None:
    """Install a tracer provider, once a process; with an OTLP exporter where OTEL_EXPORTER_OTLP_ENDPOINT is set."""
    with _lock:
        if isinstance(trace.get_tracer_provider(), TracerProvider):
            return
        provider = _Provider(resource=Resource.create({"service.name": "artisan-marketplace"}))
        if os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT") or os.environ.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"):
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

            provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        trace.set_tracer_provider(provider)


def _exports() -> bool:
    provider = trace.get_tracer_provider()
    # A provider that somebody else installed is there to be used.
    return provider.exports if isinstance(provider, _Provider) else isinstance(provider, TracerProvider)


def heard() -> bool:
    """Whether a statement that ran now would be seen by anybody: collected by a recording, or exported as a span."""
    return _current.get() is not None or _exports()


@contextmanager
def recording(name: str) -> Iterator[Recording]:
    """Collect every statement that runs below, in this context and those copied from it."""
    outer, run = _current.get(), Recording()
    token = _current.set(run)
    try:
        with _tracer().start_as_current_span(name) if _exports() else nullcontext():
            yield run
    finally:
        _current.reset(token)
        if outer is not None:
            # A recording within another: the outer one sees these statements too.
            for executed in run.statements:
                executed.offset_ms += (run.started - outer.started) * 1000
            outer.statements.extend(run.statements)


def statement_span(
    store: StoreName, name: str, text: str, parameters: Mapping[str, Any] | None = None
) -> AbstractContextManager[Executed]:
    """Run one statement inside its own span. Set `.rows`, or call `.hit(found)`, on what is yielded."""
    run = _current.get()
    if run is None and not _exports():
        return nullcontext(Executed(store, name, text, {}, 0.0))
    shortened = {key: shorten(value) for key, value in (parameters or {}).items()}
    return _followed(run, Executed(store, name, text, shortened, 0.0))


@contextmanager
def _followed(run: Recording | None, executed: Executed) -> Iterator[Executed]:
    with _spanned(executed) if _exports() else nullcontext():
        began = time.perf_counter()
        if run is not None:
            executed.offset_ms = (began - run.started) * 1000
            run.statements.append(executed)
        try:
            yield executed
        except BaseException as error:
            executed.error = f"{type(error).__name__}: {error}"
            raise
        finally:
            executed.ms = (time.perf_counter() - began) * 1000


@contextmanager
def _spanned(executed: Executed) -> Iterator[None]:
    with _tracer().start_as_current_span(f"{executed.store} {executed.name}", kind=trace.SpanKind.CLIENT) as span:
        try:
            yield
        except BaseException:
            span.set_status(StatusCode.ERROR, executed.error)
            raise
        finally:
            _describe(span, executed)


def _describe(span: Span, executed: Executed) -> None:
    # Names after OpenTelemetry's semantic conventions for databases.
    span.set_attribute("db.system.name", executed.store)
    span.set_attribute("db.query.summary", executed.name)
    span.set_attribute("db.query.text", executed.text)
    for key, value in executed.parameters.items():
        span.set_attribute(f"db.query.parameter.{key}", value)
    if executed.rows is not None:
        span.set_attribute("db.response.returned_rows", executed.rows)
    if executed.outcome is not None:
        span.set_attribute("marketplace.cache", executed.outcome)


def shorten(value: object) -> str:
    """A parameter for a person to read: at most `PARAMETER_LENGTH` characters, and nothing of a Secret."""
    if isinstance(value, Secret):
        return repr(value)
    if isinstance(value, (list, tuple)) and len(value) > 8:
        return f"[{', '.join(shorten(v) for v in value[:3])}, … {len(value)} in all]"
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= PARAMETER_LENGTH else f"{text[:PARAMETER_LENGTH]}… ({len(text)} characters)"
