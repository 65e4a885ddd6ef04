"""Requests to the API over a kept connection, each server a process of its own on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
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
        _server("served", environment) as shop,
        _server("floor", {BODIES: folder}) as bare,
    ):
        ours, floor = shop(), bare()

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


@contextmanager
def _server(module: str, environment: Mapping[str, str]) -> Iterator[Callable[[], HTTPConnection]]:
    """A server that starts at once and runs until the block ends; what is yielded connects to it when it listens.

    Raises ServerFailed, when that is called.
    """
    port = choose(())
    command = [sys.executable, "-m", "uvicorn", "--factory", f"marketplace.bench.{module}:create"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning", "--no-access-log"]
    # Longer than the other server takes to start.
    command += ["--timeout-keep-alive", "120"]
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stderr=said)

        def connect() -> HTTPConnection:
            deadline = time.monotonic() + START_SECONDS
            while not _listens(connection):
                if process.poll() is not None:
                    said.seek(0)
                    raise ServerFailed(f"The server to be measured did not start: {said.read().strip()[-500:]}")
                if time.monotonic() > deadline:
                    raise ServerFailed(f"The server to be measured does not answer within {START_SECONDS:.0f} s.")
                time.sleep(0.05)
            return connection

        try:
            yield connect
        finally:
            connection.close()
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


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
