"""Free loopback ports that stay the same for a home."""

from __future__ import annotations

import random
import socket
from collections.abc import Collection

# Below what systems hand out for outgoing connections, so that a port of ours is rarely taken while we are down.
_RANGE = range(20_000, 32_000)


def is_free(port: int) -> bool:
    """Whether a server could listen on this loopback port now."""
    with socket.socket() as probe:
        # As the servers do: a connection that is still fading away must not count as a listener.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def is_open(port: int) -> bool:
    """Whether something listens on this loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def choose(taken: Collection[int]) -> int:
    """A free port that is none of `taken`."""
    for port in random.sample(_RANGE, len(_RANGE)):
        if port not in taken and is_free(port):
            return port
    raise OSError("no free loopback port")
