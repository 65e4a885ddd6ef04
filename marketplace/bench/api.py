"""Requests to the API over a kept connection, each server a process of its own on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from marketplace.bench.floor import BODIES
from marketplace.bench.frame import Operation
from marketplace.bench.stand import stand
from marketplace.embedded.ports import choose
from marketplace.errors import MarketplaceError
from marketplace.market import Market
from marketplace.ratelimits.service import limit_key
from marketplace.settings import STORES

START_SECONDS = 60.0
QUERY = "oak bowl"
PEOPLE = 200
"""So many take turns at the API, so that the limits are kept as ever and nobody reaches one."""


def person(number: int) -> str:
    """One of those who take turns."""
    return f"bench-{number % PEOPLE}"


class ServerFailed(MarketplaceError):
    """A server that is to be measured does not start, or answers with an error."""


@contextmanager
def calling(market: Market) -> Iterator[Mapping[str, Operation]]:
    """One product; and a search by words that somebody has made before."""
    environment = {"MARKETPLACE_HOME": str(market.settings.home)}
    environment |= {f"MARKETPLACE_{store.upper()}_URL": market.settings.url(store) or "" for store in STORES}
    with (
        stand(market) as goods,
        tempfile.TemporaryDirectory(prefix="marketplace-bench-") as folder,
        _Server("served", environment) as shop,
        _Server("floor", {BODIES: folder}) as bare,
    ):
        ours, floor = shop.connection(), bare.connection()

        def operation(name: str, path: str, what: str) -> Operation:
            Path(folder, name).write_bytes(_get(ours, path))
            return Operation(
                what=f"a request to the API for {what}",
                run=lambda: _get(ours, path),
                floor_is="a bare FastAPI route under uvicorn that answers the same bytes",
                floor=lambda: _get(floor, f"/{name}"),
            )

        search = f"/search?{urlencode({'q': QUERY, 'mode': 'fulltext'})}"
        try:
            yield {
                "api_product": operation("product", f"/products/{goods.product}", "a product"),
                "api_search": operation("search", search, f"a search by words for “{QUERY}”, made before"),
            }
        finally:
            # One by one: on a cluster they lie on all the nodes.
            pipeline = market.redis.commands.pipeline(transaction=False)
            for number in range(PEOPLE):
                pipeline.unlink(limit_key("search", person(number)))
            pipeline.execute()


class _Server:
    """A server that starts at once, is there when it is asked for, and runs until the block ends."""

    def __init__(self, module: str, environment: Mapping[str, str]) -> None:
        self.port = choose(())
        command = [sys.executable, "-m", "uvicorn", "--factory", f"marketplace.bench.{module}:create"]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--log-level", "warning", "--no-access-log"]
        # Longer than the other server takes to start.
        command += ["--timeout-keep-alive", "120"]
        self._said = tempfile.TemporaryFile("w+")
        self._process = subprocess.Popen(command, env={**os.environ, **environment}, stderr=self._said)
        self._connection = HTTPConnection("127.0.0.1", self.port, timeout=30)

    def connection(self) -> HTTPConnection:
        """A connection to it, as soon as it listens. Raises ServerFailed."""
        deadline = time.monotonic() + START_SECONDS
        while not _listens(self._connection):
            if self._process.poll() is not None:
                self._said.seek(0)
                raise ServerFailed(f"The server to be measured did not start: {self._said.read().strip()[-500:]}")
            if time.monotonic() > deadline:
                raise ServerFailed(f"The server to be measured does not answer within {START_SECONDS:.0f} s.")
            time.sleep(0.05)
        return self._connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._said.close()


def _listens(connection: HTTPConnection) -> bool:
    try:
        connection.connect()
    except OSError:
        return False
    return True


def _get(connection: HTTPConnection, path: str) -> bytes:
    """What a GET answers. Raises ServerFailed where that is not 200."""
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, HTTPException) as error:
        raise ServerFailed(f"{path} is not answered: {error!r}") from error
    if answer.status != 200:
        raise ServerFailed(f"{path} is answered with {answer.status}: {body[:200].decode(errors='replace')}")
    return body
