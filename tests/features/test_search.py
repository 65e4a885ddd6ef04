"""Search: words as people type them, meaning, both; and whatever is typed, an answer."""

from __future__ import annotations

import subprocess
import sys

import psycopg
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stall import Stall, elsewhere

from marketplace.catalog.models import Filters
from marketplace.errors import NotPossible, StoreUnavailable
from marketplace.market import Market
from marketplace.search.models import MODES, Hits, Mode
from marketplace.search.parse import MAX_QUERY, clean
from marketplace.search.rankings import WORDS_WEIGHT
from marketplace.statements import Statement
from marketplace.stores.plans import explain_apart
from marketplace.tracing import recording

STOPPED = "SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(60)"
WORDS = {
    "Oak bowl": "Turned from one piece of oak.",
    "Walnut bowl": "For walnuts, beside an oak table.",
    "Oak spoon": "Long, for soup.",
    "Façade lamp": "Throws the shadow of a street.",
}


@pytest.fixture(scope="module")
def craft(shop: Market) -> str:
    """A craft with four products, found by words; they have no vectors."""
    stall = Stall(shop)
    craft = stall.craft("Turning")
    for name, description in WORDS.items():
        stall.product(name, craft=craft, description=description)
    return craft


def _found(shop: Market, query: str, craft: str, mode: Mode = "fulltext", limit: int = 20) -> list[str]:
    hits = shop.search.search(query, mode, category_id=craft, limit=limit).value.hits
    return [hit.product.name for hit in hits]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("oak bowl", ["Oak bowl", "Walnut bowl", "Oak spoon"]),  # every word first, then some of the words
        ("OAK   BOWLS", ["Oak bowl", "Walnut bowl", "Oak spoon"]),  # case, blanks and endings do not matter
        ('"oak bowl"', ["Oak bowl"]),  # a phrase must be there as it stands
        ('"oak bowl" or spoon', ["Oak spoon", "Oak bowl"]),
        ('spoon "oak', ["Oak spoon", "Oak bowl", "Walnut bowl"]),  # half a pair of quotes is none
        ("oak -spoon -walnut", ["Oak bowl"]),
        ('bowl -"oak bowl"', ["Walnut bowl"]),
        ("-oak", []),
        ("oak -spoon", ["Oak bowl", "Walnut bowl"]),  # what is excluded stays out, also of the loose matches
        ("facade", ["Façade lamp"]),
        ("FAÇADE", ["Façade lamp"]),
        ("soup or street", ["Oak spoon", "Façade lamp"]),
        ("something nobody makes of oak for soup", ["Oak spoon", "Oak bowl", "Walnut bowl"]),
        ("the of and", []),
        ("", []),
        ("   ", []),
        ("zzzz", []),
    ],
)
def test_words_find_as_people_mean_them(shop: Market, craft: str, query: str, names: list[str]) -> None:
    found = _found(shop, query, craft)
    assert found[:1] == names[:1]
    assert sorted(found) == sorted(names)


def test_what_became_of_a_query_is_told(shop: Market, craft: str) -> None:
    hits = shop.search.fulltext('oaks "oak bowl" -mug', category_id=craft).value
    assert hits.parsed == """('oak' | 'bowl') & ("oak bowl") & !mug"""
    assert shop.search.fulltext("oak bowls", category_id=craft).value.parsed == "'oak' | 'bowl'"


@pytest.mark.parametrize(
    "query",
    [
        "'",
        '"',
        '""',
        "!",
        "&|()<->:*",
        "oak:*",
        "oak & | bowl",
        "\\",
        "oak\0bowl",
        "'; DROP TABLE products; --",
        "%s",
        "-",
        "-oak",
        "or",
        "oak or",
    ],
)
def test_operators_and_quotes_are_only_text(shop: Market, craft: str, query: str) -> None:
    for mode in ("fulltext", "hybrid"):
        assert isinstance(shop.search.search(query, mode, category_id=craft).value, Hits)
    assert len(_found(shop, "oak bowl", craft)) == 3


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
@example("\ud800")
@example("http://a.example/b\\c'd?e=f!g")
@example("a/b\\c")
@example("x@y\\z.example")
def test_whatever_is_typed_there_is_an_answer(shop: Market, query: str) -> None:
    assert shop.search.fulltext(query, limit=1).value.mode == "fulltext"


