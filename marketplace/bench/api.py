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
from urllib.parse import urlencode

from marketplace.bench.frame import Operation
from marketplace.bench.servers import BODIES, PEOPLE, person
from marketplace.bench.stand import stand
from marketplace.embedded.ports import choose
from marketplace.errors import MarketplaceError
from marketplace.market import Market
from marketplace.ratelimits.service import limit_key
from marketplace.settings import STORES

START_SECONDS = 60.0
QUERY = "oak bowl"


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
        _server("shop", environment) as ours,
        _server("floor", {BODIES: folder}) as floor,
    ):

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
def _server(factory: str, environment: Mapping[str, str]) -> Iterator[HTTPConnection]:
    """A connection to a server that runs until the block ends. Raises ServerFailed."""
    port = choose(())
    command = [sys.executable, "-m", "uvicorn", "--factory", f"marketplace.bench.servers:{factory}"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning", "--no-access-log"]
    # Longer than the other server takes to start.
    command += ["--timeout-keep-alive", "120"]
    process = subprocess.Popen(command, env={**os.environ, **environment}, stderr=subprocess.PIPE, text=True)
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _listens(connection):
            if process.poll() is not None or time.monotonic() > deadline:
                said = process.stderr.read() if process.stderr and process.poll() is not None else "it does not answer"
                raise ServerFailed(f"The server to be measured did not start: {said.strip()[-500:]}")
            time.sleep(0.05)
        yield connection
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
