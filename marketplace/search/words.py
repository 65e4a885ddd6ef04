"""The words of a query as PostgreSQL reads them, and as they were meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from marketplace.search.corrections import CORRECTABLE, RARE, Candidate, best, fold, offer
from marketplace.search.parse import Query
from marketplace.statements import statement
from marketplace.stores.postgres import Postgres, Row, Session

LOOKED_AT = 8
"""Words of one query, at most, for which others that are like them are looked up."""


@dataclass(frozen=True, slots=True)
class Understood:
    """`words` are those to look for, after correction. `parsed` is what became of them, in the form of a tsquery; None
    where nothing did. `corrected` is the whole query as it was meant, where that is not what was typed; `offered` as it
    may have been meant, where that is for whoever typed it to say."""

    words: str
    parsed: str | None
    corrected: str | None = None
    offered: str | None = None


def understand(postgres: Postgres, query: Query) -> Understood:
    """Ask PostgreSQL for the stems of a query's words, and correct those that no product has.

    For a word that hardly any has, a much commoner one that is near it is offered. Where all are common nothing more is
    asked than the stems. Words in phrases are left as they are: who quotes means it. Raises StoreUnavailable.
    """
    if not query.words:
        return Understood("", None)
    with postgres.transaction() as session:
        words = query.words.split(" ")
        terms = _terms(session, words)
        # Of a word with parts, the part that most have: one that many have is no slip, whatever the others are.
        commonest = {row["word"]: row for row in sorted(terms, key=lambda row: row["products"])}
        rare = {} if query.must else {word: row for word, row in commonest.items() if row["products"] <= RARE}
        instead: dict[str, str] = {}
        offered: dict[str, str] = {}
        if rare:
            session.rows(statement("search/looser.sql"))
        for word, row in islice(rare.items(), LOOKED_AT):
            typed, candidates = _alike(session, word)
            if row["products"] == 0 and (better := best(typed, candidates)) is not None:
                instead[word] = better
            elif row["products"] and (better := offer(typed, row["term"], row["products"], candidates)) is not None:
                offered[word] = better
        if instead:
            words = [instead.get(word, word) for word in words]
            terms = _terms(session, words)
    return Understood(
        " ".join(words),
        _parsed([row["term"] for row in terms], query),
        _with(query, instead) if instead else None,
        _with(query, instead | offered) if offered else None,
    )


def _terms(session: Session, words: list[str]) -> list[Row]:
    return session.rows(statement("search/terms.sql"), {"words": words, "enough": RARE + 1})


def _with(query: Query, others: dict[str, str]) -> str:
    """The query with other words in it."""
    return " ".join(others.get(word, word) for word in query.text.split(" "))


def _alike(session: Session, word: str) -> tuple[str, list[Candidate]]:
    """A word as words are kept, and those much like it; none like one that cannot be a slip."""
    typed = fold(word.strip(".,;:!?()'"))
    if not CORRECTABLE.fullmatch(typed):
        return typed, []
    prefix = re.sub(r"[\\%_]", r"\\\g<0>", typed) + "%"
    rows = session.rows(statement("search/alike.sql"), {"word": typed, "prefix": prefix})
    return typed, [Candidate(**row) for row in rows]


def _parsed(terms: list[str], query: Query) -> str | None:
    if not terms:
        return None
    words = " | ".join(dict.fromkeys(f"'{term}'" for term in terms))
    parts = [f"({words})" if query.must or query.without else words]
    return " & ".join([*parts, *(f"({each})" for each in query.must), *(f"!{each}" for each in query.without)])
