"""`marketplace evaluate search`: the form of what it says, and that our own queries are answered well."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from marketplace.cli import app
from marketplace.evaluation import searching
from marketplace.market import Market

JUDGED = Path(str(files("marketplace").joinpath("evaluation/judged")))
REACHED = {"fulltext": 0.68, "semantic": 0.65, "hybrid": 0.74}


def test_every_mode_is_told_as_one_json_object(market: Market, tmp_path: Path) -> None:
    (tmp_path / "q.tsv").write_text("1\tceladon rain bowl\n2\tnot judged\n")
    (tmp_path / "j.tsv").write_text("1\tP0001\t2\n")
    arguments = ["--queries", str(tmp_path / "q.tsv"), "--judgments", str(tmp_path / "j.tsv"), "--json"]
    ran = CliRunner().invoke(app, ["evaluate", "search", *arguments, "--mode", "all", "--gain", "exponential"])
    assert ran.exit_code == 0, ran.output
    told = json.loads(ran.stdout)
    assert list(told) == ["fulltext", "semantic", "hybrid"]
    for figures in told.values():
        assert set(figures) == {"ndcg@10", "mrr@10", "recall@100", "queries", "p50_ms", "p95_ms"}
        assert (figures["ndcg@10"], figures["mrr@10"], figures["recall@100"], figures["queries"]) == (1, 1, 1, 1)
    ran = CliRunner().invoke(app, ["evaluate", "search", *arguments, "--mode", "fulltext"])
    assert list(json.loads(ran.stdout)) == ["fulltext"]


def test_a_missing_file_is_wrong_usage() -> None:
    ran = CliRunner().invoke(app, ["evaluate", "search", "--queries", "none.tsv", "--judgments", "none.tsv"])
    assert ran.exit_code == 2


def test_judgments_are_of_products_that_there_are(market: Market) -> None:
    for half in ("tuning", "reporting"):
        queries = searching.read_queries(JUDGED / half / "queries.tsv")
        judgments = searching.read_judgments(JUDGED / half / "judgments.tsv")
        assert len(queries) == 39
        assert queries.keys() == judgments.keys()
        ids = {id for grades in judgments.values() for id in grades}
        assert {product.id for product in market.catalog.products(sorted(ids))} == ids
        assert {grade for grades in judgments.values() for grade in grades.values()} == {1, 2}


@pytest.mark.parametrize("mode", REACHED)
def test_our_own_queries_are_answered_well(market: Market, mode: str) -> None:
    queries = searching.read_queries(JUDGED / "reporting" / "queries.tsv")
    judgments = searching.read_judgments(JUDGED / "reporting" / "judgments.tsv")
    figures = searching.evaluate(
        lambda text, limit: market.search.ranked(text, mode, limit=limit),  # type: ignore[arg-type]
        queries,
        judgments,
    )
    assert figures.ndcg > REACHED[mode]
