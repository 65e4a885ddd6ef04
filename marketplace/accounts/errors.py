"""What can be wrong with signing in. The words are the same whatever was wrong: no account is told of."""

from __future__ import annotations

from marketplace.errors import MarketplaceError


class WrongPassword(MarketplaceError):
    """Nobody signs in with this id or address and this password."""

    def __str__(self) -> str:
        return "This id or e-mail address and this password do not belong together. Check both and try again."


class NotSignedIn(MarketplaceError):
    """A token that is nobody's: never given out, expired, or its session was ended."""

    def __str__(self) -> str:
        return "You are not signed in, or your session has ended. Sign in and try again."


class SignInAsDisabled(MarketplaceError):
    """Shopping as anybody without a password is switched off here."""

    def __str__(self) -> str:
        return "Shopping as somebody without their password is switched off here. Sign in with a password."
