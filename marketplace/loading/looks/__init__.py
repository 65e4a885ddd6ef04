"""The loader of looks: each product's picture drawn, measured, and its vector put beside that of its words.

A picture that is drawn as it was is not measured again, and each batch is committed: a run that was broken off goes on
where it stopped. A product whose form nobody draws is shown as a wrapped parcel: no picture of it, and not measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from marketplace.catalog.models import Specs
from marketplace.catalog.pictures import FORMS, draw
from marketplace.loading.vectors.content import content_hash, shipped
from marketplace.looks.vector import MEASURE
from marketplace.looks.workers import Measure, workers
from marketplace.progress import Progress, silent
from marketplace.statements import Statement, statement
from marketplace.stores.postgres import Postgres, Row

SHIPPED = "data/looks.npz"
STEP = "measuring pictures"
BATCH = 512

SpecsOf = Callable[[list[str]], Mapping[str, Specs]]


class Drawn(NamedTuple):
    """A product's picture, SVG, its hash, and that of the picture that was measured last: None where none was.

    `svg` is None where there is no picture of the product.
    """

    id: str
    svg: str | None
    hash: str | None
    known: str | None


def load_looks(postgres: Postgres, specs: SpecsOf, progress: Progress = silent) -> int:
    """Measure what is new or is drawn otherwise than it was; how many products got a look.

    `specs` gives specifications by product id. Raises StoreUnavailable.
    """
    done = 0
    products = postgres.rows(_sql("wanted"))
    with workers() as measured:
        for start in range(0, len(products), BATCH):
            changed = [one for one in drawn(products[start : start + BATCH], specs) if one.hash != one.known]
            if gone := [one.id for one in changed if one.svg is None]:
                postgres.rows(_sql("drop"), {"ids": gone})
            done += _store(postgres, [one for one in changed if one.svg is not None], measured)
            progress(STEP, min(start + BATCH, len(products)), len(products))
    return done


def stale(postgres: Postgres, specs: SpecsOf) -> dict[str, bool]:
    """Products whose picture has not been measured (True), or is not the one that was, or is none of it (False)."""
    found: dict[str, bool] = {}
    products = postgres.rows(_sql("wanted"))
    for start in range(0, len(products), BATCH):
        batch = drawn(products[start : start + BATCH], specs)
        found |= {one.id: one.known is None for one in batch if one.hash != one.known}
    return found


def drawn(rows: Sequence[Row], specs: SpecsOf) -> Iterator[Drawn]:
    """These products' pictures, as the shop shows them."""
    found = specs([row["id"] for row in rows])
    for row in rows:
        # Hashes are of pictures measured in this way; of another, the picture counts as another too.
        known = row["picture_hash"] if row["measure"] in (MEASURE, None) else ""
        spec, craft = found.get(row["id"]), row["category_id"] or ""
        if spec is not None and spec.form in FORMS.get(craft, ()):
            svg = draw(row["id"], craft, spec.form, spec.palette, spec.materials, title=row["name"])
            yield Drawn(row["id"], svg, content_hash(svg), known)
        else:
            yield Drawn(row["id"], None, None, known)


def _store(postgres: Postgres, pictures: Sequence[Drawn], measured: Measure) -> int:
    """Vectors for these pictures: those that come with the package, and the others measured."""
    ready = shipped(MEASURE, SHIPPED)
    left = [one for one in pictures if one.hash not in ready]
    vectors = dict(zip((one.id for one in left), measured([one.svg for one in left if one.svg]), strict=True))
    rows = [
        {
            "product_id": one.id,
            "measure": MEASURE,
            "picture_hash": one.hash,
            "look": vectors[one.id] if one.id in vectors else ready[str(one.hash)],
        }
        for one in pictures
    ]
    if not rows:
        return 0
    with postgres.transaction() as session:
        return session.many(_sql("store"), rows)


def _sql(name: str) -> Statement:
    return statement(f"loading/looks/{name}.sql")
