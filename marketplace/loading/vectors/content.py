"""What of a product is encoded, the hash it is known by, and the vectors that come with the package."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import as_file, files
from typing import Any

import numpy as np

from marketplace.search.encoder import Vectors

SHIPPED = "data/vectors.npz"


def content(product: Mapping[str, Any]) -> str:
    """The text whose meaning a product's vector holds: its name, craft, tags and description."""
    words = ", ".join(product["tags"] or [])
    parts = (product["name"], product["craft"], words, product["description"])
    return ". ".join(part.strip().rstrip(".") for part in parts if part)


def content_hash(text: str) -> str:
    """Known by: text that has not changed is not encoded again."""
    return sha256(text.encode()).hexdigest()[:32]


@cache
def shipped(model: str, file: str = SHIPPED) -> Mapping[str, np.ndarray[Any, np.dtype[np.float32]]]:
    """Vectors of the shipped catalogue by content hash, so that a first start need not wait for them.

    Kept in half precision, which moves a cosine by less than a thousandth. Empty for another model.
    """
    source = files("marketplace").joinpath(file)
    if not source.is_file():
        return {}
    with as_file(source) as path, np.load(path) as archive:
        if str(archive["model"]) != model:
            return {}
        vectors: Vectors = archive["vectors"].astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return dict(zip(archive["hashes"].tolist(), vectors, strict=True))


def ship(path: str, model: str, vectors: Mapping[str, np.ndarray[Any, np.dtype[np.float32]]]) -> None:
    """Write the file that `shipped` reads."""
    hashes = sorted(vectors)
    stacked = np.stack([vectors[h] for h in hashes]).astype(np.float16)
    np.savez(path, model=np.array(model), hashes=np.array(hashes), vectors=stacked)
