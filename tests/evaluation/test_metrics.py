"""Measures against worked examples, and the files they are taken from."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.errors import InvalidInput
from marketplace.evaluation import searching
from marketplace.evaluation.searching.metrics import Gain, dcg, ndcg, recall, reciprocal_rank

# Wikipedia's worked example of DCG: six documents as they were ranked, and two more that were not found.
RANKED = ["d1", "d2", "d3", "d4", "d5", "d6"]
GRADES = {"d1": 3, "d2": 2, "d3": 3, "d4": 0, "d5": 1, "d6": 2, "d7": 3, "d8": 2}


def test_dcg_of_the_textbook_example() -> None:
    assert dcg([3, 2, 3, 0, 1, 2]) == pytest.approx(6.861, abs=5e-4)
    assert dcg([3, 2, 3, 0, 1, 2], "exponential") == pytest.approx(13.848, abs=5e-4)


def test_ndcg_counts_what_was_not_found() -> None:
    assert ndcg(RANKED, GRADES, 6) == pytest.approx(0.785, abs=5e-4)
    assert ndcg(RANKED, GRADES, 6, "exponential") == pytest.approx(13.848 / 18.438, abs=5e-4)


@pytest.mark.parametrize(
    ("ranked", "grades", "reached"),
    [
        (["a", "b"], {"a": 1}, (1.0, 1.0, 1.0)),
        (["b", "a"], {"a": 1}, (0.6309, 0.5, 1.0)),
        (["b"], {"a": 1}, (0.0, 0.0, 0.0)),
        ([], {"a": 1}, (0.0, 0.0, 0.0)),
        (["a"], {}, (0.0, 0.0, 0.0)),
        (["a"], {"a": 0}, (0.0, 0.0, 0.0)),
        (["a"], {"a": 1, "b": -2}, (1.0, 1.0, 1.0)),  # TREC's spam takes nothing away
        (["a", "a", "b"], {"a": 1, "b": 1}, (1.0, 1.0, 1.0)),  # a product gains once
        ([*"0123456789", "a"], {"a": 1}, (0.0, 0.0, 1.0)),  # the eleventh is too late for two of them
    ],
)
def test_each_measure_exactly(ranked: list[str], grades: dict[str, int], reached: tuple[float, ...]) -> None:
    measured = (ndcg(ranked, grades), reciprocal_rank(ranked, grades), recall(ranked, grades))
    assert measured == pytest.approx(reached, abs=5e-5)


@given(
    st.lists(st.sampled_from("abcdefghijklmnop"), max_size=20),
    st.dictionaries(st.sampled_from("abcdefghijklmnop"), st.integers(-1, 3)),
    st.sampled_from(["linear", "exponential"]),
)
def test_measures_stay_between_none_and_all(ranked: list[str], grades: dict[str, int], gain: Gain) -> None:
    measured = ndcg(ranked, grades, gain=gain), reciprocal_rank(ranked, grades), recall(ranked, grades)
    assert all(0 <= one <= 1 + 1e-12 for one in measured)
    best = sorted(grades, key=lambda id: -grades[id])
    assert ndcg(best, grades, gain=gain) == pytest.approx(1.0 if any(g > 0 for g in grades.values()) else 0.0)


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_files_as_they_are_written(tmp_path: Path) -> None:
    queries = _write(tmp_path, "q.tsv", "query_id\ttext\n1\toak bowl\r\n\n2\ta\tb\u2028c\n")
    assert searching.read_queries(queries) == {"1": "oak bowl", "2": "a\tb\u2028c"}
    ours = _write(tmp_path, "j.tsv", "query-id\tcorpus-id\tscore\n1\tP1\t2\n1\tP2\t0\n2\tP1\t1\n")
    assert searching.read_judgments(ours) == {"1": {"P1": 2, "P2": 0}, "2": {"P1": 1}}
    trec = _write(tmp_path, "t.qrels", "1 0 P1 2\n2\t0\tP1\t1\n")
    assert searching.read_judgments(trec) == {"1": {"P1": 2}, "2": {"P1": 1}}


@pytest.mark.parametrize("line", ["1", "1\t", "\toak", "1 oak"])
def test_a_bad_query_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(InvalidInput, match="line 2"):
        searching.read_queries(_write(tmp_path, "q.tsv", f"0\tash\n{line}\n"))


@pytest.mark.parametrize("line", ["1\tP1", "1\tP1\tgood", "1\t\t1", "a b c d e"])
def test_a_bad_judgment_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(InvalidInput, match="line 2"):
        searching.read_judgments(_write(tmp_path, "j.tsv", f"0\tP1\t1\n{line}\n"))


def test_a_second_query_of_one_id_and_a_file_that_is_not_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="already"):
        searching.read_queries(_write(tmp_path, "q.tsv", "1\ta\n1\tb\n"))
    (tmp_path / "b.tsv").write_bytes(b"1\t\xff\n")
    with pytest.raises(InvalidInput, match="cannot be read"):
        searching.read_queries(tmp_path / "b.tsv")


def test_figures_are_means_over_the_judged_queries() -> None:
    found = {"one": ["a", "b"], "two": ["b", "a"], "three": []}
    queries = {"1": "one", "2": "two", "3": "three", "4": "not judged"}
    judgments = {"1": {"a": 1}, "2": {"a": 1}, "3": {"a": 2}}
    figures = searching.evaluate(lambda text, limit: found[text], queries, judgments)
    assert (figures.ndcg, figures.mrr, figures.recall, figures.queries) == (0.5436, 0.5, 0.6667, 3)
    assert set(figures.model_dump(by_alias=True)) == {
        "ndcg@10",
        "mrr@10",
        "recall@100",
        "queries",
        "p50_ms",
        "p95_ms",
    }
    with pytest.raises(InvalidInput, match="query ids"):
        searching.evaluate(lambda text, limit: [], queries, {"9": {"a": 1}})
