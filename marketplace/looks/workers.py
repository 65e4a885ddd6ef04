"""Many pictures measured by several processes at once. The renderer holds Python's lock, so threads would gain nothing.

They are processes of their own and not multiprocessing's: those would first run again whatever program this process
began with, which in a Streamlit app is the app. Each is asked by a line of JSON and answers by one.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import numpy as np

from marketplace.errors import MarketplaceError
from marketplace.looks.measures import measure
from marketplace.looks.pictures import rendered
from marketplace.looks.vector import Vector

Worker = subprocess.Popen[str]
Measure = Callable[[Sequence[str]], list[Vector]]

SHARED = 64
"""Pictures from which on they are shared out: a process takes a second to start."""


@contextmanager
def workers(count: int = os.cpu_count() or 1) -> Iterator[Measure]:
    """A function from pictures (SVG) to their vectors, in order. So many processes start once it is given many, and end
    with the block. It raises MarketplaceError where one of them has died.
    """
    command = [sys.executable, "-c", f"from {__name__} import main; main()"]
    started: list[Worker] = []
    with ExitStack() as ends, ThreadPoolExecutor(count) as threads:

        def measured(pictures: Sequence[str]) -> list[Vector]:
            if len(pictures) < SHARED:
                return in_turn(pictures)
            while len(started) < count:
                process = Worker(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
                started.append(ends.enter_context(process))
            step = -(-len(pictures) // count)
            shares = [pictures[first : first + step] for first in range(0, len(pictures), step)]
            return [vector for vectors in threads.map(_ask, started, shares) for vector in vectors]

        yield measured


def in_turn(pictures: Sequence[str]) -> list[Vector]:
    """Each of them, in this process."""
    return [measure(rendered(svg)) for svg in pictures]


def _ask(worker: Worker, pictures: Sequence[str]) -> list[Vector]:
    assert worker.stdin is not None
    assert worker.stdout is not None
    try:
        worker.stdin.write(json.dumps(pictures) + "\n")
        worker.stdin.flush()
    except BrokenPipeError:
        pass  # its answer will be missing
    if not (answer := worker.stdout.readline()):
        raise MarketplaceError("A process that measured pictures has ended early. Load again: what is done stays done.")
    return list(np.array(json.loads(answer), dtype=np.float32))


def main() -> None:
    """Answer until nothing more is asked."""
    # Who interrupts the load interrupts its whole group: this process ends when the other stops asking.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for line in sys.stdin:
        vectors = in_turn(json.loads(line))
        sys.stdout.write(json.dumps([vector.tolist() for vector in vectors]) + "\n")
        sys.stdout.flush()
