"""Pictures of products: every form draws, the same each time, light, and inert whatever is put in."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.catalog.pictures import FORMS, draw

ALL = [(craft, form) for craft, forms in FORMS.items() for form in forms]
PALETTES = (
    ("#a9744a", "#6f4527"),
    ("#34506b", "#e8dcc6", "#b5563a"),
    ("#f2ede1", "#8a9a78", "#2f4858"),
    ("#2b2a2c", "#5a5960"),
    ("#d9a441",),
)
ELEMENTS = {
    "svg", "title", "defs", "g", "path", "rect", "circle", "ellipse", "clipPath", "mask", "pattern", "linearGradient",
    "radialGradient", "stop", "filter", "feGaussianBlur", "feTurbulence", "feColorMatrix",
}  # fmt: skip


def sample(craft: str, form: str, product: str = "p1", palette: tuple[str, ...] = PALETTES[1]) -> str:
    return draw(product, craft, form, palette, ("stoneware", "wool"), title=f"{form} {product}")


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - what is parsed was drawn here


def ids(svg: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', svg))


def assert_inert(svg: str) -> None:
    """Nothing in the picture runs, links, or reaches outside it."""
    for element in parsed(svg).iter():
        assert element.tag.removeprefix("{http://www.w3.org/2000/svg}") in ELEMENTS
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert "href" not in name
            assert name != "style"
            assert re.fullmatch(r"(url\(#[a-z0-9]+\)|[^():]*|.*\b(translate|rotate|scale|matrix)\(.*)", value)


def test_all_crafts_and_forms_are_there() -> None:
    assert len(FORMS) == 13
    assert len(ALL) == 104
    assert all(len(forms) == 8 for forms in FORMS.values())


@pytest.mark.parametrize(("craft", "form"), ALL)
def test_a_form_draws_well_formed_small_and_inert(craft: str, form: str) -> None:
    for number in range(10):
        palette = PALETTES[number % len(PALETTES)]
        svg = sample(craft, form, f"{craft}-{number}", palette)
        root = parsed(svg)
        assert root.get("viewBox") == "0 0 400 400"
        assert root.get("role") == "img"
        assert root[0].text == f"{form} {craft}-{number}"
        assert len(svg.encode()) <= 14_000
        assert not re.search(r"\b(nan|inf)\b", svg)
        assert_inert(svg)
        # what is referred to is there, once
        names = re.findall(r'\bid="([^"]+)"', svg)
        assert len(names) == len(set(names))
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(names)


def test_a_page_of_pictures_is_light() -> None:
    sizes = [len(sample(craft, form, f"p{n}", PALETTES[n]).encode()) for craft, form in ALL for n in range(3)]
    assert statistics.median(sizes) <= 6_144


def test_each_form_has_its_own_drawing() -> None:
    parcel = draw("p1", "nothing", "known", PALETTES[1])
    bodies = {re.sub(r"[g-z]{6}[0-9a-f]+(?=[\")])", "", sample(craft, form)) for craft, form in ALL}
    assert len(bodies) == len(ALL)
    assert all(len(sample(craft, form)) != len(parcel) or craft == "nothing" for craft, form in ALL[:3])


@pytest.mark.parametrize(("craft", "form"), ALL)
def test_products_of_one_form_differ(craft: str, form: str) -> None:
    drawn = [sample(craft, form, f"p{n}") for n in range(6)]
    stripped = {re.sub(r"[g-z]{6}[0-9a-f]+(?=[\")])|<title>.*</title>", "", svg) for svg in drawn}
    assert len(stripped) == 6


@pytest.mark.parametrize(("craft", "form"), ALL)
def test_ids_of_two_products_do_not_meet(craft: str, form: str) -> None:
    one, two = sample(craft, form, "p1"), sample(craft, form, "p2")
    other_colours = sample(craft, form, "p1", PALETTES[0])
    assert not ids(one) & ids(two)
    assert not ids(one) & ids(other_colours)


def test_ids_of_a_whole_catalogue_do_not_meet() -> None:
    seen: set[str] = set()
    for number, (craft, form) in enumerate(ALL * 6):
        here = ids(sample(craft, form, f"product-{number}"))
        assert not here & seen
        seen |= here


def test_the_same_product_is_drawn_the_same_in_another_process() -> None:
    code = (
        "import hashlib, sys\n"
        "from marketplace.catalog.pictures import FORMS, draw\n"
        "whole = hashlib.sha256()\n"
        "for craft, forms in FORMS.items():\n"
        "    for form in forms:\n"
        "        whole.update(draw('p7', craft, form, ('#34506b', '#e8dcc6'), ('wool',), title='T').encode())\n"
        "sys.stdout.write(whole.hexdigest())\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert len(runs.pop()) == 64


def test_the_palette_colours_the_picture() -> None:
    svg = draw("p1", "ceramics", "bowl", ("#12ab34", "#fedcba"))
    assert "#12ab34" in svg


@pytest.mark.parametrize(
    "palette", [(), ("red",), ("#12",), ("#12345g",), ("url(#x)", '#ffffff" onload="x'), None, 7, "#ffffff"]
)
def test_unusable_palettes_are_replaced(palette: object) -> None:
    for craft, form in ALL[::13]:
        assert_inert(draw("p1", craft, form, palette))  # type: ignore[arg-type]


def test_unknown_crafts_and_forms_become_a_parcel() -> None:
    known = draw("p1", "unknown", "thing", PALETTES[1])
    assert_inert(known)
    for craft, form in (("ceramics", "unknown"), ("", ""), ("ceramics", None), ("ceramics", "FORMS"), ("wood", "bowl")):
        svg = draw("p1", craft, form, PALETTES[1])
        assert_inert(svg)
        assert len(svg) == len(known)


def test_a_title_is_escaped_and_may_be_left_out() -> None:
    svg = draw("p1", "wood", "spoon", PALETTES[0], title="</title><script>alert('x')</script>\x00\ud800&")
    assert "<script" not in svg
    assert parsed(svg)[0].text == "</title><script>alert('x')</script>&"
    assert "<title" not in draw("p1", "wood", "spoon", PALETTES[0])


anything = st.one_of(
    st.none(),
    st.integers(),
    st.text(),
    st.text(st.characters(codec=None)),
    st.sampled_from(
        ["<script>", "\"'><svg onload=alert(1)>", "]]>", "&#0;", "url(http://x)", "\ud800", "#fff", "../..", "%00"]
    ),
)
usually = st.sampled_from([craft for craft, _ in ALL] + [form for _, form in ALL])


@settings(max_examples=250, deadline=None)
@given(
    product=anything,
    craft=st.one_of(usually, anything),
    form=st.one_of(usually, anything),
    palette=st.one_of(
        anything, st.lists(st.one_of(anything, st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True)), max_size=5)
    ),
    materials=st.one_of(anything, st.lists(anything, max_size=4)),
    title=anything,
)
def test_whatever_comes_in_a_picture_comes_out(
    product: object, craft: object, form: object, palette: object, materials: object, title: object
) -> None:
    svg = draw(product, craft, form, palette, materials, title=title)  # type: ignore[arg-type]
    assert_inert(svg)
    assert svg.encode()
    assert svg == draw(product, craft, form, palette, materials, title=title)  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@given(
    which=st.sampled_from(ALL),
    product=st.text(max_size=20),
    palette=st.lists(st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True), min_size=1, max_size=3),
    materials=st.lists(
        st.sampled_from(
            ["silver", "gold", "porcelain", "tin glaze", "wool", "cotton", "crystal", "cane", "rush", "marbled", "felt"]
        ),
        max_size=2,
    ),
)
def test_any_product_of_a_known_form_is_drawn(
    which: tuple[str, str], product: str, palette: list[str], materials: list[str]
) -> None:
    svg = draw(product, which[0], which[1], palette, materials)
    assert_inert(svg)
    assert len(svg.encode()) <= 14_000


def test_a_name_may_choose_the_design() -> None:
    def drawn(title: str) -> str:
        svg = draw("p1", "prints", "bird_print", PALETTES[1], title=title)
        return re.sub(r"[g-z]{6}[0-9a-f]+(?=[\")])|<title>.*</title>", "", svg)

    assert len({drawn("Heron at Dawn"), drawn("Owl at Dawn"), drawn("Wren at Dawn")}) == 3
    assert drawn("Heron at Dawn") == drawn("Two Herons")
