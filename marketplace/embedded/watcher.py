"""One small process a home, which stops the servers when whoever used them is gone without stopping them.

Run by its path, on the standard library alone, so that it stays small; only to stop servers does it become the
real package. It holds the watcher lock from before its birth (inherited) to its end: there is never a second one.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marketplace.embedded.paths import Home

_SECONDS = 0.5


def ensure(home: Home) -> None:
    """Have a watcher for this home. Called under the start lock, with a lease held."""
    from marketplace.embedded import locks

    fd = locks.try_exclusive(home.watcher_lock)
    if fd is None:
        return
    try:
        with (home.logs / "watcher.log").open("ab") as out:
            _watchers.append(
                subprocess.Popen(
                    [sys.executable, "-I", "-S", __file__, str(home.root), str(fd)],
                    pass_fds=(fd,),
                    cwd="/",
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=out,
                    start_new_session=True,
                )
            )
    finally:
        os.close(fd)


_watchers: list[subprocess.Popen[bytes]] = []


def _unused(run: Path) -> bool:
    """Whether nobody starts servers and nobody holds a lease. Leases are looked at only under the start lock."""
    try:
        with (run / "start.lock").open("r+") as start, (run / "lease.lock").open("r+") as lease:
            fcntl.flock(start, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except FileNotFoundError:
        return True  # the home was removed under us
    return True


def watch(home: Path) -> None:
    """Wait until the servers are of no use to anybody."""
    while not _unused(home / "run"):
        time.sleep(_SECONDS)


if __name__ == "__main__":
    _home, _lock = sys.argv[1:3]
    watch(Path(_home))
    # The same process goes on as the package, the lock still in its hands.
    os.execv(sys.executable, [sys.executable, "-m", "marketplace.embedded.reaper", _home, _lock])  # noqa: S606
