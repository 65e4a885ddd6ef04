"""A process that uses the servers of a home until its standard input closes: what the tests race, watch and kill.

usage: python holder.py HOME STORES [up]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from marketplace import embedded
from marketplace.settings import STORES, StoreName


def main(home: Path, stores: list[StoreName], keep: bool) -> None:
    if keep:
        embedded.up(home, stores)
    with embedded.attach(home, stores) as lease:
        pids = {each.store: each.pid for each in embedded.status(home) if each.running}
        failures = {store: str(error) for store, error in lease.failures.items()}
        sys.stdout.write(json.dumps({"urls": lease.urls, "pids": pids, "failures": failures}) + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), [store for store in STORES if store in sys.argv[2].split(",")], sys.argv[3:] == ["up"])
