"""The words of a query as PostgreSQL reads them, and as they were meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from marketplace.search.corrections import CORRECTABLE, Candidate, best, fold
from marketplace.search.parse import Query
from marketplace.statements import statement
from marketplace.stores.postgres import Postgres, Session


@dataclass(frozen=True, slots=True)
class Understood:
    """`words` are those to look for, after correction. `parsed` is what became of them, in the form of a tsquery; None
    where nothing did. `corrected` is the whole query as it was meant, where that is not what was typed."""

    words: str
    parsed: str | None
    corrected: str | None = None


def understand(postgres: Postgres, query: Query) -> Understood:
    """Ask PostgreSQL for the stems of a query's words, and correct those that no product has.

    Words in phrases are left as they are: who quotes means it. Raises StoreUnavailable.
    """
    if not query.words:
        return Understood("", None)
    with postgres.transaction() as session:
        words = query.words.split(" ")
        terms = session.rows(statement("search/terms.sql"), {"words": words})
        known = {row["word"] for row in terms if row["known"]}
        slips = {row["word"]: row["term"] for row in terms if row["word"] not in known and not query.must}
        instead = {word: better for word in slips if (better := _meant(session, word)) is not None}
        if instead:
            words = [instead.get(word, word) for word in words]
            terms = session.rows(statement("search/terms.sql"), {"words": words})
    text = " ".join(words)
    parsed = _parsed([row["term"] for row in terms], query)
    if not instead:
        return Understood(text, parsed)
    return Understood(text, parsed, " ".join(instead.get(word, word) for word in query.text.split(" ")))


def _meant(session: Session, word: str) -> str | None:
    typed = fold(word.strip(".,;:!?()'"))
    if not CORRECTABLE.fullmatch(typed):
        return None
    session.rows(statement("search/looser.sql"))
    prefix = re.sub(r"[\\%_]", r"\\\g<0>", typed) + "%"
    rows = session.rows(statement("search/alike.sql"), {"word": typed, "prefix": prefix})
    return best(typed, [Candidate(row["word"], row["products"], row["begins"]) for row in rows])


def _parsed(terms: list[str], query: Query) -> str | None:
    if not terms:
        return None
    words = " | ".join(dict.fromkeys(f"'{term}'" for term in terms))
    parts = [f"({words})" if query.must or query.without else words]
    return " & ".join([*parts, *(f"({each})" for each in query.must), *(f"!{each}" for each in query.without)])
