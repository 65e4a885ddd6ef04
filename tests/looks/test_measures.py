"""What is measured of a picture, and what does not matter to it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from looks.drawn import RUST, disc, file, rod, thing
from marketplace.catalog.pictures import draw
from marketplace.looks.measures import measure, seen
from marketplace.looks.pictures import read, rendered
from marketplace.looks.vector import DIMENSION, PARTS

GREEN = (50, -45, 35)
"""As light as RUST."""

BOWL = draw("P1", "ceramics", "bowl", ("#a9c4a4", "#5f7a63"), ("porcelain",), title="A bowl")
SWEATER = draw("P2", "knitwear", "sweater", ("#34506b", "#e8dcc6"), ("wool",), title="A sweater")


def parts(one: Image.Image, other: Image.Image) -> dict[str, float]:
    """How alike two pictures are in each part."""
    vectors = measure(one), measure(other)
    found = {}
    for name, part in PARTS.items():
        mine, others = (vector[part.start : part.start + part.length] for vector in vectors)
        found[name] = float(mine @ others) / part.weight
    return found


def score(one: Image.Image, other: Image.Image) -> float:
    return float(measure(one) @ measure(other))


def test_parts_fill_the_vector_and_their_weights_are_one() -> None:
    assert [(part.start, part.start + part.length) for part in PARTS.values()] == [(0, 100), (100, 196), (196, 256)]
    assert DIMENSION == 256
    assert sum(part.weight for part in PARTS.values()) == pytest.approx(1)
    assert parts(rendered(BOWL), rendered(BOWL)) == {name: pytest.approx(1, abs=1e-5) for name in PARTS}


@settings(max_examples=60, deadline=None)
@given(st.tuples(st.integers(1, 90), st.integers(1, 90)), st.integers(0, 2**32 - 1), st.integers(1, 255))
def test_any_picture_has_a_vector_of_length_one(size: tuple[int, int], seed: int, spread: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, spread, size=(size[1], size[0], 3), endpoint=True, dtype=np.uint8)
    vector = measure(Image.fromarray(pixels))
    assert vector.shape == (DIMENSION,)
    assert vector.dtype == np.float32
    assert (vector >= 0).all()
    # A picture of nearly one colour has no form.
    assert np.isclose(np.linalg.norm(vector), [1, np.sqrt(1 - PARTS["form"].weight)], atol=1e-4).any()


@pytest.mark.parametrize("svg", [BOWL, SWEATER], ids=["bowl", "sweater"])
@pytest.mark.parametrize("side", [48, 120, 700])
def test_size_does_not_matter(svg: str, side: int) -> None:
    whole = rendered(svg)
    assert score(whole, whole.resize((side, side), Image.Resampling.LANCZOS)) > 0.93


@pytest.mark.parametrize(("kind", "quality"), [("JPEG", 60), ("WEBP", 50)])
def test_compression_does_not_matter(kind: str, quality: int) -> None:
    whole = rendered(BOWL).resize((400, 400))
    assert score(whole, read(file(whole, kind, quality=quality))) > 0.95


@settings(max_examples=20, deadline=None)
@given(st.integers(-40, 40))
def test_where_in_the_picture_it_is_does_not_matter(moved: int) -> None:
    assert min(parts(thing(), thing(moved=moved)).values()) > 0.93


def test_a_narrow_picture_is_not_drawn_wide() -> None:
    square = thing(side=300)
    assert parts(square, square.crop((60, 0, 240, 300)))["form"] > 0.95


@pytest.mark.parametrize("ground", [(88, 2, 8), (70, -6, -8), (97, 0, 0), (25, 0, 0)])
def test_what_it_stands_before_hardly_matters(ground: tuple[float, float, float]) -> None:
    found = parts(thing(), thing(ground=ground))
    assert found["colour"] > 0.85
    assert found["form"] > 0.9


def test_the_ground_is_told_from_the_thing() -> None:
    _, found = seen(thing())
    assert found[32, 32] > 0.99
    assert max(found[4, 4], found[60, 32], found[32, 3]) < 0.01
    assert 0.9 < found.sum() / (np.pi * 16**2) < 1.1


def test_light_that_falls_off_and_a_table_are_ground() -> None:
    pixels = np.asarray(thing()).astype(float)
    pixels[190:] *= 0.75
    pixels *= np.linspace(1.05, 0.7, 256)[None, :, None]
    lit = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
    _, found = seen(lit)
    assert found[32, 32] > 0.9
    assert max(found[4, 4], found[60, 5], found[60, 58], found[5, 58]) < 0.05


def test_another_colour_changes_colour_alone() -> None:
    found = parts(thing(colour=RUST), thing(colour=GREEN))
    assert found["colour"] < 0.4
    assert found["form"] > 0.97
    assert found["texture"] > 0.9


def test_another_form_changes_form_most() -> None:
    found = parts(thing(disc), thing(rod))
    assert found["colour"] > 0.9
    assert found["form"] < 0.7


def test_another_surface_changes_texture() -> None:
    plain, striped, finer = thing(), thing(stripes=16), thing(stripes=18)
    assert parts(plain, striped)["texture"] < 0.6
    assert parts(striped, finer)["texture"] > 0.9


def test_a_likeness_is_of_the_thing_and_not_of_chance() -> None:
    """Two bowls of other colours and grounds are more alike in form than a bowl and a sweater of one colour."""
    other = rendered(draw("P3", "ceramics", "bowl", ("#34506b", "#e8dcc6"), (), title="Another bowl"))
    assert parts(rendered(BOWL), other)["form"] > parts(rendered(SWEATER), other)["form"] + 0.2
    assert parts(rendered(SWEATER), other)["colour"] > parts(rendered(BOWL), other)["colour"]
