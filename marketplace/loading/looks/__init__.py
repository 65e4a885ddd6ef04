"""The loader of looks: each product's picture drawn, measured, and its vector put beside that of its words.

A picture that is drawn as it was is not measured again, and each batch is committed: a run that was broken off goes on
where it stopped. A product whose form nobody draws is shown as a wrapped parcel: no picture of it, and not measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import NamedTuple

from marketplace.catalog.models import Specs
from marketplace.catalog.pictures import FORMS, draw
from marketplace.loading.vectors.content import content_hash, shipped
from marketplace.looks.measures import measure
from marketplace.looks.pictures import rendered
from marketplace.looks.vector import MEASURE, Vector
from marketplace.progress import Progress, silent
from marketplace.statements import Statement, statement
from marketplace.stores.postgres import Postgres, Row
from marketplace.tracing import statement_span

SHIPPED = "data/looks.npz"
STEP = "measuring pictures"
BATCH = 256

MANY = 1000
"""Products from which on processes share the work: each takes a second or two to start."""

SpecsOf = Callable[[list[str]], Mapping[str, Specs]]


class Drawing(NamedTuple):
    """What a product's picture is drawn of, and the hash of the picture that was measured last, if one was."""

    id: str
    craft: str
    form: str
    palette: Sequence[str]
    materials: Sequence[str]
    title: str
    known: str | None


class Look(NamedTuple):
    """A product's picture by its hash, and its vector: None where it is the one that was measured already."""

    id: str
    picture_hash: str
    vector: Vector | None


def load_looks(postgres: Postgres, specs: SpecsOf, progress: Progress = silent) -> int:
    """Measure what is new or is drawn otherwise than it was; how many products got a look.

    `specs` gives specifications by product id. Raises StoreUnavailable.
    """
    done = 0
    products = postgres.rows(_sql("wanted"))
    with _workers(len(products)) as each:
        for start in range(0, len(products), BATCH):
            rows = products[start : start + BATCH]
            wanted, gone = drawings(rows, specs)
            if gone:
                postgres.rows(_sql("drop"), {"ids": gone})
            done += _store(postgres, each(look, wanted))
            progress(STEP, min(start + BATCH, len(products)), len(products))
    return done


def stale(postgres: Postgres, specs: SpecsOf) -> dict[str, bool]:
    """Products whose picture has not been measured (True), or is not the one that was, or is none of it (False)."""
    found: dict[str, bool] = {}
    products = postgres.rows(_sql("wanted"))
    for start in range(0, len(products), BATCH):
        wanted, gone = drawings(products[start : start + BATCH], specs)
        found |= dict.fromkeys(gone, False)
        found |= {one.id: one.known is None for one in wanted if content_hash(drawn(one)) != one.known}
    return found


def look(drawing: Drawing) -> Look:
    """Draw a picture, and measure it unless it is the one that was measured, or one that comes measured."""
    svg = drawn(drawing)
    key = content_hash(svg)
    if key == drawing.known:
        return Look(drawing.id, key, None)
    ready = shipped(MEASURE, SHIPPED).get(key)
    return Look(drawing.id, key, measure(rendered(svg)) if ready is None else ready)


def drawn(drawing: Drawing) -> str:
    """The picture as the shop shows it."""
    return draw(drawing.id, drawing.craft, drawing.form, drawing.palette, drawing.materials, title=drawing.title)


def drawings(rows: Sequence[Row], specs: SpecsOf) -> tuple[list[Drawing], list[str]]:
    """What of these products is to be drawn, and which of them have a look although nothing is."""
    found = specs([row["id"] for row in rows])
    wanted: list[Drawing] = []
    gone: list[str] = []
    for row in rows:
        spec, craft = found.get(row["id"]), row["category_id"] or ""
        if spec is not None and spec.form in FORMS.get(craft, ()):
            # Hashes are of pictures measured in this way; of another, the picture counts as another too.
            known = row["picture_hash"] if row["measure"] in (MEASURE, None) else ""
            wanted.append(Drawing(row["id"], craft, spec.form, spec.palette, spec.materials, row["name"], known))
        elif row["picture_hash"] is not None:
            gone.append(row["id"])
    return wanted, gone


def _store(postgres: Postgres, looks: Iterable[Look]) -> int:
    query = _sql("store")
    rows: list[Row] = [
        {"product_id": one.id, "measure": MEASURE, "picture_hash": one.picture_hash, "look": one.vector}
        for one in looks
        if one.vector is not None
    ]
    if rows:
        with (
            statement_span("postgres", query.name, query.text) as executed,
            postgres.transaction() as session,
            session.connection.cursor() as cursor,
        ):
            cursor.executemany(query.text.encode(), rows)
            executed.rows = len(rows)
    return len(rows)


@contextmanager
def _workers(products: int) -> Iterator[Callable[[Callable[[Drawing], Look], Iterable[Drawing]], Iterable[Look]]]:
    """A `map`: in this process for few products, over all processors for many. The renderer holds Python's lock, so
    threads would gain nothing."""
    if products < MANY:
        yield map
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield partial(pool.map, chunksize=16)


def _sql(name: str) -> Statement:
    return statement(f"loading/looks/{name}.sql")
