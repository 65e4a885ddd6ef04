"""Who is served by which arm: worked out from who they are, and never stored."""

from __future__ import annotations

from hashlib import blake2b

from marketplace.carts.keys import GUEST, is_guest

_BITS = 53
"""A float holds so many exactly."""


def counted(visitor: str) -> str:
    """Under what id somebody is counted: a shopper's own; a guest's hashed, for whoever knows it has the cart."""
    if not is_guest(visitor):
        return visitor
    return GUEST + blake2b(visitor.encode("utf-8", "surrogatepass"), digest_size=12, person=b"trial-guest").hexdigest()


def place(salt: str, unit: str) -> float:
    """Where somebody falls in [0, 1): evenly over people, always the same for one, unrelated under another salt.

    A keyed hash (BLAKE2b, RFC 7693) rather than a draw: nothing is written before somebody is shown something, and
    every process says the same, whatever is down. `salt` has at most 64 bytes.
    """
    digest = blake2b(unit.encode("utf-8", "surrogatepass"), key=salt.encode(), digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> (64 - _BITS)) / float(1 << _BITS)
