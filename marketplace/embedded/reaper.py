"""The end of a watcher: stops the servers nobody uses, or goes back to watching where somebody came."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from marketplace.embedded import watcher
from marketplace.embedded.lease import stop_unused
from marketplace.embedded.paths import Home

if __name__ == "__main__":
    root, lock = sys.argv[1:3]
    if not stop_unused(Home(Path(root))):
        os.execv(sys.executable, [sys.executable, "-I", "-S", watcher.__file__, root, lock])  # noqa: S606
