"""Starts, finds and stops the servers of one home. Everything here happens under the home's start lock."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil

from marketplace.embedded import ports, process, records
from marketplace.embedded.launcher import Launcher, Place, Progress
from marketplace.embedded.launchers import LAUNCHERS
from marketplace.embedded.paths import Home
from marketplace.errors import EmbeddedStoreError
from marketplace.settings import STORES, StoreName

log = logging.getLogger(__name__)

_STEP = 0.05
_PATIENCE = 15.0
_STOP_SECONDS = 45.0
_PORT_TRIES = 3


def start(
    home: Home, stores: Collection[StoreName], progress: Progress | None = None, maven_mirror: str | None = None
) -> tuple[dict[StoreName, str], dict[StoreName, EmbeddedStoreError]]:
    """Have these servers running, all at once; their URLs, and why some could not be had."""
    wanted = [store for store in STORES if store in stores]
    abandoned = threading.Event()
    places = {
        store: Place(home, store, port, records.password(home, store), maven_mirror, progress, abandoned)
        for store, port in _ports(home, wanted).items()
    }
    urls: dict[StoreName, str] = {}
    failures: dict[StoreName, EmbeddedStoreError] = {}

    def one(store: StoreName) -> None:
        try:
            urls[store] = _start_one(LAUNCHERS[store], places[store])
            records.note_failure(home, store, None)
        except EmbeddedStoreError as error:
            failures[store] = error
            records.note_failure(home, store, error)
        except OSError as error:
            failures[store] = EmbeddedStoreError(
                store, f"it cannot be started ({error})", f"See {home.log(store)}, and whether {home.root} is writable."
            )
            records.note_failure(home, store, failures[store])

    with ThreadPoolExecutor(max(1, len(wanted))) as pool:
        try:
            list(pool.map(one, wanted))
        except BaseException:
            abandoned.set()  # Ctrl-C: do not wait for servers that nobody will use
            raise
    return urls, failures


def find(home: Home, store: StoreName) -> psutil.Process | None:
    """The live server of this home, by the record that was kept of it."""
    identity = records.running(home, store)
    return identity.process(LAUNCHERS[store].process_names) if identity else None


def stop(home: Home, stores: Collection[StoreName]) -> list[StoreName]:
    """Stop these servers, all at once; which of them were running."""
    at_work: dict[StoreName, list[psutil.Process]] = {}
    for store in (store for store in STORES if store in stores):
        found = find(home, store)
        unnoted = process.leftovers(LAUNCHERS[store].folder(home), LAUNCHERS[store].process_names)
        at_work[store] = unnoted if found is None or found in unnoted else [found, *unnoted]
    asked = [(each, LAUNCHERS[store].stop_signal) for store, several in at_work.items() for each in several]
    process.stop(asked, _STOP_SECONDS)
    for store in at_work:
        records.forget_running(home, store)
    return [store for store, several in at_work.items() if several]


def _ports(home: Home, stores: Collection[StoreName]) -> dict[StoreName, int]:
    known = records.ports(home)
    chosen = dict(known)
    for store in stores:
        if find(home, store) is None:
            # A server nobody noted would still sit on our port.
            process.kill(process.leftovers(LAUNCHERS[store].folder(home), LAUNCHERS[store].process_names))
            if store not in chosen or not ports.is_free(chosen[store]):
                chosen[store] = ports.choose(chosen.values())
        elif store not in chosen:
            chosen[store] = ports.choose(chosen.values())
    if chosen != known:
        records.note_ports(home, chosen)
    return {store: chosen[store] for store in stores}


def _start_one(launcher: Launcher, place: Place) -> str:
    found = find(place.home, place.store)
    if found is not None:
        if _wait(launcher, place, lambda: find(place.home, place.store) is not None, _PATIENCE):
            return launcher.url(place)
        log.warning("%s runs but does not answer: it is stopped and started again", place.store)
        process.stop([(found, launcher.stop_signal)], 5)
    for _ in range(_PORT_TRIES):
        try:
            return _launch(launcher, place)
        except EmbeddedStoreError:
            if ports.is_free(place.port):
                raise
            # Somebody took the port between our choice and the server's start.
            place = replace(place, port=records.change_port(place.home, place.store, ports.choose))
    return _launch(launcher, place)


def _launch(launcher: Launcher, place: Place) -> str:
    process.kill(process.leftovers(launcher.folder(place.home), launcher.process_names))
    place.say("starting")
    began = time.monotonic()
    what = launcher.prepare(place)
    mark = place.log.stat().st_size if place.log.exists() else 0
    identity = process.spawn(what, place.log)
    records.note_running(place.home, place.store, identity)
    answered = False
    try:
        answered = _wait(launcher, place, lambda: _lives(identity, launcher.process_names), launcher.start_seconds)
    finally:
        if not answered:
            stop(place.home, [place.store])
    if not answered:
        raise _explained(launcher, place, mark)
    place.say(f"ready after {time.monotonic() - began:.1f} s")
    return launcher.url(place)


def answers(launcher: Launcher, place: Place) -> bool:
    """Whether a running server answers to our password now."""
    try:
        return ports.is_open(place.port) and launcher.ready(place)
    except EmbeddedStoreError:
        return False


def _lives(identity: process.Identity, names: Collection[str]) -> bool:
    return process.exit_code(identity.pid) is None and identity.process(names) is not None


def _wait(launcher: Launcher, place: Place, lives: Callable[[], bool], patience: float) -> bool:
    """Whether the server answers before it dies or our patience ends."""
    end = time.monotonic() + patience
    while lives() and time.monotonic() < end and not place.abandoned.is_set():
        if ports.is_open(place.port) and launcher.ready(place):
            return True
        time.sleep(_STEP)
    return False


def _explained(launcher: Launcher, place: Place, mark: int) -> EmbeddedStoreError:
    words = _last_words(place.log, mark)
    told = launcher.explain(words)
    if told:
        return EmbeddedStoreError(place.store, told[0], f"{told[1]}.")
    last = words.strip().splitlines()[-1:] or ["it said nothing"]
    return EmbeddedStoreError(place.store, f"it did not start: {last[0][:300]}", f"The whole log is {place.log}.")


def _last_words(path: Path, mark: int) -> str:
    with path.open("rb") as file:
        file.seek(mark)
        return file.read()[-20_000:].decode(errors="replace")
