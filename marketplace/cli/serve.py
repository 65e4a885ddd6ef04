"""`demo`, `api`, `lab`: things that run until Ctrl-C, each in this very process, so that nothing outlives it."""

from __future__ import annotations

import os
import socket
import sys
import threading
from pathlib import Path
from typing import Annotated

import typer

from marketplace import embedded
from marketplace.cli.output import errors, open_market, progress
from marketplace.cli.stores import say
from marketplace.errors import InvalidInput, MarketplaceError
from marketplace.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
"""The checkout: app.py and the notebooks lie there, beside the package."""

Port = Annotated[int | None, typer.Option(help="The port on 127.0.0.1; else the setting's.", min=1, max=65535)]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (demo, api, lab):
        app.command(command.__name__)(command)


def demo(port: Port = None) -> None:
    """Start the stores, load the shipped catalogue if they are empty, and open the app. Ctrl-C ends all of it."""
    settings = Settings()
    port = _free(port or settings.app_port)
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.web import cli as streamlit

    # Pages come from st.navigation, and not from the folder's name: else the first visit would begin with a page's file
    # by itself, see `opening.shop`.
    PagesManager.uses_pages_directory = False
    _prepare(settings)
    _tell_market(settings)
    errors.print(f"ArtisanMarket: http://127.0.0.1:{port} (Ctrl-C ends it)", highlight=False)
    display = sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    os.chdir(ROOT)  # where .streamlit/config.toml is looked for
    options = {
        "server.address": "127.0.0.1",
        "server.port": port,
        "server.headless": str(not display).lower(),
        "server.showEmailPrompt": "false",
        "browser.gatherUsageStats": "false",
        "logger.hideWelcomeMessage": "true",
    }
    arguments = ["run", str(ROOT / "app.py"), *(f"--{name}={value}" for name, value in options.items())]
    streamlit.main(arguments, standalone_mode=False)


def api(port: Port = None) -> None:
    """Start the stores and the API, its documentation at /docs. Ctrl-C ends it."""
    settings = Settings()
    port = _free(port or settings.api_port)
    import uvicorn

    _prepare(settings)
    _tell_market(settings)
    errors.print(f"The API: http://127.0.0.1:{port}/docs (Ctrl-C ends it)", highlight=False)
    uvicorn.run(
        "marketplace.api:create_app",
        factory=True,
        host="127.0.0.1",
        port=port,
        log_level="warning",
        # uvicorn would believe whoever is on this machine; limits go by address, so a proxy must be named.
        forwarded_allow_ips=os.environ.get("FORWARDED_ALLOW_IPS", ""),
    )


def lab(port: Port = None) -> None:
    """Start the stores and JupyterLab with the notebooks. Ctrl-C ends it."""
    settings = Settings()
    port = _free(port or settings.lab_port)
    from jupyterlab.labapp import LabApp

    import marketplace.lab

    _prepare(settings)
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    display = sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    quiet = [] if display else ["--no-browser"]
    _tell_kernels(settings)
    _trust(ROOT / "notebooks")
    # Jupyter says its own address, with the token that opens it. It asks nobody for news, updates or extensions.
    LabApp.launch_instance(
        [
            f"--port={port}",
            "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={ROOT / 'notebooks'}",
            "--LabApp.default_url=/lab/tree/1-tour.ipynb",
            f"--LabApp.app_settings_dir={Path(marketplace.lab.__file__).parent / 'jupyter'}",
            "--LabApp.extension_manager=readonly",
            *quiet,
            *root,
        ]
    )


def _tell_kernels(settings: Settings) -> None:
    """Kernels start in the notebooks' folder, where neither a .env of this one nor a relative path is understood."""
    given = {name: getattr(settings, name) for name in settings.model_fields_set}
    given["home"] = settings.home.absolute()
    os.environ.update({f"MARKETPLACE_{name.upper()}": str(value) for name, value in given.items() if value is not None})


def _trust(folder: Path) -> None:
    """Sign the notebooks that came with the shop, so that their pictures show before they are run."""
    import nbformat
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()  # type: ignore[no-untyped-call]
    for path in sorted(folder.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        notary.sign(notebook)  # type: ignore[no-untyped-call]
    notary.store.close()


def _free(port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            message = f"Port {port} is taken. Name another: --port, or MARKETPLACE_APP_PORT, _API_PORT, _LAB_PORT."
            raise InvalidInput(message) from error
    return port


def _prepare(settings: Settings) -> None:
    """Stores up and filled before we serve; on later starts in the background, while the server of pages starts.

    Everything is imported before that: plotly looks for pandas among the imported modules, and falls over one that
    another thread is half way through importing.
    """
    import marketplace.loading
    import marketplace.market  # noqa: F401

    if settings.embedded() and not settings.home.exists():
        _fill(settings)
    else:
        threading.Thread(target=_fill, args=(settings,), name="prepare", daemon=True).start()


def _tell_market(settings: Settings) -> None:
    """The market that is opened in this process finds tastes by itself: the first visitor shall not have to ask."""
    if "find_tastes" not in settings.model_fields_set:
        os.environ["MARKETPLACE_FIND_TASTES"] = "true"


def _fill(settings: Settings) -> None:
    from marketplace.loading import is_empty, load

    try:
        # Held until this process ends, so that the servers run from its first moment to its last.
        lease = embedded.attach(settings.home, settings.embedded(), progress=say, maven_mirror=settings.maven_mirror)
        for failure in lease.failures.values():
            errors.print(str(failure), style="red", markup=False, highlight=False, soft_wrap=True)
        with open_market(settings) as market:
            market.migrate()
            if is_empty(market):
                with progress() as tell:
                    load(market, "all", progress=tell)
    except MarketplaceError as error:
        if threading.current_thread() is threading.main_thread():
            raise
        errors.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
