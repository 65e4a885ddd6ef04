"""The document loader: whole documents in bulk, replaced by id; inserted outright where a collection is empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pymongo import ReplaceOne
from pymongo.collection import Collection
from pymongo.errors import AutoReconnect, BulkWriteError, ConfigurationError, ServerSelectionTimeoutError

from marketplace.errors import StoreUnavailable
from marketplace.loading.dataset import COLLECTIONS, Dataset, Document
from marketplace.loading.errors import LoadRefused
from marketplace.progress import Progress, silent
from marketplace.stores.mongo import Mongo
from marketplace.tracing import statement_span

BATCH = 2_000


def load_documents(mongo: Mongo, dataset: Dataset, progress: Progress = silent) -> dict[str, int]:
    """Load every collection the data set speaks of; how many documents were given to each.

    Raises LoadRefused where a document breaks a rule of its collection, StoreUnavailable where MongoDB does not answer.
    """
    rows = {}
    try:
        for name in COLLECTIONS:
            if documents := dataset.documents.get(name):
                rows[name] = _load(mongo.database[name], documents, progress)
    except (ServerSelectionTimeoutError, AutoReconnect, ConfigurationError) as error:
        raise StoreUnavailable("mongo", str(error).split(",", 1)[0]) from error
    return rows


def _load(collection: Collection[Document], documents: Sequence[Document], progress: Progress) -> int:
    step = f"documents: {collection.name.replace('_', ' ')}"
    empty = collection.find_one({}, {"_id": 1}) is None
    text = "insert" if empty else "replace by _id, or insert"
    progress(step, 0, len(documents))
    with statement_span("mongo", f"load {collection.name}", text) as executed:
        for done, batch in _batches(documents):
            _write(collection, batch, empty)
            progress(step, done, len(documents))
        executed.rows = len(documents)
    return len(documents)


def _write(collection: Collection[Document], batch: Sequence[Document], empty: bool) -> None:
    # Unordered: the server need not stop at one, and says of each what was wrong with it.
    try:
        if empty:
            collection.insert_many(batch, ordered=False)
        else:
            collection.bulk_write([ReplaceOne({"_id": d["_id"]}, d, upsert=True) for d in batch], ordered=False)
    except BulkWriteError as error:
        faults = error.details["writeErrors"]
        first = batch[faults[0]["index"]]["_id"]
        raise LoadRefused(
            "mongo", f"{len(faults)} documents of {collection.name}; the first, {first!r}: {faults[0]['errmsg']}"
        ) from error


def _batches(documents: Sequence[Document]) -> Iterator[tuple[int, Sequence[Document]]]:
    for start in range(0, len(documents), BATCH):
        batch = documents[start : start + BATCH]
        yield start + len(batch), batch
