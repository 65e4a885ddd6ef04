"""Shoppers: their rows in PostgreSQL, their preferences in MongoDB, and their sessions in Redis."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from marketplace.accounts.errors import SignInAsDisabled, WrongPassword
from marketplace.accounts.models import Session, Shopper, SignedIn
from marketplace.accounts.passwords import Passwords
from marketplace.accounts.sessions import Sessions
from marketplace.errors import InvalidInput, NotFound
from marketplace.statements import statement
from marketplace.stores.mongo import Mongo
from marketplace.stores.postgres import Postgres
from marketplace.stores.redis import Redis
from marketplace.tracing import Secret

MAX_LOGIN = 320
"""Characters of the longest e-mail address there can be: 64 before the @ and 255 behind it."""


class AccountService:
    """Look shoppers up, and sign them in and out.

    `limit` counts an attempt to sign in by somebody, and raises where there were too many. With `may_sign_in_as`
    anybody may shop as anybody without a password: a demo's switch.
    """

    def __init__(
        self,
        postgres: Postgres,
        mongo: Mongo,
        redis: Redis,
        *,
        may_sign_in_as: bool = False,
        limit: Callable[[str], object] = lambda who: None,
    ) -> None:
        self.postgres, self.mongo = postgres, mongo
        self.may_sign_in_as, self._limit = may_sign_in_as, limit
        self._passwords, self._sessions = Passwords(), Sessions(redis)

    def shopper(self, user_id: str) -> Shopper:
        """One shopper. Raises NotFound."""
        found = self.postgres.all(
            Shopper, statement("accounts/shoppers.sql"), {"id": user_id, "text": None, "limit": 1}
        )
        if not found:
            raise NotFound("shopper", user_id)
        return found[0]

    def shoppers(self, text: str | None = None, limit: int = 50) -> list[Shopper]:
        """Shoppers whose name holds `text`, or whose id begins with it, those with the most orders first."""
        escaped = text and text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace("\0", "")
        parameters = {"id": None, "text": escaped or None, "limit": limit}
        return self.postgres.all(Shopper, statement("accounts/shoppers.sql"), parameters)

    def newcomers(self, limit: int = 10) -> list[Shopper]:
        """Shoppers who have never ordered anything, the last to join first."""
        return self.postgres.all(Shopper, statement("accounts/newcomers.sql"), {"limit": limit})

    def preferences(self, user_id: str) -> dict[str, Any]:
        """What MongoDB knows of a shopper's preferences; empty where nothing is."""
        found = self.mongo.run(statement("accounts/preferences.json"), {"id": user_id})
        return found[0] if found else {}

    def sign_in(self, login: str, password: str, *, agent: str = "", address: str = "") -> SignedIn:
        """Begin a session of whom `login` names (by id, or by e-mail address in any case) with their password.

        `agent` is what the browser or program calls itself, `address` where it asks from. Attempts are counted for the
        address and for the login; every refusal of a password takes the same time, whatever was wrong.

        Raises WrongPassword, what `limit` raises, and StoreUnavailable: without Redis no attempt is counted and no
        session can be begun, so no password is looked at either.
        """
        login = login.strip() if len(login) <= MAX_LOGIN else ""
        if address:
            self._limit(f"address:{address}")
        # By its hash: an address of somebody, or whatever else was typed, does not lie about in keys.
        self._limit(f"login:{hashlib.sha256(login.lower().encode('utf-8', 'surrogatepass')).hexdigest()[:32]}")
        self._sessions.ready()
        found = self._named(login)
        kept = found["password_hash"] if found else None
        if not self._passwords.verify(kept, password) or found is None or kept is None:
            raise WrongPassword
        if self._passwords.outdated(kept):
            kept = self._renew(found["id"], kept, password)
        signed_in = self._sessions.begin(found["id"], agent)
        # The password may have been changed, and all sessions ended, between the look at it and this one's begin.
        now = self._named(found["id"])
        if now is None or (now["password_hash"] != kept and not self._passwords.verify(now["password_hash"], password)):
            self._sessions.end(signed_in.token)
            raise WrongPassword
        return signed_in

    def sign_in_as(self, user_id: str, *, agent: str = "") -> SignedIn:
        """Begin a session of this shopper without a password: the demo's switch. Raises SignInAsDisabled, NotFound."""
        if not self.may_sign_in_as:
            raise SignInAsDisabled
        return self._sessions.begin(self.shopper(user_id).id, agent)

    def session(self, token: str) -> Session:
        """The session that a token opens, which then lives on for twelve hours: one round trip to Redis.

        Raises NotSignedIn. Without Redis, a token this process has seen to be good in the last five minutes still is;
        for others StoreUnavailable is raised.
        """
        return self._sessions.find(token)

    def sign_out(self, token: str) -> None:
        """End the session that a token opens; harmless where there is none.

        Raises StoreUnavailable: then it has not ended, except in this process.
        """
        self._sessions.end(token)

    def sessions(self, user_id: str) -> list[Session]:
        """A shopper's sessions, the last used first."""
        return self._sessions.of_user(user_id)

    def revoke(self, user_id: str, session_id: str) -> None:
        """End one of a shopper's sessions by its public id. Raises NotFound where they have none of this id."""
        self._sessions.revoke(user_id, session_id)

    def revoke_all(self, user_id: str, but: str | None = None) -> int:
        """End all of a shopper's sessions, `but` that with this public id, say one's own; how many there were."""
        return self._sessions.revoke_all(user_id, but)

    def set_password(self, user_id: str, password: str) -> None:
        """Change a password; every session of the shopper ends.

        Raises NotFound, InvalidInput (too short or too long), StoreUnavailable: where only the sessions could not be
        ended, the password is changed all the same, and doing it again ends them.
        """
        hashed = self._passwords.hash(password)
        self._sessions.ready()
        parameters = {"id": user_id, "password_hash": Secret(hashed), "before": None}
        if not self.postgres.rows(statement("accounts/set_password.sql"), parameters):
            raise NotFound("shopper", user_id)
        self._sessions.revoke_all(user_id)

    def _named(self, login: str) -> dict[str, Any] | None:
        try:
            return self.postgres.row(statement("accounts/login.sql"), {"login": login})
        except InvalidInput:
            # A text that PostgreSQL cannot hold names nobody.
            return None

    def _renew(self, user_id: str, before: str, password: str) -> str:
        hashed = self._passwords.hash(password)
        parameters = {"id": user_id, "password_hash": Secret(hashed), "before": Secret(before)}
        renewed = self.postgres.rows(statement("accounts/set_password.sql"), parameters)
        return hashed if renewed else before
