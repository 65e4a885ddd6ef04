"""The trials' keys in Redis. All of a lane live in one slot: a count, and the note that it changed, are one step."""

from __future__ import annotations

from zlib import crc32

LANES = 16
"""Shoppers of a trial are spread over so many slots: enough to use all nodes, few enough to look at each."""


def lane(unit: str) -> int:
    """The lane of somebody's counts."""
    return crc32(unit.encode()) % LANES


def _tag(trial: int, lane: int) -> str:
    return f"{{trial-{trial}-{lane:02}}}"


def counts_key(trial: int, unit: str) -> str:
    """What came of what a shopper was shown: a hash."""
    return f"trial_counts:{_tag(trial, lane(unit))}:{unit}"


def shown_key(trial: int, unit: str) -> str:
    """What a shopper was shown: a hash, product to when first, when last, when clicked (ms; 0 is never)."""
    return f"trial_shown:{_tag(trial, lane(unit))}:{unit}"


def orders_key(trial: int, unit: str) -> str:
    """Orders heard of: a hash, order to how many of what was shown it holds, or "cancelled"."""
    return f"trial_orders:{_tag(trial, lane(unit))}:{unit}"


def changed_key(trial: int, lane: int) -> str:
    """Whose counts PostgreSQL has not got yet: a hash, shopper to version."""
    return f"trial_changed:{_tag(trial, lane)}"
