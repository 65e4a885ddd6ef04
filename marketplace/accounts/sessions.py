"""Sessions in Redis: a random token opens one, and only the token's hash is kept.

`session:{TOKEN-HASH}` is the session, forgotten twelve hours after it was last used; `sessions:{USER}` lists a user's
sessions, public id to token hash. The two live in different slots of a cluster, so no script touches both. They are
written in this order, session first: an entry of the list whose session is gone is stale for good.

Without Redis nobody can be looked up. So that buying still needs PostgreSQL alone, a process takes its own word for
five minutes: a token that it has seen to be good is still good. The price: while Redis is down, a session that was
ended by another process counts here for as long.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from secrets import token_hex, token_urlsafe

from pydantic import BaseModel, ValidationError

from marketplace.accounts.errors import NotSignedIn
from marketplace.accounts.models import Session, SignedIn
from marketplace.errors import NotFound, StoreUnavailable
from marketplace.stores.redis import Redis, hash_tag

log = logging.getLogger(__name__)

LIFETIME_SECONDS = 12 * 3600
"""A session ends this long after it was last used."""

LONGEST_SECONDS = 30 * 24 * 3600
"""A session ends this long after it began, used or not. So long lives the list of a user's sessions."""

MOST_SESSIONS = 200
"""Sessions one user may have at a time; one more ends the one that began first."""

GRACE_SECONDS = 5 * 60
"""How long a token is good without Redis, after this process has last seen that it is."""

REMEMBERED = 10_000
"""Tokens for which this process does so."""

AGENT_LENGTH = 200


def session_key(token_hash: str) -> str:
    """The Redis key of one session."""
    return f"session:{hash_tag(token_hash)}"


def index_key(user_id: str) -> str:
    """The Redis key of the list of a user's sessions: a hash, public id to token hash."""
    return f"sessions:{hash_tag(user_id)}"


