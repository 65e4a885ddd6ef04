"""Signing in: the right password and no other, the same words and work for every refusal, and no secret ever shown."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type
from stall import Stall, at_once, elsewhere

from marketplace.accounts.errors import NotSignedIn, SignInAsDisabled, WrongPassword
from marketplace.accounts.passwords import DEMO_PASSWORD, Passwords
from marketplace.accounts.service import AccountService
from marketplace.accounts.sessions import hash_of
from marketplace.errors import InvalidInput, MarketplaceError, NotFound, StoreUnavailable
from marketplace.market import Market
from marketplace.tracing import recording

PASSWORD = "correct horse battery"


class TooOften(MarketplaceError):
    """What a limit raises."""


@pytest.fixture
def ada(shop: Market, stall: Stall) -> Iterator[str]:
    """Somebody with an address and a password."""
    user = stall.shopper()
    stall.execute("UPDATE users SET email = %s WHERE id = %s", (f"Ada.{user}@Example.org", user))
    shop.accounts.set_password(user, PASSWORD)
    yield user
    shop.accounts.revoke_all(user)


def counted(shop: Market, limit: Callable[[str], object]) -> AccountService:
    return AccountService(shop.postgres, shop.mongo, shop.redis, limit=limit)


@pytest.mark.parametrize("login", ["{}", "  {} ", "Ada.{}@Example.org", "ada.{}@EXAMPLE.ORG"])
def test_an_id_or_an_address_in_any_case_signs_in(shop: Market, ada: str, login: str) -> None:
    signed_in = shop.accounts.sign_in(login.format(ada), PASSWORD, agent="Firefox")
    assert (signed_in.session.user_id, signed_in.session.agent) == (ada, "Firefox")
    assert shop.accounts.session(signed_in.token).id == signed_in.session.id


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("{}", "correct horse batterz"),
        ("{}", ""),
        ("{}", PASSWORD + " "),
        ("{}", "x" * 1_000_000),
        ("{}", "a\0b"),
        ("{}", "\ud800"),
        ("nobody-{}", PASSWORD),
        ("", PASSWORD),
        ("a\0b", PASSWORD),
        ("\ud800", PASSWORD),
        ("{}" + "x" * 100_000, PASSWORD),
        ("%", PASSWORD),
    ],
)
def test_everything_else_is_refused_in_the_same_words(shop: Market, ada: str, login: str, password: str) -> None:
    with pytest.raises(WrongPassword) as refused:
        shop.accounts.sign_in(login.format(ada), password)
    assert str(refused.value) == (
        "This id or e-mail address and this password do not belong together. Check both and try again."
    )
    assert shop.accounts.sessions(ada) == []


def test_an_account_without_a_password_is_signed_in_by_none(shop: Market, stall: Stall) -> None:
    user = stall.shopper()
    for password in ("", "None", DEMO_PASSWORD):
        with pytest.raises(WrongPassword):
            shop.accounts.sign_in(user, password)


def test_a_refusal_is_the_same_work_for_nobody_as_for_somebody(
    shop: Market, stall: Stall, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []
    verify = PasswordHasher.verify

    def watched(self: PasswordHasher, kept: str, password: bytes) -> bool:
        verified.append(kept)
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", watched)
    asked, accounts = [], counted(shop, lambda who: None)
    for login in (ada, stall.shopper(), "nobody"):
        with recording("test") as run, pytest.raises(WrongPassword):
            accounts.sign_in(login, "a wrong one")
        asked.append([each.name for each in run.statements])
    # One hash of today's parameters each, and the same statements.
    assert [extract_parameters(each).memory_cost for each in verified] == [19 * 1024] * 3
    assert asked == [["PING", "accounts/login.sql"]] * 3


def test_a_hash_is_argon2id_with_owasps_parameters_and_its_own_salt() -> None:
    passwords = Passwords()
    first, second = passwords.hash(PASSWORD), passwords.hash(PASSWORD)
    assert first != second
    found = extract_parameters(first)
    assert (found.type, found.memory_cost, found.time_cost, found.parallelism) == (Type.ID, 19 * 1024, 2, 1)
    assert passwords.verify(first, PASSWORD)
    assert not passwords.outdated(first)


def test_a_password_is_one_text_however_it_was_typed() -> None:
    passwords = Passwords()
    assert passwords.verify(passwords.hash("cafe\u0301 au lait"), "caf\u00e9 au lait")


@pytest.mark.parametrize("password", ["", "seven77", "x" * 257])
def test_a_password_that_is_too_short_or_too_long_is_not_taken(shop: Market, ada: str, password: str) -> None:
    with pytest.raises(InvalidInput, match="A password has 8 to 256 characters"):
        shop.accounts.set_password(ada, password)
    assert shop.accounts.sign_in(ada, PASSWORD).session.user_id == ada


def test_a_hash_of_former_parameters_is_renewed_at_sign_in(shop: Market, stall: Stall, ada: str) -> None:
    former = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    stall.execute("UPDATE users SET password_hash = %s WHERE id = %s", (former, ada))
    shop.accounts.sign_in(ada, PASSWORD)
    renewed = str(stall.execute("SELECT password_hash FROM users WHERE id = %s", (ada,))[0][0])
    assert extract_parameters(renewed).memory_cost == 19 * 1024
    assert shop.accounts.sign_in(ada, PASSWORD).session.user_id == ada


def test_a_new_password_ends_every_session_and_the_old_one_is_wrong(shop: Market, ada: str) -> None:
    tokens = [shop.accounts.sign_in(ada, PASSWORD).token, shop.accounts.sign_in_as(ada).token]
    shop.accounts.set_password(ada, "another password")
    for token in tokens:
        with pytest.raises(NotSignedIn):
            shop.accounts.session(token)
    with pytest.raises(WrongPassword):
        shop.accounts.sign_in(ada, PASSWORD)
    assert shop.accounts.sign_in(ada, "another password").session.user_id == ada
    with pytest.raises(NotFound, match="no shopper"):
        shop.accounts.set_password("nobody", PASSWORD)


def test_who_signs_in_with_a_password_while_it_is_changed_does_not_stay(
    shop: Market, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = AccountService(shop.postgres, shop.mongo, shop.redis)
    begin = accounts._sessions.begin

    def changed_just_before(user_id: str, agent: str = "") -> object:
        # The old password has been found right; now it changes, and everybody is signed out.
        shop.accounts.set_password(ada, "another password")
        return begin(user_id, agent)

    monkeypatch.setattr(accounts._sessions, "begin", changed_just_before)
    with pytest.raises(WrongPassword):
        accounts.sign_in(ada, PASSWORD)
    assert shop.accounts.sessions(ada) == []


def test_sign_ins_and_changes_of_password_at_once_leave_only_sessions_of_the_last(shop: Market, ada: str) -> None:
    new = "another password"
    outcomes = at_once(
        *[lambda: shop.accounts.sign_in(ada, PASSWORD)] * 4,
        lambda: shop.accounts.set_password(ada, new),
    )
    assert all(isinstance(each, WrongPassword) for each in outcomes[:4] if isinstance(each, Exception))
    assert shop.accounts.sessions(ada) == []


def test_attempts_are_counted_for_the_address_and_for_the_login_before_anything_is_looked_at(
    shop: Market, ada: str
) -> None:
    asked: list[str] = []
    accounts = counted(shop, asked.append)
    for login in (f"ADA.{ada}@example.org", f" ada.{ada}@EXAMPLE.org"):
        accounts.sign_in(login, PASSWORD, address="203.0.113.9")
    assert asked[0] == asked[2] == "address:203.0.113.9"
    assert asked[1] == asked[3]
    assert asked[1].startswith("login:")
    assert ada not in asked[1]

    def refuse(who: str) -> None:
        raise TooOften

    with recording("test") as run, pytest.raises(TooOften):
        counted(shop, refuse).sign_in(ada, PASSWORD)
    assert run.statements == []


def test_shopping_as_somebody_is_a_switch(shop: Market, stall: Stall) -> None:
    user = stall.shopper()
    assert shop.settings.sign_in_as
    signed_in = shop.accounts.sign_in_as(user, agent="the demo")
    assert shop.accounts.session(signed_in.token).agent == "the demo"
    with pytest.raises(NotFound, match="no shopper"):
        shop.accounts.sign_in_as("nobody")
    off = AccountService(shop.postgres, shop.mongo, shop.redis, may_sign_in_as=False)
    with pytest.raises(SignInAsDisabled, match="switched off"):
        off.sign_in_as(user)
    assert [session.id for session in shop.accounts.sessions(user)] == [signed_in.session.id]
    shop.accounts.sign_out(signed_in.token)


def test_no_span_no_log_and_no_repr_shows_a_secret(
    shop: Market, stall: Stall, ada: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    former = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    stall.execute("UPDATE users SET password_hash = %s WHERE id = %s", (former, ada))
    with recording("test") as run:
        signed_in = shop.accounts.sign_in(ada, PASSWORD, agent="Firefox", address="203.0.113.9")
        shop.accounts.session(signed_in.token)
        shop.accounts.sessions(ada)
        with pytest.raises(WrongPassword):
            shop.accounts.sign_in(ada, "a wrong one")
        shop.accounts.set_password(ada, "another password")
        shop.accounts.sign_out(signed_in.token)
    assert {each.name for each in run.statements} >= {"accounts/login.sql", "accounts/set_password.sql", "GETEX"}
    told = repr(run.statements) + caplog.text + repr(signed_in) + str(signed_in)
    for secret in (PASSWORD, "a wrong one", "another password", signed_in.token, "$argon2"):
        assert secret not in told
    # What Redis is asked for, and may be seen, is the token's hash.
    assert hash_of(signed_in.token) in told


def test_without_redis_no_password_is_looked_at(shop: Market, ada: str) -> None:
    with Market.open(elsewhere(shop, "redis")) as market:
        for password in (PASSWORD, "a wrong one"):
            with recording("test") as run, pytest.raises(StoreUnavailable) as refused:
                market.accounts.sign_in(ada, password)
            assert refused.value.store == "redis"
            assert run.stores == ["redis"]
