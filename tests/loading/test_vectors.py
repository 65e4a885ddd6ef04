"""Encoding: what was broken off goes on, equal texts are encoded once, and another model may be used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from marketplace.errors import InvalidInput
from marketplace.loading import vectors
from marketplace.loading.reader import read_folder
from marketplace.loading.relational import load_relational
from marketplace.loading.vectors import load_vectors
from marketplace.market import Market
from marketplace.search.encoder import DIMENSION, Encoder, Vectors
from marketplace.search.service import SearchService
from marketplace.statements import Statement
from marketplace.stores.postgres import Postgres

from .conftest import Folder

COUNT = Statement("test", "SELECT count(*) AS n, count(DISTINCT content_hash) AS texts FROM product_embeddings")


class Counting(Encoder):
    """Says what it is asked to encode; its vectors are made up."""

    def __init__(self) -> None:
        super().__init__("counting")
        self.asked: list[str] = []

    @property
    def dimension(self) -> int:
        return DIMENSION

    @contextmanager
    def bulk(self, texts: Sequence[str]) -> Iterator[object]:
        def encode(batch: Sequence[str]) -> Vectors:
            self.asked += batch
            return np.stack([np.eye(DIMENSION, dtype=np.float32)[len(text) % DIMENSION] for text in batch])

        yield encode


@pytest.fixture
def stocked(postgres: Postgres, folder: Folder) -> Postgres:
    lines = ["ID,NAME", *(f"P{number:02},Thing {number // 2}" for number in range(20))]
    load_relational(postgres, read_folder(folder(products="\n".join(lines))))
    return postgres


def test_equal_texts_are_encoded_once_and_a_run_that_was_broken_off_goes_on(
    stocked: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "BATCH", 4)
    encoder, seen = Counting(), []

    def stop(step: str, done: int, total: int | None) -> None:
        seen.append((step, done, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_vectors(stocked, stop, encoder)
    assert seen == [("encoding products", 8, 20)]
    assert stocked.row(COUNT) == {"n": 8, "texts": 4}
    assert load_vectors(stocked, encoder=encoder) == 12
    assert stocked.row(COUNT) == {"n": 20, "texts": 10}
    assert sorted(encoder.asked) == [f"Thing {number}" for number in range(10)]
    assert load_vectors(stocked, encoder=encoder) == 0


@pytest.fixture
def model(tmp_path: Path) -> str:
    """A folder with another model: the same words, 64 numbers drawn for each, and no network at all."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    tokenizer = Encoder().load().tokenizer.backend_tokenizer
    weights = np.random.default_rng(5).standard_normal((tokenizer.get_vocab_size(), 64)).astype(np.float32)
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)]).save(str(tmp_path / "model"))
    return str(tmp_path / "model")


def test_another_model_by_its_folder_makes_vectors_of_its_own_length(
    stocked: Postgres, model: str, market: Market
) -> None:
    load_vectors(stocked, encoder=Counting())
    other = Encoder(model)
    assert other.dimension == 64
    before = SearchService(stocked, market.redis, products=lambda ids: [], generation=lambda: "1", encoder=other)
    with pytest.raises(InvalidInput, match=r"of counting \(384 numbers\).*\(64\)\. `marketplace load vectors`"):
        before.ranked("thing 7", "semantic")
    assert load_vectors(stocked, encoder=other) == 20
    assert set(before.ranked("thing 7", "semantic", limit=2)) == {"P14", "P15"}
    assert set(before.ranked("thing 7", "hybrid", limit=2)) == {"P14", "P15"}
    # And back: vectors of another model are none.
    assert load_vectors(stocked, encoder=Counting()) == 20
