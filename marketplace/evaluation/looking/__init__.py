"""Looks measured on what nobody measured: do the nearest pictures show things of the same form, and of like colours?

What is true comes from the specifications of which pictures are drawn: a product's form, and the first of its colours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict
from skimage.color import deltaE_ciede2000, rgb2lab

from marketplace.catalog.models import Specs
from marketplace.errors import InvalidInput
from marketplace.looks.vector import PARTS
from marketplace.statements import statement
from marketplace.stores.postgres import Postgres

NEAREST = 10
QUERIES = 1000
"""Products at most whose nearest are looked for, evenly chosen; among all."""

Floats = npt.NDArray[np.floating]


class Figures(BaseModel):
    """`same_form`: the share of the ten nearest that are of the query's form. `colour_difference`: how far, on average,
    their main colours are from the query's, by CIEDE2000; 2 is just seen, 50 is another colour altogether.
    """

    model_config = ConfigDict(frozen=True)

    same_form: float
    colour_difference: float
    queries: int


def evaluate(postgres: Postgres, specs: Callable[[list[str]], Mapping[str, Specs]]) -> dict[str, Figures]:
    """Figures by what was compared: all parts together, each alone, and chance. Raises InvalidInput for too few."""
    rows = postgres.rows(statement("evaluation/looking/measured.sql"))
    known = {id: spec for id, spec in specs([row["id"] for row in rows]).items() if _is_colour(spec.palette[:1])}
    rows = [row for row in rows if row["id"] in known]
    if len(rows) <= NEAREST:
        raise InvalidInput(
            "Too few pictures have been measured. `marketplace load all` measures those that are shipped."
        )
    looks = np.stack([np.array(row["look"], dtype=np.float32) for row in rows])
    forms = np.array([known[row["id"]].form for row in rows])
    colours = rgb2lab(np.array([[_rgb(known[row["id"]].palette[0])] for row in rows]))[:, 0]
    asked = np.unique(np.linspace(0, len(rows) - 1, QUERIES).astype(int))
    stretches = {"together": slice(None)}
    stretches |= {name: slice(part.start, part.start + part.length) for name, part in PARTS.items()}
    found = {name: _nearest(looks[:, stretch], asked) for name, stretch in stretches.items()}
    found["by chance"] = _by_chance(len(rows), asked)
    return {name: _figures(asked, near, forms, colours) for name, near in found.items()}


def _nearest(looks: Floats, asked: npt.NDArray[np.int_]) -> npt.NDArray[np.int_]:
    likeness = looks[asked] @ looks.T
    likeness[np.arange(len(asked)), asked] = -np.inf
    return np.argsort(-likeness, axis=1, kind="stable")[:, :NEAREST]


def _by_chance(products: int, asked: npt.NDArray[np.int_]) -> npt.NDArray[np.int_]:
    rng = np.random.default_rng(1)
    # One of the others: what comes after the query moves up by one.
    drawn = rng.integers(0, products - 1, size=(len(asked), NEAREST))
    return drawn + (drawn >= asked[:, None])


def _figures(
    asked: npt.NDArray[np.int_], near: npt.NDArray[np.int_], forms: npt.NDArray[np.str_], colours: Floats
) -> Figures:
    differences = deltaE_ciede2000(colours[asked][:, None], colours[near])  # type: ignore[no-untyped-call]
    return Figures(
        same_form=round(float((forms[near] == forms[asked][:, None]).mean()), 4),
        colour_difference=round(float(differences.mean()), 2),
        queries=len(asked),
    )


def _is_colour(palette: Sequence[str]) -> bool:
    try:
        return bool(palette) and len(_rgb(palette[0])) == 3
    except ValueError:
        return False


def _rgb(colour: str) -> list[float]:
    """The three parts, 0 to 1, of "#b9684a"."""
    return [byte / 255 for byte in bytes.fromhex(colour.removeprefix("#"))]
