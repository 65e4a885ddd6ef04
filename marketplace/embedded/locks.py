"""Kernel file locks: whoever dies, however suddenly, lets go of them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def open_lock(path: Path) -> int:
    """A descriptor to lock. Each has a lock of its own, so that threads exclude one another as processes do."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold `path` alone; waits for as long as somebody else holds it."""
    fd = open_lock(path)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def shared(path: Path) -> int:
    """Hold `path` together with others; close the descriptor to let go."""
    fd = open_lock(path)
    fcntl.flock(fd, fcntl.LOCK_SH)
    return fd


def try_exclusive(path: Path) -> int | None:
    """A descriptor that holds `path` alone, or None where somebody holds it already."""
    fd = open_lock(path)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(fd)
        return None
    return fd


def is_held(path: Path) -> bool:
    """Whether anybody holds `path`, shared or alone."""
    fd = try_exclusive(path)
    if fd is None:
        return True
    os.close(fd)
    return False
