"""A process that forks one child for each piece of work, and tells how each of them ended.

The first line it reads is the stores' URLs, as JSON: they hold passwords, which arguments would show to everybody.

It has the modules and no thread, no connection and no lock, so that a fork is whole and costs a few milliseconds where
an interpreter costs a second and a half. It reads a batch of jobs a line, runs all of a batch at once, and answers with
a line when the last has ended. A child opens the shop for itself, and kills itself (SIGKILL: nothing is closed, rolled
back or told) at the point it was given.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from marketplace import faultpoints
from marketplace.market import Market
from marketplace.settings import Settings

MOST = 200
"""Turns of work that comes to its point only when there is something to carry, before it is given up."""

Say = Callable[[str], None]


def checkout(market: Market, job: dict[str, Any], say: Say) -> None:
    say("bought " + market.orders.checkout(job["user_id"], job["quantities"], job["key"]).id)


def cancel(market: Market, job: dict[str, Any], say: Say) -> None:
    market.orders.cancel(job["user_id"], job["order_id"])


def drain(market: Market, job: dict[str, Any], say: Say) -> None:
    market.relay.drain()


def serve(market: Market, job: dict[str, Any], say: Say) -> None:
    """A shop at work: somebody looks, buys and changes their mind, the relay carries, over and over."""
    for _ in range(MOST):
        market.activity.viewed(job["user_id"], job["product_id"])
        order = market.orders.checkout(job["user_id"], {job["product_id"]: 1})
        say("bought " + order.id)
        market.relay.drain()


WORK: dict[str, Callable[[Market, dict[str, Any], Say], None]] = {
    "checkout": checkout,
    "cancel": cancel,
    "drain": drain,
    "serve": serve,
}


def child(urls: dict[Any, str], job: dict[str, Any], told: int) -> None:
    """Do the work and die of it, or end."""

    def say(word: str) -> None:
        os.write(told, f"{word}\n".encode())

    def hook(point: str) -> None:
        if point == job["at"]:
            say(f"at {point}")
            os.kill(os.getpid(), signal.SIGKILL)

    faultpoints.hook = hook
    WORK[job["work"]](Market(urls, Settings(home=Path("/nonexistent"))), job, say)


def run(urls: dict[Any, str], jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every job in a child of its own, all at once; by which signal each died (0: of none), and what it had said."""
    children: list[tuple[int, int]] = []
    for job in jobs:
        heard, told = os.pipe()
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                child(urls, job, told)
                status = 0
            except BaseException as error:  # noqa: BLE001 - whatever it is, the test shows it
                os.write(told, f"failed: {type(error).__name__}: {error}\n".encode())
            os._exit(status)
        os.close(told)
        children.append((pid, heard))
    answers = []
    for pid, heard in children:
        with os.fdopen(heard, encoding="utf-8") as words:
            said = words.read().splitlines()
        _, status = os.waitpid(pid, 0)
        answers.append({"signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, "said": said})
    return answers


def main() -> None:
    urls = json.loads(sys.stdin.readline())
    assert psutil.Process().num_threads() == 1, "a fork of a process with threads may hang"
    gc.freeze()  # what is imported is shared with the children for as long as nobody counts it again
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run(urls, json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
