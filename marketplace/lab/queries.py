"""Queries as they are shown in a notebook: the very file that a service runs, or one that lies beside the notebooks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from marketplace.statements import Statement, statement

LANGUAGES = {"sql": "sql", "cypher": "cypher", "lua": "lua", "json": "json"}


@dataclass(frozen=True)
class Code:
    """A query file, shown with its name and in its language's colours."""

    source: Statement

    def __repr__(self) -> str:
        return f"{self.source.name}\n{self.source.text}"

    def _repr_markdown_(self) -> str:
        language = LANGUAGES.get(self.source.name.rpartition(".")[2], "")
        return f"`{self.source.name}`\n\n```{language}\n{self.source.text.rstrip()}\n```"


def show(name: str) -> Code:
    """A query file of the marketplace, by its path in the package."""
    return Code(statement(name))


def query(name: str) -> Statement:
    """A query that belongs to the notebooks alone, from the folder `queries` beside them."""
    return Statement(f"notebooks/queries/{name}", Path("queries", name).read_text(encoding="utf-8"))
