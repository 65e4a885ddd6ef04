"""What people type into a search box, taken apart: words, "phrases", or, -without. Nothing typed is ever refused."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_QUERY = 1000
"""Characters of a query that are read: more says nothing more, and costs."""

MAX_WORD = 100
"""Characters of one word that are read: PostgreSQL refuses to search for words of more than 2046 bytes."""

PIECE = re.compile(r'-?"[^"]+"|[^\s"]+')


@dataclass(frozen=True, slots=True)
class Query:
    """`words` are looked for, each by itself, and need not all be there. Of each of `must` (texts in the form that
    websearch_to_tsquery reads) something must be there; nothing that `without` names may be."""

    text: str
    words: str
    must: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def clean(text: str) -> str:
    """Without what no store can hold (NULs, halves of surrogate pairs), blanks single, not too long."""
    readable = text.replace("\0", " ").encode(errors="ignore").decode()
    return " ".join(word[:MAX_WORD] for word in readable.split())[:MAX_QUERY].strip()


def parse(text: str) -> Query:
    """A query as it is meant. A phrase must be there as it stands, or what it is joined to by `or`."""
    text = clean(text)
    groups: list[list[_Piece]] = []
    without: list[_Piece] = []
    joined = False
    for raw in PIECE.findall(text):
        if raw.lower() == "or":
            joined = bool(groups)
            continue
        piece = _Piece(raw.lstrip("-").strip('"').strip(), '"' in raw)
        if any(letter.isalnum() for letter in piece.text):
            if raw.startswith("-"):
                without.append(piece)
            elif joined:
                groups[-1].append(piece)
            else:
                groups.append([piece])
        joined = False
    return Query(
        text,
        " ".join(piece.text for group in groups for piece in group),
        tuple(" or ".join(map(str, group)) for group in groups if any(piece.phrase for piece in group)),
        tuple(map(str, without)),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    phrase: bool

    def __str__(self) -> str:
        """As websearch_to_tsquery reads it. A word with signs in it is a phrase of its parts: "one-off"."""
        return f'"{self.text}"' if self.phrase or not self.text.isalnum() else self.text
