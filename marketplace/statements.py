"""Queries are files. A `Statement` is one of them: what runs is what a page or a notebook shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

INCLUDE = re.compile(r"^( *)-- include (\S+)\n", re.MULTILINE)
"""A line of a SQL file in whose place another file stands, so that two statements can share a part."""


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
    text = files("marketplace").joinpath(name).read_text(encoding="utf-8")
    return Statement(name, INCLUDE.sub(_included, text))


def _included(line: re.Match[str]) -> str:
    """The other file, as far to the right as the line was; what it says of itself at its head is left out."""
    lines = statement(line[2]).text.splitlines()
    while lines and lines[0].startswith("--"):
        del lines[0]
    return "".join(f"{line[1]}{each}\n" for each in lines)
