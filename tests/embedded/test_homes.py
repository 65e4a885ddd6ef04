"""Homes as they come: ports taken, folders closed, users without rights, root among them."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socketserver
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from marketplace import embedded
from marketplace.embedded import postgres, reach, records
from marketplace.embedded.paths import Home
from marketplace.errors import EmbeddedStoreError
from marketplace.settings import STORES
from tests.embedded import ask
from tests.embedded.holding import QUICK, Holder, gone

ORDINARY = pwd.getpwnam("daemon").pw_uid


def as_ordinary_user() -> tuple[str, ...]:
    """What to put before a command to run it as an ordinary user, where we are root.

    An interpreter under root's own closed folder could not be read by anybody else: the one right that remains is to
    read and enter folders, never to write.
    """
    if os.geteuid() != 0:
        return ()
    rights = (
        "--inh-caps",
        "-all,+dac_read_search",
        "--ambient-caps",
        "-all,+dac_read_search",
        "--bounding-set",
        "-all,+dac_read_search",
    )
    return ("setpriv", "--reuid", str(ORDINARY), "--regid", str(ORDINARY), "--clear-groups", *rights)


class Stranger(socketserver.ThreadingTCPServer):
    """Somebody else's server; connections of the last one that are still fading away do not keep it off its port."""

    allow_reuse_address = True


def test_a_port_that_was_taken_meanwhile_is_given_up_for_another(home: Path) -> None:
    with embedded.attach(home, QUICK) as lease:
        before = dict(lease.urls)
        ask.write(before, "mark")
    known = records.ports(Home(home))
    with contextlib.ExitStack() as strangers:
        for store in QUICK:
            stranger = Stranger(("127.0.0.1", known[store]), socketserver.BaseRequestHandler)
            strangers.callback(strangers.enter_context(stranger).shutdown)
            threading.Thread(target=stranger.serve_forever, daemon=True).start()
        with embedded.attach(home, QUICK) as lease:
            assert not lease.failures
            ports = records.ports(Home(home))
            assert set(ports.values()).isdisjoint(known.values())
            assert ask.read(lease.urls, "mark") == dict.fromkeys(QUICK, 1)
            ask.write(lease.urls, "mark 2")
    with embedded.attach(home, QUICK) as lease:
        assert records.ports(Home(home)) == ports, "and the new ones stay"
        assert ask.read(lease.urls, "mark 2") == dict.fromkeys(QUICK, 1)


def test_a_lost_password_is_told_and_starts_nothing(home: Path) -> None:
    with embedded.attach(home, QUICK):
        pass
    old = {store: (home / "secrets" / store).read_text() for store in ("postgres", "mongo")}
    for store in old:
        (home / "secrets" / store).unlink()
    with embedded.attach(home, QUICK) as lease:
        assert lease.failures.keys() == old.keys()
        for store, error in lease.failures.items():
            assert "the password in" in error.reason
            assert "Put the old password file back" in error.remedy
            told = next(each for each in embedded.status(home) if each.store == store)
            assert (told.running, told.problem, told.remedy) == (False, error.reason, error.remedy)
        assert ask.read(lease.urls, "x") == {"redis": 0}
    for store, password in old.items():
        (home / "secrets" / store).write_text(password)
    with embedded.attach(home, QUICK) as lease:
        assert not lease.failures
        assert [each.problem for each in embedded.status(home)[:3]] == [None] * 3


def test_servers_end_even_where_their_home_was_removed_under_them(hold: Callable[..., Holder], home: Path) -> None:
    first = hold(home, QUICK)
    servers = first.servers()
    shutil.rmtree(home)
    assert first.let_go() == 0
    assert gone(servers, 0)


def test_a_home_that_cannot_be_made_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(
        EmbeddedStoreError, match=r"home: .* cannot be written \(Not a directory\)\. Set MARKETPLACE_HOME"
    ):
        embedded.attach(tmp_path / "file" / "home", QUICK)


