"""Files of queries and judgments: tab-separated, or TREC's four columns. A first line of headings is passed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

from marketplace.errors import InvalidInput

Judgments = dict[str, dict[str, int]]
"""Grades by query and product."""

HEADINGS = {"query_id", "query-id", "qid", "id", "_id"}


def read_queries(path: Path) -> dict[str, str]:
    """The text of each query, by its id: lines of `query_id<TAB>text`. Raises InvalidInput."""
    queries: dict[str, str] = {}
    for number, line in _lines(path):
        id, tab, text = line.partition("\t")
        id = id.strip()
        if number == 1 and id.lower() in HEADINGS:
            continue
        if not tab or not id or not text.strip():
            raise InvalidInput(f"{path}, line {number}: a query is an id, a tab and a text.")
        if id in queries:
            raise InvalidInput(f"{path}, line {number}: there is a query {id!r} already.")
        queries[id] = text.strip()
    return queries


def shipped_queries() -> list[str]:
    """The queries that the shipped catalogue has judgments of, both halves of them."""
    with as_file(files("marketplace.evaluation").joinpath("judged")) as folder:
        halves = [read_queries(folder / half / "queries.tsv") for half in ("tuning", "reporting")]
    return [text for half in halves for text in half.values()]


def read_judgments(path: Path) -> Judgments:
    """Grades by query and product: `query_id<TAB>product_id<TAB>grade`, or TREC's `query 0 product grade`.

    Raises InvalidInput.
    """
    judgments: Judgments = defaultdict(dict)
    for number, line in _lines(path):
        columns = [column.strip() for column in line.split("\t")] if "\t" in line else line.split()
        if number == 1 and columns[0].lower() in HEADINGS:
            continue
        if len(columns) not in (3, 4) or not all(columns):
            raise InvalidInput(f"{path}, line {number}: a judgment is a query, a product and a grade.")
        query, product, grade = columns[0], columns[-2], columns[-1]
        try:
            judgments[query][product] = int(grade)
        except ValueError as error:
            raise InvalidInput(f"{path}, line {number}: the grade {grade!r} is not a whole number.") from error
    return dict(judgments)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path} cannot be read: {error}.") from error
    # Only line feeds end a line: a query may hold what else Unicode counts as one.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line.rstrip("\r")
