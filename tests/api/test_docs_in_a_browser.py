"""The documentation in a real browser: it draws itself without a request that leaves this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, Request, expect

from marketplace.api import create_app
from marketplace.market import Market


class Server(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = threading.Event()

    async def startup(self, sockets: object = None) -> None:
        await super().startup()
        self.listening.set()


@pytest.fixture
def address(shop: Market) -> Iterator[str]:
    """Where the application is served, as `marketplace api` serves it."""
    server = Server(uvicorn.Config(create_app(shop.settings), host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    assert server.listening.wait(60)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_the_docs_draw_themselves_from_this_machine_alone(address: str, chromium: Browser) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(urlsplit(request.url).netloc)

    page = chromium.new_page()
    page.on("request", note)
    page.goto(f"{address}/docs")
    expect(page.get_by_text("has the password")).to_be_visible()
    expect(page.locator(".opblock")).to_have_count(41)
    page.close()
    assert set(asked) - {""} == {urlsplit(address).netloc}
