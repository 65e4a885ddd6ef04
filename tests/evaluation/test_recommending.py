"""Measures of recommendations against an example worked out by hand, and their evaluation by the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from math import log2
from pathlib import Path

import numpy as np
import pytest
from stall import Stall, own_shop
from typer.testing import CliRunner

from marketplace.cli import app
from marketplace.errors import InvalidInput
from marketplace.evaluation.recommending import ALL, chosen, evaluate, last_held_out, metrics, read_pairs
from marketplace.evaluation.recommending.usable import complaints
from marketplace.market import Market
from marketplace.recommendations.ranking import Weighing
from marketplace.recommendations.similarity import Purchases
from marketplace.settings import Settings

# Who bought what on which day. Ada's last is d, Joan's is b; Mary bought once.
BOUGHT = [("ada", "a", 1), ("ada", "b", 2), ("ada", "d", 3), ("joan", "a", 1), ("joan", "b", 2), ("mary", "c", 1)]


def purchases(rows: list[tuple[str, str, int]]) -> Purchases:
    return Purchases.of(*zip(*rows, strict=True))


def test_hits_gain_the_less_the_further_down_they_stand() -> None:
    found = metrics.hits(["x", "a", "y", "b"], {"a", "b", "c"})
    assert found == [0, 1, 0, 1]
    assert metrics.hit_rate(found) == 1
    assert metrics.hit_rate([0, 0]) == 0
    gain, best = 1 / log2(3) + 1 / log2(5), 1 + 1 / log2(3) + 1 / log2(4)
    assert metrics.ndcg(found, 3, 4) == pytest.approx(gain / best, abs=1e-12)
    # Cut off before the second hit, and with room for two of the three that were wanted.
    assert metrics.ndcg(found, 3, 2) == pytest.approx((1 / log2(3)) / (1 + 1 / log2(3)), abs=1e-12)
    assert metrics.average_precision(found, 3, 4) == pytest.approx((1 / 2 + 2 / 4) / 3, abs=1e-12)
    assert metrics.average_precision(found, 3, 2) == pytest.approx((1 / 2) / 2, abs=1e-12)
    assert (metrics.ndcg([], 1, 10), metrics.average_precision([], 1, 10)) == (0, 0)


def test_what_lists_are_like_besides() -> None:
    # Buyers: a ada, joan; b ada, joan; c mary; d ada. Nobody has bought e.
    known = purchases(BOUGHT)
    lists = [["a", "b"], ["a", "c"], ["e"], []]
    assert metrics.coverage(lists, 5) == 4 / 5
    bits = {"a": log2(3 / 2), "b": log2(3 / 2), "c": log2(3), "e": log2(3)}
    assert metrics.novelty(lists, known) == pytest.approx(np.mean([bits[id] for id in "abace"]), abs=1e-12)
    # The same two bought a and b, nobody both a and c: one list is all alike, the other not at all.
    assert metrics.diversity([["a", "b"]], known) == pytest.approx(0, abs=1e-12)
    assert metrics.diversity([["a", "c"]], known) == pytest.approx(1, abs=1e-12)
    # Of a and d one of two and one in common: cosine 1 / sqrt(2). A list with less than two known says nothing.
    cosine = 1 / np.sqrt(2)
    assert metrics.diversity([["a", "d"], ["e", "a"]], known) == pytest.approx(1 - cosine, abs=1e-12)
    assert metrics.diversity([["a", "b", "d"]], known) == pytest.approx(1 - (1 + cosine + cosine) / 3, abs=1e-12)


def test_an_interval_holds_the_mean_and_is_a_point_where_nothing_varies() -> None:
    assert metrics.interval(np.full(50, 0.25)) == (0.25, 0.25)
    assert metrics.interval(np.empty(0)) == (0, 0)
    values = np.arange(1000) / 999
    low, high = metrics.interval(values)
    # The standard error of the mean of 1,000 even numbers is .289 / sqrt(1000).
    assert (low, high) == (pytest.approx(0.5 - 1.96 * 0.00913, abs=2e-3), pytest.approx(0.5 + 1.96 * 0.00913, abs=2e-3))


def test_the_last_purchase_is_held_out_unless_it_was_bought_before() -> None:
    learned, wanted = last_held_out(purchases([*BOUGHT, ("mary", "c", 5), ("mary", "a", 5)]))
    assert wanted == {"ada": ["d"], "joan": ["b"], "mary": ["a"]}
    kept = {(learned.user_ids[u], learned.product_ids[p]) for u, p in zip(learned.user, learned.product, strict=True)}
    assert kept == {("ada", "a"), ("ada", "b"), ("joan", "a"), ("mary", "c")}
    with pytest.raises(InvalidInput, match="two different times"):
        last_held_out(purchases([("ada", "a", 1), ("joan", "b", 1)]))
    with pytest.raises(InvalidInput, match="nothing is left to find"):
        last_held_out(purchases([("ada", "a", 1), ("ada", "a", 2)]))


def test_all_or_one_strategy_and_the_controls_always() -> None:
    assert chosen("all") == ALL
    assert chosen("makers") == ("makers", "popular", "random")
    assert chosen("popular") == ("popular", "random")
    with pytest.raises(InvalidInput, match="no strategy 'best'; there are all, personal,"):
        chosen("best")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("u\n", "line 2, product_id: 1 columns instead of 2"),
        ("u,p\n\nu,p,1\n", "line 4, product_id: 3 columns instead of 2"),
        (",p\n", "line 2, user_id: empty"),
        ("u, \n", "line 2, product_id: empty"),
        ("", "holds no pairs"),
    ],
)
def test_a_bad_row_is_named_by_line_and_column(tmp_path: Path, rows: str, said: str) -> None:
    (tmp_path / "test.csv").write_text(f"user_id,product_id\n{rows}")
    with pytest.raises(InvalidInput, match=said):
        read_pairs(tmp_path / "test.csv")


def test_pairs_as_they_are_written_and_all_bad_rows_at_once(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text('\ufeffUser_ID,Product_ID\r\nu,p\r\n"v, w", q \r\nu,o\r\nu,p\r\n')
    assert read_pairs(path) == {"u": ["p", "o"], "v, w": ["q"]}
    path.write_text("user_id,product_id\n" + "u,\n" * 25)
    with pytest.raises(InvalidInput) as refused:
        read_pairs(path)
    assert str(refused.value).splitlines()[0] == f"{path}, line 2, product_id: empty."
    assert str(refused.value).splitlines()[20:] == ["… and 5 more."]
    path.write_bytes(b"user_id,product_id\nu,\xff\n")
    with pytest.raises(InvalidInput, match="not a CSV file in UTF-8"):
        read_pairs(path)
    path.write_text("product_id,user_id\n")
    with pytest.raises(InvalidInput, match="first line must be user_id,product_id, not product_id,user_id"):
        read_pairs(path)


def test_held_out_purchases_that_nobody_could_find_are_told_and_refused_where_all_are() -> None:
    known = purchases(BOUGHT)
    test = {"ada": ["c", "a", "x"], "zoe": ["a"]}
    assert complaints({"ada": ["c"]}, {"ada": ["c", "d"]}, known, list("abcd")) == []
    assert complaints(test, {"ada": ["c", "a", "x"]}, known, list("abcd")) == [
        "1 of 4 held-out purchases are of products that are not in the stores.",
        "1 of 4 held-out purchases have been bought by that user already, so no list holds them.",
        "1 of 4 held-out purchases are of users who have bought nothing.",
        "1 of 4 held-out purchases are not among that user's candidates.",
    ]
    with pytest.raises(InvalidInput, match=r"None of the held-out purchases can be found: 1 of 1 .* already"):
        complaints({"ada": ["a"]}, None, known, list("abcd"))


@pytest.fixture(scope="module")
def small(settings: Settings) -> Iterator[tuple[Market, Stall, dict[str, str]]]:
    """Five shoppers, five products, in PostgreSQL and in the graph."""
    with own_shop(settings, redis_database=4) as market:
        stall = Stall(market)
        ids = {name: stall.product(name, id=stall.id(name)) for name in "abcde"}
        bought = {"1": "ab", "2": "ac", "3": "ba", "4": "abd", "5": "c"}
        for shopper, goods in bought.items():
            ids[shopper] = stall.shopper()
            for day, product in enumerate(goods):
                stall.ordered(ids[shopper], ids[product], day=day)
        yield market, stall, ids
        stall.close()


def test_a_whole_evaluation_by_hand(small: tuple[Market, Stall, dict[str, str]]) -> None:
    market = small[0]
    figures = evaluate(market.postgres, market.graph, chosen("popular"), k=2)
    popular = figures["popular"]
    # Learned from: 1 a, 2 a, 3 b, 4 a b, 5 c. So a has three buyers, b two, c one. To be found: 1 b, 2 c, 3 a, 4 d.
    # Lists of two: 1 b c, 2 b c, 3 a c, 4 c. Found in place: 1, 2, 1, nowhere.
    gains = [1, 1 / log2(3), 1, 0]
    assert popular.users == 4
    assert popular.hit_rate == 3 / 4
    assert popular.ndcg == pytest.approx(np.mean(gains), abs=1e-12)
    assert popular.average_precision == pytest.approx(np.mean([1, 1 / 2, 1, 0]), abs=1e-12)
    assert popular.coverage == 3 / 5
    bits = {"a": log2(5 / 3), "b": log2(5 / 2), "c": log2(5)}
    assert popular.novelty == pytest.approx(np.mean([bits[id] for id in "bcbcacc"]), abs=1e-12)
    # Nobody bought two of a list.
    assert popular.diversity == pytest.approx(1, abs=1e-12)
    assert (popular.default, popular.minus, popular.served_from) == (False, {}, "memory")
    assert popular.p50_ms is not None
    assert popular.p50_ms > 0
    assert popular.ndcg_interval[0] <= popular.ndcg <= popular.ndcg_interval[1]


def test_held_out_purchases_of_ones_own_and_candidates(small: tuple[Market, Stall, dict[str, str]]) -> None:
    market, _, ids = small
    # Not in the stores: 5 will buy a, 1 will buy d.
    test = {ids["5"]: [ids["a"]], ids["1"]: [ids["d"]]}
    figures = evaluate(market.postgres, market.graph, chosen("random_walk"), test=test, k=3)
    assert [one.served_from for one in figures.values()] == ["graph", "memory", "memory"]
    # Popular: 5 has a and b before d and e; 1 has c before d.
    assert figures["popular"].ndcg == pytest.approx((1 + 1 / log2(3)) / 2, abs=1e-12)
    assert figures["random_walk"].hit_rate == 1
    among = {ids["5"]: [ids["a"], ids["e"]], ids["1"]: [ids["e"]]}
    narrowed = evaluate(market.postgres, market.graph, chosen("random_walk"), test=test, candidates=among, k=3)
    assert narrowed["popular"].ndcg == narrowed["random_walk"].ndcg == 0.5
    assert narrowed["random"].hit_rate == 0.5
    assert narrowed["random_walk"].coverage == 1 / 5


def test_ahead_of_the_controls_with_the_same_shoppers_resampled(small: tuple[Market, Stall, dict[str, str]]) -> None:
    market = small[0]
    figures = evaluate(market.postgres, market.graph, ("personal", "popular", "random"), k=2)
    personal, popular = figures["personal"], figures["popular"]
    assert personal.default
    assert set(personal.minus) == {"popular", "random"}
    ahead = personal.minus["popular"]
    assert ahead.ndcg == pytest.approx(personal.ndcg - popular.ndcg, abs=1e-12)
    assert ahead.interval[0] <= ahead.ndcg <= ahead.interval[1]
    # Only some of the shoppers, the same each time; weights that are given are used.
    some = [
        evaluate(market.postgres, market.graph, ("personal", "popular"), k=2, shoppers=3, weighing=Weighing(fading=0.1))
        for _ in range(2)
    ]
    assert [one["popular"].users for one in some] == [3, 3]
    assert some[0]["personal"].ndcg_interval == some[1]["personal"].ndcg_interval


def test_a_step_that_raises_ends_it(small: tuple[Market, Stall, dict[str, str]]) -> None:
    class Enough(Exception):
        pass

    steps = []

    def told(step: str, done: int, total: int | None) -> None:
        steps.append((step, done, total))
        if step == "popular: times":
            raise Enough

    with pytest.raises(Enough):
        evaluate(small[0].postgres, small[0].graph, chosen("popular"), progress=told)
    assert steps[0] == ("reading purchases", 0, None)
    assert ("popular", 4, 4) in steps
    assert steps[-1] == ("popular: times", 0, 4)


def command(*arguments: str) -> tuple[int, str]:
    ran = CliRunner().invoke(app, ["evaluate", "recommendations", *arguments], catch_exceptions=False)
    return ran.exit_code, ran.stdout


def test_it_is_told_as_one_json_object(market: Market, tmp_path: Path) -> None:
    who = market.accounts.shoppers(limit=2)
    new = [market.recommendations.personal(one.id, 1)[0].product.id for one in who]
    (tmp_path / "test.csv").write_text(
        "user_id,product_id\n" + "".join(f"{one.id},{id}\n" for one, id in zip(who, new, strict=True))
    )
    arguments = ["--test", str(tmp_path / "test.csv"), "--strategy", "personal", "--k", "5"]
    status, out = command(*arguments, "--json")
    assert status == 0
    told = json.loads(out)
    assert list(told) == ["personal", "popular", "random"]
    assert set(told["popular"]) == {
        "hr@5", "ndcg@5", "ndcg@5_interval", "hr@5_interval", "map@5", "coverage", "novelty", "diversity", "users",
        "p50_ms", "p95_ms", "served_from",
    }  # fmt: skip
    assert set(told["personal"]) == set(told["popular"]) | {"default", "ndcg@5_minus"}
    assert told["personal"]["default"] is True
    # What is held out is what the shop would recommend first.
    assert (told["personal"]["hr@5"], told["personal"]["ndcg@5"], told["personal"]["map@5"]) == (1, 1, 1)
    assert (told["personal"]["users"], told["personal"]["served_from"]) == (2, "graph")
    minus = told["personal"]["ndcg@5_minus"]["random"]
    assert minus["difference"] == told["personal"]["ndcg@5"] - told["random"]["ndcg@5"]
    assert minus["interval"][0] <= minus["difference"] <= minus["interval"][1]
    status, out = command(*arguments)
    assert status == 0
    assert re.search(r"^personal \*( +1\.0000){2} +1\.0000–1\.0000 +1\.0000 ", out, re.MULTILINE)


def test_wrong_usage_and_what_cannot_be_evaluated(market: Market, tmp_path: Path) -> None:
    assert command("--test", "nowhere.csv")[0] == 2
    assert command("--k", "0")[0] == 2
    with pytest.raises(InvalidInput, match="no strategy 'best'"):
        command("--strategy", "best")
    (tmp_path / "bad.csv").write_text("user_id,product_id\nu\n")
    with pytest.raises(InvalidInput, match=r"bad\.csv, line 2, product_id"):
        command("--candidates", str(tmp_path / "bad.csv"))