OPERATORS = st.sampled_from(
    [*"\"'\\&|!()<>:*-+~%_;$\0\n\t", " or ", " -", "<->", "::", "--", "/*", "${jndi:", "<script>"]
)
WORDED = st.sampled_from(["oak ", "bowl ", "'; DROP TABLE products; --", "x" * 3000])


def _of_plane(plane: int) -> st.SearchStrategy[str]:
    """Text of one plane of Unicode (the first with its surrogates), between signs that mean something somewhere."""
    own = st.characters(min_codepoint=plane << 16, max_codepoint=(plane << 16) + 0xFFFF, exclude_categories=())
    return st.lists(own | OPERATORS | WORDED, max_size=20).map("".join)


@pytest.mark.parametrize("plane", range(17))
def test_no_text_of_any_plane_is_more_than_text_in_any_mode(shop: Market, meant: str, plane: int) -> None:
    @settings(max_examples=4, deadline=None)
    @given(_of_plane(plane))
    def inert(text: str) -> None:
        for mode in MODES:
            found = shop.search.search(text, mode, category_id=meant, limit=2).value
            assert (found.mode, len(found.query) <= MAX_QUERY) == (mode, True)
            for said in (one for hit in found.hits for one in (hit.name, hit.headline) if one):
                assert "<" not in said.replace("<mark>", "").replace("</mark>", "")
        for one in shop.search.suggest(text):
            assert one.kind in ("craft", "maker", "product")
        # Under filters too it is a value; PostgreSQL can hold no NUL, and says so.
        within = Filters(tag=clean(text), seller_id=clean(text), material=clean(text))
        assert shop.search.search("oak", "fulltext", filters=within, after=text).value.hits == []

    inert()
    assert len(_found(shop, "beeswax", meant)) == 1


@pytest.mark.parametrize("query", ["漢" * 1000, "é" * 5000, "oak " * 5000, "a" * 3000 + " oak", "\U0001f333" * 2000])
def test_a_very_long_query_is_cut_not_refused(shop: Market, craft: str, query: str) -> None:
    served = shop.search.fulltext(query, category_id=craft)
    assert len(served.value.query) <= MAX_QUERY
    assert [hit.product.name for hit in served.value.hits][:1] == (["Oak bowl"] if query.startswith("oak") else []) or (
        query.endswith("oak") and len(served.value.hits) == 3
    )


def test_the_headline_marks_what_was_found_and_escapes_the_rest(shop: Market, stall: Stall) -> None:
    craft = stall.craft("Traps")
    stall.product("Trap", craft=craft, description='A <b>birch</b> tray & <script>alert("birch")</script> of birch')
    [hit] = shop.search.fulltext("birch", category_id=craft).value.hits
    assert hit.headline is not None
    assert "<mark>birch</mark>" in hit.headline
    plain = hit.headline.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain
    assert "&amp;" in plain


def test_the_limit_and_the_craft_hold(shop: Market, craft: str, stall: Stall) -> None:
    # Which of the two words counts more depends on all the shop holds.
    found = _found(shop, "oak bowl", craft, limit=2)
    assert (found[0], len(found)) == ("Oak bowl", 2)
    assert set(found) < {"Oak bowl", "Walnut bowl", "Oak spoon"}
    assert _found(shop, "oak bowl", stall.craft("Nothing")) == []


@pytest.mark.parametrize("mode", MODES)
def test_pages_are_cut_from_one_ranking_whatever_happens_meanwhile(shop: Market, stall: Stall, mode: Mode) -> None:
    craft = stall.craft("Rowans")
    ids = [stall.product(f"Rowan tray {n}", craft=craft, vector=[*[0] * 9, 1, n]) for n in range(7)]
    whole = [hit.product.id for hit in shop.search.search("rowan", mode, category_id=craft).value.hits]
    assert sorted(whole) == ids
    seen: list[str] = []
    after = None
    for before in (0, 3, 6):
        page = shop.search.search("rowan", mode, category_id=craft, limit=3, after=after).value
        assert (page.ranked, page.before, page.next) == (7, before, None if before == 6 else whole[before + 2])
        seen += [hit.product.id for hit in page.hits]
        after = page.next
        # It would be the best of all.
        stall.product("Rowan rowan", craft=craft, vector=[*[0] * 9, 1])
    assert seen == whole
    assert shop.search.search("rowan", mode, category_id=craft, limit=3, after=whole[-1]).value.hits == []
    for stranger in (stall.id("none"), "\ud800", "\0", "' OR 1=1 --"):
        page = shop.search.search("rowan", mode, category_id=craft, limit=3, after=stranger).value
        assert (page.before, [hit.product.id for hit in page.hits]) == (0, whole[:3])


