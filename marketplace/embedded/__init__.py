"""The four stores as ordinary processes of this machine: no Docker, nothing to install by hand.

`attach` gives a lease on the servers of a home folder; they run while anybody holds one, or from `up` to `down`.
The names below are imported when first asked for: with them come the drivers of all four stores, which take a second.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marketplace.embedded.jars import fetch_jars
    from marketplace.embedded.launcher import Progress
    from marketplace.embedded.lease import Lease, attach, down, up
    from marketplace.embedded.report import StoreStatus, status

__all__ = ["Lease", "Progress", "StoreStatus", "attach", "down", "fetch_jars", "status", "up"]

_HOMES = {"fetch_jars": "jars", "Progress": "launcher", "StoreStatus": "report", "status": "report"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'lease')}"), name)
