"""Sessions: only a token opens one, each use gives it twelve hours more, and its owner sees and ends all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from stall import CLOSED, Stall, at_once

from marketplace.accounts import sessions as module
from marketplace.accounts.errors import NotSignedIn
from marketplace.accounts.models import SignedIn
from marketplace.accounts.sessions import (
    AGENT_LENGTH,
    GRACE_SECONDS,
    LIFETIME_SECONDS,
    LONGEST_SECONDS,
    MOST_SESSIONS,
    Sessions,
    hash_of,
    index_key,
    session_key,
)
from marketplace.errors import NotFound, StoreUnavailable
from marketplace.market import Market
from marketplace.stores.redis import Redis
from marketplace.tracing import recording


@pytest.fixture
def sessions(shop: Market) -> Sessions:
    return Sessions(shop.redis)


@pytest.fixture
def user(sessions: Sessions, stall: Stall) -> Iterator[str]:
    """Somebody's id. Sessions do not ask whether there is such a user: accounts do."""
    id = stall.id()
    yield id
    sessions.revoke_all(id)
    sessions.redis.commands.unlink(index_key(id))


def test_a_token_is_256_random_bits_and_only_its_hash_is_kept(sessions: Sessions, user: str) -> None:
    begun = [sessions.begin(user) for _ in range(3)]
    assert len({each.token for each in begun}) == 3
    assert all(len(each.token) == 43 for each in begun)
    commands = sessions.redis.commands
    kept = [commands.get(session_key(hash_of(each.token))) for each in begun] + [str(commands.hgetall(index_key(user)))]
    assert all(kept)
    for each in begun:
        assert each.token not in str(kept)
        assert commands.exists(f"session:{{{each.token}}}") == 0
        # The name of a session opens nothing.
        with pytest.raises(NotSignedIn):
            sessions.find(each.session.id)


def test_each_use_gives_a_session_its_whole_life_again_in_one_round_trip(sessions: Sessions, user: str) -> None:
    begun = sessions.begin(user, "Firefox")
    key = session_key(hash_of(begun.token))
    sessions.redis.commands.expire(key, 60)
    [listed] = sessions.of_user(user)
    assert (listed.id, listed.expires_in) in [(begun.session.id, 60), (begun.session.id, 59)]
    with recording("test") as run:
        found = sessions.find(begun.token)
    assert [each.name for each in run.statements] == ["GETEX"]
    assert (found.id, found.user_id, found.agent) == (begun.session.id, user, "Firefox")
    assert found.expires_in == LIFETIME_SECONDS
    assert LIFETIME_SECONDS - 2 <= sessions.redis.commands.ttl(key) <= LIFETIME_SECONDS


@pytest.mark.parametrize("token", ["", "x", "x" * 100_000, "\ud800", "a\0b", "*", "session:{x}"])
def test_what_was_never_given_out_opens_nothing(sessions: Sessions, token: str) -> None:
    with pytest.raises(NotSignedIn):
        sessions.find(token)
    sessions.end(token)


def test_a_session_that_has_ended_is_gone_and_no_other(sessions: Sessions, user: str) -> None:
    first, second = sessions.begin(user), sessions.begin(user)
    for _ in range(2):
        sessions.end(first.token)
        with pytest.raises(NotSignedIn):
            sessions.find(first.token)
    assert [each.id for each in sessions.of_user(user)] == [second.session.id]
    assert list(sessions.redis.commands.hgetall(index_key(user))) == [second.session.id]


def test_sessions_are_listed_the_last_used_first_and_the_expired_leave_the_list(sessions: Sessions, user: str) -> None:
    old, new, gone = (sessions.begin(user, agent) for agent in ("Chrome", "Firefox", "curl"))
    sessions.redis.commands.expire(session_key(hash_of(old.token)), LIFETIME_SECONDS - 3600)
    sessions.redis.commands.unlink(session_key(hash_of(gone.token)))
    listed = sessions.of_user(user)
    assert [(each.id, each.agent) for each in listed] == [(new.session.id, "Firefox"), (old.session.id, "Chrome")]
    assert listed[1].expires_in == pytest.approx(LIFETIME_SECONDS - 3600, abs=2)
    assert set(sessions.redis.commands.hgetall(index_key(user))) == {old.session.id, new.session.id}


