"""A query as a vector: encoded once, and kept in Redis for a day."""

from __future__ import annotations

import base64
import hashlib

import numpy as np
from pydantic import BaseModel

from marketplace.search.encoder import Encoder, Vectors
from marketplace.stores.cache import Cache
from marketplace.stores.redis import Redis

CACHE_SECONDS = 24 * 3600


class QueryVector(BaseModel):
    """As it is cached: little-endian float32, base64."""

    data: str


class QueryVectors:
    """The vectors of queries, by one model. Each has shape (dimension,), float32, unit length."""

    def __init__(self, redis: Redis, encoder: Encoder) -> None:
        self.encoder = encoder
        self._cache = Cache(redis, "vector", QueryVector, CACHE_SECONDS)

    def kept(self, query: str) -> Vectors:
        """From Redis, or encoded now."""

        def load() -> QueryVector:
            return QueryVector(data=base64.b64encode(self.encode(query).astype("<f4").tobytes()).decode())

        digest = hashlib.sha256(f"{self.encoder.name}\0{query}".encode()).hexdigest()[:24]
        found = self._cache.read(digest, load, "postgres")
        return np.frombuffer(base64.b64decode(found.value.data), dtype="<f4").astype(np.float32)

    def encode(self, query: str) -> Vectors:
        """Past the cache."""
        vector: Vectors = self.encoder.encode([query])[0]
        return vector
