"""`marketplace password` and `marketplace sessions`."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cli.conftest import Run
from marketplace.accounts.errors import NotSignedIn
from marketplace.market import Market
from marketplace.statements import Statement

HASH = Statement("test", "SELECT password_hash FROM users WHERE id = %(id)s")
RESTORE = Statement("test", "UPDATE users SET password_hash = %(hash)s WHERE id = %(id)s")


@pytest.fixture
def user(market: Market) -> Iterator[str]:
    """Somebody who is signed in nowhere, and whose password is as it was afterwards."""
    id = "U0439"
    before = market.postgres.rows(HASH, {"id": id})[0]["password_hash"]
    market.accounts.revoke_all(id)
    yield id
    market.accounts.revoke_all(id)
    market.postgres.rows(RESTORE, {"id": id, "hash": before})


def test_a_password_is_read_from_standard_input_and_shown_nowhere(
    run: Run, market: Market, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = market.accounts.sign_in_as(user)
    monkeypatch.setattr("sys.stdin", io.StringIO("quite a secret\n"))
    status, out, err = run("password", user)
    assert (status, out) == (0, f"{user} has a new password, and is signed in nowhere.\n")
    assert "secret" not in err
    assert market.accounts.sign_in(user, "quite a secret").session.user_id == user
    with pytest.raises(NotSignedIn):
        market.accounts.session(before.token)


def test_a_password_too_short_is_refused(run: Run, user: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    status, _, err = run("password", user)
    assert status == 1
    assert "A password has 8 to 256 characters; this one has 5." in err
    assert run("password", "nobody")[0] == 1


def test_a_password_as_json(run_json: Callable[..., Any], user: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("quite a secret"))
    assert run_json("password", user) == {"user_id": user, "password": "set"}


def test_sessions_are_listed_and_ended(run: Run, run_json: Callable[..., Any], market: Market, user: str) -> None:
    first, second, third = (market.accounts.sign_in_as(user, agent=agent) for agent in ("one", "two", "three"))
    listed = run_json("sessions", user)
    assert [each["agent"] for each in listed] == ["three", "two", "one"]
    assert {each["id"] for each in listed} == {each.session.id for each in (first, second, third)}
    assert all(each.token not in str(listed) for each in (first, second, third))
    assert "three" in run("sessions", user)[1]
    assert run("sessions", user, "--revoke", first.session.id)[:2] == (0, "1 session ended.\n")
    status, _, err = run("sessions", user, "--revoke", first.session.id)
    assert status == 1
    assert f"There is no session with the id '{first.session.id}'." in err
    assert run_json("sessions", user, "--revoke", "all") == {"user_id": user, "ended": 2}
    assert run_json("sessions", user) == []
    assert run("sessions", "nobody")[0] == 1
