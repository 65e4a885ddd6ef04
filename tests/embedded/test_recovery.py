"""Servers and owners that die without warning."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from marketplace import embedded
from marketplace.embedded import records
from marketplace.embedded.paths import Home
from marketplace.embedded.process import Identity
from marketplace.settings import STORES
from tests.embedded import ask
from tests.embedded.holding import QUICK, Holder, gone, watchers_of

Hold = Callable[..., Holder]


def test_all_four_come_back_from_kill_9_with_all_that_was_acknowledged(home: Path, hold: Hold) -> None:
    """One set of starts for four questions: killed servers, killed owner, `up`, `down`."""
    owner = hold(home, STORES)
    before = owner.told
    assert not before["failures"]
    for number in range(20):
        ask.write(before["urls"], f"mark {number}")
    for server in owner.servers():
        server.kill()
    after = hold(home, STORES)
    assert not after.told["failures"]
    assert after.told["urls"] == before["urls"], "same ports, same passwords"
    assert set(after.told["pids"].values()).isdisjoint(before["pids"].values())
    for number in range(20):
        assert ask.read(after.told["urls"], f"mark {number}") == dict.fromkeys(STORES, 1)

    assert owner.let_go() == 0
    assert all(server.is_running() for server in after.servers()), "the other holder still uses them"
    after.process.send_signal(signal.SIGKILL)
    assert gone(after.servers(), 20), "the watcher stops what a killed owner leaves"
    assert not any(each.running for each in embedded.status(home))


def test_up_outlives_a_killed_owner_and_down_ends_it(home: Path, hold: Hold) -> None:
    owner = hold(home, QUICK, "up")
    servers = owner.servers()
    ask.write(owner.told["urls"], "kept")
    owner.process.kill()
    owner.process.wait()
    # By now nothing holds a lease; another one that comes and goes must not stop them either.
    with embedded.attach(home, QUICK) as lease:
        assert lease.urls == owner.told["urls"]
    assert gone(watchers_of(home), 20), "nothing is left to watch"
    assert all(server.is_running() for server in servers)
    assert {each.store for each in embedded.status(home) if each.kept} == set(QUICK)
    assert embedded.down(home) == list(QUICK)
    assert gone(servers, 0)
    assert not any(each.running or each.kept for each in embedded.status(home))
    assert embedded.down(home) == []


def test_the_last_command_stops_the_servers_before_it_ends(home: Path, hold: Hold) -> None:
    first, second = hold(home, ("redis",)), hold(home, ("redis", "postgres"))
    servers = second.servers()
    assert first.told["pids"]["redis"] == second.told["pids"]["redis"]
    assert first.let_go() == 0
    assert all(server.is_running() for server in servers)
    assert second.let_go() == 0
    assert gone(servers, 0)
    assert gone(watchers_of(home), 10)


def test_six_processes_race_on_a_cold_home(home: Path, hold: Hold) -> None:
    racers = [hold(home, QUICK) for _ in range(6)]
    assert all(racer.told["urls"] == racers[0].told["urls"] and not racer.told["failures"] for racer in racers)
    assert all(racer.told["pids"] == racers[0].told["pids"] for racer in racers), "nobody started twice"
    servers = racers[0].servers()
    assert [racer.let_go() for racer in racers] == [0] * 6
    assert gone(servers, 0)


def test_an_owner_killed_while_servers_start_leaves_nothing(home: Path, hold: Hold) -> None:
    owner = hold(home, QUICK)
    place = Home(home)
    # Stopped at the first moment a server of it is noted: the others are on their way.
    while not any(records.running(place, store) for store in QUICK):
        assert owner.process.poll() is None
    owner.process.kill()
    owner.process.wait()
    assert gone(watchers_of(home), 60)
    assert not any(each.running for each in embedded.status(home))
    with embedded.attach(home, QUICK) as lease:
        assert not lease.failures


@pytest.fixture(scope="module")
def used_home(new_home: Callable[[], Path]) -> Path:
    """A home whose servers ran once and were stopped."""
    home = new_home()
    with embedded.attach(home, QUICK):
        pass
    return home


@pytest.mark.parametrize("whose", ["dead", "ours", "reused"])
def test_no_pid_is_trusted(used_home: Path, whose: str) -> None:
    home = used_home
    us = psutil.Process()
    pid, born = {
        "dead": (2**22 - 1, us.create_time()),
        "ours": (us.pid, us.create_time()),
        "reused": (us.pid, us.create_time() - 1000),
    }[whose]
    for store in QUICK:
        records.note_running(Home(home), store, Identity(pid, born))
    data = {each.store: each.data_dir for each in embedded.status(home)}
    (data["postgres"] / "postmaster.pid").write_text(f"{pid}\n{data['postgres']}\n0\n1\n\n\n\nready\n")
    (data["mongo"] / "mongod.lock").write_text(f"{pid}\n")
    assert not any(each.running for each in embedded.status(home))
    with embedded.attach(home, QUICK) as lease:
        assert not lease.failures
        ask.write(lease.urls, whose)
        assert ask.read(lease.urls, whose) == dict.fromkeys(QUICK, 1)
    assert us.is_running()


def test_a_server_without_a_record_is_found_and_not_started_beside(home: Path) -> None:
    with embedded.attach(home, QUICK) as lease:
        servers = [psutil.Process(each.pid) for each in embedded.status(home) if each.pid]
        ask.write(lease.urls, "before")
        for store in QUICK:
            records.forget_running(Home(home), store)
        with embedded.attach(home, QUICK) as second:
            assert not second.failures
            assert gone(servers, 0)
            assert ask.read(second.urls, "before") == dict.fromkeys(QUICK, 1)
