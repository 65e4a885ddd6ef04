"""Every statement to any store is an OpenTelemetry span; a page collects the spans of the run that drew it.

`statement_span` wraps one statement. `recording` opens a root span and gathers, by its trace id, every statement
under it, from any thread that carries the context. OTLP export is switched on by the usual OTEL_* variables.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from opentelemetry import trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
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
    _span: Span | None = field(default=None, repr=False, compare=False)

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


_recordings: dict[int, Recording] = {}
_lock = threading.Lock()


def _tracer() -> Tracer:
    return trace.get_tracer("marketplace")


def configure() -> None:
    """Install a tracer provider, once a process; with an OTLP exporter where OTEL_EXPORTER_OTLP_ENDPOINT is set."""
    with _lock:
        if isinstance(trace.get_tracer_provider(), TracerProvider):
            return
        provider = TracerProvider(resource=Resource.create({"service.name": "artisan-marketplace"}))
        if os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT") or os.environ.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"):
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

            provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        trace.set_tracer_provider(provider)


@contextmanager
def recording(name: str) -> Iterator[Recording]:
    """Collect every statement that runs below, in this context and those copied from it."""
    configure()
    with _tracer().start_as_current_span(name) as span:
        trace_id, run = span.get_span_context().trace_id, Recording()
        with _lock:
            outer, _recordings[trace_id] = _recordings.get(trace_id), run
        try:
            yield run
        finally:
            with _lock:
                if outer is None:
                    del _recordings[trace_id]
                else:
                    # A recording within another: the outer one sees these statements too.
                    for executed in run.statements:
                        executed.offset_ms += (run.started - outer.started) * 1000
                    outer.statements.extend(run.statements)
                    _recordings[trace_id] = outer


@contextmanager
def statement_span(
    store: StoreName, name: str, text: str, parameters: Mapping[str, Any] | None = None
) -> Iterator[Executed]:
    """Run one statement inside its own span. Set `.rows`, or call `.hit(found)`, on what is yielded."""
    shortened = {key: shorten(value) for key, value in (parameters or {}).items()}
    with _tracer().start_as_current_span(f"{store} {name}", kind=trace.SpanKind.CLIENT) as span:
        run = _recordings.get(span.get_span_context().trace_id)
        began = time.perf_counter()
        executed = Executed(store, name, text, shortened, (began - run.started) * 1000 if run else 0.0, _span=span)
        if run is not None:
            run.statements.append(executed)
        try:
            yield executed
        except BaseException as error:
            executed.error = f"{type(error).__name__}: {error}"
            span.set_status(StatusCode.ERROR, executed.error)
            raise
        finally:
            executed.ms = (time.perf_counter() - began) * 1000
            if span.is_recording():
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
