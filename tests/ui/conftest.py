"""The app in this process, by Streamlit's AppTest, and as a server, for a real browser. Both on the tests' stores."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

from marketplace.market import Market
from marketplace.settings import Settings

ROOT = Path(__file__).parents[2]
OPENING = 90
"""Seconds: the first run of a process opens the market."""

Visit = Callable[..., AppTest]


class NavigatedPages(PagesManager):
    """Pages come from st.navigation.

    AppTest takes every run of an app with a folder named pages/ for the older kind of multipage app, starts it as that,
    and starts it again once st.navigation is met: what was clicked is lost in between.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        PagesManager.uses_pages_directory = False


@pytest.fixture(scope="session")
def visit(market: Market) -> Iterator[Visit]:
    """Opens a page of the app in a session of its own: `visit("catalogue", craft="glass")`."""
    app_test.PagesManager = NavigatedPages  # type: ignore[misc]

    def opened(page: str = "home", /, **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=OPENING)
        # The pages are known to Streamlit after a first run; each later switch is one run more.
        if page != "home":
            app.run()
            app.switch_page(f"pages/{page}.py")
        app.query_params.clear()
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    yield opened
    app_test.PagesManager = PagesManager  # type: ignore[misc]
    st.cache_resource.clear()


def html_of(app: AppTest) -> str:
    """All HTML of our own on the page, in its order: blocks, and blocks with links."""
    parts = []
    for element in app.main:
        if element.type == "html":
            parts.append(element.proto.body)
        elif element.type == "bidi_component":
            data = json.loads(element.proto.json)
            # Other components of ours are given more than HTML: the graph its nodes.
            if isinstance(data, str):
                parts.append(data)
    return "\n".join(parts)


def ran(app: AppTest) -> str:
    """The line of the panel "what just ran"."""
    return next(one.label for one in app.expander if one.label.startswith("What just ran"))


@pytest.fixture(scope="session")
def address(market: Market, settings: Settings) -> Iterator[str]:
    """Where the app is served, by a process of its own that shares the tests' stores."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.address=127.0.0.1",
        f"--server.port={port}",
    ]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | {"MARKETPLACE_HOME": str(settings.home)}) as server:
        try:
            _until_it_answers(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _until_it_answers(url: str) -> None:
    deadline = time.monotonic() + OPENING
    while True:
        try:
            httpx.get(url).raise_for_status()
            return
        except httpx.TransportError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
