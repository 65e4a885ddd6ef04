"""Queries are files. A `Statement` is one of them: what runs is what a page or a notebook shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Statement:
    """One query file: `name` is its path under marketplace/ ("catalog/browse.sql"), `text` what it holds."""

    name: str
    text: str


@cache
def statement(name: str) -> Statement:
    """Read a query file by its path under marketplace/, once a process.

    Raises FileNotFoundError where there is no such file: a mistake of ours, found by the first test that runs it.
    """
    return Statement(name, files("marketplace").joinpath(name).read_text(encoding="utf-8"))