def test_a_hit_comes_from_the_cache_at_todays_price(shop: Market, stall: Stall) -> None:
    craft = stall.craft("Elms")
    elm = stall.product("Elm tray", craft=craft, price="10.00")
    assert [shop.search.fulltext("elm", category_id=craft).hit for _ in range(2)] == [False, True]
    stall.execute("UPDATE products SET price = 11.00 WHERE id = %s", (elm,))
    shop.catalog.drop([elm])
    served = shop.search.fulltext("elm", category_id=craft)
    assert (served.hit, str(served.value.hits[0].product.price)) == (True, "11.00")


def test_what_found_nothing_is_asked_again(shop: Market, stall: Stall) -> None:
    craft = stall.craft("Limes")
    assert _found(shop, "lime", craft) == []
    stall.product("Lime tray", craft=craft)
    assert _found(shop, "lime", craft) == ["Lime tray"]


def test_a_catalogue_loaded_anew_is_searched_anew(shop: Market, stall: Stall) -> None:
    craft = stall.craft("Pears")
    stall.product("Pear tray", craft=craft)
    assert _found(shop, "pear", craft) == ["Pear tray"]
    stall.product("Pear pear bowl", craft=craft)
    shop.catalog.forget()
    assert sorted(_found(shop, "pear", craft)) == ["Pear pear bowl", "Pear tray"]


def test_a_renamed_maker_and_craft_are_found_under_the_new_name(shop: Market, stall: Stall) -> None:
    craft, maker = stall.craft("Old"), stall.maker("Quillfeather")
    stall.product("Plain tray", craft=craft, maker=maker)
    assert _found(shop, "quillfeather", craft) == ["Plain tray"]
    stall.execute("UPDATE sellers SET name = 'Nettlefold' WHERE id = %s", (maker,))
    stall.execute("UPDATE categories SET name = 'Thistledown' WHERE id = %s", (craft,))
    assert _found(shop, "nettlefold", craft) == ["Plain tray"]
    assert _found(shop, "thistledown", craft) == ["Plain tray"]


@pytest.fixture(scope="module")
def meant(shop: Market) -> str:
    """A craft whose four products have the vectors of what they are."""
    stall = Stall(shop)
    craft = stall.craft("Gifts")
    texts = {
        "Merino jumper": "A warm pullover of soft wool, for winter evenings",
        "Salad bowl": "A wide dish of olive wood for serving greens",
        "Beeswax candle": "Burns for forty hours and smells of honey",
        "Silver ring": "Jewellery for a finger, hammered by hand",
    }
    vectors = shop.search.encoder.encode(list(texts.values()))
    for (name, text), vector in zip(texts.items(), vectors, strict=True):
        stall.product(name, craft=craft, description=text, vector=vector.tolist())
    return craft


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("something to wear when it is cold", "Merino jumper"),
        ("tableware for lunch", "Salad bowl"),
        ("a flame with a pleasant scent", "Beeswax candle"),
        ("an engagement present", "Silver ring"),
    ],
)
def test_meaning_finds_without_a_word_in_common(shop: Market, meant: str, query: str, best: str) -> None:
    served = shop.search.semantic(query, category_id=meant)
    assert served.value.hits[0].product.name == best
    assert len(served.value.hits) == 4
    distances = [hit.distance for hit in served.value.hits]
    assert distances == sorted(distances, key=float)
    assert [hit.score for hit in served.value.hits] == [1 - distance for distance in distances if distance is not None]