def hash_of(token: str) -> str:
    """What is kept of a token. One pass of SHA-256 is enough: 256 random bits cannot be guessed, as a password can."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class Kept(BaseModel):
    """A session as Redis holds it. When it was last used is told by its time to live."""

    id: str
    user_id: str
    agent: str
    created_at: datetime


class Sessions:
    """Begin, look up, list and end sessions."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self._seen = _Seen()

    def begin(self, user_id: str, agent: str = "") -> SignedIn:
        """A new session: two round trips. Raises StoreUnavailable."""
        token = token_urlsafe(32)
        told = "".join(character for character in agent if character.isprintable())[:AGENT_LENGTH]
        kept = Kept(id=token_hex(8), user_id=user_id, agent=told, created_at=datetime.now(UTC))
        hashed = hash_of(token)
        self.redis.commands.set(session_key(hashed), kept.model_dump_json(), ex=LIFETIME_SECONDS)
        pipeline = self.redis.commands.pipeline(transaction=False)
        pipeline.hset(index_key(user_id), kept.id, hashed)
        pipeline.expire(index_key(user_id), LONGEST_SECONDS)
        pipeline.hlen(index_key(user_id))
        if int(pipeline.execute()[2]) > MOST_SESSIONS:
            self._make_room(user_id)
        session = _session(kept, LIFETIME_SECONDS)
        self._seen.note(hashed, session)
        return SignedIn(token=token, session=session)

    def find(self, token: str) -> Session:
        """The session of a token, which then lives for another twelve hours: one round trip.

        Raises NotSignedIn; StoreUnavailable where Redis does not answer and this process has not seen the token lately.
        """
        hashed = hash_of(token)
        try:
            text = self.redis.commands.getex(session_key(hashed), ex=LIFETIME_SECONDS)
        except StoreUnavailable:
            seen = self._seen.lately(hashed)
            if seen is None:
                raise
            log.warning("redis does not answer: a session is taken as it was a moment ago")
            return seen
        kept = _read(text)
        if kept is None:
            self._seen.forget(hashed)
            raise NotSignedIn
        if datetime.now(UTC) - kept.created_at > timedelta(seconds=LONGEST_SECONDS):
            self.end(token)
            raise NotSignedIn
        session = _session(kept, LIFETIME_SECONDS)
        self._seen.note(hashed, session)
        return session

    def end(self, token: str) -> None:
        """End the session of a token; harmless where there is none. Raises StoreUnavailable: then Redis keeps it."""
        hashed = hash_of(token)
        self._seen.forget(hashed)
        kept = _read(self.redis.commands.getdel(session_key(hashed)))
        if kept is not None:
            self.redis.commands.hdel(index_key(kept.user_id), kept.id)

    def ready(self) -> None:
        """Raises StoreUnavailable where no session could be begun or ended now."""
        self.redis.commands.ping()

    def of_user(self, user_id: str) -> list[Session]:
        """A user's sessions, the last used first. Entries of sessions that have expired are removed on the way."""
        alive, stale = self._look(user_id)
        if stale:
            self.redis.commands.hdel(index_key(user_id), *stale)
        return sorted(alive.values(), key=lambda session: (session.last_seen_at, session.id), reverse=True)

    def revoke(self, user_id: str, session_id: str) -> None:
        """End one of a user's sessions. Raises NotFound, for another's too; StoreUnavailable."""
        self._seen.forget_of(user_id, session_id)
        hashed = self.redis.commands.hget(index_key(user_id), session_id)
        if hashed is None or not self._end(user_id, {session_id: str(hashed)}):
            raise NotFound("session", session_id)

    def revoke_all(self, user_id: str, but: str | None = None) -> int:
        """End all of a user's sessions that began before this, `but` that of this id; how many there were.

        Raises StoreUnavailable.
        """
        self._seen.forget_of(user_id)
        return self._end(user_id, {id: hashed for id, hashed in self._index(user_id).items() if id != but})

    def _end(self, user_id: str, entries: dict[str, str]) -> int:
        if not entries:
            return 0
        pipeline = self.redis.commands.pipeline(transaction=False)
        for hashed in entries.values():
            pipeline.unlink(session_key(hashed))
        ended = sum(int(reply) for reply in pipeline.execute())
        # Only these: a session that began meanwhile stays listed.
        self.redis.commands.hdel(index_key(user_id), *entries)
        return ended

    def _index(self, user_id: str) -> dict[str, str]:
        return {str(id): str(hashed) for id, hashed in self.redis.commands.hgetall(index_key(user_id)).items()}

    def _look(self, user_id: str) -> tuple[dict[str, Session], list[str]]:
        """The sessions of the list by token hash, and the public ids of those that are gone."""
        entries = self._index(user_id)
        pipeline = self.redis.commands.pipeline(transaction=False)
        for hashed in entries.values():
            pipeline.get(session_key(hashed))
            pipeline.ttl(session_key(hashed))
        replies = iter(pipeline.execute() if entries else [])
        alive: dict[str, Session] = {}
        stale: list[str] = []
        for id, hashed in entries.items():
            kept, seconds = _read(next(replies)), int(next(replies))
            if kept is None or seconds < 0:
                stale.append(id)
            else:
                alive[hashed] = _session(kept, seconds)
        return alive, stale

    def _make_room(self, user_id: str) -> None:
        alive, stale = self._look(user_id)
        if stale:
            self.redis.commands.hdel(index_key(user_id), *stale)
        oldest = sorted(alive.items(), key=lambda pair: pair[1].created_at)[: max(0, len(alive) - MOST_SESSIONS)]
        for _, session in oldest:
            self._seen.forget_of(user_id, session.id)
        self._end(user_id, {session.id: hashed for hashed, session in oldest})


class _Seen:
    """Tokens that this process has lately seen to be good, by their hashes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions: OrderedDict[str, tuple[float, Session]] = OrderedDict()

    def note(self, hashed: str, session: Session) -> None:
        with self._lock:
            self._sessions[hashed] = (time.monotonic(), session)
            self._sessions.move_to_end(hashed)
            if len(self._sessions) > REMEMBERED:
                self._sessions.popitem(last=False)

    def lately(self, hashed: str) -> Session | None:
        with self._lock:
            at, session = self._sessions.get(hashed, (0.0, None))
            return session if session is not None and time.monotonic() - at < GRACE_SECONDS else None

    def forget(self, hashed: str) -> None:
        with self._lock:
            self._sessions.pop(hashed, None)

    def forget_of(self, user_id: str, session_id: str | None = None) -> None:
        """Forget a user's tokens, or that of one session."""
        with self._lock:
            for hashed, (_, session) in list(self._sessions.items()):
                if session.user_id == user_id and session_id in (None, session.id):
                    del self._sessions[hashed]


def _read(text: str | bytes | None) -> Kept | None:
    try:
        return Kept.model_validate_json(text) if text else None
    except ValidationError:
        # Kept by another version of this package, whose sessions were of another form: as good as none.
        return None


def _session(kept: Kept, seconds: int) -> Session:
    seen = datetime.now(UTC) - timedelta(seconds=LIFETIME_SECONDS - seconds)
    return Session(
        id=kept.id,
        user_id=kept.user_id,
        agent=kept.agent,
        created_at=kept.created_at,
        last_seen_at=max(seen, kept.created_at),
        expires_in=seconds,
    )
