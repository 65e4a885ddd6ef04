"""The floor of the API, for uvicorn to run: FastAPI, and nothing of ours."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from fastapi import FastAPI, Response

BODIES = "MARKETPLACE_BENCH_BODIES"
"""The variable that names the folder with what is answered: a file for each path."""


def create() -> FastAPI:
    """One route that answers what it has in hand."""
    app, folder = FastAPI(), Path(os.environ[BODIES])
    read = cache(lambda name: (folder / name).read_bytes())

    @app.get("/{name}")
    def answer(name: str) -> Response:
        return Response(read(name), media_type="application/json")

    return app