def test_hybrid_fuses_the_scores_of_both(shop: Market, meant: str) -> None:
    hits = shop.search.hybrid("honey", category_id=meant).value.hits
    assert hits[0].product.name == "Beeswax candle"
    assert hits[0].ranks == {"fulltext": 1, "semantic": 1}
    assert hits[0].score == pytest.approx(1)
    assert hits[0].headline == "Burns for forty hours and smells of <mark>honey</mark>"
    assert hits[0].fulltext == pytest.approx(hits[0].gave["honey"])
    assert [hit.ranks for hit in hits[1:]] == [{"semantic": 2}, {"semantic": 3}, {"semantic": 4}]
    nearest = 1 - (hits[0].distance or 0)
    for hit in hits[1:]:
        # Without any of the words: only its likeness counts, as a share of the nearest one's.
        assert hit.score == pytest.approx((1 - WORDS_WEIGHT) * max(0, 1 - (hit.distance or 0)) / nearest)


def test_a_query_is_encoded_once(shop: Market, meant: str) -> None:
    def encoded(query: str, mode: Mode) -> list[str | None]:
        with recording("test") as run:
            shop.search.search(query, mode, category_id=meant)
        return [s.outcome for s in run.statements if s.name == "GET" and "vector:" in s.text]

    assert encoded("a rare question", "hybrid") == ["miss"]
    assert encoded("a rare question", "semantic") == ["hit"]


def test_how_postgresql_went_about_it_is_told(shop: Market, meant: str) -> None:
    within = Filters(category_id=meant)
    by_words, by_meaning, both = (
        shop.search.account("merinoo honey", mode, filters=within) for mode in ("fulltext", "semantic", "hybrid")
    )
    assert (by_words.statement, by_words.corrected) == ("search/fulltext.sql", "merino honey")
    assert (by_words.parsed, by_words.numbers, by_words.halves) == ("'merino' | 'honey'", None, {})
    assert [term.term for term in by_words.terms] == ["honey", "merino"]
    assert by_words.terms[0].weight >= by_words.terms[1].weight > 0
    assert (by_meaning.parsed, by_meaning.numbers, by_meaning.terms) == (None, 384, [])
    assert (both.halves, both.terms) == ({"fulltext": WORDS_WEIGHT, "semantic": 1 - WORDS_WEIGHT}, by_words.terms)
    for account in (by_words, by_meaning, both):
        assert "Buffers: shared hit=" in account.plan
        assert "Execution Time: " in account.plan
        assert all(len(line) <= 202 for line in account.plan.splitlines())


def test_a_statement_that_is_run_for_its_plan_writes_nothing_and_is_stopped(shop: Market, stall: Stall) -> None:
    bowl = stall.product("Bowl", stock=3)
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        explain_apart(shop.postgres, Statement("x", "UPDATE products SET stock = 1 WHERE id = %(id)s"), {"id": bowl})
    assert stall.stock(bowl) == 3
    with pytest.raises(NotPossible, match="stopped after"):
        # Stands for a statement that takes too long: nobody waits for the five seconds.
        explain_apart(shop.postgres, Statement("x", STOPPED), {})
    assert explain_apart(shop.postgres, Statement("x", "SELECT 1"), {}).startswith("Result")


def test_similar_is_nearest_first_without_itself(shop: Market, stall: Stall) -> None:
    one = stall.product("one", vector=[1, 0])
    near = stall.product("near", vector=[4, 3])
    far = stall.product("far", vector=[3, 4])
    hits = shop.search.similar(one, limit=2)
    assert [(hit.product.id, round(hit.distance or 0, 6)) for hit in hits] == [(near, 0.2), (far, 0.4)]
    assert shop.search.similar(stall.product("no vector")) == []
    assert shop.search.similar(stall.id("none")) == []


def test_without_redis_search_works_and_without_postgresql_it_says_so(shop: Market, craft: str) -> None:
    with Market.open(elsewhere(shop, "redis")) as market:
        assert _found(market, "oak bowl", craft, limit=1) == ["Oak bowl"]
        assert not market.search.semantic("a light", limit=1).hit
    with Market.open(elsewhere(shop, "postgres", "redis")) as market, pytest.raises(StoreUnavailable, match="postgres"):
        market.search.fulltext("oak")


def test_a_process_that_ends_while_the_model_is_loaded_ends_quietly() -> None:
    script = (
        "import atexit, time; from marketplace.search.service import SearchService; "
        "from marketplace.stores.redis import Redis; "
        # What else ends at exit, such as the stores, gives the loading some more time.
        "atexit.register(time.sleep, 1); SearchService(None, Redis('redis://'), None, None).warm()"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=100)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
