"""The carts' keys in Redis. Braces are a cluster's hash tag: what one script touches is one shopper's, in one slot."""

from __future__ import annotations

from secrets import token_hex

from marketplace.stores.redis import hash_tag

GUEST = "guest-"


def new_guest() -> str:
    """An id for somebody who shops without an account: whoever knows it has the cart, so nobody can guess it."""
    return GUEST + token_hex(16)


def is_guest(user_id: str) -> bool:
    """Whether this is the id of somebody without an account."""
    return user_id.startswith(GUEST)


def cart_key(user_id: str) -> str:
    """The cart: a hash, product to pieces."""
    return f"cart:{hash_tag(user_id)}"


def prices_key(user_id: str) -> str:
    """What a piece cost when it was put in the cart: a hash, product to price."""
    return f"cart_prices:{hash_tag(user_id)}"


def event_key(user_id: str, event_id: str) -> str:
    """The mark that this order's pieces have left the cart."""
    return f"cart_event:{hash_tag(user_id)}:{event_id}"


def taken_key(guest_id: str) -> str:
    """A guest's cart on its way into a shopper's: JSON."""
    return f"cart_taken:{hash_tag(guest_id)}"


def merges_key(user_id: str) -> str:
    """Guests' carts that are on their way into this one: a sorted set, a merge by the time it began."""
    return f"cart_merges:{hash_tag(user_id)}"
