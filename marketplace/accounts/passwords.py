"""Passwords: kept as argon2id hashes, checked in the same time whether or not there is such an account.

Parameters: OWASP's Password Storage Cheat Sheet asks for argon2id (RFC 9106) with at least 19 MiB of memory, two
passes and one lane. That is some 20 ms on a core, and forty people who sign in at once take 760 MiB; RFC 9106's own
second choice (64 MiB, three passes, four lanes) would take more memory than this demo's machine may have.
"""

from __future__ import annotations

import unicodedata
from functools import cached_property
from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from marketplace.errors import InvalidInput

DEMO_PASSWORD = "made-by-hand"  # noqa: S105 - documented: all shipped shoppers share it
"""Every shopper of the shipped and generated data has this one. Those of a `--data` folder have none."""

LEAST, MOST = 8, 256
"""Characters of a password. NIST SP 800-63B: 8 or more, and at least 64 must be allowed; no rules about kinds."""


class Passwords:
    """Hash and verify. Safe to share between threads."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

    def hash(self, password: str) -> str:
        """The hash to keep, with its parameters and a salt of its own. Raises InvalidInput (too short, too long)."""
        if not LEAST <= len(password) <= MOST:
            raise InvalidInput(f"A password has {LEAST} to {MOST} characters; this one has {len(password)}.")
        return self._hasher.hash(_bytes(password))

    def verify(self, kept: str | None, password: str) -> bool:
        """Whether this is the password of the hash. None (no such account, or one without a password) takes as long."""
        # Made in the first call, whatever it asks about.
        nobody = self._nobody
        try:
            right = self._hasher.verify(kept or nobody, _bytes(password[:MOST]))
        except (VerificationError, InvalidHashError):
            return False
        return right and kept is not None and len(password) <= MOST

    def outdated(self, kept: str) -> bool:
        """Whether a hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(kept)

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash(token_urlsafe())


def _bytes(password: str) -> bytes:
    # One text, however it was typed: an é is one character on one keyboard and two on another (NIST SP 800-63B).
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