def test_one_is_ended_by_its_name_and_only_by_its_owner(sessions: Sessions, user: str, stall: Stall) -> None:
    mine, kept = sessions.begin(user), sessions.begin(user)
    with pytest.raises(NotFound, match="no session"):
        sessions.revoke(stall.id(), mine.session.id)
    assert sessions.find(mine.token).id == mine.session.id
    sessions.revoke(user, mine.session.id)
    with pytest.raises(NotSignedIn):
        sessions.find(mine.token)
    with pytest.raises(NotFound):
        sessions.revoke(user, mine.session.id)
    assert sessions.find(kept.token).id == kept.session.id


def test_all_are_ended_at_once(sessions: Sessions, user: str) -> None:
    mine, *begun = [sessions.begin(user) for _ in range(4)]
    assert sessions.revoke_all(user, but=mine.session.id) == 3
    assert sessions.find(mine.token).id == mine.session.id
    sessions.end(mine.token)
    for each in begun:
        with pytest.raises(NotSignedIn):
            sessions.find(each.token)
    assert (sessions.revoke_all(user), sessions.of_user(user)) == (0, [])


def test_one_that_is_ended_twice_at_once_is_ended_once(sessions: Sessions, user: str) -> None:
    begun = sessions.begin(user)
    outcomes = at_once(*[lambda: sessions.revoke(user, begun.session.id)] * 8)
    assert sum(outcome is None for outcome in outcomes) == 1
    assert sum(isinstance(outcome, NotFound) for outcome in outcomes) == 7


def test_sessions_that_begin_and_are_listed_at_once_are_all_kept_and_listed(sessions: Sessions, user: str) -> None:
    begin: list[Callable[[], object]] = [lambda: sessions.begin(user) for _ in range(8)]
    look: list[Callable[[], object]] = [lambda: sessions.of_user(user) for _ in range(8)]
    begun = [each for each in at_once(*begin, *look) if isinstance(each, SignedIn)]
    assert {each.id for each in sessions.of_user(user)} == {each.session.id for each in begun}
    assert len(begun) == 8


