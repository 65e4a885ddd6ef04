"""What a home remembers between processes: who runs, on which port, what is kept, what went wrong last."""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Callable, Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

from marketplace.embedded.paths import Home
from marketplace.embedded.process import Identity
from marketplace.errors import EmbeddedStoreError
from marketplace.settings import STORES, StoreName

_changing_ports = threading.Lock()


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _read(path: Path) -> dict[str, Any]:
    """A JSON object, or an empty one where the file is missing or was never finished."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def running(home: Home, store: StoreName) -> Identity | None:
    """The process noted for a server; whether it lives is for the caller to find out."""
    value = _read(home.run / f"{store}.pid.json")
    try:
        return Identity(int(value["pid"]), float(value["born"]))
    except (KeyError, TypeError, ValueError):
        return None


def note_running(home: Home, store: StoreName, identity: Identity) -> None:
    write_private(home.run / f"{store}.pid.json", json.dumps(asdict(identity)))


def forget_running(home: Home, store: StoreName) -> None:
    (home.run / f"{store}.pid.json").unlink(missing_ok=True)


def ports(home: Home) -> dict[StoreName, int]:
    """The ports of this home: they stay the same for as long as nobody else takes them."""
    value = _read(home.run / "ports.json")
    return {store: value[store] for store in STORES if isinstance(value.get(store), int)}


def change_port(home: Home, store: StoreName, choose: Callable[[Collection[int]], int]) -> int:
    """Another port for one server, while others of the same home may be getting theirs."""
    with _changing_ports:
        known = ports(home)
        known[store] = choose(known.values())
        note_ports(home, known)
        return known[store]


def note_ports(home: Home, value: dict[StoreName, int]) -> None:
    write_private(home.run / "ports.json", json.dumps(value))


def kept(home: Home) -> frozenset[StoreName]:
    """The servers that `up` asked to keep running when nobody uses them."""
    names = _read(home.run / "kept.json").get("stores", [])
    return frozenset(store for store in STORES if store in names)


def note_kept(home: Home, stores: frozenset[StoreName]) -> None:
    if stores:
        write_private(home.run / "kept.json", json.dumps({"stores": sorted(stores)}))
    else:
        (home.run / "kept.json").unlink(missing_ok=True)


def failure(home: Home, store: StoreName) -> EmbeddedStoreError | None:
    """Why the last start of a server failed, if it did."""
    value = _read(home.run / f"{store}.failure.json")
    return EmbeddedStoreError(store, value["reason"], value["remedy"]) if {"reason", "remedy"} <= value.keys() else None


def note_failure(home: Home, store: StoreName, error: EmbeddedStoreError | None) -> None:
    path = home.run / f"{store}.failure.json"
    if error is None:
        path.unlink(missing_ok=True)
    else:
        write_private(path, json.dumps({"reason": error.reason, "remedy": error.remedy}))


def password(home: Home, store: StoreName) -> str:
    """The password of a server: made once for a home, at random, in a file only its owner reads."""
    path = home.secrets / store
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        write_private(path, secrets.token_urlsafe(24))
        return path.read_text(encoding="utf-8")