def test_status_makes_nothing(tmp_path: Path) -> None:
    found = embedded.status(tmp_path / "none")
    assert [(each.running, each.port, each.size_bytes) for each in found] == [(False, None, 0)] * 4
    assert not (tmp_path / "none").exists()


def test_an_ordinary_user_has_all_of_it_and_a_closed_home_is_told(hold: Callable[..., Holder]) -> None:
    base = Path(tempfile.mkdtemp(prefix="ordinary user "))
    wrap = as_ordinary_user()
    if wrap:
        os.chown(base, ORDINARY, ORDINARY)
    try:
        first = hold(base / "home", QUICK, wrap=wrap)
        assert not first.told["failures"]
        ask.write(first.told["urls"], "mark")
        servers = first.servers()
        assert {server.uids().real for server in servers} == {ORDINARY if wrap else os.geteuid()}
        assert not (base / "home" / "postgres").is_symlink()
        assert first.let_go() == 0
        assert gone(servers, 0)

        closed = base / "closed"
        closed.mkdir(mode=0o500)
        if wrap:
            os.chown(closed, ORDINARY, ORDINARY)
        code = (
            "import sys, pathlib, marketplace.embedded as e, marketplace.errors as m\n"
            "try: e.attach(pathlib.Path(sys.argv[1]), ['redis'])\n"
            "except m.EmbeddedStoreError as error: print(error)\n"
        )
        said = subprocess.run(
            [*wrap, sys.executable, "-W", "ignore", "-c", code, str(closed)], capture_output=True, text=True, check=True
        )
        assert said.stdout.startswith(f"home: {closed} cannot be written (Permission denied). Set MARKETPLACE_HOME")
    finally:
        shutil.rmtree(base)


def test_postgres_is_never_root_and_its_data_can_be_reached(new_home: Callable[[], Path]) -> None:
    home = new_home()
    with embedded.attach(home, ["postgres"]) as lease:
        assert not lease.failures
        status = embedded.status(home)[STORES.index("postgres")]
        assert status.pid is not None
        assert psutil.Process(status.pid).uids().real == (os.geteuid() or pwd.getpwnam("nobody").pw_uid)
        assert stat.S_IMODE(status.data_dir.stat().st_mode) == 0o700
    if os.geteuid() == 0:
        # The home is closed to everybody else, as root's homes are: the data is where its user gets to.
        assert (home / "postgres").is_symlink()
        assert status.data_dir.parent == reach.SYSTEM
        moved = home.rename(home.with_name("moved"))
        with embedded.attach(moved, ["postgres"]) as lease:
            assert not lease.failures
            assert embedded.status(moved)[STORES.index("postgres")].data_dir == status.data_dir
        shutil.rmtree(moved)
        other = new_home()
        with embedded.attach(other, ["postgres"]):
            assert not status.data_dir.exists(), "what no temporary home leads to any more is removed"
    else:
        assert status.data_dir == home / "postgres"


def test_programs_under_a_closed_folder_are_copied_for_the_user_who_needs_them(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    package = postgres._INSTALLED.parent
    installed = closed / package.name / "pginstall"
    shutil.copytree(postgres._INSTALLED, installed, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, closed / libraries.name, symlinks=True)
    version = f"test-{os.getpid()}"
    usable = reach.binaries(installed, version)
    try:
        assert (usable != installed) == (os.geteuid() == 0)
        # initdb and pg_ctl need the libraries that lie beside the package; postgres itself does not.
        for program in ("postgres", "initdb", "pg_ctl"):
            said = subprocess.run(
                [usable / "bin" / program, "--version"],
                capture_output=True,
                text=True,
                cwd="/",
                user=reach.ordinary_uid(),
            )
            assert (said.returncode, said.stdout.split(")")[0]) == (0, f"{program} (PostgreSQL"), said.stderr
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700, "nobody's folders are opened for it"
    finally:
        if usable != installed:
            shutil.rmtree(usable.parents[1])