def test_a_session_that_is_being_begun_is_not_taken_for_an_expired_one(
    sessions: Sessions, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline, line = sessions.redis.commands.pipeline, Barrier(2)

    def slow(**options: bool) -> object:
        # Between the session and its entry in the list, somebody looks at the list.
        line.wait()
        line.wait()
        return pipeline(**options)

    def look() -> None:
        line.wait()
        assert Sessions(sessions.redis).redis.commands.hgetall(index_key(user)) == {}
        line.wait()

    monkeypatch.setattr(sessions.redis.commands, "pipeline", slow)
    begun, looked = at_once(lambda: sessions.begin(user), look)
    monkeypatch.undo()
    assert looked is None
    assert isinstance(begun, SignedIn)
    assert [each.id for each in sessions.of_user(user)] == [begun.session.id]


def test_a_session_in_use_ends_at_last(sessions: Sessions, user: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = sessions.begin(user)

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + timedelta(seconds=LONGEST_SECONDS + 1)

    monkeypatch.setattr(module, "datetime", Later)
    with pytest.raises(NotSignedIn):
        sessions.find(begun.token)
    monkeypatch.undo()
    with pytest.raises(NotSignedIn):
        sessions.find(begun.token)
    assert sessions.of_user(user) == []


def test_a_user_has_so_many_sessions_at_most_and_the_first_ends(
    sessions: Sessions, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_SESSIONS == 200
    monkeypatch.setattr(module, "MOST_SESSIONS", 3)
    begun = [sessions.begin(user) for _ in range(5)]
    assert {each.id for each in sessions.of_user(user)} == {each.session.id for each in begun[2:]}
    for each in begun[:2]:
        with pytest.raises(NotSignedIn):
            sessions.find(each.token)


def test_what_a_program_calls_itself_is_kept_short_and_printable(sessions: Sessions, user: str) -> None:
    assert sessions.begin(user, "a\0b\n" + "x" * 1000).session.agent == "ab" + "x" * (AGENT_LENGTH - 2)
    assert sessions.begin(user, "\ud800").session.agent == ""


class Switch:
    """Sessions whose Redis can be lost and found again."""

    def __init__(self, shop: Market) -> None:
        self.well, self.lost = shop.redis, Redis(CLOSED["redis"])
        self.sessions = Sessions(shop.redis)

    def lose(self) -> None:
        self.sessions.redis = self.lost

    def find(self) -> None:
        self.sessions.redis = self.well


def test_without_redis_a_token_seen_lately_is_good_for_five_minutes_and_no_other(
    shop: Market, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch, elsewhere = Switch(shop), Sessions(shop.redis)
    seen, unseen = switch.sessions.begin(user), elsewhere.begin(user)
    switch.lose()
    assert switch.sessions.find(seen.token).id == seen.session.id
    for token in (unseen.token, "never given out"):
        with pytest.raises(StoreUnavailable):
            switch.sessions.find(token)
    now = module.time.monotonic()
    monkeypatch.setattr(module.time, "monotonic", lambda: now + GRACE_SECONDS + 1)
    with pytest.raises(StoreUnavailable):
        switch.sessions.find(seen.token)
    monkeypatch.undo()
    switch.find()
    assert switch.sessions.find(seen.token).id == seen.session.id


@pytest.mark.parametrize("how", ["end", "revoke", "revoke_all"])
def test_a_session_ended_here_is_ended_here_even_without_redis(shop: Market, user: str, how: str) -> None:
    switch = Switch(shop)
    begun = switch.sessions.begin(user)
    switch.lose()
    ways: dict[str, Callable[[], object]] = {
        "end": lambda: switch.sessions.end(begun.token),
        "revoke": lambda: switch.sessions.revoke(user, begun.session.id),
        "revoke_all": lambda: switch.sessions.revoke_all(user),
    }
    # That Redis still has it is told.
    with pytest.raises(StoreUnavailable):
        ways[how]()
    with pytest.raises(StoreUnavailable):
        switch.sessions.find(begun.token)
    switch.find()
    ways[how]()
    with pytest.raises(NotSignedIn):
        switch.sessions.find(begun.token)


def test_a_session_ended_elsewhere_is_not_good_again_when_redis_is_lost(shop: Market, user: str) -> None:
    switch = Switch(shop)
    begun = switch.sessions.begin(user)
    Sessions(shop.redis).revoke_all(user)
    with pytest.raises(NotSignedIn):
        switch.sessions.find(begun.token)
    switch.lose()
    with pytest.raises(StoreUnavailable):
        switch.sessions.find(begun.token)


def test_a_session_of_another_form_is_none(sessions: Sessions, user: str) -> None:
    begun = sessions.begin(user)
    sessions.redis.commands.set(session_key(hash_of(begun.token)), '{"user": 1}', ex=60)
    with pytest.raises(NotSignedIn):
        sessions.find(begun.token)
    assert sessions.of_user(user) == []


def test_process_memory_of_tokens_is_bounded(sessions: Sessions, user: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 3)
    begun = [sessions.begin(user) for _ in range(5)]
    monkeypatch.setattr(sessions, "redis", Redis(CLOSED["redis"]))
    good = []
    for each in begun:
        try:
            good.append(sessions.find(each.token).id)
        except StoreUnavailable:
            continue
    monkeypatch.undo()
    assert good == [each.session.id for each in begun[2:]]
